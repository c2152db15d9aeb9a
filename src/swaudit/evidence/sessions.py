"""Sessions of cases and groups: which case or group each belongs to, and which number it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from swaudit.evidence.frames import (
    Cells,
    become,
    cells,
    column,
    doubts,
    found_in,
    identities,
    known_as,
    pick,
)
from swaudit.evidence.identity import group_id
from swaudit.evidence.roster import Mention, id_cells
from swaudit.evidence.text import comparable
from swaudit.evidence.words import masked, session_number, split_session
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table, TableSpec


def sessions_and_headers(
    rows: Table,
    spec: TableSpec,
    header: TableSpec,
    renamed: Mapping[str, str],
    found: Sequence[Mention | None],
) -> tuple[list[Table], list[Problem]]:
    """Return the table of sessions and the table of the cases (or groups) they belong to.

    One case per 领域 and 名称. A row that lacks either has an unreadable id and a case of its own,
    whose id is unreadable too: it may be a new case, or a session of any known one. A case all of
    whose sessions are in doubt is in doubt; what only such a session says of a case is unreadable.
    """
    key = header.key or ""
    ids, problems = _ids(rows, header)
    own = [one or name for one, name in zip(ids, identities(rows), strict=True)]
    members: defaultdict[str, list[int]] = defaultdict(list)
    unsure = [why is not None for why in doubts(rows)]
    for position in _in_order(rows):
        members[own[position]].append(position)
    known = Cells(ids, [one is None for one in ids])
    numbers = _numbers(rows, ids, members, unsure)
    sessions = become(rows, spec, renamed, {key: known, "第几节": numbers})
    return [sessions, _headers(rows, header, ids, members, id_cells(found), unsure)], problems


def _ids(rows: Table, header: TableSpec) -> tuple[list[str | None], list[Problem]]:
    ids: list[str | None] = []
    problems: list[Problem] = []
    pairs = zip(cells(rows, "领域"), cells(rows, "名称"), strict=True)
    for position, (domain, name) in enumerate(pairs):
        group = comparable(split_session(name[0])[0]) if name[0] else ""
        if not group and not name[1]:
            said = message("derive.nameless", table=header.name)
            problems.append(found_in(rows, position, said))
        ids.append(group_id(domain[0], domain[0] + group) if group and domain[0] else None)
    return ids, problems


def _in_order(rows: Table) -> list[int]:
    """Return the positions by day, time and identity: the same however the sheet is sorted."""
    days, times, names = cells(rows, "日期"), cells(rows, "时间"), identities(rows)

    def when(position: int) -> tuple[bool, Any, str, str]:
        day, time = days[position][0], times[position][0]
        return day is None, day or 0, time[0].isoformat() if time else "", names[position]

    return sorted(range(len(rows)), key=when)


def _numbers(
    rows: Table,
    ids: Sequence[str | None],
    members: Mapping[str, Sequence[int]],
    unsure: Sequence[bool],
) -> Cells:
    """Return 第几节: the number written, else the place by date, unknown while any session is."""
    values: list[int | None] = [None] * len(rows)
    unreadable = [False] * len(rows)
    days, contents, names = cells(rows, "日期"), cells(rows, "内容"), cells(rows, "名称")
    for positions in members.values():
        placed = all(
            ids[at] is not None and days[at][0] is not None and not unsure[at] for at in positions
        )
        for place, position in enumerate(positions, start=1):
            content, name = contents[position][0], names[position][0]
            written = session_number(content) if content else None
            if written is None and name:
                written = split_session(name)[1]
            values[position] = written if written is not None else (place if placed else None)
            unreadable[position] = values[position] is None
    return Cells(values, unreadable)


def _headers(
    rows: Table,
    header: TableSpec,
    ids: Sequence[str | None],
    members: Mapping[str, Sequence[int]],
    objects: Cells,
    unsure: Sequence[bool],
) -> Table:
    """Return one row per case or group, from its first session; ends and lists from all of them."""
    firsts = [min(positions, key=unsure.__getitem__) for positions in members.values()]
    first = pick(rows, firsts)
    names = [split_session(name)[0] if name else None for name, _ in cells(first, "名称")]
    known = [ids[position] for position in firsts]
    days = cells(rows, "日期")
    starts, ends = _ends(days, members, unsure, min), _ends(days, members, unsure, max)
    people = list(zip(objects.values, objects.unreadable, strict=True))
    made = {
        header.key or "": Cells(known, [one is None for one in known]),
        "名称": Cells(names, column(first, "名称").unreadable),
        "对象编号": _joined(people, members, unsure),
        "接案日": starts,
        "开始日": starts,
        "结束日": ends,
    }
    if "社工" in rows.frame:
        made["社工"] = _joined(cells(rows, "社工"), members, unsure)
    private = header.columns["名称"].personal is not None
    labels = [
        f"{domain} {masked(name) if private else name}" if domain and name else label
        for (domain, _), name, label in zip(
            cells(first, "领域"), names, first.rows["label"], strict=True
        )
    ]
    return become(known_as(first, list(members), labels), header, made=made)


def _ends(
    days: Sequence[tuple[Any, bool]],
    members: Mapping[str, Sequence[int]],
    unsure: Sequence[bool],
    pick_one: Callable[[list[Any]], Any],
) -> Cells:
    """Return the first (or last) day of each group, unreadable while any of its days is unknown."""
    values: list[Any] = []
    for positions in members.values():
        known = [days[position][0] for position in positions]
        ends = {
            None if None in known else pick_one([days[at][0] for at in some])
            for some in _possible(positions, unsure)
        }
        values.append(ends.pop() if len(ends) == 1 else None)
    return Cells(values, [value is None for value in values])


def _joined(
    lists: Sequence[tuple[Any, bool]],
    members: Mapping[str, Sequence[int]],
    unsure: Sequence[bool],
) -> Cells:
    """Return what the lists of a group's sessions hold together; unreadable if one of them is."""
    values: list[tuple[str, ...] | None] = []
    unreadable: list[bool] = []
    for positions in members.values():
        held = [
            tuple(dict.fromkeys(value for at in some for value in lists[at][0] or ()))
            for some in _possible(positions, unsure)
        ]
        bad = any(lists[at][1] for at in positions) or len(set(map(frozenset, held))) > 1
        values.append(None if bad else held[0] or None)
        unreadable.append(bad)
    return Cells(values, unreadable)


def _possible(positions: Sequence[int], unsure: Sequence[bool]) -> list[Sequence[int]]:
    """Return the sessions a group has at least and at most; of unsure ones alone, each by itself.

    Ends and lists only grow with more sessions: what is the same in these is certain.
    """
    sure = [at for at in positions if not unsure[at]]
    return [sure, positions] if sure else [[at] for at in positions]
