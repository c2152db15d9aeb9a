"""Which photos are, or may be, one capture used twice.

Equal bytes and equal pixels are proof. Other pairs are candidates (`candidates`), and both files
are opened once more and laid on each other (`verdict`) before anything is said; where one cannot be
reached, the pair is a lead. Pairs, never clusters: a chain of likenesses names innocent photos.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from swaudit.ground.store import Progress, Store, quiet
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import ReusePair
from swaudit.photos.explain import LEADS, explained

if TYPE_CHECKING:
    from swaudit.photos.candidates import Candidate
    from swaudit.photos.features import Box
# What searches and compares pictures is imported where that is done: mostly all is remembered.

# Raise whenever the same two files would be told otherwise.
VERSION = 4
_MEMORY, _SEARCHED = "reuse", "reuse search"
_PAIRS_AT_ONCE = 200

_Found = tuple[str, float]
"""A kind and its score; the kind is empty where two photos are nothing to each other."""


@dataclass(frozen=True)
class Sources:
    """Where the photos lie, by the path they are told under, and where verdicts are remembered."""

    files: Mapping[str, Path]
    store: Store
    progress: Progress = quiet


def pairs(photos: Mapping[str, PhotoFacts], sources: Sources) -> tuple[ReusePair, ...]:
    """Return each pair of photos (by path, `a` < `b`) that share a capture, or may, sorted.

    Each pair is told once, under the strongest kind; design §7 lists the kinds. Unreadable photos
    are compared by their bytes only. Raises sqlite3.Error when the store fails.
    """
    found: dict[tuple[str, str], ReusePair] = {}
    for kind, mark in (("exact", "sha256"), ("reencoded", "pixels")):
        for paths in _groups(photos, mark):
            for pair in combinations(paths, 2):
                found.setdefault(pair, _pair(pair, kind, 1.0, photos, same_pixels=True))
    twins = {paths[0]: paths for paths in _groups(photos, "pixels", alone=True)}
    for (one, other), (kind, score) in _likenesses(photos, sources):
        for a, b in product(twins[one], twins[other]):
            pair = (a, b) if a < b else (b, a)
            found.setdefault(pair, _pair(pair, kind, score, photos))
    return tuple(found[pair] for pair in sorted(found))


def crowded(photos: Mapping[str, PhotoFacts], sources: Sources) -> tuple[str, ...]:
    """Return the photos with so many others like them that only the likeliest were compared."""
    from swaudit.photos.candidates import MOST_PARTNERS

    seen = _comparable(photos)
    partners: Counter[int] = Counter()
    for one in _candidates([photos[path].fingerprint or "" for path in seen], sources.store):
        partners.update((one.a, one.b))
    return tuple(seen[at] for at in sorted(partners) if partners[at] >= MOST_PARTNERS)


def _pair(
    pair: tuple[str, str],
    kind: str,
    score: float,
    photos: Mapping[str, PhotoFacts],
    *,
    same_pixels: bool = False,
) -> ReusePair:
    told, said = explained(kind, score, photos[pair[0]], photos[pair[1]], same_pixels=same_pixels)
    return ReusePair(*pair, told, score, told in LEADS, said)


def _groups(
    photos: Mapping[str, PhotoFacts], mark: str, *, alone: bool = False
) -> Iterator[list[str]]:
    """Yield the sorted paths of each mark that several photos (or one, `alone`) bear."""
    by_mark: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(photos):
        if getattr(photos[path], mark):
            by_mark[getattr(photos[path], mark)].append(path)
    for paths in by_mark.values():
        if alone or len(paths) > 1:
            yield paths


def _likenesses(
    photos: Mapping[str, PhotoFacts], sources: Sources
) -> Iterator[tuple[tuple[str, str], _Found]]:
    """Yield the pairs of paths that a look at both pictures leaves, and what they are."""
    seen = _comparable(photos)
    asked: list[tuple[str, str, Candidate]] = []
    for one in _candidates([photos[path].fingerprint or "" for path in seen], sources.store):
        pair = seen[one.a], seen[one.b]
        known = sources.store.recall(_key(photos, *pair), _MEMORY, VERSION)
        if known is None:
            asked.append((*pair, one))
        elif known[0]:
            yield pair, (known[0], known[1])
    for start in range(0, len(asked), _PAIRS_AT_ONCE):
        part = asked[start : start + _PAIRS_AT_ONCE]
        sources.progress(_MEMORY, start, len(asked))
        compared = zip(part, _compared(part, photos, sources), strict=True)
        for done, ((a, b, _), found) in enumerate(compared, start=start + 1):
            sources.progress(_MEMORY, done, len(asked))
            if found[0]:
                yield (a, b), found


def _comparable(photos: Mapping[str, PhotoFacts]) -> list[str]:
    """Return a photo, sorted, of each picture that a fingerprint was made of."""
    alone = sorted(paths[0] for paths in _groups(photos, "pixels", alone=True))
    return [path for path in alone if photos[path].fingerprint]


def _candidates(prints: Sequence[str], store: Store) -> list[Candidate]:
    """Return the candidates among fingerprints, from memory where the same were searched before."""
    import numpy as np

    from swaudit.photos.candidates import Candidate, candidates
    from swaudit.photos.fingerprint import read_fingerprint

    digest = hashlib.sha256()
    for text in prints:
        digest.update(f"{text}\n".encode())
    key = digest.hexdigest()
    known = store.recall(key, _SEARCHED, VERSION)
    if known is None:
        found = candidates([read_fingerprint(text) for text in prints])
        known = [[one.a, one.b, one.mirrored, one.matrix.tolist(), one.inliers] for one in found]
        store.remember(key, _SEARCHED, VERSION, known)
    return [
        Candidate(a, b, mirrored, np.array(matrix), inliers)
        for a, b, mirrored, matrix, inliers in known
    ]


def _compared(
    part: Sequence[tuple[str, str, Candidate]],
    photos: Mapping[str, PhotoFacts],
    sources: Sources,
) -> Iterator[_Found]:
    """Yield what each pair is, having opened both pictures."""
    from swaudit.photos.look import open_looks
    from swaudit.photos.verdict import Look, decide

    paths = sorted({path for a, b, _ in part for path in (a, b)} & set(sources.files))
    known = {sources.files[path]: photos[path].sha256 for path in paths}
    opened = open_looks(list(known), known=known)
    looks = {
        path: Look(opened[sources.files[path]], _stamp(photos[path]))
        for path in paths
        if sources.files[path] in opened
    }
    for a, b, candidate in part:
        if a not in looks or b not in looks:
            yield "same_scene", 0.0
            continue
        verdict = decide(looks[a], looks[b], candidate)
        found = (str(verdict.kind), verdict.score) if verdict else ("", 0.0)
        sources.store.remember(_key(photos, a, b), _MEMORY, VERSION, list(found))
        yield found


def _key(photos: Mapping[str, PhotoFacts], a: str, b: str) -> str:
    """Return the identity of two photos as they were read: their bytes and where stamps stand."""
    told = sorted(f"{photos[path].sha256} {_stamp(photos[path])}" for path in (a, b))
    return hashlib.sha256("+".join(told).encode()).hexdigest()


def _stamp(facts: PhotoFacts) -> tuple[Box, ...]:
    return facts.watermark.boxes if facts.watermark else ()
