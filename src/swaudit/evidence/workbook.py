"""Reads .xlsx .xlsm .xlsb .xls .et .ods bytes into cells; for a child process only.

What a file is, its bytes say: an .et of WPS is an .xls inside (a newer one an .xlsx).

python-calamine reads first; formulas that failed or were never worked out, which it gives as blank,
are filled in from the XML. openpyxl reads an .xlsx that calamine refuses, and one whose failed
formulas are not written as spreadsheet programs write them.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count, islice
from typing import Any

from swaudit.evidence.grid import Cell, Coded, as_codes, columns_of, filled_in, trimmed
from swaudit.evidence.halves import LARGE, halves
from swaudit.evidence.marks import (
    MAX_MERGED,
    Marks,
    from_1904,
    marks_of_ods,
    marks_of_xlsx,
    sheet_parts,
)
from swaudit.evidence.marks_xls import marks_of_xls
from swaudit.evidence.survey import MAX_CELLS, Place, SheetError, survey

NO_MARKS = Marks()

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted .xlsx is an OLE container of this stream; an encrypted .xls says so after its BOF.
_PASSWORD = re.compile(
    rb"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0|\x09\x08\x10\0.{16}(?:\x86\0\0\0)?\x2f\0",
    re.DOTALL,
)
_ERRORS = frozenset(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"))


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it goes back to the parent."""

    name: str
    hidden: bool
    columns: tuple[Coded, ...]
    marks: Marks = NO_MARKS
    from_1904: bool = False


def is_workbook(content: bytes) -> bool:
    """Tell whether the bytes begin like a workbook (zip or OLE container)."""
    return content.startswith((_ZIP, _OLE))


def read(content: bytes) -> list[RawSheet]:
    """Return the sheets of a workbook. Raises SheetError; may abort the interpreter."""
    if not content.startswith(_ZIP):
        every, late = marks_of_xls(content)
        sheets = _first_reader(content)
        found = every if len(every) == len(sheets) else [NO_MARKS] * len(sheets)
        return [
            _marked(sheet, replace(marks, merged=sheet.marks.merged), late)
            for sheet, marks in zip(sheets, found, strict=True)
        ]
    seen = survey(content)
    try:
        sheets = _second_reader(content) if seen.unsure else _first_reader(content, seen.largest)
    except SheetError as fault:
        if fault.code != "sheet.damaged" or seen.unsure:
            raise
        sheets = _second_reader(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        marks = marks_of_xlsx(archive, seen.marks) or marks_of_ods(archive)
        faults = {name: seen.faults.get(part, {}) for name, part in sheet_parts(archive)}
        late = from_1904(archive)
    return [
        _marked(
            _with_faults(sheet, faults.get(sheet.name, {})), marks.get(sheet.name, NO_MARKS), late
        )
        for sheet in sheets
    ]


def _with_faults(sheet: RawSheet, faults: Mapping[Place, str]) -> RawSheet:
    """Return a sheet with the cells of formulas that gave no value."""
    if not faults:
        return sheet
    columns = sheet.columns
    rows, across = zip(*faults, strict=True)
    height = max(len(columns[0]) if columns else 0, 1 + max(rows))
    width = max(len(columns), 1 + max(across))
    if height * width > MAX_CELLS:
        raise SheetError("sheet.far_cell")
    return replace(sheet, columns=filled_in(columns, faults, height, width))


def _marked(sheet: RawSheet, marks: Marks, late: bool) -> RawSheet:
    """Return a sheet with its marks, a number that is shown as a percent in that form."""
    places: dict[int, list[int]] = {}
    for row, at in marks.percents:
        if at < len(sheet.columns) and row < len(sheet.columns[at]):
            places.setdefault(at, []).append(row)
    columns = list(sheet.columns)
    for at, rows in places.items():
        cells = list(columns[at])
        for row in rows:
            cells[row] = _as_percent(cells[row])
        columns[at] = Coded.of(cells)
    return replace(sheet, columns=tuple(columns), marks=marks, from_1904=late)


def _as_percent(cell: Cell) -> Cell:
    if cell is None or cell[0] != "n":
        return cell
    return f"s{format((Decimal(cell[1:]) * 100).normalize(), 'f')}%"


def _first_reader(content: bytes, largest: tuple[str, bytes] = ("", b"")) -> list[RawSheet]:
    import python_calamine as calamine

    try:
        book, cut = _in_halves(content, *largest)
        if book is None:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            RawSheet(
                meta.name,
                meta.visible != calamine.SheetVisibleEnum.Visible,
                *_calamine_sheet(cut.get(meta.name) or [book.get_sheet_by_name(meta.name)]),
            )
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except (KeyboardInterrupt, SystemExit, SheetError):
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        locked = content.startswith(_OLE) and _PASSWORD.search(content)
        raise SheetError("sheet.encrypted" if locked else "sheet.damaged") from error


def _in_halves(content: bytes, part: str, xml: bytes) -> tuple[Any, dict[str, list[Any]]]:
    """Return a book and, by its name, its large sheet in two pieces read at once.

    No book and nothing where there is no such sheet, or that fails.
    """
    from concurrent.futures import ThreadPoolExecutor

    import python_calamine as calamine

    def opened(book: io.BytesIO) -> tuple[Any, Any]:
        made = calamine.CalamineWorkbook.from_filelike(book)
        return made, made.get_sheet_by_name(name)

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (name,) = [name for name, path in sheet_parts(archive) if path == part]
        books = halves(content, part, xml) if len(xml) >= LARGE else None
        if books is None:
            return None, {}
        with ThreadPoolExecutor(len(books)) as pool:
            (book, first), (_, second) = pool.map(opened, books)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the whole book will say what is wrong
        return None, {}
    apart = first.end is not None and second.start is not None and first.end[0] < second.start[0]
    return (book, {name: [first, second]}) if apart else (None, {})


def _calamine_sheet(pieces: Sequence[Any]) -> tuple[tuple[Coded, ...], Marks]:
    """Return the columns and merged cells of a sheet in pieces, each with rows below the last."""
    merged = (one for piece in pieces for one in piece.merged_cell_ranges or ())
    marks = Marks(tuple((*first, *last) for first, last in islice(merged, MAX_MERGED)))
    ends = [piece.end for piece in pieces if piece.end is not None]
    height, width = (max((end[way] for end in ends), default=-1) + 1 for way in (0, 1))
    if height * width > MAX_CELLS:
        raise SheetError("sheet.far_cell")
    rows: list[list[Any]] = []
    for piece in pieces:
        if piece.start is None:
            continue
        top, left = piece.start
        rows += [[None] * width for _ in range(top - len(rows))]
        right = width - piece.end[1] - 1
        filled = piece.to_python()
        rows += (
            filled
            if right == left == 0
            else ([[None] * left + row + [None] * right for row in filled])
        )
    return trimmed(map(_coded, zip(*rows, strict=True))), marks


def _coded(values: Sequence[Any]) -> Coded:
    """Return a column of values as cells: each value that is there is made one once."""
    kinds = set(map(type, values))
    if bool in kinds and len(kinds) > 1:  # True is 1 to a dict
        return Coded.of(list(map(_cell, values)))
    known: dict[Any, int] = defaultdict(count().__next__)
    codes = list(map(known.__getitem__, values))
    told = _texts(known) if kinds == {str} else tuple(map(_cell, known))
    return Coded(told, as_codes(codes, len(known)))


def _texts(values: Mapping[str, int]) -> tuple[Cell, ...]:
    """Return `_cell` of each of many texts, quicker."""
    if _ERRORS.isdisjoint(values):
        return tuple("s" + one if one and not one.isspace() else None for one in values)
    return tuple(map(_cell, values))


def _second_reader(content: bytes) -> list[RawSheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [
            RawSheet(
                sheet.title,
                sheet.sheet_state != "visible",
                columns_of(list(_openpyxl_rows(sheet))),
            )
            for sheet in book.worksheets
        ]
    except SheetError:
        raise
    except Exception as error:
        raise SheetError("sheet.damaged") from error


def _openpyxl_rows(sheet: Any) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # the stated dimension is often wrong, and too small loses cells
    height = width = 1
    for height, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        width = max(width, len(row))
        if width * height > MAX_CELLS:
            raise SheetError("sheet.far_cell")
        yield list(map(_cell, row))


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        if value in _ERRORS:
            return "e" + value
        return "s" + value if value and not value.isspace() else None
    if value is None:
        return None
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        return "d" + _whole_second(value).isoformat().removesuffix("T00:00:00")
    if isinstance(value, date):
        return "d" + value.isoformat()
    if isinstance(value, time):
        return "t" + _whole_second(datetime.combine(date(2000, 1, 1), value)).time().isoformat()
    if isinstance(value, timedelta):
        return _number(value / timedelta(days=1))
    return "s" + str(value)


def _number(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return f"n{int(value)}"
    if not math.isfinite(value):
        return "e#NUM!"
    digits = repr(value)
    return "n" + (format(Decimal(digits), "f") if "e" in digits else digits)


def _whole_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
