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
from swaudit.evidence.survey import MAX_UNPACKED, SheetError
from swaudit.evidence.text import tidy
from swaudit.ground.sandbox import parse_all
from swaudit.model.message import Message, message

SECONDS = 60
MAX_REGIONS = 5_000
"""More filled cells than any checklist has."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
        word = _is_word(content)
        tables, outside = _word(content) if word else (_sheets(content), [])
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
    import docx

    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except Exception as error:
        raise SheetError("sheet.damaged") from error
    tables = [one for one in body.iter(_WORD + "tbl") if _within(one, "tbl") is None]
    outside = [_text(one) for one in body.iter(_WORD + "p") if _within(one, "tbl") is None]
    return [{"name": "", "regions": list(_word_regions(one))} for one in tables], outside


def _within(element: Any, tag: str) -> Any:
    """Return the nearest element above with a tag, or None."""
    return next(element.iterancestors(_WORD + tag), None)


def _word_regions(table: Any) -> Iterator[list[Any]]:
    """Yield the regions of one table; a table inside a cell is text of that cell."""
    open_: dict[int, list[Any]] = {}
    rows = (one for one in table.iter(_WORD + "tr") if _within(one, "tbl") is table)
    for at, row in enumerate(rows, start=1):
        column = 1 + _number(row, "trPr/gridBefore")
        for cell in (one for one in row.iter(_WORD + "tc") if _within(one, "tr") is row):
            span = max(1, _number(cell, "tcPr/gridSpan"))
            merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            above = open_.get(column)
            if merged is not None and merged.get(_WORD + "val") != "restart" and above:
                above[2] += 1
            else:
                if above:
                    yield above
                text = "\n".join(_text(one) for one in cell.iter(_WORD + "p"))
                open_[column] = [at, column, 1, span, text]
            column += span
    yield from open_.values()


def _number(element: Any, path: str) -> int:
    found = element.find("/".join(_WORD + step for step in path.split("/")))
    value = "" if found is None else found.get(_WORD + "val", "")
    return min(int(value), 1000) if value.isdigit() else 0


def _text(paragraph: Any) -> str:
    parts = []
    for one in paragraph.iter(_WORD + "t", _WORD + "br", _WORD + "tab"):
        if _within(one, "p") is paragraph:
            parts.append(one.text or "" if one.tag == _WORD + "t" else "\n")
    return "".join(parts)


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
