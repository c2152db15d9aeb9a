"""Writing in a scene: how it was written, how it hangs there, and how a camera saw it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
from bench.stamped.backgrounds import grained
from examples.studio.fonts import Face
from examples.studio.stamps import Facts
from PIL import Image, ImageDraw, ImageFilter

SceneText = Callable[[Image.Image, Facts, Face, random.Random], Image.Image]
Colour = tuple[int, int, int]
Lines = Sequence[tuple[str, float]]
"""Lines of text, each with its size relative to the others."""

_LETTER = 60


def written(
    lines: Lines,
    face: Face,
    rng: random.Random,
    *,
    paper: Colour,
    ink: Colour,
    centred: bool = False,
    hand: bool = False,
    margin: float = 1.0,
) -> Image.Image:
    """Return a board of lines; `hand` sets every letter a little askew, `margin` is in letters."""
    fonts = [face(max(12, round(_LETTER * size))) for _, size in lines]
    widths = [font.getlength(text) for font, (text, _) in zip(fonts, lines, strict=True)]
    edge = round(margin * _LETTER)
    steps = [font.size * (rng.uniform(1.4, 1.8) if hand else 1.6) for font in fonts]
    board = Image.new("RGBA", (round(max(widths) + 2 * edge), round(sum(steps) + 2 * edge)), paper)
    draw, y = ImageDraw.Draw(board), float(edge) * 0.8
    for (text, _), font, width, step in zip(lines, fonts, widths, steps, strict=True):
        x = (board.width - width) / 2 if centred else float(edge)
        for letter in text if hand else (text,):
            _letter(board, draw, (x, y), letter, font, ink, rng if hand else None)
            x += font.getlength(letter)
        y += step
    return board


def _letter(
    board: Image.Image,
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    letter: str,
    font: object,
    ink: Colour,
    rng: random.Random | None,
) -> None:
    if rng is None:
        draw.text(at, letter, (*ink, 255), font)
        return
    tall = round(1.5 * font.size)
    tile = Image.new("L", (tall, tall))
    weight = rng.choice((0, 0, 1))
    ImageDraw.Draw(tile).text((tall * 0.15, tall * 0.05), letter, 255, font, stroke_width=weight)
    tile = tile.rotate(rng.uniform(-7, 7), Image.Resampling.BICUBIC)
    corner = (
        round(at[0] - tall * 0.15 + rng.uniform(-2, 2)),
        round(at[1] - tall * 0.05 + rng.uniform(-3, 3)),
    )
    board.paste((*ink, 255), corner, tile)


def dotted(board: Image.Image, rng: random.Random) -> Image.Image:
    """Return a board as the lamps of an LED sign show it."""
    step = rng.choice((3, 4))
    small = board.resize((board.width // step, board.height // step), Image.Resampling.BOX)
    lamps = np.asarray(small.resize(board.size, Image.Resampling.NEAREST)).copy()
    lamps[::step, :, :3] //= 3
    lamps[:, ::step, :3] //= 3
    return Image.fromarray(lamps)


def hung(
    picture: Image.Image,
    board: Image.Image,
    rng: random.Random,
    *,
    wide: float,
    at: tuple[float, float],
    tilt: float,
    lit: bool = True,
) -> Image.Image:
    """Hang a board in the scene, `wide` (0..1) of the frame, and see it as a camera does.

    `at` is where its centre hangs, in fractions of the frame; `tilt` in degrees; a trapezoid's
    sides shrink a little, as boards seen from the side do. A board is `lit` unevenly unless it
    gives light itself; lens and sensor treat it as all else.
    """
    scale = wide * picture.width / board.width
    board = board.resize(
        (max(1, round(board.width * scale)), max(1, round(board.height * scale))),
        Image.Resampling.LANCZOS,
    )
    if lit:
        board = _lit(board, rng)
    lean = rng.uniform(-0.06, 0.06) * board.height if tilt else 0.0
    board = board.transform(
        board.size,
        Image.Transform.QUAD,
        (0, -lean, 0, board.height + lean, board.width, board.height - lean, board.width, lean),
        Image.Resampling.BICUBIC,
    )
    board = board.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    left = round(at[0] * picture.width - board.width / 2)
    top = round(at[1] * picture.height - board.height / 2)
    shown = picture.copy()
    shown.paste(board, (left, top), board)
    blur = max(picture.size) * rng.uniform(0.0002, 0.0005)
    edge = round(3 * blur) + 1
    seen = (
        max(0, left - edge),
        max(0, top - edge),
        min(picture.width, left + board.width + edge),
        min(picture.height, top + board.height + edge),
    )
    if seen[0] < seen[2] and seen[1] < seen[3]:
        view = grained(shown.crop(seen).filter(ImageFilter.GaussianBlur(blur)), rng)
        if rng.random() < 0.5:  # many phones sharpen what they took
            view = view.filter(ImageFilter.UnsharpMask(1.5 * blur, rng.randrange(30, 120), 2))
        shown.paste(view, seen[:2])
    return shown


def _lit(board: Image.Image, rng: random.Random) -> Image.Image:
    corners = np.array([[rng.uniform(0.6, 1.0) for _ in range(2)] for _ in range(2)], np.float32)
    light = Image.fromarray(corners).resize(board.size, Image.Resampling.BILINEAR)
    shaded = np.asarray(board).copy()
    shaded[:, :, :3] = (shaded[:, :, :3] * np.asarray(light)[:, :, None]).astype(np.uint8)
    return Image.fromarray(shaded)


def some_tilt(rng: random.Random) -> float:
    """Return an angle: one board in four hangs level in the frame."""
    return 0.0 if rng.random() < 0.25 else rng.choice((-1, 1)) * rng.uniform(0.5, 7)
