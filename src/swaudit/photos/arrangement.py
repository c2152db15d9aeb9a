"""Whether features that two pictures share lie in one arrangement: shifted, turned and scaled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.photos.features import Features

if TYPE_CHECKING:
    import numpy.typing as npt

NEAR_CODE = 26
INLIERS, INLIERS_RESIZED = 8, 5

_TOLERANCE = 6.0
_RESIZED = 0.35
_TURN_TOLERANCE = 20.0
_SIZE_TOLERANCE = 0.5


def arrangement(a: Features, b: Features) -> tuple[npt.NDArray[Any], int] | None:
    """Return the similarity that takes features of `a` to those of `b`, and how many agree.

    None where fewer than INLIERS do, or INLIERS_RESIZED where the one is shown smaller.
    """
    import cv2

    if min(len(a), len(b)) < INLIERS_RESIZED:
        return None
    apart = _apart(a.codes, b.codes)
    mine, theirs = _mutual(apart)
    if len(mine) < INLIERS_RESIZED:
        return None
    matrix, _ = cv2.estimateAffinePartial2D(
        a.at[mine], b.at[theirs], method=cv2.RANSAC, ransacReprojThreshold=_TOLERANCE,
        maxIters=200, confidence=0.995, refineIters=5,
    )  # fmt: skip
    if matrix is None:
        return None
    # Checks and letters have many features alike, none of them nearest to its own.
    mine, theirs = np.nonzero(apart <= NEAR_CODE)
    offsets = a.at[mine] @ matrix[:, :2].T + matrix[:, 2] - b.at[theirs]
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not 0.1 < scale < 10:
        return None
    turn = np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0]))
    turned = np.abs((b.angle[theirs] - a.angle[mine] - turn + 180) % 360 - 180)
    sized = np.abs(np.log2(b.size[theirs] / a.size[mine] / scale))
    agree = (
        (np.hypot(*offsets.T) <= _TOLERANCE)
        & (turned <= _TURN_TOLERANCE)
        & (sized <= _SIZE_TOLERANCE)
    )
    # Features of several directions or sizes at one spot are one witness.
    spots = {(int(x), int(y)) for x, y in np.round(a.at[mine[agree]] / 3)}
    # Of one size stamps and carpets agree often, at another only what is shown smaller.
    needed = INLIERS if abs(np.log2(scale)) < _RESIZED else INLIERS_RESIZED
    return (matrix, len(spots)) if len(spots) >= needed else None


def _apart(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return in how many bits each code of `a` differs from each of `b`."""
    mine, theirs = a.view(np.uint64), b.view(np.uint64)
    apart: npt.NDArray[np.uint8] = np.bitwise_count(mine[:, None, 0] ^ theirs[None, :, 0])
    apart += np.bitwise_count(mine[:, None, 1] ^ theirs[None, :, 1])
    return apart


def _mutual(
    apart: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the indices of codes that are nearest to each other and near enough."""
    to_b, to_a = apart.argmin(axis=1), apart.argmin(axis=0)
    index = np.arange(len(apart))
    kept = (to_a[to_b] == index) & (apart[index, to_b] <= NEAR_CODE)
    return index[kept], to_b[kept]
