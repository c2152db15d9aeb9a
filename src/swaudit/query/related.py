"""Rows of another table that belong to a row, counted for each (three levels deep and more).

The columns that join them may hold lists on either side: a service to two people belongs to both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.grammar import Related
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.quantity import NO_ROWS, amount, counted
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Mask, Truth


@dataclass(frozen=True, eq=False)
class RelatedRows:
    """What `related` found: a truth per parent row, the numbers behind it, the child rows.

    `owners` gives the places among the selected rows that belong to a parent's key.
    """

    truth: Mask
    numbers: list[Interval]
    selected: Selected | None
    owners: dict[Any, list[int]]


def related(wanted: Related, parents: Table, scope: Scope) -> RelatedRows:
    """Return for each parent row whether enough rows of the other table belong to it."""
    memo = scope.here if wanted.of_unit else scope.memo
    key = ("related", wanted.canonical, parents)
    if key not in memo:
        memo[key] = _related(wanted, parents, scope)
    return memo[key]  # type: ignore[no-any-return]


def _related(wanted: Related, parents: Table, scope: Scope) -> RelatedRows:
    # The rows that belong together are counted over the whole contract, whatever period the
    # parent is looked at in: a group is five sessions, not five in one month.
    selected = select(wanted, wanted.rows, replace(scope, period=None))
    own = keys_of(parents, list(wanted.by.values()))
    if selected is None:
        numbers = [NOTHING_KNOWN] * len(parents)
        return RelatedRows(_judged(wanted.expect, numbers, own, scope), numbers, None, {})
    theirs = keys_of(selected.table, list(wanted.by))
    truths = selected.counted.truths.tolist()
    owners: dict[Any, list[int]] = {}
    nameless: list[int] = []
    for place, row in enumerate(selected.rows.tolist()):
        key = theirs[row]
        if key is not None:
            for one in key if isinstance(key, frozenset) else (key,):
                owners.setdefault(one, []).append(place)
        elif truths[place]:
            nameless.append(place)
            # It may belong to any parent, and is in doubt for each.
            truths[place] = Truth.UNKNOWN
    selected = replace(selected, counted=Mask(np.array(truths, dtype=np.uint8)))
    amounts: dict[Any, Interval] = {None: NOTHING_KNOWN}
    for key in own:
        if key not in amounts:
            amounts[key] = _amount(wanted, selected, belonging(owners, key), nameless, truths)
    numbers = [amounts[key] for key in own]
    return RelatedRows(_judged(wanted.expect, numbers, own, scope), numbers, selected, owners)


def _amount(
    wanted: Related, selected: Selected, own: list[int], nameless: list[int], truths: list[int]
) -> Interval:
    if wanted.sum or wanted.distinct:
        places = np.array([*own, *nameless], dtype=np.intp)
        return amount(selected.take(places), wanted.sum, wanted.distinct)
    tally = [*NO_ROWS]
    tally[Truth.UNKNOWN] = len(nameless)
    for place in own:
        tally[truths[place]] += 1
    return counted(tuple(tally))


def belonging(owners: Mapping[Any, Sequence[int]], key: Any) -> list[int]:
    """Return the child rows of a parent's key; of a list column, those of any of its elements."""
    ones = key if isinstance(key, frozenset) else (key,)
    return list(dict.fromkeys(row for one in ones for row in owners.get(one, ())))


def keys_of(table: Table, columns: list[str]) -> list[Any]:
    """Return each row's key: a value, a tuple of several, a frozenset for a list; None unknown."""
    if any(column not in table.frame for column in columns):
        return [None] * len(table)
    held_here = [held(table, column) for column in columns]
    if len(held_here) == 1:
        return held_here[0].keys
    rows = zip(*(column.cells for column in held_here), strict=True)
    return [None if None in row else row for row in rows]


def _judged(expect: Bounds, numbers: list[Interval], own: list[Any], scope: Scope) -> Mask:
    judged = {number: expect.judge(number, scope.number) for number in set(numbers)}
    truths = [
        Truth.UNKNOWN if key is None else judged[number]
        for number, key in zip(numbers, own, strict=True)
    ]
    return Mask(np.array(truths, dtype=np.uint8))
