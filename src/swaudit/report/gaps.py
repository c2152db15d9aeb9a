"""What is still to be done, thing by thing: how much, until when, at what pace, usually by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from swaudit.model.report import Cell, Finding, Report
from swaudit.model.status import Level, Status
from swaudit.report.rule_words import ABSENT

_SETTLED = frozenset({Status.PASS, Status.NOT_APPLICABLE, Status.ADVISORY})


@dataclass(frozen=True)
class Gap:
    """One thing lacking. `amount` is in the rule's unit, or None where a paper (`what`) is lacking.

    `period` is a period code, empty for the whole contract; `pace` what is needed a week while the
    period is open; `workers` who have done most of that field's records, the first most.
    """

    finding: Finding
    status: Status
    by: str
    period: str
    amount: Decimal | None
    pace: Decimal | None
    what: str
    workers: tuple[str, ...]


def gaps(report: Report) -> tuple[Gap, ...]:
    """Return what the binding rules lack: what is overdue first, then by period, in rule order."""
    usual = _usual_workers(report)
    found = [
        gap
        for finding in report.findings
        if finding.level is Level.MUST and finding.status not in _SETTLED
        for gap in _of(finding, usual.get(finding.domain, ()))
    ]
    return tuple(sorted(found, key=lambda gap: (gap.status is not Status.FAIL, gap.period)))


def _of(finding: Finding, workers: tuple[str, ...]) -> Iterator[Gap]:
    absent = [note for note in finding.refused if note.reason.code == ABSENT]
    for note in absent:
        yield Gap(finding, finding.status, "", "", None, None, note.label, workers)
    if not absent:
        for cell in filter(_short, finding.breakdown):
            where = (cell.by, cell.period if "/" not in cell.period else "")
            yield Gap(finding, cell.status, *where, cell.missing, cell.pace, "", workers)


def _short(cell: Cell) -> bool:
    return cell.missing > 0 and cell.status not in _SETTLED


def _usual_workers(report: Report) -> Mapping[str, tuple[str, ...]]:
    done: dict[str, Counter[str]] = {}
    for record in report.records:
        done.setdefault(record.domain, Counter()).update(record.workers)
    return {domain: tuple(name for name, _ in by.most_common(2)) for domain, by in done.items()}
