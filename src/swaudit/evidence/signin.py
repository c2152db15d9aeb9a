"""Sign-in rows (签到) find the meeting they belong to by its day and name, or number and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from swaudit.evidence.frames import (
    Cells,
    about,
    assemble,
    cells,
    columns,
    found_in,
    group_names,
    repeats,
)
from swaudit.evidence.text import comparable
from swaudit.evidence.words import split_session
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table

_MEETINGS = ("小组节次", "个案节次", "活动", "培训督导会议")
"""The tables people sign in to."""


def attach(signin: Table, tables: Mapping[str, Table]) -> tuple[Table, list[Problem]]:
    """Return the sign-in table with 关联编号 filled: the key of the meeting of that day and name.

    Without a day a name with a number is enough, where one session has it: 手工小组（第3节）.
    A key that is written there already stays. A row that fits no meeting, or several, and one with
    a key that no meeting has, has an unreadable 关联编号; each day and name is one problem, at its
    first row. Without any table of meetings the whole column is unreadable, which is one problem.
    """
    ids = cells(signin, "关联编号")
    days, names = cells(signin, "日期"), cells(signin, "名称")
    if not any(name in tables for name in _MEETINGS):
        said = [about(signin, message("derive.no_meetings"))] if ids else []
        return _with_ids(signin, [(None, True)] * len(ids)), said
    meetings, numbered = _meetings(tables), _numbered(tables)
    known = _keys(tables)
    lost: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for position, (told, day, name) in enumerate(zip(ids, days, names, strict=True)):
        if told[1] or told[0] in known:
            continue
        if told[0] is not None:
            ids[position] = (None, True)
            row = signin.rows.iloc[position]
            key = (row["file"], row["sheet"], "derive.meeting_unknown", day[0], name[0] or told[0])
            lost[key].append(position)
            continue
        found: Collection[str] = ()
        if day[0] and name[0]:
            found = meetings.get((day[0], _plain(name[0])), ())
        elif name[0] and day == (None, False):
            found = numbered.get((_plain(name[0]), split_session(name[0])[1]), ())
        one = next(iter(found)) if len(found) == 1 else None
        ids[position] = (one, one is None)
        if one is None and not (day[1] or name[1]):
            code = "derive.meetings_several" if found else "derive.meeting_unknown"
            row = signin.rows.iloc[position]
            lost[row["file"], row["sheet"], code, day[0], name[0]].append(position)
    return _with_ids(signin, ids), [_said(signin, key, rows) for key, rows in lost.items()]


def _keys(tables: Mapping[str, Table]) -> set[str]:
    return {
        key
        for name in _MEETINGS
        if name in tables
        for key, _ in cells(tables[name], tables[name].spec.key or "")
        if key is not None
    }


def _meetings(tables: Mapping[str, Table]) -> Mapping[tuple[Any, str], set[str]]:
    found: defaultdict[tuple[Any, str], set[str]] = defaultdict(set)
    for table_name in _MEETINGS:
        table = tables.get(table_name)
        if table is None:
            continue
        groups, own = group_names(table, tables), cells(table, "名称")
        names = [group or name for (_, group), (name, _) in zip(groups, own, strict=True)]
        keys, days = cells(table, table.spec.key or ""), cells(table, "日期")
        for name, (key, _), (day, _), again in zip(names, keys, days, repeats(table), strict=True):
            if name and key and day is not None and not again:
                found[day, _plain(name)].add(key)
    return found


def _numbered(tables: Mapping[str, Table]) -> Mapping[tuple[str, int | None], set[str]]:
    """Return the sessions of cases and groups by the name of theirs and their number."""
    found: defaultdict[tuple[str, int | None], set[str]] = defaultdict(set)
    for table_name in ("小组节次", "个案节次"):
        table = tables.get(table_name)
        if table is None:
            continue
        keys, numbers = cells(table, table.spec.key or ""), cells(table, "第几节")
        for (_, name), (key, _), (number, _), again in zip(
            group_names(table, tables), keys, numbers, repeats(table), strict=True
        ):
            if name and key and number is not None and not again:
                found[_plain(name), number].add(key)
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
