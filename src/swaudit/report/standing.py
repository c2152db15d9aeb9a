"""Where the rows stand that are a rule's evidence, told briefly; the JSON lists all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from swaudit.model.message import message, word
from swaudit.model.report import Finding, Report, Row
from swaudit.report.words import say, visible

_RUNS = 8
"""Runs of rows named of one sheet."""
_NAMED = 3
"""Folders and documents named of one rule."""
PHOTOS = "照片"
"""The table whose rows are photos; a record of it is `照片/<path>`."""


@dataclass(frozen=True)
class Evidence:
    """A report's rows and photos by the record they are, to look up what a rule names."""

    rows: Mapping[str, Sequence[Row]]
    photos: Mapping[str, tuple[str, ...]]


def evidence_of(report: Report) -> Evidence:
    """Return a report's evidence, to be looked up by record."""
    rows: dict[str, list[Row]] = {}
    for row in report.rows:
        rows.setdefault(row.record, []).append(row)
    return Evidence(rows, {one.record: one.photos for one in report.records})


def standing(finding: Finding, evidence: Evidence, language: str) -> tuple[str, ...]:
    """Return a line for each sheet, for the folders of photos and for the documents."""
    named = dict.fromkeys(record for cell in finding.breakdown for record in cell.evidence)
    rows = [row for record in named for row in evidence.rows.get(record, ())]
    photos = [path for record in named for path in evidence.photos.get(record, ())]
    photos += [row.file for row in rows if row.table == PHOTOS]
    papers = [row.file for row in rows if not row.row and row.table != PHOTOS]
    folders = (str(PurePosixPath(path).parent) for path in photos)
    books = {row.file for found in evidence.rows.values() for row in found if row.row}
    return (
        *_sheets(rows, language, with_file=len(books) > 1),
        *_paths("paper.photo_folders", folders, language),
        *_paths("paper.documents", papers, language),
    )


def _sheets(rows: Iterable[Row], language: str, *, with_file: bool) -> Iterator[str]:
    sheets: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        if row.row:
            sheets.setdefault((row.file, row.sheet), set()).add(row.row)
    for (file, sheet), numbers in sheets.items():
        runs = list(_runs(sorted(numbers)))
        told = word("report.listed", language).join(runs[:_RUNS])
        said = message(
            "paper.rows" if len(runs) <= _RUNS else "paper.rows_more",
            sheet=f"{file} {sheet}".strip() if with_file or not sheet else sheet,
            rows=told,
            n=len(numbers),
        )
        yield say(said, language)


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Yield 5, 7–9, 12 of 5, 7, 8, 9, 12."""
    breaks = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other - one > 1]
    for start, end in pairwise((0, *breaks, len(numbers))):
        first, last = numbers[start], numbers[end - 1]
        yield str(first) if first == last else f"{first}–{last}"


def _paths(code: str, paths: Iterable[str], language: str) -> Iterator[str]:
    known = list(dict.fromkeys(paths))
    if known:
        named = word("report.listed", language).join(map(visible, known[:_NAMED]))
        more = code if len(known) <= _NAMED else f"{code}_more"
        yield say(message(more, paths=named, n=len(known)), language)
