"""Cells as a person sees them: whether anything is written, and what."""

from __future__ import annotations

from collections.abc import Iterable

from swaudit.evidence.grid import Cell
from swaudit.evidence.text import tidy

_SHOWN = 40
_NOTHING = frozenset("/\\-—－–_")
_MAYBE_NOTHING = _NOTHING | {"", *filter(str.isspace, map(chr, range(0x3001)))}


def is_blank(cell: Cell) -> bool:
    """Tell whether nothing is written: no cell, spaces, or a stroke."""
    if cell is None:
        return True
    if cell[0] != "s" or (len(cell) > 1 and cell[1] not in _NOTHING and not cell[1].isspace()):
        return False
    return _NOTHING.issuperset(cell[1:].strip())


def are_filled(cells: Iterable[Cell]) -> list[bool]:
    """Tell of each of many cells whether something is written: not `is_blank`, and quicker."""
    return [
        cell is not None
        and (cell[0] != "s" or cell[1:2] not in _MAYBE_NOTHING or not is_blank(cell))
        for cell in cells
    ]


def show(cell: Cell) -> str:
    """Return a cell as a person would read it, shortened."""
    text = as_text(cell) if cell else ""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def as_text(cell: str) -> str:
    """Return what a cell says as text."""
    kind, body = cell[0], cell[1:]
    if kind == "b":
        return "是" if body == "1" else "否"
    return tidy(body.replace("T", " ") if kind == "d" else body)
