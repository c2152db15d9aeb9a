"""A column's raw cells read into a typed pandas column.

Every distinct cell is parsed once, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from swaudit.evidence.cells import Cell, Unreadable, parse, says_nothing
from swaudit.evidence.frames import series
from swaudit.evidence.moments import Span
from swaudit.evidence.text import comparable
from swaudit.model.message import Message
from swaudit.model.tables import Column

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class TypedColumn:
    """One column of n rows.

    `values` with the dtype of its type; `said` by row number what is wrong with an unreadable
    cell; `blank` per row whether nothing was written; `canonical` per row the cell in the one form
    that all spellings of its value share, empty when blank.
    """

    values: pd.Series[Any]
    said: dict[int, Message]
    blank: Sequence[bool]
    canonical: Sequence[str]


def read_column(column: Column, cells: Sequence[Cell], span: Span) -> TypedColumn:
    """Parse the cells of a column. `span` is the contract, for dates without a year."""
    import numpy as np

    distinct: dict[Cell, int] = {}
    codes = [distinct.setdefault(cell, len(distinct)) for cell in cells]
    parsed = [parse(column, cell, span) for cell in distinct]
    said = {at: value.said for at, value in enumerate(parsed) if isinstance(value, Unreadable)}
    blank = [says_nothing(column, cell) for cell in distinct]
    canonical = [
        "" if cell is None or nothing else _canonical(cell, value)
        for cell, value, nothing in zip(distinct, parsed, blank, strict=True)
    ]
    kinds = series([None if at in said else value for at, value in enumerate(parsed)], column)
    return TypedColumn(
        kinds.take(np.array(codes, dtype=np.intp)).reset_index(drop=True),
        {row: said[code] for row, code in enumerate(codes) if code in said} if said else {},
        [blank[code] for code in codes],
        [canonical[code] for code in codes],
    )


def _canonical(cell: str, value: Any) -> str:
    if isinstance(value, Unreadable):
        return comparable(cell)
    if isinstance(value, tuple):
        return "、".join(_canonical(cell, part) for part in value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return comparable(str(value))
