"""Measures: how many rows, distinct values or how much money, as an interval, with the reasons.

Source: design §5. count [sure, sure+maybe]; unknown amounts sum to [s, ∞); distinct adds one per
unknown key; a missing table is [0, ∞).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.tables import Table
from swaudit.query.evaluate import active, holds, selection_depends_on_unit
from swaudit.query.grammar import Condition, Measure, Related, Selection
from swaudit.query.intervals import NOTHING_KNOWN, ZERO, Bounds, Interval, percent, plain
from swaudit.query.scope import Scope
from swaudit.query.truth import Mask, Truth, constant, decided

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Selected:
    """The rows a selection looks at (`looked_at`) and those that count (`counted`)."""

    table: Table
    selection: Selection
    looked_at: Mask
    counted: Mask


@dataclass(frozen=True, eq=False)
class RelatedRows:
    """What `related` found: a truth per parent row, the numbers behind it, the child rows."""

    truth: Mask
    numbers: list[Interval]
    selected: Selected | None
    owners: dict[Any, list[int]]


@dataclass(frozen=True, eq=False)
class Measured:
    """A measured number (None: a ratio to nothing) and the rows behind it (None: no table)."""

    number: Interval | None
    selected: Selected | None


def measured(measure: Measure, scope: Scope) -> Measured:
    """Return the number in the scope's period; the rows behind a ratio are those of its part."""
    if measure.ratio:
        of, to = measured(measure.ratio.of, scope), measured(measure.ratio.to, scope)
        unknown = of.number is None or to.number is None
        number = None if unknown else percent(of.number, to.number)  # type: ignore[arg-type]
        return Measured(number, of.selected)
    selected = select(measure, measure.table, scope, on=measure.on)
    if selected is None:
        return Measured(NOTHING_KNOWN, None)
    everything = np.arange(len(selected.table))
    return Measured(_amount(selected, everything, measure.sum, measure.distinct), selected)


def select(selection: Selection, name: str, scope: Scope, on: str | None = None) -> Selected | None:
    """Return the rows a selection looks at and counts; None when the table is missing.

    Rows of an event table, or of one measured `on` a date column, are looked at only when they
    fall in the scope's period and not after its as-of date.
    """
    table = scope.tables.get(name)
    if table is None:
        return None
    looked_at, wanted = _whenever(selection, table, scope)
    if selection.active:
        day = min(scope.period.end if scope.period else scope.end, scope.as_of)
        looked_at &= active(selection.active, table, day, day)
    first = scope.period.start if scope.period else scope.start
    last = scope.period.end if scope.period else scope.end
    event_day = table.spec.event.date if table.spec.event else None
    if on and on != event_day:
        looked_at &= _dated(table, on, first, last, scope)
        first, last = scope.start, scope.end
    if event_day or on:
        looked_at &= _dated(table, event_day or on or "", first, min(last, scope.as_of), scope)
    return Selected(table, selection, looked_at, looked_at & wanted)


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


def _amount(
    selected: Selected, index: NDArray[np.int_], total: str | None, distinct: str | None
) -> Interval:
    """Return the amount of the rows at `index`."""
    true = selected.counted.true[index]
    unknown = selected.counted.unknown[index]
    pending = bool((selected.counted.pending[index] == unknown).all())
    if total is None and distinct is None:
        sure = int(true.sum())
        return Interval(Decimal(sure), Decimal(sure + int(unknown.sum())), pending)
    column = total or distinct or ""
    if column not in selected.table.frame:
        return NOTHING_KNOWN if bool((true | unknown).any()) else ZERO
    cells = selected.table.frame[column].iloc[index]
    blank = cells.isna().to_numpy()
    if total is not None:
        return _sum(selected, cells, blank, true, unknown, pending, total)
    sure_values = _values(cells[true & ~blank])
    new_values = _values(cells[unknown & ~blank]) - sure_values
    nameless = int((blank & (true | unknown)).sum())
    low = len(sure_values) or (1 if bool((blank & true).any()) else 0)
    high = len(sure_values) + len(new_values) + nameless
    return Interval(Decimal(low), Decimal(high), pending and nameless == 0)


def _sum(
    selected: Selected,
    cells: Any,
    blank: NDArray[np.bool_],
    true: NDArray[np.bool_],
    unknown: NDArray[np.bool_],
    pending: bool,
    column: str,
) -> Interval:
    scale = Decimal(100) if selected.table.spec.columns[column].type == "money" else Decimal(1)
    sure = sum(map(_exact, cells[true & ~blank]), Decimal(0))
    doubtful = list(map(_exact, cells[unknown & ~blank]))
    low = sure + sum((v for v in doubtful if v < 0), Decimal(0))
    if bool((blank & (true | unknown)).any()):
        return Interval(low / scale, None)
    high = sure + sum((v for v in doubtful if v > 0), Decimal(0))
    return Interval(low / scale, high / scale, pending)


def _exact(number: Any) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(int(number))


def _values(cells: Any) -> set[Any]:
    found: set[Any] = set()
    for value in cells:
        found.update(value if isinstance(value, tuple) else (value,))
    return found


def related(wanted: Related, parents: Table, scope: Scope) -> RelatedRows:
    """Return for each parent row whether enough rows of the other table belong to it."""
    key = ("related", id(wanted), id(parents))
    free = not selection_depends_on_unit(wanted)
    if free and key in scope.memo:
        return scope.memo[key]  # type: ignore[no-any-return]
    found = _related(wanted, parents, scope)
    if free:
        scope.memo[key] = found
    return found


def _related(wanted: Related, parents: Table, scope: Scope) -> RelatedRows:
    # The rows that belong together are counted over the whole contract, whatever period the
    # parent is looked at in: a group is five sessions, not five in one month.
    whole = Scope(
        scope.specs,
        scope.tables,
        scope.parameters,
        scope.start,
        scope.end,
        scope.as_of,
        bindings=scope.bindings,
        memo=scope.memo,
    )
    selected = select(wanted, wanted.rows, whole)
    own = _keys(parents, list(wanted.by.values()))
    if selected is None:
        numbers = [NOTHING_KNOWN] * len(parents)
        return RelatedRows(_judged(wanted.expect, numbers, own, scope), numbers, None, {})
    theirs = _keys(selected.table, list(wanted.by))
    owners: dict[Any, list[int]] = {}
    nameless: list[int] = []
    possible = selected.counted.possible
    for position, key in enumerate(theirs):
        if key is None:
            if possible[position]:
                nameless.append(position)
        else:
            for one in key if isinstance(key, frozenset) else (key,):
                owners.setdefault(one, []).append(position)
    adrift = _adrift(selected, nameless)
    amounts: dict[Any, Interval] = {}
    numbers = []
    for key in own:
        if key is None:
            numbers.append(NOTHING_KNOWN)
            continue
        if key not in amounts:
            index = np.array([*owners.get(key, ()), *nameless], dtype=int)
            amounts[key] = _amount(adrift, index, wanted.sum, wanted.distinct)
        numbers.append(amounts[key])
    return RelatedRows(_judged(wanted.expect, numbers, own, scope), numbers, selected, owners)


def _adrift(selected: Selected, nameless: list[int]) -> Selected:
    """Return the selection with the rows that may belong to any parent in doubt for each."""
    if not nameless:
        return selected
    counted = selected.counted
    true, unknown, pending = counted.true.copy(), counted.unknown.copy(), counted.pending.copy()
    true[nameless], unknown[nameless], pending[nameless] = False, True, False
    return Selected(
        selected.table, selected.selection, selected.looked_at, Mask(true, unknown, pending)
    )


def _keys(table: Table, columns: list[str]) -> list[Any]:
    """Return each row's key: a value, a tuple of several, a frozenset for a list; None unknown."""
    if any(column not in table.frame for column in columns):
        return [None] * len(table)
    rows = zip(*(table.frame[column].tolist() for column in columns), strict=True)
    gaps = table.frame[columns].isna().any(axis=1).tolist()
    keys: list[Any] = []
    for row, gap in zip(rows, gaps, strict=True):
        if gap:
            keys.append(None)
        elif len(row) > 1:
            keys.append(row)
        else:
            keys.append(frozenset(row[0]) if isinstance(row[0], tuple) else row[0])
    return keys


def _judged(expect: Bounds, numbers: list[Interval], own: list[Any], scope: Scope) -> Mask:
    judged = {number: expect.judge(number, scope.number) for number in set(numbers)}
    truths = np.array(
        [
            Truth.UNKNOWN if key is None else judged[number]
            for number, key in zip(numbers, own, strict=True)
        ],
        dtype=int,
    )
    unknown = (truths == Truth.UNKNOWN) | (truths == Truth.PENDING)
    return Mask(truths == Truth.YES, unknown, truths == Truth.PENDING)


def notes(selected: Selected, scope: Scope) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """Return the rows that were looked at and refused, and those in doubt, each with its reason.

    Rows of a nested `related` that were refused are named too: they are why their parent is short.
    """
    refused = tuple(_named(selected, selected.looked_at.true & selected.counted.false, scope))
    doubtful = selected.counted.pending | (selected.counted.unknown & _damaged(selected, scope))
    pending = tuple(_named(selected, doubtful, scope))
    inner_refused, inner_pending = _inner(selected, scope)
    return refused + inner_refused, pending + inner_pending


def _inner(selected: Selected, scope: Scope) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    refused: list[Note] = []
    pending: list[Note] = []
    parents = np.flatnonzero(selected.looked_at.possible)
    for clause in selected.selection.counted_if:
        if clause.related is None:
            continue
        found = related(clause.related, selected.table, scope)
        if found.selected is None:
            continue
        own = _keys(selected.table, list(clause.related.by.values()))
        belongs = np.zeros(len(found.selected.table), dtype=bool)
        for parent in parents:
            belongs[found.owners.get(own[parent], [])] = True
        mine = decided(belongs, np.ones(len(belongs), dtype=bool))
        narrowed = Selected(
            found.selected.table,
            found.selected.selection,
            found.selected.looked_at & mine,
            found.selected.counted & mine,
        )
        more_refused, more_pending = notes(narrowed, scope)
        refused += more_refused
        pending += more_pending
    return tuple(refused), tuple(pending)


def _named(selected: Selected, which: NDArray[np.bool_], scope: Scope) -> Iterator[Note]:
    rows = selected.table.rows
    for position in np.flatnonzero(which):
        row = rows.iloc[position]
        reason = _reason(selected, int(position), scope)
        yield Note(str(row["record"]), str(row["label"]), reason)


def _reason(selected: Selected, position: int, scope: Scope) -> Message:
    """Return why the row does not surely count: the first clause that says no, else in doubt."""
    clauses = [(c, holds(c, selected.table, scope)) for c in selected.selection.counted_if]
    for clause, mask in clauses:
        if mask.false[position]:
            return _clause_reason(clause, selected.table, position, scope)
    for clause, mask in clauses:
        if mask.pending[position]:
            return _clause_reason(clause, selected.table, position, scope)
    return message("record.cell_unknown")


def _clause_reason(clause: Condition, table: Table, position: int, scope: Scope) -> Message:
    if clause.valid:
        said = table.rows["reason"].iloc[position]
        return said if isinstance(said, Message) else message("record.not_counted")
    if clause.related:
        number = related(clause.related, table, scope).numbers[position]
        return message(
            "record.related_short",
            rows=clause.related.rows,
            counted=plain(number.low),
            expected=clause.related.expect.told(scope.number),
        )
    return message("record.cell_refused", column="、".join(clause.tests))


def _damaged(selected: Selected, scope: Scope) -> NDArray[np.bool_]:
    """Return the rows that have a cell which could not be read."""
    key = ("damaged", id(selected.table))
    if key not in scope.memo:
        scope.memo[key] = selected.table.unreadable.any(axis=1).to_numpy(dtype=bool)
    return scope.memo[key]  # type: ignore[no-any-return]
