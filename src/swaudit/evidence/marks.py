"""What the readers of workbooks leave out of cells: merged, hidden, shown as percents, from 1904.

Of .xlsx the parts are searched, of .xls (and .et, the same inside) the records, of .ods the
content. For a child process only; what is not found is taken not to be there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree import ElementTree

Range = tuple[int, int, int, int]
"""The first row and column and the last row and column of a rectangle, from 0."""

MAX_MERGED = 100_000
_LETTERS = 26
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FIRST, _LAST = re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"')
_MOST_COLUMNS = 16384
_PERCENTS = frozenset(("9", "10"))
_BUILT_IN = re.compile(rb'numFmtId="(?:9|10)"')
_QUOTED = re.compile(r'"[^"]*"|\\.')
_FROM_1904 = re.compile(rb'\bdate1904="(?:1|true)"')
_ODS_MARKED = re.compile(
    rb'number-rows-spanned="[2-9\d]|number-columns-spanned="|:visibility="[cf]|"percentage"'
)


@dataclass(frozen=True)
class Marks:
    """The merged cells of a sheet, its hidden rows and columns, and where it shows percents.

    All from 0; `percents` are (row, column).
    """

    merged: tuple[Range, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    percents: tuple[tuple[int, int], ...] = ()


def column_number(letters: bytes) -> int:
    """Return a column's number by its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - 64
    return number


def from_1904(archive: zipfile.ZipFile) -> bool:
    """Tell whether an .xlsx counts its days from 1904."""
    return _FROM_1904.search(_part(archive, "xl/workbook.xml")) is not None


def marks_of_xlsx(archive: zipfile.ZipFile, known: Mapping[str, Marks]) -> dict[str, Marks]:
    """Return the marks of each sheet of an .xlsx by its name; `known` are those of some parts."""
    percents = percent_styles(archive)
    return {
        name: known[path] if path in known else marks_of_part(_part(archive, path), percents)
        for name, path in sheet_parts(archive)
    }


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet of an .xlsx and its part."""
    try:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in ElementTree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314 - in a child, and expat refuses bombs
        }
        book = ElementTree.fromstring(_part(archive, "xl/workbook.xml"))  # noqa: S314
    except ElementTree.ParseError:
        return
    for one in book.iter():
        if one.tag.endswith("}sheet"):
            key = next((value for name, value in one.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            yield one.get("name", ""), normpath(join("/xl", target)).lstrip("/")


def percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the styles of cells in an .xlsx that show a number as a percent.

    Source: ECMA-376 part 1, 18.8.30 (numFmt: 9 and 10 are built in) and 18.8.10 (cellXfs).
    """
    xml = _part(archive, "xl/styles.xml")
    if b"%" not in xml and not _BUILT_IN.search(xml):
        return frozenset()
    try:
        styles = ElementTree.fromstring(xml)  # noqa: S314
    except ElementTree.ParseError:
        return frozenset()
    forms = {
        one.get("numFmtId", "")
        for one in styles.iter()
        if one.tag.endswith("}numFmt") and shows_percent(one.get("formatCode", ""))
    }
    forms |= _PERCENTS
    used = next((one for one in styles.iter() if one.tag.endswith("}cellXfs")), ())
    return frozenset(at for at, one in enumerate(used) if one.get("numFmtId") in forms)


def shows_percent(form: str) -> bool:
    """Tell whether a number format shows percents: its % does not stand in a quoted text."""
    return "%" in _QUOTED.sub("", form)


def marks_of_part(xml: bytes, percents: frozenset[int] = frozenset()) -> Marks:
    """Return the marks of one sheet's XML; `percents` are the styles that show percents."""
    at = xml.find(b"mergeCells")
    merged = tuple(
        (int(top) - 1, column_number(left) - 1, int(bottom) - 1, column_number(right) - 1)
        for left, top, right, bottom in (_MERGED.findall(xml, at)[:MAX_MERGED] if at >= 0 else ())
    )
    hidden: list[int] = []
    if b' hidden="' in xml:
        for row in _ROW.finditer(xml):
            number = _ROW_NUMBER.search(row[0])
            if number and _HIDDEN.search(row[0]):
                hidden.append(int(number[1]) - 1)
    return Marks(merged, tuple(hidden), _columns_hidden(xml), _percents(xml, percents))


def _columns_hidden(xml: bytes) -> tuple[int, ...]:
    found: set[int] = set()
    for column in _COLUMN.finditer(xml, 0, max(0, xml.find(b"sheetData"))):
        first, last = _FIRST.search(column[0]), _LAST.search(column[0])
        if first and last and _HIDDEN.search(column[0]):
            found.update(range(int(first[1]) - 1, min(int(last[1]), _MOST_COLUMNS)))
    return tuple(sorted(found))


def _percents(xml: bytes, styles: frozenset[int]) -> tuple[tuple[int, int], ...]:
    if not styles:
        return ()
    numbers = b"|".join(str(style).encode() for style in sorted(styles))
    cell = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"(?=[^>]* s="(?:%s)")' % numbers)
    return tuple((int(found[2]) - 1, column_number(found[1]) - 1) for found in cell.finditer(xml))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except Exception:  # a zip can be broken in many ways
        return b""


def marks_of_ods(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Return the marks of each table of an .ods by its name."""
    xml = _part(archive, "content.xml")
    if not _ODS_MARKED.search(xml):
        return {}
    found: dict[str, Marks] = {}
    try:
        for _, table in ElementTree.iterparse(io.BytesIO(xml)):  # noqa: S314
            if table.tag.endswith("}table"):
                found[_attribute(table, "name") or ""] = _marks_of_table(table)
                table.clear()
    except ElementTree.ParseError:
        return {}
    return found


def _marks_of_table(table: ElementTree.Element) -> Marks:
    merged: list[Range] = []
    hidden: list[int] = []
    columns: list[int] = []
    percents: list[tuple[int, int]] = []
    row = column = 0
    for one in table.iter():
        if one.tag.endswith("}table-column"):
            alike = int(_attribute(one, "number-columns-repeated") or 1)
            if _attribute(one, "visibility") in ("collapse", "filter"):
                columns += range(column, min(column + alike, _MOST_COLUMNS))
            column += alike
        if not one.tag.endswith("}table-row"):
            continue
        repeated = int(_attribute(one, "number-rows-repeated") or 1)
        if _attribute(one, "visibility") in ("collapse", "filter"):
            hidden += range(row, row + min(repeated, MAX_MERGED))
        at = 0
        for cell in one:
            down = int(_attribute(cell, "number-rows-spanned") or 1)
            across = int(_attribute(cell, "number-columns-spanned") or 1)
            if (down > 1 or across > 1) and len(merged) < MAX_MERGED:
                merged.append((row, at, row + down - 1, at + across - 1))
            if _attribute(cell, "value-type") == "percentage":
                percents += _alike(row, repeated, at, cell)
            at += int(_attribute(cell, "number-columns-repeated") or 1)
        row += repeated
    return Marks(tuple(merged), tuple(hidden), tuple(columns), tuple(percents))


def _alike(
    row: int, repeated: int, at: int, cell: ElementTree.Element
) -> Iterator[tuple[int, int]]:
    across = int(_attribute(cell, "number-columns-repeated") or 1)
    for down in range(min(repeated, MAX_MERGED)):
        for beside in range(min(across, _LETTERS)):
            yield row + down, at + beside


def _attribute(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.items() if key.endswith("}" + name)), None)
