"""Tables for tests, written as rows of plain Python values.

    table("签到", [{"日期": date(2026, 3, 5), "名称": "手工小组"}, {"日期": UNREADABLE}])

A key that no row has is an absent column; one that a row lacks, or has as None, is a blank cell.
Money is in 分, as tables hold it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from swaudit.evidence.frames import Cells, assemble
from swaudit.model.tables import Table, TableSpec, base_tables

UNREADABLE = object()
"""A cell that holds something the column does not take."""


def table(spec: TableSpec | str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return a table; a base table is named. Records are `<table>/<key>`, else `<table>/r1`…

    Every declared column is there when `rows` is empty. The rows stand in 台账.xlsx from line 2 on.
    """
    import pandas as pd

    declared = base_tables()[spec] if isinstance(spec, str) else spec
    unknown = {name for row in rows for name in row} - declared.columns.keys()
    if unknown:
        raise ValueError(f"{declared.name} has no columns {sorted(unknown)}")
    held = {
        name: Cells(
            [_value(row.get(name)) for row in rows],
            [row.get(name) is UNREADABLE for row in rows],
        )
        for name in declared.columns
        if not rows or any(name in row for row in rows)
    }
    records = [
        f"{declared.name}/{_key(row, declared) or f'r{position}'}"
        for position, row in enumerate(rows, start=1)
    ]
    origin = pd.DataFrame(
        {
            "record": pd.Series(records, dtype=object),
            "label": pd.Series(records, dtype=object),
            "file": pd.Series(["台账.xlsx"] * len(rows), dtype=object),
            "sheet": pd.Series([declared.name] * len(rows), dtype=object),
            "row": pd.Series(range(2, len(rows) + 2), dtype="int64"),
        }
    )
    return assemble(declared, held, origin)


def values(made: Table, column: str) -> list[Any]:
    """Return a column as Python values: dates as date, blank as None, UNREADABLE where it is."""
    import pandas as pd

    found = []
    for value, bad in zip(made.frame[column], made.unreadable[column], strict=True):
        if bad:
            found.append(UNREADABLE)
        elif not isinstance(value, tuple) and pd.isna(value):
            found.append(None)
        else:
            found.append(value.date() if isinstance(value, pd.Timestamp) else value)
    return found


def _value(given: Any) -> Any:
    import pandas as pd

    if given is None or given is UNREADABLE:
        return None
    if isinstance(given, date):
        return pd.Timestamp(given)
    return tuple(given) if isinstance(given, list) else given


def _key(row: Mapping[str, Any], spec: TableSpec) -> str | None:
    given = row.get(spec.key) if spec.key else None
    return given if isinstance(given, str) else None
