"""Conditions evaluated over all rows of a table at once, in Kleene's logic.

Unreadable cells and absent columns are unknown; so are blank ones, except under `filled` and
`empty` (design §5, Truth). `valid` is pending while a person has yet to rule on the record.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.status import Counts
from swaudit.model.tables import Column, Table
from swaudit.query.calendar import reckoned
from swaudit.query.columns import ALL, Held, count, held, plain_text
from swaudit.query.grammar import Active, Condition, DateOperand, Operand, Reference, Test
from swaudit.query.intervals import Parameter
from swaudit.query.scope import UNKNOWN, Scope
from swaudit.query.truth import Mask, Truth, constant, decided

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def holds(
    condition: Condition, table: Table, scope: Scope, rows: NDArray[np.intp] | slice = ALL
) -> Mask:
    """Return, for the given rows of `table`, whether the condition holds.

    What does not depend on the unit is worked out once, for all rows and all that ask the same.
    """
    if condition.of_unit:
        return _holds(condition, table, scope, rows)
    key = ("holds", condition.canonical, table)
    if key not in scope.memo:
        scope.memo[key] = _holds(condition, table, scope, ALL)
    mask: Mask = scope.memo[key]
    return mask.take(rows)


def _holds(
    condition: Condition, table: Table, scope: Scope, rows: NDArray[np.intp] | slice
) -> Mask:
    mask = constant(Truth.YES, count(table, rows))
    for column, test in condition.tests.items():
        mask &= passes(test, table, column, scope, rows)
    if condition.valid:
        mask &= valid(table, scope).take(rows)
    if condition.related:
        from swaudit.query.related import related

        mask &= related(condition.related, table, scope).truth.take(rows)
    for inner in condition.all:
        mask &= holds(inner, table, scope, rows)
    if condition.any:
        either = constant(Truth.NO, len(mask))
        for inner in condition.any:
            either |= holds(inner, table, scope, rows)
        mask &= either
    if condition.not_:
        mask &= ~holds(condition.not_, table, scope, rows)
    return mask


def valid(table: Table, scope: Scope) -> Mask:
    """Return whether each record counts; unknown for tables that were not judged."""
    key = ("valid", table)
    if key not in scope.memo:
        if "counts" in table.rows:
            truths = [_COUNTS.get(one, Truth.NO) for one in table.rows["counts"]]
            scope.memo[key] = Mask(np.array(truths, dtype=np.uint8))
        else:
            scope.memo[key] = constant(Truth.UNKNOWN, len(table))
    return scope.memo[key]  # type: ignore[no-any-return]


_COUNTS = {Counts.COUNTED: Truth.YES, Counts.PENDING: Truth.PENDING}


def active(
    between: Active,
    table: Table,
    first: date,
    last: date,
    rows: NDArray[np.intp] | slice = ALL,
) -> Mask:
    """Return whether rows hold on some day of a closed run; a blank end is still open."""
    mask = constant(Truth.YES, count(table, rows))
    for name, day, starts in ((between.since, last, True), (between.until, first, False)):
        if name not in table.frame:
            mask &= constant(Truth.UNKNOWN if starts else Truth.YES, len(mask))
            continue
        column = held(table, name)
        bad, days = column.bad[rows], column.days[rows]
        blank = (days == 0) & ~bad
        inside = days <= day.toordinal() if starts else days >= day.toordinal()
        mask &= decided(inside | (blank & (not starts)), ~bad & (~blank | (not starts)))
    return mask


def passes(
    test: Test,
    table: Table,
    column: str,
    scope: Scope,
    rows: NDArray[np.intp] | slice = ALL,
) -> Mask:
    """Return whether each given row's cell in `column` passes the test."""
    if test.of_unit:
        return _passes(test, table, column, scope, rows)
    key = ("passes", test.canonical, table, column)
    if key not in scope.memo:
        scope.memo[key] = _passes(test, table, column, scope, ALL)
    mask: Mask = scope.memo[key]
    return mask.take(rows)


def _passes(
    test: Test, table: Table, column: str, scope: Scope, rows: NDArray[np.intp] | slice
) -> Mask:
    mask = constant(Truth.YES, count(table, rows))
    if column not in table.frame:
        return constant(Truth.UNKNOWN, len(mask))
    if test.filled is not None:
        cells = held(table, column)
        written = cells.codes[rows] >= 0
        mask &= decided(written == test.filled, ~cells.bad[rows])
    if test.not_ is not None:
        mask &= ~_passes(test.not_, table, column, scope, rows)
    if test.share_of is not None:
        from swaudit.query.share import shares

        return mask & shares(test, table, column, scope, rows)
    for outcome in _comparisons(test, table, column, scope, rows):
        mask &= outcome
    if test.in_table is not None:
        mask &= _in_table(test.in_table, held(table, column), scope, rows)
    return mask


def _comparisons(
    test: Test, table: Table, column: str, scope: Scope, rows: NDArray[np.intp] | slice
) -> Iterator[Mask]:
    """Yield the outcome of every operator; unknown where the operand's value is not known."""
    cells, spec = held(table, column), table.spec.columns[column]
    written = cells.codes[rows] >= 0
    if test.is_ is not None:
        yield _compared(cells, rows, operator.eq, _value(test.is_, spec, table, scope))
    for operand, by in (
        (test.min, operator.ge),
        (test.max, operator.le),
        (test.above, operator.gt),
        (test.below, operator.lt),
    ):
        if operand is not None:
            value = _value(operand, spec, table, scope)
            if spec.type == "ordered":
                by = _ranked(by, spec.values)
            yield _compared(cells, rows, by, value)
    for operands, many in ((test.in_, False), (test.has, True)):
        if operands is not None:
            values = [_value(operand, spec, table, scope) for operand in operands]
            plain = {v for v in values if v is not UNKNOWN and not _by_row(v)}
            among = _shares(plain) if many else plain.__contains__
            either = decided(cells.that(rows, among), written)
            # A value that is not known could be the one: only a hit is certain.
            for value in values:
                if value is UNKNOWN or _by_row(value):
                    either |= _compared(cells, rows, operator.eq, value)
            yield either
    if test.contains is not None:
        words = [plain_text(word) for word in test.contains]
        found = cells.that(rows, lambda cell: any(word in plain_text(cell) for word in words))
        yield decided(found, written)


def _compared(
    cells: Held, rows: NDArray[np.intp] | slice, by: Callable[[Any, Any], Any], value: Any
) -> Mask:
    """Return each cell compared with a value, or with the one in the same row of a list."""
    codes = cells.codes[rows]
    if value is UNKNOWN:
        return constant(Truth.UNKNOWN, len(codes))
    if by is operator.eq and not _by_row(value):
        return decided(cells.equal(rows, value), codes >= 0)
    if not _by_row(value):
        return decided(cells.that(rows, lambda cell: bool(by(cell, value))), codes >= 0)
    others = np.fromiter(value, dtype=object, count=len(value))[rows]
    pairs = [
        None if code < 0 or other is None else bool(by(cells.values[code], other))
        for code, other in zip(codes.tolist(), others, strict=True)
    ]
    known = np.array([pair is not None for pair in pairs], dtype=bool)
    return decided(np.array([pair is True for pair in pairs], dtype=bool), known)


def _by_row(value: Any) -> bool:
    return isinstance(value, list)


def _ranked(by: Callable[[Any, Any], Any], values: tuple[str, ...]) -> Callable[[Any, Any], Any]:
    """Return the comparison of two values of an ordered list by their places in it."""
    ranks = {name: rank for rank, name in enumerate(values)}
    return lambda cell, value: by(ranks[cell], ranks[value])


def _shares(values: set[Any]) -> Callable[[Any], bool]:
    """Return whether a list holds one of the values; a single value is a list of one."""
    return lambda cell: not values.isdisjoint(cell if isinstance(cell, tuple) else (cell,))


def _in_table(named: str, cells: Held, scope: Scope, rows: NDArray[np.intp] | slice) -> Mask:
    name, _, column = named.partition(".")
    other = scope.tables.get(name)
    codes = cells.codes[rows]
    if other is None or column not in other.frame:
        return constant(Truth.UNKNOWN, len(codes))
    known = held(other, column).number.keys()
    hits = cells.that(
        rows, lambda cell: set(cell) <= known if isinstance(cell, tuple) else cell in known
    )
    readable = not held(other, column).bad.any()
    return decided(hits, (codes >= 0) & (hits | readable))


def _value(operand: Operand, spec: Column, table: Table, scope: Scope) -> Any:
    """Return the operand in the form in which the column's cells are held, or UNKNOWN.

    A day reckoned from columns of the row is a list with one value per row of the table.
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


def _timestamp(day: date) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)
