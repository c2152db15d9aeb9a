"""The sheets of workbooks and csv files: what a child read of a file (`evidence.book`).

A cell is None when blank, else one letter for its kind and its text:

    s养老服务    text                        d2026-03-05            date (with T14:30:00: a moment)
    n46086.5    number, shortest digits     t14:30:00              time of day
    s85%        0.85 where it is shown so
    b1  b0      true, false                 e#REF!                 a formula that failed
                                            e=                     one saved without its value

`evidence.blocks` adds two of its own, which no value is read from: m6, a number that stands in one
merged cell for several rows, and ?迟到, a mark in a sign-in list that nobody understands.

The first row is the spreadsheet's row 1 and the first cell its column A, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from swaudit.evidence.book import read_book
from swaudit.evidence.grid import Coded, Row, Rows
from swaudit.evidence.marks import Range
from swaudit.ground.store import Extractor, Facts
from swaudit.model.dossier import Problem
from swaudit.model.message import message


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (a csv's is the file's), whether it is hidden, its columns of cells.

    All columns are as long as the sheet is high. `merged` are rectangles of cells, `hidden_rows`
    and `hidden_columns` what is not shown, from 0; `from_1904` says from when the workbook counts
    its days.
    """

    name: str
    hidden: bool
    columns: tuple[Coded, ...]
    merged: tuple[Range, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    from_1904: bool = False

    @property
    def height(self) -> int:
        """How many rows there are, up to the last that is filled."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, each up to its last filled cell."""
        return Rows(self.columns)


SHEETS = Extractor("sheets", 5, read_book, seconds=60)


def sheets_of(path: str, facts: Facts) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of one file's facts; a file that could not be read gives a Problem.

    The problem's `cell` is the line where a text file breaks.
    """
    read = facts.value or {}
    if code := facts.problem or read.get("problem"):
        return (), (Problem(path, message(code), cell=str(read.get("line") or "")),)
    return tuple(
        Sheet(
            raw["name"],
            raw["hidden"],
            tuple(map(Coded.unpacked, raw["columns"])),
            tuple(map(tuple, raw["merged"])),
            tuple(raw["hidden_rows"]),
            tuple(raw["hidden_columns"]),
            raw["from_1904"],
        )
        for raw in facts.value["sheets"]
    ), ()
