"""What waits for a person, one thing at a time: what it is, why, its photos, and the choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from swaudit.checks.spans import Spans, union
from swaudit.model.message import Message
from swaudit.model.report import Report, Score, ScoreLine
from swaudit.model.status import Counts, Level, Status
from swaudit.report.words import say, visible


@dataclass(frozen=True)
class Ask:
    """A decision to be made; `target` is the kind and `ids` what 认定.yaml calls it.

    `ids` are two hashes for a pair, else one identity; `digest` what the decision would be made on;
    `choices` the verdicts as 认定.yaml writes them, none for an item of a score, which takes points
    within the stretches of `points`. `decides` is how many binding rules wait for it; `sha256` are
    the hashes of the first of `photos`.
    """

    target: str
    ids: tuple[str, ...]
    digest: str
    what: str
    why: str
    photos: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    points: Spans = ()
    decides: int = 0
    sha256: tuple[str, ...] = ()


def asks(report: Report, language: str) -> tuple[Ask, ...]:
    """Return the pending records, the leads, manual rules and score items of a report, in order.

    Before photos are read no records and leads: nobody can decide on what was not looked at.
    """
    return tuple(_asks(report, language))


def most_first(found: Iterable[Ask]) -> tuple[Ask, ...]:
    """Return what is asked with that first which most binding rules wait for."""
    return tuple(sorted(found, key=lambda ask: -ask.decides))


def _asks(report: Report, language: str) -> Iterator[Ask]:
    if not report.quick:
        yield from _records(report, language)
        yield from _leads(report, language)
    for finding in report.findings:
        if finding.status is Status.MANUAL and not _is_score(report, finding.rule):
            why = " ".join(say(note, language) for note in finding.notes)
            yield Ask(
                "rule",
                (finding.rule,),
                finding.digest,
                visible(finding.title),
                why,
                choices=("达标", "不达标"),
                decides=int(finding.level is Level.MUST),
            )
    yield from _items(report, language)


_WAITING = (Status.REVIEW, Status.OPEN)
"""The verdicts that one more counted record may change."""


def _records(report: Report, language: str) -> Iterator[Ask]:
    waiting = Counter(
        name
        for finding in report.findings
        if finding.status in _WAITING and finding.level is Level.MUST
        for name in {note.record for note in finding.pending}
    )
    for record in report.records:
        if record.counts is Counts.PENDING:
            yield Ask(
                "record",
                (record.record,),
                record.digest,
                visible(record.label or record.record),
                _said(record.reason, language),
                tuple(map(visible, record.photos)),
                ("认定", "不认定"),
                decides=waiting[record.record],
                sha256=record.sha256,
            )


def _leads(report: Report, language: str) -> Iterator[Ask]:
    for lead in report.leads:
        if len(lead.sha256) in (1, 2):
            pair = len(lead.sha256) == 2
            yield Ask(
                "pair" if pair else "photo",
                lead.sha256,
                lead.digest,
                "、".join(map(visible, lead.where)),
                say(lead.said, language),
                tuple(map(visible, lead.where)),
                ("同一张", "非同一张") if pair else ("认定", "不认定"),
                sha256=lead.sha256,
            )


_FOR_A_PERSON = (Status.MANUAL, Status.UNDETERMINED, Status.LEAD)
"""Doubts about points that no record will settle."""


def _items(report: Report, language: str) -> Iterator[Ask]:
    """Yield the items of scores whose points a person gives, once for all readings."""
    lines: dict[str, list[tuple[Score, ScoreLine]]] = {}
    for score in report.scores:
        for line in score.lines:
            if line.cause in _FOR_A_PERSON:
                lines.setdefault(f"{score.rule}/{line.id}", []).append((score, line))
    must = {one.rule for one in report.findings if one.level is Level.MUST}
    for name, found in lines.items():
        score, line = found[0]
        yield Ask(
            "item",
            (name,),
            line.digest,
            f"{visible(score.title)}：{visible(line.title)}",
            " ".join(dict.fromkeys(say(said, language) for said in line.why)),
            points=union(span for _, one in found for span in one.possible),
            decides=int(score.rule in must),
        )


def _is_score(report: Report, rule: str) -> bool:
    """Say whether a rule is a score: points are given to its items, not a verdict to it."""
    return any(score.rule == rule for score in report.scores)


def _said(reason: Message | None, language: str) -> str:
    return say(reason, language) if reason else ""
