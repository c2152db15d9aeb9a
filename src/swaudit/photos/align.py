"""Two pictures laid exactly over each other, and the geometry of how they lie.

A copy made by a program lies on its original by a shift, a turn and a scale (of each side its own),
to a fraction of a pixel. Whoever photographs a flat thing twice, or a screen, changes the
perspective; whoever photographs a scene twice moves near things against far ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_SPREAD = 6
_POINTS = 240
_FEWEST = 12
_NEAR = 1.5
_CLEARLY, _DOUBT = 1.25, 10
_AROUND = 25
# What features say is some pixels off, what followed points say a fraction of one.
_LEVELS = (2, 0)


@dataclass(frozen=True, eq=False)
class Alignment:
    """How a picture `a` lies on a picture `b`.

    `matrix` (3, 3) takes pixels of `a` to `b`; `shown` is `a` as it looks there and `covered` where
    it does (both in the frame of `b`). `bent` is how far, in pixels of `b`, perspective or shear
    move a corner of the overlap from where shift, turn and scales would put it.
    """

    matrix: npt.NDArray[Any]
    shown: npt.NDArray[np.uint8]
    covered: npt.NDArray[np.bool_]
    bent: float

    @property
    def turn(self) -> float:
        """The angle by which `a` is turned, in degrees, clockwise."""
        return float(np.degrees(np.arctan2(self.matrix[1, 0], self.matrix[0, 0])))


def align(
    a: npt.NDArray[np.uint8],
    b: npt.NDArray[np.uint8],
    first: npt.NDArray[Any],
    usable: npt.NDArray[np.bool_],
) -> Alignment | None:
    """Return how `a` lies on `b`, refined from a rough (2, 3) matrix; None where it does not.

    `usable` is False where `b` must not be looked at, as a stamp stands there. Best where `a` is
    the larger of the two: it is blurred to the sharpness it will have in `b`.
    """
    matrix, theirs = np.vstack([first, [0, 0, 1]]), _even(b)
    for levels in _LEVELS:
        better = _refined(a, theirs, matrix, usable, levels)
        if better is None:
            return None
        matrix = better
    shown, covered = warped(a, matrix, b.shape)
    return Alignment(matrix, shown, covered, _bend(matrix, covered)) if covered.any() else None


def warped(
    a: npt.NDArray[np.uint8], matrix: npt.NDArray[Any], shape: tuple[int, ...]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Return a picture carried into a frame (height, width), and where in it the picture is."""
    import cv2

    size = (shape[1], shape[0])
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    soft = cv2.GaussianBlur(a, (0, 0), 0.45 / scale) if scale < 0.8 else a
    shown = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR)
    inner = cv2.warpPerspective(np.full(a.shape[:2], 255, np.uint8), matrix, size)
    return shown, cv2.erode(inner, np.ones((3, 3), np.uint8)) == 255


def _refined(
    a: npt.NDArray[np.uint8],
    theirs: npt.NDArray[np.uint8],
    matrix: npt.NDArray[Any],
    usable: npt.NDArray[np.bool_],
    levels: int,
) -> npt.NDArray[Any] | None:
    """Return a better matrix, by following points from `theirs`, evened out, to `a`.

    They are followed over 10 pixels, and twice as far for each of `levels`.
    """
    import cv2

    shown, covered = warped(a, matrix, theirs.shape)
    where = (covered & usable).astype(np.uint8)
    if where.sum() < 40 * 40:
        return None
    mine = _even(shown)
    points = cv2.goodFeaturesToTrack(theirs, _POINTS, 0.02, _SPREAD, mask=where)
    if points is None or len(points) < _FEWEST:
        return None
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 10, 0.03)
    window = {"winSize": (21, 21), "maxLevel": levels, "criteria": stop}
    there, good, _ = cv2.calcOpticalFlowPyrLK(theirs, mine, points, None, **window)
    back, again, _ = cv2.calcOpticalFlowPyrLK(mine, theirs, there, None, **window)
    kept = (good.ravel() == 1) & (again.ravel() == 1)
    kept &= np.linalg.norm(back - points, axis=2).ravel() < 0.7
    if kept.sum() < _FEWEST:
        return None
    goal, start = points[kept, 0], there[kept, 0]
    full, inlying = cv2.findHomography(start, goal, cv2.RANSAC, _NEAR)
    if full is None or inlying.sum() < _FEWEST:
        return None
    start, goal = start[inlying.ravel() == 1], goal[inlying.ravel() == 1]
    # The exact copy is shifted, turned and scaled: more is believed only where it explains clearly
    # more, and the fewer points there are the more clearly.
    clearly = _CLEARLY + _DOUBT / len(start)
    chosen = _similar(start, goal)
    for other in (_affine(start, goal), full):
        if _off(chosen, start, goal) > clearly * _off(other, start, goal):
            chosen = other
    refined: npt.NDArray[Any] = chosen @ matrix
    return refined


def _similar(start: npt.NDArray[Any], goal: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the shift, turn and scale that take points nearest to others."""
    (x, y), one, none = start.T.astype(np.float64), np.ones(len(start)), np.zeros(len(start))
    known = np.vstack([np.column_stack([x, -y, one, none]), np.column_stack([y, x, none, one])])
    (a, b, right, down), *_ = np.linalg.lstsq(known, goal.T.astype(np.float64).ravel())
    return np.array([[a, -b, right], [b, a, down], [0, 0, 1]])


def _affine(start: npt.NDArray[Any], goal: npt.NDArray[Any]) -> npt.NDArray[Any]:
    known = np.column_stack([start, np.ones(len(start))]).astype(np.float64)
    solved, *_ = np.linalg.lstsq(known, goal.astype(np.float64))
    return np.vstack([solved.T, [0, 0, 1]])


def _off(matrix: npt.NDArray[Any], start: npt.NDArray[Any], goal: npt.NDArray[Any]) -> float:
    return float(np.sqrt(((_moved(matrix, start.astype(np.float64)) - goal) ** 2).sum(1).mean()))


def _bend(matrix: npt.NDArray[Any], covered: npt.NDArray[np.bool_]) -> float:
    """Return how far a matrix is from shift, turn and scales, at a corner of the overlap."""
    ys, xs = np.nonzero(covered)
    edges = np.array([[x, y] for x in (xs.min(), xs.max()) for y in (ys.min(), ys.max())], float)
    before = _moved(np.linalg.inv(matrix), edges)
    straight = _affine(before.astype(np.float32), edges.astype(np.float32))
    (xx, xy), (yx, yy) = straight[:2, :2]
    shear = abs(xx * xy + yx * yy) / (np.hypot(xx, yx) * np.hypot(xy, yy))
    perspective = float(np.abs(_moved(straight, before) - edges).max())
    return max(perspective, float(shear * np.ptp(edges, axis=0).max() / 2))


def _moved(matrix: npt.NDArray[Any], points: npt.NDArray[Any]) -> npt.NDArray[Any]:
    import cv2

    moved: npt.NDArray[Any] = cv2.perspectiveTransform(points[None], matrix)[0]
    return moved


def _even(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return a picture with its light and contrast evened out, so that filters matter little."""
    import cv2

    values = grey.astype(np.float32)
    values -= cv2.blur(values, (_AROUND, _AROUND))
    spread = np.sqrt(np.maximum(cv2.blur(values * values, (_AROUND, _AROUND)), 0)) + 4
    evened: npt.NDArray[np.uint8] = np.clip(128 + 45 * values / spread, 0, 255).astype(np.uint8)
    return evened
