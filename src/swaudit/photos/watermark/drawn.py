"""Whether a camera drew the letters of a block, by the shadows its rows stand in (`ink.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from swaudit.photos.watermark import words
from swaudit.photos.watermark.ink import SHADOWED
from swaudit.photos.watermark.lines import Line
from swaudit.photos.watermark.parse import is_telling

_LEAST, _LEAST_ON_BRIGHT, _LEAST_ON_DARK, _LEAST_ALONE = 8, 4, 3, 2  # patches
MOST, MANY = 0.5, 0.33
"""Shares of patches in a shadow: of the stamps on development photos 98.7 % showed more than MOST,
99.4 % more than MANY; of the scene texts 99.6 % a fifth at most."""


def is_drawn(block: Sequence[Line], share: float = MOST) -> bool:
    """Say whether more than a share of a block stands in a camera's shadow, where one can be told.

    The rows that make it a stamp count; a brand in the right corner may stand beside any board.
    """
    own = [line for line in block if not (line.box[0] > 0.5 and words.BRAND.search(_text(line)))]
    telling = [line for line in own if is_telling(_text(line))]
    return _shadowed(telling or own or block, share)


def are_drawn(block: Sequence[Line], other: Sequence[Line]) -> bool:
    """Say whether one camera drew both of two blocks, one of which may stand on white.

    Neither may show another ink than a camera's, and together they must show enough of that.
    """
    if not other:
        return False
    at_odds = any(shadows_of(rows) and _share(rows) < MOST for rows in (block, other))
    return not at_odds and _shadowed([*block, *other], MOST)


def shadows_of(rows: Sequence[Line]) -> list[float]:
    """Return the shadows of all patches of some rows of which one can be told."""
    return [shadow for line in rows if line.ink for shadow in line.ink.shadows]


def _shadowed(rows: Sequence[Line], share: float) -> bool:
    # One row alone does not tell it of others that stand on white: there all letters look alike.
    told = [line for line in rows if line.ink and line.ink.shadows]
    on_white = any(line.ink and not line.ink.light for line in rows if line not in told)
    dark = all(line.ink and line.ink.light for line in told)
    enough = _LEAST_ALONE if len(rows) == 1 else _LEAST_ON_DARK if dark else _LEAST_ON_BRIGHT
    least = _LEAST if share < MOST else enough
    if len(told) < 2 and on_white:
        return False
    return len(shadows_of(rows)) >= least and _share(rows) > share


def _share(rows: Sequence[Line]) -> float:
    shadows = shadows_of(rows)
    return sum(shadow < SHADOWED for shadow in shadows) / len(shadows)


def _text(line: Line) -> str:
    return words.clean(line.text)
