"""Small pictures of photos and of pairs, for a report that was asked to carry them.

Photos are decoded in child processes. What is encoded here are the plain pixels that came back, so
that nothing a camera or a telephone wrote beside a picture (where, when, with what) leaves with it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from swaudit.model.photo import PhotoFacts
from swaudit.model.pictures import MOST_PAIRS, MOST_PHOTOS, Pictures
from swaudit.photos.look import open_looks, parse_thumbnail, parse_view
from swaudit.photos.side_by_side import laid

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PHOTO_BYTES, PAIR_BYTES = 20_000, 90_000
"""At most of one photo, and of each of the two of a pair: all of them are below 16 MB."""

_PAIR_SIDE = 640
_QUALITIES = (75, 60, 45, 30)
_SMALLER = 0.7


@dataclass(frozen=True)
class Originals:
    """What was read of each photo, and where it lies, by the path it is told under."""

    facts: Mapping[str, PhotoFacts]
    files: Mapping[str, Path]

    def known(self, paths: Sequence[str]) -> dict[Path, str]:
        """Return the hash of each file."""
        return {self.files[path]: self.facts[path].sha256 for path in paths}


def draw(
    photos: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    originals: Originals,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pictures:
    """Return pictures of the first of `photos` and `pairs` (paths): so many as a report carries.

    `progress` is told how many files are done, of how many.
    """
    facts = originals.facts
    singles = {facts[path].sha256: path for path in reversed(photos)}
    one_each = list(dict.fromkeys(singles[facts[path].sha256] for path in photos))
    twos = list({(facts[a].sha256, facts[b].sha256): (a, b) for a, b in pairs}.values())
    alone, together = one_each[:MOST_PHOTOS], twos[:MOST_PAIRS]
    sides = sorted({path for pair in together for path in pair})
    total = len(alone) + len(sides)

    known = originals.known(alone)
    small = open_looks(
        list(known), parse_thumbnail, known=known, progress=lambda done: progress(done, total)
    )
    known = originals.known(sides)
    views = open_looks(
        list(known),
        parse_view,
        known=known,
        progress=lambda done: progress(len(alone) + done, total),
    )
    thumbnails = {
        facts[path].sha256: _jpeg(small[originals.files[path]], PHOTO_BYTES)
        for path in alone
        if originals.files[path] in small
    }
    both = {}
    for pair in together:
        opened = [(views.get(originals.files[path]), facts[path]) for path in pair]
        (left, one), (right, other) = opened
        if left is not None and right is not None:
            shown = laid((left, one), (right, other))
            first, second = (_jpeg(side, PAIR_BYTES, _PAIR_SIDE) for side in shown)
            both[one.sha256, other.sha256] = (first, second)
    return Pictures(
        thumbnails,
        both,
        no_room=(len(one_each) - len(alone), len(twos) - len(together)),
        unopened=(len(alone) - len(thumbnails), len(together) - len(both)),
    )


def _jpeg(pixels: npt.NDArray[np.uint8], most: int, side: int | None = None) -> bytes:
    """Return a JPEG of at most `most` bytes, its long side at most `side` pixels."""
    from PIL import Image

    from swaudit.photos.decode import shrink

    picture = Image.fromarray(pixels)
    side = side or max(picture.size)
    while True:
        picture = shrink(picture, side)
        for quality in _QUALITIES:
            made = io.BytesIO()
            picture.save(made, "JPEG", quality=quality, optimize=True)
            if made.tell() <= most:
                return made.getvalue()
        side = round(side * _SMALLER)
