"""A ledger as stations keep it: sheets with a frozen, filtered header and widths that fit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .papers import pack

Cell = str | int | date | None
Rows = Sequence[Sequence[Cell]]
_THIN = Side(style="thin", color="D0D0D0")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_sheets(path: Path, sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> None:
    """Write a workbook of sheets, each (header, rows) by name; equal sheets give equal bytes."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, (head, rows) in sheets.items():
        _fill(book.create_sheet(name), head, rows)
    buffer = io.BytesIO()
    book.save(buffer)
    pack(path, _timeless(buffer))


def _fill(page: Worksheet, head: Sequence[str], rows: Rows) -> None:
    """Write header and rows with widths that fit, the header frozen and filtered."""
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    for column, cells in enumerate(page.iter_cols(), 1):
        longest = max(_width(cell.value) for cell in cells)
        page.column_dimensions[get_column_letter(column)].width = min(46, max(8, longest + 3))
        for cell in cells:
            cell.border, cell.alignment = (
                _GRID,
                Alignment(vertical="center", wrap_text=column == 2 and page.title == "基本信息"),
            )
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="DCE6F1")
    page.freeze_panes = "A2"
    if page.title != "基本信息":
        page.auto_filter.ref = page.dimensions


def _width(value: object) -> int:
    """Return how many half-width letters a value takes."""
    text = "" if value is None else f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _timeless(saved: io.BytesIO) -> dict[str, bytes]:
    """Return the parts of a saved workbook with the hour of saving taken out."""
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(
        r"\d{4}-\d\d-\d\dT[\d:]+Z", "2026-07-01T09:00:00Z", core
    ).encode()
    return parts
