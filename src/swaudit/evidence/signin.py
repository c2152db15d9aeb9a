"""Sign-in rows (签到) find the meeting they belong to by its day and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from swaudit.evidence.frames import Cells, about, assemble, cells, columns, found_in, lookup
from swaudit.evidence.text import comparable
from swaudit.evidence.words import split_session
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table

# The meetings people sign in to; where the name stands with the group, how to get there.
_MEETINGS: Mapping[str, tuple[str, str] | None] = {
    "小组节次": ("小组编号", "小组"),
    "个案节次": ("个案编号", "个案"),
    "活动": None,
    "培训督导会议": None,
}


def attach(signin: Table, tables: Mapping[str, Table]) -> tuple[Table, list[Problem]]:
    """Return the sign-in table with 关联编号 filled: the key of the meeting of that day and name.

    What is written there already stays. A row that fits no meeting, or several, has an unreadable
    关联编号; each day and name is one problem, at its first row. Without any table of meetings the
    whole column is unreadable, which is one problem.
    """
    ids = cells(signin, "关联编号")
    days, names = cells(signin, "日期"), cells(signin, "名称")
    if not any(name in tables for name in _MEETINGS):
        filled = [(value, value is None) for value, _ in ids]
        missing = any(bad for _, bad in filled)
        said = [about(signin, message("derive.no_meetings"))] if missing else []
        return _with_ids(signin, filled), said
    meetings = _meetings(tables)
    lost: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for position, (told, day, name) in enumerate(zip(ids, days, names, strict=True)):
        if told != (None, False):
            continue
        found = meetings.get((day[0], _plain(name[0])), ()) if day[0] and name[0] else ()
        one = next(iter(found)) if len(found) == 1 else None
        ids[position] = (one, one is None)
        if one is None and not (day[1] or name[1]):
            code = "derive.meetings_several" if found else "derive.meeting_unknown"
            row = signin.rows.iloc[position]
            lost[row["file"], row["sheet"], code, day[0], name[0]].append(position)
    return _with_ids(signin, ids), [_said(signin, key, rows) for key, rows in lost.items()]


def _meetings(tables: Mapping[str, Table]) -> Mapping[tuple[Any, str], set[str]]:
    found: defaultdict[tuple[Any, str], set[str]] = defaultdict(set)
    for table_name, header in _MEETINGS.items():
        table = tables.get(table_name)
        if table is None:
            continue
        if header is None:
            names = [name for name, _ in cells(table, "名称")]
        else:
            id_column, group = header
            known = lookup(tables.get(group), id_column, "名称")
            names = [known.get(one) for one, _ in cells(table, id_column)]
        keys, days = cells(table, table.spec.key or ""), cells(table, "日期")
        for name, (key, _), (day, _) in zip(names, keys, days, strict=True):
            if name and key and day is not None:
                found[day, _plain(name)].add(key)
    return found


def _plain(name: str) -> str:
    return comparable(split_session(name)[0])


def _with_ids(signin: Table, ids: Sequence[tuple[Any, bool]]) -> Table:
    held = columns(signin)
    held["关联编号"] = Cells([value for value, _ in ids], [bad for _, bad in ids])
    return assemble(signin.spec, held, signin.rows)


def _said(signin: Table, key: tuple[Any, ...], positions: Sequence[int]) -> Problem:
    _, _, code, day, name = key
    rows = "、".join(str(row) for row in signin.rows["row"].iloc[list(positions)])
    told = day.date().isoformat() if day is not None else ""
    return found_in(signin, positions[0], message(code, date=told, name=name or "", rows=rows))
