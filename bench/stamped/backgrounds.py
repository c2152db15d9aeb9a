"""What a phone saw: photos and drawn textures without writing of their own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# Red cloth, yellow vest, blue sky, grass, evening sky, orange vest, a white wall.
_STRONG = (
    *((196, 24, 32), (232, 226, 30), (70, 140, 232), (60, 150, 40)),
    *((250, 150, 60), (255, 110, 20), (238, 238, 234)),
)


def background(
    size: tuple[int, int], rng: random.Random, photos: Sequence[Path] = ()
) -> Image.Image:
    """Return a picture without writing of its own: a photo's middle, or a drawn texture."""
    if photos and rng.random() < 0.75:
        with Image.open(rng.choice(photos)) as opened:
            picture = _filled(opened.convert("RGB"), size)
    else:
        picture = _drawn(size, rng)
    if rng.random() < 0.15:
        picture = _coloured(picture, rng)
    return grained(picture, rng)


def _filled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    scale = max(size[0] / picture.width, size[1] / picture.height)
    wide, tall = size[0] / scale, size[1] / scale
    left, top = max(0.0, (picture.width - wide) / 2), max(0.0, (picture.height - tall) / 2)
    wide, tall = min(wide, picture.width - left), min(tall, picture.height - top)
    return picture.resize(size, Image.Resampling.BICUBIC, (left, top, left + wide, top + tall))


def _drawn(size: tuple[int, int], rng: random.Random) -> Image.Image:
    noise = np.random.default_rng(rng.getrandbits(32))
    tone = noise.integers(60, 190) + noise.integers(-25, 26, 3)
    picture = np.zeros((size[1] // 4 + 1, size[0] // 4 + 1, 3), np.float32) + tone
    shape = (picture.shape[1], picture.shape[0])
    for cells, strength in ((4, 60), (14, 30), (60, rng.choice((6, 12, 22)))):
        patch = noise.normal(0, 1, (cells, cells, 3)).astype(np.float32)
        patch = patch.mean(2, keepdims=True) * 1.3 + patch * 0.15
        layers = [
            np.asarray(Image.fromarray(patch[:, :, c]).resize(shape, Image.Resampling.BICUBIC))
            for c in range(3)
        ]
        picture += strength * np.stack(layers, axis=2)
    drawn = Image.fromarray(picture.clip(0, 255).astype(np.uint8)).resize(size)
    return (_tiles, _boards, _plain)[rng.randrange(3)](drawn, rng)


def _plain(picture: Image.Image, rng: random.Random) -> Image.Image:
    return picture


def _coloured(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Fill the lower part with what is hard to write on: one strong or bright colour."""
    noise = np.random.default_rng(rng.getrandbits(32))
    fold = noise.uniform(0.8, 1.1, (rng.randrange(2, 6), rng.randrange(3, 16))).astype(np.float32)
    wide, tall = picture.size
    top = round(tall * rng.uniform(0.3, 0.75))
    shade = Image.fromarray(fold).resize((wide, tall - top), Image.Resampling.BICUBIC)
    colour = np.array(rng.choice(_STRONG), np.float32)
    cloth = (np.asarray(shade)[:, :, None] * colour).clip(0, 255).astype(np.uint8)
    veil = Image.new("L", (wide, tall - top), rng.randrange(215, 256))
    shown = picture.copy()
    shown.paste(Image.fromarray(cloth), (0, top), veil)
    return shown


def _tiles(picture: Image.Image, rng: random.Random) -> Image.Image:
    draw, step = ImageDraw.Draw(picture), max(picture.size) // rng.randrange(6, 16)
    ink = tuple(rng.randrange(60, 220) for _ in range(3))
    for x in range(rng.randrange(step), picture.width, step):
        draw.line((x, 0, x + rng.randrange(-20, 20), picture.height), ink, max(1, step // 40))
    for y in range(rng.randrange(step), picture.height, step):
        draw.line((0, y, picture.width, y), ink, max(1, step // 40))
    return picture


def _boards(picture: Image.Image, rng: random.Random) -> Image.Image:
    draw = ImageDraw.Draw(picture)
    for _ in range(rng.randrange(3, 12)):
        x, y = rng.randrange(picture.width), rng.randrange(picture.height)
        wide, tall = (rng.randrange(edge // 20, edge // 3) for edge in picture.size)
        draw.rectangle((x, y, x + wide, y + tall), tuple(rng.randrange(256) for _ in range(3)))
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 1500))


def grained(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Return the picture with a sensor's noise."""
    noise = np.random.default_rng(rng.getrandbits(32))
    tile = noise.normal(0, rng.uniform(1.5, 5), (256, 256)).astype(np.float32)
    rows, columns = -(-picture.height // 256), -(-picture.width // 256)
    grain = np.tile(tile, (rows, columns))[: picture.height, : picture.width, None]
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))
