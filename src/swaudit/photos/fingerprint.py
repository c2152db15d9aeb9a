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
from swaudit.photos.features import SIDE, Box, Features, features, pack, unpack
from swaudit.photos.hashes import PARTS, TURNS, looks

if TYPE_CHECKING:
    import numpy.typing as npt
    from PIL import Image

# A stamp's letters reach a little beyond the box its reader found; what hides more of the picture
# than this is not hidden: too little of the picture would be left to know it by.
_MARGIN = 0.35
MOST_HIDDEN = 0.15

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
    found = features(np.asarray(grey), hidden(stamp))
    content = _HEADER.pack(found.width, found.height) + looks(grey).tobytes() + pack(found)
    return base64.b85encode(content).decode("ascii")


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
    grown = tuple(_grown(box) for box in stamp)
    return grown if _area(grown) <= MOST_HIDDEN else ()


def hidden_whole(stamp: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes that hide what stands between the lines of a stamp too: signs, lines not read.

    As `hidden` where that would be too much of the picture.
    """
    boxes = list(hidden(stamp))
    while touching := next((two for two in combinations(boxes, 2) if _belong(*two)), None):
        boxes = [box for box in boxes if box not in touching]
        left, top, right, bottom = zip(*touching, strict=True)
        boxes.append((min(left), min(top), max(right), max(bottom)))
    return tuple(boxes) if _area(boxes) <= MOST_HIDDEN else hidden(stamp)


def _belong(one: Box, other: Box) -> bool:
    """Say whether two boxes lie less than the height of a line apart."""
    apart = min(one[3] - one[1], other[3] - other[1])
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    return across < apart and down < apart


def _area(boxes: Sequence[Box]) -> float:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)


def _grown(box: Box) -> Box:
    left, top, right, bottom = box
    margin = _MARGIN * (bottom - top)
    return (
        max(left - margin, 0),
        max(top - margin, 0),
        min(right + margin, 1),
        min(bottom + margin, 1),
    )
