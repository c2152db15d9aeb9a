"""The canonical tables, made from the few sheets a station fills (design §6).

    工作流水     → 服务记录, 个案, 个案节次, 小组, 小组节次, 活动, 培训督导会议
    收支与慈善   → 支出, 慈善, 发放
    人员         → 组织队伍, 组织成员
    站点信息     → 地点
    签到         : 关联编号 filled
    服务记录     : 计入日 filled, where it was handed in without

A sheet that is missing gives no table, so that the rules on it stay undetermined; an empty sheet
gives empty tables. Canonical tables that a station handed in whole are kept, and what is derived
is appended to them. Nothing unknown becomes known: an unreadable cell stays unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping

from swaudit.evidence.basics import from_staff, from_station
from swaudit.evidence.frames import appended, assemble, columns
from swaudit.evidence.money import from_money
from swaudit.evidence.roster import numbered, read_roster
from swaudit.evidence.services import counted_on, from_worklog
from swaudit.evidence.signin import attach
from swaudit.evidence.worklog import Worklog
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table, TableSpec


def derive(
    tables: Mapping[str, Table], specs: Mapping[str, TableSpec], worklog: Worklog
) -> tuple[dict[str, Table], tuple[Problem, ...]]:
    """Return the tables handed in and those derived from them, by name, and what stayed unknown.

    `specs` declare all tables, the ruleset's own columns among them: a column that a derived table
    shares by name with its source is carried over. A derived row keeps its origin (file, sheet,
    row) and its identity: its record is the canonical table's name and the source row's identity.
    """
    known = dict(tables)
    problems: list[Problem] = []
    roster = None
    if "服务对象名单" in known:
        known["服务对象名单"] = numbered(known["服务对象名单"])
        roster = read_roster(known["服务对象名单"])
    if "服务记录" in known:
        known["服务记录"], said = _with_counted_days(known["服务记录"])
        problems += said
    derived: list[Table] = []
    if "工作流水" in known:
        made, said = from_worklog(known["工作流水"], specs, worklog, roster)
        derived += made
        problems += said
    if "收支与慈善" in known:
        made, said = from_money(known["收支与慈善"], specs, roster)
        derived += made
        problems += said
    if "人员" in known:
        made, said = from_staff(known["人员"], specs)
        derived += made
        problems += said
    if "站点信息" in known:
        derived.append(from_station(known["站点信息"], specs))
    if roster is None and any(map(_people_unknown, derived)):
        problems.append(Problem("", message("derive.no_roster")))
    for table in derived:
        known[table.spec.name] = appended(known.get(table.spec.name), table)
    if "签到" in known:
        known["签到"], said = attach(known["签到"], known)
        problems += said
    return known, tuple(problems)


def _with_counted_days(services: Table) -> tuple[Table, list[Problem]]:
    """Return 服务记录 with 计入日, which a table handed in whole need not have."""
    if "计入日" in services.frame:
        return services, []
    days, problems = counted_on(services, "补月")
    held = {**columns(services), "计入日": days}
    return assemble(services.spec, held, services.rows), problems


def _people_unknown(table: Table) -> bool:
    columns = [name for name in ("对象编号", "受助对象编号") if name in table.unreadable]
    return bool(table.unreadable[columns].to_numpy().any())
