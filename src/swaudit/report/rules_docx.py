"""A ruleset's page as a Word document: for the desk of those who decide."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from swaudit.model.message import message, word
from swaudit.report.docx_page import (
    SMALL,
    add_row,
    add_table,
    bold,
    new_document,
    to_bytes,
    write,
    write_item,
    write_lines,
)
from swaudit.report.rules_page import (
    ChapterPage,
    ParameterPage,
    ReadingPage,
    RulePage,
    RulesetPage,
)
from swaudit.report.rules_said import agreed_said, cited, opening, reading_said
from swaudit.report.words import say, visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_RULE_WIDTHS = (4.0, 3.8, 9.2)
_PARAMETER_WIDTHS = (3.0, 6.2, 2.8, 5.0)
_READING_WIDTHS = (5.0, 4.2, 3.8, 4.0)


def show_docx(page: RulesetPage, language: str, made: datetime) -> bytes:
    """Return the page as a .docx file."""
    document = new_document(page.title, language, made)
    document.add_paragraph(visible(page.title), "Title")
    for line in opening(page, language):
        document.add_paragraph(line)
    document.add_heading(word("show.sources", language), 1)
    for title in page.sources:
        document.add_paragraph(visible(title), "List Number")
    if page.validity:
        document.add_heading(word("show.validity", language), 1)
        document.add_paragraph(cited(page.validity.cited, page, language))
        for rule_line in page.validity.lines:
            document.add_paragraph(visible(rule_line.text), "List Bullet")
    document.add_heading(word("show.how_to_read", language), 1)
    for code in ("levels", "counts", "readings", "parameters"):
        document.add_paragraph(word(f"show.legend.{code}", language), "List Bullet")
    readings = {reading.name: reading for reading in page.readings}
    for chapter in page.chapters:
        _chapter(document, chapter, page, readings, language)
    if page.parameters:
        document.add_heading(word("show.parameters", language), 1)
        _parameters(document, page.parameters, language)
    if page.readings:
        document.add_heading(word("show.readings", language), 1)
        _readings(document, page.readings, language)
    return to_bytes(document)


def _chapter(
    document: Document,
    chapter: ChapterPage,
    page: RulesetPage,
    readings: dict[str, ReadingPage],
    language: str,
) -> None:
    document.add_heading(visible(chapter.title), 1)
    header = [word(f"show.column.{name}", language) for name in ("rule", "source", "asks")]
    table = add_table(document, _RULE_WIDTHS, header)
    for rule in chapter.rules:
        what, where, how = add_row(table)
        bold(write(what, "").add_run(visible(rule.title)))
        write(what, word(f"show.level.{rule.level}", language))
        write(what, rule.id, SMALL)
        write(where, cited(rule.cited, page, language))
        if rule.cited.figure:
            write(where, say(message("show.quoted", figure=rule.cited.figure), language))
        if rule.covers:
            write(where, "、".join(rule.covers), SMALL)
        _asks(how, rule, readings, language)


def _asks(cell: _Cell, rule: RulePage, readings: dict[str, ReadingPage], language: str) -> None:
    write_lines(cell, rule.lines)
    for way in rule.ways:
        said = message("show.reading", answer=way.answer)
        bold(write(cell, "").add_run(say(said, language)))
        write_lines(cell, way.lines, 1)
    for name in rule.readings:
        reading = readings[name]
        write(cell, reading_said(reading, language), SMALL)
    if rule.note:
        write(cell, say(message("show.note", note=rule.note), language), SMALL)


def _parameters(document: Document, parameters: tuple[ParameterPage, ...], language: str) -> None:
    columns = ("parameter", "meaning", "value", "used")
    header = [word(f"show.column.{name}", language) for name in columns]
    table = add_table(document, _PARAMETER_WIDTHS, header)
    for parameter in parameters:
        name, meaning, value, used = add_row(table)
        write(name, parameter.name)
        write(meaning, parameter.title)
        if parameter.value is None:
            bold(write(value, "").add_run(word("show.value_unset", language)))
        else:
            write(value, parameter.value)
            if parameter.agreed:
                write(value, agreed_said(parameter.agreed, language), SMALL)
        write(used, "、".join(parameter.rules), SMALL)


def _readings(document: Document, readings: tuple[ReadingPage, ...], language: str) -> None:
    columns = ("question", "options", "settled", "used")
    header = [word(f"show.column.{name}", language) for name in columns]
    table = add_table(document, _READING_WIDTHS, header)
    for reading in readings:
        question, options, settled, used = add_row(table)
        write(question, reading.question)
        for _, words in reading.options:
            write_item(options, words)
        if reading.settled is None:
            bold(write(settled, "").add_run(word("show.value_unset", language)))
        else:
            write(settled, reading.answer)
            write(settled, agreed_said(reading.settled, language), SMALL)
        write(used, "、".join(reading.rules), SMALL)
