"""The audit told in one language, in the order people read it: what every page is rendered from.

Data health and the next steps come first, then the rules chapter by chapter with details for
those not passed, then the records, leads and problems behind them, and the verdict counts. All
text is plain and made visible; a renderer escapes it for its own format and lays it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import get_args

from swaudit.model.dossier import FileState, Problem
from swaudit.model.message import Message, message, tell, word
from swaudit.model.photo import PhotoVerdict
from swaudit.model.report import Finding, Report
from swaudit.model.status import Counts, Status
from swaudit.report import score_words
from swaudit.report.album import Named, named, said_to_be_one
from swaudit.report.rule_words import QUIET, counted, details, required
from swaudit.report.words import number, say, visible

JUDGEMENT_STATES = ("in_force", "expired", "stale", "superseded", "later")


@dataclass(frozen=True)
class Row:
    """A rule as a line of a table; `why` is empty where it passed or does not apply."""

    finding: Finding
    status: str
    title: str
    required: str
    counted: str
    missing: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A thing named, what is said of it, and the places that show it.

    `photos` are those it is about; `pair` the paths, as the report has them, of two that are, or
    may be, one.
    """

    name: str
    said: str
    where: tuple[str, ...] = ()
    photos: tuple[Named, ...] = ()
    pair: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line without its places, as one text."""
        return "  ".join(filter(None, (self.name, self.said)))


@dataclass(frozen=True)
class Section:
    """A titled list; `title` tells how many there are."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Page:
    """All that a reader is told of one audit, in reading order.

    `basis` is what the verdicts rest on beside the evidence: people's decisions, the readings that
    were settled, the parameters.
    """

    station: str
    ruleset: str
    dates: str
    health: tuple[tuple[str, str], ...]
    next_steps: tuple[str, ...]
    chapters: tuple[tuple[str, tuple[Row, ...]], ...]
    scores: tuple[Section, ...]
    sections: tuple[Section, ...]
    basis: tuple[Section, ...]
    verdicts: tuple[tuple[Status, str, int], ...]


def page(report: Report, language: str) -> Page:
    """Return the report told in `language`."""
    return Page(
        station=visible(report.station.name or report.station.id),
        ruleset=say(
            message(
                "report.ruleset" if report.ruleset_shipped else "report.ruleset_own",
                title=report.ruleset_title,
                id=report.ruleset,
                version=report.ruleset_version,
                digest=report.ruleset_digest,
            ),
            language,
        ),
        dates=_dates(report, language),
        health=tuple(_health(report, language)),
        next_steps=tuple(say(step, language) for step in report.next_steps),
        chapters=tuple(_chapters(report, language)),
        scores=tuple(_scores(report, language)),
        sections=tuple(section for section in _sections(report, language) if section.lines),
        basis=tuple(section for section in _basis(report, language) if section.lines),
        verdicts=tuple(_verdicts(report, language)),
    )


def _dates(report: Report, language: str) -> str:
    station = report.station
    days = [message("report.as_of", date=report.as_of)]
    if station.start and station.end:
        days.insert(0, message("report.contract", start=station.start, end=station.end))
    return " · ".join(tell(said, language) for said in days)


def _health(report: Report, language: str) -> Iterator[tuple[str, str]]:
    health = report.health
    files = dict(health.files)
    records = dict(health.records)
    told = {
        "files": message(
            "report.health.files_are",
            total=sum(files.values()),
            **{state: files.get(state, 0) for state in get_args(FileState)},
        ),
        "rows": message(
            "report.health.rows_are", read=health.rows_read, unreadable=health.rows_problem
        ),
        "photos": _photo_health(report, language),
        "records": message(
            "report.health.records_are",
            **{verdict.value: records.get(verdict.value, 0) for verdict in Counts},
        ),
    }
    if report.since:
        told["since"] = message(
            "report.health.since_is",
            day=report.since.day,
            added=len(report.since.added),
            changed=len(report.since.changed),
            removed=len(report.since.removed),
        )
    if report.judgements:
        states = Counter(one.state for one in report.judgements)
        counts = {state: states[state] for state in JUDGEMENT_STATES}
        told["judgements"] = message("report.health.judgements_are", **counts)
    if report.shows_pii:
        told["pii"] = message("report.health.pii_is")
    for what, said in told.items():
        yield word(f"report.health.{what}", language), tell(said, language)


def status_word(finding: Finding, language: str) -> str:
    """Return a rule's verdict, and that it is waived."""
    said = word(f"status.{finding.status}", language)
    return said + (word("report.waived", language) if finding.waiver else "")


def _photo_health(report: Report, language: str) -> Message:
    if report.quick:
        return message("report.health.photos_not_read")
    counts = dict(report.health.photos)
    total = sum(counts.values())
    if not total:
        return message("report.health.no_photos")
    verdicts = " · ".join(
        f"{word(f'report.photo.{verdict}', language)} {counts[verdict]}"
        for verdict in get_args(PhotoVerdict)
        if counts.get(verdict)
    )
    return message("report.health.photos_are", total=total, verdicts=verdicts)


def _chapters(report: Report, language: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
    chapters: dict[str, list[Finding]] = {}
    for finding in report.findings:
        # Before the photos are read every record is pending: said once, at the top.
        shown = replace(finding, pending=()) if report.quick else finding
        chapters.setdefault(finding.chapter, []).append(shown)
    explained = {one.record for one in report.records if one.counts is not Counts.COUNTED}
    for chapter, findings in chapters.items():
        rows = tuple(
            Row(
                finding=finding,
                status=status_word(finding, language),
                title=visible(finding.title),
                required=required(finding, language),
                counted=counted(finding),
                missing=number(finding.missing) if finding.missing else "",
                why=() if finding.status in QUIET else tuple(details(finding, explained, language)),
            )
            for finding in findings
        )
        yield visible(chapter) or word("report.rules", language), rows


def _scores(report: Report, language: str) -> Iterator[Section]:
    for score in report.scores:
        told = (Line(name, said) for name, said in score_words.lines(score, language))
        yield Section(score_words.title(score, language), tuple(told))


def _sections(report: Report, language: str) -> Iterator[Section]:
    yield _records(report, language, Counts.REFUSED)
    if not report.quick:
        yield _records(report, language, Counts.PENDING)
    leads = (
        Line(
            "",
            say(lead.said, language),
            tuple(map(visible, lead.where)),
            tuple(zip(lead.where, lead.sha256, strict=False)),
            lead.where,
        )
        for lead in report.leads
    )
    yield _section("report.leads", leads, language)
    unreadable = (
        Line(visible(file.path), say(file.reason, language) if file.reason else "")
        for file in report.files
        if file.state == "unreadable"
    )
    yield _section("report.unreadable", unreadable, language)
    for title, wanted in (("report.problems", False), ("report.notes", True)):
        problems = (
            Line(visible(_place(problem)), say(problem.said, language))
            for problem in report.problems
            if problem.said.code.startswith("note.") is wanted
        )
        yield _section(title, problems, language)
    yield _section("report.since", _since(report, language), language)


def _place(problem: Problem) -> str:
    within = "!".join(filter(None, (problem.sheet, problem.cell)))
    return f"{problem.file} {within}".strip()


def _records(report: Report, language: str, counts: Counts) -> Section:
    lines = (
        Line(
            visible(record.label or record.record),
            say(record.reason, language) if record.reason else "",
            photos=named(record),
            pair=said_to_be_one(record.reason),
        )
        for record in report.records
        if record.counts is counts
    )
    return _section(f"report.records.{counts}", lines, language)


def _basis(report: Report, language: str) -> Iterator[Section]:
    yield _section("report.judgements", _judgements(report, language), language)
    agreed = (Line(*score_words.settled(one, language)) for one in report.settled)
    yield _section("report.readings_settled", agreed, language)
    unset = word("report.unset", language)
    values = (Line(visible(name), visible(value) or unset) for name, value in report.parameters)
    yield _section("report.parameters", values, language)


def _since(report: Report, language: str) -> Iterator[Line]:
    if report.since:
        for what in ("added", "changed", "removed"):
            for path in getattr(report.since, what):
                yield Line(visible(path), word(f"report.since.{what}", language))


def _judgements(report: Report, language: str) -> Iterator[Line]:
    for judgement in report.judgements:
        until = message("report.judgement.until", day=judgement.until) if judgement.until else None
        said = message(
            "report.judgement",
            verdict=judgement.verdict,
            until=tell(until, language) if until else "",
            by=judgement.by,
            on=judgement.on,
            why=judgement.why,
            state=word(f"report.judgement.{judgement.state}", language),
        )
        kind = word(f"judgement.of.{judgement.target}", language)
        yield Line(f"{kind} {visible(judgement.id)}", say(said, language))


def _section(code: str, lines: Iterable[Line], language: str) -> Section:
    listed = tuple(lines)
    title = message("report.titled", title=word(code, language), n=len(listed))
    return Section(tell(title, language), listed)


def _verdicts(report: Report, language: str) -> Iterator[tuple[Status, str, int]]:
    counts = Counter(finding.status for finding in report.findings)
    for status in Status:
        if counts[status]:
            said = word(f"status.{status}", language)
            waived = sum(one.status is status and bool(one.waiver) for one in report.findings)
            if waived:
                said += tell(message("report.of_them_waived", n=waived), language)
            yield status, said, counts[status]
