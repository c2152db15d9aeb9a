"""The confirmation sheet (确认单) as a Word document: what was not counted, why, and the reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.model.status import Counts, Status
from swaudit.report.docx_page import add_tick_box, to_bytes
from swaudit.report.paper import (
    add_basis,
    add_facts,
    add_list,
    add_signatures,
    add_warning,
    new_paper,
    opening,
)
from swaudit.report.rule_words import ABSENT
from swaudit.report.standing import PHOTOS
from swaudit.report.words import say, visible

_RECORDS = (("no", 1.2), ("record", 5.8), ("why", 6.0), ("plea", 4.0))
_RULES = (("no", 1.2), ("record", 4.2), ("title", 3.6), ("why", 4.4), ("plea", 3.6))

_Part = tuple[str, tuple[tuple[str, float], ...], Sequence[tuple[str, ...]]]
"""Heading, columns, rows."""


def to_docx(report: Report, language: str) -> bytes:
    """Return the sheet as a .docx file."""
    document = new_paper("confirmation", report, language)
    add_warning(document, report, language)
    add_facts(document, opening(report, language))
    document.add_paragraph(
        word("paper.confirm.how", language)
    ).paragraph_format.space_before = 120_000
    parts: tuple[_Part, ...] = (
        ("report.records.refused", _RECORDS, list(_records(report, Counts.REFUSED, language))),
        ("report.records.pending", _RECORDS, list(_records(report, Counts.PENDING, language))),
        ("paper.confirm.by_rule", _RULES, list(_by_rule(report, language))),
    )
    for code, columns, rows in parts:
        if rows:
            title = message("report.titled", title=word(code, language), n=len(rows))
            document.add_heading(tell(title, language), 1)
            add_list(document, columns, rows, language, blank=1)
    if not any(rows for *_, rows in parts):
        document.add_paragraph(word("paper.confirm.nothing", language))
    document.add_heading(word("paper.confirm.answer", language), 1)
    for tick in ("agreed", "disputed"):
        add_tick_box(document.add_paragraph(), f" {word(f'paper.tick.{tick}', language)}")
    add_basis(document, report, language)
    add_signatures(document, ("head", "operator", "evaluator"), language)
    return to_bytes(document)


def _records(report: Report, counts: Counts, language: str) -> Iterator[tuple[str, str]]:
    # Before the photos are read every record is pending: the warning says so once.
    for record in () if report.quick and counts is Counts.PENDING else report.records:
        if record.counts is counts:
            named = "\n".join(map(visible, (record.label or record.record, *record.photos)))
            yield named, say(record.reason, language) if record.reason else ""


def _by_rule(report: Report, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield the rows that a rule refuses, records and photos told above left out."""
    above = [one for one in report.records if one.counts is not Counts.COUNTED]
    told = {one.record for one in above}
    told |= {f"{PHOTOS}/{path}" for one in above for path in one.photos}
    for finding in report.findings:
        if finding.status not in (Status.PASS, Status.NOT_APPLICABLE):
            for note in finding.refused:
                if note.reason.code != ABSENT and note.record not in told:
                    named = visible(note.label or note.record)
                    yield named, visible(finding.title), say(note.reason, language)
