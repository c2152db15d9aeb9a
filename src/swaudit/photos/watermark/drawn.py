"""Whether a camera drew the letters of a block, by the shadows its rows stand in (`ink.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from swaudit.photos.watermark import words
from swaudit.photos.watermark.lines import Line
from swaudit.photos.watermark.parse import is_telling

SHADOWED = 0.92
"""Brightness around a block's letters, at most, beside what is behind them: of most stamps 0.58 to
0.9 was measured, of all scene text 1 and more."""


def is_drawn(block: Sequence[Line]) -> bool:
    """Say whether most letters of a block stand in a camera's shadow, where that can be told.

    Both its telling rows and all together must: neither letters of the scene beside a board nor one
    of its own rows, taken for shadowed, vouch for the rest.
    """
    telling = [line for line in block if is_telling(words.clean(line.text))]
    return all(map(_shadowed, (block, telling or block)))


def are_drawn(block: Sequence[Line], other: Sequence[Line]) -> bool:
    """Say whether one camera drew both of two blocks, one of which may stand on white.

    Neither may show another ink than a camera's, and together they must show enough of that.
    """
    if not other:
        return False
    shown = [shadows_of(rows) for rows in (block, other)]
    at_odds = any(shadows and median(shadows) >= SHADOWED for shadows in shown)
    return not at_odds and _shadowed([*block, *other])


def _shadowed(rows: Sequence[Line]) -> bool:
    # One row alone does not tell it of others that stand on white.
    shadows = shadows_of(rows)
    enough = len(shadows) > 1 or len(shadows) == sum(line.ink is not None for line in rows)
    return bool(shadows) and enough and median(shadows) < SHADOWED


def shadows_of(rows: Sequence[Line]) -> list[float]:
    """Return the shadows of those rows of which one can be told."""
    return [line.ink.shadow for line in rows if line.ink and line.ink.shadow is not None]
