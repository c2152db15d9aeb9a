"""Rows of another table that belong to a row, counted for each (three levels deep and more).

The columns that join them may hold lists on either side: a service to two people belongs to both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.evaluate import selection_depends_on_unit
from swaudit.query.grammar import Related
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.quantity import amount
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Mask, Truth


@dataclass(frozen=True, eq=False)
class RelatedRows:
    """What `related` found: a truth per parent row, the numbers behind it, the child rows."""

    truth: Mask
    numbers: list[Interval]
    selected: Selected | None
    owners: dict[Any, list[int]]


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
    selected = select(wanted, wanted.rows, replace(scope, period=None))
    own = keys_of(parents, list(wanted.by.values()))
    if selected is None:
        numbers = [NOTHING_KNOWN] * len(parents)
        return RelatedRows(_judged(wanted.expect, numbers, own, scope), numbers, None, {})
    theirs = keys_of(selected.table, list(wanted.by))
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
            index = np.array([*belonging(owners, key), *nameless], dtype=int)
            amounts[key] = amount(adrift, index, wanted.sum, wanted.distinct)
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


def belonging(owners: Mapping[Any, Sequence[int]], key: Any) -> list[int]:
    """Return the child rows of a parent's key; of a list column, those of any of its elements."""
    ones = key if isinstance(key, frozenset) else (key,)
    return list(dict.fromkeys(row for one in ones for row in owners.get(one, ())))


def keys_of(table: Table, columns: list[str]) -> list[Any]:
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
