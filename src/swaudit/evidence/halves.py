"""A large sheet of an .xlsx as two books, each with half of its rows, that two threads can read.

The reader of workbooks works on one core; it keeps the others waiting for nothing.
"""

from __future__ import annotations

import io
import re
import zipfile

LARGE = 16 * 1024**2
"""From how many bytes of XML on a sheet is worth cutting: some 25,000 rows of a ledger."""

_BEGIN, _END = re.compile(rb"<sheetData\s*>"), b"</sheetData>"
_NUMBERED = re.compile(rb'<row r="[0-9]{1,7}"')


def halves(content: bytes, part: str, xml: bytes) -> tuple[bytes, bytes] | None:
    """Return the books of the first and of the last rows of a worksheet's `part`, which is `xml`.

    Each row stays in its place. None where it is not sure that a row begins at the cut: with
    comments or CDATA, or in an XML of another form than spreadsheet programs write.
    """
    begin = _BEGIN.search(xml)
    if begin is None or xml.count(_END) != 1 or b"<!" in xml:
        return None
    end = xml.find(_END)
    row = _NUMBERED.search(xml, (begin.end() + end) // 2, end)
    if row is None:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return (
            _with(archive, part, xml[: row.start()], xml[end:]),
            _with(archive, part, xml[: begin.end()], xml[row.start() :]),
        )


def _with(archive: zipfile.ZipFile, part: str, *pieces: bytes) -> bytes:
    """Return a book whose one worksheet is made of pieces."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name in archive.namelist():
            if not name.startswith(("xl/worksheets/", "xl/media/")):
                book.writestr(name, archive.read(name))
        with book.open(part, "w") as written:
            for piece in pieces:
                written.write(piece)
    return made.getvalue()
