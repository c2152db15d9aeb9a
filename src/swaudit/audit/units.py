"""The units of a `for_each`: listed values, rows of a table, or groups of rows.

    for_each: {rows: 支出, group: [领取人证件号, 日期], as: 人日, with: {工时: {sum: 工时}}}

Every unit is a row of some table, so that `{ref: 人日.工时}` means the same for all three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from swaudit.evidence.frames import Cells, assemble, sure
from swaudit.model.message import Message, message
from swaudit.model.tables import Table, TableSpec
from swaudit.query.columns import held
from swaudit.query.evaluate import active
from swaudit.query.grammar import Selection
from swaudit.query.related import keys_of
from swaudit.query.scope import UNKNOWN, OwnRows, Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Truth
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
        yield from (_groups if wanted.group else _rows)(wanted, found, scope)


def _values(wanted: Units, values: tuple[str, ...], scope: Scope) -> Iterator[Unit]:
    table = _made(wanted.of_values(), {"": sure(values)}, values)
    for position, value in enumerate(values):
        yield Unit(value, scope.bound(wanted.as_, table, position))


def _rows(wanted: Units, found: Selected, scope: Scope) -> Iterator[Unit]:
    chosen, labels = found.looked_at, found.table.rows["label"].tolist()
    if wanted.active:
        last = min(scope.end, scope.as_of)
        chosen &= active(wanted.active, found.table, scope.start, last, found.rows)
    for place in np.flatnonzero(chosen.possible).tolist():
        row = int(found.rows[place])
        bound = scope.bound(wanted.as_, found.table, row)
        yield Unit(
            str(labels[row]),
            bound,
            sure=chosen.at(place) is Truth.YES,
            since=_day(wanted.as_, wanted.active.since, bound) if wanted.active else None,
            until=_day(wanted.as_, wanted.active.until, bound) if wanted.active else None,
        )


def _groups(wanted: Units, found: Selected, scope: Scope) -> Iterator[Unit]:
    """Yield a unit per key; the rows whose key is not known make one more, in doubt."""
    table = found.table
    keys = keys_of(table, list(wanted.group))
    members: dict[Any, list[int]] = {}
    for place, row in enumerate(found.rows.tolist()):
        members.setdefault(keys[row], []).append(place)
    groups = {key: found.take(np.array(places)) for key, places in members.items()}
    labels = [_label(key, own) for key, own in groups.items()]
    made = _made(wanted.of_groups(table.spec), _columns(wanted, table, groups), labels)
    unknown = message("units.key_unknown", columns="、".join(wanted.group))
    for at, (key, own) in enumerate(groups.items()):
        bound = scope.bound(wanted.as_, made, at)
        yield Unit(
            labels[at],
            bound.owning(wanted.as_, table, OwnRows(own.rows, own.looked_at)),
            sure=bool(own.looked_at.true.any()),
            doubt=unknown if key is None else None,
        )


def _columns(wanted: Units, table: Table, groups: Mapping[Any, Selected]) -> dict[str, Cells]:
    """Return the groups' columns: their keys, and the sums over their rows where those are sure."""
    columns = {}
    for name in wanted.group:
        known = [
            None if key is None else held(table, name).value(own.rows[0])
            for key, own in groups.items()
        ]
        columns[name] = Cells(known, [key is None for key in groups])
    for name, made in wanted.with_.items():
        sums = [_sum(made.sum, own) for own in groups.values()]
        columns[name] = Cells(sums, [total is None for total in sums])
    return columns


def _sum(column: str, own: Selected) -> Any:
    """Return a group's sum as the column holds it; None where a row or amount is in doubt."""
    if column not in own.table.frame or not own.looked_at.true.all():
        return None
    cells = [held(own.table, column).value(row) for row in own.rows]
    return None if None in cells else sum(cells)


def _made(spec: TableSpec, held: dict[str, Cells], labels: Sequence[str]) -> Table:
    """Return a table of units, which stand in no file."""
    import pandas as pd

    names = list(labels)
    origin = {"record": names, "label": names, "file": "", "sheet": "", "row": 0}
    return assemble(spec, held, pd.DataFrame(origin, index=range(len(names))))


def _label(key: Any, own: Selected) -> str:
    if key is None:
        return "、".join(own.table.rows["label"].iloc[own.rows])
    parts = key if isinstance(key, tuple) else (key,)
    return " ".join(f"{part:%Y-%m-%d}" if isinstance(part, date) else str(part) for part in parts)


def _day(unit: str, column: str, scope: Scope) -> date | None:
    day = scope.refer(f"{unit}.{column}")
    return None if day is UNKNOWN else day.date()
