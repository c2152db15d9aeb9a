"""One rule, or one record, of an audit explained: a value that terminal and JSON render.

A rule: what it asks, and each number with the rows behind it. A record: what was linked to it and
why, what its photos say, whether it counts, and which rules it counts for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from swaudit.audit.next_steps import next_steps
from swaudit.model.dossier import Link
from swaudit.model.message import Message, message
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import Cell, Finding, Judgement, Note, RecordVerdict, Report, Row
from swaudit.model.status import Counts
from swaudit.report.rules_page import RulesetPage, page_of
from swaudit.ruleset.schema import Ruleset


class UnknownError(Exception):
    """Nothing, or more than one thing, of this name; `near` are names that may be meant."""

    def __init__(self, said: Message, near: tuple[str, ...]) -> None:
        super().__init__(said.code)
        self.said, self.near = said, near


@dataclass(frozen=True)
class Behind:
    """A row that counts for a number: its id, its name for people, its file."""

    record: str
    label: str
    file: str


@dataclass(frozen=True)
class Number:
    """One period of one unit, and the rows that surely count for it."""

    cell: Cell
    rows: tuple[Behind, ...]


@dataclass(frozen=True)
class RuleExplained:
    """A rule in words (`page` holds it alone), its verdict, its numbers, and what to do next."""

    page: RulesetPage
    finding: Finding
    numbers: tuple[Number, ...]
    steps: tuple[Message, ...]


@dataclass(frozen=True)
class Offered:
    """A photo linked to a record, and what it says; None where it was not read."""

    link: Link
    facts: PhotoFacts | None


@dataclass(frozen=True)
class CountsFor:
    """A cell of a rule that a record counts for, or that names it as refused or pending."""

    rule: str
    title: str
    counts: Counts
    by: str = ""
    period: str = ""


@dataclass(frozen=True)
class RecordExplained:
    """A record or row; `verdict` None where it is no record that photos prove."""

    record: str
    label: str
    file: str
    verdict: RecordVerdict | None
    offered: tuple[Offered, ...]
    rules: tuple[CountsFor, ...]
    judgements: tuple[Judgement, ...]
    step: Message


def explain(
    report: Report, ruleset: Ruleset, name: str, language: str
) -> RuleExplained | RecordExplained:
    """Explain the rule or the record of a name: an id, or where the row stands (工作流水!62).

    Raises UnknownError.
    """
    for finding in report.findings:
        if finding.rule == name:
            return _rule(report, finding, ruleset, language)
    known = _records(report)
    found = [name] if name in known else [one for one, (label, _) in known.items() if label == name]
    found = found or [one for one, (label, _) in known.items() if label.split(" ")[0] == name]
    if len(found) == 1:
        return _record(report, found[0], *known[found[0]])
    if found:
        raise UnknownError(message("explain.several", name=name), tuple(found))
    raise UnknownError(message("explain.unknown", name=name), _near(name, report, known))


def _rule(report: Report, finding: Finding, ruleset: Ruleset, language: str) -> RuleExplained:
    rules = [rule for rule in ruleset.rules if rule.head.id == finding.rule]
    rows = {row.record: row for row in report.rows}
    numbers = tuple(
        Number(cell, tuple(_behind(one, rows) for one in cell.evidence))
        for cell in finding.breakdown
    )
    steps = (message(f"explain.do.{finding.status}"), *next_steps([finding], (), ()))
    return RuleExplained(page_of(ruleset, rules, language), finding, numbers, steps)


def _behind(record: str, rows: Mapping[str, Row]) -> Behind:
    row = rows.get(record)
    return Behind(record, row.label if row else record, row.file if row else "")


def _records(report: Report) -> dict[str, tuple[str, str]]:
    """Return all that can be explained by id: its label, and its file where that is known."""
    known = {one.record: (one.label, "") for one in report.records}
    for finding in report.findings:
        named: tuple[Note, ...] = (*finding.refused, *finding.pending)
        known |= {note.record: (note.label, "") for note in named if note.record not in known}
    return known | {row.record: (row.label, row.file) for row in report.rows}


def _record(report: Report, record: str, label: str, file: str) -> RecordExplained:
    verdict = next((one for one in report.records if one.record == record), None)
    photos = dict(report.photos)
    links = verdict.links if verdict else ()
    offered = tuple(Offered(link, photos.get(link.path)) for link in links)
    seals = {photos[link.path].sha256 for link in links if link.path in photos}
    counts = verdict.counts if verdict else "row"
    return RecordExplained(
        record=record,
        label=label,
        file=file,
        verdict=verdict,
        offered=offered,
        rules=tuple(_counts_for(report, record)),
        judgements=tuple(one for one in report.judgements if one.id in {record, *seals}),
        step=message(f"explain.record.{counts}"),
    )


def _counts_for(report: Report, record: str) -> Iterator[CountsFor]:
    for finding in report.findings:
        for cell in finding.breakdown:
            if record in cell.evidence:
                yield CountsFor(finding.rule, finding.title, Counts.COUNTED, cell.by, cell.period)
        for counts, notes in (
            (Counts.REFUSED, finding.refused),
            (Counts.PENDING, finding.pending),
        ):
            if any(note.record == record for note in notes):
                yield CountsFor(finding.rule, finding.title, counts)


def _near(name: str, report: Report, known: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    from difflib import get_close_matches

    places = (label.split(" ")[0] for label, _ in known.values())
    names = dict.fromkeys([*(one.rule for one in report.findings), *places, *known])
    return tuple(get_close_matches(name, names, n=3, cutoff=0.6))
