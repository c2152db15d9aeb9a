"""A large sheet of an .xlsx as two books, each with half of its rows, that two threads can read.

The reader of workbooks works on one core; it keeps the others waiting for nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

LARGE = 16 * 1024**2
"""From how many bytes of XML on a sheet is worth cutting: some 25,000 rows of a ledger."""

_NONE_MERGED = b"<mergeCells/>"
"""Ahead of the rows it spares the reader, who looks for merged cells, from going through all."""

_BEGIN, _END = re.compile(rb"<sheetData\s*>"), b"</sheetData>"
_NUMBERED = re.compile(rb'<row r="[0-9]{1,7}"')


def halves(content: bytes, part: str, xml: bytes) -> tuple[io.BytesIO, io.BytesIO] | None:
    """Return a book without the last rows of a worksheet's `part`, `xml`, and one of these alone.

    Each row stays in its place; merged cells are not told. None where it is not sure that a row
    begins at the cut: with comments or CDATA, or in an XML of another form than spreadsheet
    programs write.
    """
    begin = _BEGIN.search(xml)
    if begin is None or xml.count(_END) != 1 or b"<!" in xml:
        return None
    end = xml.find(_END)
    row = _NUMBERED.search(xml, (begin.end() + end) // 2, end)
    if row is None:
        return None
    every = memoryview(xml)
    head = (every[: begin.start()], _NONE_MERGED, begin[0])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [one for one in archive.namelist() if not one.startswith("xl/media/")]
        shared = [one for one in names if not one.startswith("xl/worksheets/")]
        return (
            _with(archive, names, part, (*head, every[begin.end() : row.start()], every[end:])),
            _with(archive, shared, part, (*head, every[row.start() :])),
        )


def _with(
    archive: zipfile.ZipFile, names: Iterable[str], part: str, pieces: Iterable[bytes | memoryview]
) -> io.BytesIO:
    """Return a book of some members, its worksheet `part` made of pieces."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name in names:
            if name != part:
                book.writestr(name, archive.read(name))
        with book.open(part, "w") as written:
            for piece in pieces:
                written.write(piece)
    made.seek(0)
    return made
