"""Tables written as an Excel workbook that people filter, print and pass on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from swaudit.model.status import Status

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | None

COLOURS = {
    Status.ERROR: "F4C7C3",
    Status.FAIL: "F4C7C3",
    Status.RULING_NEEDED: "FCE8B2",
    Status.UNDETERMINED: "FCE8B2",
    Status.REVIEW: "FCE8B2",
    Status.LEAD: "FCE8B2",
    Status.MANUAL: "E6D5F0",
    Status.OPEN: "CFE8EF",
    Status.ADVISORY: "CFE8EF",
    Status.PASS: "CDE7D3",
    Status.NOT_APPLICABLE: "EDEFF0",
}
"""The fill of a verdict's cell (RGB)."""

_CELL = 32_000
"""Characters of one cell; Excel itself takes 32,767."""
_LINE, _TALLEST = 15, 405
"""Heights in points: of a line, and of the tallest row that Excel takes."""
_FULL = 0.88
"""How much of a line that is followed by another is filled."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and what may be chosen in its cells."""

    title: str
    width: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table with headings. `above` and `below` are lines over and under it.

    `fills` colours cells (row, column: RGB), counted from 0 within `rows`.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    above: Sequence[str] = ()
    fills: tuple[tuple[int, int, str], ...] = ()
    below: Sequence[str] = ()


def to_workbook(sheets: Iterable[Sheet], *, landscape: bool = True) -> bytes:
    """Return the sheets as an .xlsx file: the same sheets give the same bytes.

    Text is only ever text, never a formula, a link or a number.
    """
    from xlsxwriter import Workbook

    made = BytesIO()
    book = Workbook(made, {"in_memory": True})
    # The report itself tells when it was made.
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    formats = _Formats(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.title), sheet, formats, landscape=landscape)
    book.close()
    return made.getvalue()


class _Formats:
    """The looks of a workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8ECEE", "bottom": 1, "text_wrap": True}
        )
        self.above = book.add_format({"bold": True})
        self._cells: dict[str, Format] = {}

    def cell(self, colour: str) -> Format:
        """Return the look of a cell, filled with a colour (RGB) or not (empty)."""
        if colour not in self._cells:
            filled = {"bg_color": f"#{colour}"} if colour else {}
            self._cells[colour] = self._book.add_format(
                {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#D0D5D8"}
                | filled
            )
        return self._cells[colour]


def _write(to: Worksheet, sheet: Sheet, formats: _Formats, *, landscape: bool) -> None:
    for down, line in enumerate(sheet.above):
        to.write_string(down, 0, line[:_CELL], formats.above)
    head = len(sheet.above)
    for at, column in enumerate(sheet.columns):
        to.set_column(at, at, column.width)
        to.write_string(head, at, column.title, formats.head)
        if column.choices and sheet.rows:
            chosen = {"validate": "list", "source": list(column.choices)}
            to.data_validation(head + 1, at, head + len(sheet.rows), at, chosen)
    fills = {(down, at): colour for down, at, colour in sheet.fills}
    for down, row in enumerate(sheet.rows):
        # Not every office widens a row to its wrapped text.
        lines = max(map(_lines, row, sheet.columns), default=1)
        to.set_row(head + 1 + down, min(lines * _LINE, _TALLEST))
        for at, value in enumerate(row):
            look = formats.cell(fills.get((down, at), ""))
            if value is None or value == "":
                to.write_blank(head + 1 + down, at, None, look)
            elif isinstance(value, str):
                to.write_string(head + 1 + down, at, value[:_CELL], look)
            else:
                to.write_number(head + 1 + down, at, float(value), look)
    for down, line in enumerate(sheet.below, start=head + len(sheet.rows) + 2):
        to.write_string(down, 0, line[:_CELL], formats.above)
    to.freeze_panes(head + 1, 0)
    to.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    to.repeat_rows(head)
    to.set_paper(9)  # A4
    to.fit_to_pages(1, 0)
    to.set_footer("&C&P / &N")
    if landscape:
        to.set_landscape()


def _lines(value: Value, column: Column) -> int:
    from rich.cells import cell_len

    paragraphs = value.split("\n") if isinstance(value, str) else [""]
    whole = column.width - 1
    # Lines break before long words and brackets.
    full = max(1, int(whole * _FULL))
    lengths = map(cell_len, paragraphs)
    return sum(1 if length <= whole else -(-length // full) for length in lengths)
