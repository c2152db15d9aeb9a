"""Reads .xlsx .xlsm .xlsb .xls .et .ods bytes into cells; for a child process only.

What a file is, its bytes say: an .et of WPS is an .xls inside (a newer one an .xlsx).

python-calamine reads first. openpyxl reads an .xlsx that calamine refuses, and one with formulas
that failed or were never worked out, which calamine gives as blank.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from swaudit.evidence.grid import Cell, Coded, as_codes, columns_of, trimmed
from swaudit.evidence.marks import (
    MAX_MERGED,
    Marks,
    column_number,
    from_1904,
    marks_of_ods,
    marks_of_part,
    marks_of_xlsx,
    percent_styles,
)
from swaudit.evidence.marks_xls import marks_of_xls

MAX_CELLS = 10_000_000  # 100,000 rows of 100 columns; both readers hold the whole rectangle
MAX_UNPACKED = 512 * 1024**2

NO_MARKS = Marks()

UNSTORED = "e="
"""The cell of a formula that was saved without its value."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE_CELL = re.compile(
    rb' r="([A-Z]{2,3})[0-9]{1,7}"[^>/]*>(?!</c>)'
)  # <c r="XFD1" s="1"/>, or …></c>, is blank
_ROW = re.compile(rb' r="[A-Z]{1,3}([0-9]{1,7})"')
_CONTENT_ENDS = (b"</v>", b"</is>", b"</f>", b"<v/>", b"<v />")
_FAILED_CELL, _FORMULA = b' t="e"', b"<f"
# A formula without a value behind it, which is not one that gave an empty text (t="str").
_UNSTORED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:(?! t="str")[^>])*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>"
)
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


class SheetError(Exception):
    """A file that cannot be read; `code` is the message code that says why, `line` where if known.

    Lines count from 1.
    """

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code)
        self.code, self.line = code, line


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
    valueless, known = _survey(content)
    try:
        sheets = _second_reader(content) if valueless else _first_reader(content)
    except SheetError as fault:
        if fault.code != "sheet.damaged" or valueless:
            raise
        sheets = _second_reader(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        marks, late = marks_of_xlsx(archive, known) or marks_of_ods(archive), from_1904(archive)
    return [_marked(sheet, marks.get(sheet.name, NO_MARKS), late) for sheet in sheets]


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


def _survey(content: bytes) -> tuple[bool, dict[str, Marks]]:
    """Refuse a bomb before a reader unfolds it.

    Return whether some formula has no value, and the marks of each sheet's part.
    """
    valueless = False
    marks: dict[str, Marks] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise SheetError("sheet.too_large")
            percents = percent_styles(archive)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    xml = archive.read(name)
                    _refuse_far_cells(xml)
                    marks[name] = marks_of_part(xml, percents)
                    valueless |= _FAILED_CELL in xml
                    valueless |= _FORMULA in xml and _UNSTORED.search(xml) is not None
    except SheetError:
        raise
    except Exception:  # a zip can be broken in many ways: the readers say whether it matters
        return False, {}
    return valueless, marks


def _refuse_far_cells(xml: bytes) -> None:
    width = max(map(column_number, set(_WIDE_CELL.findall(xml))), default=26)
    content = 0
    for end in _CONTENT_ENDS:
        content = max(content, xml.rfind(end, content))
    last_cell = xml.rfind(b' r="', 0, content)
    last_row = _ROW.match(xml, last_cell) if last_cell >= 0 else None
    if last_row and width * int(last_row[1]) > MAX_CELLS:
        raise SheetError("sheet.far_cell")


def _first_reader(content: bytes) -> list[RawSheet]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _calamine_sheet(
                book.get_sheet_by_name(meta.name),
                meta.visible != calamine.SheetVisibleEnum.Visible,
            )
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except (KeyboardInterrupt, SystemExit, SheetError):
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        locked = content.startswith(_OLE) and _PASSWORD.search(content)
        raise SheetError("sheet.encrypted" if locked else "sheet.damaged") from error


def _calamine_sheet(sheet: Any, hidden: bool) -> RawSheet:
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return RawSheet(sheet.name, hidden, _calamine_columns(sheet), Marks(merged[:MAX_MERGED]))


def _calamine_columns(sheet: Any) -> tuple[Coded, ...]:
    if sheet.end is None:
        return ()
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height * width > MAX_CELLS:
        raise SheetError("sheet.far_cell")
    rows = sheet.to_python(skip_empty_area=False)
    return trimmed(map(_coded, zip(*rows, strict=True)))


def _coded(values: Sequence[Any]) -> Coded:
    """Return a column of values as cells: each value that is there is made one once."""
    if bool in (kinds := set(map(type, values))) and len(kinds) > 1:  # True is 1 to a dict
        return Coded.of(list(map(_cell, values)))
    known = {value: at for at, value in enumerate(dict.fromkeys(values))}
    return Coded(tuple(map(_cell, known)), as_codes(map(known.__getitem__, values), len(known)))


def _second_reader(content: bytes) -> list[RawSheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [
                RawSheet(
                    sheet.title,
                    sheet.sheet_state != "visible",
                    columns_of(list(_openpyxl_rows(sheet, _unstored(archive, sheet)))),
                )
                for sheet in book.worksheets
            ]
    except SheetError:
        raise
    except Exception as error:
        raise SheetError("sheet.damaged") from error


def _unstored(archive: zipfile.ZipFile, sheet: Any) -> set[tuple[int, int]]:
    """Return the 0-based places of formulas without a value."""
    xml = archive.read(sheet._worksheet_path)
    return {(int(found[2]) - 1, column_number(found[1]) - 1) for found in _UNSTORED.finditer(xml)}


def _openpyxl_rows(sheet: Any, unstored: set[tuple[int, int]]) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # the stated dimension is often wrong, and too small loses cells
    cells = 0
    for at, row in enumerate(sheet.iter_rows(values_only=True)):
        cells += len(row) or 1
        if cells > MAX_CELLS:
            raise SheetError("sheet.far_cell")
        yield [
            UNSTORED if value is None and (at, across) in unstored else _cell(value)
            for across, value in enumerate(row)
        ]


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
