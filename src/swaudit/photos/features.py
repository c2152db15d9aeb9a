"""Local features of a picture as compact binary codes: what survives crops, turns and new stamps.

SIFT at DETAIL pixels (what is finer outlasts few copies, and costs four times as much), the
strongest of each cell of a grid, each descriptor told in 128 bits. A mirrored picture has the same
codes with their bits in another order, so that mirrored copies are found without a second set of
features. Source: design §8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

SIDE = 400
MOST = 150
GRID = 6
BITS = 128
RECORD = np.dtype([("x", "u1"), ("y", "u1"), ("size", "u1"), ("angle", "u1"), ("code", "u1", 16)])

DETAIL, DETAIL_OF_MANY = 200, 150
"""Pixels of the long side at which a picture is looked at, and each of several panels."""
# A weak feature is better than none, and only that.
_CONTRAST, _WEAK = 0.01, 0.025
_LAYERS = 3
_SIZES_PER_OCTAVE = 16
# The typical value of each descriptor dimension, equal for dimensions that mirroring or turning
# exchanges: rows are corner, edge and inner cells, columns the angle to the feature's own direction
# (0, 45, 90, 135, 180 degrees). A bit tells whether the value is above.
_TYPICAL = ((14, 6, 3, 5, 10), (35, 11, 4, 6, 12), (111, 22, 5, 8, 15))

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Features:
    """Up to MOST features of a picture shrunk to a long side of SIDE.

    `width` and `height` in pixels of that; `at` (n, 2) float32 there; `size` (n,) in pixels;
    `angle` (n,) in degrees, clockwise; `codes` (n, 16) uint8.
    """

    width: int
    height: int
    at: npt.NDArray[Any]
    size: npt.NDArray[Any]
    angle: npt.NDArray[Any]
    codes: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.codes)

    def first(self, count: int) -> Features:
        """Return the strongest `count` of them, as evenly over the picture as all are."""
        return Features(
            self.width,
            self.height,
            self.at[:count],
            self.size[:count],
            self.angle[:count],
            self.codes[:count],
        )

    def placed(self, box: tuple[int, int, int, int], width: int, height: int) -> Features:
        """Return the features of a picture of `width` and `height` that shows this one in `box`."""
        left, top, right, _ = box
        zoom = (right - left) / self.width
        at = (self.at * zoom + (left, top)).astype(np.float32)
        size = (self.size * zoom).astype(np.float32)
        return Features(width, height, at, size, self.angle, self.codes)

    def mirrored(self) -> Features:
        """Return the features of the picture seen in a mirror (left and right exchanged)."""
        at = np.column_stack([self.width - 1 - self.at[:, 0], self.at[:, 1]]).astype(np.float32)
        bits = np.unpackbits(self.codes, axis=1)[:, _mirror()]
        angle = (180 - self.angle) % 360
        codes = np.ascontiguousarray(np.packbits(bits, axis=1))
        return Features(self.width, self.height, at, self.size, angle, codes)


def features(
    grey: npt.NDArray[np.uint8], hidden: Sequence[Box] = (), detail: int = DETAIL
) -> Features:
    """Return the features of a grey picture of long side SIDE, none within `hidden` boxes.

    `detail` is the long side at which they are looked for. Boxes are (left, top, right, bottom) in
    fractions of the picture.
    """
    import cv2

    height, width = grey.shape
    # OpenCV enlarges a picture to twice its size before it looks: that is SIDE again.
    zoom = min(detail / max(width, height), 1.0)
    size = max(round(width * zoom), 1), max(round(height * zoom), 1)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    points, values = _sift().detectAndCompute(small, shown(*size, hidden))
    if not points:
        none = np.zeros(0, np.float32)
        codes = np.zeros((0, 16), np.uint8)
        return Features(width, height, none.reshape(0, 2), none, none, codes)
    at = (cv2.KeyPoint.convert(points) + 0.5) / zoom - 0.5
    strength = np.array([point.response for point in points])
    kept = _spread(at, strength, width, height)
    return Features(
        width=width,
        height=height,
        at=at[kept].astype(np.float32),
        size=np.array([points[i].size / zoom for i in kept], np.float32),
        angle=np.array([points[i].angle for i in kept], np.float32),
        codes=np.packbits(values[kept] > _thresholds(), axis=1),
    )


def merged(parts: Sequence[Features]) -> Features:
    """Return the MOST best features of several parts of one picture, as many of each."""
    rank = np.concatenate([np.arange(len(part)) for part in parts])
    order = np.argsort(rank, kind="stable")[:MOST]
    width, height = parts[0].width, parts[0].height
    at, size, angle, codes = (
        np.concatenate([getattr(part, name) for part in parts])[order]
        for name in ("at", "size", "angle", "codes")
    )
    return Features(width, height, at, size, angle, codes)


def pack(found: Features) -> bytes:
    """Return features as bytes: RECORDs, positions in 256ths of SIDE."""
    records = np.zeros(len(found), RECORD)
    for axis, name in enumerate("xy"):
        records[name] = np.clip(np.round(found.at[:, axis] * 256 / SIDE), 0, 255)
    records["size"] = np.clip(np.round(np.log2(found.size) * _SIZES_PER_OCTAVE), 0, 255)
    records["angle"] = np.round(found.angle * 256 / 360).astype(int) % 256
    records["code"] = found.codes
    return records.tobytes()


def unpack(content: bytes, width: int, height: int) -> Features:
    """Return what `pack` packed."""
    records = np.frombuffer(content, RECORD)
    at = np.column_stack([records["x"], records["y"]]).astype(np.float32) * SIDE / 256
    return Features(
        width=width,
        height=height,
        at=at,
        size=(2.0 ** (records["size"].astype(np.float32) / _SIZES_PER_OCTAVE)),
        angle=records["angle"].astype(np.float32) * 360 / 256,
        codes=np.ascontiguousarray(records["code"]),
    )


@cache
def _sift() -> Any:
    import cv2

    return cv2.SIFT_create(nfeatures=400, nOctaveLayers=_LAYERS, contrastThreshold=_CONTRAST)


def shown(width: int, height: int, hidden: Sequence[Box]) -> npt.NDArray[np.uint8] | None:
    """Return 0 within the boxes, in a picture of that size, and 255 elsewhere; None without any."""
    if not hidden:
        return None
    shown = np.full((height, width), 255, np.uint8)
    for left, top, right, bottom in hidden:
        rows = slice(max(int(top * height), 0), max(int(bottom * height) + 1, 0))
        shown[rows, max(int(left * width), 0) : max(int(right * width) + 1, 0)] = 0
    return shown


def _spread(
    at: npt.NDArray[Any], strength: npt.NDArray[Any], width: int, height: int
) -> npt.NDArray[np.intp]:
    """Return the indices of the MOST strongest, as evenly over the cells as they have features."""
    column = np.minimum(at[:, 0] * GRID // width, GRID - 1).astype(int)
    row = np.minimum(at[:, 1] * GRID // height, GRID - 1).astype(int)
    cell = row * GRID + column
    weak = strength < _WEAK / _LAYERS
    order = np.lexsort((-strength, cell))
    first = np.searchsorted(cell[order], np.arange(GRID * GRID))
    rank = np.empty(len(at), int)
    rank[order] = np.arange(len(at)) - first[cell[order]]
    return np.lexsort((-strength, rank, weak))[:MOST]


@cache
def _classes() -> npt.NDArray[np.intp]:
    """Return the row and column of _TYPICAL for each dimension (row 4, column 4, direction 8)."""
    row, column, direction = np.indices((4, 4, 8)).reshape(3, -1)
    inner = ((row % 3 > 0).astype(int)) + (column % 3 > 0)
    return np.stack([inner, np.minimum(direction, 8 - direction)])


@cache
def _thresholds() -> npt.NDArray[Any]:
    thresholds: npt.NDArray[Any] = np.array(_TYPICAL, np.float32)[tuple(_classes())]
    return thresholds


@cache
def _mirror() -> npt.NDArray[np.intp]:
    row, column, direction = np.indices((4, 4, 8)).reshape(3, -1)
    return ((3 - row) * 4 + column) * 8 + (-direction) % 8
