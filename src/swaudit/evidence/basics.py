"""人员 gives the organisations and teams with their members, 站点信息 the names of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from swaudit.evidence.frames import (
    Cells,
    become,
    cells,
    doubts,
    found_in,
    in_doubt,
    known_as,
    pick,
    sure,
)
from swaudit.evidence.identity import group_id
from swaudit.evidence.text import comparable
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table, TableSpec

_LEADER = "社会组织骨干"
_KINDS = {_LEADER: "社区社会组织", "社会组织成员": "社区社会组织", "志愿者": "志愿队"}
"""What 所属组织 is, by the 岗位 of its members."""


def from_staff(staff: Table, specs: Mapping[str, TableSpec]) -> tuple[list[Table], list[Problem]]:
    """Return 组织队伍 and 组织成员: whoever's 岗位 is 社会组织骨干, 社会组织成员 or 志愿者.

    Whoever's 岗位 is not known may be a member. A member whose 所属组织 is blank is a problem: of
    which organisation is not known. One whose sure members are of two kinds has an unreadable 类型.
    A sheet without the column 岗位 gives no table.
    """
    if "岗位" not in staff.frame:
        return [], []
    posts = [post for post, _ in cells(staff, "岗位")]
    unclear = [at for at, post in enumerate(posts) if post is None]
    staff = in_doubt(staff, dict.fromkeys(unclear, message("record.form_unknown", column="岗位")))
    members = pick(staff, [at for at, p in enumerate(posts) if p is None or p in _KINDS])
    named = cells(members, "所属组织")
    posts = [post for post, _ in cells(members, "岗位")]
    problems = [
        found_in(members, at, message("derive.no_organisation"))
        for at, told in enumerate(named)
        if told == (None, False) and posts[at] is not None
    ]
    ids = [_organisation_id(name) if name else None for name, _ in named]
    # An organisation is known by the first member who surely is one.
    unsure = [why is not None for why in doubts(members)]
    order = sorted(range(len(ids)), key=lambda at: (unsure[at], at))
    firsts = {one: at for at in reversed(order) if (one := ids[at])}
    known = sorted(firsts.values())
    organisations = pick(members, known)
    names = [name for name, _ in cells(organisations, "所属组织")]
    kinds = [_kind(ids[at], ids, posts) for at in known]
    leads = [None if post is None else post == _LEADER for post in posts]
    return [
        become(
            known_as(organisations, [_organisation_id(name) for name in names], names),
            specs["组织队伍"],
            {"名称": "所属组织"},
            {"类型": Cells(kinds, [kind is None for kind in kinds])},
        ),
        become(
            members,
            specs["组织成员"],
            made={
                "组织编号": Cells(ids, [one is None for one in ids]),
                "骨干": Cells(leads, [lead is None for lead in leads]),
            },
        ),
    ], problems


def _kind(one: str | None, ids: Sequence[str | None], posts: Sequence[str | None]) -> str | None:
    """Return what the posts of an organisation's members say that it is; None if not one thing."""
    told = {_KINDS[post] for own, post in zip(ids, posts, strict=True) if own == one and post}
    return told.pop() if len(told) == 1 else None


def from_station(station: Table, specs: Mapping[str, TableSpec]) -> Table:
    """Return 地点: every listed place, the town and the station itself, each once."""
    found: dict[str, int] = {}
    lists = zip(
        cells(station, "地点"), cells(station, "乡镇街道"), cells(station, "站点名称"), strict=True
    )
    for position, (places, town, name) in enumerate(lists):
        for place in (*(places[0] or ()), town[0], name[0]):
            if place:
                found.setdefault(place, position)
    names = list(found)
    rows = known_as(pick(station, list(found.values())), names, names)
    return become(rows, specs["地点"], made={"名称": sure(names)})


def _organisation_id(name: str) -> str:
    return group_id("社会组织", comparable(name))
