"""What headers and cells of a station's own sheets are taken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.support.books import Page, xlsx

from swaudit.evidence.book import read_book
from swaudit.evidence.ledger import read_ledgers
from swaudit.evidence.likeness import meant_word
from swaudit.evidence.mapping import StationMapping
from swaudit.evidence.propose import Proposal, SheetGuess, propose, propose_folders
from swaudit.evidence.sheets import sheets_of
from swaudit.ground.store import Facts
from swaudit.ruleset.load import load_ruleset

RULESET = load_ruleset("hulunbuir-2026")
ID = "110101199001011237"


def proposed(*pages: Page) -> Proposal:
    sheets, _ = sheets_of("台账.xlsx", Facts("0", read_book(xlsx(*pages), "台账.xlsx")))
    words = ("政策宣传", "健康管理", "情绪辅导")
    return propose({"台账.xlsx": sheets}, RULESET.specs, words, (RULESET.start, RULESET.end))


def guess(*pages: Page) -> SheetGuess:
    (found,) = proposed(*pages).sheets
    return found


CASES: dict[str, tuple[Page, str, dict[str, str | None], dict[str, str]]] = {
    "visits": (
        Page(
            "探访",
            [
                ["探访记录表"],
                ["时间", "探访人员", "对象姓名", "性别", "家庭住址", "联系方式", "探访情况"],
                ["3月5日", "示例甲", "示例乙", "男", "示例村3组", "13800000000", "身体良好"],
                ["3月8日", "示例甲", "示例丙", "女", "示例村1组", "13800000001", "独居"],
            ],
        ),
        "工作流水",
        {
            "时间": "日期",
            "探访人员": "社工",
            "对象姓名": "对象或人数",
            "性别": None,
            "家庭住址": "地点",
            "联系方式": None,
            "探访情况": "内容",
        },
        {"形式": "走访"},
    ),
    "sessions of groups": (
        Page(
            "小组活动一览",
            [
                ["小组名称", "节次", "开展日期", "参加人数", "主题", "地点"],
                ["示例小组", "第1节", "3月5日", "7人", "相识", "活动室"],
                ["示例小组", "第2节", "3月12日", "8人", "互助", "活动室"],
            ],
        ),
        "工作流水",
        {
            "小组名称": "名称",
            "节次": None,
            "开展日期": "日期",
            "参加人数": "对象或人数",
            "主题": None,
            "地点": "地点",
        },
        {"形式": "小组"},
    ),
    "activities": (
        Page(
            "养老活动汇总",
            [
                ["序号", "活动名称", "活动时间", "活动地点", "参与人数", "活动内容", "负责人"],
                [1, "示例活动", "2026.6.10 9:00-11:00", "示例社区", 35, "政策宣传", "示例甲"],
            ],
        ),
        "工作流水",
        {
            "活动名称": "名称",
            "活动时间": "日期",
            "活动地点": "地点",
            "参与人数": "对象或人数",
            "活动内容": "内容",
            "负责人": "社工",
        },
        {"领域": "养老服务", "形式": "活动"},
    ),
    "an account book": (
        Page(
            "账",
            [
                ["2026年", None, "摘要", "科目", "支出", "余额"],
                ["月", "日", None, None, None, None],
                [3, 5, "购办公用品", "办公费", 120.5, 879.5],
                [3, 9, "走访交通费", "交通费", 35, 844.5],
            ],
            merged=((0, 0, 0, 1), *((0, at, 1, at) for at in range(2, 6))),
        ),
        "收支与慈善",
        {
            "2026年月": "日期",
            "2026年日": "日期",
            "摘要": "事由",
            "科目": "科目",
            "支出": "金额",
            "余额": None,
        },
        {},
    ),
    "people in need": (
        Page(
            "低保户",
            [["户主姓名", "身份证号码", "保障类别", "开户银行"], ["示例乙", ID, "A类", "示例银行"]],
        ),
        "服务对象名单",
        {"户主姓名": "姓名", "身份证号码": "身份证号", "保障类别": "类别", "开户银行": None},
        {"领域": "社会救助"},
    ),
    "by cells alone": (
        Page(
            "团队",
            [
                ["某某", "姓名", "干什么的"],
                ["13800000000", "示例甲", "驻站社工"],
                ["13800000001", "示例乙", "志愿者"],
            ],
        ),
        "人员",
        {"某某": "联系电话", "姓名": "姓名", "干什么的": "岗位"},
        {},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sheet_is_taken_for(name: str) -> None:
    page, table, columns, fixed = CASES[name]
    found = guess(page)
    assert found.table == table
    assert {one.header: one.column for one in found.columns} == columns
    assert dict(found.fixed) == fixed


def test_own_words_are_taken_for_those_of_the_list() -> None:
    head = ["日期", "板块", "形式", "内容"]
    rows: list[list[Any]] = [
        [date(2026, 3, 5), "老人", "入户", "政策宣传"],
        [date(2026, 3, 6), "孩子", "打电话", "政策宣讲"],
        [date(2026, 3, 7), "孩子", "远足", "健康管理"],
    ]
    found = guess(Page("服务登记", [head, *rows]))
    assert {(one.word, one.meant, one.count) for one in found.words} == {
        ("老人", "养老服务", 1),
        ("孩子", "儿童关爱保护", 2),
        ("入户", "走访", 1),
        ("打电话", "电话", 1),
        ("远足", None, 1),
        ("政策宣讲", "政策宣传", 1),
    }


def test_a_month_that_leaves_a_column_blank_is_of_the_kind_of_the_others() -> None:
    head = ["哪天", "板块", "怎样做", "服务内容", "手机号码"]
    row = [date(2026, 3, 5), "老人", "入户", "政策宣传"]
    found = guess(
        Page("1月登记", [head, [*row, None]]), Page("2月登记", [head, [*row, "13800000000"]])
    )
    assert found.sheets == ("登记",)
    assert found.rows == 2


@pytest.mark.parametrize(
    ("word", "meant"), [("站", None), ("站长", "站长"), ("小组活动", "小组"), ("活动", "活动")]
)
def test_a_word_of_the_list_is_meant(word: str, meant: str | None) -> None:
    assert meant_word(("站长", "小组", "活动"), word) == meant


def test_what_anybody_wrote_shows_its_first_character_alone() -> None:
    page, *_ = CASES["people in need"]
    shown = {one.header: one.samples for one in guess(page).columns}
    assert shown == {
        "户主姓名": ("示＊",),
        "身份证号码": ("1＊",),
        "保障类别": ("A＊",),
        "开户银行": ("示＊",),
    }


def test_a_sheet_that_is_nothing_of_ours_is_named_with_its_headers() -> None:
    found = proposed(Page("采购清单", [["品名", "规格", "单价"], ["笔", "0.5", 2]]))
    assert (found.sheets, found.unknown) == (
        (),
        (("台账.xlsx", "采购清单", ("品名", "规格", "单价")),),
    )


def test_folders_that_a_word_tells_are_proposed_once_at_the_top() -> None:
    paths = ["照片/老人/3月/a.jpg", "照片/老人/4月/b.jpg", "养老服务/c.jpg", "其他/d.jpg"]
    domains = RULESET.specs["文件"].columns["领域"].values
    assert propose_folders(paths, domains) == (("照片/老人", "养老服务", 2),)


def test_a_header_that_is_there_twice_or_is_a_sign_is_written_once_or_not() -> None:
    head = ["哪天", "板块", "怎样做", "服务内容", "备注", "备注", "?", "!"]
    row = [date(2026, 3, 5), "老人", "入户", "政策宣传", "甲", "乙", "丙", "丁"]
    page = Page("登记", [head, row])
    found = guess(page)
    assert [one.header for one in found.columns] == head[:5]
    sheets, _ = sheets_of("台账.xlsx", Facts("0", read_book(xlsx(page), "台账.xlsx")))
    own = StationMapping((replace(found.mapping, values={"领域": {"老人": "养老服务"}}),))
    ledgers = read_ledgers({"台账.xlsx": sheets}, RULESET.specs, None, own)
    assert ledgers.tables["工作流水"].frame["备注"].tolist() == ["甲"]
    assert [(one.said.code, one.cell) for one in ledgers.problems][:3] == [
        ("header.repeated", "F1"),
        ("note.header_unknown", "G1"),
        ("note.header_unknown", "H1"),
    ]
