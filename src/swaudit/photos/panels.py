"""The parts of a picture that show something, between plain bars, frames and gaps.

The screenshot of an album, a framed print, four photos on one sheet: what stands in them is to be
known again, and seen by itself it shows more of its features.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_PLAIN = 4.0
_NARROW = 1 / 6

Edges = tuple[int, int, int, int]


def panels(grey: npt.NDArray[np.uint8], shown: npt.NDArray[np.uint8] | None = None) -> list[Edges]:
    """Return the (left, top, right, bottom) of each panel of a grey picture, the largest first.

    Panels are bands without a plain row, and the parts of these without a plain column; what is
    less than a sixth as wide or high as the picture (a caption, a clock, a button) is none. Nothing
    is looked at where `shown` is 0. A picture that is plain nearly everywhere is its own panel.
    """
    height, width = grey.shape
    values = grey.astype(np.float32)
    weight = np.ones_like(values) if shown is None else (shown > 0).astype(np.float32)
    found = [
        (left, top, right, bottom)
        for top, bottom in _runs(values, weight, axis=1)
        for left, right in _runs(values[top:bottom], weight[top:bottom], axis=0)
    ]
    found.sort(key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))
    return found or [(0, 0, width, height)]


def _runs(
    values: npt.NDArray[np.float32], weight: npt.NDArray[np.float32], axis: int
) -> list[tuple[Any, Any]]:
    """Return the ends of each long run of rows (axis 1) or columns that are not plain."""
    count = np.maximum(weight.sum(axis), 1)
    mean = (values * weight).sum(axis) / count
    spread = np.sqrt(np.maximum((values**2 * weight).sum(axis) / count - mean**2, 0))
    busy = np.concatenate([[False], spread > _PLAIN, [False]])
    ends = np.flatnonzero(busy[1:] != busy[:-1]).reshape(-1, 2).tolist()
    return [(first, last) for first, last in ends if last - first >= _NARROW * len(spread)]
