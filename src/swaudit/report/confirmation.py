"""The confirmation sheet (确认单) as a Word document: what was not counted, why, and the reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.model.status import Counts, Status
from swaudit.report.album import Named, album, named
from swaudit.report.docx_page import add_tick_box, to_bytes
from swaudit.report.docx_photos import add_notices, add_pairs, add_thumbnails, pairs_behind
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

_Line = tuple[tuple[str, ...], tuple[Named, ...]]
"""The texts of a row, and the photos it is about."""
_Part = tuple[str, tuple[tuple[str, float], ...], Sequence[_Line]]
"""Heading, columns, rows."""


def to_docx(report: Report, language: str) -> bytes:
    """Return the sheet as a .docx file."""
    document = new_paper("confirmation", report, language)
    add_warning(document, report, language)
    add_notices(document, report, language)
    add_facts(document, opening(report, language))
    document.add_paragraph(
        word("paper.confirm.how", language)
    ).paragraph_format.space_before = 120_000
    shown = album(report, language)
    parts: tuple[_Part, ...] = (
        ("report.records.refused", _RECORDS, list(_records(report, Counts.REFUSED, language))),
        ("report.records.pending", _RECORDS, list(_records(report, Counts.PENDING, language))),
        ("paper.confirm.by_rule", _RULES, list(_by_rule(report, language))),
    )
    for code, columns, rows in parts:
        if rows:
            title = message("report.titled", title=word(code, language), n=len(rows))
            document.add_heading(tell(title, language), 1)
            table = add_list(document, columns, [row for row, _ in rows], language, blank=1)
            add_thumbnails(table, 1, [photos for _, photos in rows], shown)
    if not any(rows for *_, rows in parts):
        document.add_paragraph(word("paper.confirm.nothing", language))
    both = pairs_behind(report, {Counts.REFUSED, Counts.PENDING}, language)
    add_pairs(document, both, language)
    document.add_heading(word("paper.confirm.answer", language), 1)
    for tick in ("agreed", "disputed"):
        add_tick_box(document.add_paragraph(), f" {word(f'paper.tick.{tick}', language)}")
    add_basis(document, report, language)
    add_signatures(document, ("head", "operator", "evaluator"), language)
    return to_bytes(document)


def _records(report: Report, counts: Counts, language: str) -> Iterator[_Line]:
    # Before the photos are read every record is pending: the warning says so once.
    for record in () if report.quick and counts is Counts.PENDING else report.records:
        if record.counts is counts:
            told = "\n".join(map(visible, (record.label or record.record, *record.photos)))
            why = say(record.reason, language) if record.reason else ""
            yield (told, why), named(record)


def _by_rule(report: Report, language: str) -> Iterator[_Line]:
    """Yield the rows that a rule refuses, records and photos told above left out."""
    above = [one for one in report.records if one.counts is not Counts.COUNTED]
    told = {one.record for one in above}
    told |= {f"{PHOTOS}/{path}" for one in above for path in one.photos}
    photos: dict[str, list[Named]] = {}
    for row in report.rows:
        if row.sha256:
            photos.setdefault(row.record, []).append((row.file, row.sha256))
    for finding in report.findings:
        if finding.status not in (Status.PASS, Status.NOT_APPLICABLE):
            for note in finding.refused:
                if note.reason.code != ABSENT and note.record not in told:
                    record = visible(note.label or note.record)
                    texts = (record, visible(finding.title), say(note.reason, language))
                    shown = photos.get(note.record, [])
                    # Masked paths may be alike: of several nobody knows which is meant.
                    yield texts, tuple(shown) if len(shown) == 1 else ()
