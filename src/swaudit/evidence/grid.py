"""The cells of a sheet, column by column: what stands there, and in which rows.

A column of a ledger says the same few things over and over: each is kept once, and looked at once.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

Cell = str | None
"""One letter for its kind and its text, as `evidence.sheets` says; None when blank."""
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Coded:
    """A column of n cells: `codes` has for each which of `said` stands there.

    `said` may hold a cell twice, and one that no row says.
    """

    said: tuple[Cell, ...]
    codes: array[int]

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """Return the column of some cells."""
        known = {cell: at for at, cell in enumerate(dict.fromkeys(cells))}
        return cls(tuple(known), as_codes(map(known.__getitem__, cells), len(known)))

    @classmethod
    def same(cls, cell: Cell, count: int) -> Coded:
        """Return a column that says one thing in all of its rows."""
        return cls((cell,), array("B", bytes(count)))

    @classmethod
    def unpacked(cls, given: Mapping[str, Any]) -> Coded:
        """Return a column from what `packed` gave."""
        codes = array(_size(len(given["said"])), b64decode(given["codes"]))
        if sys.byteorder == "big":
            codes.byteswap()
        return cls(tuple(given["said"]), codes)

    def packed(self) -> dict[str, Any]:
        """Return the column as plain JSON types."""
        codes = self.codes[:]
        if sys.byteorder == "big":
            codes.byteswap()
        return {"said": list(self.said), "codes": b64encode(codes.tobytes()).decode("ascii")}

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Cell]:
        return map(self.said.__getitem__, self.codes)

    def rows(self, which: Callable[[Cell], bool], start: int = 0) -> list[int]:
        """Return the rows from `start` on, rising, whose cell is one that `which` is true of."""
        wanted = {code for code, cell in enumerate(self.said) if which(cell)}
        if not wanted:
            return []
        return [row for row, code in enumerate(self.codes[start:], start) if code in wanted]

    def at(self, rows: Iterable[int]) -> Coded:
        """Return what some rows say, in their order."""
        import numpy as np

        codes = np.asarray(self.codes)[np.fromiter(rows, dtype=np.intp)]
        return Coded(self.said, array(self.codes.typecode, codes.tobytes()))

    def reworded(self, how: Callable[[Cell], Cell]) -> Coded:
        """Return the column with other words for its cells."""
        return Coded(tuple(map(how, self.said)), self.codes)


def as_codes(codes: Iterable[int], count: int) -> array[int]:
    """Return codes of so many cells, each in as few bytes as will do."""
    return array(_size(count), codes)


def _size(count: int) -> str:
    return "B" if count <= 1 << 8 else "H" if count <= 1 << 16 else "I"


def columns_of(rows: Sequence[Sequence[Cell]]) -> tuple[Coded, ...]:
    """Return the columns of rows of any lengths, without the blanks behind and below all cells."""
    width = max(map(len, rows), default=0)
    every = (
        Coded.of([cells[at] if at < len(cells) else None for cells in rows]) for at in range(width)
    )
    return trimmed(every)


def trimmed(columns: Iterable[Coded]) -> tuple[Coded, ...]:
    """Return columns without those behind the last that is filled, and the last filled row."""
    every = list(columns)
    while every and not any(every[-1].said):
        every.pop()
    height = max(map(_height, every), default=0)
    return tuple(Coded(column.said, column.codes[:height]) for column in every)


def _height(column: Coded) -> int:
    if None not in column.said:
        return len(column)
    blank = {code for code, cell in enumerate(column.said) if cell is None}
    height = len(column) if len(blank) < len(column.said) else 0
    while height and column.codes[height - 1] in blank:
        height -= 1
    return height


def filled_in(
    columns: Sequence[Coded], cells: Mapping[tuple[int, int], Cell], height: int, width: int
) -> tuple[Coded, ...]:
    """Return as many columns of that height, some cells of them in the place of blanks."""
    held = [list(column) + [None] * (height - len(column)) for column in columns]
    held += [[None] * height for _ in range(width - len(columns))]
    for (row, at), cell in cells.items():
        held[at][row] = held[at][row] or cell
    return tuple(map(Coded.of, held))


class Rows(Sequence[Row]):
    """The rows of columns, each up to its last filled cell; made when they are asked for."""

    def __init__(self, columns: Sequence[Coded]) -> None:
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self[row] for row in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return _cut(tuple(column.said[column.codes[at]] for column in self._columns))

    def __iter__(self) -> Iterator[Row]:
        return map(_cut, zip(*self._columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def first_cells(columns: Sequence[Coded]) -> list[Cell]:
    """Return the first cell of each row that is not blank; None for a blank row."""
    found: list[Cell] = list(columns[0]) if columns else []
    for column in columns[1:]:
        if None not in found:
            break
        found = [a if a is not None else b for a, b in zip(found, column, strict=True)]
    return found


def _cut(row: Row) -> Row:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row[:width]
