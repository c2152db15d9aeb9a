"""Scenes in people's homes."""

from __future__ import annotations

from .brush import (
    Sheet,
    fill_gradient,
    mottle,
    pick,
    shade,
    shadow,
)
from .figures import CLOTHES, WOOD, plant, sitting, standing
from .rooms import picture, room, window


def living_room(on: Sheet) -> None:
    """A visit at home: sofa, low table, television or cupboard."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.52, 0.68)
    room(on, floor)
    base = on.y(floor)
    if rng.random() < 0.75:
        left, wide = on.x(rng.uniform(0.02, 0.6)), rng.uniform(28, 54) * on.u
        window(
            on,
            (
                left,
                base - rng.uniform(40, 52) * on.u,
                left + wide,
                base - rng.uniform(14, 22) * on.u,
            ),
        )
    for _ in range(rng.randint(0, 3)):
        picture(
            on,
            on.x(rng.uniform(0.05, 0.85)),
            base - rng.uniform(34, 48) * on.u,
            rng.uniform(9, 22) * on.u,
            rng.uniform(8, 16) * on.u,
        )
    if rng.random() < 0.6:
        _cupboard(
            on,
            on.x(rng.uniform(0, 0.8)),
            base + 4 * on.u,
            rng.uniform(22, 40) * on.u,
            rng.uniform(18, 44) * on.u,
        )
    left, wide, seat = (
        on.x(rng.uniform(0.02, 0.4)),
        rng.uniform(58, 86) * on.u,
        base + rng.uniform(8, 15) * on.u,
    )
    cloth = pick(rng, CLOTHES)
    shadow(on, (left, seat + 8 * on.u, left + wide + 4 * on.u, seat + 15 * on.u), 40)
    pen.rounded_rectangle(
        (left, seat - 18 * on.u, left + wide, seat), 4 * on.u, fill=shade(cloth, 0.9)
    )
    pen.rounded_rectangle(
        (left - 3 * on.u, seat - 8 * on.u, left + wide + 3 * on.u, seat + 10 * on.u),
        3 * on.u,
        fill=cloth,
    )
    for part in range(1, 3):
        pen.line(
            ((left + wide * part / 3, seat - 16 * on.u), (left + wide * part / 3, seat + 2 * on.u)),
            fill=shade(cloth, 0.8),
            width=max(2, round(0.5 * on.u)),
        )
    for index in range(rng.randint(2, 3)):
        sitting(
            on,
            left + wide * (0.2 + 0.3 * index) + rng.uniform(-3, 3) * on.u,
            seat,
            rng.uniform(44, 54) * on.u,
            vest=index == 1,
        )
    if rng.random() < 0.5:
        standing(
            on, on.x(rng.uniform(0.75, 0.95)), on.y(0.97), rng.uniform(56, 70) * on.u, vest=True
        )
    x, y, wood = on.x(rng.uniform(0.15, 0.5)), on.y(rng.uniform(0.84, 0.93)), pick(rng, WOOD)
    pen.rounded_rectangle((x, y, x + 44 * on.u, y + 4 * on.u), on.u, fill=wood)
    pen.rectangle((x + 2 * on.u, y + 4 * on.u, x + 42 * on.u, on.height), fill=shade(wood, 0.75))
    for _ in range(rng.randint(1, 5)):
        cup = x + rng.uniform(4, 38) * on.u
        pen.rectangle((cup, y - 3.5 * on.u, cup + 3 * on.u, y), fill=pick(rng, CLOTHES))
    if rng.random() < 0.6:
        plant(
            on,
            on.x(rng.choice((0.06, 0.93))),
            base + rng.uniform(6, 18) * on.u,
            rng.uniform(20, 36) * on.u,
        )


def _cupboard(on: Sheet, x: float, foot: float, wide: float, tall: float) -> None:
    wood, doors = pick(on.rng, WOOD), on.rng.randint(2, 4)
    on.pen.rectangle((x, foot - tall, x + wide, foot), fill=wood)
    for door in range(doors):
        left = x + wide * door / doors
        on.pen.rectangle(
            (left + on.u, foot - tall + on.u, left + wide / doors - on.u, foot - on.u),
            outline=shade(wood, 0.7),
            width=max(2, round(0.5 * on.u)),
        )
    if on.rng.random() < 0.6:
        on.pen.rectangle(
            (x + wide * 0.15, foot - tall - 14 * on.u, x + wide * 0.85, foot - tall - on.u),
            fill=(30, 32, 36),
            outline=(60, 60, 64),
            width=max(2, round(0.6 * on.u)),
        )


def heated_bed(on: Sheet) -> None:
    """A north-eastern home: the brick bed, bedding stacked against the wall, a low table on it."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.62, 0.76)
    room(on, floor)
    edge = on.y(floor)
    window(
        on,
        (
            on.x(rng.uniform(0.03, 0.3)),
            on.y(rng.uniform(0.06, 0.14)),
            on.x(rng.uniform(0.55, 0.95)),
            edge - rng.uniform(22, 28) * on.u,
        ),
    )
    bed = edge - rng.uniform(10, 16) * on.u
    mat = pick(rng, ((206, 178, 112), (190, 70, 66), (110, 150, 140), (220, 196, 160)))
    pen.rectangle((0, bed, on.width, edge + 2 * on.u), fill=mat)
    for stripe in range(0, on.width, round(rng.uniform(6, 14) * on.u)):
        pen.line(
            ((stripe, bed), (stripe - 8 * on.u, edge + 2 * on.u)),
            fill=shade(mat, 0.88),
            width=max(2, round(0.7 * on.u)),
        )
    pen.rectangle(
        (0, edge, on.width, on.height),
        fill=pick(rng, ((196, 170, 150), (176, 110, 86), (226, 222, 212))),
    )
    mottle(on, (0, edge, on.width, on.height), (10, 5), 6)
    stack = on.x(rng.choice((rng.uniform(0, 0.12), rng.uniform(0.66, 0.78))))
    for layer in range(rng.randint(3, 6)):
        top = bed + 3 * on.u - (layer + 1) * 5 * on.u
        pen.rounded_rectangle(
            (stack, top, stack + 34 * on.u, top + 5 * on.u), 2 * on.u, fill=pick(rng, CLOTHES)
        )
    table, wood = on.x(rng.uniform(0.3, 0.5)), pick(rng, WOOD)
    for index in range(rng.randint(2, 3)):
        sitting(
            on,
            table + (index * 26 - 14) * on.u,
            edge - rng.uniform(0, 3) * on.u,
            rng.uniform(46, 58) * on.u,
            vest=index == 1,
        )
    pen.rounded_rectangle(
        (table - 4 * on.u, edge - 7 * on.u, table + 26 * on.u, edge - 4 * on.u), on.u, fill=wood
    )
    for leg in (-1, 22):
        pen.rectangle(
            (table + leg * on.u, edge - 4 * on.u, table + (leg + 2.5) * on.u, edge + on.u),
            fill=shade(wood, 0.7),
        )
    if rng.random() < 0.5:
        standing(on, on.x(rng.uniform(0.08, 0.92)), on.y(1.04), rng.uniform(58, 74) * on.u)


def kitchen(on: Sheet) -> None:
    """A look at the stove and pipes: safety at home."""
    pen, rng = on.pen, on.rng
    tile, size = (
        pick(rng, ((226, 230, 226), (200, 216, 220), (232, 220, 200))),
        rng.uniform(7, 14) * on.u,
    )
    fill_gradient(on, (0, 0, on.width, on.height), tile, shade(tile, 0.88))
    for index in range(int(max(on.image.size) / size) + 1):
        line = shade(tile, 0.9)
        pen.line(
            ((index * size, 0), (index * size, on.height)),
            fill=line,
            width=max(1, round(0.3 * on.u)),
        )
        pen.line(
            ((0, index * size), (on.width, index * size)),
            fill=line,
            width=max(1, round(0.3 * on.u)),
        )
    if rng.random() < 0.6:
        window(
            on,
            (
                on.x(rng.uniform(0.05, 0.3)),
                on.y(0.06),
                on.x(rng.uniform(0.45, 0.7)),
                on.y(rng.uniform(0.3, 0.42)),
            ),
        )
    counter, wood = (
        on.y(rng.uniform(0.54, 0.68)),
        pick(rng, (*WOOD, (90, 120, 150), (236, 236, 230))),
    )
    pipe = on.x(rng.uniform(0.72, 0.95))
    pen.line(((pipe, 0), (pipe, counter)), fill=(214, 180, 60), width=max(4, round(1.6 * on.u)))
    pen.rectangle((0, counter, on.width, on.height), fill=wood)
    pen.rectangle((0, counter, on.width, counter + 4 * on.u), fill=(70, 72, 76))
    for door in range(5):
        left = on.x(door / 5)
        pen.rectangle(
            (left + on.u, counter + 7 * on.u, left + on.width / 5 - on.u, on.height),
            outline=shade(wood, 0.7),
            width=max(2, round(0.5 * on.u)),
        )
    stove = on.x(rng.uniform(0.1, 0.6))
    pen.rounded_rectangle(
        (stove, counter - 4 * on.u, stove + 34 * on.u, counter + on.u), on.u, fill=(40, 42, 46)
    )
    for burner in (8, 25):
        pot, r = stove + burner * on.u, rng.uniform(5, 8) * on.u
        pen.rounded_rectangle(
            (pot - r, counter - 4 * on.u - r, pot + r, counter - 4 * on.u),
            on.u,
            fill=pick(rng, ((150, 154, 160), (60, 62, 66), (176, 60, 56))),
        )
    standing(on, on.x(rng.uniform(0.3, 0.5)), on.y(1.02), rng.uniform(66, 82) * on.u, vest=True)
    if rng.random() < 0.7:
        standing(on, on.x(rng.uniform(0.62, 0.85)), on.y(1.02), rng.uniform(56, 74) * on.u)
