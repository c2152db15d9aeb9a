"""How much of two aligned pictures agrees, and where they do not.

Counted in blocks of the picture that have texture: a plain wall agrees with any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

BLOCK = 16
AGREES = 0.8

_TEXTURE = 5.0
_FULL = 0.7
# In pixels.
_SOFT = 0.8
_BURNT, _WEAK = 4.0, 14.0


@dataclass(frozen=True, eq=False)
class Likeness:
    """How much agrees of two pictures.

    `blocks` with texture in either; `share` of them that agree; `apart` the share of them in the
    largest connected region that does not; `differs` (rows, columns) where, in blocks.
    """

    blocks: int
    share: float
    apart: float
    differs: npt.NDArray[np.bool_]


def likeness(
    a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8], looked_at: npt.NDArray[np.bool_]
) -> Likeness:
    """Return how much two pictures in one frame agree where they are to be looked at."""
    import cv2

    # Of a block that is seen in part, at the edge of the overlap or of a stamp, only that counts.
    shown = looked_at.astype(np.float32)
    part = _means(shown)
    seen = part >= _FULL
    weight = np.maximum(part, _FULL).astype(np.float32)

    def mean(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        means: npt.NDArray[np.float32] = _means(values * shown) / weight
        return means

    one, other = a.astype(np.float32), b.astype(np.float32)
    mean_a, mean_b = mean(one), mean(other)
    spread_a = np.sqrt(np.maximum(mean(one**2) - mean_a**2, 0))
    spread_b = np.sqrt(np.maximum(mean(other**2) - mean_b**2, 0))
    together = mean(one * other) - mean_a * mean_b
    close = together / np.maximum(spread_a * spread_b, 1.0)
    textured = seen & (np.maximum(spread_a, spread_b) > _TEXTURE)
    differs = textured & (close <= AGREES)
    count = int(textured.sum())
    if count == 0:
        return Likeness(0, 0.0, 0.0, differs)
    _, _, sizes, _ = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)
    largest = int(sizes[1:, cv2.CC_STAT_AREA].max(initial=0))
    share = 1 - float(differs.sum()) / count
    return Likeness(count, share, largest / count, differs)


def softened(
    a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8], looked_at: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Return what to compare of two pictures that may have been filtered or compressed.

    Without the grain of a strong compression, and without the blocks that a filter left white or
    black in one and that have little texture in the other. Not for print: fine strokes tell there.
    """
    import cv2

    one, other = (np.asarray(cv2.GaussianBlur(each, (0, 0), _SOFT), np.uint8) for each in (a, b))
    means, spreads = [], []
    for each in (one, other):
        values = each.astype(np.float32)
        means.append(_means(values))
        spreads.append(np.sqrt(np.maximum(_means(values**2) - means[-1] ** 2, 0)))
    lost = [
        (np.abs(mean - 127.5) > 127.5 - _BURNT) & (spread < _BURNT) & (kept < _WEAK)
        for mean, spread, kept in zip(means, spreads, reversed(spreads), strict=True)
    ]
    told = looked_at.copy()
    rows, columns = (BLOCK * count for count in lost[0].shape)
    burnt = (lost[0] | lost[1]).repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)
    told[:rows, :columns] &= ~burnt
    return one, other, told


def _means(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the mean of each whole block."""
    rows, columns = values.shape[0] // BLOCK, values.shape[1] // BLOCK
    whole = values[: rows * BLOCK, : columns * BLOCK]
    means: npt.NDArray[np.float32] = whole.reshape(rows, BLOCK, columns, BLOCK).mean(axis=(1, 3))
    return means
