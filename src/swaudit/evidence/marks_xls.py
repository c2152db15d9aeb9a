"""What the reader of .xls (and .et, the same inside) leaves out, from the records of the file.

For a child process only. Source: [MS-XLS] 2.4.28 BoundSheet8, 2.4.53 ColInfo, 2.4.77 Date1904,
2.4.122 Format, 2.4.127 Formula, 2.4.175 MulRk, 2.4.180 Number, 2.4.220 RK, 2.4.221 Row, 2.4.353 XF.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from swaudit.evidence.marks import MAX_MERGED, Marks, shows_percent

_EOF, _DATEMODE, _SHEET, _FORMAT, _XF = 0x0A, 0x22, 0x85, 0x41E, 0xE0
_ROW, _COLUMNS, _FORMULA, _MULRK, _NUMBER, _RK = 0x208, 0x7D, 0x06, 0xBD, 0x203, 0x27E
_WANTED = frozenset(
    (_DATEMODE, _SHEET, _FORMAT, _XF, _ROW, _COLUMNS, _FORMULA, _MULRK, _NUMBER, _RK)
)
_ZERO_HEIGHT = 0x20
_MOST_COLUMNS = 256
_PERCENTS = frozenset((9, 10))
"""The number formats that show percents and are built in."""


def marks_of_xls(content: bytes) -> tuple[list[Marks], bool]:
    """Return the marks of each sheet of an .xls, in order, and whether days begin in 1904."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            names = [name for name in ("Workbook", "Book") if container.exists(name)]
            stream = container.openstream(names[0]).read() if names else b""
        starts, late = [], False
        percents, styles = set(_PERCENTS), []
        for kind, body in _records(stream, 0):
            if kind == _DATEMODE:
                late = body[:1] == b"\1"
            elif kind == _SHEET:
                starts.append(struct.unpack_from("<I", body)[0])
            elif kind == _FORMAT and shows_percent(_format(body)):
                percents.add(struct.unpack_from("<H", body)[0])
            elif kind == _XF:
                styles.append(struct.unpack_from("<H", body, 2)[0])
        shown = frozenset(at for at, form in enumerate(styles) if form in percents)
        return [_marks(stream, start, shown) for start in starts], late
    except Exception:  # the reader says whether the file is broken
        return [], False


def _format(body: bytes) -> str:
    # A length of characters, a flag (1: two bytes a character), the text.
    wide = len(body) > 4 and body[4] & 1
    return body[5:].decode("utf-16-le" if wide else "latin-1", "replace")


def _marks(stream: bytes, start: int, percents: frozenset[int]) -> Marks:
    rows: list[int] = []
    columns: list[int] = []
    shown: list[tuple[int, int]] = []
    for kind, body in _records(stream, start):
        if kind == _ROW:
            if struct.unpack_from("<H", body, 12)[0] & _ZERO_HEIGHT:
                rows.append(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", body)
            if flags & 1:
                columns += range(first, min(last + 1, _MOST_COLUMNS))
        elif percents and kind == _MULRK:
            row, column = struct.unpack_from("<2H", body)
            styles = struct.iter_unpack("<HI", body[4:-2])
            shown += ((row, column + n) for n, (style, _) in enumerate(styles) if style in percents)
        elif percents and kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<3H", body)
            if style in percents:
                shown.append((row, column))
    return Marks((), tuple(rows), tuple(columns), tuple(shown[:MAX_MERGED]))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        if kind in _WANTED:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
