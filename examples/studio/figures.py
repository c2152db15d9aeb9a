"""People and the things they gather around."""

from __future__ import annotations

from .brush import Colour, Sheet, pick, shade, shadow, vary

SKIN: Colour = (226, 184, 152)
HAIR: tuple[Colour, ...] = (
    (38, 32, 30),
    (70, 62, 60),
    (150, 148, 148),
    (205, 203, 200),
    (30, 26, 30),
)
CLOTHES: tuple[Colour, ...] = (
    (52, 84, 132),
    (140, 46, 52),
    (70, 104, 78),
    (112, 84, 128),
    (196, 170, 120),
    (64, 66, 74),
    (176, 96, 60),
    (92, 140, 160),
    (210, 208, 200),
    (180, 110, 140),
)
VEST: Colour = (196, 40, 44)
WOOD: tuple[Colour, ...] = ((150, 104, 66), (176, 132, 88), (118, 78, 50), (196, 160, 116))


def standing(on: Sheet, x: float, foot: float, tall: float, *, vest: bool = False) -> None:
    """Draw a person standing at x with the feet at `foot`, `tall` pixels high."""
    rng, pen = on.rng, on.pen
    coat = VEST if vest else pick(rng, CLOTHES)
    legs = pick(rng, ((44, 48, 60), (60, 56, 54), (86, 90, 110)))
    head, half = tall * 0.135, tall * 0.12
    shadow(on, (x - tall * 0.2, foot - tall * 0.03, x + tall * 0.24, foot + tall * 0.035))
    hip = foot - tall * 0.45
    for side in (-1, 1):
        leg = x + side * half * 0.5
        pen.rounded_rectangle(
            (leg - half * 0.42, hip, leg + half * 0.42, foot), half * 0.25, fill=legs
        )
        pen.ellipse(
            (leg - half * 0.5, foot - half * 0.4, leg + half * 0.62, foot), fill=(34, 32, 34)
        )
    top = foot - tall + head
    lean = rng.uniform(-0.3, 0.3) * half
    for side in (-1, 1):
        elbow = (x + side * half * rng.uniform(1.3, 1.9), top + tall * rng.uniform(0.22, 0.34))
        hand = (
            elbow[0] - side * half * rng.uniform(-0.5, 1.1),
            elbow[1] + tall * rng.uniform(-0.1, 0.14),
        )
        shoulder = (x + side * half * 0.85 + lean, top + tall * 0.09)
        pen.line(
            (shoulder, elbow, hand),
            fill=shade(coat, 0.86),
            width=max(2, round(half * 0.55)),
            joint="curve",
        )
        pen.ellipse(
            (
                hand[0] - half * 0.28,
                hand[1] - half * 0.28,
                hand[0] + half * 0.28,
                hand[1] + half * 0.28,
            ),
            fill=SKIN,
        )
    pen.rounded_rectangle(
        (x - half + lean, top + tall * 0.035, x + half + lean, hip + tall * 0.06),
        half * 0.55,
        fill=coat,
    )
    pen.line(
        (x + lean, top + tall * 0.06, x + lean, hip + tall * 0.05),
        fill=shade(coat, 0.8),
        width=max(1, round(half * 0.08)),
    )
    if vest:
        pen.rectangle(
            (x - half + lean, hip - tall * 0.12, x + half + lean, hip - tall * 0.095),
            fill=(236, 226, 120),
        )
    _head(on, x + lean, top, head)


def sitting(on: Sheet, x: float, seat: float, tall: float, *, vest: bool = False) -> None:
    """Draw a person sitting: from the seat line up; `tall` is the height they would stand."""
    rng, pen = on.rng, on.pen
    coat = VEST if vest else pick(rng, CLOTHES)
    half, head = tall * 0.13, tall * 0.14
    top = seat - tall * 0.47
    pen.rounded_rectangle((x - half, top, x + half, seat), half * 0.6, fill=coat)
    knees = seat + tall * 0.02
    legs = pick(rng, ((44, 48, 60), (60, 56, 54), (86, 90, 110)))
    pen.rounded_rectangle(
        (x - half * 1.05, seat - tall * 0.06, x + half * 1.05, knees + tall * 0.05),
        half * 0.4,
        fill=legs,
    )
    for side in (-1, 1):
        shin = x + side * half * 0.62
        pen.rounded_rectangle(
            (shin - half * 0.32, knees, shin + half * 0.32, seat + tall * 0.27),
            half * 0.2,
            fill=shade(legs, 0.9),
        )
        hand = (x + side * half * rng.uniform(0.2, 1.0), seat - tall * rng.uniform(0.03, 0.16))
        elbow = (x + side * half * 1.3, seat - tall * 0.17)
        pen.line(
            ((x + side * half * 0.9, top + tall * 0.07), elbow, hand),
            fill=shade(coat, 0.85),
            width=max(2, round(half * 0.5)),
            joint="curve",
        )
        pen.ellipse(
            (
                hand[0] - half * 0.26,
                hand[1] - half * 0.26,
                hand[0] + half * 0.26,
                hand[1] + half * 0.26,
            ),
            fill=SKIN,
        )
    _head(on, x, top - head * 0.15, head)


def bust(on: Sheet, x: float, edge: float, tall: float, *, vest: bool = False) -> None:
    """Draw head and shoulders behind a table whose edge is at `edge`."""
    coat = VEST if vest else pick(on.rng, CLOTHES)
    half = tall * 0.15
    on.pen.rounded_rectangle(
        (x - half, edge - tall * 0.3, x + half, edge + tall * 0.1), half * 0.7, fill=coat
    )
    on.pen.polygon(
        (
            (x - half * 0.3, edge - tall * 0.3),
            (x + half * 0.3, edge - tall * 0.3),
            (x, edge - tall * 0.18),
        ),
        fill=shade(coat, 1.25),
    )
    _head(on, x, edge - tall * 0.34, tall * 0.15)


def _head(on: Sheet, x: float, chin: float, size: float) -> None:
    """Draw a head whose chin is a little below `chin`; faces stay blank, as a blurred face does."""
    rng, pen = on.rng, on.pen
    skin, hair = vary(rng, SKIN, 14), rng.choice(HAIR)
    turn = rng.uniform(-0.12, 0.12) * size
    pen.rectangle(
        (x - size * 0.18, chin - size * 0.1, x + size * 0.18, chin + size * 0.32),
        fill=shade(skin, 0.85),
    )
    box = (x - size * 0.42 + turn, chin - size * 0.95, x + size * 0.42 + turn, chin + size * 0.12)
    pen.ellipse(
        (box[0] - size * 0.05, box[1] - size * 0.1, box[2] + size * 0.05, box[3] - size * 0.22),
        fill=hair,
    )
    pen.ellipse(
        (box[0] + size * 0.03, box[1] + size * 0.2, box[2] - size * 0.03, box[3]), fill=skin
    )
    if rng.random() < 0.25:
        cap = pick(rng, CLOTHES)
        pen.pieslice(
            (box[0] - size * 0.08, box[1] - size * 0.14, box[2] + size * 0.08, box[3] - size * 0.1),
            180,
            360,
            fill=cap,
        )


def chair(on: Sheet, x: float, seat: float, wide: float, colour: Colour) -> None:
    """Draw a chair seen from the front, its seat at `seat`."""
    pen = on.pen
    pen.rounded_rectangle(
        (x - wide / 2, seat - wide * 1.1, x + wide / 2, seat - wide * 0.2), wide * 0.1, fill=colour
    )
    pen.rectangle(
        (x - wide / 2, seat - wide * 0.12, x + wide / 2, seat + wide * 0.06),
        fill=shade(colour, 0.8),
    )
    for side in (-1, 1):
        leg = x + side * wide * 0.42
        pen.rectangle(
            (leg - wide * 0.05, seat, leg + wide * 0.05, seat + wide * 0.85),
            fill=shade(colour, 0.55),
        )


def plant(on: Sheet, x: float, foot: float, tall: float) -> None:
    """Draw a potted plant."""
    pen, rng = on.pen, on.rng
    leaf = pick(rng, ((66, 122, 70), (88, 140, 74), (46, 98, 62)))
    pot = pick(rng, ((176, 104, 70), (226, 222, 214), (92, 104, 120)))
    for _ in range(rng.randint(9, 16)):
        tip = (x + rng.uniform(-0.42, 0.42) * tall, foot - tall * rng.uniform(0.5, 1))
        pen.line(
            ((x, foot - tall * 0.28), tip),
            fill=shade(leaf, rng.uniform(0.75, 1.2)),
            width=max(2, round(tall * 0.045)),
        )
        spread = tall * rng.uniform(0.04, 0.09)
        pen.ellipse(
            (tip[0] - spread, tip[1] - spread, tip[0] + spread, tip[1] + spread),
            fill=shade(leaf, rng.uniform(0.8, 1.25)),
        )
    pen.polygon(
        (
            (x - tall * 0.17, foot - tall * 0.3),
            (x + tall * 0.17, foot - tall * 0.3),
            (x + tall * 0.12, foot),
            (x - tall * 0.12, foot),
        ),
        fill=pot,
    )


def tree(on: Sheet, x: float, foot: float, tall: float, *, bare: bool) -> None:
    """Draw a tree, bare in the cold months."""
    pen, rng = on.pen, on.rng
    bark = pick(rng, ((92, 74, 60), (120, 112, 104)))
    pen.line(
        ((x, foot), (x + tall * rng.uniform(-0.04, 0.04), foot - tall * 0.6)),
        fill=bark,
        width=max(3, round(tall * 0.045)),
    )
    leaf = pick(rng, ((84, 128, 66), (112, 146, 72), (64, 104, 60)))
    for _ in range(rng.randint(12, 20)):
        start = foot - tall * rng.uniform(0.35, 0.65)
        tip = (x + rng.uniform(-0.3, 0.3) * tall, foot - tall * rng.uniform(0.6, 1))
        pen.line(((x, start), tip), fill=bark, width=max(2, round(tall * 0.014)))
        if not bare:
            spread = tall * rng.uniform(0.08, 0.15)
            pen.ellipse(
                (tip[0] - spread, tip[1] - spread * 0.8, tip[0] + spread, tip[1] + spread * 0.8),
                fill=shade(leaf, rng.uniform(0.75, 1.2)),
            )
