"""What waits for a person, one thing at a time: what it is, why, its photos, and the choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from swaudit.model.message import Message
from swaudit.model.report import Report
from swaudit.model.status import Counts, Status
from swaudit.report.words import say, visible


@dataclass(frozen=True)
class Ask:
    """A decision to be made; `target` is the kind and `ids` what 认定.yaml calls it.

    `ids` are two hashes for a pair, else one identity; `digest` what the decision would be made on;
    `choices` the verdicts as 认定.yaml writes them; `paths` are the photos as the report has them,
    `sha256` the hashes of the first of them.
    """

    target: str
    ids: tuple[str, ...]
    digest: str
    what: str
    why: str
    paths: tuple[str, ...]
    choices: tuple[str, str]
    sha256: tuple[str, ...] = ()

    @property
    def photos(self) -> tuple[str, ...]:
        """The photos' paths made visible."""
        return tuple(map(visible, self.paths))


def asks(report: Report, language: str) -> tuple[Ask, ...]:
    """Return the pending records, the leads and the manual rules of a report, in that order.

    Before photos are read only the rules: nobody can decide on what was not looked at.
    """
    return tuple(_asks(report, language))


def _asks(report: Report, language: str) -> Iterator[Ask]:
    if not report.quick:
        for record in report.records:
            if record.counts is Counts.PENDING:
                yield Ask(
                    "record",
                    (record.record,),
                    record.digest,
                    visible(record.label or record.record),
                    _said(record.reason, language),
                    record.photos,
                    ("认定", "不认定"),
                    record.sha256,
                )
        for lead in report.leads:
            if len(lead.sha256) in (1, 2):
                pair = len(lead.sha256) == 2
                yield Ask(
                    "pair" if pair else "photo",
                    lead.sha256,
                    "",
                    "、".join(map(visible, lead.where)),
                    say(lead.said, language),
                    lead.where,
                    ("同一张", "非同一张") if pair else ("认定", "不认定"),
                    lead.sha256,
                )
    for finding in report.findings:
        if finding.status is Status.MANUAL and not _is_score(report, finding.rule):
            why = " ".join(say(note, language) for note in finding.notes)
            yield Ask(
                "rule", (finding.rule,), finding.digest, visible(finding.title), why, (),
                ("达标", "不达标"),
            )  # fmt: skip


def _is_score(report: Report, rule: str) -> bool:
    """Say whether a rule is a score: points are given to its items, not a verdict to it."""
    return any(score.rule == rule for score in report.scores)


def _said(reason: Message | None, language: str) -> str:
    return say(reason, language) if reason else ""
