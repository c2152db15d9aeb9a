"""Which photos may show one capture, found among all without comparing all pairs.

Local features are looked up in an index of their codes; two photos that share several, in one
arrangement, are a candidate. So are two with nearly equal perceptual hashes in some orientation
that have too few features to tell. A candidate proves nothing: many innocent photos share a
background, a stamp or a printed form, and only the pictures themselves can tell (`align`,
`likeness`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.photos.arrangement import arrangement
from swaudit.photos.features import Features
from swaudit.photos.fingerprint import Fingerprint
from swaudit.photos.hashes import PARTS, TURNS
from swaudit.photos.shared import sharing

if TYPE_CHECKING:
    import numpy.typing as npt

NEAR_LOOK = 6
MOST_PARTNERS = 20

# The turn that takes back each of TURNS: all but the quarter turns are their own.
_BACK = (0, 1, 2, 5, 4, 3, 6, 7)
# Hashes within NEAR_LOOK bits have a piece of theirs in common, but for a single bit at most.
_PIECES, _PIECE_BITS, _BITS_OFF = 4, 16, 1
# Of a white wall hashes alone can tell; two pictures of so many features share some if one is a
# copy, and among a hundred thousand photos many look alike by chance.
_TELLING = 40


@dataclass(frozen=True, eq=False)
class Candidate:
    """Two photos (`a` < `b`, by position) and how the one would lie on the other.

    `matrix` (2, 3) takes a pixel of `a`, seen in a mirror first where `mirrored`, to one of `b`,
    both at a long side of SIDE; `inliers` how many features agree with it, 0 where hashes alone do.
    """

    a: int
    b: int
    mirrored: bool
    matrix: npt.NDArray[Any]
    inliers: int


def candidates(prints: Sequence[Fingerprint]) -> list[Candidate]:
    """Return the candidate pairs, sorted, each once, of each photo the likeliest MOST_PARTNERS."""
    found: dict[tuple[int, int], Candidate] = {}
    for a, b, mirrored in sorted(set(sharing([one.features for one in prints]))):
        features = prints[a].features.mirrored() if mirrored else prints[a].features
        fit = arrangement(features, prints[b].features)
        if fit is not None:
            matrix, inliers = fit
            _keep(found, Candidate(a, b, mirrored, matrix, inliers))
    for a, b, turn in sorted(set(_alike(prints))):
        if (a, b) not in found:
            alike = _looking_alike(prints[a].features, prints[b].features, turn)
            if alike is not None:
                _keep(found, Candidate(a, b, *alike))
    return _likeliest(found.values())


def _looking_alike(
    a: Features, b: Features, turn: int
) -> tuple[bool, npt.NDArray[Any], int] | None:
    """Return how `a` lies on `b` by hashes that are alike; None where their features deny it."""
    mirrored, matrix = _laid(a, b, turn)
    if min(len(a), len(b)) < _TELLING:
        return mirrored, matrix, 0
    fit = arrangement(a.mirrored() if mirrored else a, b)
    return None if fit is None else (mirrored, *fit)


def _alike(prints: Sequence[Fingerprint]) -> Iterator[tuple[int, int, int]]:
    """Yield (a, b, turn), `a` < `b`: turned so, `a` looks like `b` within NEAR_LOOK bits."""
    import faiss

    if not prints:
        return
    faiss.omp_set_num_threads(1)
    hashes = np.stack([one.looks for one in prints])
    for part in range(len(PARTS)):
        index = faiss.IndexBinaryMultiHash(64, _PIECES, _PIECE_BITS)
        index.nflip = _BITS_OFF
        index.add(_as_bytes(hashes[:, part, 0]))
        for turn in range(len(TURNS)):
            limits, apart, near = index.range_search(
                _as_bytes(hashes[:, part, turn]), NEAR_LOOK + 1
            )
            row = np.repeat(np.arange(len(prints)), np.diff(limits.astype(int)))
            closest = np.lexsort((near, apart, row))
            row, near = row[closest], near[closest]
            first = np.searchsorted(row, row)
            few = np.arange(len(row)) - first <= MOST_PARTNERS
            for one, other in zip(row[few].tolist(), near[few].tolist(), strict=True):
                if one < other:
                    yield one, other, turn
                elif other < one:
                    yield other, one, _BACK[turn]


def _as_bytes(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    return np.ascontiguousarray(hashes).view(np.uint8).reshape(-1, 8)


def _laid(a: Features, b: Features, turn: int) -> tuple[bool, npt.NDArray[Any]]:
    """Return how `a` turned by TURNS[turn] fills the frame of `b`: mirrored or not, and matrix."""
    from PIL import Image

    way = TURNS[turn]
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    x, y = corners.T
    moved = {
        None: (x, y),
        Image.Transpose.FLIP_LEFT_RIGHT: (1 - x, y),
        Image.Transpose.FLIP_TOP_BOTTOM: (x, 1 - y),
        Image.Transpose.ROTATE_90: (y, 1 - x),
        Image.Transpose.ROTATE_180: (1 - x, 1 - y),
        Image.Transpose.ROTATE_270: (1 - y, x),
        Image.Transpose.TRANSPOSE: (y, x),
        Image.Transpose.TRANSVERSE: (1 - y, 1 - x),
    }[way]
    mirrored = way in (
        Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.TRANSPOSE, Image.Transpose.TRANSVERSE,
    )  # fmt: skip
    start = np.column_stack([1 - x if mirrored else x, y]) * (a.width, a.height)
    goal = np.column_stack(moved) * (b.width, b.height)
    known = np.column_stack([start, np.ones(3)])
    return mirrored, np.linalg.solve(known, goal).T


def _keep(found: dict[tuple[int, int], Candidate], new: Candidate) -> None:
    old = found.get((new.a, new.b))
    if old is None or new.inliers > old.inliers:
        found[new.a, new.b] = new


def _likeliest(found: Any) -> list[Candidate]:
    """Return the candidates that are among the first MOST_PARTNERS of either of their photos."""
    ranked = sorted(found, key=lambda one: (-one.inliers, one.a, one.b))
    taken: defaultdict[int, int] = defaultdict(int)
    kept = []
    for one in ranked:
        if min(taken[one.a], taken[one.b]) < MOST_PARTNERS:
            kept.append(one)
            taken[one.a] += 1
            taken[one.b] += 1
    return sorted(kept, key=lambda one: (one.a, one.b))
