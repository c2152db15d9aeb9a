"""What a phone does to a scene: framing, light, colour cast, grain."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageFilter


def photograph(scene: Image.Image, size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Return the scene as a phone of `size` (width, height) pixels would have taken it."""
    if rng.random() < 0.5:
        scene = scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    scene = scene.rotate(rng.uniform(-3.5, 3.5), Image.Resampling.BICUBIC)
    zoom = rng.uniform(0.8, 0.93)
    wide, tall = scene.width * zoom, scene.height * zoom
    left, top = (
        rng.uniform(0.3, 0.7) * (scene.width - wide),
        rng.uniform(0.3, 0.7) * (scene.height - tall),
    )
    box = (left, top, left + wide, top + tall)
    shot = scene.resize(size, Image.Resampling.LANCZOS, box=box)
    return _light(shot.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.8))), rng)


def _light(shot: Image.Image, rng: random.Random) -> Image.Image:
    """Lay a slanting light, a vignette, a colour cast and a little grain over the shot."""
    noise = np.random.default_rng(rng.getrandbits(32))
    pixels = np.asarray(shot, dtype=np.float32)
    rows, columns = np.mgrid[0 : 1 : complex(shot.height), 0 : 1 : complex(shot.width)]
    slant = rng.uniform(-0.16, 0.16) * (columns - 0.5) + rng.uniform(-0.16, 0.16) * (rows - 0.5)
    vignette = rng.uniform(0.05, 0.3) * ((columns - 0.5) ** 2 + (rows - 0.5) ** 2)
    pixels = pixels * (rng.uniform(0.86, 1.04) + slant - vignette)[:, :, None]
    pixels = pixels * np.array([rng.uniform(0.94, 1.05) for _ in range(3)], dtype=np.float32)
    grain = noise.normal(0, 1, (shot.height // 2, shot.width // 2)).astype(np.float32)
    fine = np.asarray(Image.fromarray(grain).resize(shot.size, Image.Resampling.BILINEAR))
    pixels = pixels + (fine * rng.uniform(0.4, 1.2))[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
