"""Which rows a selection looks at in a period, and which of them count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.evaluate import active, holds, selection_depends_on_unit
from swaudit.query.grammar import Active, Selection
from swaudit.query.pick import picked
from swaudit.query.scope import Scope
from swaudit.query.truth import Mask, Truth, constant, decided


@dataclass(frozen=True, eq=False)
class Selected:
    """The rows a selection looks at (`looked_at`) and those that count (`counted`)."""

    table: Table
    selection: Selection
    looked_at: Mask
    counted: Mask


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
    looked_at, wanted = _whenever(selection, table, scope)
    if "doubt" in table.rows:
        looked_at &= decided(np.ones(len(table), dtype=bool), table.rows["doubt"].isna().to_numpy())
    if name in scope.own:
        looked_at &= scope.own[name]
    if selection.active:
        day = min(scope.period.end if scope.period else scope.end, scope.as_of)
        looked_at &= active(selection.active, table, day, day)
    first = scope.period.start if scope.period else scope.start
    last = scope.period.end if scope.period else scope.end
    if present:
        looked_at &= _present(present, table, first, min(last, scope.as_of))
    event_day = table.spec.day
    if on and on != event_day:
        looked_at &= _dated(table, on, first, last, scope)
        first, last = scope.start, scope.end
    if event_day or on:
        looked_at &= _dated(table, event_day or on or "", first, min(last, scope.as_of), scope)
    if selection.pick:
        looked_at &= picked(selection.pick, table, looked_at)
    return Selected(table, selection, looked_at, looked_at & wanted)


def _present(present: Active, table: Table, first: date, last: date) -> Mask:
    now = active(present, table, last, last)
    gone = active(present, table, first, last) & ~now
    nothing = np.zeros(len(table), dtype=bool)
    return now | Mask(nothing, gone.possible, gone.true)


def _whenever(selection: Selection, table: Table, scope: Scope) -> tuple[Mask, Mask]:
    """Return which rows `where` selects and which `counted_if` accepts, in whatever period."""
    key = ("whenever", id(selection), id(table))
    if key in scope.memo:
        return scope.memo[key][:2]  # type: ignore[no-any-return]
    selected = wanted = constant(Truth.YES, len(table))
    if selection.where:
        selected = holds(selection.where, table, scope)
    for clause in selection.counted_if:
        wanted = wanted & holds(clause, table, scope)
    if not selection_depends_on_unit(selection):
        # The selection is kept beside its masks so that its id is never given to another.
        scope.memo[key] = (selected, wanted, selection)
    return selected, wanted


def _dated(table: Table, column: str, first: date, last: date, scope: Scope) -> Mask:
    if column not in table.frame:
        return constant(Truth.UNKNOWN, len(table))
    # Every month of every rule asks for the same days: they are turned into numbers once.
    key = ("days", id(table), column)
    if key not in scope.memo:
        scope.memo[key] = table.frame[column].to_numpy().astype("datetime64[D]")
    days = scope.memo[key]
    known = ~np.isnat(days)
    return decided((days >= np.datetime64(first)) & (days <= np.datetime64(last)), known)
