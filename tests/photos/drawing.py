"""Pictures and stamps drawn for the tests."""

import io

import numpy as np
import pytest
from examples.studio.fonts import FontMissingError, font
from PIL import Image, ImageDraw

from swaudit.photos.watermark.lines import Ink, Line

DRAWN = Ink(light=True, shadows=(0.7,) * 4)
WRITTEN = Ink(light=False, shadows=(1.0,) * 4)
SHINING = Ink(light=True, shadows=(1.2,) * 4)


def cjk_font(size):
    """Return a font with Chinese letters, or skip the test where the machine has none."""
    try:
        return font(size)
    except FontMissingError as reason:
        pytest.skip(str(reason))


def scene(seed=0, size=(960, 1280)):
    """Return a smooth coloured picture, another one for every seed."""
    cells = np.random.default_rng(seed).integers(40, 200, (9, 7, 3), dtype=np.uint8)
    return Image.fromarray(cells).resize(size, Image.Resampling.BICUBIC)


def stamp(picture, lines, font, at, bar=False):
    """Draw white lines with a dark shadow, downwards from `at` (pixels), on a copy."""
    picture = picture.copy()
    draw = ImageDraw.Draw(picture)
    x, y = at
    for text in lines:
        draw.text((x + 2, y + 2), text, font=font, fill="black")
        draw.text((x, y), text, font=font, fill="white")
        y += int(font.size * 1.4)
    if bar:
        draw.rectangle((x - 16, at[1], x - 8, y), fill="#FFC233")
    return picture


def encoded(picture, kind="JPEG", **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def table(*rows, ink=DRAWN):
    """Make OCR lines from (text, left, top, right, bottom) and, optionally, a tilt in degrees."""
    return [
        Line(text, 0.98, (left, top, right, bottom), *(tilt or (0.0,)), ink)
        for text, left, top, right, bottom, *tilt in rows
    ]


def stacked(*texts, left=0.03, top=0.7, height=0.035, tilt=0.0, ink=DRAWN):
    """Make OCR lines that stand one below the other on one left edge."""
    return [
        Line(
            text,
            0.98,
            (left, top + i * height, left + 0.025 * len(text), top + (i + 1) * height),
            tilt,
            ink,
        )
        for i, text in enumerate(texts)
    ]
