"""A column's raw cells read into a typed pandas column.

Every distinct cell is parsed once, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from swaudit.evidence.cells import Cell, Noted, Unreadable, parse, parse_filled, says_nothing
from swaudit.evidence.frames import series
from swaudit.evidence.moments import NOTHING_KNOWN, Dating
from swaudit.evidence.text import comparable
from swaudit.model.message import Message
from swaudit.model.tables import Column

if TYPE_CHECKING:
    import pandas as pd


_DATED = ("date", "month")


@dataclass(frozen=True, eq=False)
class TypedColumn:
    """One column of n rows.

    `values` with the dtype of its type; `said` by row number what is wrong with an unreadable
    cell, `noted` what a cell says beside the value that was taken; `blank` per row whether nothing
    was written; `canonical` per row the cell in the one form that all spellings of its value share,
    empty when blank.
    """

    values: pd.Series[Any]
    said: dict[int, Message]
    noted: dict[int, Message]
    blank: Sequence[bool]
    canonical: Sequence[str]


def read_column(column: Column, parts: Iterable[tuple[Sequence[Cell], Dating]]) -> TypedColumn:
    """Parse the cells of a column, part by part: `Dating` supplies what dates leave out there."""
    import numpy as np
    import pandas as pd

    told: list[Cell] = []
    parsed: list[Any] = []
    blank: list[bool] = []
    codes: list[int] = []
    known: dict[Dating, dict[Cell, int]] = {}
    for cells, dating in parts:
        distinct = known.setdefault(dating if column.type in _DATED else NOTHING_KNOWN, {})
        for cell in dict.fromkeys(cells):
            if cell not in distinct:
                distinct[cell] = len(told)
                told.append(cell)
                blank.append(says_nothing(column, cell))
                parsed.append(
                    parse(column, None)
                    if cell is None or blank[-1]
                    else parse_filled(column, cell, dating)
                )
        codes += map(distinct.__getitem__, cells)
    said = {at: value.said for at, value in enumerate(parsed) if isinstance(value, Unreadable)}
    noted = {at: value.said for at, value in enumerate(parsed) if isinstance(value, Noted)}
    values = [value.value if isinstance(value, Noted) else value for value in parsed]
    canonical = [
        "" if cell is None or nothing else _canonical(cell, value)
        for cell, value, nothing in zip(told, values, blank, strict=True)
    ]
    kinds = series([None if at in said else value for at, value in enumerate(values)], column)
    rows = np.array(codes, dtype=np.intp)
    return TypedColumn(
        pd.Series(kinds.array.take(rows), copy=False),
        _by_row(codes, said),
        _by_row(codes, noted),
        np.array(blank, dtype=bool)[rows].tolist(),
        np.array(canonical, dtype=object)[rows].tolist(),
    )


def _by_row(codes: Sequence[int], said: Mapping[int, Message]) -> dict[int, Message]:
    return {row: said[code] for row, code in enumerate(codes) if code in said} if said else {}


def _canonical(cell: str, value: Any) -> str:
    if isinstance(value, Unreadable):
        return comparable(cell)
    if isinstance(value, tuple):
        return "、".join(_canonical(cell, part) for part in value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return comparable(str(value))
