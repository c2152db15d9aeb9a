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
from swaudit.query.grammar import Pick
from swaudit.query.truth import Mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAY_BE_FIRST = np.iinfo(np.int64).min


def picked(pick: Pick, table: Table, among: Mask) -> Mask:
    """Return for each row whether it is the first (last) of those `among` that are alike."""
    from swaudit.query.related import keys_of

    ranks = _ranks(pick, table)
    keys = keys_of(table, list(pick.per)) if pick.per else [()] * len(table)
    alike: dict[object, list[int]] = {}
    for row in map(int, np.flatnonzero(among.possible)):
        alike.setdefault(keys[row], []).append(row)
    nameless = alike.pop(None, [])
    everyone = [row for rows in alike.values() for row in rows] + nameless
    true, unknown = np.zeros(len(table), dtype=bool), np.zeros(len(table), dtype=bool)
    for rows in alike.values():
        sure = [row for row in rows if among.true[row] and ranks[row] != _MAY_BE_FIRST]
        best = min((ranks[row] for row in sure), default=None)
        open_ = [row for row in rows if best is None or ranks[row] <= best]
        _decide(open_, [*rows, *nameless], ranks, true, unknown)
    _decide(nameless, everyone, ranks, true, unknown)
    return Mask(true, unknown, np.zeros(len(table), dtype=bool))


def _decide(
    rows: Sequence[int],
    rivals: Sequence[int],
    ranks: NDArray[np.int64],
    true: NDArray[np.bool_],
    unknown: NDArray[np.bool_],
) -> None:
    """Mark the rows that come before all rivals, and those that may."""
    least = np.sort(ranks[list(rivals)])[:2]
    for row in rows:
        alone = len(rivals) == 1
        before = ranks[row] != _MAY_BE_FIRST and not alone and ranks[row] < least[1]
        first = alone or (before and ranks[row] == least[0])
        (true if first else unknown)[row] = True


def _ranks(pick: Pick, table: Table) -> NDArray[np.int64]:
    """Return a number per row, the least being picked; _MAY_BE_FIRST where the day is unknown."""
    if pick.by not in table.frame:
        return np.full(len(table), _MAY_BE_FIRST, dtype=np.int64)
    days = table.frame[pick.by].to_numpy().astype("datetime64[D]")
    numbers = days.astype(np.int64) * (1 if pick.first_by else -1)
    return np.where(np.isnat(days), _MAY_BE_FIRST, numbers)
