"""Where the rows stand that findings name: those that count, the refused and the pending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from swaudit.model.photo import PhotoFacts
from swaudit.model.report import Finding, Report, Row
from swaudit.model.tables import Table


def rows_behind(findings: Iterable[Finding], tables: Mapping[str, Table]) -> tuple[Row, ...]:
    """Return every row that some finding names, table by table, in their order."""
    wanted = {record for finding in findings for record in _named(finding)}
    return tuple(row for name, table in tables.items() for row in _rows(name, table, wanted))


def _named(finding: Finding) -> Iterator[str]:
    for cell in finding.breakdown:
        yield from cell.evidence
    for note in (*finding.refused, *finding.pending):
        yield note.record


def _rows(name: str, table: Table, wanted: set[str]) -> Iterator[Row]:
    origin = ("record", "label", "file", "sheet", "row")
    for record, label, file, sheet, row in zip(*(table.rows[one] for one in origin), strict=True):
        if record in wanted:
            yield Row(str(record), name, str(label), str(file), str(sheet), int(row))


def with_hashes(report: Report, photos: Mapping[str, PhotoFacts]) -> Report:
    """Return the report with the hashes of all photos it names by path, `photos` being all."""
    known = {path: facts.sha256 for path, facts in photos.items()}
    return replace(
        report,
        records=tuple(
            replace(one, sha256=tuple(known.get(path, "") for path in one.photos))
            for one in report.records
        ),
        reuse=tuple(replace(pair, sha256=(known[pair.a], known[pair.b])) for pair in report.reuse),
        rows=tuple(
            replace(row, sha256=known[row.file]) if row.file in known else row
            for row in report.rows
        ),
    )
