"""Cells that hold nothing of what their column is for: blank, or a word for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from swaudit.evidence.grid import Cell
from swaudit.evidence.shown import are_filled, is_blank
from swaudit.evidence.text import comparable
from swaudit.model.tables import Column

_NONE = frozenset(("无", "暂无"))
_NOT_YET = _NONE | {"没有", "未办", "办理中", "待补", "待定"}
_LONGEST_NOTHING = 1 + max(map(len, _NOT_YET))
_NAMED_TYPES = frozenset(("code", "path", "idcard", "phone", "date", "month", "times", "list"))


def says_nothing(column: Column, cell: Cell) -> bool:
    """Tell whether a cell holds nothing of what its column is for: blank, or a word for nothing.

    无 and 暂无 are such words in text too; 没有, 未办, 办理中, 待补 and 待定 only where a code, a
    date, a path or the like should stand.
    """
    if cell is None or is_blank(cell):
        return True
    words = _NOT_YET if column.type in _NAMED_TYPES else _NONE if column.type == "text" else ()
    if cell[0] != "s" or (len(cell) > _LONGEST_NOTHING and cell.isprintable() and " " not in cell):
        return False
    return comparable(cell[1:]) in words


def say_nothing(column: Column, cells: Sequence[Cell]) -> list[bool]:
    """Tell `says_nothing` of each of many cells, quicker."""
    return [
        not filled
        or (
            cell is not None
            and (len(cell) <= _LONGEST_NOTHING or not cell.isprintable() or " " in cell)
            and says_nothing(column, cell)
        )
        for cell, filled in zip(cells, are_filled(cells), strict=True)
    ]
