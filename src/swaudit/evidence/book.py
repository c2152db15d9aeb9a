"""Workbooks and csv files as columns of cells; for a child process only.

What the cells look like `evidence.sheets` says. Nothing is imported here that a child need not wait
for.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from swaudit.evidence import workbook
from swaudit.evidence.grid import Cell, Coded, columns_of
from swaudit.evidence.survey import MAX_CELLS, SheetError
from swaudit.evidence.workbook import RawSheet

MAX_TEXT = 100_000
"""Characters in one cell; a spreadsheet program keeps 32,767."""

_CSV_SUFFIXES = (".csv", ".tsv", ".txt")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_book(content: bytes, name: str) -> dict[str, Any]:
    """Return `{"sheets": […], "problem": code or None}` of one file; a sheet is a `Sheet`'s fields.

    With a problem, `line` is where the text breaks, None where that has no meaning. What the file
    is, its content decides before its suffix. Runs in a child: a hostile file may abort it.
    """
    try:
        sheets = list(_read(content, name))
        _refuse_long_texts(sheets)
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


def _refuse_long_texts(sheets: Iterable[RawSheet]) -> None:
    said = (cell for sheet in sheets for column in sheet.columns for cell in column.said)
    if any(cell is not None and len(cell) > MAX_TEXT for cell in said):
        raise SheetError("sheet.long_text")


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
