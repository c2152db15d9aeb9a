"""The first or the last rows among those looked at, and which of them may be the one.

    pick: {last_by: 批复日, per: 子项}        # of each budget line the version approved last
    pick: {first_by: 实拨日}                  # the first payment

A row is the one when every other comes later; it is not when a sure one comes earlier. Where days
are equal, unreadable or missing, each may be the one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.grammar import Pick
from swaudit.query.truth import Mask, Truth, constant

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAY_BE_FIRST = np.iinfo(np.int64).min


def picked(pick: Pick, table: Table, rows: NDArray[np.intp], among: Mask) -> Mask:
    """Return for each given row whether it is the first (last) of those `among` it is alike to."""
    from swaudit.query.related import keys_of

    ranks = _ranks(pick, table)[rows]
    keys = keys_of(table, list(pick.per)) if pick.per else [()] * len(table)
    alike: dict[object, list[int]] = {}
    for place in np.flatnonzero(among.truths).tolist():
        alike.setdefault(keys[rows[place]], []).append(place)
    nameless = alike.pop(None, [])
    everyone = [place for places in alike.values() for place in places] + nameless
    found, certain = constant(Truth.NO, len(rows)), among.true
    for places in alike.values():
        sure = [place for place in places if certain[place] and ranks[place] != _MAY_BE_FIRST]
        best = min((ranks[place] for place in sure), default=None)
        open_ = [place for place in places if best is None or ranks[place] <= best]
        _decide(open_, [*places, *nameless], ranks, found)
    _decide(nameless, everyone, ranks, found)
    return found


def _decide(
    places: Sequence[int], rivals: Sequence[int], ranks: NDArray[np.int64], found: Mask
) -> None:
    """Mark the rows that come before all rivals, and those that may."""
    least = np.sort(ranks[list(rivals)])[:2]
    for place in places:
        alone = len(rivals) == 1
        before = ranks[place] != _MAY_BE_FIRST and not alone and ranks[place] < least[1]
        first = alone or (before and ranks[place] == least[0])
        found.truths[place] = Truth.YES if first else Truth.UNKNOWN


def _ranks(pick: Pick, table: Table) -> NDArray[np.int64]:
    """Return a number per row, the least being picked; _MAY_BE_FIRST where the day is unknown."""
    if pick.by not in table.frame:
        return np.full(len(table), _MAY_BE_FIRST, dtype=np.int64)
    days = held(table, pick.by).days
    numbers = days.astype(np.int64) * (1 if pick.first_by else -1)
    return np.where(days > 0, numbers, _MAY_BE_FIRST)
