"""One finding in words, line by line: what is required, the number met, and why not passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from swaudit.model.message import message, tell, word
from swaudit.model.report import Cell, Finding, Note
from swaudit.model.status import Status
from swaudit.report.words import length_of, number, period, say, span, visible, year_of

ABSENT = "files.missing"
"""The reason of a note that names a document nobody handed in, not a record."""
QUIET = frozenset({Status.PASS, Status.NOT_APPLICABLE})
"""Verdicts that need no reason."""
CELLS = 12
"""Periods, units and documents named of one rule: a year of months."""
NAMES = 3
"""Records named of one rule; all of them stand in their own section and in the JSON."""
_NUMBERLESS = frozenset({Status.MANUAL, Status.UNDETERMINED, Status.ERROR, Status.NOT_APPLICABLE})


def required(finding: Finding, language: str) -> str:
    """Return the bound with its unit, and each month's or quarter's where it is asked of each."""
    if not finding.expect:
        return ""
    bound = f"{finding.expect}{visible(finding.unit)}"
    if finding.of_all:
        said = message("report.all_of", n=finding.expect, unit=visible(finding.unit))
        bound = tell(said, language)
    lengths = {length_of(cell.period) for cell in finding.breakdown}
    if len(lengths) != 1 or lengths == {""}:
        return bound
    return tell(message(f"report.each.{lengths.pop()}", bound=bound), language)


def counted(finding: Finding) -> str:
    """Return the number met, or nothing where there is none (a person's rule, no table)."""
    known = finding.counted or finding.maybe
    if not known and (finding.maybe is None or finding.status in _NUMBERLESS):
        return ""
    return span(finding.counted, finding.maybe)


def details(finding: Finding, explained: AbstractSet[str], language: str) -> Iterator[str]:
    """Yield why a rule is not passed: short periods, notes, readings, refused and pending."""
    if finding.waiver:
        given = finding.waiver
        waived = message("report.waiver", by=given.by, why=given.why, until=given.until)
        yield say(waived, language)
    yield from _cells(finding, language)
    for note in finding.notes:
        yield say(note, language)
    disagree = len({reading.status for reading in finding.readings}) > 1
    for reading in finding.readings if disagree else ():
        said = message(
            "report.reading_short" if reading.missing else "report.reading",
            reading=visible(reading.answer),
            status=word(f"status.{reading.status}", language),
            missing=number(reading.missing),
        )
        yield tell(said, language)
    absent = [note for note in finding.refused if note.reason.code == ABSENT]
    refused = [note for note in finding.refused if note.reason.code != ABSENT]
    yield from _notes(
        "report.rule.absent", [visible(note.label) for note in absent], CELLS, language
    )
    for code, notes in (("report.rule.refused", refused), ("report.rule.pending", finding.pending)):
        named = [_named(note, explained, language) for note in notes]
        yield from _notes(code, named, NAMES, language)


def _cells(finding: Finding, language: str) -> Iterator[str]:
    """Yield the periods and units that are not passed, in one line."""
    short = [cell for cell in finding.breakdown if cell.status not in QUIET]
    if len(finding.breakdown) == 1:
        # The row's own numbers are this cell's: only what they cannot show is added.
        aside = [_aside(cell, finding, language) for cell in short]
        yield from filter(None, aside)
        return
    # Where nothing limits the number a table is missing, and a note says so.
    short = [cell for cell in short if cell.maybe is not None or cell.note]
    with_year = len({year_of(cell.period) for cell in finding.breakdown} - {""}) > 1
    if short:
        parts = [_cell(cell, finding, language, with_year=with_year) for cell in short]
        yield _joined(parts, CELLS, language)


def _cell(cell: Cell, finding: Finding, language: str, *, with_year: bool) -> str:
    when = period(cell.period, language, with_year=with_year)
    said = " ".join(filter(None, (visible(cell.by), when, span(cell.counted, cell.maybe))))
    if cell.required is not None:
        said += f"/{number(cell.required)}"
    elif cell.expect:
        said += f" ({cell.expect})"
    aside = _aside(cell, finding, language)
    return said + (tell(message("report.aside", said=aside), language) if aside else "")


def _aside(cell: Cell, finding: Finding, language: str) -> str:
    """Return what is to be said of a cell beside its numbers: a status not its rule's, the pace."""
    told = []
    if cell.status is not finding.status and cell.status is Status.OPEN:
        told.append(word("status.open", language))
    if cell.pace and (cell.missing > 1 or cell.pace >= 1):
        pace = message("report.pace", n=number(cell.pace), unit=visible(finding.unit))
        told.append(tell(pace, language))
    if cell.note:
        told.append(say(cell.note, language))
    return word("report.comma", language).join(told)


def _named(note: Note, explained: AbstractSet[str], language: str) -> str:
    label = visible(note.label or note.record)
    if note.record in explained:
        return label
    return label + tell(message("report.aside", said=say(note.reason, language)), language)


def _notes(code: str, names: Sequence[str], most: int, language: str) -> Iterator[str]:
    """Yield how many records there are of one kind, and the first of them, in one line."""
    if names:
        yield tell(message(code, n=len(names), records=_joined(names, most, language)), language)


def _joined(parts: Sequence[str], most: int, language: str) -> str:
    joined = word("report.comma", language).join(parts[:most])
    return joined + (word("report.and_so_on", language) if len(parts) > most else "")
