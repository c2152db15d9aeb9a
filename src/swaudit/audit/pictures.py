"""Which photos a report shows first, where it was asked to carry pictures of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from swaudit.ground.store import Progress, quiet
from swaudit.model.pictures import Pictures
from swaudit.model.report import Report
from swaudit.model.status import Counts
from swaudit.photos.pictures import Originals, draw

_TURN = {Counts.REFUSED: 0, Counts.PENDING: 1, Counts.COUNTED: 2}


def pictures(report: Report, files: Mapping[str, Path], progress: Progress = quiet) -> Pictures:
    """Return the pictures of an unmasked report; `files` are its photos by path.

    First what stands against the station or waits for a person, then what counts.
    """
    facts = {path: found for path, found in report.photos if found.verdict != "unreadable"}
    wanted = [path for path in dict.fromkeys(_wanted(report)) if path in facts]
    certain_first = sorted(report.reuse, key=lambda pair: pair.lead)
    pairs = [(pair.a, pair.b) for pair in certain_first if {pair.a, pair.b} <= facts.keys()]
    return draw(
        wanted,
        pairs,
        Originals(facts, files),
        lambda done, total: progress("pictures", done, total),
    )


def _wanted(report: Report) -> Iterator[str]:
    records = sorted(report.records, key=lambda one: _TURN[one.counts])
    for record in records:
        if record.counts is not Counts.COUNTED:
            yield from record.photos
    yield from (path for lead in report.leads for path in lead.where)
    yield from (path for pair in report.reuse for path in (pair.a, pair.b))
    yield from (path for path, found in report.photos if found.verdict != "valid")
    for record in records:
        yield from record.photos
    yield from (path for path, _ in report.photos)
