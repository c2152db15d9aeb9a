"""The small pieces terminal pages are made of: headings, indented lists, lists cut short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from swaudit.model.message import message, tell
from swaudit.model.status import Status
from swaudit.report.terminal_flow import Flow
from swaudit.report.words import MARKS

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

LONGEST = 12
"""Lines shown of a list; the rest is counted and stands in the JSON."""

_STYLES = {
    Status.ERROR: "bold red",
    Status.FAIL: "bold red",
    Status.RULING_NEEDED: "yellow",
    Status.UNDETERMINED: "yellow",
    Status.REVIEW: "yellow",
    Status.LEAD: "yellow",
    Status.MANUAL: "magenta",
    Status.OPEN: "cyan",
    Status.ADVISORY: "cyan",
    Status.PASS: "green",
    Status.NOT_APPLICABLE: "dim",
}


def heading(title: str) -> RenderableType:
    """Return a section's title with the blank line before it."""
    from rich.text import Text

    return Text(f"\n{title}", style="bold underline")


def listed(lines: Iterable[RenderableType]) -> RenderableType:
    """Return lines set in by two columns, wrapped ones as well."""
    from rich.console import Group

    return Group(*map(_set_in, lines))


def _set_in(line: RenderableType) -> RenderableType:
    from rich.padding import Padding

    if isinstance(line, Flow):
        return replace(line, indent=line.indent + 2)
    return Padding(line, (0, 0, 0, 2), expand=False)


def cut(lines: Sequence[RenderableType], language: str) -> list[RenderableType]:
    """Return the first lines of a long list and a last one that counts the others."""
    if len(lines) <= LONGEST:
        return list(lines)
    more = tell(message("report.more", n=len(lines) - LONGEST), language)
    return [*lines[:LONGEST], Flow(more, "dim italic")]


def status_text(status: Status, said: str) -> Text:
    """Return a status as its mark and what is said of it, in its colour."""
    from rich.text import Text

    return Text(f"{MARKS[status]} {said}", style=_STYLES[status])
