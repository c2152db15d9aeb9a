"""The audit on a terminal, so that a busy worker knows in a minute what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.report.page import Line, Page, page
from swaudit.report.terminal_flow import Flow
from swaudit.report.terminal_parts import cut, heading, listed, status_text
from swaudit.report.terminal_rules import rule_table

if TYPE_CHECKING:
    from rich.console import Group, RenderableType


def render(report: Report, language: str, width: int) -> Group:
    """Return the report as lines of at most `width` columns, styled, in `language`."""
    from rich.console import Group

    told = page(report, language)
    return Group(
        Flow(told.station, "bold"),
        Flow(told.ruleset, "dim"),
        Flow(told.dates, "dim"),
        *_health(told, language),
        *_next_steps(told, language),
        *_rules(told, language, width),
        *_sections(told, language),
        *_verdicts(report, told, language),
        *(
            [Flow(tell(message("html.root", root=report.root), language), "dim")]
            * bool(report.root)
        ),
        Flow(word("report.closing", language), "dim"),
    )


def _health(told: Page, language: str) -> Iterator[RenderableType]:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for what, said in told.health:
        grid.add_row(Flow(what), Flow(said))
    yield heading(word("report.health", language))
    yield listed([grid])


def _next_steps(told: Page, language: str) -> Iterator[RenderableType]:
    if told.next_steps:
        yield heading(word("report.next_steps", language))
        yield listed(
            Flow(f"{place}. {step}", "bold") for place, step in enumerate(told.next_steps, start=1)
        )


def _rules(told: Page, language: str, width: int) -> Iterator[RenderableType]:
    for chapter, rows in told.chapters:
        yield heading(chapter)
        yield rule_table(rows, language, width)


def _sections(told: Page, language: str) -> Iterator[RenderableType]:
    for section in (*told.scores, *told.sections, *told.basis):
        yield heading(section.title)
        yield listed(cut([_line(line) for line in section.lines], language))


def _line(line: Line) -> RenderableType:
    from rich.console import Group

    if not line.where:
        return Flow(line.text)
    return Group(Flow(line.text), listed(Flow(place, "dim") for place in line.where))


def _verdicts(report: Report, told: Page, language: str) -> Iterator[RenderableType]:
    from rich.columns import Columns

    counts = [status_text(status, said).append(f" {n}") for status, said, n in told.verdicts]
    yield heading(tell(message("report.verdicts", total=len(report.findings)), language))
    yield listed([Columns(counts, padding=(0, 3))])
