"""What several cameras draw alike: the brand with its code, a dot, a sheet of rows."""

from __future__ import annotations

import random

from examples.studio.stamps import INK, Canvas, Facts, Ink
from PIL import ImageDraw

Shown = set[str]
TIMED: Shown = {"minute", "date"}


def brand(on: Canvas, facts: Facts) -> None:
    """Name the camera in the lower right corner, with its code."""
    lines = (("今日水印", 28), ("相机 真实时间", 19), (f"防伪 {facts.code}", 14))
    for index, (word, size) in enumerate(lines):
        on.text(on.right - on.wide(word, size) - 22, on.low - 104 + 35 * index, word, size)


def dot(on: Canvas, x: float, y: float, ink: Ink) -> None:
    """Set the dot before a place."""
    edges = [round(edge * on.u) for edge in (x, y, x + 14, y + 14)]
    ImageDraw.Draw(on.over).ellipse(edges, fill=ink)


def sheet(
    on: Canvas,
    rng: random.Random,
    title: str,
    rows: list[tuple[str, str]],
    size: float,
    wide: float,
    header: Ink,
) -> None:
    """Draw a header with a title over a translucent sheet of labelled rows."""
    step, indent = size * 1.5, size * 5.2
    told = [(label, on.wrap(value, size, wide - indent - 24)) for label, value in rows]
    tall = step * sum(len(lines) for _, lines in told) + 18
    x, top = 24, on.low - tall - 54 - rng.uniform(24, 60)
    on.box(x, top, x + wide, top + 54, header, 8)
    on.text(x + (wide - on.wide(title, 30)) / 2, top + 8, title, 30, shade=False)
    on.box(x, top + 50, x + wide, top + 54 + tall, (226, 230, 236, rng.randrange(150, 230)))
    y = top + 62
    for label, lines in told:
        on.text(x + 14, y, f"{label}:", size, INK, shade=False)
        for line in lines:
            on.text(x + 14 + indent, y, line, size, INK, shade=False)
            y += step
