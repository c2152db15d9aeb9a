"""Who can be asked about a record: the people served by it, and those on its sign-in list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from swaudit.model.tables import Table

_ROSTER, _SERVED = "服务对象名单", "对象编号"
_SIGNED, _OF = "签到", "关联编号"


def contacts(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Return name and phone of those who can be asked, by record; records without are left out."""
    roster = _people(tables.get(_ROSTER), _SERVED)
    signed = _people(tables.get(_SIGNED), _OF)
    found: dict[str, tuple[str, ...]] = {}
    for table in tables.values():
        if table.spec.event is None:
            continue
        served = table.frame.get(_SERVED, ())
        for record, ids in zip(table.rows["record"], served, strict=False):
            if isinstance(ids, tuple):
                found[record] = _once(found.get(record, ()), *(roster[str(one)] for one in ids))
        key = table.spec.key
        if key and key in table.frame:
            for record, name in zip(table.rows["record"], table.frame[key], strict=True):
                found[record] = _once(found.get(record, ()), signed[str(name)])
    return {record: people for record, people in found.items() if people}


def _once(*several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for people in several for one in people))


def _people(table: Table | None, column: str) -> defaultdict[str, list[str]]:
    """Return the people of a table by what a column holds, each as `姓名 联系电话`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if table is None or column not in table.frame:
        return found
    parts = [table.frame[name] for name in ("姓名", "联系电话") if name in table.frame]
    for key, *told in zip(table.frame[column], *parts, strict=True):
        person = " ".join(part for part in told if isinstance(part, str))
        if isinstance(key, str) and person:
            found[key].append(person)
    return found
