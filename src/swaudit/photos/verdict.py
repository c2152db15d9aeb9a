"""Two pictures and how they may lie on each other → the same capture, a lead, or nothing.

The same capture: laid on each other by shift, turn and scales alone, nearly all that has texture
agrees, and no region of any size does not. Where that needs perspective or shear, a person or a
camera stood before a picture, a screen, a board or a form: a lead, unless the old stamp and edges
of a photo are seen; and for print on plain ground nothing unless all the writing agrees too.
What agrees in part is another shot of a scene.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from swaudit.photos.align import Alignment, align, warped
from swaudit.photos.candidates import Candidate
from swaudit.photos.fingerprint import hidden, hidden_whole
from swaudit.photos.likeness import BLOCK, Likeness, likeness, softened
from swaudit.photos.screen import ends_there, stamp_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from swaudit.photos.features import Box

Kind = Literal[
    "reencoded", "cropped", "mirrored", "rotated", "framed", "embedded", "retaken",
    "rephotographed", "same_scene",
]  # fmt: skip

# Pictures of things: share of agreeing blocks, and of the largest region that does not, which is
# where old and new stamps stand. Print on plain ground: what was filled in by hand must agree too.
SAME, APART = 0.6, 0.33
SAME_PRINT, APART_PRINT = 0.97, 0.015
# In pixels of a picture with a long side of SIDE.
BENT, BENT_PRINT = 0.6, 0.3
REPHOTOGRAPHED, REPHOTOGRAPHED_APART = 0.7, 0.12
SAME_SCENE = 0.45
FEWEST_BLOCKS, FEWEST_FOR_LEAD = 12, 60
LEAD_COVERS = 0.4

_WHOLE = 0.9
_TURNED = 2.0
_PLAIN_REST = 0.3
_STEP, _STEP_TO_FRAME = 1.8, 0.7
_PRINT = 0.7
_ON_GROUND = 0.2
# Pixels that a stroke is thinner than; the share of blocks that must lose half their contrast with
# such strokes; and the spread below which a plain block was drawn, not photographed.
_STROKE, _THIN = 7, 0.52
_GRAIN, _DRAWN = 0.6, 0.4
_TEXTURE = 5.0


@dataclass(frozen=True, eq=False)
class Look:
    """A grey picture with a long side of SIDE, and the boxes of its stamp in fractions."""

    grey: npt.NDArray[np.uint8]
    stamp: Sequence[Box] = ()

    def clear(
        self, hide: Callable[[Sequence[Box]], tuple[Box, ...]] = hidden_whole
    ) -> npt.NDArray[np.bool_]:
        """Return where no stamp stands, nor anything about it; with `hidden`, no line of it."""
        height, width = self.grey.shape
        free = np.ones((height, width), bool)
        for left, top, right, bottom in hide(self.stamp):
            rows = slice(int(top * height), int(bottom * height) + 1)
            free[rows, int(left * width) : int(right * width) + 1] = False
        return free

    def mirrored(self) -> Look:
        """Return what a mirror shows (left and right exchanged)."""
        stamp = [(1 - right, top, 1 - left, low) for left, top, right, low in self.stamp]
        return Look(np.ascontiguousarray(self.grey[:, ::-1]), stamp)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What two pictures are to each other.

    `score` is the share of textured blocks that agree; `alignment` takes the larger picture (the
    first where `first_is_larger`) to the other, the first mirrored before that where `mirrored`.
    """

    kind: Kind
    score: float
    alignment: Alignment
    likeness: Likeness
    first_is_larger: bool
    mirrored: bool


def decide(a: Look, b: Look, candidate: Candidate) -> Verdict | None:
    """Return what two pictures are to each other; None where nothing is to be said."""
    matrix = candidate.matrix
    if candidate.mirrored:
        a = a.mirrored()
    first_is_larger = bool(abs(np.linalg.det(matrix[:, :2])) <= 1)
    larger, smaller = (a, b) if first_is_larger else (b, a)
    one, other = ((look.grey, look.clear()) for look in (larger, smaller))
    if not first_is_larger:
        matrix = np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))[:2]
    found = align(one[0], other[0], matrix, other[1])
    if found is None:
        return None
    stampless = warped(one[1].astype(np.uint8) * 255, found.matrix, other[0].shape)[0] > 250
    looked_at = found.covered & other[1] & stampless
    printed = _is_print(other[0], found.covered)
    if printed:
        alike = likeness(found.shown, other[0], looked_at)
    else:
        alike = likeness(*softened(found.shown, other[0], looked_at))
    relation = _relation(found, alike, printed)
    if relation is None:
        return None
    kind: Kind
    if relation == "same":
        kind = _change(found, one[0], other[0], candidate.mirrored)
    elif (
        relation == "rephotographed"
        and not printed
        and ends_there(found.matrix, one[0].shape, *other)
        and stamp_seen(found, larger.stamp, one[0].shape, other[0], smaller.clear(hidden))
    ):
        kind = "retaken"
    else:
        kind = relation
    score = round(alike.share, 3)
    return Verdict(kind, score, found, alike, first_is_larger, candidate.mirrored)


def _relation(
    found: Alignment, alike: Likeness, printed: bool
) -> Literal["same", "rephotographed", "same_scene"] | None:
    if alike.blocks < FEWEST_BLOCKS:
        return None
    if printed:
        if alike.share < SAME_PRINT or alike.apart > APART_PRINT:
            return None
        same = found.bent <= BENT_PRINT
    else:
        same = alike.share >= SAME and alike.apart <= APART and found.bent <= BENT
    if same:
        return "same"
    if alike.blocks < FEWEST_FOR_LEAD or found.covered.mean() < LEAD_COVERS:
        return None
    if alike.share >= REPHOTOGRAPHED and alike.apart <= REPHOTOGRAPHED_APART:
        return "rephotographed"
    return "same_scene" if alike.share >= SAME_SCENE else None


def _is_print(grey: npt.NDArray[np.uint8], covered: npt.NDArray[np.bool_]) -> bool:
    """Say whether a picture is print on plain ground: a form, a notice, a screen's own design.

    Of a block of print the lighter or the darker half is ground, and nearly of one value. That is
    true of a dark shirt on a sheet as well; but print is thin strokes, or drawn on a ground that
    has not even the grain of a camera.
    """
    import cv2

    seen = _blocks(covered).all(axis=1)
    blocks = np.sort(_blocks(grey.astype(np.float32))[seen], axis=1)
    spread = blocks.std(axis=1)
    busy = spread > _TEXTURE
    if not busy.any():
        return False
    dark, light = np.split(blocks[busy], 2, axis=1)
    ground = np.minimum(dark.std(axis=1), light.std(axis=1)) / spread[busy]
    if np.mean(ground < _ON_GROUND) <= _PRINT:
        return False
    if not busy.all() and np.mean(spread[~busy] < _GRAIN) > _DRAWN:
        return True
    stroke = np.ones((_STROKE, _STROKE), np.uint8)
    left = [
        _blocks(cv2.morphologyEx(grey, way, stroke).astype(np.float32))[seen].std(axis=1)[busy]
        for way in (cv2.MORPH_OPEN, cv2.MORPH_CLOSE)
    ]
    return bool(np.mean(np.minimum(*left) < spread[busy] / 2) > _THIN)


def _blocks(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the pixels of each whole block, a row each."""
    rows, columns = values.shape[0] // BLOCK, values.shape[1] // BLOCK
    whole = values[: rows * BLOCK, : columns * BLOCK]
    return whole.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2).reshape(-1, BLOCK * BLOCK)


def _change(
    found: Alignment, larger: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8], mirrored: bool
) -> Kind:
    """Return what was done to one capture to make the other."""
    if mirrored:
        return "mirrored"
    if abs(found.turn) > _TURNED:
        return "rotated"
    of_other = float(found.covered.mean())
    _, of_larger_mask = warped(other, np.linalg.inv(found.matrix), larger.shape)
    of_larger = float(of_larger_mask.mean())
    if min(of_other, of_larger) >= _WHOLE:
        return "reencoded"
    if max(of_other, of_larger) < _WHOLE:
        return "cropped"
    around, inside = (other, found.covered) if of_larger >= _WHOLE else (larger, of_larger_mask)
    step = _step_at_edge(around, inside)
    if _rest_is_plain(around, inside) and step > _STEP_TO_FRAME:
        return "framed"
    return "embedded" if step > _STEP else "cropped"


def _rest_is_plain(grey: npt.NDArray[np.uint8], inside: npt.NDArray[np.bool_]) -> bool:
    outside = ~_blocks(inside).any(axis=1)
    busy = _blocks(grey.astype(np.float32)).std(axis=1) > 12
    return bool(outside.sum() < 4 or np.mean(busy[outside]) < _PLAIN_REST)


def _step_at_edge(grey: npt.NDArray[np.uint8], inside: npt.NDArray[np.bool_]) -> float:
    """Return how much more a picture changes where another ends in it than within.

    What was cut off a crop goes on from its edge; a frame or a neighbour begins there.
    """
    import cv2

    gap = 9
    kernel = np.ones((gap, gap), np.uint8)
    mask = inside.astype(np.uint8)
    values = cv2.GaussianBlur(grey, (0, 0), 1).astype(np.float32)
    step = cv2.morphologyEx(values, cv2.MORPH_GRADIENT, kernel)
    edge = cv2.dilate(mask, np.ones((5, 5), np.uint8)) - cv2.erode(mask, np.ones((5, 5), np.uint8))
    edge[:gap], edge[-gap:], edge[:, :gap], edge[:, -gap:] = 0, 0, 0, 0
    deep = cv2.erode(mask, np.ones((4 * gap, 4 * gap), np.uint8))
    if edge.sum() < 20 or deep.sum() < 100:
        return 0.0
    return float(np.median(step[edge == 1]) / (np.median(step[deep == 1]) + 4))
