"""Scenes in public rooms: meetings, crafts, corridors, the office, the reading corner."""

from __future__ import annotations

from .brush import (
    Sheet,
    fill_gradient,
    mottle,
    pick,
    shade,
    shadow,
)
from .figures import CLOTHES, WOOD, bust, chair, plant, sitting, standing
from .rooms import FLOORS, PAINT, picture, room, window


def meeting(on: Sheet) -> None:
    """A long table with people on the far side, a board or screen behind."""
    pen, rng = on.pen, on.rng
    room(on, rng.uniform(0.6, 0.72))
    if rng.random() < 0.75:
        left, wide = on.x(rng.uniform(0.05, 0.5)), rng.uniform(36, 60) * on.u
        top = on.y(rng.uniform(0.05, 0.14))
        pen.rectangle(
            (left, top, left + wide, top + wide * 0.52),
            fill=pick(rng, ((244, 244, 242), (40, 70, 120), (60, 92, 76))),
            outline=(120, 120, 124),
            width=max(3, round(on.u)),
        )
        for line in range(rng.randint(2, 5)):
            y = top + (line + 1) * wide * 0.085
            pen.line(
                ((left + wide * 0.1, y), (left + wide * rng.uniform(0.4, 0.9), y)),
                fill=(160, 170, 190),
                width=max(3, round(1.1 * on.u)),
            )
    if rng.random() < 0.5:
        window(on, (on.x(0.72), on.y(0.1), on.x(0.97), on.y(rng.uniform(0.36, 0.46))))
    edge, count = on.y(rng.uniform(0.56, 0.7)), rng.randint(3, 7)
    wood, worker = pick(rng, WOOD), rng.randrange(count)
    for index in range(count):
        bust(
            on,
            on.x((index + rng.uniform(0.35, 0.65)) / count),
            edge,
            rng.uniform(52, 66) * on.u,
            vest=index == worker,
        )
    slant = rng.uniform(-3, 3) * on.u
    pen.polygon(
        ((0, edge + slant), (on.width, edge - slant), (on.width, on.height), (0, on.height)),
        fill=wood,
    )
    mottle(on, (0, edge + 3 * on.u, on.width, on.height), (3, 14), 6)
    pen.line(
        ((0, edge + slant), (on.width, edge - slant)),
        fill=shade(wood, 1.25),
        width=max(3, round(on.u)),
    )
    for _ in range(rng.randint(5, 12)):
        x, y, wide = (
            on.x(rng.uniform(0.02, 0.9)),
            rng.uniform(edge + 5 * on.u, on.height - 6 * on.u),
            rng.uniform(8, 15) * on.u,
        )
        turn = rng.uniform(-3, 3) * on.u
        pen.polygon(
            (
                (x, y),
                (x + wide, y + turn),
                (x + wide + turn, y + wide * 0.55 + turn),
                (x + turn, y + wide * 0.55),
            ),
            fill=pick(rng, ((244, 242, 236), (230, 226, 214), (186, 60, 60), (80, 120, 170))),
        )


def activity_room(on: Sheet) -> None:
    """People at craft tables, paper flags across the ceiling."""
    pen, rng = on.pen, on.rng
    floor = rng.uniform(0.4, 0.56)
    room(on, floor)
    base = on.y(floor)
    for _ in range(rng.randint(1, 4)):
        picture(
            on,
            on.x(rng.uniform(0.02, 0.85)),
            on.y(rng.uniform(0.1, 0.22)),
            rng.uniform(12, 26) * on.u,
            rng.uniform(10, 18) * on.u,
        )
    if rng.random() < 0.6:
        y, sag = on.y(rng.uniform(0.02, 0.08)), rng.uniform(2, 8) * on.u
        for flag in range(18):
            x, drop = flag / 17 * on.width, sag * (1 - (flag / 8.5 - 1) ** 2)
            pen.polygon(
                ((x - 2 * on.u, y + drop), (x + 2 * on.u, y + drop), (x, y + drop + 4 * on.u)),
                fill=pick(rng, CLOTHES),
            )
    for _ in range(rng.randint(1, 4)):
        standing(
            on,
            on.x(rng.uniform(0.05, 0.95)),
            base + rng.uniform(8, 14) * on.u,
            rng.uniform(40, 48) * on.u,
        )
    for place in sorted(rng.uniform(0.64, 0.98) for _ in range(rng.randint(2, 3))):
        x, y, half = on.x(rng.uniform(0.15, 0.85)), on.y(place), rng.uniform(22, 34) * on.u
        wood, cloth = pick(rng, WOOD), pick(rng, CLOTHES)
        for index in range(rng.randint(2, 4)):
            bust(
                on,
                x - half * 0.8 + index * half * 0.55,
                y - half * 0.18,
                rng.uniform(48, 58) * on.u,
                vest=index == 1,
            )
        shadow(on, (x - half, y + half * 0.1, x + half * 1.1, y + half * 0.5), 50)
        pen.ellipse(
            (x - half, y - half * 0.3, x + half, y + half * 0.34),
            fill=rng.choice((wood, shade(cloth, 1.3))),
        )
        for _ in range(rng.randint(6, 14)):
            px, py, r = (
                x + rng.uniform(-0.7, 0.7) * half,
                y + rng.uniform(-0.18, 0.2) * half,
                rng.uniform(0.8, 2.6) * on.u,
            )
            pen.rectangle((px - r, py - r * 0.5, px + r, py + r * 0.5), fill=pick(rng, CLOTHES))


def corridor(on: Sheet) -> None:
    """One-point perspective: doors on both sides, light at the end."""
    pen, rng = on.pen, on.rng
    wall, ground = pick(rng, PAINT), pick(rng, FLOORS)
    cx, cy, deep = on.x(rng.uniform(0.3, 0.7)), on.y(rng.uniform(0.34, 0.5)), rng.uniform(0.1, 0.2)
    end = (cx - deep * on.width, cy - deep * on.height, cx + deep * on.width, cy + deep * on.height)
    pen.polygon(((0, 0), (on.width, 0), (end[2], end[1]), (end[0], end[1])), fill=(236, 236, 232))
    pen.polygon(
        ((0, on.height), (on.width, on.height), (end[2], end[3]), (end[0], end[3])), fill=ground
    )
    pen.polygon(
        ((0, 0), (end[0], end[1]), (end[0], end[3]), (0, on.height)), fill=shade(wall, 0.92)
    )
    pen.polygon(
        ((on.width, 0), (end[2], end[1]), (end[2], end[3]), (on.width, on.height)), fill=wall
    )
    fill_gradient(on, end, pick(rng, ((200, 220, 236), (180, 186, 180))), (246, 244, 236))
    door = pick(rng, WOOD)
    for side, wall_x in ((0, 0.0), (2, float(on.width))):
        for near, far in ((0.1, 0.3), (0.42, 0.55), (0.66, 0.75)):
            if rng.random() < 0.2:
                continue
            corners = []
            for share, high in ((near, True), (far, True), (far, False), (near, False)):
                x = wall_x + (end[side] - wall_x) * share
                upper, lower = end[1] * share, on.height + (end[3] - on.height) * share
                corners.append((x, upper + (lower - upper) * (0.28 if high else 1.0)))
            pen.polygon(corners, fill=shade(door, 1.1 - near * 0.4))
    for lamp in (0.2, 0.5, 0.72):
        y, half = end[1] * lamp, on.width * 0.09 * (1 - lamp)
        x = on.x(0.5) + (cx - on.x(0.5)) * lamp
        pen.rectangle(
            (x - half, y, x + half, y + 2.4 * on.u * (1 - lamp) + 2), fill=(255, 254, 244)
        )
    for _ in range(rng.randint(2, 5)):
        near = rng.uniform(0.0, 1)
        standing(
            on,
            on.x(rng.uniform(0.15, 0.85)),
            end[3] + (on.height * 0.97 - end[3]) * near,
            (18 + 48 * near) * on.u,
            vest=rng.random() < 0.4,
        )


def office(on: Sheet) -> None:
    """The station: desk, screen, telephone, a worker talking."""
    pen, rng = on.pen, on.rng
    room(on, rng.uniform(0.58, 0.7))
    if rng.random() < 0.6:
        _shelf(
            on,
            on.x(rng.uniform(0, 0.6)),
            on.y(rng.uniform(0.05, 0.2)),
            rng.uniform(34, 60) * on.u,
            rng.uniform(26, 44) * on.u,
        )
    if rng.random() < 0.6:
        picture(
            on,
            on.x(rng.uniform(0.6, 0.85)),
            on.y(rng.uniform(0.08, 0.2)),
            rng.uniform(12, 24) * on.u,
            rng.uniform(12, 24) * on.u,
        )
    edge, wood = on.y(rng.uniform(0.6, 0.74)), pick(rng, WOOD)
    who = rng.uniform(0.25, 0.7)
    bust(on, on.x(who), edge, rng.uniform(74, 96) * on.u, vest=True)
    if rng.random() < 0.5:
        bust(on, on.x(who + rng.choice((-0.22, 0.25))), edge, rng.uniform(66, 84) * on.u)
    pen.rectangle((0, edge, on.width, on.height), fill=wood)
    mottle(on, (0, edge, on.width, on.height), (3, 10), 6)
    for _ in range(rng.randint(1, 2)):
        x, wide = (
            on.x(rng.choice((rng.uniform(0.02, 0.22), rng.uniform(0.62, 0.8)))),
            rng.uniform(22, 36) * on.u,
        )
        y = edge + rng.uniform(0, 8) * on.u
        pen.rectangle((x + wide * 0.42, y - 4 * on.u, x + wide * 0.58, y), fill=(60, 62, 66))
        pen.rounded_rectangle((x, y - wide * 0.68, x + wide, y - 3 * on.u), on.u, fill=(34, 36, 40))
        fill_gradient(
            on,
            (x + on.u, y - wide * 0.68 + on.u, x + wide - on.u, y - 5 * on.u),
            pick(rng, ((90, 130, 180), (200, 214, 224))),
            (226, 232, 236),
        )
    x, y = on.x(rng.uniform(0.3, 0.6)), on.y(rng.uniform(0.82, 0.92))
    pen.rounded_rectangle(
        (x, y - 5 * on.u, x + 15 * on.u, y + 4 * on.u),
        on.u,
        fill=pick(rng, ((40, 42, 46), (220, 216, 206), (150, 40, 40))),
    )
    pen.rounded_rectangle(
        (x - on.u, y - 8 * on.u, x + 16 * on.u, y - 5 * on.u), 1.5 * on.u, fill=(50, 52, 56)
    )
    for _ in range(rng.randint(2, 6)):
        px, py, wide = (
            on.x(rng.uniform(0, 0.9)),
            rng.uniform(edge + 6 * on.u, on.height),
            rng.uniform(10, 20) * on.u,
        )
        pen.polygon(
            (
                (px, py),
                (px + wide, py - 2 * on.u),
                (px + wide * 1.2, py + 6 * on.u),
                (px + wide * 0.1, py + 8 * on.u),
            ),
            fill=pick(rng, ((246, 244, 238), (90, 130, 180), (220, 190, 120))),
        )


def _shelf(on: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    """A shelf of folders or books."""
    pen, rng = on.pen, on.rng
    wood, floors = pick(rng, WOOD), rng.randint(2, 4)
    pen.rectangle((x, y, x + wide, y + tall), fill=shade(wood, 0.7))
    for floor in range(floors):
        low = y + tall * (floor + 1) / floors - on.u
        left = x + on.u
        while left < x + wide - 3 * on.u:
            thick, high = rng.uniform(1.2, 3.4) * on.u, tall / floors * rng.uniform(0.55, 0.85)
            pen.rectangle((left, low - high, left + thick, low), fill=pick(rng, CLOTHES))
            left += thick + rng.choice((0.2, 0.2, 4)) * on.u
        pen.rectangle((x, low, x + wide, low + on.u), fill=wood)


def reading_corner(on: Sheet) -> None:
    """Bookshelves with children reading in front."""
    rng = on.rng
    floor = rng.uniform(0.54, 0.66)
    room(on, floor)
    x = rng.uniform(-10, 20) * on.u
    while x < on.width:
        wide = rng.uniform(30, 56) * on.u
        _shelf(
            on,
            x,
            on.y(rng.uniform(0.04, 0.24)),
            wide,
            on.y(floor) - on.y(0.12) + rng.uniform(-14, 2) * on.u,
        )
        x += wide + rng.uniform(2, 34) * on.u
    rug = pick(rng, CLOTHES)
    on.pen.ellipse(
        (
            on.x(rng.uniform(-0.1, 0.2)),
            on.y(floor + 0.08),
            on.x(rng.uniform(0.75, 1.1)),
            on.y(1.02),
        ),
        fill=shade(rug, 1.2),
    )
    count = rng.randint(2, 5)
    for index in range(count):
        place, seat = on.x((index + rng.uniform(0.3, 0.7)) / count), on.y(rng.uniform(0.76, 0.9))
        chair(on, place, seat, rng.uniform(11, 15) * on.u, pick(rng, CLOTHES))
        sitting(on, place, seat, rng.uniform(32, 48) * on.u, vest=index == 0)
        on.pen.rectangle(
            (place - 4 * on.u, seat - 8 * on.u, place + 4 * on.u, seat - 3 * on.u),
            fill=pick(rng, ((244, 240, 230), (90, 150, 190), (230, 180, 90))),
        )
    if rng.random() < 0.5:
        plant(on, on.x(rng.uniform(0.05, 0.95)), on.y(floor + 0.08), rng.uniform(18, 32) * on.u)
