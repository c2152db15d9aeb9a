"""Conditions evaluated over all rows of a table at once, in Kleene's logic.

Unreadable cells and absent columns are unknown; so are blank ones, except under `filled` and
`empty` (design §5, Truth). `valid` is pending while a person has yet to rule on the record.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.status import Counts
from swaudit.model.tables import Column, Table
from swaudit.query.calendar import reckoned
from swaudit.query.grammar import (
    Active,
    Condition,
    DateOperand,
    Measure,
    Operand,
    Reference,
    Selection,
    Test,
)
from swaudit.query.intervals import Parameter
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
    if test.share_of is not None:
        from swaudit.query.share import shares

        return mask & shares(test, table, column, scope)
    for outcome in _comparisons(test, table, column, scope):
        mask &= outcome
    if test.in_table is not None:
        mask &= _in_table(test.in_table, cells, written, scope)
    return mask


def _comparisons(test: Test, table: Table, column: str, scope: Scope) -> Iterator[Mask]:
    """Yield the outcome of every operator; unknown where the operand's value is not known."""
    cells, spec = table.frame[column], table.spec.columns[column]
    written = ~cells.isna().to_numpy()
    if test.is_ is not None:
        yield _compared(cells, operator.eq, _value(test.is_, spec, table, scope))
    for operand, by in (
        (test.min, operator.ge),
        (test.max, operator.le),
        (test.above, operator.gt),
        (test.below, operator.lt),
    ):
        if operand is not None:
            value = _value(operand, spec, table, scope)
            if spec.type == "ordered" and value is not UNKNOWN:
                ranks = {name: rank for rank, name in enumerate(spec.values)}
                yield _compared(cells.map(ranks), by, ranks[value])
            else:
                yield _compared(cells, by, value)
    for operands, many in ((test.in_, False), (test.has, True)):
        if operands is not None:
            values = [_value(operand, spec, table, scope) for operand in operands]
            plain = {v for v in values if v is not UNKNOWN and not _by_row(v)}
            hits = _holds_one_of(cells, plain) if many else cells.isin(plain)
            either = decided(_true(hits), written)
            # A value that is not known could be the one: only a hit is certain.
            for value in values:
                if value is UNKNOWN or _by_row(value):
                    either |= _compared(cells, operator.eq, value)
            yield either
    if test.contains is not None:
        words = [plain_text(word) for word in test.contains]
        found = cells.map(
            lambda c: any(word in plain_text(c) for word in words), na_action="ignore"
        )
        yield decided(_true(found), written)


def _compared(cells: pd.Series[Any], by: Callable[[Any, Any], Any], value: Any) -> Mask:
    """Return each cell compared with a value, or with the one in the same row of a series."""
    if value is UNKNOWN:
        return constant(Truth.UNKNOWN, len(cells))
    known = cells.notna().to_numpy()
    if _by_row(value):
        known = known & value.notna().to_numpy()
    return decided(_true(by(cells, value)), known)


def _by_row(value: Any) -> bool:
    import pandas as pd

    return isinstance(value, pd.Series)


def _true(outcome: pd.Series[Any]) -> np.ndarray:
    return outcome.to_numpy(dtype=bool, na_value=False)


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


def _value(operand: Operand, spec: Column, table: Table, scope: Scope) -> Any:
    """Return the operand in the form in which the column's cells are held, or UNKNOWN.

    A day reckoned from columns of the row is a series with one value per row of the table.
    """
    if isinstance(operand, Reference):
        return scope.refer(operand.ref)
    if isinstance(operand, DateOperand):
        return reckoned(operand, table, scope)
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
        any(map(test_depends_on_unit, condition.tests.values()))
        or any(map(depends_on_unit, inner))
        or (condition.related is not None and selection_depends_on_unit(condition.related))
    )


def selection_depends_on_unit(selection: Selection) -> bool:
    """Say whether a selection of rows refers to the unit of a `for_each`."""
    conditions = [*selection.counted_if, *([selection.where] if selection.where else [])]
    return any(map(depends_on_unit, conditions))


def test_depends_on_unit(test: Test) -> bool:
    """Say whether a test refers to the unit of a `for_each`."""
    operands = (test.is_, test.min, test.max, test.above, test.below)
    listed = (*operands, *(test.in_ or ()), *(test.has or ()))
    days = (o.date for o in listed if isinstance(o, DateOperand))
    return (
        any(isinstance(o, Reference) for o in (*listed, *days))
        or (test.not_ is not None and test_depends_on_unit(test.not_))
        or (test.share_of is not None and measure_depends_on_unit(test.share_of))
    )


def measure_depends_on_unit(measure: Measure) -> bool:
    """Say whether a measure refers to the unit of a `for_each`."""
    if measure.ratio:
        return any(map(measure_depends_on_unit, (measure.ratio.of, measure.ratio.to)))
    return selection_depends_on_unit(measure)


def _timestamp(day: date) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)
