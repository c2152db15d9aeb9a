"""Why rows do not count: every row that was refused or is in doubt, named with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.tables import Table
from swaudit.query.evaluate import holds, passes
from swaudit.query.grammar import Condition, Test
from swaudit.query.intervals import plain
from swaudit.query.related import belonging, keys_of, related
from swaudit.query.scope import Scope
from swaudit.query.select import Selected
from swaudit.query.truth import decided
from swaudit.query.wording import asked, shown

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
        own = keys_of(selected.table, list(clause.related.by.values()))
        belongs = np.zeros(len(found.selected.table), dtype=bool)
        for parent in parents:
            belongs[belonging(found.owners, own[parent])] = True
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
    for column, test in clause.tests.items():
        if passes(test, table, column, scope).false[position]:
            return _cell_reason(test, table, column, position, scope)
    return message("record.cell_refused_all", columns="、".join(clause.tests))


def _cell_reason(test: Test, table: Table, column: str, position: int, scope: Scope) -> Message:
    """Return what a cell holds and what was asked; what is personal is left out."""
    if test.filled is not None:
        return message("record.cell_empty" if test.filled else "record.cell_filled", column=column)
    spec = table.spec.columns[column]
    value = "＊" if spec.personal else shown(table.frame[column].iloc[position], spec)
    return message("record.cell_refused", column=column, value=value, expected=asked(test, scope))


def _damaged(selected: Selected, scope: Scope) -> NDArray[np.bool_]:
    """Return the rows that have a cell which could not be read."""
    key = ("damaged", id(selected.table))
    if key not in scope.memo:
        scope.memo[key] = selected.table.unreadable.any(axis=1).to_numpy(dtype=bool)
    return scope.memo[key]  # type: ignore[no-any-return]
