"""The acceptance report (验收自查报告) as a Word document: the whole audit, to read and to sign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.report.album import Album, album, pairs
from swaudit.report.docx_page import (
    SMALL,
    WIDTH,
    add_row,
    add_rows_like,
    add_table,
    to_bytes,
    write,
)
from swaudit.report.docx_photos import add_notices, add_pairs, add_thumbnails, put_thumbnails
from swaudit.report.page import Row, Section, page
from swaudit.report.paper import (
    add_basis,
    add_facts,
    add_signatures,
    add_warning,
    new_paper,
    opening,
)
from swaudit.report.words import MARKS

if TYPE_CHECKING:
    from docx.document import Document

_RULES = (2.1, 8.4, 2.9, 1.9, 1.7)
_RULE_COLUMNS = ("status", "title", "required", "counted", "missing")
_VERDICTS = (5.0, 2.0, 10.0)
_SECTION = (6.2, WIDTH - 6.2)


def to_docx(report: Report, language: str) -> bytes:
    """Return the whole report as a .docx file."""
    told = page(report, language)
    document = new_paper("acceptance", report, language)
    add_warning(document, report, language)
    add_notices(document, report, language)
    add_facts(document, opening(report, language))
    document.add_heading(tell(message("report.verdicts", total=len(report.findings)), language), 1)
    table = add_table(
        document, _VERDICTS, [word(f"paper.column.{n}", language) for n in ("status", "n", "means")]
    )
    for status, said, n in told.verdicts:
        name, number, means = add_row(table)
        write(name, f"{MARKS[status]} {said}")
        write(number, str(n))
        write(means, word(f"paper.means.{status}", language), SMALL)
    document.add_heading(word("report.next_steps", language), 1)
    for at, step in enumerate(told.next_steps or (word("sheet.nothing", language),), 1):
        document.add_paragraph(f"{at}. {step}" if told.next_steps else step)
    document.add_heading(word("report.health", language), 1)
    add_facts(document, iter(told.health))
    for chapter, rows in told.chapters:
        document.add_heading(chapter, 1)
        _rules(document, rows, language)
    shown = album(report, language)
    for section in (*told.scores, *told.sections):
        _section(document, section, shown)
    add_pairs(document, pairs(report, language), language)
    add_basis(document, report, language)
    add_signatures(document, ("filled_by", "head", "operator"), language)
    return to_bytes(document)


def _rules(document: Document, rows: Iterable[Row], language: str) -> None:
    header = [word(f"report.column.{name}", language) for name in _RULE_COLUMNS]
    table = add_table(document, _RULES, header)
    for row in rows:
        status, title, required, counted, missing = add_row(table)
        write(status, f"{MARKS[row.finding.status]} {row.status}")
        write(title, row.title)
        for why in row.why:
            write(title, why, SMALL)
        write(required, row.required)
        write(counted, row.counted)
        write(missing, row.missing)


def _section(document: Document, section: Section, shown: Album) -> None:
    document.add_heading(section.title, 1)
    if not any(line.name for line in section.lines):
        for line in section.lines:
            document.add_paragraph(line.said, "List Bullet")
            photos = shown.of(line.photos)
            for place in line.where:
                told = document.add_paragraph(place, SMALL)
                told.paragraph_format.keep_with_next = bool(photos)
            if photos:
                put_thumbnails(document.add_paragraph(), line.photos, shown)
        return
    table = add_table(document, _SECTION, ("", ""))
    table._tbl.remove(table.rows[0]._tr)
    pattern = add_row(table)
    for cell in pattern:
        write(cell, "")
    rows = [(line.name, "\n".join((line.said, *line.where))) for line in section.lines]
    add_rows_like(table, pattern, rows)
    add_thumbnails(table, 1, [line.photos for line in section.lines], shown, first=0)
