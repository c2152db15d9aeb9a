"""The audit told on a terminal, so that a busy worker knows in a minute what to do.

Data health and the next steps come first, then the rules chapter by chapter with details for
those not passed, then the records, leads and problems behind them, and the verdict counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from swaudit.model.dossier import FileState
from swaudit.model.message import message, tell, word
from swaudit.model.photo import PhotoVerdict
from swaudit.model.report import Finding, Report
from swaudit.model.status import Counts, Status
from swaudit.report.terminal_flow import Flow
from swaudit.report.terminal_parts import cut, heading, listed, status_text
from swaudit.report.terminal_rules import rule_table
from swaudit.report.words import say, visible

if TYPE_CHECKING:
    from rich.console import Group, RenderableType


def render(report: Report, language: str, width: int) -> Group:
    """Return the report as lines of at most `width` columns, styled, in `language`."""
    from rich.console import Group

    return Group(
        *_title(report, language),
        *_health(report, language),
        *_next_steps(report, language),
        *_rules(report, language, width),
        *_records(report, language, Counts.REFUSED),
        *(() if report.quick else _records(report, language, Counts.PENDING)),
        *_leads(report, language),
        *_problems(report, language),
        *_judgements(report, language),
        *_verdicts(report, language),
        Flow(word("report.closing", language), "dim"),
    )


def _title(report: Report, language: str) -> Iterator[Flow]:
    station = report.station
    yield Flow(visible(station.name or station.id), "bold")
    ruleset = message(
        "report.ruleset",
        title=report.ruleset_title,
        id=report.ruleset,
        version=report.ruleset_version,
    )
    yield Flow(say(ruleset, language), "dim")
    days = [message("report.as_of", date=report.as_of)]
    if station.start and station.end:
        days.insert(0, message("report.contract", start=station.start, end=station.end))
    yield Flow(" · ".join(tell(said, language) for said in days), "dim")


def _health(report: Report, language: str) -> Iterator[RenderableType]:
    from rich.table import Table

    health = report.health
    files = dict(health.files)
    records = dict(health.records)
    told = {
        "files": tell(
            message(
                "report.health.files_are",
                total=sum(files.values()),
                **{state: files.get(state, 0) for state in get_args(FileState)},
            ),
            language,
        ),
        "rows": tell(
            message(
                "report.health.rows_are", read=health.rows_read, unreadable=health.rows_problem
            ),
            language,
        ),
        "photos": _photo_health(report, language),
        "records": tell(
            message(
                "report.health.records_are",
                **{verdict.value: records.get(verdict.value, 0) for verdict in Counts},
            ),
            language,
        ),
    }
    grid = Table.grid(padding=(0, 2))
    for what, said in told.items():
        grid.add_row(Flow(word(f"report.health.{what}", language)), Flow(said))
    yield heading(word("report.health", language))
    yield listed([grid])


def _photo_health(report: Report, language: str) -> str:
    if report.quick:
        return word("report.health.photos_not_read", language)
    counts = dict(report.health.photos)
    total = sum(counts.values())
    if not total:
        return word("report.health.no_photos", language)
    verdicts = " · ".join(
        f"{word(f'report.photo.{verdict}', language)} {counts[verdict]}"
        for verdict in get_args(PhotoVerdict)
        if counts.get(verdict)
    )
    return tell(message("report.health.photos_are", total=total, verdicts=verdicts), language)


def _next_steps(report: Report, language: str) -> Iterator[RenderableType]:
    if report.next_steps:
        yield heading(word("report.next_steps", language))
        yield listed(
            Flow(f"{place}. {say(step, language)}", "bold")
            for place, step in enumerate(report.next_steps, start=1)
        )


def _rules(report: Report, language: str, width: int) -> Iterator[RenderableType]:
    chapters: dict[str, list[Finding]] = {}
    for finding in report.findings:
        # Before the photos are read every record is pending: said once, at the top.
        shown = replace(finding, pending=()) if report.quick else finding
        chapters.setdefault(finding.chapter, []).append(shown)
    explained = {one.record for one in report.records if one.counts is not Counts.COUNTED}
    for chapter, findings in chapters.items():
        yield heading(visible(chapter) or word("report.rules", language))
        yield rule_table(findings, explained, language, width)


def _records(report: Report, language: str, counts: Counts) -> Iterator[RenderableType]:
    lines = [
        _named(record.label or record.record, say(record.reason, language) if record.reason else "")
        for record in report.records
        if record.counts is counts
    ]
    yield from _section(f"report.records.{counts}", lines, language)


def _leads(report: Report, language: str) -> Iterator[RenderableType]:
    from rich.console import Group

    lines = [
        Group(
            Flow(say(lead.said, language)),
            listed(Flow(visible(place), "dim") for place in lead.where),
        )
        for lead in report.leads
    ]
    yield from _section("report.leads", lines, language)


def _problems(report: Report, language: str) -> Iterator[RenderableType]:
    unreadable = [
        _named(file.path, say(file.reason, language) if file.reason else "")
        for file in report.files
        if file.state == "unreadable"
    ]
    yield from _section("report.unreadable", unreadable, language)
    for title, wanted in (("report.problems", False), ("report.notes", True)):
        lines = [
            _named(
                f"{problem.file} {problem.sheet}!{problem.cell}" if problem.cell else problem.file,
                say(problem.said, language),
            )
            for problem in report.problems
            if problem.said.code.startswith("note.") is wanted
        ]
        yield from _section(title, lines, language)


def _judgements(report: Report, language: str) -> Iterator[RenderableType]:
    lines = []
    for judgement in report.judgements:
        said = message(
            "report.judgement",
            verdict=judgement.verdict,
            by=judgement.by,
            on=judgement.on,
            why=judgement.why,
            state=word(f"report.judgement.{judgement.state}", language),
        )
        lines.append(_named(judgement.id, say(said, language)))
    yield from _section("report.judgements", lines, language)


def _verdicts(report: Report, language: str) -> Iterator[RenderableType]:
    from rich.columns import Columns

    counts = dict.fromkeys(Status, 0)
    for finding in report.findings:
        counts[finding.status] += 1
    told = [
        status_text(status, language).append(f" {count}")
        for status, count in counts.items()
        if count
    ]
    yield heading(tell(message("report.verdicts", total=len(report.findings)), language))
    yield listed([Columns(told, padding=(0, 3))])


def _section(code: str, lines: Sequence[RenderableType], language: str) -> Iterator[RenderableType]:
    if lines:
        title = tell(message("report.titled", title=word(code, language), n=len(lines)), language)
        yield heading(title)
        yield listed(cut(lines, language))


def _named(name: str, said: str) -> Flow:
    return Flow(f"{visible(name)}  {said}")
