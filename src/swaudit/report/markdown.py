"""The audit as Markdown (GitHub's), for a message, an issue or a wiki page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.report.page import Page, Row, page
from swaudit.report.words import MARKS

# Whatever Markdown or HTML could take for its own; a dot, dash or plus only opens a list.
_MARKS = re.compile(r"[\\`*_{}\[\]<>()#|!~&@$^:]|^[-+=]|^\d+(?=[.)])|(?<=www)\.")


def to_markdown(report: Report, language: str) -> bytes:
    """Return the whole report as Markdown (UTF-8)."""
    return ("\n".join(_lines(report, page(report, language), language)) + "\n").encode()


def _lines(report: Report, told: Page, language: str) -> Iterator[str]:
    yield f"# {_plain(told.station)}"
    yield ""
    yield f"{_plain(told.ruleset)}  "
    yield _plain(told.dates)
    yield from _titled(word("report.health", language))
    yield from (f"- {_plain(what)}: {_plain(said)}" for what, said in told.health)
    if told.next_steps:
        yield from _titled(word("report.next_steps", language))
        yield from (f"{at}. {_plain(step)}" for at, step in enumerate(told.next_steps, start=1))
    yield from _titled(tell(message("report.verdicts", total=len(report.findings)), language))
    yield " · ".join(f"{MARKS[status]} {said} {n}" for status, said, n in told.verdicts)
    for chapter, rows in told.chapters:
        yield from _titled(_plain(chapter))
        yield from _table(rows, language)
    for section in (*told.scores, *told.sections, *told.basis):
        yield from _titled(_plain(section.title))
        for line in section.lines:
            yield f"- {_plain(line.text)}"
            yield from (f"  - {_plain(place)}" for place in line.where)
    if report.root:
        yield from ("", _plain(tell(message("html.root", root=report.root), language)))


def _titled(title: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")


def _table(rows: Iterable[Row], language: str) -> Iterator[str]:
    columns = ("status", "title", "required", "counted", "missing")
    yield _row(word(f"report.column.{code}", language) for code in columns)
    yield _row(("---", "---", "---", "--:", "--:"))
    for row in rows:
        status = f"{MARKS[row.finding.status]} {row.status}"
        title = "<br>".join(map(_plain, (row.title, *row.why)))
        yield _row((status, title, *map(_plain, (row.required, row.counted, row.missing))))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, in a table too."""
    return _MARKS.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), text)
