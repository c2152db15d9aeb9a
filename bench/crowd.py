"""Fingerprints of more photos than there are, made of real ones: as much alike as those are.

Each code is crossed with one of the eight most like it in other photos and one bit in fifty
flipped, the codes of a photo in each other's places. Codes made so have as many neighbours as real
ones, and no photo is a copy. The perceptual hashes are crossed in the same way, with those of one
of the LOOK_ALIKES photos that look most like it.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from swaudit.photos.features import Features
from swaudit.photos.fingerprint import Fingerprint
from swaudit.photos.hashes import TURNS

LOOK_ALIKES = 8

_TURN = Image.Transpose
_ON_ITS_SIDE = (_TURN.ROTATE_90, _TURN.ROTATE_270, _TURN.TRANSPOSE, _TURN.TRANSVERSE)


def grown(real: list[Fingerprint], count: int) -> list[Fingerprint]:
    """Return the real fingerprints and others made of them, `count` in all."""
    noise = np.random.default_rng(0)
    codes, owner = _codes(real)
    near, alike = _neighbours(codes, owner), _look_alikes(real)
    ends = np.concatenate([[0], np.cumsum([len(one.features) for one in real])])
    prints = list(real)
    while len(prints) < count:
        which = len(prints) % len(real)
        rows, features = np.arange(ends[which], ends[which + 1]), real[which].features
        mates = codes[near[rows, noise.integers(0, 8, len(rows))]]
        crossed = np.packbits(noise.random((len(rows), 128)) < 0.5, axis=1)
        flipped = np.packbits(noise.random((len(rows), 128)) < 0.02, axis=1)
        made = (codes[rows] & ~crossed | mates & crossed) ^ flipped
        order = noise.permutation(len(rows))
        features = Features(features.width, features.height, features.at[order],
                            features.size[order], features.angle[order], made)  # fmt: skip
        mate = real[alike[which, noise.integers(0, LOOK_ALIKES)]]
        prints.append(Fingerprint(_crossed(real[which].looks, mate.looks, noise), features))
    return prints


def _crossed(one: np.ndarray, other: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """Return hashes (PARTS, TURNS) made of two photos': each of the 64 waves is that of either.

    A wave keeps its place in a mirror; where rows become columns (quarter turns), so do waves.
    """
    which, flip = noise.random((8, 8)) < 0.5, noise.random((8, 8)) < 0.02
    turned = [way in _ON_ITS_SIDE for way in TURNS]
    masks = []
    for bits in (which, flip):
        ways = np.stack([(bits.T if side else bits).ravel() for side in turned])
        masks.append(np.packbits(ways, axis=1)[:, ::-1].copy().view(np.uint64)[:, 0])
    return (one & ~masks[0] | other & masks[0]) ^ masks[1]


def _look_alikes(real: list[Fingerprint]) -> np.ndarray:
    """Return of each photo the LOOK_ALIKES that look most like it, upright."""
    looks = np.array([one.looks[0, 0] for one in real])
    apart = np.bitwise_count(looks[:, None] ^ looks).astype(int)
    np.fill_diagonal(apart, 65)
    return np.argsort(apart, axis=1, kind="stable")[:, :LOOK_ALIKES]


def _codes(prints: list[Fingerprint]) -> tuple[np.ndarray, np.ndarray]:
    owner = np.repeat(np.arange(len(prints)), [len(one.features) for one in prints])
    return np.concatenate([one.features.codes for one in prints]), owner


def _neighbours(codes: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Return the rows of the eight codes most like each in other photos."""
    import faiss

    faiss.omp_set_num_threads(1)
    middles = faiss.IndexBinaryFlat(128)
    middles.add(codes[:: max(len(codes) // 1500, 1)])
    index = faiss.IndexBinaryIVF(middles, 128, middles.ntotal)
    index.is_trained, index.nprobe = True, 16
    index.add(codes)
    _, near = index.search(codes, 24)
    other = (near >= 0) & (owner[near] != owner[:, None])
    first = np.argsort(~other, axis=1, kind="stable")[:, :8]
    own = np.arange(len(codes))[:, None]
    return np.where(np.take_along_axis(other, first, 1), np.take_along_axis(near, first, 1), own)


def crowd(prints: list[Fingerprint]) -> str:
    """Tell how much alike photos are: what a search has to cope with."""
    codes, owner = _codes(prints)
    asked = np.random.default_rng(1).choice(len(codes), 2000, replace=False)
    bits = codes.view(np.uint64)
    counts = [
        int(((np.bitwise_count(bits ^ bits[row]).sum(1) <= 26) & (owner != owner[row])).sum())
        for row in asked
    ]
    looks = np.stack([one.looks for one in prints])
    apart = np.full((len(prints), len(prints)), 64, np.uint8)
    for part, turn in np.ndindex(looks.shape[1:]):
        here = np.bitwise_count(looks[:, None, part, turn] ^ looks[:, part, 0])
        np.minimum(apart, here, out=apart)
    alike = [int(np.triu(np.minimum(apart, apart.T) <= bits, 1).sum()) for bits in (6, 10)]
    return (
        f"codes of other photos within 26 bits of a code mean {np.mean(counts):.0f}, median "
        f"{np.median(counts):.0f}; pairs whose hashes in some turn lie within 6 bits {alike[0]}, "
        f"within 10 bits {alike[1]}"
    )
