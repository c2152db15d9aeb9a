"""What of a stamp somebody could read in the file: told from how it was drawn, by no reader.

A Chinese letter needs 12 pixels: the smallest size for which screen typefaces ever had a bitmap of
their own; in fewer, the strokes of common letters have no pixel each. A digit needs 7 of height, as
in a matrix of 5 × 7, hence type of 10. Counted are pixels of the file as it was sent, after a chat
app made it small. What is behind the letters does not count: every camera gives them a shadow or a
sheet, but for the orange digits of an LED date.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from examples.studio.stamps import WHITE, Canvas, Facts, Ink

LEAST_LETTER, LEAST_DIGIT = 12.0, 10.0
"""Type sizes in pixels of the file."""


@dataclass(frozen=True, eq=False)
class Measured(Canvas):
    """A canvas that keeps what was written on it, each text with its size in pixels."""

    written: list[tuple[str, int]] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float, ink: Ink = WHITE, *, shade: bool = True
    ) -> None:
        """Write text with its top left at (x, y) units."""
        super().text(x, y, text, size, ink, shade=shade)
        self.written.append((text, self.px(size)))


def legible(canvas: Measured, facts: Facts, scale: float) -> frozenset[str]:
    """Return which of "minute", "date" and "place" can be read in a file.

    `scale` is the file's size divided by that at which the stamp was drawn.
    """
    clock, year = f"{facts.when:%H:%M}", f"{facts.when:%y}"
    sizes = {
        "minute": [size for text, size in canvas.written if clock in text],
        "date": [size for text, size in canvas.written if _is_date(text, year)],
        "place": [size for text, size in canvas.written if text.split(": ")[-1] in facts.place],
    }
    least = {"minute": LEAST_DIGIT, "date": LEAST_DIGIT, "place": LEAST_LETTER}
    return frozenset(
        what for what, found in sizes.items() if found and scale * min(found) >= least[what]
    )


def _is_date(text: str, year: str) -> bool:
    return f"20{year}" in text or text.startswith(f"'{year}")
