"""The audit as an Excel workbook: what to mend, sheet by sheet, to filter, assign and tick off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.model.status import Counts, Status
from swaudit.report import score_words
from swaudit.report.album import pairs
from swaudit.report.gaps import Gap, gaps
from swaudit.report.page import Page, page
from swaudit.report.rule_words import counted, required
from swaudit.report.sheets import COLOURS, Column, Sheet, Value, to_workbook
from swaudit.report.words import MARKS, number, period, say, visible

_WIDTHS = {
    "amount": 8, "chapter": 18, "counted": 10, "cell": 8, "day": 12, "domain": 14, "done": 12,
    "file": 44, "figure": 18, "kind": 12, "missing": 8, "pace": 15, "period": 14,
    "photos": 40, "reason": 48, "record": 34, "required": 14, "rule": 22, "sheet": 14, "source": 22,
    "status": 11, "title": 36, "value": 60, "what": 30, "why": 60, "workers": 16,
}  # fmt: skip


def to_xlsx(report: Report, language: str) -> bytes:
    """Return the report as an .xlsx workbook of nine sheets."""
    told = page(report, language)
    sheets = (
        _overview(report, told, language),
        _rules(told, language),
        _gaps(report, told, language),
        _records(report, Counts.REFUSED, language),
        _records(report, Counts.PENDING, language),
        _photos(report, language),
        _pairs(report, language),
        _unused(report, language),
        _problems(report, language),
    )
    return to_workbook(sheets)


def _overview(report: Report, told: Page, language: str) -> Sheet:
    rows: list[tuple[str, Value]] = [("", line) for line in (told.ruleset, told.dates)]
    rows += list(told.health)
    next_ = word("report.next_steps", language)
    rows += [(next_ if not at else "", step) for at, step in enumerate(told.next_steps)]
    verdicts = len(rows)
    rows += [(f"{MARKS[status]} {said}", n) for status, said, n in told.verdicts]
    for score in report.scores:
        rows.append((score_words.title(score, language), ""))
        rows += score_words.lines(score, language)
    rows += [
        (section.title if not at else "", line.text)
        for section in told.basis
        for at, line in enumerate(section.lines)
    ]
    if report.root:
        rows.append((word("sheet.root", language), report.root))
    made = message("sheet.made", at=report.generated_at)
    return Sheet(
        word("sheet.overview", language),
        _columns(("kind", "value"), language, {"kind": 24}),
        rows,
        above=(told.station, tell(made, language)),
        fills=tuple(
            (verdicts + at, 0, COLOURS[status]) for at, (status, _, _) in enumerate(told.verdicts)
        ),
    )


def _rules(told: Page, language: str) -> Sheet:
    flat = [(chapter, row) for chapter, rows in told.chapters for row in rows]
    rows = [
        (
            chapter,
            row.status,
            row.title,
            row.required,
            row.counted,
            row.missing,
            "\n".join(row.why),
            visible(row.finding.source.at),
            visible(row.finding.source.figure),
            row.finding.rule,
        )
        for chapter, row in flat
    ]
    names = ("chapter", "status", "title", "required", "counted", "missing", "why", "source")
    fills = _fills([row.finding.status for _, row in flat], 1)
    return _sheet("rules", (*names, "figure", "rule"), rows, language, fills)


def _gaps(report: Report, told: Page, language: str) -> Sheet:
    found = gaps(report)
    rows = [_gap(one, language) for one in found]
    names = ("status", "period", "title", "amount", "what", "pace", "required", "counted")
    fills = _fills([one.status for one in found], 0)
    return _sheet("gaps", (*names, "workers", "done"), rows, language, fills)


def _gap(gap: Gap, language: str) -> tuple[Value, ...]:
    finding = gap.finding
    when = period(gap.period or "/", language, with_year=True)
    what = gap.what or tell(
        message("sheet.add", amount=number(gap.amount or Decimal(0)), unit=finding.unit), language
    )
    pace = message("report.pace", n=number(gap.pace), unit=finding.unit) if gap.pace else None
    return (
        word(f"status.{gap.status}", language),
        " ".join(filter(None, (when, visible(gap.by)))),
        visible(finding.title),
        gap.amount,
        visible(what),
        say(pace, language) if pace else None,
        required(finding, language),
        counted(finding),
        visible("、".join(gap.workers)),
        None,
    )


def _records(report: Report, counts: Counts, language: str) -> Sheet:
    rows = [
        (
            record.day,
            visible(record.domain),
            visible(record.label or record.record),
            say(record.reason, language) if record.reason else "",
            visible("、".join(record.workers)),
            visible("\n".join(record.photos)),
            None,
        )
        for record in report.records
        if record.counts is counts
    ]
    names = ("day", "domain", "record", "reason", "workers", "photos", "done")
    return _sheet(str(counts), names, rows, language)


def _photos(report: Report, language: str) -> Sheet:
    rows = [
        (
            word(f"report.photo.{facts.verdict}", language),
            visible(path),
            visible(" / ".join(facts.watermark.text)) if facts.watermark else "",
        )
        for path, facts in report.photos
        if facts.verdict != "valid"
    ]
    return _sheet("photos", ("status", "file", "value"), rows, language)


def _pairs(report: Report, language: str) -> Sheet:
    found = pairs(report, language)
    rows = [
        (
            word(f"sheet.pair.{pair.status}", language),
            *("\n".join((side.path, *side.used)) for side in pair.sides),
            "\n".join(filter(None, (pair.said, pair.ruling))),
        )
        for pair in found
    ]
    fills = _fills([pair.status for pair in found], 0)
    return _sheet("pairs", ("status", "file", "file", "why"), rows, language, fills)


def _unused(report: Report, language: str) -> Sheet:
    rows = [
        (
            word(f"sheet.file.{file.state}", language),
            visible(file.path),
            say(file.reason, language) if file.reason else "",
        )
        for file in report.files
        if file.state in ("unreferenced", "ignored")
    ]
    return _sheet("unused", ("status", "file", "why"), rows, language)


def _problems(report: Report, language: str) -> Sheet:
    rows = [
        (visible(file.path), "", "", say(file.reason, language) if file.reason else "", None)
        for file in report.files
        if file.state == "unreadable"
    ]
    rows += [
        (
            visible(problem.file),
            visible(problem.sheet),
            problem.cell,
            say(problem.said, language),
            None,
        )
        for problem in report.problems
    ]
    return _sheet("problems", ("file", "sheet", "cell", "why", "done"), rows, language)


def _sheet(
    code: str,
    names: Sequence[str],
    rows: Sequence[Sequence[Value]],
    language: str,
    fills: Iterable[tuple[int, int, str]] = (),
) -> Sheet:
    above = () if rows else (word("sheet.nothing", language),)
    columns = _columns(names, language)
    return Sheet(word(f"sheet.{code}", language), columns, rows, above, tuple(fills))


def _columns(
    names: Sequence[str], language: str, widths: dict[str, int] | None = None
) -> list[Column]:
    known = _WIDTHS | (widths or {})
    return [Column(word(f"sheet.column.{name}", language), known[name]) for name in names]


def _fills(statuses: Sequence[Status], column: int) -> Iterator[tuple[int, int, str]]:
    for row, status in enumerate(statuses):
        yield row, column, COLOURS[status]
