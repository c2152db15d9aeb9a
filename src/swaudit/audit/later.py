"""Records dated after the as-of date: listed, not counted (design §5, As-of)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table


def later_rows(tables: Mapping[str, Table], as_of: date) -> Iterator[Problem]:
    """Yield a note for each record that lies after the as-of date, at its row."""
    import pandas as pd

    for table in tables.values():
        event = table.spec.event
        if event is None or event.date not in table.frame:
            continue
        days = table.frame[event.date]
        later = days > pd.Timestamp(as_of)
        for day, (_, row) in zip(days[later], table.rows[later].iterrows(), strict=True):
            said = message("note.later", day=day.date(), as_of=as_of)
            yield Problem(str(row["file"]), said, str(row["sheet"]), str(row["row"]))
