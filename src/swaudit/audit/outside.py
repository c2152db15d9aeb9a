"""Rows that no period counts: listed, not counted (design §5, As-of)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from swaudit.evidence.frames import found_in
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table


def outside(
    tables: Mapping[str, Table], contract: tuple[date, date], as_of: date
) -> Iterator[Problem]:
    """Yield a note for each dated row before or after the contract, or after the as-of date."""
    start, end = contract
    for table in tables.values():
        column = table.spec.day
        if column is None or column not in table.frame:
            continue
        for position, stamp in enumerate(table.frame[column]):
            day = None if stamp != stamp else stamp.date()  # NaT is not equal to itself
            if day is not None and not start <= day <= end:
                said = message("note.outside_contract", day=day, start=start, end=end)
            elif day is not None and day > as_of:
                said = message("note.later", day=day, as_of=as_of)
            else:
                continue
            yield found_in(table, position, said)
