"""The site-check form (现场核查表) as a Word document: what only a person can see, box by box."""

from __future__ import annotations

from collections.abc import Iterator

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.model.status import Counts, Status
from swaudit.report.docx_page import to_bytes
from swaudit.report.paper import (
    add_basis,
    add_facts,
    add_list,
    add_signatures,
    add_warning,
    new_paper,
    opening,
    source,
)
from swaudit.report.words import number, say, visible

_RULES = (("no", 1.2), ("look", 9.8), ("result", 2.6), ("remark", 3.4))
_POINTS = (("no", 1.2), ("item", 6.8), ("range", 3.0), ("points", 2.6), ("remark", 3.4))
_RECORDS = (("no", 1.2), ("record", 5.6), ("why", 4.8), ("result", 2.4), ("remark", 3.0))
_LEADS = (("no", 1.2), ("lead", 9.4), ("result", 2.6), ("remark", 3.8))

_Part = tuple[str, list[tuple[str, ...]], tuple[tuple[str, float], ...], tuple[str, ...], int]
"""Heading, rows, columns, boxes to tick, blank columns."""


def to_docx(report: Report, language: str) -> bytes:
    """Return the form as a .docx file."""
    document = new_paper("site_check", report, language)
    add_warning(document, report, language)
    add_facts(document, opening(report, language))
    document.add_paragraph(word("paper.site.how", language)).paragraph_format.space_before = 120_000
    parts: tuple[_Part, ...] = (
        ("manual", list(_manual(report, language)), _RULES, ("met", "unmet"), 1),
        ("points", list(_points(report, language)), _POINTS, (), 2),
        ("pending", list(_pending(report, language)), _RECORDS, ("counts", "refused"), 1),
        ("leads", list(_leads(report, language)), _LEADS, ("true", "untrue"), 1),
    )
    for code, rows, columns, ticks, blank in parts:
        title = message("report.titled", title=word(f"paper.site.{code}", language), n=len(rows))
        if rows:
            document.add_heading(tell(title, language), 1)
            boxes = [f"paper.tick.{tick}" for tick in ticks]
            add_list(document, columns, rows, language, ticks=boxes, blank=blank)
    if not any(rows for _, rows, *_ in parts):
        document.add_paragraph(word("paper.site.nothing", language))
    add_basis(document, report, language)
    add_signatures(document, ("checker", "checker", "present"), language)
    return to_bytes(document)


def _manual(report: Report, language: str) -> Iterator[tuple[str, ...]]:
    for finding in report.findings:
        if finding.status is Status.MANUAL:
            asked = (say(note, language) for note in finding.notes)
            lines = (visible(finding.title), *asked, source(finding, report, language))
            yield ("\n".join(lines),)


def _points(report: Report, language: str) -> Iterator[tuple[str, ...]]:
    for score in report.scores:
        for line in score.lines:
            if line.cause is Status.MANUAL:
                why = (say(said, language) for said in line.why)
                name = "\n".join((visible(line.title), *why))
                yield name, f"{number(line.low)}…{number(line.high)}"


def _pending(report: Report, language: str) -> Iterator[tuple[str, ...]]:
    for record in () if report.quick else report.records:
        if record.counts is Counts.PENDING:
            named = "\n".join(map(visible, (record.label or record.record, *record.photos)))
            yield named, say(record.reason, language) if record.reason else ""


def _leads(report: Report, language: str) -> Iterator[tuple[str, ...]]:
    for lead in report.leads:
        yield ("\n".join((say(lead.said, language), *map(visible, lead.where))),)
