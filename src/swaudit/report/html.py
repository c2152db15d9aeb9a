"""The audit as one HTML file that opens from disk, needs no network and prints on A4."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any

from swaudit import __version__
from swaudit.checks.spans import told
from swaudit.model.message import message, tell, word
from swaudit.model.report import Cell, Finding, Note, Report
from swaudit.report.asks import Ask, asks, most_first
from swaudit.report.calendar import Month, calendar
from swaudit.report.page import Line, Row, page
from swaudit.report.words import MARKS, number, period, say, visible, year_of

if TYPE_CHECKING:
    from jinja2 import Template

_HEATS = 4
"""Shades of the calendar beside the empty one."""


def to_html(report: Report, language: str) -> bytes:
    """Return the whole report as an HTML document (UTF-8) with its styles and script inside."""
    shown = page(report, language)
    rows = calendar(report)
    waiting = [_asked(ask, language) for ask in most_first(asks(report, language))]
    return (
        _template()
        .render(
            language="zh-CN" if language == "zh" else language,
            page=shown,
            word=partial(_word, language),
            marks=MARKS,
            verdicts_title=tell(message("report.verdicts", total=len(report.findings)), language),
            calendar=[(visible(name), _heated(months, rows, language)) for name, months in rows],
            months=[_month(one.month, language) for one in rows[0][1]] if rows else [],
            chapters=[
                (chapter, [_Rule.of(row, dict(report.sources), language) for row in found])
                for chapter, found in shown.chapters
            ],
            pairs=_pairs(report, language),
            asks=waiting,
            asks_title=_titled("html.decide", len(waiting), language),
            colophon=list(_colophon(report, language)),
        )
        .encode("utf-8", "backslashreplace")
    )


@dataclass(frozen=True)
class _Rule:
    """A row of the page with what can be opened below it."""

    row: Row
    cells: tuple[dict[str, str], ...]
    notes: tuple[tuple[str, tuple[Line, ...]], ...]
    source: str

    @classmethod
    def of(cls, row: Row, documents: Mapping[str, str], language: str) -> _Rule:
        finding = row.finding
        named = (("html.refused", finding.refused), ("html.pending", finding.pending))
        return cls(
            row,
            tuple(_cells(finding, language)),
            tuple(
                (_titled(code, len(notes), language), tuple(_lines(notes, language)))
                for code, notes in named
                if notes
            ),
            _source(finding, documents, language),
        )


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


def _lines(notes: tuple[Note, ...], language: str) -> Iterator[Line]:
    for note in notes:
        yield Line(visible(note.label or note.record), say(note.reason, language))


def _titled(code: str, n: int, language: str) -> str:
    return tell(message("report.titled", title=word(code, language), n=n), language)


def _source(finding: Finding, documents: Mapping[str, str], language: str) -> str:
    source = finding.source
    said = message(
        "html.source",
        document=documents.get(source.document, source.document),
        at=source.at,
        figure=source.figure,
        rule=finding.rule,
        covers=" ".join(finding.covers),
    )
    return say(said, language)


def _pairs(report: Report, language: str) -> list[dict[str, str]]:
    return [
        {"a": visible(pair.a), "b": visible(pair.b), "said": say(pair.explain, language)}
        for pair in report.reuse
    ]


def _asked(ask: Ask, language: str) -> dict[str, Any]:
    """Return what a person is asked: in words, and as what a decision on it holds beside them."""
    target = list(ask.ids) if ask.target == "pair" else ask.ids[0]
    return {
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
