"""Where the rows stand that findings name as their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from swaudit.model.report import Finding, Row
from swaudit.model.tables import Table


def rows_behind(findings: Iterable[Finding], tables: Mapping[str, Table]) -> tuple[Row, ...]:
    """Return every row that some cell names as evidence, table by table, in their order."""
    wanted = {
        record for finding in findings for cell in finding.breakdown for record in cell.evidence
    }
    return tuple(row for name, table in tables.items() for row in _rows(name, table, wanted))


def _rows(name: str, table: Table, wanted: set[str]) -> Iterator[Row]:
    origin = ("record", "label", "file", "sheet", "row")
    for record, label, file, sheet, row in zip(*(table.rows[one] for one in origin), strict=True):
        if record in wanted:
            yield Row(str(record), name, str(label), str(file), str(sheet), int(row))
