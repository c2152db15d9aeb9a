"""Scenes before low houses, and on the public square."""

from __future__ import annotations

from .brush import (
    Sheet,
    fill_gradient,
    mottle,
    pick,
    shade,
)
from .buildings import SNOW, block, house, paving
from .figures import CLOTHES, tree
from .outdoors import crowd, sky


def village(on: Sheet, *, winter: bool = False) -> None:
    """A brick house of one storey with its yard, wall and gate."""
    rng = on.rng
    ground = on.y(rng.uniform(0.5, 0.7))
    sky(on, ground)
    earth = SNOW if winter else pick(rng, ((176, 152, 118), (150, 150, 110), (190, 170, 140)))
    fill_gradient(on, (0, ground - 2 * on.u, on.width, on.height), shade(earth, 0.88), earth)
    for _ in range(rng.randint(1, 3)):
        left, wide, tall = (
            on.x(rng.uniform(-0.15, 0.7)),
            rng.uniform(44, 96) * on.u,
            rng.uniform(16, 30) * on.u,
        )
        house(on, left, ground + rng.uniform(-1, 5) * on.u, wide, tall, winter=winter)
    if rng.random() < 0.7:
        low, wall = ground + rng.uniform(6, 14) * on.u, pick(rng, ((176, 108, 84), (196, 186, 170)))
        gap = rng.uniform(0.1, 0.7)
        for a, b in ((0.0, gap), (gap + 0.22, 1.0)):
            on.pen.rectangle((on.x(a), low - 9 * on.u, on.x(b), low), fill=wall)
            on.pen.rectangle(
                (on.x(a), low - 10.4 * on.u, on.x(b), low - 9 * on.u),
                fill=SNOW if winter else shade(wall, 0.75),
            )
    for _ in range(rng.randint(0, 4)):
        tree(
            on,
            on.x(rng.uniform(0, 1)),
            ground + rng.uniform(0, 9) * on.u,
            rng.uniform(26, 56) * on.u,
            bare=winter,
        )
    mottle(on, (0, ground, on.width, on.height), (10, 10), 5)
    for _ in range(rng.randint(0, 18)):
        x, y, r = (
            on.x(rng.uniform(0, 0.35)),
            on.y(rng.uniform(0.74, 0.84)),
            rng.uniform(1.4, 2.6) * on.u,
        )
        on.pen.ellipse(
            (x - r, y - r, x + r, y + r),
            fill=pick(rng, ((150, 116, 80), (170, 136, 98))),
            outline=(96, 70, 48),
        )
    crowd(
        on,
        rng.randint(2, 4),
        on.y(rng.uniform(0.88, 0.97)),
        (30, 50),
        rng.choice(((0.05, 0.6), (0.4, 0.95), (0.2, 0.8))),
    )


def winter_village(on: Sheet) -> None:
    """The same in snow."""
    village(on, winter=True)


def square(on: Sheet) -> None:
    """A public square with rows of people, lamps and bunting."""
    rng = on.rng
    ground = on.y(rng.uniform(0.36, 0.54))
    sky(on, ground)
    x = -rng.uniform(0, 30) * on.u
    while x < on.width:
        wide = rng.uniform(24, 70) * on.u
        if rng.random() < 0.7:
            block(on, (x, ground - rng.uniform(8, 26) * on.u, x + wide, ground), snowy=False)
        x += wide + rng.uniform(0, 14) * on.u
    for _ in range(rng.randint(2, 7)):
        tree(
            on,
            on.x(rng.uniform(0, 1)),
            ground + rng.uniform(0, 3) * on.u,
            rng.uniform(16, 34) * on.u,
            bare=False,
        )
    stone = pick(rng, ((190, 184, 176), (172, 176, 182), (206, 190, 168), (176, 150, 130)))
    fill_gradient(on, (0, ground, on.width, on.height), shade(stone, 0.92), stone)
    paving(on, ground, shade(stone, 0.9))
    for _ in range(rng.randint(1, 3)):
        post = on.x(rng.uniform(0.05, 0.95))
        on.pen.line(
            ((post, ground + 6 * on.u), (post, ground - 26 * on.u)),
            fill=(70, 76, 84),
            width=max(3, round(0.8 * on.u)),
        )
        on.pen.ellipse(
            (post - 2 * on.u, ground - 30 * on.u, post + 2 * on.u, ground - 26 * on.u),
            fill=(246, 244, 230),
        )
    if rng.random() < 0.5:
        _stall(on, on.x(rng.uniform(0.15, 0.6)), ground + rng.uniform(14, 24) * on.u)
    rows = rng.randint(1, 3)
    for row in range(rows):
        near = on.y(0.97) - (rows - 1 - row) * rng.uniform(9, 14) * on.u
        crowd(
            on,
            rng.randint(2, 6),
            near,
            (20 + 8 * row, 28 + 9 * row),
            rng.choice(((0.05, 0.95), (0.3, 0.98), (0.02, 0.7))),
        )


def _stall(on: Sheet, x: float, foot: float) -> None:
    """A leaflet stall: a table with a cloth and a parasol."""
    pen, rng = on.pen, on.rng
    wide, cloth = (
        rng.uniform(26, 44) * on.u,
        pick(rng, ((186, 40, 44), (54, 100, 160), (70, 130, 100))),
    )
    pen.line(
        ((x + wide / 2, foot), (x + wide / 2, foot - 34 * on.u)),
        fill=(90, 90, 94),
        width=max(3, round(on.u)),
    )
    pen.pieslice(
        (x - 6 * on.u, foot - 40 * on.u, x + wide + 6 * on.u, foot - 14 * on.u),
        180,
        360,
        fill=pick(rng, CLOTHES),
    )
    pen.rectangle((x, foot - 11 * on.u, x + wide, foot), fill=cloth)
    pen.rectangle((x, foot - 12.4 * on.u, x + wide, foot - 11 * on.u), fill=shade(cloth, 1.3))
    for leaflet in range(rng.randint(4, 9)):
        left = x + (leaflet + 0.3) * wide / 9.5
        pen.rectangle(
            (left, foot - 14 * on.u, left + 2.6 * on.u, foot - 12.4 * on.u), fill=(244, 242, 236)
        )
