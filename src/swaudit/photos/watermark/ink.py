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

import numpy as np
import numpy.typing as npt
from PIL import Image

from swaudit.photos.watermark.lines import Box, Ink

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
_DEEP, _UNEVEN = 0.05, 0.1
_LEAST = 40  # pixels to take a mean over
# Widths of kernels, in a row of _ROW_PIXELS.
_LETTERS, _STROKE, _AROUND, _BEYOND, _FAR = 7, 3, 5, 11, 21


def ink_of(picture: Image.Image, box: Box) -> Ink | None:
    """Say how the letters of one level row differ from what is behind them; None if unclear."""
    import cv2

    shades, (top, low) = _around(picture, box)
    raised = cv2.subtract(shades, cv2.morphologyEx(shades, cv2.MORPH_OPEN, _square(_LETTERS)))
    most = float(np.percentile(raised, 99))
    core = raised > 0.7 * most
    letters = (raised > 0.25 * most).astype(np.uint8)
    inner = cv2.dilate(letters, _square(_STROKE))
    ring = (cv2.dilate(inner, _square(_AROUND)) > 0) & (inner == 0)
    # No farther off: there a small board may end.
    behind = (cv2.dilate(inner, _square(_FAR)) > 0) & (cv2.dilate(inner, _square(_BEYOND)) == 0)
    if min(map(np.count_nonzero, (core, ring, behind))) < _LEAST:
        return None
    # Letters cover the smaller part of their row: most of it is what they stand on.
    dark_end, ground, light_end = np.percentile(shades[top:low], (2, 50, 98))
    light = bool(ground < (dark_end + light_end) / 2)
    bright, near, far = (float(shades[part].mean()) for part in (core, ring, behind))
    lighter = bright >= far + (_LIGHTER if light else _LIGHTER_ON_BRIGHT)
    if not lighter and (light or not _closed(shades, core, near, far)):
        return Ink(light, None if far > _NEARLY_WHITE else 1.0)
    deep = far - near > _DEEP * (bright - far)
    uneven = float(cv2.blur(shades, (_LETTERS, _LETTERS))[behind].std()) > _UNEVEN * far
    return Ink(light, round((near + 1) / (far + 1), 2) if deep or uneven else 1.0)


def _closed(
    shades: npt.NDArray[np.uint8], core: npt.NDArray[np.bool_], near: float, far: float
) -> bool:
    """Say whether what is light between dark strokes is closed off from the ground behind them.

    A camera's letters are, by their shadow; between letters in dark ink the sheet itself shows.
    """
    import cv2

    if near > _DARKER * far:
        return False
    dark = float(np.percentile(shades, 5))
    lit = (shades > dark + _LIT * (far - dark)).astype(np.uint8)
    _, parts = cv2.connectedComponents(lit, connectivity=4)
    edges = np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])
    inside = core & (lit > 0) & ~np.isin(parts, edges)
    within = np.count_nonzero(inside)
    if within < _LEAST:
        return False
    share = within / np.count_nonzero(core)
    if far > _NEARLY_WHITE:
        return bool(share > _CLOSED_ON_WHITE)
    return bool(share > _CLOSED and shades[inside].mean() > far + _LITTLE_LIGHTER)


def _around(picture: Image.Image, box: Box) -> tuple[npt.NDArray[np.uint8], tuple[int, int]]:
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


def _square(side: int) -> npt.NDArray[np.uint8]:
    return np.ones((side, side), np.uint8)
