"""The audit as one HTML file that opens from disk, needs no network and prints on A4."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any

from swaudit import __version__
from swaudit.checks.spans import told
from swaudit.model.message import message, tell, word
from swaudit.model.report import Cell, Finding, Report, Score
from swaudit.report import score_words
from swaudit.report.album import Album, album, notices, pairs
from swaudit.report.asks import Ask, asks, most_first
from swaudit.report.behind import behind, counted
from swaudit.report.calendar import Month, calendar
from swaudit.report.page import Row, page
from swaudit.report.rule_words import details
from swaudit.report.standing import Evidence, evidence_of, standing
from swaudit.report.words import MARKS, number, period, say, visible, year_of

if TYPE_CHECKING:
    from jinja2 import Template

_HEATS = 4
"""Shades of the calendar beside the empty one."""


def to_html(report: Report, language: str) -> bytes:
    """Return the whole report as an HTML document (UTF-8) with its styles and script inside."""
    shown = page(report, language)
    rows = calendar(report)
    pictures = album(report, language)
    asked = most_first(asks(report, language))
    waiting = [_asked(ask, pictures, language) for ask in asked]
    evidence = evidence_of(report)
    together = pairs(report, language)
    findings = [row.finding for _, found in shown.chapters for row in found]
    return (
        _template()
        .render(
            language="zh-CN" if language == "zh" else language,
            page=shown,
            notices=list(notices(report, language)),
            word=partial(_word, language),
            marks=MARKS,
            verdicts_title=tell(message("report.verdicts", total=len(report.findings)), language),
            scores=[_scored(score, language) for score in report.scores],
            calendar=[(visible(name), _heated(months, rows, language)) for name, months in rows],
            months=list(_heads(rows[0][1], language)) if rows else [],
            chapters=[
                (
                    chapter,
                    [_Rule.of(row, dict(report.sources), evidence, language) for row in found],
                )
                for chapter, found in shown.chapters
            ],
            album=pictures,
            pairs=together,
            pairs_title=_titled("report.photos.reuse", len(together), language),
            carries=report.pictures is not None,
            asks=waiting,
            asks_title=_titled("html.decide", len(waiting), language),
            colophon=list(_colophon(report, language)),
            data=_script_data(
                {
                    "behind": behind(report, findings, pictures, language),
                    "photos": [[said, b64encode(jpeg).decode()] for said, jpeg in pictures.photos],
                    "pairs": [
                        [b64encode(side.picture or b"").decode() for side in pair.sides]
                        for pair in together
                        if pair.shown
                    ],
                    "hits": word("html.hits", language),
                }
            ),
        )
        .encode("utf-8", "backslashreplace")
    )


@dataclass(frozen=True)
class _Rule:
    """A row of the page with what can be opened below it."""

    row: Row
    why: tuple[str, ...]
    cells: tuple[dict[str, str], ...]
    behind: tuple[tuple[str, str], ...]
    """Kind and title of each list of records that the script fills in."""
    stands: tuple[str, ...]
    source: str

    @classmethod
    def of(cls, row: Row, documents: Mapping[str, str], evidence: Evidence, language: str) -> _Rule:
        finding = row.finding
        lists = {
            "refused": len(finding.refused),
            "pending": len(finding.pending),
            "counted": counted(finding),
        }
        # The records have lists of their own; the first line stands beside the title.
        bare = replace(finding, refused=(), pending=())
        why = [line for line in details(bare, set(), language) if line not in row.why[:1]]
        return cls(
            row,
            tuple(why) if row.why else (),
            tuple(_cells(finding, language)),
            tuple((kind, _titled(f"html.{kind}", n, language)) for kind, n in lists.items() if n),
            standing(finding, evidence, language),
            _source(finding, documents, language),
        )


def _script_data(values: Any) -> str:
    """Return JSON that ends no script element, whatever stands in it."""
    from markupsafe import Markup

    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - no character of it is markup


def _scored(score: Score, language: str) -> dict[str, Any]:
    """Return a score in words, each item with where its points lie, in percent of what it gives."""
    lines = zip(score.lines, score_words.items(score, language), strict=True)
    return {
        "title": score_words.title(score, language),
        "outcome": list(score_words.outcome(score, language)),
        "bar": _bar(score.low, score.high, score.total),
        "items": [
            (name, said, _bar(line.low, line.high, line.max), line.cause or "")
            for line, (name, said) in lines
        ],
    }


def _bar(low: Decimal, high: Decimal, most: Decimal | None) -> tuple[int, int] | None:
    """Return two percentages, or nothing where there is no most."""
    if not most:
        return None
    first, last = (min(100, max(0, round(100 * one / most))) for one in (low, high))
    return first, last


@dataclass(frozen=True)
class _Heat:
    """A cell of the calendar: its shade (0 none … 4) and its numbers in words."""

    month: Month
    heat: int
    told: str


def _heated(months: tuple[Month, ...], rows: Any, language: str) -> list[_Heat]:
    most = max((one.counted for _, row in rows for one in row), default=0)
    return [
        _Heat(
            one,
            -(-one.counted * _HEATS // most) if one.counted else 0,
            tell(
                message(
                    "html.calendar.cell",
                    month=_month(one.month, language),
                    counted=one.counted,
                    pending=one.pending,
                    refused=one.refused,
                ),
                language,
            ),
        )
        for one in months
    ]


def _heads(months: tuple[Month, ...], language: str) -> Iterator[tuple[str, str]]:
    """Yield the year where it begins, if there are several, and each month's name."""
    years = [year_of(one.month) for one in months]
    several = len({*years} - {""}) > 1
    for before, year, one in zip(["", *years], years, months, strict=False):
        begins = several and year and year != before
        yield period(year, language, with_year=True) if begins else "", _month(one.month, language)


def _month(code: str, language: str) -> str:
    return period(code, language, with_year=False) if code else word("html.undated", language)


def _cells(finding: Finding, language: str) -> Iterator[dict[str, str]]:
    if len(finding.breakdown) < 2 and not any(cell.by for cell in finding.breakdown):
        return
    with_year = len({year_of(cell.period) for cell in finding.breakdown} - {""}) > 1
    for cell in finding.breakdown:
        when = period(cell.period, language, with_year=with_year)
        yield {
            "name": " ".join(filter(None, (visible(cell.by), when))),
            "status": cell.status.value,
            "said": word(f"status.{cell.status}", language),
            "required": cell.expect,
            "counted": number(cell.counted),
            "maybe": _maybe(cell),
            "missing": number(cell.missing) if cell.missing else "",
        }


def _maybe(cell: Cell) -> str:
    if cell.maybe is None:
        return "∞"
    return number(cell.maybe) if cell.maybe else ""


def _titled(code: str, n: int, language: str) -> str:
    return tell(message("report.titled", title=word(code, language), n=n), language)


def _source(finding: Finding, documents: Mapping[str, str], language: str) -> str:
    source = finding.source
    said = message(
        "html.source" if source.figure else "html.source_plain",
        document=documents.get(source.document, source.document),
        at=source.at,
        figure=source.figure,
        rule=finding.rule,
        covers=" ".join(finding.covers),
    )
    return say(said, language)


def _asked(ask: Ask, shown: Album, language: str) -> dict[str, Any]:
    """Return what a person is asked: in words, and as what a decision on it holds beside them."""
    target = list(ask.ids) if ask.target == "pair" else ask.ids[0]
    photos = tuple(zip(ask.photos, ask.sha256, strict=False))
    return {
        "photos": shown.of(photos),
        "pair": shown.pair(ask.photos, photos),
        "kind": word(f"judgement.of.{ask.target}", language),
        "ask": ask,
        "choices": [(choice, word(f"review.choice.{choice}", language)) for choice in ask.choices],
        "points": told(ask.points),
        "spans": json.dumps([[str(low), str(high)] for low, high in ask.points]),
        "data": json.dumps({ask.target: target, "digest": ask.digest}, ensure_ascii=True),
    }


def _colophon(report: Report, language: str) -> Iterator[str]:
    """Yield the evidence's root hash, and what made the report when."""
    if report.root:
        yield say(message("html.root", root=report.root), language)
    yield say(message("html.made", version=__version__, at=report.generated_at), language)


def _word(language: str, code: str) -> str:
    return word(code, language)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = resources.files("swaudit.report").joinpath("pages")
    css, js, html = (
        folder.joinpath(f"report.{kind}").read_text("utf-8") for kind in ("css", "js", "html")
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(html)
    # Our own files, not text of the report.
    template.globals.update(css=Markup(css), js=Markup(js))  # noqa: S704
    return template
