"""Scenes from near: tables from above, hand-overs, walls of posters."""

from __future__ import annotations

from math import cos, sin, tau

from .brush import (
    Sheet,
    fill_gradient,
    mottle,
    pick,
    shade,
    shadow,
)
from .figures import CLOTHES, SKIN, WOOD, standing
from .outdoors import sky
from .rooms import PAINT, picture, room, window


def table_top(on: Sheet) -> None:
    """A table from above: sheets, cups, a blood-pressure cuff, hands from the edges."""
    pen, rng = on.pen, on.rng
    wood = pick(rng, (*WOOD, (226, 222, 214), (90, 120, 110)))
    fill_gradient(
        on,
        (0, 0, on.width, on.height),
        shade(wood, rng.uniform(0.8, 1)),
        shade(wood, rng.uniform(0.95, 1.15)),
    )
    mottle(on, (0, 0, on.width, on.height), (rng.choice((3, 16)), rng.choice((3, 18))), 7)
    if rng.random() < 0.5:
        cloth, cut = pick(rng, CLOTHES), rng.uniform(0.3, 0.7)
        pen.polygon(
            (
                (0, on.y(cut)),
                (on.width, on.y(cut + rng.uniform(-0.3, 0.3))),
                (on.width, on.height),
                (0, on.height),
            ),
            fill=cloth,
        )
    for _ in range(rng.randint(3, 8)):
        _slab(
            on,
            on.x(rng.uniform(0.05, 0.95)),
            on.y(rng.uniform(0.05, 0.95)),
            rng.uniform(14, 36) * on.u,
        )
    for _ in range(rng.randint(1, 4)):
        x, y, r, cup = (
            on.x(rng.uniform(0.1, 0.9)),
            on.y(rng.uniform(0.1, 0.9)),
            rng.uniform(4, 9) * on.u,
            pick(rng, CLOTHES),
        )
        shadow(on, (x - r * 0.8, y - r * 0.7, x + r * 1.3, y + r * 1.3), 50)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=shade(cup, 1.2))
        pen.ellipse(
            (x - r * 0.75, y - r * 0.75, x + r * 0.75, y + r * 0.75),
            fill=pick(rng, ((120, 80, 40), (230, 230, 220), (150, 170, 90))),
        )
    for _ in range(rng.randint(2, 4)):
        _arm(on)


def _slab(on: Sheet, x: float, y: float, size: float) -> None:
    """A sheet of paper, a book or a box lying askew."""
    rng, angle = on.rng, on.rng.uniform(0, tau)
    ratio, lines = rng.uniform(0.5, 0.8), rng.randint(3, 7)

    def at(a: float, b: float) -> tuple[float, float]:
        return x + (a * cos(angle) - b * ratio * sin(angle)) * size, y + (
            a * sin(angle) + b * ratio * cos(angle)
        ) * size

    face = pick(
        rng,
        (
            (244, 242, 236),
            (244, 242, 236),
            (220, 190, 120),
            (90, 130, 180),
            (180, 70, 66),
            (60, 66, 76),
        ),
    )
    drop = 0.8 * on.u
    corners = [at(-0.5, -0.5), at(0.5, -0.5), at(0.5, 0.5), at(-0.5, 0.5)]
    on.pen.polygon([(cx + drop, cy + drop) for cx, cy in corners], fill=(20, 20, 20, 60))
    on.pen.polygon(corners, fill=face)
    for line in range(lines):
        b = -0.36 + 0.72 * line / lines
        on.pen.line(
            (at(-0.4, b), at(rng.uniform(0, 0.4), b)),
            fill=shade(face, 0.78),
            width=max(2, round(0.4 * on.u)),
        )


def _arm(on: Sheet) -> None:
    """A sleeve and a hand reaching in from an edge."""
    rng, pen = on.rng, on.pen
    side, along = rng.randrange(4), rng.uniform(0.15, 0.85)
    start = (
        (0.0, on.y(along)),
        (float(on.width), on.y(along)),
        (on.x(along), 0.0),
        (on.x(along), float(on.height)),
    )[side]
    goal = (on.x(rng.uniform(0.3, 0.7)), on.y(rng.uniform(0.3, 0.7)))
    reach = rng.uniform(0.4, 0.75)
    wrist = (start[0] + (goal[0] - start[0]) * reach, start[1] + (goal[1] - start[1]) * reach)
    wide, cloth = rng.uniform(9, 14) * on.u, pick(rng, CLOTHES)
    pen.line(
        ((start[0] + on.u, start[1] + on.u), (wrist[0] + on.u, wrist[1] + on.u)),
        fill=(20, 20, 20, 60),
        width=round(wide),
    )
    pen.line((start, wrist), fill=cloth, width=round(wide))
    hand = (wrist[0] + (goal[0] - wrist[0]) * 0.2, wrist[1] + (goal[1] - wrist[1]) * 0.2)
    pen.line((wrist, hand), fill=SKIN, width=round(wide * 0.62))
    r = wide * 0.48
    pen.ellipse((hand[0] - r, hand[1] - r, hand[0] + r, hand[1] + r), fill=SKIN)
    for finger in range(4):
        turn = finger * 0.5 + rng.uniform(0, 1)
        tip = (hand[0] + cos(turn) * r * 1.7, hand[1] + sin(turn) * r * 1.7)
        pen.line((hand, tip), fill=shade(SKIN, 0.96), width=max(3, round(r * 0.42)))


def hand_over(on: Sheet) -> None:
    """Someone receives a parcel before a door, a wall or out in the yard."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.58, 0.74)
    if rng.random() < 0.5:
        room(on, floor)
        if rng.random() < 0.6:
            x = on.x(rng.uniform(0.05, 0.75))
            pen.rectangle(
                (x, on.y(floor) - 56 * on.u, x + 26 * on.u, on.y(floor)), fill=pick(rng, WOOD)
            )
        if rng.random() < 0.6:
            window(
                on,
                (
                    on.x(rng.uniform(0.4, 0.6)),
                    on.y(0.08),
                    on.x(rng.uniform(0.75, 0.98)),
                    on.y(rng.uniform(0.3, 0.42)),
                ),
            )
    else:
        sky(on, on.y(floor))
        wall = pick(rng, ((176, 108, 84), (206, 196, 178), (150, 156, 160)))
        pen.rectangle((0, on.y(rng.uniform(0.12, 0.42)), on.width, on.y(floor)), fill=wall)
        mottle(on, (0, on.y(0.12), on.width, on.y(floor)), (14, 10), 7)
        fill_gradient(on, (0, on.y(floor), on.width, on.height), (170, 160, 146), (196, 188, 176))
    middle, foot, tall = (
        on.x(rng.uniform(0.35, 0.65)),
        on.y(rng.uniform(0.94, 1.0)),
        rng.uniform(60, 76) * on.u,
    )
    gap = rng.uniform(13, 18) * on.u
    standing(on, middle - gap, foot, tall, vest=True)
    standing(on, middle + gap, foot + on.u, tall * rng.uniform(0.84, 1))
    for _ in range(rng.randint(0, 2)):
        standing(
            on,
            on.x(rng.choice((rng.uniform(0.04, 0.2), rng.uniform(0.8, 0.96)))),
            foot - 2 * on.u,
            tall * rng.uniform(0.7, 0.98),
        )
    box, half, chest = (
        pick(rng, ((190, 146, 96), (186, 50, 50), (80, 120, 170), (236, 226, 210))),
        rng.uniform(6, 10) * on.u,
        foot - tall * 0.58,
    )
    pen.rectangle(
        (middle - half, chest - half * 0.6, middle + half, chest + half * 0.7),
        fill=box,
        outline=shade(box, 0.7),
        width=max(2, round(0.4 * on.u)),
    )
    pen.rectangle(
        (middle - half * 0.15, chest - half * 0.6, middle + half * 0.15, chest + half * 0.7),
        fill=shade(box, 1.3),
    )


def poster_wall(on: Sheet) -> None:
    """A wall of posters, with people before it."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.72, 0.88)
    room(on, floor)
    x = on.x(rng.uniform(0.01, 0.08))
    while x < on.width * 0.9:
        wide, tall = rng.uniform(16, 44) * on.u, rng.uniform(28, 54) * on.u
        top, face = (
            on.y(rng.uniform(0.05, 0.18)),
            pick(rng, (*PAINT, (190, 50, 48), (46, 96, 158), (66, 128, 96), (226, 180, 90))),
        )
        pen.rectangle(
            (x, top, x + wide, top + tall),
            fill=face,
            outline=shade(face, 0.7),
            width=max(2, round(0.5 * on.u)),
        )
        pen.rectangle(
            (x + wide * 0.1, top + tall * 0.06, x + wide * 0.9, top + tall * 0.15),
            fill=shade(face, 0.62),
        )
        if rng.random() < 0.5:
            picture(on, x + wide * 0.1, top + tall * 0.22, wide * 0.8, tall * 0.32)
        for line in range(rng.randint(3, 7)):
            y = top + tall * (0.6 + 0.055 * line)
            pen.line(
                ((x + wide * 0.1, y), (x + wide * rng.uniform(0.5, 0.9), y)),
                fill=shade(face, 0.7),
                width=max(2, round(0.5 * on.u)),
            )
        x += wide + rng.uniform(3, 14) * on.u
    for _ in range(rng.randint(1, 4)):
        standing(
            on,
            on.x(rng.uniform(0.08, 0.92)),
            on.y(rng.uniform(0.94, 1.02)),
            rng.uniform(46, 64) * on.u,
            vest=rng.random() < 0.5,
        )
