"""What the readers of workbooks leave out: merged cells, hidden rows, and days counted from 1904.

Of .xlsx the parts are searched, of .xls (and .et, the same inside) the records, of .ods the
content. For a child process only; what is not found is taken not to be there.
"""

from __future__ import annotations

import io
import re
import struct
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
_FROM_1904 = re.compile(rb'\bdate1904="(?:1|true)"')
_ODS_MARKED = re.compile(
    rb'number-rows-spanned="[2-9\d]|number-columns-spanned="|:visibility="[cf]'
)


@dataclass(frozen=True)
class Marks:
    """The merged cells of a sheet, and its hidden rows, from 0."""

    merged: tuple[Range, ...] = ()
    hidden_rows: tuple[int, ...] = ()


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
    return {
        name: known[path] if path in known else marks_of_part(_part(archive, path))
        for name, path in _sheet_parts(archive)
    }


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
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


def marks_of_part(xml: bytes) -> Marks:
    """Return the marks of one sheet's XML."""
    at = xml.find(b"mergeCells")
    merged = tuple(
        (int(top) - 1, column_number(left) - 1, int(bottom) - 1, column_number(right) - 1)
        for left, top, right, bottom in (_MERGED.findall(xml, at)[:MAX_MERGED] if at >= 0 else ())
    )
    hidden: list[int] = []
    if b' hidden="1"' in xml or b' hidden="true"' in xml:
        for row in _ROW.finditer(xml):
            number = _ROW_NUMBER.search(row[0])
            if number and _HIDDEN.search(row[0]):
                hidden.append(int(number[1]) - 1)
    return Marks(merged, tuple(hidden))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except Exception:  # a zip can be broken in many ways
        return b""


_EOF, _DATEMODE, _SHEET, _ROW_RECORD = 0x0A, 0x22, 0x85, 0x208
_ZERO_HEIGHT = 0x20


def marks_of_xls(content: bytes) -> tuple[list[tuple[int, ...]], bool]:
    """Return the hidden rows of each sheet of an .xls, in order, and whether days begin in 1904.

    Source: [MS-XLS] 2.4.28 BoundSheet8, 2.4.77 Date1904, 2.4.221 Row.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            names = [name for name in ("Workbook", "Book") if container.exists(name)]
            stream = container.openstream(names[0]).read() if names else b""
        starts, late = [], False
        for kind, body in _records(stream, 0):
            if kind == _DATEMODE:
                late = body[:1] == b"\1"
            elif kind == _SHEET:
                starts.append(struct.unpack_from("<I", body)[0])
        return [tuple(_zero_heights(stream, start)) for start in starts], late
    except Exception:  # the reader says whether the file is broken
        return [], False


def _zero_heights(stream: bytes, start: int) -> Iterator[int]:
    for kind, body in _records(stream, start):
        if kind == _ROW_RECORD and struct.unpack_from("<H", body, 12)[0] & _ZERO_HEIGHT:
            yield struct.unpack_from("<H", body)[0]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        if kind in (_DATEMODE, _SHEET, _ROW_RECORD):
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


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
    row = 0
    for one in table.iter():
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
            at += int(_attribute(cell, "number-columns-repeated") or 1)
        row += repeated
    return Marks(tuple(merged), tuple(hidden))


def _attribute(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.items() if key.endswith("}" + name)), None)
