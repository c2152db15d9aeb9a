"""What a record says of itself that a photo's path or stamp can agree with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from swaudit.evidence.frames import cells, group_names, repeats
from swaudit.evidence.text import comparable
from swaudit.model.tables import Event, Table

_CONTENTS = ("服务类型", "类型", "形式")


@dataclass(frozen=True)
class Claim:
    """One record: what it is called and when and where it happened; None where not known.

    `stated` are the columns among time and place that its table has at all; `names` its id, its
    name and those of its case or group; `session` its number in that; `words` further words of it;
    `folder` what its folder column holds, and `position` where, for naming the row. `repeats` says
    that the record only says again what an earlier one said.
    """

    record: str
    table: str
    position: int
    day: date | None
    time: Any
    place: str | None
    stated: frozenset[str]
    domain: str | None
    names: tuple[str, ...]
    session: int | None
    words: tuple[str, ...]
    folder: str | None
    repeats: bool


def claims(tables: Mapping[str, Table]) -> list[Claim]:
    """Return a claim for each row of the tables that have an event."""
    found: list[Claim] = []
    for table in tables.values():
        if table.spec.event is not None:
            found += _of_table(table, table.spec.event, tables)
    return found


def one_event(a: Claim, b: Claim) -> bool:
    """Say whether two records may share photos: surely one event, or one of them no claim at all.

    Two rows of one table are two events, and so are rows of two tables that both say when or where:
    a visit is not also a session of a case. A row of a table that says neither (a grant handed
    over) is one event with that day's activity. A row that only repeats another claims nothing.
    """
    if a.repeats or b.repeats:
        return True
    same_day = a.day is not None and a.day == b.day
    return same_day and a.table != b.table and not (a.stated and b.stated)


def _of_table(table: Table, event: Event, tables: Mapping[str, Table]) -> list[Claim]:
    spec = table.spec
    count = len(table)

    def held(name: str | None) -> list[Any]:
        return [value for value, _ in cells(table, name)] if name else [None] * count

    days, times, places = held(event.date), held(event.time), held(event.place)
    folders, sessions = held(event.folder), held("第几节")
    keys, names = held(spec.key), held("名称")
    stated = frozenset(
        name for name, column in (("time", event.time), ("place", event.place)) if column
    )
    # A table without 领域 is a field of its own: photos of 慈善 lie under a folder of that name.
    domains = held("领域") if "领域" in spec.columns else [spec.name] * count
    groups = group_names(table, tables)
    called = [(key, name, *group) for key, name, group in zip(keys, names, groups, strict=True)]
    words = [held(name) for name in _CONTENTS]
    records, repeated = table.rows["record"].tolist(), repeats(table)
    return [
        Claim(
            record=records[at],
            table=spec.name,
            position=at,
            day=days[at].date() if days[at] is not None else None,
            time=times[at],
            place=comparable(places[at]) if places[at] else None,
            stated=stated,
            domain=domains[at],
            names=_folded(called[at]),
            session=sessions[at],
            words=_folded(one[at] for one in words),
            folder=folders[at],
            repeats=repeated[at],
        )
        for at in range(count)
    ]


def _folded(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(comparable(text) for text in texts if text))
