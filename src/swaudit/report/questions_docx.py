"""The letter that asks a ruleset's open questions, as a Word document to answer in.

Answers stand in the last two tables, whose rows carry fixed ids; `ruleset.answers` reads them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from swaudit.model.message import message, word
from swaudit.report.docx_page import (
    SMALL,
    WIDTH,
    add_row,
    add_table,
    add_tick_box,
    bold,
    new_document,
    to_bytes,
    write,
    write_lines,
)
from swaudit.report.rules_page import Cited
from swaudit.report.rules_questions import Asked, Effect, Letter
from swaudit.report.words import say, visible
from swaudit.ruleset.answers import DAY, DOCUMENT, RULESET, WHO, identity
from swaudit.ruleset.questions import LETTERS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_ANSWER_WIDTHS = (3.6, 6.4, 7.0)
_SIGN_WIDTHS = (5.0, 12.0)
_RULES_WIDTH = 5.0
_PARAMETER_WIDTHS = (5.5, _RULES_WIDTH, 6.5)
_NAMED = 6
"""Rules named one by one where many are affected alike."""


def letter_docx(letter: Letter, language: str, made: datetime) -> bytes:
    """Return the letter as a .docx file."""
    document = new_document(word("letter.title", language), language, made)
    document.add_paragraph(word("letter.title", language), "Title")
    document.add_paragraph(word("letter.to", language))
    why = message("letter.why", title=letter.title, n=len(letter.asked))
    document.add_paragraph(say(why, language))
    document.add_paragraph(word("letter.how", language))
    _sources(document, letter, language)
    readings, parameters = letter.of("reading"), letter.of("parameter")
    if readings:
        document.add_heading(word("letter.reading", language), 1)
        document.add_paragraph(word("letter.until.reading", language))
    for number, one in enumerate(readings, 1):
        document.add_heading(visible(f"{number}. {one.question.text}"), 2)
        _by_option(document, one, letter, language)
    if parameters:
        document.add_heading(word("letter.parameter", language), 1)
        document.add_paragraph(word("letter.until.parameter", language))
        _by_parameter(document, parameters, len(readings), letter, language)
    answers = document.add_heading(word("letter.answers", language), 1)
    answers.paragraph_format.page_break_before = True
    _answers(document, letter, language)
    document.add_heading(word("letter.signature", language), 1)
    _signature(document, letter, language)
    return to_bytes(document)


def _sources(document: Document, letter: Letter, language: str) -> None:
    if len(letter.sources) > 1:
        for number, title in enumerate(letter.sources, 1):
            said = message("letter.source", number=number, title=title)
            document.add_paragraph(say(said, language), "List Bullet")


def _by_option(document: Document, asked: Asked, letter: Letter, language: str) -> None:
    """Write a table: the rules that depend on a reading, and what each option makes of them."""
    marks = zip(LETTERS, asked.question.options, strict=False)
    options = [visible(f"{mark}  {words}") for mark, (_, words) in marks]
    each = (WIDTH - _RULES_WIDTH) / len(options)
    header = [word("letter.column.rules", language), *options]
    table = add_table(document, (_RULES_WIDTH, *([each] * len(options))), header)
    for effect in asked.effects:
        rules, *ways = add_row(table)
        _rules(rules, effect, letter, language)
        for cell, lines in zip(ways, effect.ways, strict=True):
            write_lines(cell, lines)
            if not lines:
                write(cell, word("letter.nothing_more", language))


def _by_parameter(
    document: Document, asked: tuple[Asked, ...], before: int, letter: Letter, language: str
) -> None:
    """Write a table: the figures, numbered on from `before`, the rules and where they stand."""
    columns = ("question", "rules", "asks")
    header = [word(f"letter.column.{name}", language) for name in columns]
    table = add_table(document, _PARAMETER_WIDTHS, header)
    for number, one in enumerate(asked, before + 1):
        for at, effect in enumerate(one.effects):
            question, rules, asks = add_row(table)
            if at == 0:
                write(question, f"{number}. {one.question.text}")
            _rules(rules, effect, letter, language)
            for lines in effect.ways:
                write_lines(asks, lines)


def _rules(cell: _Cell, effect: Effect, letter: Letter, language: str) -> None:
    bold(write(cell, "").add_run(visible(effect.title)))
    write(cell, _where(effect.cited, letter, language))
    write(cell, _named(effect, language), SMALL)


def _where(cited: Cited, letter: Letter, language: str) -> str:
    figure = say(message("show.quoted", figure=cited.figure), language) if cited.figure else ""
    place = visible(cited.at)
    if len(letter.sources) > 1:
        place = say(message("show.cited", number=cited.number, at=cited.at), language)
    return f"{place} {figure}".rstrip()


def _named(effect: Effect, language: str) -> str:
    if len(effect.rules) == 1:
        return effect.rules[0]
    rules = "、".join(effect.rules[:_NAMED])
    code = "letter.alike" if len(effect.rules) <= _NAMED else "letter.alike_more"
    return say(message(code, n=len(effect.rules), rules=rules), language)


def _answers(document: Document, letter: Letter, language: str) -> None:
    columns = ("id", "question", "answer")
    header = [word(f"letter.column.{name}", language) for name in columns]
    table = add_table(document, _ANSWER_WIDTHS, header)
    for number, one in enumerate(letter.asked, 1):
        question = one.question
        name, text, answer = add_row(table)
        write(name, question.id, SMALL)
        write(text, f"{number}. {question.text}")
        for mark, (_, words) in zip(LETTERS, question.options, strict=False):
            add_tick_box(write(answer, ""), f" {mark} {words}")


def _signature(document: Document, letter: Letter, language: str) -> None:
    header = [word(f"letter.column.{name}", language) for name in ("item", "fill")]
    table = add_table(document, _SIGN_WIDTHS, header)
    fixed, value = add_row(table)
    _label(fixed, RULESET, "ruleset", language)
    write(value, identity(letter.id, letter.version))
    for label, code in ((WHO, "who"), (DOCUMENT, "document"), (DAY, "date")):
        _label(add_row(table)[0], label, code, language)
    seal = add_row(table)
    write(seal[0], word("letter.seal", language))
    for _ in range(4):
        write(seal[1], " ")


def _label(cell: _Cell, label: str, code: str, language: str) -> None:
    """Write a row's fixed label, and below it what is to be filled in."""
    write(cell, label)
    write(cell, word(f"letter.fill.{code}", language), SMALL)
