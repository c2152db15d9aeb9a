"""Why rows do not count: every row that was refused or is in doubt, named with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.evaluate import holds, passes
from swaudit.query.grammar import Condition, Test
from swaudit.query.intervals import plain
from swaudit.query.related import belonging, keys_of, related
from swaudit.query.scope import Scope
from swaudit.query.select import Selected
from swaudit.query.truth import Truth
from swaudit.query.wording import asked, shown

if TYPE_CHECKING:
    from numpy.typing import NDArray


def notes(selected: Selected, scope: Scope) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """Return the rows that were looked at and refused, and those in doubt, each with its reason.

    Rows of a nested `related` that were refused are named too: they are why their parent is short.
    """
    if not len(selected):
        return (), ()
    looked_at, counted = selected.looked_at, selected.counted
    doubtful = counted.pending | (counted.unknown & _damaged(selected, scope))
    refused = _named(selected, looked_at.true & counted.false, scope)
    pending = _named(selected, doubtful, scope)
    inner_refused, inner_pending = _inner(selected, scope)
    return (*refused, *inner_refused), (*pending, *inner_pending)


def _inner(selected: Selected, scope: Scope) -> tuple[list[Note], list[Note]]:
    refused: list[Note] = []
    pending: list[Note] = []
    for clause in selected.selection.counted_if:
        if clause.related is None:
            continue
        found = related(clause.related, selected.table, scope)
        if found.selected is None:
            continue
        own = keys_of(selected.table, list(clause.related.by.values()))
        belong = {place for row in selected.rows for place in belonging(found.owners, own[row])}
        inner = found.selected.take(np.array(sorted(belong), dtype=np.intp))
        more_refused, more_pending = notes(inner, scope)
        refused += more_refused
        pending += more_pending
    return refused, pending


def _named(selected: Selected, which: NDArray[np.bool_], scope: Scope) -> Iterator[Note]:
    """Yield each row with why it does not surely count: the clause that says no, or is in doubt."""
    table, clauses = selected.table, selected.selection.counted_if
    memo = scope.here if any(clause.of_unit for clause in clauses) else scope.memo
    # A row that may be anybody's is named for everybody: it is told once.
    told = memo.setdefault(("notes", table, *(clause.canonical for clause in clauses)), {})
    for row in selected.rows[which].tolist():
        if row not in told:
            record, label = (
                _origin(table, "record", scope)[row],
                _origin(table, "label", scope)[row],
            )
            told[row] = Note(str(record), str(label), _reason(clauses, table, row, scope))
        yield told[row]


def _reason(clauses: tuple[Condition, ...], table: Table, row: int, scope: Scope) -> Message:
    said = [(clause, holds(clause, table, scope, np.array([row])).at(0)) for clause in clauses]
    for cause in (Truth.NO, Truth.PENDING):
        for clause, truth in said:
            if truth is cause:
                return _clause_reason(clause, table, row, scope)
    return message("record.cell_unknown")


def _origin(table: Table, name: str, scope: Scope) -> list[Any]:
    key = ("origin", table, name)
    if key not in scope.memo:
        scope.memo[key] = table.rows[name].tolist()
    return scope.memo[key]  # type: ignore[no-any-return]


def _clause_reason(clause: Condition, table: Table, row: int, scope: Scope) -> Message:
    if clause.valid:
        said = _origin(table, "reason", scope)[row]
        return said if isinstance(said, Message) else message("record.not_counted")
    if clause.related:
        number = related(clause.related, table, scope).numbers[row]
        return message(
            "record.related_short",
            rows=clause.related.rows,
            counted=plain(number.low),
            expected=clause.related.expect.told(scope.number),
        )
    for column, test in clause.tests.items():
        if passes(test, table, column, scope, np.array([row])).at(0) is Truth.NO:
            return _cell_reason(test, table, column, row, scope)
    return message("record.cell_refused_all", columns="、".join(clause.tests))


def _cell_reason(test: Test, table: Table, column: str, row: int, scope: Scope) -> Message:
    """Return what a cell holds and what was asked; what is personal is left out."""
    if test.filled is not None:
        return message("record.cell_empty" if test.filled else "record.cell_filled", column=column)
    spec = table.spec.columns[column]
    value = "＊" if spec.personal else shown(held(table, column).value(row), spec)
    return message("record.cell_refused", column=column, value=value, expected=asked(test, scope))


def _damaged(selected: Selected, scope: Scope) -> NDArray[np.bool_]:
    """Return which rows have a cell that could not be read."""
    key = ("damaged", selected.table)
    if key not in scope.memo:
        scope.memo[key] = selected.table.unreadable.any(axis=1).to_numpy(dtype=bool)
    return scope.memo[key][selected.rows]  # type: ignore[no-any-return]
