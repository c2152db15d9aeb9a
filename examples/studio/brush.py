"""Colours, gradients and textures every scene is painted with.

A scene is painted on a `Sheet`: an RGB picture, a pen that blends translucent colours, and the
random source of this one scene. Colours are RGB triples, lengths are pixels.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Sheet:
    """The picture being painted; `u` is a hundredth of its short side."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    rng: random.Random

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height

    @property
    def u(self) -> float:
        return min(self.image.size) / 100

    def x(self, fraction: float) -> float:
        """Return the abscissa at a fraction of the width."""
        return fraction * self.image.width

    def y(self, fraction: float) -> float:
        """Return the ordinate at a fraction of the height."""
        return fraction * self.image.height


def sheet(size: tuple[int, int], rng: random.Random) -> Sheet:
    """Return an empty sheet of `size` (width, height)."""
    image = Image.new("RGB", size, (200, 200, 200))
    return Sheet(image, ImageDraw.Draw(image, "RGBA"), rng)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` with `share` (0..1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shade(colour: Colour, factor: float) -> Colour:
    """Return the colour made darker (< 1) or lighter (> 1)."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


def vary(rng: random.Random, colour: Colour, by: int = 18) -> Colour:
    """Return a colour near the given one."""
    red, green, blue = (max(0, min(255, part + rng.randint(-by, by))) for part in colour)
    return red, green, blue


def pick(rng: random.Random, colours: Sequence[Colour], by: int = 14) -> Colour:
    """Return a variation of one of the colours."""
    return vary(rng, rng.choice(colours), by)


def fill_gradient(on: Sheet, box: Sequence[float], top: Colour, bottom: Colour) -> None:
    """Fill box (left, top, right, bottom) with a vertical gradient."""
    left, upper, right, lower = (round(edge) for edge in box)
    if right <= left or lower <= upper:
        return
    ramp = np.linspace(0, 1, lower - upper)[:, None, None]
    band = np.array(top)[None, None, :] * (1 - ramp) + np.array(bottom)[None, None, :] * ramp
    pixels = np.repeat(band, right - left, axis=1).astype(np.uint8)
    on.image.paste(Image.fromarray(pixels), (left, upper))


def mottle(on: Sheet, box: Sequence[float], cells: tuple[int, int], strength: float) -> None:
    """Lay a soft random light-and-dark texture over box; `cells` are its lumps across and down."""
    left, upper, right, lower = (round(edge) for edge in box)
    left, upper = max(0, left), max(0, upper)
    right, lower = min(on.width, right), min(on.height, lower)
    if right - left < 2 or lower - upper < 2:
        return
    noise = np.random.default_rng(on.rng.getrandbits(32)).normal(0, 1, (cells[1], cells[0]))
    lumps = Image.fromarray(noise.astype(np.float32)).resize(
        (right - left, lower - upper), Image.Resampling.BICUBIC
    )
    part = np.asarray(on.image.crop((left, upper, right, lower)), dtype=np.float32)
    lit = np.clip(part + np.asarray(lumps)[:, :, None] * strength, 0, 255).astype(np.uint8)
    on.image.paste(Image.fromarray(lit), (left, upper))


def shadow(on: Sheet, box: Sequence[float], alpha: int = 60) -> None:
    """Darken an elliptic patch of ground."""
    on.pen.ellipse(tuple(box), fill=(20, 20, 30, alpha))


def soften(on: Sheet, box: Sequence[float], radius: float) -> None:
    """Blur the part of the picture inside box, as things far away are."""
    edges = [max(0, round(edge)) for edge in box]
    area = (edges[0], edges[1], min(on.width, edges[2]), min(on.height, edges[3]))
    if area[2] > area[0] and area[3] > area[1]:
        on.image.paste(on.image.crop(area).filter(ImageFilter.GaussianBlur(radius)), area)


def wave(rng: random.Random, width: int, base: float, swing: float) -> list[tuple[float, float]]:
    """Return a rolling skyline as points from the left to the right edge."""
    parts = [(rng.uniform(0.4, 3.2), rng.uniform(0, 6.3), rng.uniform(0.3, 1)) for _ in range(3)]
    steps = np.linspace(0, 1, 60)
    heights = np.zeros(60)
    for speed, start, size in parts:
        heights += size * np.sin(6.283 * speed * steps + start)
    return [
        (float(s) * width, base + swing * float(h)) for s, h in zip(steps, heights, strict=True)
    ]
