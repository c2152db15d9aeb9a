"""What a decision was made on, as 16 hex digits: other digits, and the decision is stale.

Source: design §5, Identity. Days and verdicts are left out, for they change with the calendar while
the evidence stays as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from swaudit.model.dossier import Dossier
from swaudit.model.report import Finding, Note, Score
from swaudit.model.tables import Table

_DIGITS = 16


def of_finding(found: Finding) -> str:
    """Return the digest of a rule's words and numbers and of the records it counts or does not."""
    cells = [
        (cell.by, cell.period, cell.expect, str(cell.counted), str(cell.maybe), cell.evidence)
        for cell in found.breakdown
    ]
    words = (found.rule, found.title, found.source.document, found.source.at, found.source.figure)
    return _digest((words, cells, _named(found.refused), _named(found.pending)))


def of_items(scores: Sequence[Score]) -> dict[str, str]:
    """Return the digest of each item of scores, all readings together, by rule/item.

    The scores are those before any points were given by a person.
    """
    lines: dict[str, list[Any]] = {}
    for score in scores:
        for line in score.lines:
            parts = [(party, str(low), str(high)) for party, low, high in line.parts]
            said = (line.title, str(line.max), str(line.low), str(line.high), parts)
            lines.setdefault(f"{score.rule}/{line.id}", []).append((score.assignment, said))
    return {name: _digest(said) for name, said in lines.items()}


def of_records(table: Table, photos: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the digest of each record of a table: its cells and the hashes of its photos."""
    names = [str(name) for name in table.rows["record"]]
    if not names:
        return {}
    columns = sorted(table.frame.columns)
    rows = zip(*(table.frame[column].astype(str) for column in columns), strict=True)
    return {
        name: _digest((columns, row, sorted(photos.get(name, ()))))
        for name, row in zip(names, rows, strict=True)
    }


def of_photos(dossier: Dossier) -> dict[str, str]:
    """Return the digest of each photo by its hash: of the records it is offered for."""
    offered: dict[str, set[str]] = {facts.sha256: set() for facts in dossier.photos.values()}
    for link in dossier.links:
        if link.path in dossier.photos:
            offered[dossier.photos[link.path].sha256].add(link.record)
    return {photo: _digest(sorted(records)) for photo, records in offered.items()}


def _named(notes: Iterable[Note]) -> list[tuple[str, str]]:
    return sorted((note.record, note.reason.code) for note in notes)


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
