"""Workbooks and csv files as plain rows of cells, read in a child process.

`read_book` is the parser `Store.extract` runs in the child; `sheets_of` turns what it gave into
`Sheet`s in the parent. A cell is None when blank, else one letter for its kind and its text:

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

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from swaudit.evidence import workbook
from swaudit.evidence.grid import Cell, Coded, Row, columns_of, rows_of
from swaudit.evidence.marks import Range
from swaudit.evidence.workbook import MAX_CELLS, RawSheet, SheetError
from swaudit.ground.store import Extractor, Facts
from swaudit.model.dossier import Problem
from swaudit.model.message import message

_CSV_SUFFIXES = (".csv", ".tsv", ".txt")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


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

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, each up to its last filled cell."""
        return rows_of(self.columns)


def read_book(content: bytes, name: str) -> dict[str, Any]:
    """Return `{"sheets": […], "problem": code or None}` of one file; a sheet is a `Sheet`'s fields.

    With a problem, `line` is where the text breaks, None where that has no meaning. What the file
    is, its content decides before its suffix. Runs in a child: a hostile file may abort it.
    """
    try:
        sheets = list(_read(content, name))
    except SheetError as fault:
        return {"sheets": [], "problem": fault.code, "line": fault.line}
    return {
        "sheets": [
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "columns": [column.packed() for column in sheet.columns],
                "merged": [list(one) for one in sheet.marks.merged],
                "hidden_rows": list(sheet.marks.hidden_rows),
                "hidden_columns": list(sheet.marks.hidden_columns),
                "from_1904": sheet.from_1904,
            }
            for sheet in sheets
        ],
        "problem": None,
    }


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


def decode(content: bytes) -> str:
    """Return text by its BOM, as UTF-16 where it has NULs, else as strict UTF-8, else GB18030.

    Raises UnicodeDecodeError when it is none of these.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding)
    if 0 in content:
        little = content[1::2].count(0) > content[::2].count(0)
        text = content.decode("utf-16-le" if little else "utf-16-be")
        if "\n" not in text:  # any bytes of even number may be UTF-16
            raise UnicodeDecodeError("utf-16", content, 0, len(content), "no line of text")
        return text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _read(content: bytes, name: str) -> Iterable[RawSheet]:
    if not content:
        raise SheetError("file.empty")
    if workbook.is_workbook(content):
        return workbook.read(content)
    if PurePath(name).suffix.casefold() in _CSV_SUFFIXES:
        return [RawSheet(PurePath(name).stem, False, _csv_columns(content))]
    raise SheetError("sheet.not_a_workbook")


def _csv_columns(content: bytes) -> tuple[Coded, ...]:
    import csv

    try:
        text = decode(content)
    except UnicodeDecodeError as error:
        raise SheetError("sheet.encoding") from error
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    # Strict: a quote that is never closed would swallow all rows behind it.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    read = 0

    def counted() -> Iterator[list[str]]:
        nonlocal read
        for line in lines:
            yield line
            read = lines.line_num

    try:
        return columns_of(list(_within_limit(counted())))
    except csv.Error as error:
        raise SheetError("sheet.damaged", read + 1) from error


def _within_limit(lines: Iterable[list[str]]) -> Iterator[list[Cell]]:
    width = 1
    for height, line in enumerate(lines, start=1):
        width = max(width, len(line))
        if width * height > MAX_CELLS:
            raise SheetError("sheet.too_large")
        yield ["s" + cell if cell.strip() else None for cell in line]


def _delimiter(text: str) -> str:
    head = text[:4096].splitlines()[:20]
    return max(",\t;", key=lambda sign: sum(sign in line for line in head))
