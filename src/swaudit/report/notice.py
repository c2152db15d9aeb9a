"""The rectification notice (整改通知) as a Word document: what binds and is not met.

Only what is decided stands in it: a rule that waits for a person, a reading or a table accuses
nobody, and is counted at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from swaudit.model.message import message, tell, word
from swaudit.model.report import Cell, Finding, Report
from swaudit.model.status import Counts, Level, Status
from swaudit.report.docx_page import to_bytes
from swaudit.report.docx_photos import add_notices, add_pairs, pairs_behind
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
from swaudit.report.rule_words import ABSENT, counted, required
from swaudit.report.words import number, period, say, span, visible

_NAMED = 10
"""Records named of one rule; the confirmation sheet lists all."""
_SETTLED = frozenset({Status.FAIL, Status.PASS, Status.NOT_APPLICABLE, Status.ADVISORY})
_COLUMNS = (("no", 1.2), ("rule", 5.2), ("lacking", 5.8), ("deadline", 2.2), ("mended", 2.6))


def to_docx(report: Report, language: str) -> bytes:
    """Return the notice as a .docx file."""
    binding = [one for one in report.findings if one.level is Level.MUST]
    failed = [one for one in binding if one.status is Status.FAIL]
    document = new_paper("notice", report, language)
    add_warning(document, report, language)
    proofs = pairs_behind(report, {Counts.REFUSED}, language) if failed else []
    if any(pair.shown for pair in proofs):
        add_notices(document, report, language)
    add_facts(document, opening(report, language))
    said = message("paper.notice.asked" if failed else "paper.notice.none", n=len(failed))
    document.add_paragraph(tell(said, language)).paragraph_format.space_before = 120_000
    if failed:
        rows = [
            (
                f"{visible(one.title)}\n{source(one, report, language)}",
                "\n".join(_lacking(one, language)),
            )
            for one in failed
        ]
        add_list(document, _COLUMNS, rows, language, blank=2)
        add_pairs(document, proofs, language)
    undecided = Counter(one.status for one in binding if one.status not in _SETTLED)
    if undecided:
        states = word("report.comma", language).join(
            f"{word(f'status.{status}', language)} {undecided[status]}"
            for status in Status
            if undecided[status]
        )
        left = message("paper.notice.undecided", n=undecided.total(), states=states)
        document.add_paragraph(tell(left, language)).paragraph_format.space_before = 120_000
    add_basis(document, report, language)
    add_signatures(document, ("issuer", "received_by"), language)
    return to_bytes(document)


def _lacking(finding: Finding, language: str) -> Iterator[str]:
    """Yield what a rule lacks: by period and unit, by document, and the records refused."""
    cells = [cell for cell in finding.breakdown if cell.status is Status.FAIL]
    for cell in cells:
        yield _cell(cell, finding, language)
    if not cells and finding.expect:
        values = {"required": required(finding, language), "counted": counted(finding)}
        yield say(message("paper.notice.number", **values), language)
    for said in finding.notes:
        yield say(said, language)
    for note in finding.refused:
        if note.reason.code == ABSENT:
            yield say(message("paper.notice.absent", kind=note.label), language)
    refused = [note for note in finding.refused if note.reason.code != ABSENT]
    for note in refused[:_NAMED]:
        label = note.label or note.record
        why = say(note.reason, language)
        yield say(message("paper.notice.refused", record=label, why=why), language)
    if len(refused) > _NAMED:
        yield tell(message("paper.notice.more", n=len(refused) - _NAMED), language)


def _cell(cell: Cell, finding: Finding, language: str) -> str:
    when = period(cell.period or "/", language, with_year=True)
    bound = cell.expect
    if cell.of_all:
        bound = tell(message("report.all_of", n=cell.expect, unit=""), language)
    said = message(
        "paper.notice.short" if cell.missing else "paper.notice.over",
        when=" ".join(filter(None, (when, visible(cell.by)))),
        expect=bound,
        counted=span(cell.counted, cell.maybe),
        missing=number(cell.missing),
        unit=finding.unit,
    )
    return say(said, language)
