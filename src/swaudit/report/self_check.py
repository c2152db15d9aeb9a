"""The checklist's own table (自检表), told once: row by row, in the order of its document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from swaudit.model.message import word
from swaudit.model.report import Finding, Report, Score, ScoreLine
from swaudit.model.status import Status
from swaudit.report.rule_words import counted, required
from swaudit.report.standing import Evidence, evidence_of, standing
from swaudit.report.words import MARKS, say, visible

Amount = Decimal | str
"""A number, or words where there is none: a limit, nothing at all, no end."""


@dataclass(frozen=True)
class Line:
    """A rule, or an item of a score, as a line of the table.

    `asked` is the least asked by now, else the bound in words; of an item the most points.
    `verdict` is what is not certain about an item, None where its points are.
    """

    verdict: Status | None
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
        lines = places.setdefault(finding.source.at, [])
        lines.append(_line(finding, evidence, language))
        of_score = [score for score in report.scores if score.rule == finding.rule]
        lines += [_item(item, one, language) for one in of_score for item in one.lines]
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
        verdict=finding.status,
        title=visible(finding.title),
        standard=required(finding, language),
        asked=limit,
        counted=finding.counted if known else "",
        pending=_pending(finding, language) if known else "",
        missing=finding.missing if known and finding.required is not None else "",
        status=_told(finding.status, language),
        stands=standing(finding, evidence, language),
    )


def _item(item: ScoreLine, score: Score, language: str) -> Line:
    title = "  ".join(filter(None, (visible(item.title), visible(score.answer))))
    return Line(
        verdict=item.cause,
        title=title,
        standard=word("paper.points", language),
        asked="" if item.max is None else item.max,
        counted=item.low,
        pending=item.high - item.low,
        missing="" if item.max is None else item.max - item.high,
        status=_told(item.cause, language) if item.cause else "",
        stands=tuple(say(said, language) for said in item.why),
    )


def _told(status: Status, language: str) -> str:
    return f"{MARKS[status]} {word(f'status.{status}', language)}"


def _pending(finding: Finding, language: str) -> Amount:
    return word("paper.no_end", language) if finding.maybe is None else finding.maybe
