"""Text in a picture: where it stands, and what it says once it has been read."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of the picture."""


@dataclass(frozen=True)
class Spot:
    """A place where text stands; `tilt` the angle of its baseline in degrees, 0 when level."""

    box: Box
    tilt: float


@dataclass(frozen=True)
class Ink:
    """How letters look beside what is behind them.

    `light` when most of their row is darker than they are; `shadows` holds, for every patch as wide
    as a letter where it could be told, the brightness close around the letters as a share of that
    behind them: below 1 where light letters stand in a camera's shadow, above where they shine into
    what is around, 1 where they are no lighter. On nearly white or black ground it cannot be told.
    """

    light: bool
    shadows: tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """One line of text in a picture.

    `score` 0..1; `box` (left, top, right, bottom) in fractions of the picture; `tilt` the angle of
    its baseline in degrees, 0 when it runs level, as everything a camera draws does; `ink` None
    where it was not or could not be measured.
    """

    text: str
    score: float
    box: Box
    tilt: float = 0.0
    ink: Ink | None = None

    @property
    def height(self) -> float:
        """The height of the line in fractions of the picture's height."""
        return self.box[3] - self.box[1]


def around(boxes: list[Box]) -> Box:
    """Return the smallest box that holds all boxes (at least one)."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
