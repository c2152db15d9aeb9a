"""House fronts and paved ground."""

from __future__ import annotations

from .brush import (
    Colour,
    Sheet,
    pick,
    shade,
)

WALLS: tuple[Colour, ...] = (
    (214, 196, 164),
    (196, 142, 110),
    (226, 220, 206),
    (178, 108, 86),
    (202, 206, 208),
    (232, 206, 158),
)
ROOFS: tuple[Colour, ...] = ((172, 62, 56), (60, 92, 140), (116, 70, 60), (92, 96, 104))
SNOW: Colour = (236, 240, 246)


def block(on: Sheet, box: tuple[float, float, float, float], *, snowy: bool) -> None:
    """Draw a building front with rows of windows."""
    pen, rng = on.pen, on.rng
    left, top, right, low = box
    wall = pick(rng, WALLS)
    pen.rectangle(box, fill=wall)
    pen.rectangle((left, top, right, top + 1.6 * on.u), fill=SNOW if snowy else shade(wall, 0.6))
    wide, tall = rng.uniform(3.2, 6.5) * on.u, rng.uniform(4, 7) * on.u
    pane = pick(rng, ((86, 112, 136), (70, 84, 98), (150, 176, 190)))
    floors, bays = int((low - top - 3 * on.u) / (tall * 1.6)), int((right - left) / (wide * 1.6))
    for floor in range(floors):
        for bay in range(bays):
            x, y = (
                left + (bay + 0.3) * (right - left) / max(1, bays),
                top + 3.5 * on.u + floor * tall * 1.6,
            )
            lit = (244, 216, 150) if rng.random() < 0.08 else shade(pane, rng.uniform(0.8, 1.2))
            pen.rectangle(
                (x, y, x + wide, y + tall),
                fill=lit,
                outline=(230, 230, 226),
                width=max(1, round(0.35 * on.u)),
            )
            pen.line(
                ((x + wide / 2, y), (x + wide / 2, y + tall)),
                fill=(230, 230, 226),
                width=max(1, round(0.25 * on.u)),
            )


def house(on: Sheet, left: float, foot: float, wide: float, tall: float, *, winter: bool) -> None:
    """Draw a brick house of one storey from its lower left corner."""
    pen, rng = on.pen, on.rng
    wall, roof = pick(rng, WALLS), SNOW if winter and rng.random() < 0.6 else pick(rng, ROOFS)
    pen.rectangle((left, foot - tall, left + wide, foot), fill=wall)
    pen.polygon(
        (
            (left - 3 * on.u, foot - tall),
            (left + 5 * on.u, foot - tall * 1.5),
            (left + wide - 5 * on.u, foot - tall * 1.5),
            (left + wide + 3 * on.u, foot - tall),
        ),
        fill=roof,
    )
    chimney = left + wide * rng.uniform(0.15, 0.85)
    pen.rectangle(
        (chimney, foot - tall * 1.8, chimney + 4 * on.u, foot - tall * 1.4), fill=(150, 90, 74)
    )
    parts = rng.randint(3, 6)
    door = rng.randrange(parts)
    for part in range(parts):
        x, room = left + (part + 0.18) * wide / parts, wide / parts * 0.64
        if part == door:
            pen.rectangle(
                (x + room * 0.15, foot - tall * 0.82, x + room * 0.85, foot),
                fill=pick(rng, ((120, 54, 46), (62, 92, 72), (90, 70, 56))),
            )
        else:
            pen.rectangle(
                (x, foot - tall * 0.78, x + room, foot - tall * 0.28),
                fill=(104, 130, 150),
                outline=(236, 236, 230),
                width=max(2, round(0.6 * on.u)),
            )
            pen.line(
                ((x + room / 2, foot - tall * 0.78), (x + room / 2, foot - tall * 0.28)),
                fill=(236, 236, 230),
                width=max(1, round(0.5 * on.u)),
            )


def paving(on: Sheet, ground: float, line: Colour) -> None:
    """Draw paving slabs in perspective from the line `ground` down."""
    vanish, step = on.x(on.rng.uniform(0.2, 0.8)), on.rng.uniform(0.1, 0.2)
    for index in range(-14, 26):
        on.pen.line(
            ((vanish + index * 2 * on.u, ground), (on.x(index * step), on.height)),
            fill=line,
            width=max(1, round(0.3 * on.u)),
        )
    y, gap = ground, 1.2 * on.u
    while y < on.height:
        on.pen.line(((0, y), (on.width, y)), fill=line, width=max(1, round(0.3 * on.u)))
        y, gap = y + gap, gap * 1.28
