"""Days reckoned from other days: calendar spans, and the workdays of the Chinese calendar.

    预估完成日: {max: {date: {first_of: [首次接触日, 接案日]}, plus: {workdays: 5}}}

With a first contact on Friday, 30 January 2026, the form is in time on 6 February and late on
7 February. Source: design §5, Workdays (the day after counts as 1; an uncovered year is unknown).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.grammar import DateOperand, Reference, Span
from swaudit.query.intervals import Parameter
from swaudit.query.periods import first_of_month_after
from swaudit.query.scope import UNKNOWN, Scope

if TYPE_CHECKING:
    import pandas as pd


def reckoned(operand: DateOperand, table: Table, scope: Scope) -> Any:
    """Return the operand's day for the rows of `table`.

    One Timestamp (or UNKNOWN) where all rows share it, else a list of Timestamps with None where
    the row's day is not known.
    """
    import pandas as pd

    if operand.date == "as_of":
        return _one(pd.Timestamp(scope.as_of), operand)
    if isinstance(operand.date, Reference):
        day = scope.refer(operand.date.ref)
        return UNKNOWN if day is UNKNOWN else _one(day, operand)
    if isinstance(operand.date, Parameter):
        return _given(scope.parameters.get(operand.date.param), operand)
    starts = _written(operand.columns, table)
    moved = {day: _one(day, operand) for day in set(starts) - {None}}
    return [None if moved.get(day, UNKNOWN) is UNKNOWN else moved[day] for day in starts]


def shifted(day: date, span: Span, sign: int) -> date | None:
    """Return the day a span later (`sign` 1) or earlier (-1); None where no calendar reaches.

    Months go first and keep the day of the month where there is one, else its last day.
    """
    try:
        first = first_of_month_after(day, sign * span.months)
        last = first_of_month_after(first, 1) - timedelta(days=1)
        moved = first.replace(day=min(day.day, last.day)) + timedelta(days=sign * span.days)
    except (OverflowError, ValueError):
        return None
    return workday(moved, sign * span.workdays)


def workday(day: date, count: int) -> date | None:
    """Return the workday `count` after a day (before it, if negative), the next one being 1.

    None when the official calendar of a year on the way is not known; 0 is the day itself.
    """
    import chinese_calendar

    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    try:
        while left:
            day += step
            left -= chinese_calendar.is_workday(day)
    except (NotImplementedError, OverflowError):
        return None
    return day


def _one(start: pd.Timestamp, operand: DateOperand) -> Any:
    import pandas as pd

    day: date | None = start.date()
    for span, sign in ((operand.plus, 1), (operand.less, -1)):
        if span is not None and day is not None:
            day = shifted(day, span, sign)
    return UNKNOWN if day is None else pd.Timestamp(day)


def _given(day: str | None, operand: DateOperand) -> Any:
    import pandas as pd

    try:
        return UNKNOWN if day is None else _one(pd.Timestamp(date.fromisoformat(day)), operand)
    except ValueError:
        return UNKNOWN


def _written(columns: tuple[str, ...], table: Table) -> list[Any]:
    """Return each row's day in the first column that has something written."""
    days: list[Any] = [None] * len(table)
    open_ = [True] * len(table)
    for name in columns:
        if name in table.frame:
            column = held(table, name)
            for row, (day, bad) in enumerate(zip(column.cells, column.bad, strict=True)):
                if open_[row]:
                    days[row] = day
                    # What is written but cannot be read is not passed over for a later column.
                    open_[row] = day is None and not bad
    return days
