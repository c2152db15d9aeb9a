"""The checklist's own table (自检表), told once: row by row, in the order of its document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from swaudit.model.message import word
from swaudit.model.report import Finding, Report
from swaudit.report.rule_words import counted, required
from swaudit.report.standing import Evidence, evidence_of, standing
from swaudit.report.words import visible

Amount = Decimal | str
"""A number, or words where there is none: a limit, nothing at all, no end."""


@dataclass(frozen=True)
class Line:
    """A rule as a line of the table; `asked` is the least asked by now, else the bound in words."""

    finding: Finding
    title: str
    standard: str
    asked: Amount
    counted: Amount
    pending: Amount
    missing: Amount
    status: str
    stands: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A row of the document and the rules that are taken from it."""

    at: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Annex:
    """A document and its rows, as the ruleset puts them."""

    title: str
    places: tuple[Place, ...]


def annexes(report: Report, language: str) -> tuple[Annex, ...]:
    """Return the documents a ruleset cites with their rows, every rule once."""
    evidence = evidence_of(report)
    titles = dict(report.sources)
    found: dict[str, dict[str, list[Line]]] = {}
    for finding in report.findings:
        places = found.setdefault(finding.source.document, {})
        places.setdefault(finding.source.at, []).append(_line(finding, evidence, language))
    return tuple(
        Annex(
            visible(titles.get(document, document)),
            tuple(Place(visible(at), tuple(lines)) for at, lines in places.items()),
        )
        for document, places in found.items()
    )


def _line(finding: Finding, evidence: Evidence, language: str) -> Line:
    known = bool(counted(finding))
    limit = finding.expect if finding.required is None else finding.required
    return Line(
        finding=finding,
        title=visible(finding.title),
        standard=required(finding, language),
        asked=limit,
        counted=finding.counted if known else "",
        pending=_pending(finding, language) if known else "",
        missing=finding.missing if known and finding.required is not None else "",
        status=word(f"status.{finding.status}", language),
        stands=standing(finding, evidence, language),
    )


def _pending(finding: Finding, language: str) -> Amount:
    return word("paper.no_end", language) if finding.maybe is None else finding.maybe
