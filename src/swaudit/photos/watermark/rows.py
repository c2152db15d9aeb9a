"""Spots of text → rows as a camera wrote them, and which of them are worth reading. Pure geometry.

The detector breaks what belongs together and joins what does not: a justified label falls apart
(`时` `间: 2026…`), the labels of several rows, standing in one column, become one tall spot. Rows
are put together again before anything is read: a whole row reads better than its pieces, and a
piece costs as much as a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from swaudit.photos.watermark.lines import Box, Spot, around

LEVEL = 4.0
"""Degrees: a background that runs through a short line spoils its angle."""
WIDE_GAP, NARROW_GAP = 2.2, 0.8
"""Heights between two pieces of one row: as justified labels have it, and as words have it."""

_TALL = 1.5  # heights per width (in pixels): no row is like that, a column of labels is
_SAME_SIZE = 1.6
_OVERLAP = 0.6
_ALONE = 0.7  # of a row's height, at least, for a letter between two rows
_ASIDE = 0.08  # of the width, between what still stands together
_EDGE = 0.12


def rows(spots: Sequence[Spot], shape: float, gap: float = WIDE_GAP) -> list[Spot]:
    """Return the level rows among the spots, from top to bottom.

    `shape` is the width of the picture divided by its height; `gap` how far apart the pieces of
    one row may stand, in heights of it.
    """
    level = [spot for spot in spots if abs(spot.tilt) <= LEVEL]
    tall = [spot for spot in level if _height(spot) > _TALL * _width(spot) * shape]
    flat = sorted(
        (spot for spot in level if spot not in tall), key=lambda spot: (spot.box[0], spot.box[1])
    )
    joined: list[Spot] = []
    for spot in flat:
        near = next(
            (other for other in reversed(joined) if _one_row(other, spot, shape, gap)), None
        )
        if near is None:
            joined.append(spot)
        else:
            joined[joined.index(near)] = _both(near, spot)
    for column in tall:
        joined = _with_labels(joined, column, shape)
    return sorted(joined, key=lambda spot: (spot.box[1], spot.box[0]))


def _one_row(left: Spot, right: Spot, shape: float, gap: float) -> bool:
    small, large = sorted((_height(left), _height(right)))
    return (
        large < _SAME_SIZE * small
        and _shared(left, right) > _OVERLAP * small
        and -large < (right.box[0] - left.box[2]) * shape < gap * large
    )


def _with_labels(found: list[Spot], column: Spot, shape: float) -> list[Spot]:
    """Give the rows right of a tall spot what it holds of them: their labels."""
    widened = []
    for spot in found:
        gap = (spot.box[0] - column.box[2]) * shape
        beside = -_height(spot) < gap < 2 * WIDE_GAP * _height(spot)
        if beside and _shared(spot, column) > _OVERLAP * _height(spot):
            left, top, right, bottom = spot.box
            widened.append(Spot((min(left, column.box[0]), top, right, bottom), spot.tilt))
        else:
            widened.append(spot)
    return [*widened, *_alone(column, widened)]


def _alone(column: Spot, found: Sequence[Spot]) -> list[Spot]:
    """Return what a tall spot holds between rows: the last letter of a place, under its label."""
    left, top, right, bottom = column.box
    beside = sorted(
        (
            spot.box
            for spot in found
            if spot.box[0] < right < spot.box[2] and _shared(spot, column) > 0
        ),
        key=lambda box: box[1],
    )
    if not beside:
        return []
    height = median(box[3] - box[1] for box in beside)
    ends = [(top, top), *((box[1], box[3]) for box in beside), (bottom, bottom)]
    return [
        Spot((left, upper[1], right, lower[0]), 0.0)
        for upper, lower in pairwise(ends)
        if _ALONE < (lower[0] - upper[1]) / height < _SAME_SIZE
    ]


def _both(one: Spot, other: Spot) -> Spot:
    (a, b, c, d), (e, f, g, h) = one.box, other.box
    box: Box = (min(a, e), min(b, f), max(c, g), max(d, h))
    narrow, wide = sorted((one, other), key=_width)
    # The angle of a short piece says little.
    tilt = wide.tilt if _width(wide) > 2 * _width(narrow) else (one.tilt + other.tilt) / 2
    return Spot(box, tilt)


def _shared(one: Spot, other: Spot) -> float:
    return min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])


def _height(spot: Spot) -> float:
    return spot.box[3] - spot.box[1]


def _width(spot: Spot) -> float:
    return spot.box[2] - spot.box[0]


def heaps(found: Sequence[Spot]) -> list[list[Spot]]:
    """Group rows that stand together; those where a camera would write come first, others not.

    A heap may hold more than a stamp (a board close by), never less than one.
    """
    gathered: list[list[Spot]] = []
    for row in found:
        near = [heap for heap in gathered if any(_touch(row, other) for other in heap)]
        merged = [*(other for heap in near for other in heap), row]
        gathered = [heap for heap in gathered if heap not in near] + [merged]
    promising = [heap for heap in gathered if _promising(heap)]
    return sorted(promising, key=_promise)


def _touch(one: Spot, other: Spot) -> bool:
    apart = -_shared(one, other)
    aside = max(one.box[0], other.box[0]) - min(one.box[2], other.box[2])
    return apart < 1.3 * min(_height(one), _height(other)) and aside < _ASIDE


def _promising(heap: Sequence[Spot]) -> bool:
    left, top, right, bottom = around([row.box for row in heap])
    centred = abs((left + right) / 2 - 0.5) < 0.07
    low = bottom > 0.65 and (left < _EDGE or right > 1 - _EDGE or centred)
    return low or (top < 0.2 and left < _EDGE)


def _promise(heap: Sequence[Spot]) -> tuple[bool, int]:
    left, _, _, bottom = around([row.box for row in heap])
    # A brand in the right corner says nothing that a complete stamp on the left leaves open.
    return (bottom < 0.6 or left > 0.5, -len(heap))
