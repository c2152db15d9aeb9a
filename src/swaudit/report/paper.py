"""What every paper of an audit has: what it rests on, tables of what to fill in, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from swaudit import __version__
from swaudit.model.message import message, tell, word
from swaudit.model.report import Finding, Report
from swaudit.model.status import Status
from swaudit.report.docx_page import (
    WIDTH,
    add_row,
    add_rows_like,
    add_table,
    add_tick_box,
    bold,
    new_document,
    write,
)
from swaudit.report.page import page
from swaudit.report.words import say, visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_FACTS = (3.2, WIDTH - 3.2)
_NAMED = 40
"""Decisions (or readings, or parameters) named on a paper; the report itself names all."""
_SIGNED = (5.0, 7.0, 5.0)
Fact = tuple[str, str]
"""What is told, and the words for it: a line to a paragraph."""


def new_paper(code: str, report: Report, language: str) -> Document:
    """Return a document with its title (`paper.<code>`), made when the report was."""
    title = word(f"paper.{code}", language)
    station = visible(report.station.name or report.station.id)
    made = datetime.fromisoformat(report.generated_at).astimezone(UTC)
    document = new_document(f"{station}  {title}", language, made)
    document.add_paragraph(title, "Title")
    return document


def opening(report: Report, language: str) -> Iterator[Fact]:
    """Yield who is told of, for what days, by which ruleset."""
    told = page(report, language)
    place = " ".join(filter(None, (report.station.county, report.station.town)))
    yield word("paper.station", language), "\n".join(filter(None, (told.station, visible(place))))
    yield word("paper.days", language), told.dates
    yield word("paper.ruleset", language), told.ruleset
    sources = (say(message("paper.document", title=t), language) for _, t in report.sources)
    yield word("paper.sources", language), "\n".join(sources)


def basis(report: Report, language: str) -> Iterator[Fact]:
    """Yield what the verdicts rest on: judgements in force, readings, parameters, the seal."""
    standing = tuple(one for one in report.judgements if one.state == "in_force")
    told = page(replace(report, judgements=standing), language)
    for section in told.basis:
        lines = [line.text for line in section.lines[:_NAMED]]
        if more := len(section.lines) - len(lines):
            lines.append(tell(message("paper.more", n=more), language))
        yield section.title, "\n".join(lines)
    fallen = Counter(one.state for one in report.judgements if one.state != "in_force")
    for state, n in fallen.items():
        title = word(f"report.judgement.{state}", language)
        yield word("paper.not_in_force", language), f"{title} {n}"
    if disputed := sum(finding.status is Status.RULING_NEEDED for finding in report.findings):
        said = message("paper.readings_open", n=disputed)
        yield word("paper.readings", language), tell(said, language)
    yield from seal(report, language)


def add_basis(document: Document, report: Report, language: str) -> None:
    """Add what the verdicts rest on, under a heading."""
    document.add_heading(word("paper.basis", language), 1)
    add_facts(document, basis(report, language))


def seal(report: Report, language: str) -> Iterator[Fact]:
    """Yield the evidence's root hash, and what made the report when."""
    root = report.root or word("paper.no_root", language)
    yield word("sheet.root", language), root
    made = message("html.made", version=__version__, at=report.generated_at)
    yield word("paper.made", language), tell(made, language)


def add_facts(document: Document, facts: Iterator[Fact]) -> None:
    """Add a table of facts, a row to each."""
    table = add_table(document, _FACTS, ("", ""))
    table._tbl.remove(table.rows[0]._tr)
    for name, said in facts:
        left, right = add_row(table)
        bold(write(left, "").add_run(visible(name)))
        for line in said.split("\n"):
            write(right, line)


def add_warning(document: Document, report: Report, language: str) -> None:
    """Say it when the photos were not read: nothing here is final then."""
    if report.quick:
        bold(document.add_paragraph().add_run(word("paper.quick", language)))


def heads(names: Sequence[str], language: str) -> list[str]:
    """Return the headings of columns (`paper.column.<name>`)."""
    return [word(f"paper.column.{name}", language) for name in names]


def add_list(
    document: Document,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    language: str,
    ticks: Sequence[str] = (),
    blank: int = 0,
) -> Table:
    """Add a numbered table: `columns` (name, cm) of texts, then boxes to tick, then blank ones.

    The columns without texts come last: one with a box for each of `ticks`, and `blank` others.
    """
    table = add_table(document, [cm for _, cm in columns], heads([n for n, _ in columns], language))
    pattern = add_row(table)
    for cell in pattern:
        write(cell, "")
    if ticks:
        first, *others = ticks
        box = pattern[len(columns) - blank - 1]
        add_tick_box(box.paragraphs[0], f" {word(first, language)}")
        for other in others:
            add_tick_box(write(box, ""), f" {word(other, language)}")
    empty = [None] * (blank + bool(ticks))
    numbered = ([str(at), *row, *empty] for at, row in enumerate(rows, 1))
    add_rows_like(table, pattern, numbered)
    return table


def add_signatures(document: Document, parties: Sequence[str], language: str) -> None:
    """Add a row for each party (`paper.party.<name>`) to sign and date."""
    from docx.shared import Cm

    document.add_heading(word("paper.signatures", language), 1)
    table = add_table(document, _SIGNED, heads(("party", "signature", "date"), language))
    for party in parties:
        name, _, day = add_row(table)
        # The table stays on one page, with its heading.
        kept = write(name, word(f"paper.party.{party}", language))
        kept.paragraph_format.keep_with_next = True
        write(day, word("paper.blank_date", language))
        table.rows[-1].height = Cm(1.3)


def source(finding: Finding, report: Report, language: str) -> str:
    """Return where a rule stands and the figure it is quoted with."""
    said = message(
        "paper.source" if finding.source.figure else "paper.source_plain",
        document=dict(report.sources).get(finding.source.document, finding.source.document),
        at=finding.source.at,
        figure=finding.source.figure,
    )
    return say(said, language)
