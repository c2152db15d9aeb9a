"""Whether a picture was photographed as it was shown: on a screen, or printed.

Whoever photographs a screen photographs the end of what it shows as well. Where a picture, laid in
perspective on another, ends, the other changes too, on side after side; two shots of one wall or
board go on there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

SIDES = 3
"""So many of the four must be seen to end: a new stamp or a dark room may hide one."""

_POINTS = 60
_REACH, _STEP, _APART = 7.0, 0.5, 6
_HERE = 1.5
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
