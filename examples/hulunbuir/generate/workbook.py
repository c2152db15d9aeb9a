"""台账.xlsx: the six sheets a station fills."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

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
from .papers import pack

Cell = str | int | date | None
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
_THIN = Side(style="thin", color="D0D0D0")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_workbook(plan: Plan, root: Path) -> None:
    """Write the ledger of a plan; equal plans give equal bytes."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    rows = {
        "基本信息": _station(),
        "人员": _staff(),
        "名单": _rosters(),
        "工作流水": [_deed(deed) for deed in plan.deeds],
        "签到": _signed(plan.deeds),
        "收支与慈善": [_payment(row) for row in plan.payments],
    }
    for name, columns in _COLUMNS.items():
        _fill(book.create_sheet(name), columns.split(), rows[name])
    buffer = io.BytesIO()
    book.save(buffer)
    pack(root / NAME, _timeless(buffer))


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


def _fill(page: Worksheet, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write header and rows with widths that fit, the header frozen and filtered."""
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    for column, cells in enumerate(page.iter_cols(), 1):
        longest = max(_width(cell.value) for cell in cells)
        page.column_dimensions[get_column_letter(column)].width = min(46, max(8, longest + 3))
        for cell in cells:
            cell.border, cell.alignment = (
                _GRID,
                Alignment(vertical="center", wrap_text=column == 2 and page.title == "基本信息"),
            )
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="DCE6F1")
    page.freeze_panes = "A2"
    if page.title != "基本信息":
        page.auto_filter.ref = page.dimensions


def _width(value: object) -> int:
    """Return how many half-width letters a value takes."""
    text = "" if value is None else f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _timeless(saved: io.BytesIO) -> dict[str, bytes]:
    """Return the parts of a saved workbook with the hour of saving taken out."""
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(
        r"\d{4}-\d\d-\d\dT[\d:]+Z", "2026-07-01T09:00:00Z", core
    ).encode()
    return parts
