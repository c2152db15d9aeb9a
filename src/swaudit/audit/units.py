"""The units of a `for_each`: listed values, rows of a table, or groups of rows.

    for_each: {rows: 支出, group: [领取人证件号, 日期], as: 人日, with: {工时: {sum: 工时}}}

Every unit is a row of some table, so that `{ref: 人日.工时}` means the same for all three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from swaudit.evidence.frames import Cells, assemble, sure
from swaudit.model.message import Message, message
from swaudit.model.tables import Table, TableSpec
from swaudit.query.evaluate import active
from swaudit.query.grammar import Selection
from swaudit.query.related import keys_of
from swaudit.query.scope import UNKNOWN, Scope
from swaudit.query.select import select
from swaudit.query.truth import Mask, decided
from swaudit.ruleset.schema import Units


@dataclass(frozen=True)
class Unit:
    """One unit and the scope it is looked at in; `sure` when it certainly is to be looked at.

    `doubt` tells why nothing found out about it can be relied on.
    """

    label: str
    scope: Scope
    sure: bool = True
    since: date | None = None
    until: date | None = None
    doubt: Message | None = None


def units(wanted: Units | None, scope: Scope) -> Iterator[Unit]:
    """Yield the units, those without any record too; none when their table is missing."""
    if wanted is None:
        yield Unit("", scope)
    elif wanted.values is not None:
        yield from _values(wanted, wanted.values, scope)
    elif (found := select(Selection(where=wanted.where), wanted.rows or "", scope)) is not None:
        yield from (_groups if wanted.group else _rows)(wanted, found.table, found.looked_at, scope)


def _values(wanted: Units, values: tuple[str, ...], scope: Scope) -> Iterator[Unit]:
    table = _made(wanted.of_values(), {"": sure(values)}, values)
    for position, value in enumerate(values):
        yield Unit(value, scope.bound(wanted.as_, table, position))


def _rows(wanted: Units, table: Table, chosen: Mask, scope: Scope) -> Iterator[Unit]:
    if wanted.active:
        chosen &= active(wanted.active, table, scope.start, min(scope.end, scope.as_of))
    for position in np.flatnonzero(chosen.possible):
        bound = scope.bound(wanted.as_, table, int(position))
        yield Unit(
            str(table.rows["label"].iloc[position]),
            bound,
            sure=bool(chosen.true[position]),
            since=_day(wanted.as_, wanted.active.since, bound) if wanted.active else None,
            until=_day(wanted.as_, wanted.active.until, bound) if wanted.active else None,
        )


def _groups(wanted: Units, table: Table, chosen: Mask, scope: Scope) -> Iterator[Unit]:
    """Yield a unit per key; the rows whose key is not known make one more, in doubt."""
    keys = keys_of(table, list(wanted.group))
    members: dict[Any, list[int]] = {}
    for position in np.flatnonzero(chosen.possible):
        members.setdefault(keys[position], []).append(int(position))
    labels = [_label(key, rows, table) for key, rows in members.items()]
    held = _columns(wanted, table, chosen, members)
    groups = _made(wanted.of_groups(table.spec), held, labels)
    unknown = message("units.key_unknown", columns="、".join(wanted.group))
    for at, (key, rows) in enumerate(members.items()):
        belongs = np.zeros(len(table), dtype=bool)
        belongs[rows] = True
        own = chosen & decided(belongs, np.ones(len(table), dtype=bool))
        yield Unit(
            labels[at],
            scope.bound(wanted.as_, groups, at).owning(wanted.as_, table, own),
            sure=bool(own.true.any()),
            doubt=unknown if key is None else None,
        )


def _columns(
    wanted: Units, table: Table, chosen: Mask, members: dict[Any, list[int]]
) -> dict[str, Cells]:
    """Return the groups' columns: their keys, and the sums over their rows where those are sure."""
    columns = {}
    for name in wanted.group:
        known = [
            None if key is None else table.frame[name].iloc[rows[0]]
            for key, rows in members.items()
        ]
        columns[name] = Cells(known, [key is None for key in members])
    for name, made in wanted.with_.items():
        sums = _sums(made.sum, table, chosen, list(members.values()))
        columns[name] = Cells(sums, [total is None for total in sums])
    return columns


def _sums(column: str, table: Table, chosen: Mask, members: list[list[int]]) -> list[Any]:
    """Return each group's sum as the column holds it; None where a row or amount is in doubt."""
    if column not in table.frame:
        return [None] * len(members)
    cells = table.frame[column].tolist()
    known = chosen.true & ~table.frame[column].isna().to_numpy()
    return [
        sum(cells[row] for row in rows) if all(known[row] for row in rows) else None
        for rows in members
    ]


def _made(spec: TableSpec, held: dict[str, Cells], labels: Sequence[str]) -> Table:
    """Return a table of units, which stand in no file."""
    import pandas as pd

    names = list(labels)
    origin = {"record": names, "label": names, "file": "", "sheet": "", "row": 0}
    return assemble(spec, held, pd.DataFrame(origin, index=range(len(names))))


def _label(key: Any, rows: list[int], table: Table) -> str:
    if key is None:
        return "、".join(table.rows["label"].iloc[rows])
    parts = key if isinstance(key, tuple) else (key,)
    return " ".join(f"{part:%Y-%m-%d}" if isinstance(part, date) else str(part) for part in parts)


def _day(unit: str, column: str, scope: Scope) -> date | None:
    day = scope.refer(f"{unit}.{column}")
    return None if day is UNKNOWN else day.date()
