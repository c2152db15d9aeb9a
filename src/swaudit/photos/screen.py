"""Whether a stamped photo was photographed as it was shown: on a screen, or printed.

Whoever photographs it photographs its stamp as well, in perspective and away from where a camera
writes, and the edges of what is shown. Two shots of one wall or board have neither: their stamps
were drawn by the camera, and the wall goes on where the other photo ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from swaudit.photos.align import Alignment
    from swaudit.photos.features import Box

SIDES = 2
"""So many of the four must be seen to end: a new stamp or a dark room may hide the others."""
LINES, LINES_AGREE, AGREES, CLEARLY = 3, 0.8, 0.7, 0.85
"""So many lines of the old stamp must be seen, this share of them with this correlation; or as many
clearly, whatever covers the others, for of a new stamp not all is read."""

_MOVED = 6.0
_WHOLE = 0.6
_POINTS = 60
_REACH, _STEP, _APART = 7.0, 0.5, 6
_HERE = 1.0
_CLEAR = 5.0
_SEEN, _ENDS, _SURE = 1 / 3, 0.25, 0.6


def ends_there(
    matrix: npt.NDArray[Any],
    inner: tuple[int, ...],
    outer: npt.NDArray[np.uint8],
    clear: npt.NDArray[np.bool_],
) -> bool:
    """Say whether `outer` shows the edges of a picture of shape `inner` where `matrix` lays them.

    All four must lie within it, and SIDES of them be seen, where it is `clear` of a stamp.
    """
    import cv2

    height, width = inner[:2]
    corners = np.array(
        [[-0.5, -0.5], [width - 0.5, -0.5], [width - 0.5, height - 0.5], [-0.5, height - 0.5]]
    )
    corners = cv2.perspectiveTransform(corners[None], matrix)[0]
    high, wide = outer.shape
    if (corners < 0).any() or (corners > (wide - 1, high - 1)).any():
        return False
    soft = cv2.GaussianBlur(outer, (0, 0), 0.8).astype(np.float32)
    sides = zip(corners, np.roll(corners, -1, axis=0), strict=True)
    return sum(_ends(first, last, soft, clear) for first, last in sides) >= SIDES


def stamp_seen(
    found: Alignment,
    stamp: Sequence[Box],
    inner: tuple[int, ...],
    outer: npt.NDArray[np.uint8],
    clear: npt.NDArray[np.bool_],
) -> bool:
    """Say whether `outer` shows the `stamp` of a picture of shape `inner` where that is laid on it.

    What agrees because both cameras write in one place does not count.
    """
    import cv2

    alike = []
    for left, top, right, low in stamp:
        at = np.array([[left, top], [right, top], [right, low], [left, low]]) * inner[1::-1]
        there = cv2.perspectiveTransform(at[None].astype(np.float64), found.matrix)[0]
        moved = there / outer.shape[::-1] - at / inner[1::-1]
        if np.abs(moved).max() * max(outer.shape) < _MOVED:
            continue
        line = np.zeros(outer.shape, np.uint8)
        cv2.fillConvexPoly(line, np.rint(there).astype(np.int32), 1)
        seen = (line > 0) & clear & found.covered
        if seen.sum() >= _WHOLE * line.sum() > 0:
            alike.append(_agreement(found.shown, outer, seen))
    agree = sum(one >= AGREES for one in alike)
    return sum(one >= CLEARLY for one in alike) >= LINES or (
        len(alike) >= LINES and agree >= LINES_AGREE * len(alike)
    )


def _agreement(
    a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8], where: npt.NDArray[np.bool_]
) -> float:
    """Return the correlation of two pictures in a place, the best within a pixel."""
    mine = a[where].astype(np.float64)
    shifts = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    theirs = [np.roll(b, shift, (0, 1))[where].astype(np.float64) for shift in shifts]
    if min(mine.std(), *(one.std() for one in theirs)) == 0:
        return 0.0
    return max(float(np.corrcoef(mine, one)[0, 1]) for one in theirs)


def _ends(
    first: npt.NDArray[Any],
    last: npt.NDArray[Any],
    grey: npt.NDArray[np.float32],
    clear: npt.NDArray[np.bool_],
) -> bool:
    """Say whether something ends along a line: there, and not a few pixels beside it."""
    import cv2

    along = np.linspace(0.05, 0.95, _POINTS)[:, None]
    points = first + (last - first) * along
    across = np.array([first[1] - last[1], last[0] - first[0]])
    across = across / max(float(np.hypot(*across)), 1.0)
    beside = np.arange(-_REACH, _REACH + _STEP, _STEP)
    spots = (points[:, None] + across * beside[None, :, None]).astype(np.float32)
    values = cv2.remap(grey, spots, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    column, row = np.rint(points).astype(int).T
    change = np.abs(values[:, _APART:] - values[:, :-_APART])[clear[row, column]]
    where = (beside[_APART:] + beside[:-_APART]) / 2
    told = change.max(axis=1, initial=0) > _CLEAR
    here = told & (np.abs(where[change.argmax(axis=1)]) <= _HERE)
    return bool(
        len(change) >= _SEEN * _POINTS
        and here.sum() >= _ENDS * len(change)
        and here.sum() >= _SURE * told.sum()
    )
