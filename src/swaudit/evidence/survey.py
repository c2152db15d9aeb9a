"""What is to be known of an .xlsx before it is read: is it a bomb, and where are its marks.

For a child process only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from swaudit.evidence.marks import Marks, column_number, marks_of_part, percent_styles

MAX_CELLS = 10_000_000  # 100,000 rows of 100 columns; both readers hold the whole rectangle
MAX_UNPACKED = 512 * 1024**2

Place = tuple[int, int]
"""A 0-based row and position."""

_WIDE_CELL = re.compile(
    rb' r="([A-Z]{2,3})[0-9]{1,7}"[^>/]*>(?!</c>)'
)  # <c r="XFD1" s="1"/>, or …></c>, is blank
_ROW = re.compile(rb' r="[A-Z]{1,3}([0-9]{1,7})"')
_CONTENT_ENDS = (b"</v>", b"</is>", b"</f>", b"<v/>", b"<v />")
_FAILED_CELL, _FORMULA = b' t="e"', b"<f"
_PLACE = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"'
_WITH = rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)"
_FAILED = re.compile(_PLACE + rb'(?=[^>]* t="e")[^>]*>' + _WITH + rb"?<v>([^<]+)</v></c>")
# A formula without a value behind it, which is not one that gave an empty text (t="str").
_UNSTORED = re.compile(_PLACE + rb'(?:(?! t="str")[^>])*>' + _WITH + rb"(?:<v ?/>|<v></v>)?</c>")

UNSTORED = "e="
"""The cell of a formula that was saved without its value."""


class SheetError(Exception):
    """A file that cannot be read; `code` is the message code that says why, `line` where if known.

    Lines count from 1.
    """

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code)
        self.code, self.line = code, line


@dataclass(frozen=True)
class Survey:
    """What is known of a workbook before it is read.

    `marks` and `faults`, the cells of formulas without a value, are by a sheet's part; `largest` is
    the part of the largest sheet and its XML. `unsure`: not every failed formula was found.
    """

    marks: Mapping[str, Marks] = field(default_factory=dict)
    faults: Mapping[str, Mapping[Place, str]] = field(default_factory=dict)
    largest: tuple[str, bytes] = ("", b"")
    unsure: bool = False


def survey(content: bytes) -> Survey:
    """Return what a workbook is; raises SheetError for a bomb, before a reader unfolds it."""
    marks: dict[str, Marks] = {}
    faults: dict[str, Mapping[Place, str]] = {}
    largest = ("", b"")
    unsure = False
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
                    failing = xml.count(_FAILED_CELL)
                    failed = _failed(xml) if failing else {}
                    unsure |= failing != len(failed)
                    faults[name] = failed | _unstored(xml)
                    largest = max(largest, (name, xml), key=lambda one: len(one[1]))
    except SheetError:
        raise
    except Exception:  # a zip can be broken in many ways: the readers say whether it matters
        return Survey()
    return Survey(marks, faults, largest, unsure)


def _failed(xml: bytes) -> dict[Place, str]:
    """Return the cells of formulas that failed."""
    return {_place(one): "e" + one[3].decode("utf-8", "replace") for one in _FAILED.finditer(xml)}


def _unstored(xml: bytes) -> dict[Place, str]:
    """Return the cells of formulas that were saved without their values."""
    if _FORMULA not in xml:
        return {}
    return {_place(one): UNSTORED for one in _UNSTORED.finditer(xml)}


def _place(found: re.Match[bytes]) -> Place:
    return int(found[2]) - 1, column_number(found[1]) - 1


def _refuse_far_cells(xml: bytes) -> None:
    width = max(map(column_number, set(_WIDE_CELL.findall(xml))), default=26)
    content = 0
    for end in _CONTENT_ENDS:
        content = max(content, xml.rfind(end, content))
    last_cell = xml.rfind(b' r="', 0, content)
    last_row = _ROW.match(xml, last_cell) if last_cell >= 0 else None
    if last_row and width * int(last_row[1]) > MAX_CELLS:
        raise SheetError("sheet.far_cell")
