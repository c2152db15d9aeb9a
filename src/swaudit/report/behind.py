"""The records behind each rule's numbers, as the script of the page takes them.

Every row and reason stands once; rules name them by number. A rule of a year may rest on hundreds
of rows, and a page that wrote them out for each rule would be many times its size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from swaudit.model.message import message
from swaudit.model.report import Finding, Note, Report, Row
from swaudit.report.album import Album, named, said_to_be_one
from swaudit.report.words import period, say, visible, year_of


def behind(report: Report, findings: Iterable[Finding], album: Album, language: str) -> Any:
    """Return plain JSON values, rows and reasons named by their numbers.

    `rows` are [label, where, [[path, picture or null] …]], `why` texts; of each finding in turn
    `refused` and `pending` are [[row, why, pair or null] …], `counted` [[period, [row …]] …].
    """
    book = _Book(report, album, language)
    rules = [
        {
            "refused": [book.noted(note) for note in finding.refused],
            "pending": [book.noted(note) for note in finding.pending],
            "counted": [
                [name, [book.row(record) for record in records]]
                for name, records in _counted(finding, language)
            ],
        }
        for finding in findings
    ]
    return {"rows": book.rows, "why": list(book.reasons), "rules": rules}


def counted(finding: Finding) -> int:
    """Return how many rows surely count for a rule, a row that counts twice counted once."""
    return len({record for cell in finding.breakdown for record in cell.evidence})


def _counted(finding: Finding, language: str) -> Iterable[tuple[str, Sequence[str]]]:
    """Yield each period and unit with the records that count in it; unnamed where it is one."""
    years = {year_of(cell.period) for cell in finding.breakdown} - {""}
    alone = len(finding.breakdown) == 1
    for cell in finding.breakdown:
        if cell.evidence:
            when = "" if alone else period(cell.period, language, with_year=len(years) > 1)
            yield " ".join(filter(None, (visible(cell.by), when))), cell.evidence


class _Book:
    """Rows and reasons, numbered as they are first named."""

    def __init__(self, report: Report, album: Album, language: str) -> None:
        self._places: dict[str, list[Row]] = {}
        for row in report.rows:
            self._places.setdefault(row.record, []).append(row)
        # A record whose masked id another has as well is nobody's: its photos are left out.
        times = Counter(one.record for one in report.records)
        self._photos = {one.record: named(one) for one in report.records if times[one.record] == 1}
        self._labels = {one.record: one.label for one in report.records}
        self._numbers: dict[str, int] = {}
        self._album, self._language = album, language
        self.rows: list[Any] = []
        self.reasons: dict[str, int] = {}

    def row(self, record: str, label: str = "") -> int:
        """Return the number of a record's row."""
        if record not in self._numbers:
            self._numbers[record] = len(self.rows)
            self.rows.append(self._told(record, label))
        return self._numbers[record]

    def noted(self, note: Note) -> tuple[int, int, int | None]:
        """Return the numbers of a note's row, of its reason, and of the pair that shows it."""
        # What has no identity of its own (a document nobody handed in) is known by its name.
        number = self.row(note.record or f"\0{note.label}", note.label)
        said = say(note.reason, self._language)
        pair = self._album.pair(said_to_be_one(note.reason), self._photos.get(note.record, ()))
        return number, self.reasons.setdefault(said, len(self.reasons)), pair

    def _told(self, record: str, label: str) -> Any:
        places = self._places.get(record, [])
        label = label or self._labels.get(record) or (places[0].label if places else record)
        said = [self._place(place) for place in places if place.file != label or place.row]
        shown = [*self._photos.get(record, ())]
        if len(places) == 1 and places[0].sha256:
            shown.append((places[0].file, places[0].sha256))
        photos = [[visible(path), self._album.number(sha256)] for path, sha256 in shown]
        return [visible(label), "；".join(dict.fromkeys(said)), photos]

    def _place(self, row: Row) -> str:
        if not row.row:
            return visible(row.file)
        said = message("html.place", file=row.file, sheet=row.sheet, row=row.row)
        return " ".join(say(said, self._language).split())
