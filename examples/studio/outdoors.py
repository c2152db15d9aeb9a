"""Scenes under a wide sky: grassland, streets in snow, housing estates."""

from __future__ import annotations

from .brush import (
    Colour,
    Sheet,
    fill_gradient,
    mix,
    mottle,
    pick,
    shade,
    shadow,
    soften,
    vary,
    wave,
)
from .buildings import SNOW, block, paving
from .figures import standing, tree

SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((92, 148, 206), (206, 226, 238)),
    ((150, 168, 186), (216, 220, 222)),
    ((120, 160, 200), (242, 226, 204)),
    ((176, 190, 204), (232, 236, 238)),
)


def sky(on: Sheet, horizon: float) -> None:
    """Paint the sky down to the horizon, with some clouds."""
    rng = on.rng
    top, low = rng.choice(SKIES)
    fill_gradient(on, (0, 0, on.width, horizon), vary(rng, top), vary(rng, low))
    for _ in range(rng.randint(0, 6)):
        x, y, size = (
            rng.uniform(0, on.width),
            rng.uniform(0.05, 0.8) * horizon,
            rng.uniform(6, 20) * on.u,
        )
        for _ in range(rng.randint(4, 8)):
            dx, dy, r = (
                rng.uniform(-1.4, 1.4) * size,
                rng.uniform(-0.25, 0.25) * size,
                size * rng.uniform(0.3, 0.6),
            )
            on.pen.ellipse(
                (x + dx - r, y + dy - r * 0.55, x + dx + r, y + dy + r * 0.55),
                fill=(250, 250, 250, 90),
            )
    soften(on, (0, 0, on.width, horizon), 0.9 * on.u)


def crowd(
    on: Sheet,
    count: int,
    near: float,
    tall: tuple[float, float],
    span: tuple[float, float] = (0.1, 0.9),
) -> None:
    """Draw `count` people, the far ones first; the first is the worker in a vest."""
    rng = on.rng
    depth = sorted(rng.uniform(0, 1) for _ in range(count))
    worker = rng.randrange(count)
    places = [
        span[0] + (span[1] - span[0]) * (i + rng.uniform(0.15, 0.85)) / count for i in range(count)
    ]
    rng.shuffle(places)
    for index, (far, place) in enumerate(zip(depth, places, strict=True)):
        height = (tall[0] + (tall[1] - tall[0]) * far) * on.u
        standing(on, on.x(place), near - (1 - far) * 9 * on.u, height, vest=index == worker)


def grassland(on: Sheet) -> None:
    """Open grassland with yurts, animals and a few people."""
    rng = on.rng
    horizon = on.y(rng.uniform(0.24, 0.52))
    sky(on, horizon)
    green = pick(rng, ((122, 150, 78), (168, 160, 92), (98, 138, 84), (188, 178, 122)))
    for layer in range(rng.randint(1, 3)):
        line = wave(rng, on.width, horizon + (layer - 1) * 2.5 * on.u, rng.uniform(1, 4.5) * on.u)
        on.pen.polygon(
            [(0, on.height), *line, (on.width, on.height)],
            fill=mix((150, 170, 180), green, 0.4 + 0.25 * layer),
        )
    fill_gradient(
        on,
        (0, horizon + 5 * on.u, on.width, on.height),
        mix(green, (220, 220, 190), 0.25),
        shade(green, 0.72),
    )
    mottle(
        on,
        (0, horizon + 5 * on.u, on.width, on.height),
        (rng.randint(6, 14), rng.randint(10, 24)),
        7,
    )
    if rng.random() < 0.6:
        bend, end = rng.uniform(0, 1), rng.uniform(0.1, 0.9)
        on.pen.polygon(
            (
                (on.x(bend), horizon + 5 * on.u),
                (on.x(bend) + 2 * on.u, horizon + 5 * on.u),
                (on.x(end + 0.28), on.height),
                (on.x(end), on.height),
            ),
            fill=(196, 180, 146),
        )
    for _ in range(rng.randint(0, 3)):
        _yurt(
            on,
            on.x(rng.uniform(0.08, 0.92)),
            horizon + rng.uniform(9, 22) * on.u,
            rng.uniform(14, 34) * on.u,
        )
    for _ in range(rng.randint(0, 16)):
        x, y, r = (
            on.x(rng.uniform(0, 1)),
            horizon + rng.uniform(6, 18) * on.u,
            rng.uniform(0.8, 1.8) * on.u,
        )
        on.pen.ellipse(
            (x - r * 1.5, y - r, x + r * 1.5, y + r),
            fill=rng.choice(((240, 236, 226), (110, 74, 50), (236, 230, 220))),
        )
    if rng.random() < 0.5:
        _fence(on, horizon + rng.uniform(10, 24) * on.u)
    crowd(on, rng.randint(2, 5), on.y(rng.uniform(0.88, 0.97)), (26, 46))


def _yurt(on: Sheet, x: float, foot: float, wide: float) -> None:
    pen, felt = on.pen, vary(on.rng, (240, 236, 226), 8)
    band = on.rng.choice(((46, 92, 158), (186, 60, 56), (60, 120, 100)))
    wall, roof = foot - wide * 0.36, foot - wide * 0.66
    shadow(on, (x - wide * 0.56, foot - wide * 0.06, x + wide * 0.62, foot + wide * 0.08))
    pen.rectangle((x - wide / 2, wall, x + wide / 2, foot), fill=felt)
    pen.polygon(
        (
            (x - wide * 0.54, wall),
            (x - wide * 0.1, roof),
            (x + wide * 0.1, roof),
            (x + wide * 0.54, wall),
        ),
        fill=shade(felt, 0.92),
    )
    pen.rectangle(
        (x - wide * 0.54, wall - wide * 0.02, x + wide * 0.54, wall + wide * 0.05), fill=band
    )
    door = x + on.rng.uniform(-0.2, 0.2) * wide
    pen.rectangle(
        (door - wide * 0.1, foot - wide * 0.3, door + wide * 0.1, foot), fill=shade(band, 0.8)
    )


def _fence(on: Sheet, line: float) -> None:
    colour, step = pick(on.rng, ((130, 110, 90), (220, 220, 216))), on.rng.uniform(5, 10) * on.u
    for rail in (0.0, 2.4):
        on.pen.line(
            ((0, line - rail * on.u), (on.width, line - rail * on.u)),
            fill=colour,
            width=max(2, round(0.5 * on.u)),
        )
    for post in range(int(on.width / step) + 2):
        on.pen.line(
            ((post * step, line - 4 * on.u), (post * step, line + 1.5 * on.u)),
            fill=colour,
            width=max(2, round(0.8 * on.u)),
        )


def snow_street(on: Sheet) -> None:
    """A street in winter, snow shovelled to the sides."""
    rng = on.rng
    horizon = on.y(rng.uniform(0.34, 0.56))
    sky(on, horizon)
    x = -rng.uniform(0, 20) * on.u
    while x < on.width:
        wide = rng.uniform(18, 46) * on.u
        block(
            on, (x, horizon - rng.uniform(10, 34) * on.u, x + wide, horizon + 2 * on.u), snowy=True
        )
        x += wide + rng.choice((0, 0, rng.uniform(3, 12))) * on.u
    fill_gradient(on, (0, horizon, on.width, on.height), (216, 222, 232), SNOW)
    vanish = on.x(rng.uniform(0.2, 0.8))
    left, right = sorted((rng.uniform(-0.2, 0.5), rng.uniform(0.55, 1.2)))
    on.pen.polygon(
        (
            (vanish - 2 * on.u, horizon),
            (vanish + 2 * on.u, horizon),
            (on.x(right), on.height),
            (on.x(left), on.height),
        ),
        fill=(168, 170, 176),
    )
    for _ in range(rng.randint(3, 9)):
        size, low = rng.uniform(5, 16) * on.u, on.y(rng.uniform(0.58, 0.94))
        heap = on.x(rng.choice((rng.uniform(0, 0.3), rng.uniform(0.7, 1))))
        on.pen.pieslice(
            (heap - size, low - size * 0.5, heap + size, low + size * 0.5),
            180,
            360,
            fill=(246, 248, 252),
        )
        shadow(on, (heap - size, low - size * 0.06, heap + size, low + size * 0.08), 30)
    mottle(on, (0, horizon, on.width, on.height), (8, 12), 5)
    for _ in range(rng.randint(1, 4)):
        tree(
            on,
            on.x(rng.uniform(0.02, 0.98)),
            horizon + rng.uniform(4, 16) * on.u,
            rng.uniform(30, 62) * on.u,
            bare=True,
        )
    crowd(on, rng.randint(2, 6), on.y(rng.uniform(0.86, 0.97)), (24, 44))


def courtyard(on: Sheet, *, winter: bool = False) -> None:
    """Between the blocks of a housing estate."""
    rng = on.rng
    ground = on.y(rng.uniform(0.5, 0.68))
    sky(on, ground)
    edge = rng.uniform(-10, 16) * on.u
    while edge < on.width:
        wide = rng.uniform(40, 90) * on.u
        block(on, (edge, ground - rng.uniform(32, 66) * on.u, edge + wide, ground), snowy=winter)
        edge += wide + rng.uniform(4, 26) * on.u
    stone = SNOW if winter else pick(rng, ((186, 178, 166), (160, 160, 160), (198, 172, 146)))
    fill_gradient(on, (0, ground, on.width, on.height), shade(stone, 0.9), stone)
    if not winter:
        paving(on, ground, shade(stone, 0.88))
    lawn = SNOW if winter else (112, 140, 84)
    on.pen.polygon(
        (
            (0, ground),
            (on.x(rng.uniform(0.2, 0.6)), ground),
            (on.x(rng.uniform(0, 0.3)), on.height),
            (0, on.height),
        ),
        fill=shade(lawn, 0.95),
    )
    for _ in range(rng.randint(1, 5)):
        tree(
            on,
            on.x(rng.uniform(0, 1)),
            ground + rng.uniform(2, 12) * on.u,
            rng.uniform(30, 60) * on.u,
            bare=winter,
        )
    for _ in range(rng.randint(0, 2)):
        x, y, wide = (
            on.x(rng.uniform(0.1, 0.8)),
            ground + rng.uniform(10, 18) * on.u,
            rng.uniform(14, 24) * on.u,
        )
        on.pen.rounded_rectangle(
            (x, y - 7 * on.u, x + wide, y - 4.6 * on.u), on.u, fill=(140, 96, 62)
        )
        on.pen.rounded_rectangle(
            (x, y - 3.6 * on.u, x + wide, y - 1.6 * on.u), on.u, fill=(160, 110, 72)
        )
        for leg in (0.1, 0.85):
            on.pen.rectangle(
                (x + wide * leg, y - 2 * on.u, x + wide * (leg + 0.05), y + 2.5 * on.u),
                fill=(70, 70, 74),
            )
    crowd(on, rng.randint(2, 6), on.y(rng.uniform(0.87, 0.97)), (26, 46))


def winter_courtyard(on: Sheet) -> None:
    """The same in snow."""
    courtyard(on, winter=True)
