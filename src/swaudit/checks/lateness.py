"""When each row of an `each` must be met: rows that may still be filled in, and those too late.

    each:
      rows: 个案
      assert: {预估完成日: {max: {date: 接案日, plus: {workdays: 5}}}}
      due: {date: 接案日, plus: {workdays: 5}}

A blank cell waits until the row's day has come and is a failure from then on; what is filled in
wrongly fails at once. Where the day is not known (a blank start, a parameter nobody has set), what
is there is judged and what is absent stays undetermined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.message import message
from swaudit.model.report import Note
from swaudit.model.tables import Table
from swaudit.query.calendar import reckoned
from swaudit.query.columns import held
from swaudit.query.evaluate import holds
from swaudit.query.grammar import Condition, DateOperand
from swaudit.query.scope import UNKNOWN, Scope
from swaudit.query.select import Selected
from swaudit.query.truth import Mask, Truth

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Timely:
    """Whether each selected row meets an assertion by its day.

    `waiting` rows lack a cell and have time left; `late` ones lack it and have none; `days` are the
    days (NaT where not known).
    """

    met: Mask
    waiting: NDArray[np.bool_]
    late: NDArray[np.bool_]
    days: NDArray[np.datetime64]


def timely(asserted: Condition, due: DateOperand, selected: Selected, scope: Scope) -> Timely:
    """Return the truth of an assertion with a due day for each selected row, as of today."""
    table, rows = selected.table, selected.rows
    apart = replace(scope, memo={}, here={})
    met = holds(asserted, table, scope, rows)
    hoped = holds(asserted, _refillable(asserted, table), apart, rows)
    demanded = holds(_demanded(asserted), table, apart, rows)
    days = _days(due, table, scope)[rows]
    known = ~np.isnat(days)
    over = known & (days <= np.datetime64(scope.as_of))
    absent = _blank(asserted, table)[rows] & ~met.true
    open_ = absent & ~hoped.false
    # Without a day nothing is late: what could still be filled in rightly decides nothing.
    early = np.where(open_, np.uint8(Truth.UNKNOWN), met.truths)
    truths = np.where(over, demanded.truths, early)
    return Timely(Mask(truths), known & ~over & open_, over & absent & demanded.false, days)


def told(
    asserted: Condition, times: Timely, selected: Selected, kept: Mask
) -> tuple[dict[str, Note], dict[str, Note]]:
    """Return the rows that are late and those that still have time, by record."""
    late = {
        note.record: note
        for place in np.flatnonzero(times.late & kept.false)
        for note in [_note("each.overdue", asserted, times, selected, int(place))]
    }
    waiting = {
        note.record: note
        for place in np.flatnonzero(times.waiting & kept.unknown)
        for note in [_note("each.not_due", asserted, times, selected, int(place))]
    }
    return late, waiting


def _note(code: str, asserted: Condition, times: Timely, selected: Selected, place: int) -> Note:
    table, row = selected.table, selected.rows[place]
    lacking = [
        name
        for name in dict.fromkeys(columns_of(asserted))
        if name in table.frame and held(table, name).value(row) is None
    ]
    said = message(code, columns="、".join(lacking), day=times.days[place])
    origin = table.rows.iloc[row]
    return Note(str(origin["record"]), str(origin["label"]), said)


def columns_of(condition: Condition) -> Iterator[str]:
    """Yield the columns of the row that a condition tests."""
    yield from condition.tests
    for inner in (*condition.all, *condition.any, *((condition.not_,) if condition.not_ else ())):
        yield from columns_of(inner)


def _blank(condition: Condition, table: Table) -> NDArray[np.bool_]:
    blank = np.zeros(len(table), dtype=bool)
    for name in columns_of(condition):
        if name in table.frame:
            cells = held(table, name)
            blank |= (cells.codes < 0) & ~cells.bad
    return blank


def _refillable(condition: Condition, table: Table) -> Table:
    """Return the table with the blank cells that a condition tests made unknown."""
    unreadable = table.unreadable.copy()
    for name in columns_of(condition):
        if name in table.frame:
            unreadable[name] = unreadable[name] | table.frame[name].isna()
    return replace(table, unreadable=unreadable)


def _demanded(condition: Condition) -> Condition:
    """Return the condition under which a blank cell meets no test but that it be empty."""
    asked: dict[str, Any] = {}
    filled: list[Condition] = []
    for name, test in condition.tests.items():
        asked[name] = test
        if test.filled is None:
            filled.append(Condition.model_validate({name: "filled"}))
    return Condition.model_construct(
        valid=condition.valid,
        related=condition.related,
        all=(*map(_demanded, condition.all), *filled),
        any=tuple(map(_demanded, condition.any)),
        not_=condition.not_,
        **asked,
    )


def _days(due: DateOperand, table: Table, scope: Scope) -> NDArray[np.datetime64]:
    day = reckoned(due, table, scope)
    if day is UNKNOWN:
        return np.full(len(table), np.datetime64("NaT"), dtype="datetime64[D]")
    days = day if isinstance(day, list) else [day] * len(table)
    return np.array([one and one.date() for one in days], dtype="datetime64[D]")
