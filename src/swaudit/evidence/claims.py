"""What a record says of itself that a photo's path or stamp can agree with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from swaudit.evidence.frames import cells, lookup
from swaudit.evidence.text import comparable
from swaudit.model.tables import Event, Table

# Where the name of a record's case or group stands: (id column, table of the groups).
_GROUPS = (("小组编号", "小组"), ("个案编号", "个案"))
_CONTENTS = ("服务类型", "类型", "形式")


@dataclass(frozen=True)
class Claim:
    """One record: what it is called and when and where it happened; None where not known.

    `stated` are the columns among time and place that its table has at all; `names` its id, its
    name and those of its case or group; `session` its number in that; `words` further words of it;
    `folder` what its folder column holds, and `position` where, for naming the row.
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


def claims(tables: Mapping[str, Table]) -> list[Claim]:
    """Return a claim for each row of the tables that have an event."""
    found: list[Claim] = []
    for table in tables.values():
        if table.spec.event is not None:
            found += _of_table(table, table.spec.event, tables)
    return found


def one_event(a: Claim, b: Claim) -> bool:
    """Say whether two records are surely one event, so that they may share photos.

    They are on the same day, and at the same time and place as far as both tables have such
    columns: where they have, both records must fill them. Two grants handed over on one day are one
    event with that day's activity; two visits of one day, without their times, are not.
    """
    if a.day is None or a.day != b.day:
        return False
    both = a.stated & b.stated
    return all(
        one is not None and one == other
        for name, one, other in (("time", a.time, b.time), ("place", a.place, b.place))
        if name in both
    )


def _of_table(table: Table, event: Event, tables: Mapping[str, Table]) -> list[Claim]:
    spec = table.spec
    count = len(table)

    def held(name: str | None) -> list[Any]:
        return [value for value, _ in cells(table, name)] if name else [None] * count

    days, times, places = held(event.date), held(event.time), held(event.place)
    folders, sessions, keys = held(event.folder), held("第几节"), held(spec.key)
    stated = frozenset(
        name for name, column in (("time", event.time), ("place", event.place)) if column
    )
    # A table without 领域 is a field of its own: photos of 慈善 lie under a folder of that name.
    domains = held("领域") if "领域" in spec.columns else [spec.name] * count
    called = [keys, held("名称")]
    for id_column, group in _GROUPS:
        if id_column in spec.columns:
            ids = held(id_column)
            known = lookup(tables.get(group), id_column, "名称")
            called += [ids, [known.get(one) for one in ids]]
    words = [held(name) for name in _CONTENTS]
    records = table.rows["record"].tolist()
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
            names=_folded(one[at] for one in called),
            session=sessions[at],
            words=_folded(one[at] for one in words),
            folder=folders[at],
        )
        for at in range(count)
    ]


def _folded(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(comparable(text) for text in texts if text))
