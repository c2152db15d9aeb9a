"""Worklog rows (工作流水) become service records, sessions, activities and meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from swaudit.evidence.frames import (
    Cells,
    about,
    become,
    cells,
    elsewhere,
    found_in,
    in_doubt,
    pick,
)
from swaudit.evidence.roster import Mention, Roster, doubted, id_cells, mentions, people_cells
from swaudit.evidence.sessions import sessions_and_headers
from swaudit.evidence.text import comparable
from swaudit.evidence.worklog import Contents, Worklog, WorklogTable
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table, TableSpec

_OBJECTS = "对象或人数"
_RENAMED = {"起止时间": "时间", "证据目录": "照片夹", "补月": "补哪月"}


def from_worklog(
    log: Table, specs: Mapping[str, TableSpec], worklog: Worklog, roster: Roster | None
) -> tuple[list[Table], list[Problem]]:
    """Return the canonical tables of a worklog, all of them though some be empty, and problems.

    A row whose 形式 leads to no table is a problem, and a row in doubt of each of them: what is
    wrong with it otherwise is not told. A worklog without the column 形式 gives no table at all, so
    that rules on them stay undetermined.
    """
    if "形式" not in log.frame:
        return [], [about(log, message("derive.no_column", table=log.spec.name, column="形式"))]
    forms = [worklog.forms.get(form) if form else None for form, _ in cells(log, "形式")]
    unclear = [position for position, form in enumerate(forms) if form is None]
    log = in_doubt(log, dict.fromkeys(unclear, message("record.form_unknown", column="形式")))
    rows = {
        name: pick(log, [at for at, form in enumerate(forms) if form in (name, None)])
        for name in get_args(WorklogTable)
    }
    found = {name: mentions(part, _OBJECTS, roster) for name, part in rows.items()}
    services, said = _services(
        rows["服务记录"], specs["服务记录"], found["服务记录"], worklog.contents
    )
    tables = [services]
    problems = said
    for name, header in (("个案节次", "个案"), ("小组节次", "小组")):
        made, said = sessions_and_headers(
            rows[name], specs[name], specs[header], _RENAMED, found[name]
        )
        tables += made
        problems += said
    for name, origin in (("活动", "内容"), ("培训督导会议", "形式")):
        people = {"人数": people_cells(found[name])}
        tables.append(become(rows[name], specs[name], {**_RENAMED, "类型": origin}, people))
    for name in ("服务记录", "个案节次"):
        problems += doubted(rows[name], _OBJECTS, found[name])
    formless = [found_in(log, position, message("derive.no_form")) for position in unclear]
    return tables, [*formless, *elsewhere(problems, formless)]


def _services(
    rows: Table, spec: TableSpec, found: Sequence[Mention | None], contents: Contents
) -> tuple[Table, list[Problem]]:
    categories, problems = _categories(rows, contents)
    days, ahead = counted_on(rows, "补哪月")
    made = {
        "计入日": days,
        "对象编号": id_cells(found),
        "人数": people_cells(found),
        "类别": categories,
    }
    return become(rows, spec, {**_RENAMED, "服务类型": "内容"}, made), problems + ahead


def _categories(rows: Table, contents: Contents) -> tuple[Cells, list[Problem]]:
    """Return the 类别 of each row's 内容; what its 领域 does not list is unreadable, and named."""
    known = {
        (domain, comparable(word)): category
        for domain, categories in contents.items()
        for category, words in categories.items()
        for word in words
    }
    values: list[str | None] = []
    unreadable: list[bool] = []
    problems: list[Problem] = []
    pairs = zip(cells(rows, "领域"), cells(rows, "内容"), strict=True)
    for position, ((domain, _), (content, bad)) in enumerate(pairs):
        category = known.get((domain, comparable(content))) if domain and content else None
        listed = domain is None or domain in contents
        values.append(category)
        unreadable.append(listed and category is None and (content is not None or bad))
        if domain in contents and content is not None and category is None:
            allowed = "、".join(word for words in contents[domain].values() for word in words)
            said = message(
                "derive.content_unlisted",
                column="内容",
                value=content,
                domain=domain,
                allowed=allowed,
            )
            problems.append(found_in(rows, position, said))
    return Cells(values, unreadable), problems


def counted_on(rows: Table, mends: str) -> tuple[Cells, list[Problem]]:
    """Return the day each service counts for: the first of the month it mends, else its own.

    `mends` is the column of that month. A month yet to come cannot be mended: the day is unreadable
    then, and the row a problem.
    """
    chosen: list[tuple[Any, bool]] = []
    problems: list[Problem] = []
    pairs = zip(cells(rows, "日期"), cells(rows, mends), strict=True)
    for position, (own, month) in enumerate(pairs):
        if None not in (own[0], month[0]) and month[0] > own[0]:
            told = month[0].strftime("%Y-%m")
            said = message("derive.makeup_ahead", column=mends, month=told, date=own[0].date())
            problems.append(found_in(rows, position, said))
            chosen.append((None, True))
        else:
            chosen.append(own if month == (None, False) else month)
    return Cells([value for value, _ in chosen], [bad for _, bad in chosen]), problems
