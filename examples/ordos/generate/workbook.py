"""台账.xlsx: the six sheets a station fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from examples.studio.workbooks import Cell, write_sheets

from . import cast
from .deeds import deeds

Row = Sequence[Cell]


def write_workbook(root: Path) -> None:
    """Write the ledger."""
    sheets = {
        "基本信息": ("项 内容", [*_station()]),
        "人员": (
            "人员编号 姓名 岗位 所属组织 专职 学历 专业 证书编号 "
            "从业起 到岗日 离岗日 社保起 社保止 联系电话",
            [*_staff()],
        ),
        "名单": (
            "对象编号 姓名 领域 类别 需求 重点 行动不便 主动发现 档案 联系电话 住址 在册起 在册止",
            [*_roster()],
        ),
        "工作流水": (
            "日期 领域 形式 内容 名称 对象或人数 地点 社工 照片夹",
            [*_deeds()],
        ),
        "收支与慈善": ("日期 类别 事由 金额 对方 受助对象 票据号", [*_money()]),
        "四库": ("库 更新日 条目数 变更摘要 文件", [*_libraries()]),
    }
    told = {name: (columns.split(), rows) for name, (columns, rows) in sheets.items()}
    write_sheets(root / "台账.xlsx", told)


def _station() -> Iterator[Row]:
    yield from (
        ("站点编号", "EX-OR-01"),
        ("站点名称", cast.STATION),
        ("市", "鄂尔多斯市"),
        ("旗县区", cast.COUNTY),
        ("乡镇街道", cast.TOWN),
        ("承接机构", cast.AGENCY),
        ("机构类型", "社会组织"),
        ("登记机关", "样例旗民政局"),
        ("评估等级", "3A"),
        ("评估等级有效期止", date(2026, 6, 30)),
        ("业务范围", "社会工作服务、养老服务、儿童服务"),
        ("合同起", cast.START),
        ("合同止", cast.END),
        (
            "共建阵地",
            "养老服务中心、未成年人保护站、社会救助服务站、社会工作服务站、志愿服务站、慈善服务站",
        ),
        ("是否试点", "否"),
        ("服务品牌", "草原邻里情"),
        ("资金来源", "福彩公益金"),
        ("地点", "、".join(cast.PLACES)),
    )


def _staff() -> Iterator[Row]:
    number = 0
    for one in cast.STAFF:
        number += 1
        left = one.until
        yield (
            f"RY-{number:02d}",
            one.name,
            one.post,
            None,
            _yes(one.full_time),
            one.degree,
            "社会工作",
            None,
            one.since,
            one.came,
            left,
            one.insured,
            left,
            cast.phone(number),
        )
    name, singers = cast.CHOIR
    groups = [(name, "社会组织骨干", singers[:1]), (name, "社会组织成员", singers[1:])]
    groups += [(team, "志愿者", members) for team, members in cast.TEAMS.items()]
    for organisation, post, members in groups:
        for member in members:
            number += 1
            blank = [None] * 4
            came = [cast.START, None, None, None, cast.phone(number)]
            yield f"RY-{number:02d}", member, post, organisation, "否", *blank, *came


def _roster() -> Iterator[Row]:
    for number, one in enumerate(cast.ROSTER, 200):
        archive = None if one.domain == cast.RELIEF else f"03_一人一档/{one.code}_{one.name}.docx"
        yield (
            one.code,
            one.name,
            one.domain,
            one.kind,
            one.need,
            _yes(one.key),
            _yes(one.immobile) if one.domain == cast.ELDERLY else None,
            _yes(one.found),
            archive,
            cast.phone(number),
            cast.TOWN,
            cast.START,
            one.left,
        )


def _deeds() -> Iterator[Row]:
    for one in deeds():
        title, folder = one.title or None, one.folder or None
        yield (
            one.day,
            one.domain,
            one.form,
            one.content,
            title,
            one.whom,
            one.place,
            one.worker,
            folder,
        )


def _money() -> Iterator[Row]:
    yield date(2024, 9, 19), "慈善项目", "书包计划", 3000, cast.FUND, None, "EX-0001"
    yield date(2024, 10, 18), "慈善救助", "临时救助", 800, cast.FUND, "陈样本", "EX-0002"
    yield date(2024, 11, 6), "慈善项目", "暖冬行动", 5000, cast.FUND, None, "EX-0003"
    yield date(2024, 11, 12), "支出", "送餐食材", 426, "示例商店", None, "EX-0004"


def _libraries() -> Iterator[Row]:
    told = (
        ("需求库", date(2024, 9, 29), 10, "录入全部服务对象的需求", "15_四库/需求库_2024-09.docx"),
        (
            "项目库",
            date(2024, 9, 29),
            3,
            "设计送餐、陪伴等项目",
            "15_四库/项目库_2024-09.docx",
        ),
        ("需求库", date(2024, 10, 30), 12, "新增送餐需求两条", "15_四库/需求库_2024-10.docx"),
        ("资源库", date(2024, 10, 30), 9, "新增商户、学校", "15_四库/资源库.docx"),
        ("人才库", date(2024, 11, 1), 4, "录入志愿骨干", "15_四库/人才库.docx"),
        # Planted: 项目库 was not updated in October, and this file of November is not there.
        ("需求库", date(2024, 11, 28), 12, "核对一遍", "15_四库/需求库_2024-11.docx"),
        ("项目库", date(2024, 11, 28), 4, "新增冬日故事会", "15_四库/项目库_2024-11.docx"),
    )
    yield from told


def _yes(told: bool) -> str:
    return "是" if told else "否"
