"""How letters came onto a picture: drawn over it, or photographed with what they are on.

Whatever lies behind them, a camera keeps its letters legible with a soft dark shadow: they are
lighter than what is behind them, and are set in what is darker than that. Nothing hung or
shown in a scene is both. Light letters on a banner, a slide or an LED sign shine into what is
around them; dark ones stand on a sheet, which a camera may have drawn as well as a writer. On a
bright ground light letters are hardly lighter: there they are known by being closed off from it,
as what is light between dark letters is not. On a nearly black one no shadow can be told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from swaudit.photos.watermark.lines import Box, Ink

_Shades = npt.NDArray[np.uint8]
_Mask = npt.NDArray[np.bool_]

SHADOWED = 0.92
"""Brightness close around a camera's letters, at most, as a share of that behind them."""
_ROW_PIXELS = 48
_MOST_WIDTH = 4096
_MARGIN = 0.35  # of the row's height: what is behind the letters shows there
# In levels. Between dark letters, sharpened, paper was seen up to 20 lighter than elsewhere.
_LIGHTER, _LIGHTER_ON_BRIGHT, _LITTLE_LIGHTER = 7.0, 25.0, 4.0
# Of what is light between strokes, the share closed off from the ground: 0.06 to 0.46 in 300 rows
# of scene text, 0.57 in one; 0.5 and more in five of six rows that cameras drew on bright grounds.
_CLOSED, _CLOSED_ON_WHITE = 0.5, 0.7
_LIT, _DARKER = 0.7, 0.88
# Nothing can be told to be lighter than this.
_NEARLY_WHITE = 225.0
# A phone that sharpens darkens the surroundings of bright letters by up to 4 % of the contrast.
_DEEP, _DEEPEST, _NOISE = 0.05, 0.3, 5.0
_LEAST_RAISED = 0.3  # of what letters elsewhere in the row are
_LEAST = 25  # pixels to take a mean over
# Widths of kernels, in a row of _ROW_PIXELS.
_LETTERS, _STROKE, _AROUND, _BEYOND, _FAR = 7, 3, 5, 11, 21


@dataclass(frozen=True, eq=False)
class _Patch:
    """Some columns of a row, and the mean brightness of the letters, close by and farther off."""

    columns: slice
    bright: float
    near: float
    far: float


def ink_of(picture: Image.Image, box: Box) -> Ink | None:
    """Say how the letters of one level row differ from what is behind them; None if unclear."""
    import cv2

    shades, (top, low) = _around(picture, box)
    raised = cv2.subtract(shades, cv2.morphologyEx(shades, cv2.MORPH_OPEN, _square(_LETTERS)))
    columns = _columns(shades)
    most = _strongest(raised, columns)
    core = raised > 0.7 * most
    letters = (raised > 0.25 * most).astype(np.uint8)
    inner = cv2.dilate(letters, _square(_STROKE))
    ring = (cv2.dilate(inner, _square(_AROUND)) > 0) & (inner == 0)
    # No farther off: there a small board may end.
    behind = (cv2.dilate(inner, _square(_FAR)) > 0) & (cv2.dilate(inner, _square(_BEYOND)) == 0)
    patches = list(_patches(shades, columns, (core, ring, behind)))
    if not patches:
        return None
    # Letters cover the smaller part of their row: most of it is what they stand on.
    dark_end, ground, light_end = (_quantile(shades[top:low], at) for at in (0.02, 0.5, 0.98))
    light = bool(ground < (dark_end + light_end) / 2)
    closed = set() if light else set(_closed(shades, core, patches))
    told = (_shadow(patch, light, patch in closed) for patch in patches)
    return Ink(light, tuple(shadow for shadow in told if shadow is not None))


def _columns(shades: _Shades) -> list[slice]:
    """Return the columns of a row in parts about as wide as a letter."""
    count = max(1, round(shades.shape[1] / _ROW_PIXELS))
    edges = [shades.shape[1] * at // count for at in range(count + 1)]
    return [slice(*ends) for ends in pairwise(edges)]


def _strongest(raised: _Shades, columns: Sequence[slice]) -> npt.NDArray[np.float64]:
    """Return by how much letters stand out in each column: the less, the brighter the ground."""
    most = np.full(raised.shape[1], _quantile(raised, 0.99))
    for part in columns:
        here = _quantile(raised[:, part], 0.99)
        most[part] = here if here > _LEAST_RAISED * most[part][0] else most[part]
    return most


def _patches(shades: _Shades, columns: Sequence[slice], parts: Sequence[_Mask]) -> Iterator[_Patch]:
    """Yield the patches of a row of which a mean can be taken."""
    for across in columns:
        seen = [shades[:, across][part[:, across]] for part in parts]
        if min(pixels.size for pixels in seen) >= _LEAST:
            yield _Patch(across, *(float(pixels.mean()) for pixels in seen))


def _shadow(patch: _Patch, light: bool, closed: bool) -> float | None:
    share = round((patch.near + 1) / (patch.far + 1), 2)
    lighter = patch.bright - patch.far
    if lighter < (_LIGHTER if light else _LIGHTER_ON_BRIGHT):
        return share if closed else None if _white(patch) else 1.0
    sharpened = max(_DEEP * lighter, _NOISE)
    if abs(patch.far - patch.near) > sharpened:
        return share
    return None if share < SHADOWED or _DEEPEST * patch.far < sharpened else 1.0


def _closed(shades: _Shades, core: _Mask, patches: Sequence[_Patch]) -> Iterator[_Patch]:
    """Yield the patches where what is light between dark strokes is closed off from the ground.

    A camera's letters are, by their shadow; between letters in dark ink the sheet itself shows. On
    white, where nothing else tells them apart, the whole row must say so.
    """
    inside = core & _enclosed(shades, patches)
    bright = [patch for patch in patches if patch.bright - patch.far < _LIGHTER_ON_BRIGHT]
    for patch in bright:
        alike = [other for other in bright if _white(other) == _white(patch)]
        share = _share(inside, core, alike)
        if patch.near > _DARKER * patch.far:
            continue
        if _white(patch):
            if share > _CLOSED_ON_WHITE:
                yield patch
        elif share > _CLOSED and _shine(shades, inside, patch) > patch.far + _LITTLE_LIGHTER:
            yield patch


def _shine(shades: _Shades, inside: _Mask, patch: _Patch) -> float:
    within = shades[:, patch.columns][inside[:, patch.columns]]
    return float(within.mean()) if within.size else 0.0


def _white(patch: _Patch) -> bool:
    return patch.far > _NEARLY_WHITE


def _share(part: _Mask, whole: _Mask, patches: Sequence[_Patch]) -> float:
    counts = [
        sum(np.count_nonzero(mask[:, patch.columns]) for patch in patches) for mask in (part, whole)
    ]
    return counts[0] / max(counts[1], 1)


def _enclosed(shades: _Shades, patches: Sequence[_Patch]) -> _Mask:
    """Return what is as light as the ground but closed off from the row's edges."""
    import cv2

    lit = np.zeros(shades.shape, np.uint8)
    for patch in patches:
        part = shades[:, patch.columns]
        dark = _quantile(part, 0.05)
        lit[:, patch.columns] = part > dark + _LIT * (patch.far - dark)
    _, parts = cv2.connectedComponents(lit, connectivity=4)
    edges = np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])
    enclosed: _Mask = (lit > 0) & ~np.isin(parts, edges)
    return enclosed


def _around(picture: Image.Image, box: Box) -> tuple[_Shades, tuple[int, int]]:
    """Return a row and its margin in grey, the row at one height, and where in it the row is."""
    import cv2

    wide, tall = picture.size
    left, top, right, low = box[0] * wide, box[1] * tall, box[2] * wide, box[3] * tall
    edge = _MARGIN * (low - top)
    outer = (
        int(max(0, left - edge)),
        int(max(0, top - edge)),
        math.ceil(min(wide, right + edge)),
        math.ceil(min(tall, low + edge)),
    )
    scale = _ROW_PIXELS / max(low - top, 1.0)
    size = (
        min(max(8, round((outer[2] - outer[0]) * scale)), _MOST_WIDTH),
        max(8, round((outer[3] - outer[1]) * scale)),
    )
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    row = cv2.resize(np.asarray(picture.crop(outer).convert("L")), size, interpolation=way)
    begin = max(0, round((top - outer[1]) * scale))
    return np.asarray(row), (begin, min(size[1], begin + _ROW_PIXELS))


def _quantile(shades: _Shades, share: float) -> float:
    at = int(share * (shades.size - 1))
    return float(np.partition(shades, at, axis=None)[at])


def _square(side: int) -> _Shades:
    return np.ones((side, side), np.uint8)
