"""Scenes of the premises: rehabilitation, an empty room, the team in its vests."""

from __future__ import annotations

from math import cos, sin, tau

from .brush import (
    Sheet,
    pick,
    shade,
)
from .figures import CLOTHES, WOOD, chair, plant, sitting, standing
from .rooms import picture, room, window


def rehabilitation(on: Sheet) -> None:
    """Parallel bars, mats and a wheelchair."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.46, 0.62)
    room(on, floor)
    base = on.y(floor)
    if rng.random() < 0.6:
        window(
            on,
            (
                on.x(rng.uniform(0.05, 0.3)),
                on.y(0.06),
                on.x(rng.uniform(0.45, 0.9)),
                base - rng.uniform(12, 22) * on.u,
            ),
        )
    left = on.x(rng.uniform(0, 0.7))
    for rung in range(rng.randint(5, 9)):
        y = base - (rung + 1) * 5 * on.u
        pen.line(
            ((left, y), (left + 28 * on.u, y)), fill=(176, 132, 88), width=max(3, round(1.1 * on.u))
        )
    for post in (0, 28):
        pen.rectangle(
            (left + (post - 1) * on.u, base - 50 * on.u, left + (post + 1) * on.u, base + 2 * on.u),
            fill=(140, 100, 64),
        )
    for _ in range(rng.randint(1, 3)):
        x, y, mat = (
            on.x(rng.uniform(0, 0.6)),
            on.y(rng.uniform(floor + 0.1, 0.85)),
            pick(rng, CLOTHES),
        )
        pen.polygon(
            (
                (x + 6 * on.u, y),
                (x + 50 * on.u, y),
                (x + 44 * on.u, y + 10 * on.u),
                (x, y + 10 * on.u),
            ),
            fill=mat,
        )
    bar, rise = on.y(rng.uniform(0.66, 0.76)), rng.uniform(-6, 6) * on.u
    for depth in (0, 7):
        pen.line(
            ((on.x(0.08), bar + depth * on.u), (on.x(0.9), bar + rise + depth * on.u)),
            fill=(210, 214, 218),
            width=max(4, round(1.3 * on.u)),
        )
        for share in (0.14, 0.84):
            top = bar + rise * share + depth * on.u
            pen.line(
                ((on.x(share), top), (on.x(share), top + 24 * on.u)),
                fill=(120, 126, 132),
                width=max(4, round(1.3 * on.u)),
            )
    standing(on, on.x(rng.uniform(0.25, 0.45)), on.y(0.95), rng.uniform(54, 66) * on.u)
    standing(on, on.x(rng.uniform(0.5, 0.62)), on.y(0.97), rng.uniform(56, 68) * on.u, vest=True)
    if rng.random() < 0.8:
        wheelchair(on, on.x(rng.choice((0.14, 0.8))), on.y(0.96), rng.uniform(44, 56) * on.u)


def wheelchair(on: Sheet, x: float, foot: float, tall: float) -> None:
    """A person in a wheelchair."""
    pen, r = on.pen, tall * 0.26
    pen.rectangle((x - r * 0.8, foot - tall * 0.6, x - r * 0.6, foot - r), fill=(40, 42, 48))
    pen.rectangle(
        (x - r * 0.8, foot - tall * 0.34, x + r * 0.8, foot - tall * 0.28), fill=(46, 60, 96)
    )
    sitting(on, x, foot - tall * 0.3, tall)
    pen.ellipse(
        (x - r * 1.2, foot - r * 2, x + r * 0.8, foot),
        outline=(30, 30, 34),
        width=max(4, round(r * 0.12)),
    )
    for spoke in range(5):
        turn = spoke * tau / 10
        pen.line(
            (
                (x - r * 0.2 - cos(turn) * r, foot - r - sin(turn) * r),
                (x - r * 0.2 + cos(turn) * r, foot - r + sin(turn) * r),
            ),
            fill=(150, 152, 158),
            width=2,
        )


def empty_room(on: Sheet) -> None:
    """A room of the station as nobody sits in it: tables, chairs, cabinets."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.46, 0.58)
    room(on, floor)
    base = on.y(floor)
    window(
        on,
        (
            on.x(rng.uniform(0.03, 0.4)),
            on.y(0.08),
            on.x(rng.uniform(0.5, 0.7)),
            base - rng.uniform(12, 18) * on.u,
        ),
    )
    picture(
        on,
        on.x(rng.uniform(0.74, 0.84)),
        on.y(rng.uniform(0.1, 0.2)),
        14 * on.u,
        rng.uniform(12, 22) * on.u,
    )
    cabinet, steel = on.x(rng.choice((0.0, 0.76))), pick(rng, ((176, 182, 188), (120, 140, 160)))
    pen.rectangle((cabinet, base - 34 * on.u, cabinet + 26 * on.u, base + 8 * on.u), fill=steel)
    for door in (0, 13):
        pen.rectangle(
            (
                cabinet + (door + 1) * on.u,
                base - 33 * on.u,
                cabinet + (door + 12) * on.u,
                base + 6 * on.u,
            ),
            outline=shade(steel, 0.75),
            width=2,
        )
    wood, seats = pick(rng, WOOD), pick(rng, CLOTHES)
    for row in range(rng.randint(1, 3)):
        y, count = base + (16 + row * 15) * on.u, rng.randint(2, 5)
        for index in range(count):
            chair(on, on.x((index + 0.5) / count), y, (8 + row * 2) * on.u, seats)
        pen.rectangle((on.x(0.06), y - on.u, on.x(0.94), y + 2.5 * on.u), fill=wood)
        pen.rectangle((on.x(0.08), y + 2.5 * on.u, on.x(0.1), y + 13 * on.u), fill=shade(wood, 0.7))
        pen.rectangle((on.x(0.9), y + 2.5 * on.u, on.x(0.92), y + 13 * on.u), fill=shade(wood, 0.7))
    plant(on, on.x(rng.uniform(0.3, 0.7)), base + 8 * on.u, rng.uniform(16, 28) * on.u)


def team(on: Sheet) -> None:
    """The team in its vests before the station."""
    rng = on.rng
    room(on, rng.uniform(0.6, 0.7))
    on.pen.rectangle((on.x(0.1), on.y(0.08), on.x(0.9), on.y(0.2)), fill=(176, 34, 38))
    count = rng.randint(2, 4)
    for index in range(count):
        standing(
            on,
            on.x((index + 0.5 + rng.uniform(-0.1, 0.1)) / count),
            on.y(0.96),
            rng.uniform(60, 72) * on.u,
            vest=True,
        )
