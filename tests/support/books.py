"""Real files of every format a station hands in, written from rows of plain Python values.

.xlsx by openpyxl, .xls (which is what an .et is inside) by xlwt, .ods and .csv by hand.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

Rows = list[list[Any]]
Rectangle = tuple[int, int, int, int]
"""The first row and column and the last row and column, from 0."""


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook."""

    name: str
    rows: Rows
    merged: Sequence[Rectangle] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()


class Percent(float):
    """A number that is shown as a percent."""


def xlsx(*pages: Page) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row in page.rows:
            sheet.append(row)
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
        for row in page.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for at in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(at + 1)].hidden = True
        for row, cells in enumerate(page.rows):
            for at, cell in enumerate(cells):
                if isinstance(cell, Percent):
                    sheet.cell(row + 1, at + 1).number_format = "0.0%"
    return _saved(book)


def xls(*pages: Page) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    formats = {
        datetime: "yyyy-mm-dd hh:mm",
        date: "yyyy-mm-dd",
        time: "hh:mm",
        Percent: "0.0%",
    }
    styles = {kind: xlwt.easyxf(num_format_str=text) for kind, text in formats.items()}
    plain = xlwt.easyxf()
    for page in pages:
        sheet = book.add_sheet(page.name)
        tops = {one[:2]: one for one in page.merged}
        for row, cells in enumerate(page.rows):
            for at, cell in enumerate(cells):
                style = styles.get(type(cell), plain)
                if (row, at) in tops:
                    top, left, bottom, right = tops[row, at]
                    sheet.write_merge(top, bottom, left, right, cell, style)
                elif cell is not None:
                    sheet.write(row, at, cell, style)
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for at in page.hidden_columns:
            sheet.col(at).hidden = True
    return _saved(book)


def ods(*pages: Page) -> bytes:
    tables = "".join(map(_table, pages))
    names = {
        "office": "office:1.0",
        "table": "table:1.0",
        "text": "text:1.0",
        "style": "style:1.0",
    }
    declared = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
        for short, name in names.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {declared}>'
        "<office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def _table(page: Page) -> str:
    spans = {
        one[:2]: f' table:number-rows-spanned="{one[2] - one[0] + 1}"'
        f' table:number-columns-spanned="{one[3] - one[1] + 1}"'
        for one in page.merged
    }
    collapsed = ' table:visibility="collapse"'
    rows = "".join(
        f"<table:table-row{collapsed if row in page.hidden_rows else ''}>"
        + "".join(_cell(cell, spans.get((row, at), "")) for at, cell in enumerate(cells or [None]))
        + "</table:table-row>"
        for row, cells in enumerate(page.rows)
    )
    columns = "".join(
        f"<table:table-column{collapsed if at in page.hidden_columns else ''}/>"
        for at in range(max(page.hidden_columns, default=-1) + 1)
    )
    return f"<table:table table:name={quoteattr(page.name)}>{columns}{rows}</table:table>"


def _cell(cell: Any, span: str) -> str:
    if cell is None:
        return f"<table:table-cell{span}/>"
    kind, value = "string", ""
    if isinstance(cell, bool):
        kind, value = "boolean", f' office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, Percent):
        kind, value = "percentage", f' office:value="{float(cell)}"'
    elif isinstance(cell, (int, float)):
        kind, value = "float", f' office:value="{cell}"'
    elif isinstance(cell, date):
        kind, value = "date", f' office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, time):
        kind, value = "time", f' office:time-value="PT{cell.hour}H{cell.minute}M0S"'
    text = escape(str(cell))
    return (
        f'<table:table-cell{span} office:value-type="{kind}"{value}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def as_csv(*pages: Page, encoding: str = "gb18030") -> bytes:
    (page,) = pages
    stream = io.StringIO()
    csv.writer(stream).writerows(
        ["" if cell is None else cell for cell in row] for row in page.rows
    )
    return stream.getvalue().encode(encoding)


WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods, "csv": as_csv}


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
