"""What the exit code says to a script, and how it follows from a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swaudit.model.dossier import File
    from swaudit.model.photo import PhotoFacts
    from swaudit.model.report import Report, ReusePair
    from swaudit.report.compare import Change


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DECIDED = 0
    """Everything is decided and no `must` rule failed (open and advisory rules leave this)."""
    FAILED = 1
    """A `must` rule failed and is not waived."""
    USAGE = 2
    """The command line or the ruleset is wrong."""
    UNREADABLE = 3
    """A whole file could not be read, a rule could not be evaluated, or swaudit itself broke."""
    NOTHING = 4
    """Nothing was evaluated: no rules, no files, or neither records nor rows."""
    UNDECIDED = 5
    """Nothing failed, but something waits for a person."""
    INTERRUPTED = 130
    """Ctrl-C."""


_FIRST = (
    ExitCode.USAGE,
    ExitCode.UNREADABLE,
    ExitCode.NOTHING,
    ExitCode.FAILED,
    ExitCode.UNDECIDED,
    ExitCode.DECIDED,
)


def foremost(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the code that goes before the others (2 > 3 > 4 > 1 > 5 > 0); of none, 0."""
    return min(codes, key=_FIRST.index, default=ExitCode.DECIDED)


def of_report(report: Report) -> ExitCode:
    """Return the exit code of an audit."""
    return foremost(_of_report(report))


def _of_report(report: Report) -> Iterable[ExitCode]:
    from swaudit.model.status import Counts, Level, Status

    statuses = {finding.status for finding in report.findings}
    undecided = {
        Status.REVIEW,
        Status.UNDETERMINED,
        Status.RULING_NEEDED,
        Status.LEAD,
        Status.MANUAL,
    }
    if Status.ERROR in statuses or any(file.state == "unreadable" for file in report.files):
        yield ExitCode.UNREADABLE
    evidence = report.files and (report.records or report.health.rows_read)
    if not evidence or not statuses - {Status.NOT_APPLICABLE}:
        yield ExitCode.NOTHING
    if any(
        finding.status is Status.FAIL and finding.level is Level.MUST and not finding.waiver
        for finding in report.findings
    ):
        yield ExitCode.FAILED
    pending = any(record.counts is Counts.PENDING for record in report.records)
    if statuses & undecided or report.leads or pending:
        yield ExitCode.UNDECIDED


def of_photos(
    files: Sequence[File], photos: Sequence[tuple[str, PhotoFacts]], reuse: Sequence[ReusePair]
) -> ExitCode:
    """Return the exit code of reading a folder's photos; a possible copy is for a person."""
    return foremost(
        code
        for code, holds in (
            (ExitCode.UNREADABLE, any(file.state == "unreadable" for file in files)),
            (ExitCode.NOTHING, not photos),
            (ExitCode.UNDECIDED, bool(reuse)),
        )
        if holds
    )


def of_changes(changes: Iterable[Change]) -> ExitCode:
    """Return the exit code of comparing two audits: 1 where a `must` rule fails that did not."""
    fails = any(
        change.what in ("rule", "cell")
        and change.after is not None
        and change.after.must
        and change.after.verdict == "fail"
        and (change.before is None or change.before.verdict != "fail")
        for change in changes
    )
    return ExitCode.FAILED if fails else ExitCode.DECIDED
