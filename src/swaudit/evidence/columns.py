"""A column's raw cells read into a typed pandas column.

Every distinct cell is parsed once, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from swaudit.evidence.cells import Noted, Unreadable, parse_each
from swaudit.evidence.frames import series
from swaudit.evidence.grid import Cell, Coded
from swaudit.evidence.moments import NOTHING_KNOWN, Dating
from swaudit.evidence.nothing import say_nothing
from swaudit.evidence.text import each_comparable
from swaudit.model.message import Message
from swaudit.model.tables import Column

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


_DATED = ("date", "month")


@dataclass(frozen=True, eq=False)
class TypedColumn:
    """One column of n rows, and of the m different cells in it.

    `values` and `kinds` with the dtype of its type, by row and by cell; `said` by row number what
    is wrong with an unreadable cell, `noted` what a cell says beside the value that was taken.
    `codes` has for each row which cell stands there; of each cell `blank` tells whether nothing is
    written, `canonical` the one form that all spellings of its value share, empty when blank.
    """

    values: pd.Series[Any]
    kinds: pd.Series[Any]
    said: dict[int, Message]
    noted: dict[int, Message]
    codes: NDArray[np.intp]
    blank: Sequence[bool]
    canonical: Sequence[str]

    def by_row(self, told: Sequence[str]) -> list[str]:
        """Return for each row what is told of its cell."""
        import numpy as np

        found: list[str] = np.array(told, dtype=object)[self.codes].tolist()
        return found


def read_column(column: Column, parts: Iterable[tuple[Coded, Dating]]) -> TypedColumn:
    """Parse the cells of a column, part by part: `Dating` supplies what dates leave out there."""
    import numpy as np
    import pandas as pd

    told: list[Cell] = []
    parsed: list[Any] = []
    blank: list[bool] = []
    codes: list[NDArray[np.intp]] = []
    known: dict[Dating, dict[Cell, int]] = {}
    for coded, dating in parts:
        distinct = known.setdefault(dating if column.type in _DATED else NOTHING_KNOWN, {})
        own = np.asarray(coded.codes)
        code_of = np.zeros(len(coded.said), dtype=np.intp)
        there = np.unique(own).tolist()
        new = [cell for cell in map(coded.said.__getitem__, there) if cell not in distinct]
        new = list(dict.fromkeys(new))
        distinct |= zip(new, range(len(told), len(told) + len(new)), strict=True)
        told += new
        nothing = say_nothing(column, new)
        blank += nothing
        parsed += parse_each(column, new, nothing, dating)
        code_of[there] = [distinct[coded.said[code]] for code in there]
        codes.append(code_of[own])
    said: dict[int, Message] = {}
    noted: dict[int, Message] = {}
    values = list(parsed)
    for at, value in enumerate(parsed):
        if isinstance(value, Unreadable):
            said[at] = value.said
        elif isinstance(value, Noted):
            noted[at], values[at] = value.said, value.value
    written = [
        "" if cell is None or nothing else _written(cell, value)
        for cell, value, nothing in zip(told, values, blank, strict=True)
    ]
    for at in said:
        values[at] = None
    kinds = series(values, column)
    rows = np.concatenate(codes) if codes else np.zeros(0, dtype=np.intp)
    return TypedColumn(
        pd.Series(kinds.array.take(rows), copy=False),
        kinds,
        _by_row(rows, said),
        _by_row(rows, noted),
        rows,
        blank,
        each_comparable(written),
    )


def rows_with(codes: NDArray[np.intp], wanted: Iterable[int]) -> list[int]:
    """Return the rows, rising, that have one of the wanted codes."""
    import numpy as np

    return np.flatnonzero(np.isin(codes, list(wanted))).tolist()


def _by_row(codes: NDArray[np.intp], said: Mapping[int, Message]) -> dict[int, Message]:
    return {row: said[codes[row]] for row in rows_with(codes, said)} if said else {}


def _written(cell: str, value: Any) -> str:
    """Return what a cell says as text; of several spellings of a value one."""
    if isinstance(value, str):
        return value
    if isinstance(value, Unreadable):
        return cell
    if isinstance(value, tuple):
        return "、".join(_written(cell, part) for part in value)
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
