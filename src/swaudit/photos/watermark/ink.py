"""How letters came onto a picture: drawn over it, or photographed with what they are on.

Whatever lies behind them, a camera keeps its letters legible with a soft dark shadow: they are
lighter than what is behind them, and are set in what is darker than that. Nothing hung or
shown in a scene is both. Light letters on a banner, a slide or an LED sign shine into what is
around them; dark ones stand on a sheet, which a camera may have drawn as well as a writer. On an
even and nearly black ground, or a white one, no shadow can be told.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from swaudit.photos.watermark.lines import Box, Ink

_ROW_PIXELS = 48
_MARGIN = 0.35  # of the row's height: what is behind the letters shows there
_LIGHTER = 7.0  # levels; dark letters leave gaps up to 6 lighter than their paper
# A phone that sharpens darkens the surroundings of bright letters by up to 4 % of the contrast.
_DEEP, _UNEVEN = 0.05, 0.1
_LEAST = 40  # pixels to take a mean over
_LETTERS, _STROKE, _AROUND, _BEYOND = 7, 3, 5, 11  # widths of kernels, in a row of _ROW_PIXELS


def ink_of(picture: Image.Image, box: Box) -> Ink | None:
    """Say how the letters of one level row differ from what is behind them; None if unclear."""
    import cv2

    row, (top, low) = _around(picture, box)
    shades = cv2.cvtColor(row, cv2.COLOR_RGB2GRAY)
    raised = cv2.subtract(shades, cv2.morphologyEx(shades, cv2.MORPH_OPEN, _square(_LETTERS)))
    most = float(np.percentile(raised, 99))
    core = raised > 0.7 * most
    letters = (raised > 0.25 * most).astype(np.uint8)
    inner = cv2.dilate(letters, _square(_STROKE))
    ring = (cv2.dilate(inner, _square(_AROUND)) > 0) & (inner == 0)
    behind = cv2.dilate(inner, _square(_BEYOND)) == 0
    if min(map(np.count_nonzero, (core, ring, behind))) < _LEAST:
        return None
    # Letters cover the smaller part of their row: most of it is what they stand on.
    dark_end, ground, light_end = np.percentile(shades[top:low], (2, 50, 98))
    light = bool(ground < (dark_end + light_end) / 2)
    bright, near, far = (float(shades[part].mean()) for part in (core, ring, behind))
    if bright < far + _LIGHTER:
        return Ink(light, 1.0)
    deep = far - near > _DEEP * (bright - far)
    uneven = float(cv2.blur(shades, (_LETTERS, _LETTERS))[behind].std()) > _UNEVEN * far
    return Ink(light, round((near + 1) / (far + 1), 2) if deep or uneven else 1.0)


def _around(picture: Image.Image, box: Box) -> tuple[npt.NDArray[np.uint8], tuple[int, int]]:
    """Return a row with a margin, at one height whatever its size, and where it begins and ends."""
    import cv2

    wide, tall = picture.size
    left, top, right, low = box[0] * wide, box[1] * tall, box[2] * wide, box[3] * tall
    edge = _MARGIN * (low - top)
    outer = (
        round(max(0, left - edge)),
        round(max(0, top - edge)),
        round(min(wide, right + edge)),
        round(min(tall, low + edge)),
    )
    scale = _ROW_PIXELS / max(low - top, 1.0)
    size = tuple(max(8, round((outer[at + 2] - outer[at]) * scale)) for at in (0, 1))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    row = cv2.resize(np.asarray(picture.crop(outer)), size, interpolation=way)
    begin = max(0, round((top - outer[1]) * scale))
    return np.asarray(row), (begin, min(size[1], begin + _ROW_PIXELS))


def _square(side: int) -> npt.NDArray[np.uint8]:
    return np.ones((side, side), np.uint8)
