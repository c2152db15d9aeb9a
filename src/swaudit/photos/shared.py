"""Which photos share many local features, looked up among all at once.

Each feature asks an index for the codes most like its own; what it finds in another photo is a
vote for that photo, with the turn and the change of size that it would take. Votes count together
where these agree. Time grows little faster than the number of photos, and memory with the codes
alone: a photo's votes are counted and forgotten before the next are asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.photos.arrangement import NEAR_CODE
from swaudit.photos.features import BITS, Features

if TYPE_CHECKING:
    import numpy.typing as npt

NEIGHBOURS = 8
VOTES = 5
ASK, MIRRORED_ASK = 100, 60
"""Of a photo this many features ask, and all answer; mirrored copies are mostly whole."""

_FEW = 3000
_CODES_A_LIST = 100
_LISTS_ASKED = 8
# Of the lists' own middles, so that the way to a list stays short too.
_MIDDLES_A_LIST = 25
_MIDDLE_LISTS_ASKED = 16
_PHOTOS_AT_ONCE = 128
# To look up the list of a code takes 200 bytes while it is done.
_CODES_AT_ONCE = 20_000
_TURN_BINS = 8
_SIZE_BINS = 16


@dataclass(frozen=True, eq=False)
class _Table:
    """The features of all photos, one below the other, and whose each is."""

    owner: npt.NDArray[np.int64]
    codes: npt.NDArray[np.uint8]
    angle: npt.NDArray[np.float32]
    size: npt.NDArray[np.float32]


def sharing(prints: Sequence[Features]) -> Iterator[tuple[int, int, bool]]:
    """Yield (a, b, mirrored), `a` < `b`, for photos with VOTES features or more that agree.

    A pair may come twice. `mirrored`: they agree with those of `a` seen in a mirror.
    """
    every = _table(prints)
    if not len(every.codes):
        return
    starts = range(0, len(prints), _PHOTOS_AT_ONCE)
    # One thread of faiss each: its own threads wait for each other in a loop that eats the cores.
    with ThreadPoolExecutor(os.cpu_count() or 1, initializer=_one_thread) as threads:
        index = _index(every.codes, threads)
        for mirrored in (False, True):

            def asked(start: int, mirrored: bool = mirrored) -> npt.NDArray[np.int64]:
                part = [one.first(ASK) for one in prints[start : start + _PHOTOS_AT_ONCE]]
                if mirrored:
                    part = [one.first(MIRRORED_ASK).mirrored() for one in part]
                return _agreeing(_table(part, start), every, index, len(prints))

            for pairs in threads.map(asked, starts):
                for one, other in pairs:
                    yield int(min(one, other)), int(max(one, other)), mirrored


def _table(prints: Sequence[Features], first: int = 0) -> _Table:
    owner = np.repeat(np.arange(first, first + len(prints)), [len(one) for one in prints])
    codes = np.concatenate([np.zeros((0, BITS // 8), np.uint8), *(one.codes for one in prints)])
    none = np.zeros(0, np.float32)
    angle = np.concatenate([none, *(one.angle for one in prints)])
    size = np.log2(np.concatenate([none, *(one.size for one in prints)]))
    return _Table(owner, codes, angle, size)


def _agreeing(asking: _Table, every: _Table, index: Any, photos: int) -> npt.NDArray[np.int64]:
    """Return the pairs (asking photo, other) with VOTES or more of one turn and change of size."""
    if not len(asking.codes):
        return np.zeros((0, 2), np.int64)
    apart, near = index.search(asking.codes, NEIGHBOURS + 1)
    row = np.repeat(np.arange(len(near)), near.shape[1])
    near, apart = near.ravel(), apart.ravel()
    good = (near >= 0) & (apart <= NEAR_CODE)
    good[good] = every.owner[near[good]] != asking.owner[row[good]]
    row, near = row[good], near[good]
    pair = asking.owner[row] * photos + every.owner[near]
    _, where, votes = np.unique(pair, return_inverse=True, return_counts=True)
    promising = votes[where] >= VOTES
    row, near, pair = row[promising], near[promising], pair[promising]
    turn = (every.angle[near] - asking.angle[row]) % 360 * (_TURN_BINS / 360)
    sized = every.size[near] - asking.size[row] + _SIZE_BINS / 2
    found = []
    # What falls on the border of two bins is counted in one of bins that lie half a bin further.
    for half_turn in (0, 0.5):
        for half_size in (0, 0.5):
            bins = np.floor(turn + half_turn).astype(int) % _TURN_BINS * _SIZE_BINS
            bins += np.clip(np.floor(sized + half_size).astype(int), 0, _SIZE_BINS - 1)
            # One feature votes for a photo once.
            vote = np.unique((pair * (_TURN_BINS * _SIZE_BINS) + bins) * len(asking.codes) + row)
            heap, votes = np.unique(vote // len(asking.codes), return_counts=True)
            found.append(heap[votes >= VOTES] // (_TURN_BINS * _SIZE_BINS))
    pairs = np.unique(np.concatenate(found))
    return np.column_stack([pairs // photos, pairs % photos])


def _index(codes: npt.NDArray[np.uint8], threads: Executor) -> Any:
    """Return an index of codes: all of them where few, else lists around a sample of them.

    The middles of the lists are looked up in the same way.
    """
    return _lists(codes, _CODES_A_LIST, _LISTS_ASKED, threads)


def _lists(
    codes: npt.NDArray[np.uint8], codes_a_list: int, lists_asked: int, threads: Executor
) -> Any:
    import faiss

    if len(codes) < _FEW:
        index: Any = faiss.IndexBinaryFlat(BITS)
        index.add(codes)
        return index
    lists = len(codes) // codes_a_list
    sample = np.random.default_rng(0).choice(len(codes), lists, replace=False)
    middles = _lists(codes[np.sort(sample)], _MIDDLES_A_LIST, _MIDDLE_LISTS_ASKED, threads)
    index = faiss.IndexBinaryIVF(middles, BITS, lists)
    index.own_fields = True
    middles.this.disown()
    index.is_trained = True
    index.nprobe = lists_asked
    parts = [codes[at : at + _CODES_AT_ONCE] for at in range(0, len(codes), _CODES_AT_ONCE)]
    nearest = threads.map(lambda part: middles.search(part, 1)[1].ravel(), parts)
    for part, places in zip(parts, nearest, strict=True):
        index.add_core(len(part), faiss.swig_ptr(part), None, faiss.swig_ptr(places))
    return index


def _one_thread() -> None:
    import faiss

    faiss.omp_set_num_threads(1)
