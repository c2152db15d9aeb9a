"""The checklist's own table (自检表) as an Excel workbook and as a Word document."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swaudit.model.message import word
from swaudit.model.report import Report
from swaudit.report.docx_page import (
    SMALL,
    WIDE,
    add_row,
    add_table,
    lay_on_its_side,
    to_bytes,
    write,
)
from swaudit.report.page import page
from swaudit.report.paper import add_basis, add_signatures, add_warning, basis, heads, new_paper
from swaudit.report.self_check import Amount, Line, annexes
from swaudit.report.sheets import COLOURS, Column, Sheet, Value, to_workbook
from swaudit.report.words import number

if TYPE_CHECKING:
    from docx.table import Table

_COLUMNS = ("at", "title", "asked", "counted", "pending", "missing", "status", "stands")
_WIDTHS = (20, 40, 10, 10, 8, 8, 12, 56)
_CM = (3.0, 5.8, 1.8, 1.7, 1.7, 1.7, 2.6)


def to_xlsx(report: Report, language: str) -> bytes:
    """Return the table as an .xlsx workbook of one sheet."""
    told = page(report, language)
    rows: list[tuple[Value, ...]] = []
    fills: list[tuple[int, int, str]] = []
    for annex in annexes(report, language):
        for place in annex.places:
            for line in place.lines:
                if line.verdict:
                    fills.append((len(rows), 6, COLOURS[line.verdict]))
                rows.append(
                    (
                        place.at,
                        "\n".join(filter(None, (line.title, line.standard))),
                        *(line.asked, line.counted, line.pending, line.missing),
                        line.status,
                        "\n".join(line.stands),
                        annex.title,
                    )
                )
    titles = heads((*_COLUMNS, "document"), language)
    columns = [Column(title, width) for title, width in zip(titles, (*_WIDTHS, 28), strict=True)]
    quick = [word("paper.quick", language)] if report.quick else []
    above = [f"{told.station}  {word('paper.self_check', language)}", told.ruleset, told.dates]
    above += quick
    day = word("paper.blank_date", language)
    parties = (word(f"paper.party.{party}", language) for party in ("filled_by", "head"))
    below = [f"{party}  ＿＿＿＿＿＿＿＿  {day}" for party in parties]
    below += [
        f"{name}  {line}" for name, said in basis(report, language) for line in said.split("\n")
    ]
    title = word("paper.self_check", language)
    return to_workbook([Sheet(title, columns, rows, above, tuple(fills), below)])


def to_docx(report: Report, language: str) -> bytes:
    """Return the table as a .docx file, on its side."""
    told = page(report, language)
    document = new_paper("self_check", report, language)
    lay_on_its_side(document)
    add_warning(document, report, language)
    for opening in (told.station, told.ruleset, told.dates):
        document.add_paragraph(opening)
    widths = (*_CM, WIDE - sum(_CM))
    for annex in annexes(report, language):
        document.add_heading(annex.title, 1)
        table = add_table(document, widths, heads(_COLUMNS, language))
        for place in annex.places:
            for line in place.lines:
                _add(table, place.at, line)
    add_basis(document, report, language)
    add_signatures(document, ("filled_by", "head"), language)
    return to_bytes(document)


def _add(table: Table, at: str, line: Line) -> None:
    cells = add_row(table)
    amounts = (line.asked, line.counted, line.pending, line.missing)
    said = (at, line.title, *map(_told, amounts), line.status)
    for cell, text in zip(cells, said, strict=False):
        write(cell, text)
    if line.standard:
        write(cells[1], line.standard, SMALL)
    for place in line.stands:
        write(cells[-1], place, SMALL)


def _told(amount: Amount) -> str:
    return number(amount) if isinstance(amount, Decimal) else amount
