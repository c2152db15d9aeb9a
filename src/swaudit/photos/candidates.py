"""Which photos may show one capture, found among all without comparing all pairs.

Local features are looked up in an index of their codes; two photos that share several, in one
arrangement, are a candidate, and so are two with nearly equal perceptual hashes in some
orientation. A candidate proves nothing: many innocent photos share a background, a stamp or a
printed form, and only the pictures themselves can tell (`align`, `likeness`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.photos.features import BITS, Features
from swaudit.photos.fingerprint import Fingerprint
from swaudit.photos.hashes import PARTS, TURNS

if TYPE_CHECKING:
    import numpy.typing as npt

NEAR_LOOK = 6
NEAR_CODE = 26
NEIGHBOURS = 8
VOTES = 6
INLIERS, INLIERS_RESIZED = 8, 5
MOST_PARTNERS = 20

_TOLERANCE = 6.0
_RESIZED = 0.35
_TURN_TOLERANCE = 20.0
_SIZE_TOLERANCE = 0.5
_QUERIES_AT_ONCE = 200_000


@dataclass(frozen=True, eq=False)
class Candidate:
    """Two photos (`a` < `b`, by position) and how the one would lie on the other.

    `matrix` (2, 3) takes a pixel of `a`, seen in a mirror first where `mirrored`, to one of `b`,
    both at a long side of SIDE; `inliers` how many features agree with it, 0 where the hashes do.
    """

    a: int
    b: int
    mirrored: bool
    matrix: npt.NDArray[Any]
    inliers: int


def candidates(prints: Sequence[Fingerprint]) -> list[Candidate]:
    """Return the candidate pairs, sorted, each once, of each photo the likeliest MOST_PARTNERS."""
    found: dict[tuple[int, int], Candidate] = {}
    mirrors = [one.features.mirrored() for one in prints]
    for a, b, mirrored in _voted([one.features for one in prints], mirrors):
        features = mirrors[a] if mirrored else prints[a].features
        fit = arrangement(features, prints[b].features)
        if fit is not None:
            matrix, inliers = fit
            _keep(found, Candidate(a, b, mirrored, matrix, inliers))
    for a, b, turn in _alike(prints):
        if (a, b) not in found:
            mirrored, matrix = _laid(prints[a].features, prints[b].features, turn)
            _keep(found, Candidate(a, b, mirrored, matrix, 0))
    return _likeliest(found.values())


def arrangement(a: Features, b: Features) -> tuple[npt.NDArray[Any], int] | None:
    """Return the similarity that takes features of `a` to those of `b`, and how many agree.

    None where fewer than INLIERS do, or INLIERS_RESIZED where the one is shown smaller.
    """
    import cv2

    if min(len(a), len(b)) < INLIERS_RESIZED:
        return None
    mine, theirs = _matches(a.codes, b.codes)
    if len(mine) < INLIERS_RESIZED:
        return None
    matrix, _ = cv2.estimateAffinePartial2D(
        a.at[mine], b.at[theirs], method=cv2.RANSAC, ransacReprojThreshold=_TOLERANCE,
        maxIters=500, confidence=0.995, refineIters=5,
    )  # fmt: skip
    if matrix is None:
        return None
    offsets = a.at[mine] @ matrix[:, :2].T + matrix[:, 2] - b.at[theirs]
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not 0.1 < scale < 10:
        return None
    turn = np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0]))
    turned = np.abs((b.angle[theirs] - a.angle[mine] - turn + 180) % 360 - 180)
    sized = np.abs(np.log2(b.size[theirs] / a.size[mine] / scale))
    agree = (
        (np.hypot(*offsets.T) <= _TOLERANCE)
        & (turned <= _TURN_TOLERANCE)
        & (sized <= _SIZE_TOLERANCE)
    )
    # Features of several directions or sizes at one spot are one witness.
    spots = {(int(x), int(y)) for x, y in np.round(a.at[mine[agree]] / 3)}
    # Of one size stamps and carpets agree often, at another only what is shown smaller.
    needed = INLIERS if abs(np.log2(scale)) < _RESIZED else INLIERS_RESIZED
    return (matrix, len(spots)) if len(spots) >= needed else None


def _matches(
    a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the indices of codes that are nearest to each other and near enough."""
    mine, theirs = a.view(np.uint64), b.view(np.uint64)
    apart = np.bitwise_count(mine[:, None, 0] ^ theirs[None, :, 0]).astype(np.uint8)
    apart += np.bitwise_count(mine[:, None, 1] ^ theirs[None, :, 1])
    to_b, to_a = apart.argmin(axis=1), apart.argmin(axis=0)
    index = np.arange(len(a))
    kept = (to_a[to_b] == index) & (apart[index, to_b] <= NEAR_CODE)
    return index[kept], to_b[kept]


def _voted(
    plain: Sequence[Features], mirrors: Sequence[Features]
) -> Iterator[tuple[int, int, bool]]:
    """Yield (a, b, mirrored), `a` < `b`, for photos that share VOTES features or more."""
    import faiss

    codes = np.concatenate([np.zeros((0, BITS // 8), np.uint8), *(one.codes for one in plain)])
    if not len(codes):
        return
    owner = np.repeat(np.arange(len(plain)), [len(one) for one in plain])
    index = _index(codes)
    faiss.omp_set_num_threads(2)
    for mirrored, kind in ((False, plain), (True, mirrors)):
        asked = np.concatenate([one.codes for one in kind])
        votes: list[npt.NDArray[np.int64]] = []
        for start in range(0, len(asked), _QUERIES_AT_ONCE):
            part = asked[start : start + _QUERIES_AT_ONCE]
            apart, near = index.search(part, NEIGHBOURS + (not mirrored))
            row = np.repeat(np.arange(start, start + len(part)), near.shape[1])
            near, apart = near.ravel(), apart.ravel()
            good = (near >= 0) & (apart <= NEAR_CODE)
            # One feature votes for a photo once.
            vote = np.unique(row[good] * len(plain) + owner[near[good]])
            one, other = owner[vote // len(plain)], vote % len(plain)
            pair = np.minimum(one, other) * len(plain) + np.maximum(one, other)
            votes.append(pair[one != other])
        pairs, counts = np.unique(np.concatenate(votes), return_counts=True)
        for pair in pairs[counts >= VOTES]:
            yield int(pair // len(plain)), int(pair % len(plain)), mirrored


def _index(codes: npt.NDArray[np.uint8]) -> Any:
    """Return an index of codes: all of them where few, else lists around a sample of them."""
    import faiss

    lists = int(4 * np.sqrt(len(codes)))
    if len(codes) < 20_000:
        index: Any = faiss.IndexBinaryFlat(BITS)
    else:
        sample = np.random.default_rng(0).choice(len(codes), lists, replace=False)
        quantizer = faiss.IndexBinaryFlat(BITS)
        quantizer.add(codes[np.sort(sample)])
        index = faiss.IndexBinaryIVF(quantizer, BITS, lists)
        index.own_fields = True
        quantizer.this.disown()
        index.is_trained = True
        index.nprobe = 8
    index.add(codes)
    return index


def _alike(prints: Sequence[Fingerprint]) -> Iterator[tuple[int, int, int]]:
    """Yield (a, b, turn), `a` < `b`: turned so, `a` looks like `b` within NEAR_LOOK bits."""
    import faiss

    if not prints:
        return
    hashes = np.stack([one.looks for one in prints])
    for part in range(len(PARTS)):
        plain = np.ascontiguousarray(hashes[:, part, 0]).view(np.uint8).reshape(-1, 8)
        index = faiss.IndexBinaryFlat(64)
        index.add(plain)
        for turn in range(len(TURNS)):
            asked = np.ascontiguousarray(hashes[:, part, turn]).view(np.uint8).reshape(-1, 8)
            limits, _, near = index.range_search(asked, NEAR_LOOK + 1)
            row = np.repeat(np.arange(len(prints)), np.diff(limits.astype(int)))
            for one, other in zip(row.tolist(), near.tolist(), strict=True):
                if one < other:
                    yield one, other, turn


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
