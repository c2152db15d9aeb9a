"""Which rows a selection looks at in a period, and which of them count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.evaluate import active, holds
from swaudit.query.grammar import Active, Condition, Reference, Selection, Test
from swaudit.query.pick import picked
from swaudit.query.scope import UNKNOWN, Scope
from swaudit.query.truth import Mask, Truth, constant, decided

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Selected:
    """The rows a selection looks at, if only perhaps, and which of them count.

    `rows` are their positions in the table, in order; `looked_at` and `counted` have one truth for
    each of these, and no row is surely not looked at.
    """

    table: Table
    selection: Selection
    rows: NDArray[np.intp]
    looked_at: Mask
    counted: Mask

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, which: NDArray[np.intp]) -> Selected:
        """Return the selection with some of its rows only, named by their places among them."""
        looked_at, counted = self.looked_at.take(which), self.counted.take(which)
        return Selected(self.table, self.selection, self.rows[which], looked_at, counted)


def select(
    selection: Selection,
    name: str,
    scope: Scope,
    on: str | None = None,
    present: Active | None = None,
) -> Selected | None:
    """Return the rows a selection looks at and counts; None when the table is missing.

    A selection's own `active` asks for rows that hold on the last day that counts (who works here
    now). With `present`, rows that held earlier in the period and no longer do are looked at
    perhaps: whether somebody who left the list was still owed anything, a person must say.

    Rows of an event table, or of one measured `on` a date column, are looked at only when they
    fall in the scope's period and not after its as-of date.
    """
    table = scope.tables.get(name)
    if table is None:
        return None
    rows, looked_at, wanted = _whenever(selection, name, table, scope)
    if selection.active:
        day = min(scope.period.end if scope.period else scope.end, scope.as_of)
        looked_at &= active(selection.active, table, day, day, rows)
    first = scope.period.start if scope.period else scope.start
    last = scope.period.end if scope.period else scope.end
    if present:
        looked_at &= _present(present, table, first, min(last, scope.as_of), rows)
    event_day = table.spec.day
    if on and on != event_day:
        looked_at &= _dated(table, on, first, last, rows)
        first, last = scope.start, scope.end
    if event_day or on:
        looked_at &= _dated(table, event_day or on or "", first, min(last, scope.as_of), rows)
    if selection.pick:
        looked_at &= picked(selection.pick, table, rows, looked_at)
    kept = np.flatnonzero(looked_at.truths)
    looked_at = looked_at.take(kept)
    return Selected(table, selection, rows[kept], looked_at, looked_at & wanted.take(kept))


def behind(selected: Selected, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the rows that surely count, in the table's order."""
    key = ("ids", selected.table)
    if key not in scope.memo:
        scope.memo[key] = selected.table.rows["record"].to_numpy(dtype=object)
    return tuple(scope.memo[key][selected.rows[selected.counted.true]].tolist())


def _whenever(
    selection: Selection, name: str, table: Table, scope: Scope
) -> tuple[NDArray[np.intp], Mask, Mask]:
    """Return the rows that `where` selects and whether `counted_if` accepts them, whatever the day.

    What does not depend on the unit is found once; what does, once for each.
    """
    memo = scope.here if selection.of_unit or name in scope.own else scope.memo
    key = ("whenever", selection.canonical, name, table)
    if key not in memo:
        memo[key] = _found(selection, name, table, scope)
    return memo[key]  # type: ignore[no-any-return]


def _found(
    selection: Selection, name: str, table: Table, scope: Scope
) -> tuple[NDArray[np.intp], Mask, Mask]:
    if name in scope.own:
        rows, looked_at = scope.own[name].at, scope.own[name].sure
    else:
        rows = _candidates(selection.where, table, scope)
        looked_at = constant(Truth.YES, len(rows))
    if selection.where:
        looked_at &= holds(selection.where, table, scope, rows)
    if "doubt" in table.rows:
        clear = table.rows["doubt"].isna().to_numpy()[rows]
        looked_at &= decided(np.ones(len(rows), dtype=bool), clear)
    kept = np.flatnonzero(looked_at.truths)
    rows, looked_at = rows[kept], looked_at.take(kept)
    wanted = constant(Truth.YES, len(rows))
    for clause in selection.counted_if:
        wanted &= holds(clause, table, scope, rows)
    return rows, looked_at, wanted


def _candidates(where: Condition | None, table: Table, scope: Scope) -> NDArray[np.intp]:
    """Return rows among which are all that may hold: a column that must be the unit's narrows them.

    Without this every unit would be asked of every row.
    """
    rows: NDArray[np.intp] | None = None
    for column, test in _asked(where):
        reference = _reference(test)
        value = scope.refer(reference.ref) if reference else UNKNOWN
        if value is not UNKNOWN and column in table.frame:
            either = held(table, column).either(value)
            rows = either if rows is None or len(either) < len(rows) else rows
    return np.arange(len(table)) if rows is None else rows


def _asked(where: Condition | None) -> Iterator[tuple[str, Test]]:
    """Yield the tests that all must hold, by column."""
    if where is not None:
        yield from where.tests.items()
        for inner in where.all:
            yield from _asked(inner)


def _reference(test: Test) -> Reference | None:
    """Return the column of the unit that a test asks for, by itself."""
    for operands in ((test.is_,), test.in_, test.has):
        if operands and len(operands) == 1 and isinstance(operands[0], Reference):
            return operands[0]
    return None


def _present(
    present: Active, table: Table, first: date, last: date, rows: NDArray[np.intp]
) -> Mask:
    now = active(present, table, last, last, rows)
    gone = active(present, table, first, last, rows) & ~now
    # Whether somebody who is no longer there was still owed anything is not known.
    perhaps = np.where(gone.true, Truth.PENDING, np.where(gone.unknown, Truth.UNKNOWN, Truth.NO))
    return now | Mask(perhaps.astype(np.uint8))


def _dated(table: Table, column: str, first: date, last: date, rows: NDArray[np.intp]) -> Mask:
    if column not in table.frame:
        return constant(Truth.UNKNOWN, len(rows))
    days = held(table, column).days[rows]
    return decided((days >= first.toordinal()) & (days <= last.toordinal()), days > 0)
