"""The rules of one chapter as a table: verdict, title, required, counted, missing, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from swaudit.model.message import message, tell, word
from swaudit.model.report import Cell, Finding, Note
from swaudit.model.status import Status
from swaudit.report.terminal_flow import Flow
from swaudit.report.terminal_parts import listed, status_text
from swaudit.report.words import number, period, say, span, visible, year_of

if TYPE_CHECKING:
    from rich.table import Table

NARROW = 80
"""Below this many columns what is required is left out of the table."""
ABSENT = "files.missing"
"""The reason of a note that names a document nobody handed in, not a record."""
_QUIET = frozenset({Status.PASS, Status.NOT_APPLICABLE})
_NUMBERLESS = frozenset({Status.MANUAL, Status.UNDETERMINED, Status.ERROR, Status.NOT_APPLICABLE})
CELLS = 12
"""Periods, units and documents named of one rule: a year of months."""
NAMES = 3
"""Records named of one rule; all of them stand in their own section and in the JSON."""


def rule_table(findings: Sequence[Finding], language: str, width: int) -> Table:
    """Return one chapter's findings as rows; only those not passed carry details."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    # Two columns are left free: a Chinese console may draw a mark two columns wide.
    table = Table(
        box=None, padding=(0, 2, 0, 0), width=width - 2, header_style="dim", pad_edge=False
    )
    narrow = width < NARROW
    for code in ("status", "title", "required", "counted", "missing"):
        if code == "required" and narrow:
            continue
        table.add_column(
            word(f"report.column.{code}", language),
            ratio=1 if code == "title" else None,
            no_wrap=code != "title",
            justify="right" if code in ("counted", "missing") else "left",
        )
    for finding in findings:
        why = () if finding.status in _QUIET else details(finding, language)
        required = [] if narrow else [Text(_required(finding, language))]
        table.add_row(
            status_text(finding.status, language),
            Group(
                Flow(visible(finding.title)),
                listed(Flow(line, "dim") for line in why),
            ),
            *required,
            Text(_number(finding)),
            Text(number(finding.missing) if finding.missing else ""),
        )
    return table


def _required(finding: Finding, language: str) -> str:
    if finding.expect.startswith("="):
        said = message("report.all_of", n=finding.expect[1:], unit=visible(finding.unit))
        return tell(said, language)
    return f"{finding.expect}{visible(finding.unit)}" if finding.expect else ""


def _number(finding: Finding) -> str:
    """Return the count, or nothing where there is none to show (a person's rule, no table)."""
    known = finding.counted or finding.maybe
    if not known and (finding.maybe is None or finding.status in _NUMBERLESS):
        return ""
    return span(finding.counted, finding.maybe)


def details(finding: Finding, language: str) -> Iterator[str]:
    """Yield why a rule is not passed: short periods, notes, readings, refused and pending."""
    yield from _cells(finding, language)
    for note in finding.notes:
        yield say(note, language)
    disagree = len({reading.status for reading in finding.readings}) > 1
    for reading in finding.readings if disagree else ():
        yield tell(
            message(
                "report.reading",
                reading=visible(reading.answer),
                status=word(f"status.{reading.status}", language),
                missing=number(reading.missing),
            ),
            language,
        )
    absent = [note for note in finding.refused if note.reason.code == ABSENT]
    refused = [note for note in finding.refused if note.reason.code != ABSENT]
    yield from _notes("report.rule.absent", absent, language, CELLS)
    yield from _notes("report.rule.refused", refused, language, NAMES)
    yield from _notes("report.rule.pending", finding.pending, language, NAMES)


def _cells(finding: Finding, language: str) -> Iterator[str]:
    """Yield the periods and units that are not passed, in one line."""
    short = [cell for cell in finding.breakdown if cell.status not in _QUIET]
    if len(finding.breakdown) == 1:
        # The row's own numbers are this cell's: only what they cannot show is added.
        short = [cell for cell in short if cell.pace or cell.note]
    else:
        # Where nothing limits the number a table is missing, and a note says so.
        short = [cell for cell in short if cell.maybe is not None or cell.note]
    with_year = len({year_of(cell.period) for cell in finding.breakdown} - {""}) > 1
    if short:
        parts = [_cell(cell, language, with_year=with_year) for cell in short[:CELLS]]
        if len(short) > CELLS:
            parts.append(tell(message("report.more", n=len(short) - CELLS), language))
        yield word("report.comma", language).join(parts)


def _cell(cell: Cell, language: str, *, with_year: bool) -> str:
    where = " ".join(
        part
        for part in (visible(cell.by), period(cell.period, language, with_year=with_year))
        if part
    )
    said = f"{where} {span(cell.counted, cell.maybe)}".strip()
    if cell.required is not None:
        said += f"/{number(cell.required)}"
    elif cell.expect:
        said += f" ({cell.expect})"
    if cell.pace and (cell.missing > 1 or cell.pace >= 1):
        said += tell(message("report.pace", n=number(cell.pace)), language)
    if cell.note:
        said += f" ({say(cell.note, language)})"
    return said


def _notes(code: str, notes: Sequence[Note], language: str, most: int) -> Iterator[str]:
    """Yield the records of one kind in one line: the reasons stand in their own section below."""
    if not notes:
        return
    labels = [visible(note.label or note.record) for note in notes[:most]]
    if len(notes) > most:
        labels.append(tell(message("report.more", n=len(notes) - most), language))
    records = word("report.comma", language).join(labels)
    yield tell(message(code, n=len(notes), records=records), language)
