"""A picture opened once more to be compared: small and grey for machines, larger for people.

Runs in a child, as everything that decodes a file from outside; only plain pixels come back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.ground.sandbox import Parser, parse_all

if TYPE_CHECKING:
    import numpy.typing as npt

VIEW_SIDE = 800
THUMBNAIL_SIDE = 320
SECONDS_PER_LOOK = 20


def parse_look(content: bytes, name: str) -> dict[str, Any]:
    """Return the grey picture that fingerprints are made of: its pixels and their `shape`."""
    from swaudit.photos.features import SIDE
    from swaudit.photos.fingerprint import shrunk

    return _plain(shrunk(_opened(content, 2 * SIDE)))


def parse_view(content: bytes, name: str) -> dict[str, Any]:
    """Return the picture in colour with a long side of at most VIEW_SIDE, for people to see."""
    from swaudit.photos.decode import shrink

    return _plain(shrink(_opened(content, 2 * VIEW_SIDE), VIEW_SIDE))


def parse_thumbnail(content: bytes, name: str) -> dict[str, Any]:
    """Return the picture in colour with a long side of at most THUMBNAIL_SIDE."""
    from swaudit.photos.decode import shrink

    return _plain(shrink(_opened(content, 2 * THUMBNAIL_SIDE), THUMBNAIL_SIDE))


def open_looks(
    paths: Sequence[Path],
    parser: Parser = parse_look,
    *,
    known: Mapping[Path, str] | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[Path, npt.NDArray[np.uint8]]:
    """Return the pixels of each picture; one that is gone or cannot be read is left out.

    So is one whose SHA-256 is no longer the `known` one: what is not what was read proves nothing.
    `progress` is told how many are done.
    """
    found = {}
    outcomes = parse_all(paths, parser, seconds=SECONDS_PER_LOOK, workers=workers)
    for done, parsed in enumerate(outcomes, start=1):
        progress(done)
        if parsed.problem is None and (known is None or known[parsed.path] == parsed.sha256):
            pixels = np.frombuffer(parsed.value["pixels"], np.uint8)
            found[parsed.path] = pixels.reshape(parsed.value["shape"])
    return found


def _opened(content: bytes, side: int) -> Any:
    """Return a picture with sides of at least `side` pixels, or as large as it is."""
    from swaudit.photos.decode import open_picture, upright

    opened = open_picture(content)
    # A JPEG is decoded at an eighth to a half of its size, as near above that as can be.
    opened.draft("RGB", (side, side))
    return upright(opened)


def _plain(picture: Any) -> dict[str, Any]:
    pixels = np.asarray(picture)
    return {"pixels": pixels.tobytes(), "shape": list(pixels.shape)}
