"""Fingerprints of more photos than there are, made of real ones: as much alike as those are.

Each code is crossed with one of the eight most like it in other photos and one bit in fifty
flipped, the codes of a photo in each other's places. Codes made so have as many neighbours as real
ones, and no photo is a copy.
"""

from __future__ import annotations

import numpy as np

from swaudit.photos.features import Features
from swaudit.photos.fingerprint import Fingerprint


def grown(real: list[Fingerprint], count: int) -> list[Fingerprint]:
    """Return the real fingerprints and others made of them, `count` in all."""
    noise = np.random.default_rng(0)
    codes, owner = _codes(real)
    near = _neighbours(codes, owner)
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
        # The hashes of two photos lie as far apart as those of any two.
        looks = np.packbits(noise.random((*real[which].looks.shape, 64)) < 0.5, axis=-1)
        prints.append(Fingerprint(looks.view(np.uint64)[..., 0], features))
    return prints


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
    """Tell how many codes of other photos lie near a code: what a search has to cope with."""
    codes, owner = _codes(prints)
    asked = np.random.default_rng(1).choice(len(codes), 2000, replace=False)
    bits = codes.view(np.uint64)
    counts = [
        int(((np.bitwise_count(bits ^ bits[row]).sum(1) <= 26) & (owner != owner[row])).sum())
        for row in asked
    ]
    return f"mean {np.mean(counts):.0f}, median {np.median(counts):.0f}"
