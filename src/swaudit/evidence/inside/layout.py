"""A document as it lies on paper: paragraphs and tables of cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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

    @property
    def text(self) -> str:
        """Everything written in it."""
        return "\n".join(cell.text for cell in self.cells)

    def beside(self, cell: Cell) -> list[Cell]:
        """Return the cells to the right of one, in the rows it spans, in reading order."""
        return sorted(
            (
                one
                for one in self.cells
                if one.left > cell.right - _CLOSE
                and cell.top - _CLOSE < one.top
                and one.top < cell.bottom - _CLOSE
            ),
            key=lambda one: (one.top, one.left),
        )

    def below(self, cell: Cell) -> Cell | None:
        """Return the cell directly under one, if it begins at the same edge."""
        under = (
            one
            for one in self.cells
            if abs(one.top - cell.bottom) < _CLOSE and abs(one.left - cell.left) < _CLOSE
        )
        return next(under, None)

    def alone(self, cell: Cell) -> bool:
        """Return whether a cell is the only one of its rows."""
        return not any(
            one is not cell and one.top < cell.bottom - _CLOSE and cell.top < one.bottom - _CLOSE
            for one in self.cells
        )


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
    """Yield what may be the title of a form: a paragraph, or a cell that fills a row."""
    if not block.table:
        yield block.cells[0]
    else:
        yield from (cell for cell in block.cells if block.alone(cell))
