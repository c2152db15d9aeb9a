"""The papers of the station: rules, lists, reports, receipts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from examples.studio.papers import Paper, write_all

from .cast import AGENCY, COUNTY, FUND, MEMBERS, ROSTERS, STAFF, STATION, TEAM, TOWN
from .model import DOMAINS, Deed, Payment, Plan

_RULES = {
    "人员管理制度": (
        "驻站社工实行签到考勤，外出服务须登记去向。",
        "每月召开一次工作例会，总结服务情况。",
    ),
    "财务管理制度": ("项目经费专款专用，不购置固定资产。", "每笔支出须有票据，由两人签字。"),
    "志愿者管理制度": ("志愿者须登记并接受岗前培训。", "服务时间按次记录，每半年公示一次。"),
    "服务场所使用管理制度": ("个案咨询室、小组活动室预约使用。", "使用后恢复原状并填写登记表。"),
    "文书档案管理制度": ("服务资料一事一档，当月归档。", "查阅档案须经站长同意。"),
    "人员保密制度": ("服务对象信息不得外传。",),
    "人员培训制度": ("驻站社工每季度至少参加一次培训。", "鼓励参加社会工作职业水平考试。"),
    "运行机制": (
        "分管领导任站长，民政助理员和承接机构负责人任副站长。",
        "社工站按月向镇民政办报告工作。",
    ),
    "服务范围": (
        "社会救助、养老服务、儿童关爱保护、扶残助残。",
        "社区社会组织培育和慈善资源链接。",
    ),
    "服务流程": ("接案、评估、计划、服务、评估、结案。", "需要跟踪的对象每季度回访。"),
    "设备清单": ("办公桌椅 4 套，电脑 2 台。", "打印机 1 台，档案柜 2 个。"),
}


def papers(plan: Plan) -> tuple[Paper, ...]:
    """Return all papers of the station but those the plan leaves out."""
    every = [
        *_rules(),
        *_lists(plan),
        *_teams(),
        *_reports(plan.deeds),
        *_results(),
        *_slips(plan.payments),
    ]
    return tuple(paper for paper in every if paper.title not in plan.left_out)


def write_papers(plan: Plan, root: Path) -> None:
    """Write the papers under root."""
    write_all(papers(plan), root)


def _rules() -> Iterator[Paper]:
    for title, text in _RULES.items():
        numbered = tuple(f"{index}. {line}" for index, line in enumerate(text, 1))
        yield Paper(f"01_阵地制度/{title}", title, (f"{STATION}（示例）", *numbered))
    chart = (
        "站长（镇分管领导）",
        "　├ 副站长（民政助理员）",
        "　├ 副站长（承接机构负责人）",
        "　└ 驻站社工 2 名",
    )
    yield Paper(
        "01_阵地制度/组织架构图",
        "组织架构图",
        (*chart, *(f"{post}：{name}" for name, post, *_ in STAFF[:5])),
        scan=True,
    )


def _lists(plan: Plan) -> Iterator[Paper]:
    for domain in DOMAINS:
        roster, shelf = ROSTERS[domain], f"03_名单档案/{domain}"
        head = ("编号", "姓名", "类别", "住址")
        yield Paper(
            f"{shelf}/{domain}工作台账",
            f"{domain}工作台账",
            (),
            (head, *((p.code, p.name, p.kind, p.home) for p in roster)),
        )
        needs = (("编号", "姓名", "需求"), *((p.code, p.name, "日常关怀") for p in roster))
        yield Paper(f"{shelf}/{domain}需求清单", f"{domain}需求清单", (), needs)
        seen = [deed for deed in plan.deeds if deed.form == "回访" and deed.domain == domain]
        visits = (
            ("日期", "对象", "情况"),
            *((str(d.day), "、".join(d.people), "平稳，继续跟踪") for d in seen),
        )
        yield Paper(f"{shelf}/{domain}回访台账", f"{domain}回访台账", (), visits)
    calls = [deed for deed in plan.deeds if deed.domain == "自选" and deed.content == "探访"]
    told = (("日期", "对象", "地点"), *((str(d.day), "、".join(d.people), d.place) for d in calls))
    yield Paper("03_名单档案/自选/自选探访台账", "自选探访台账", (), told)


def _teams() -> Iterator[Paper]:
    core = "、".join(name for name, post, _ in MEMBERS if post == "社会组织骨干")
    about = (
        f"{TEAM}由社工站于 2026 年 1 月培育成立。",
        f"现有成员 {len(MEMBERS)} 名，骨干：{core}。",
    )
    yield Paper("08_组织志愿/社会组织情况说明", "社会组织情况说明", about)
    yield Paper(
        "08_组织志愿/社会组织制度",
        "社会组织制度",
        ("1. 每月开展一次活动。", "2. 活动前报社工站，活动后交照片。"),
    )
    yield Paper(
        "09_慈善/慈善救助实施计划",
        "慈善救助实施计划",
        (f"与{FUND}合作，每季度至少救助一次。", "每次救助不少于 1000 元。"),
    )
    yield Paper(
        "09_慈善/慈善项目方案", "慈善项目方案", ("项目名称：暖心草原。", "为独居老人安装防滑扶手。")
    )


def _reports(deeds: Sequence[Deed]) -> Iterator[Paper]:
    # Stations name their reports as they like; both forms are read.
    spans: list[tuple[tuple[int, ...], str]] = [
        ((month,), f"月报_2026-{month:02d}" if month % 2 else f"2026年{month}月月报")
        for month in range(1, 7)
    ]
    spans += [
        ((1, 2, 3), "季报_2026-Q1"),
        ((4, 5, 6), "2026年第二季度季报"),
        (tuple(range(1, 7)), "半年报_2026-上半年"),
    ]
    for months, name in spans:
        done = [deed for deed in deeds if deed.day.month in months]
        rows = [
            ("领域", "次数"),
            *(
                (domain, str(sum(deed.domain == domain for deed in done)))
                for domain in (*DOMAINS, "社会组织")
            ),
        ]
        yield Paper(
            f"12_报送/{name}",
            name,
            (f"{COUNTY}{TOWN} {STATION}", f"本期共开展服务 {len(done)} 次。"),
            tuple(rows),
        )


def _results() -> Iterator[Paper]:
    yield Paper(
        "13_宣传/宣传_基本情况",
        "社工站基本情况",
        (f"{STATION}由{AGENCY}承接，驻站社工 2 名。", "发布渠道：镇微信公众号（示例）。"),
    )
    yield Paper(
        "13_宣传/宣传_服务内容",
        "社工站服务内容",
        ("围绕老小困残开展专业服务。", "发布渠道：镇微信公众号（示例）。"),
    )
    yield Paper(
        "13_宣传/宣传_工作动态",
        "社工站工作动态",
        ("四月，志愿者在草原捡拾垃圾。", "发布渠道：镇微信公众号（示例）。"),
    )
    for domain in DOMAINS:
        person = ROSTERS[domain][3].name
        told = (
            f"服务对象：{person}（示例人物）。",
            "问题：独自应对困难，少与人往来。",
            "过程：建立关系、评估需求、链接资源。",
            "结果：生活平稳，重新参加社区活动。",
        )
        yield Paper(f"14_成果/{domain}_成功案例_{person}", f"{domain}成功案例", told)
    yield Paper(
        "14_成果/服务品牌_草原邻里情",
        "服务品牌：草原邻里情",
        ("以邻里互助为主线，把服务送到嘎查和社区。",),
    )


def _slips(payments: Sequence[Payment]) -> Iterator[Paper]:
    """Receipts of what was spent, raised and granted; signed lists of what was handed out."""
    for row in payments:
        lines = [f"日期：{row.day:%Y年%m月%d日}", f"事由：{row.what}", f"金额：{row.yuan}.00 元"]
        if row.kind == "发放":
            lines += [f"数量：{row.amount}", *(f"领取人：{name}　（签字）" for name in row.helped)]
        else:
            lines += [
                f"对方：{row.other}",
                *(f"受助人：{name}" for name in row.helped),
                f"票据号：{row.number}",
            ]
        title = {"发放": "物品领取单", "支出": "收　据"}.get(row.kind, f"{row.kind}凭证")
        yield Paper(row.receipt.removesuffix(".pdf"), title, tuple(lines), scan=True)
