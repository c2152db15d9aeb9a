"""台账.xlsx: the six sheets a station fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from examples.studio.workbooks import Cell, write_sheets

from .cast import (
    AGENCY,
    COUNTY,
    END,
    MEMBERS,
    PHONES,
    PLACES,
    ROSTERS,
    STAFF,
    START,
    STATION,
    TEAM,
    TOWN,
)
from .model import Deed, Payment, Plan

NAME = "台账.xlsx"

_COLUMNS = {
    "基本信息": "项 内容",
    "人员": "人员编号 姓名 身份证号 岗位 身份来源 所属组织 专职 学历 专业 "
    "证书等级 证书编号 联系电话 到岗日 离岗日",
    "名单": "对象编号 姓名 身份证号 领域 类别 重点 需跟踪 "
    "联系电话 住址 需求 来源文件 在册起 在册止",
    "工作流水": "日期 时间 领域 形式 内容 名称 对象或人数 地点 室内外 社工 补哪月 照片夹 备注",
    "签到": "关联编号 日期 名称 序号 姓名 联系电话 角色",
    "收支与慈善": "日期 类别 科目 事由 金额 数量 对方 受助对象 地点 起点 终点 "
    "小型物品 项目资金 票据号 凭证 照片夹",
}


def write_workbook(plan: Plan, root: Path) -> None:
    """Write the ledger of a plan; equal plans give equal bytes."""
    rows = {
        "基本信息": _station(),
        "人员": _staff(),
        "名单": _rosters(),
        "工作流水": [_deed(deed) for deed in plan.deeds],
        "签到": _signed(plan.deeds),
        "收支与慈善": [_payment(row) for row in plan.payments],
    }
    sheets = {name: (columns.split(), rows[name]) for name, columns in _COLUMNS.items()}
    write_sheets(root / NAME, sheets)


def sheet_row(rows: Sequence[object], row: object) -> int:
    """Return the number the spreadsheet shows for a row, below one line of headers."""
    return rows.index(row) + 2


def _station() -> list[Sequence[Cell]]:
    return [
        ("站点编号", "ZL-EX-01"),
        ("站点名称", STATION),
        ("市", "呼伦贝尔市"),
        ("旗县区", COUNTY),
        ("乡镇街道", TOWN),
        ("承接机构", AGENCY),
        ("合同起", START),
        ("合同止", END),
        ("建站方式", "综合利用基层场所"),
        ("自选项目", "8.1"),
        ("地点", "、".join(PLACES)),
        ("资金来源", "福彩公益金"),
    ]


def _staff() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for index, (name, post, source, degree, _) in enumerate(STAFF, 1):
        own = post == "驻站社工"
        rows.append(
            (
                f"RY-{index:02d}",
                name,
                None,
                post,
                source,
                None,
                "是" if own else "否",
                degree,
                "社会工作" if own else None,
                None,
                None,
                PHONES[name],
                START,
                None,
            )
        )
    for index, (name, post, _) in enumerate(MEMBERS, len(STAFF) + 1):
        rows.append(
            (
                f"RY-{index:02d}",
                name,
                None,
                post,
                "居民",
                TEAM,
                "否",
                None,
                None,
                None,
                None,
                PHONES[name],
                date(2026, 1, 12),
                None,
            )
        )
    return rows


def _rosters() -> list[Sequence[Cell]]:
    return [
        (
            p.code,
            p.name,
            None,
            p.domain,
            p.kind,
            "是" if p.followed else "否",
            "是" if p.followed else "否",
            p.phone,
            f"{TOWN}{p.home}",
            "日常关怀",
            "镇民政办名单（示例）",
            START,
            None,
        )
        for roster in ROSTERS.values()
        for p in roster
    ]


def _deed(deed: Deed) -> Sequence[Cell]:
    whom: Cell = deed.number if deed.number is not None else "、".join(deed.people)
    photos = {"path": deed.folder, "name": deed.folder.rsplit("/", 1)[-1], "blank": None}[deed.link]
    return (
        deed.day_cell or deed.day,
        f"{deed.start:%H:%M}-{deed.end:%H:%M}",
        deed.domain,
        deed.form,
        deed.content,
        deed.title or None,
        whom,
        deed.place,
        "室内" if deed.indoor else "室外",
        "、".join(deed.workers),
        deed.makes_up or None,
        photos,
        "补二月的一次" if deed.makes_up else None,
    )


def _signed(deeds: Iterable[Deed]) -> list[Sequence[Cell]]:
    return [
        (None, deed.day, deed.title, index, name, phone, role or None)
        for deed in deeds
        for index, (name, phone, role) in enumerate(deed.signed, 1)
    ]


def _payment(row: Payment) -> Sequence[Cell]:
    return (
        row.day,
        row.kind,
        row.subject or None,
        row.what,
        row.yuan,
        row.amount,
        row.other or None,
        "、".join(row.helped) or None,
        row.place or None,
        row.start or None,
        row.goal or None,
        ("是" if row.small else "否") if row.kind == "发放" else None,
        None,
        row.number or None,
        row.receipt or None,
        row.folder or None,
    )
