"""Conditions evaluated over all rows of a table at once, in Kleene's logic.

Unreadable cells and absent columns are unknown; so are blank ones, except under `filled` and
`empty` (design §5, Truth). `valid` is pending while a person has yet to rule on the record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.status import Counts
from swaudit.model.tables import Column, Table
from swaudit.query.grammar import (
    Active,
    Condition,
    DateOperand,
    Operand,
    Reference,
    Selection,
    Test,
)
from swaudit.query.intervals import Parameter
from swaudit.query.periods import first_of_month_after
from swaudit.query.scope import UNKNOWN, Scope
from swaudit.query.truth import Mask, Truth, constant, decided

if TYPE_CHECKING:
    import pandas as pd


def holds(condition: Condition, table: Table, scope: Scope) -> Mask:
    """Return, for every row of `table`, whether the condition holds."""
    if not depends_on_unit(condition):
        key = (id(condition), id(table))
        if key not in scope.memo:
            # The condition is kept beside its mask so that its id is never given to another.
            scope.memo[key] = (_holds(condition, table, scope), condition)
        return scope.memo[key][0]  # type: ignore[no-any-return]
    return _holds(condition, table, scope)


def _holds(condition: Condition, table: Table, scope: Scope) -> Mask:
    mask = constant(Truth.YES, len(table))
    for column, test in condition.tests.items():
        mask &= passes(test, table, column, scope)
    if condition.valid:
        mask &= valid(table)
    if condition.related:
        from swaudit.query.related import related

        mask &= related(condition.related, table, scope).truth
    for inner in condition.all:
        mask &= holds(inner, table, scope)
    if condition.any:
        either = constant(Truth.NO, len(table))
        for inner in condition.any:
            either |= holds(inner, table, scope)
        mask &= either
    if condition.not_:
        mask &= ~holds(condition.not_, table, scope)
    return mask


def valid(table: Table) -> Mask:
    """Return whether each record counts; unknown for tables that were not judged."""
    if "counts" not in table.rows:
        return constant(Truth.UNKNOWN, len(table))
    counts = table.rows["counts"].to_numpy()
    pending = counts == Counts.PENDING
    return Mask(counts == Counts.COUNTED, pending, pending)


def active(between: Active, table: Table, first: date, last: date) -> Mask:
    """Return whether each row holds on some day of a closed run; a blank end is still open."""
    import pandas as pd

    mask = constant(Truth.YES, len(table))
    for name, day, starts in ((between.since, last, True), (between.until, first, False)):
        if name not in table.frame:
            mask &= constant(Truth.UNKNOWN if starts else Truth.YES, len(table))
            continue
        cells = table.frame[name]
        bad = table.unreadable[name].to_numpy(dtype=bool)
        blank = cells.isna().to_numpy() & ~bad
        inside = (cells <= pd.Timestamp(day)) if starts else (cells >= pd.Timestamp(day))
        true = inside.to_numpy(dtype=bool) | (blank & (not starts))
        mask &= decided(true, ~bad & (~blank | (not starts)))
    return mask


def passes(test: Test, table: Table, column: str, scope: Scope) -> Mask:
    """Return whether each row's cell in `column` passes the test."""
    length = len(table)
    if column not in table.frame:
        return constant(Truth.UNKNOWN, length)
    cells = table.frame[column]
    bad = table.unreadable[column].to_numpy(dtype=bool)
    written = ~cells.isna().to_numpy()
    mask = constant(Truth.YES, length)
    if test.filled is not None:
        mask &= decided(written == test.filled, ~bad)
    if test.not_ is not None:
        mask &= ~passes(test.not_, table, column, scope)
    spec = table.spec.columns[column]
    for compared in _comparisons(test, cells, spec, scope):
        outcome = (
            constant(Truth.UNKNOWN, length)
            if compared is None
            else decided(compared.to_numpy(dtype=bool, na_value=False), written)
        )
        mask &= outcome
    if test.in_table is not None:
        mask &= _in_table(test.in_table, cells, written, scope)
    return mask


def _comparisons(
    test: Test, cells: pd.Series[Any], spec: Column, scope: Scope
) -> list[pd.Series[bool] | None]:
    """Return one row of booleans per operator; None where the operand's value is not known."""
    found: list[pd.Series[bool] | None] = []

    def compare(operand: Operand, by: Callable[[pd.Series[Any], Any], Any], ranked: bool) -> None:
        value = _value(operand, spec, scope)
        if value is UNKNOWN:
            found.append(None)
        elif ranked and spec.type == "ordered":
            ranks = {name: rank for rank, name in enumerate(spec.values)}
            found.append(by(cells.map(ranks), ranks[value]))
        else:
            found.append(by(cells, value))

    if test.is_ is not None:
        compare(test.is_, lambda row, value: row == value, ranked=False)
    for operand, by in (
        (test.min, lambda row, value: row >= value),
        (test.max, lambda row, value: row <= value),
        (test.above, lambda row, value: row > value),
        (test.below, lambda row, value: row < value),
    ):
        if operand is not None:
            compare(operand, by, ranked=True)
    for operands, many in ((test.in_, False), (test.has, True)):
        if operands is not None:
            values = [_value(operand, spec, scope) for operand in operands]
            known = {value for value in values if value is not UNKNOWN}
            hits = _holds_one_of(cells, known) if many else cells.isin(known)
            # A value that is not known could be the one: only a hit is certain.
            unsure = len(known) < len(values) and not bool(hits.all())
            found.append(None if unsure else hits)
    if test.contains is not None:
        words = [plain_text(word) for word in test.contains]
        found.append(
            cells.map(lambda c: any(word in plain_text(c) for word in words), na_action="ignore")
        )
    return found


def _holds_one_of(cells: pd.Series[Any], known: set[Any]) -> pd.Series[bool]:
    return cells.map(lambda c: not known.isdisjoint(c), na_action="ignore")


def _in_table(named: str, cells: pd.Series[Any], written: np.ndarray, scope: Scope) -> Mask:
    name, _, column = named.partition(".")
    other = scope.tables.get(name)
    if other is None or column not in other.frame:
        return constant(Truth.UNKNOWN, len(cells))
    known = set(other.frame[column].dropna())
    hits = cells.map(
        lambda c: set(c) <= known if isinstance(c, tuple) else c in known, na_action="ignore"
    ).to_numpy(dtype=bool, na_value=False)
    readable = not other.unreadable[column].any()
    return decided(hits, written & (hits | readable))


def _value(operand: Operand, spec: Column, scope: Scope) -> Any:
    """Return the operand in the form in which the column's cells are held, or UNKNOWN."""
    if isinstance(operand, Reference):
        value = scope.refer(operand.ref)
        return UNKNOWN if _missing(value) else value
    if isinstance(operand, DateOperand):
        return _timestamp(_day(operand, scope.as_of))
    if isinstance(operand, Parameter):
        given = scope.parameters.get(operand.param)
        return UNKNOWN if given is None else typed(given, spec)
    return typed(operand, spec)


def typed(value: str | int | bool, spec: Column) -> Any:
    """Return a value written in a rule as the column holds it. Raises ValueError when it cannot."""
    if spec.type in ("date", "month"):
        return _timestamp(date.fromisoformat(str(value)))
    if spec.type == "bool":
        if not isinstance(value, bool):
            raise ValueError(value)
        return value
    if spec.type in ("money", "number", "int"):
        try:
            number = Decimal(str(value))
        except ArithmeticError as error:
            raise ValueError(value) from error
        return {"money": int(number * 100), "int": int(number)}.get(spec.type, number)
    text = str(value)
    if spec.values and text not in spec.values:
        raise ValueError(value)
    return text


def plain_text(text: str) -> str:
    """Return text as it is compared: full-width forms folded, white space taken out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def depends_on_unit(condition: Condition) -> bool:
    """Say whether a condition refers to the unit of a `for_each`."""
    inner = [*condition.all, *condition.any]
    if condition.not_:
        inner.append(condition.not_)
    return (
        any(map(_test_refers, condition.tests.values()))
        or any(map(depends_on_unit, inner))
        or (condition.related is not None and selection_depends_on_unit(condition.related))
    )


def selection_depends_on_unit(selection: Selection) -> bool:
    """Say whether a selection of rows refers to the unit of a `for_each`."""
    conditions = [*selection.counted_if, *([selection.where] if selection.where else [])]
    return any(map(depends_on_unit, conditions))


def _test_refers(test: Test) -> bool:
    operands = (test.is_, test.min, test.max, test.above, test.below)
    listed = (*operands, *(test.in_ or ()), *(test.has or ()))
    return any(isinstance(o, Reference) for o in listed) or (
        test.not_ is not None and _test_refers(test.not_)
    )


def _day(operand: DateOperand, as_of: date) -> date:
    day = as_of
    for span, sign in ((operand.plus, 1), (operand.less, -1)):
        if span is None:
            continue
        first = first_of_month_after(day, sign * span.months)
        last = first_of_month_after(first, 1) - timedelta(days=1)
        day = first.replace(day=min(day.day, last.day)) + timedelta(days=sign * span.days)
    return day


def _timestamp(day: date) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)


def _missing(value: Any) -> bool:
    import pandas as pd

    return value is UNKNOWN or (not isinstance(value, tuple) and bool(pd.isna(value)))
