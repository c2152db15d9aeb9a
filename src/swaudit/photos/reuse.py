"""Which photos are, or may be, one capture used twice.

Equal bytes and equal pixels are proof. A small distance between perceptual hashes only raises
suspicion: two shots of one scene, or of one printed form, look alike too. Pairs, never clusters:
a chain of likenesses would name innocent photos.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import ReusePair

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Bits of 64. Among 1,000 distinct phone photos (499,500 pairs) no pair is within 6 in either hash.
NEAR = 6
_BITS = 64
_ROWS_AT_ONCE = 256


def pairs(photos: Mapping[str, PhotoFacts]) -> tuple[ReusePair, ...]:
    """Return each pair of photos (by path, `a` < `b`) that share a capture or look alike, sorted.

    Kinds: `exact`, the same bytes; `reencoded`, the same pixels in another file; `same_scene`, a
    lead. Each pair is told once, under the strongest kind. Unreadable photos are compared by their
    bytes only.
    """
    same_bytes = _groups({path: facts.sha256 for path, facts in photos.items()})
    same_pixels = _groups({path: facts.pixels or "" for path, facts in photos.items()})
    found = {
        pair: ReusePair(*pair, "exact", 1.0, False, message("photo.reuse.exact"))
        for pair in same_bytes
    }
    for pair in same_pixels:
        if pair not in found:
            said = message("photo.reuse.reencoded")
            found[pair] = ReusePair(*pair, "reencoded", 1.0, False, said)
    for pair, score in _lookalikes(photos):
        if pair not in found:
            said = message("photo.reuse.same_scene", percent=round(100 * score))
            found[pair] = ReusePair(*pair, "same_scene", score, True, said)
    return tuple(found[pair] for pair in sorted(found))


def _groups(marks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each pair of paths with one and the same mark; an empty mark marks nothing."""
    by_mark: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(marks):
        if marks[path]:
            by_mark[marks[path]].append(path)
    for paths in by_mark.values():
        yield from combinations(paths, 2)


def _lookalikes(photos: Mapping[str, PhotoFacts]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield pairs within NEAR bits in either hash, and the share of equal bits in the nearer."""
    import numpy as np

    paths = sorted(path for path, facts in photos.items() if facts.phash and facts.phash_centre)
    whole = np.array([int(photos[path].phash or "", 16) for path in paths], np.uint64)
    centre = np.array([int(photos[path].phash_centre or "", 16) for path in paths], np.uint64)
    for start in range(0, len(paths), _ROWS_AT_ONCE):
        of_whole = _distances(whole, start)
        of_centre = _distances(centre, start)
        least = np.minimum(of_whole, of_centre)
        for row, column in zip(*np.nonzero(np.triu(least <= NEAR, 1)), strict=True):
            score = round(1 - int(least[row, column]) / _BITS, 3)
            yield (paths[start + row], paths[start + column]), score


def _distances(hashes: npt.NDArray[np.uint64], start: int) -> npt.NDArray[np.uint8]:
    """Return the Hamming distances of a band of hashes (rows) to all from its first one on."""
    import numpy as np

    band = hashes[start : start + _ROWS_AT_ONCE]
    distances: npt.NDArray[np.uint8] = np.bitwise_count(band[:, None] ^ hashes[None, start:])
    return distances
