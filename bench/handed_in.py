"""Originals as a station hands them in, and every kind of copy of them that is to be found."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image
from tests.support.copies import STYLES, WAYS, collage, stamped, told

from swaudit.photos.fingerprint import fingerprint, read_fingerprint, shrunk
from swaudit.photos.verdict import Look

STYLE = "punch"
TWO_STYLES, STAMP_TOO = ("re-stamped", "stamped over"), ", stamp and all"
# What is done to an original, and whether the copy is stamped anew (of TWO_STYLES: in any style).
KINDS = (
    ("exact", False),
    *((name, again) for name in (*TWO_STYLES, *WAYS, "2×2 embedded") for again in (False, True)),
    (f"photo of a screen{STAMP_TOO}", True),
)


class Photo:
    """A picture as it is handed in, with the boxes a reader would have found."""

    def __init__(self, picture: Image.Image, boxes=(), rng: random.Random | None = None) -> None:
        content = io.BytesIO()
        picture.convert("RGB").save(content, "JPEG", quality=88)
        picture = Image.open(content).convert("RGB")
        kept = tuple(box for box in boxes if rng is None or rng.random() > 0.1)
        started = time.process_time()
        self.text = fingerprint(picture, kept)
        self.seconds = time.process_time() - started
        self.print = read_fingerprint(self.text)
        self.look = Look(np.asarray(shrunk(picture)), kept)


def names(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".jpg", ".jpeg"))


@cache
def opened(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def copied(
    path: Path, others: list[Path], seed: str, kind: tuple[str, bool]
) -> tuple[Image.Image, tuple, random.Random]:
    """Return a copy of one kind of one original, the boxes of its stamp, and a generator."""
    name, again = kind
    rng = random.Random(f"{seed} {path.name} {name} {again}")
    clean = opened(path)
    first, boxes = stamped(clean, STYLE, told(random.Random(f"original {path.name}")))
    if name == "exact":
        return first, boxes, rng
    if name in TWO_STYLES:
        ground = clean if name == "re-stamped" else first
        return *stamped(ground, rng.choice(STYLES) if again else STYLE, told(rng)), rng
    if name == "2×2 embedded":
        way = collage(lambda rng: opened(rng.choice(others)))
    else:
        way = WAYS[name.removesuffix(STAMP_TOO)]
    picture = way(first if not again or name.endswith(STAMP_TOO) else clean, rng)
    if again:
        return *stamped(picture, rng.choice(STYLES), told(rng)), rng
    return picture, (), rng


def called(kind: tuple[str, bool]) -> str:
    name, again = kind
    return f"{name}, re-stamped" if again and name not in TWO_STYLES else name


def copies(
    path: Path, others: list[Path], seed: str
) -> Iterator[tuple[str, Image.Image, tuple, random.Random]]:
    """Yield (what was done, picture, boxes, generator) for one original."""
    for kind in KINDS:
        yield called(kind), *copied(path, others, seed, kind)
