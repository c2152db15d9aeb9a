"""All that is remembered of a picture in order to know it again, in under 4 KB of text.

Made in the child that reads the photo; whole fleets are compared by it without opening a picture.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from swaudit.photos.decode import shrink
from swaudit.photos.features import (
    DETAIL,
    DETAIL_OF_MANY,
    SIDE,
    Box,
    Features,
    features,
    merged,
    pack,
    shown,
    unpack,
)
from swaudit.photos.hashes import PARTS, TURNS, looks
from swaudit.photos.panels import Edges, panels

if TYPE_CHECKING:
    import numpy.typing as npt
    from PIL import Image

# A stamp's letters reach a little beyond the box its reader found. Boxes that cover more of the
# picture than this are no stamp's: nothing is hidden for them.
_MARGIN = 0.35
MOST_HIDDEN = 0.15
# Where two pictures are compared, what stands about the lines is hidden too.
_AROUND = 1.0
MOST_HIDDEN_WHOLE = 0.4

# What a picture shows in less of it than this is looked at by itself.
_SMALL, _MOST_PANELS = 0.7, 6
# What is beside panels is nothing where they have so many of all features.
_TELLING = 0.5

_HEADER = struct.Struct("<HH")
_HASHES = len(PARTS) * len(TURNS)


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """The perceptual hashes (PARTS, TURNS) of a picture and its local features."""

    looks: npt.NDArray[np.uint64]
    features: Features


def fingerprint(picture: Image.Image, stamp: Sequence[Box] = ()) -> str:
    """Return the fingerprint of an upright picture in any size, as text; grey is enough.

    `stamp` are the boxes of its stamp's lines in fractions: nothing there is looked at, for the
    stamps of a station are all alike.
    """
    grey = shrunk(picture)
    found = _found(picture, grey, hidden(stamp))
    content = _HEADER.pack(found.width, found.height) + looks(grey).tobytes() + pack(found)
    return base64.b85encode(content).decode("ascii")


def _found(picture: Image.Image, grey: Image.Image, stamp: Sequence[Box]) -> Features:
    """Return the features of a picture, or of its panels, seen larger, where they are small."""
    width, height = grey.size
    pixels = np.asarray(grey)
    whole = features(pixels, stamp)
    some = panels(pixels, shown(width, height, stamp))[:_MOST_PANELS]
    if len(some) == 1 and _size(some[0]) > _SMALL * width * height:
        return whole
    inside = [(whole.at >= box[:2]).all(1) & (whole.at < box[2:]).all(1) for box in some]
    if np.sum(inside) < _TELLING * len(whole):
        return whole
    zoom = picture.width / width
    found = []
    for box in some:
        left, top, right, low = (edge * zoom for edge in box)
        part = np.asarray(shrunk(picture.crop((round(left), round(top), round(right), round(low)))))
        marks = [_within(one, box, width, height) for one in stamp]
        detail = DETAIL if len(some) == 1 else DETAIL_OF_MANY
        found.append(features(part, marks, detail).placed(box, width, height))
    return merged(found)


def _within(one: Box, box: Edges, width: int, height: int) -> Box:
    """Return where a box in fractions of a picture stands in a panel of it, in its fractions."""
    left, top, right, low = box
    wide, high = right - left, low - top
    return (
        (one[0] * width - left) / wide,
        (one[1] * height - top) / high,
        (one[2] * width - left) / wide,
        (one[3] * height - top) / high,
    )


def _size(box: Edges) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def read_fingerprint(text: str) -> Fingerprint:
    """Return what `fingerprint` wrote."""
    content = base64.b85decode(text)
    width, height = _HEADER.unpack_from(content)
    hashes = np.frombuffer(content, np.uint64, _HASHES, _HEADER.size)
    rest = content[_HEADER.size + hashes.nbytes :]
    return Fingerprint(hashes.reshape(len(PARTS), len(TURNS)), unpack(rest, width, height))


def shrunk(picture: Image.Image) -> Image.Image:
    """Return the grey picture with a long side of SIDE pixels that is looked at."""
    return shrink(picture if picture.mode == "L" else picture.convert("L"), SIDE)


def hidden(stamp: Sequence[Box]) -> tuple[Box, ...]:
    """Return the boxes that hide a stamp, with a margin; none where they would hide too much."""
    return tuple(_grown(box, _MARGIN) for box in stamp) if _area(stamp) <= MOST_HIDDEN else ()


def hidden_whole(stamp: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes that hide a stamp with what stands between its lines and around them.

    That is signs, a panel's edge and lines that were not read. As `hidden` where that would be too
    much of the picture.
    """
    boxes = [_grown(box, _AROUND) for box in stamp]
    while touching := next((two for two in combinations(boxes, 2) if _touch(*two)), None):
        boxes = [box for box in boxes if box not in touching]
        left, top, right, bottom = zip(*touching, strict=True)
        boxes.append((min(left), min(top), max(right), max(bottom)))
    fits = _area(stamp) <= MOST_HIDDEN and _area(boxes) <= MOST_HIDDEN_WHOLE
    return tuple(boxes) if fits else hidden(stamp)


def _touch(one: Box, other: Box) -> bool:
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    return across < 0 and down < 0


def _area(boxes: Sequence[Box]) -> float:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)


def _grown(box: Box, lines: float) -> Box:
    """Return a box with a margin of so many lines on each side."""
    left, top, right, bottom = box
    margin = lines * (bottom - top)
    return (
        max(left - margin, 0),
        max(top - margin, 0),
        min(right + margin, 1),
        min(bottom + margin, 1),
    )
