"""A document as it lies on paper: paragraphs and tables of cells, whatever file it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

PICTURE = "\ufffc"
"""Stands in a text where a picture stands in the document."""
GARBLED = "\ufffd"
"""Stands where something is written that cannot be read."""

_CLOSE = 3.0
"""Edges of neighbouring cells that differ by less are one edge, in points (or rows and columns)."""


class InsideError(Exception):
    """A document that cannot be read; `code` is the message code that says why.

    Without a code the document is sound, and only its inside is not read here.
    """

    def __init__(self, code: str | None = None) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Cell:
    """A rectangle of a table and the text in it, line by line; downwards and to the right grow.

    Edges are in points of a page, or in tens of rows and columns.
    """

    top: float
    left: float
    bottom: float
    right: float
    text: str


@dataclass(frozen=True)
class Block:
    """A table, or (of one cell) a paragraph. `depth`: in how many tables' cells a table stands."""

    cells: tuple[Cell, ...]
    table: bool
    depth: int = 0

    @cached_property
    def text(self) -> str:
        """Everything written in it."""
        return "\n".join(cell.text for cell in self.cells)

    @cached_property
    def _ordered(self) -> tuple[list[Cell], list[float]]:
        """The cells in reading order, and where each begins: a table may have thousands of rows."""
        cells = sorted(self.cells, key=lambda one: (one.top, one.left))
        return cells, [one.top for one in cells]

    def _beginning(self, top: float, bottom: float) -> list[Cell]:
        """Return the cells that begin from `top` on and above `bottom`, edges as near as a line."""
        cells, tops = self._ordered
        return cells[bisect_right(tops, top - _CLOSE) : bisect_left(tops, bottom - _CLOSE)]

    def beside(self, cell: Cell) -> list[Cell]:
        """Return the cells to the right of one, in the rows it spans, in reading order."""
        rows = self._beginning(cell.top, cell.bottom)
        return [one for one in rows if one.left > cell.right - _CLOSE]

    def below(self, cell: Cell) -> Cell | None:
        """Return the cell directly under one, if it begins at the same edge."""
        rows = self._beginning(cell.bottom, cell.bottom + 2 * _CLOSE)
        return next((one for one in rows if abs(one.left - cell.left) < _CLOSE), None)

    def alone(self) -> Iterator[Cell]:
        """Yield the cells that fill their rows, with none beside them."""
        cells, tops = self._ordered
        deepest = float("-inf")
        for cell, after in zip(cells, [*tops[1:], float("inf")], strict=True):
            if deepest - _CLOSE < cell.top and after > cell.bottom - _CLOSE:
                yield cell
            deepest = max(deepest, cell.bottom)


@dataclass(frozen=True)
class Written:
    """What a reader found. `loose`: a place that looks blank may be filled all the same.

    That is so where pictures lie over the text, or part of it is a scan.
    """

    blocks: tuple[Block, ...]
    loose: bool = False
    pictures: bool = False

    @property
    def text(self) -> str:
        """Everything written, tables in tables once."""
        return "\n".join(block.text for block in self.blocks if not block.depth)


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block((Cell(0, 0, 0, 0, text),), table=False)


def headings(block: Block) -> Iterator[Cell]:
    """Return what may be the title of a form: a paragraph, or a cell that fills a row."""
    return block.alone() if block.table else iter(block.cells)
