"""What it costs to make a fingerprint of a photo and to compare two photos, stage by stage.

    python bench/reuse_cost.py PHOTOS [N]

Of N photos of PHOTOS/distinct, made 0.2, 2 and 12 million pixels large: what comes beyond decoding
the photo, which the reader of stamps needs anyway. Milliseconds of CPU, of one thread, the least of
three times each: what another process takes of the machine is not counted.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.handed_in import STYLE, Photo, copies, names, opened
from tests.support.copies import stamped, told

from swaudit.photos.candidates import candidates
from swaudit.photos.features import features
from swaudit.photos.fingerprint import fingerprint, shrunk
from swaudit.photos.hashes import looks, pixel_hash, thinned
from swaudit.photos.look import parse_look
from swaudit.photos.verdict import decide

STAGES = ("thin out", "hash of pixels", "shrink", "features", "hashes of looks", "in all")


def timed(what, *given):
    """Return what is returned, and the milliseconds of CPU."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        found = what(*given)
        spent.append(1000 * (time.process_time() - started))
    return found, min(spent)


def fingerprints(some: list[Path], millions: float) -> None:
    rows, opening = [], []
    for path in some:
        picture = opened(path)
        side = (millions * 1e6 / (picture.width * picture.height)) ** 0.5
        size = (round(picture.width * side), round(picture.height * side))
        picture = picture.resize(size, Image.Resampling.BICUBIC)
        content = io.BytesIO()
        picture.save(content, "JPEG", quality=88)
        thin, thinning = timed(thinned, picture)
        small, shrinking = timed(shrunk, thin)
        hashing, printing = timed(pixel_hash, picture, thin)[1], timed(fingerprint, thin)[1]
        finding, looking = timed(features, np.asarray(small))[1], timed(looks, small)[1]
        rows.append((thinning, hashing, shrinking, finding, looking, thinning + hashing + printing))
        opening.append(timed(parse_look, content.getvalue(), "")[1])
    middle, least = np.median(rows, axis=0), np.min(rows, axis=0)
    told_ = (f"{stage} {one:.0f} ({two:.0f})" for stage, one, two in
             zip(STAGES, middle, least, strict=True))  # fmt: skip
    print(f"{millions} million pixels, median (least): {', '.join(told_)}; "
          f"opened again to be compared {np.median(opening):.0f}", flush=True)  # fmt: skip


def comparisons(some: list[Path]) -> None:
    spent = []
    for path in some:
        first, boxes = stamped(opened(path), STYLE, told(random.Random(path.name)))
        original = Photo(first, boxes)
        for name, copy, marks, _ in copies(path, some, "cost"):
            if name.endswith("re-stamped"):
                other = Photo(copy, marks)
                found = candidates([original.print, other.print])
                spent += [timed(decide, original.look, other.look, one)[1] for one in found]
    middle, most = np.percentile(spent, [50, 90])
    print(f"comparing two opened photos, {len(spent)} pairs: median {middle:.0f}, "
          f"least {np.min(spent):.0f}, nine in ten below {most:.0f}")  # fmt: skip


def main() -> None:
    import cv2

    cv2.setNumThreads(1)
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("photos", type=Path)
    ask.add_argument("number", type=int, nargs="?", default=12)
    given = ask.parse_args()
    some = random.Random("cost").sample(names(given.photos / "distinct"), given.number)
    for millions in (0.2, 2, 12):
        fingerprints(some, millions)
    comparisons(some[:4])


if __name__ == "__main__":
    main()
