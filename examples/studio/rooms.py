"""What every room is made of: walls, floor, windows, pictures."""

from __future__ import annotations

from .brush import (
    Colour,
    Sheet,
    fill_gradient,
    mix,
    mottle,
    pick,
    shade,
)
from .figures import CLOTHES, WOOD

PAINT: tuple[Colour, ...] = (
    (236, 230, 216),
    (214, 224, 220),
    (240, 222, 196),
    (206, 214, 228),
    (228, 228, 228),
    (196, 206, 190),
    (234, 212, 206),
)
FLOORS: tuple[Colour, ...] = (
    (182, 150, 116),
    (204, 198, 190),
    (150, 116, 86),
    (190, 176, 158),
    (164, 168, 172),
)


def room(on: Sheet, floor: float) -> None:
    """Paint back wall and floor; `floor` is the line between them as a share of the height."""
    rng = on.rng
    wall, ground, line = pick(rng, PAINT), pick(rng, FLOORS), on.y(floor)
    fill_gradient(on, (0, 0, on.width, line), shade(wall, rng.uniform(0.86, 1.0)), wall)
    if rng.random() < 0.4:
        on.pen.rectangle(
            (0, line * 0.66, on.width, line),
            fill=mix(wall, rng.choice(((90, 140, 120), (120, 150, 190), (170, 120, 80))), 0.45),
        )
    mottle(on, (0, 0, on.width, line), (5, 4), 6)
    fill_gradient(on, (0, line, on.width, on.height), shade(ground, 0.9), shade(ground, 1.08))
    vanish = on.x(rng.uniform(0.2, 0.8))
    for index in range(-12, 24):
        on.pen.line(
            ((vanish + index * 5 * on.u, line), (on.x(index * 0.14), on.height)),
            fill=shade(ground, 0.88),
            width=max(1, round(0.25 * on.u)),
        )
    on.pen.rectangle((0, line - 1.6 * on.u, on.width, line), fill=shade(wall, 0.72))


def window(on: Sheet, box: tuple[float, float, float, float]) -> None:
    """Draw a window full of light, often with curtains."""
    pen, rng = on.pen, on.rng
    left, top, right, low = box
    fill_gradient(
        on, box, pick(rng, ((176, 208, 236), (228, 234, 238), (206, 222, 214))), (246, 246, 242)
    )
    frame, bar = pick(rng, ((238, 238, 234), (150, 108, 70))), max(3, round(0.9 * on.u))
    pen.rectangle(box, outline=frame, width=bar * 2)
    for part in range(1, rng.randint(2, 4)):
        x = left + (right - left) * part / 3
        pen.line(((x, top), (x, low)), fill=frame, width=bar)
    pen.line(
        ((left, top + (low - top) * 0.32), (right, top + (low - top) * 0.32)), fill=frame, width=bar
    )
    if rng.random() < 0.65:
        cloth, wide = pick(rng, CLOTHES), (right - left) * rng.uniform(0.16, 0.3)
        for start in (left - 3 * on.u, right + 3 * on.u - wide):
            pen.rectangle(
                (start, top - 3 * on.u, start + wide, low + rng.uniform(2, 12) * on.u), fill=cloth
            )
            for fold in range(1, 5):
                x = start + wide * fold / 5
                pen.line(
                    ((x, top - 3 * on.u), (x, low + 2 * on.u)),
                    fill=shade(cloth, 0.85),
                    width=max(2, round(0.7 * on.u)),
                )


def picture(on: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    """Hang a framed picture or a poster."""
    pen, rng = on.pen, on.rng
    pen.rectangle((x, y, x + wide, y + tall), fill=pick(rng, WOOD))
    inner = (x + on.u, y + on.u, x + wide - on.u, y + tall - on.u)
    fill_gradient(on, inner, pick(rng, CLOTHES), pick(rng, PAINT))
    for _ in range(rng.randint(2, 5)):
        px, py, r = (
            rng.uniform(inner[0], inner[2]),
            rng.uniform(inner[1], inner[3]),
            min(wide, tall) * rng.uniform(0.05, 0.2),
        )
        edge = (
            max(inner[0], px - r),
            max(inner[1], py - r),
            min(inner[2], px + r),
            min(inner[3], py + r),
        )
        if edge[2] > edge[0] and edge[3] > edge[1]:
            pen.ellipse(edge, fill=pick(rng, CLOTHES))
