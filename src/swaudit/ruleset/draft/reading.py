"""The tables of a Word or Excel checklist as merged regions of text, read in a child process.

A merged cell is one region that knows how far it reaches, so that what stands in it once can be
carried down to every row it covers, and is still one requirement.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from swaudit.evidence import workbook
from swaudit.evidence.grid import Rows
from swaudit.evidence.inside import word
from swaudit.evidence.inside.layout import PICTURE, Cell, InsideError
from swaudit.evidence.survey import MAX_UNPACKED, SheetError
from swaudit.evidence.text import tidy
from swaudit.ground.sandbox import parse_all
from swaudit.model.message import Message, message

SECONDS = 60
MAX_REGIONS = 5_000
"""More filled cells than any checklist has."""
_AS_SHEET = {"document.too_large": "sheet.too_large", "document.locked": "sheet.encrypted"}
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Region:
    """A cell, or cells merged into one: where it begins (from 1), how far it reaches, its text.

    The text keeps its lines.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True)
class ChecklistTable:
    """One table (a sheet, in a workbook) and its regions in reading order, blank ones left out."""

    name: str
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Checklist:
    """What a document holds: its tables, and the paragraphs that stand outside them."""

    tables: tuple[ChecklistTable, ...]
    outside: tuple[str, ...] = ()


class DraftError(Exception):
    """A draft cannot be made; `said` tells why, `reason` more of it where there is more."""

    def __init__(self, said: Message, reason: Message | None = None) -> None:
        super().__init__(said.code)
        self.said, self.reason = said, reason


def read_checklist(path: Path) -> Checklist:
    """Return the tables of a .docx or a workbook. Raises DraftError."""
    (parsed,) = parse_all([path], parse_tables, seconds=SECONDS, workers=1)
    value = parsed.value or {}
    problem = parsed.problem or value.get("problem")
    if problem:
        raise DraftError(message("draft.unreadable", file=path), Message(problem))
    tables = tuple(
        ChecklistTable(
            one["name"] or str(at),
            regions(one["regions"]),
        )
        for at, one in enumerate(value["tables"], start=1)
    )
    outside = tuple(line for text in value["outside"] if (line := tidy(text)))
    found = Checklist(tuple(one for one in tables if one.regions), outside)
    if not found.tables:
        raise DraftError(message("draft.no_table", file=path))
    return found


def regions(raw: list[list[Any]]) -> tuple[Region, ...]:
    """Return (row, column, rows, columns, text) as regions in reading order, without blank ones."""
    made = (
        Region(row, column, rows, columns, _lines(text)) for row, column, rows, columns, text in raw
    )
    return tuple(sorted((one for one in made if one.text), key=lambda one: (one.row, one.column)))


def parse_tables(content: bytes, name: str) -> dict[str, Any]:
    """Return `{"tables": [{"name", "regions": [[row, column, rows, columns, text]]}], "outside"}`.

    With `problem`, a message code, where the file cannot be read. Runs in a child.
    """
    try:
        if content.startswith(_OLE) and name.lower().endswith(".doc"):
            raise SheetError("draft.old_word")
        if not workbook.is_workbook(content):
            raise SheetError("draft.not_a_document")
        tables, outside = _word(content) if _is_word(content) else (_sheets(content), [])
        if sum(len(one["regions"]) for one in tables) > MAX_REGIONS:
            raise SheetError("sheet.too_large")
    except SheetError as fault:
        return {"problem": fault.code}
    return {"problem": None, "tables": tables, "outside": outside}


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise SheetError("sheet.too_large")
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        if content.startswith(_OLE):
            return False
        raise SheetError("sheet.damaged") from None


def _word(content: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    try:
        blocks = word.read(content).blocks
    except InsideError as fault:
        raise SheetError(_AS_SHEET.get(fault.code or "", "sheet.damaged")) from fault
    # A table inside a cell is text of that cell.
    tables = [block for block in blocks if block.table and not block.depth]
    outside = [block.text.replace(PICTURE, "") for block in blocks if not block.table]
    return [{"name": "", "regions": list(map(_word_region, one.cells))} for one in tables], outside


def _word_region(cell: Cell) -> list[Any]:
    top, left, bottom, right = (
        round(edge / word.SCALE) for edge in (cell.top, cell.left, cell.bottom, cell.right)
    )
    return [top + 1, left + 1, bottom - top, right - left, cell.text.replace(PICTURE, "")]


def _sheets(content: bytes) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "regions": list(_sheet_regions(one))}
        for one in workbook.read(content)
        if not one.hidden
    ]


def _sheet_regions(sheet: workbook.RawSheet) -> Iterator[list[Any]]:
    sizes = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in sheet.marks.merged
    }
    for at, row in enumerate(Rows(sheet.columns)):
        for across, cell in enumerate(row):
            if cell:
                height, width = sizes.get((at, across), (1, 1))
                yield [at + 1, across + 1, height, width, cell[1:]]


def _lines(text: str) -> str:
    """Return text line by line without blanks, control characters or empty lines."""
    lines = (
        tidy("".join(c for c in line if c.isprintable() or c.isspace()))
        for line in text.splitlines()
    )
    return "\n".join(line for line in lines if line)
