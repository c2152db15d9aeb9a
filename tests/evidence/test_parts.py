"""Sheets that hold more than one table, and lines between the rows: all is read or named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.support.books import WRITERS, Page, Percent, as_csv
from tests.support.tables import values

from swaudit.evidence.book import read_book
from swaudit.evidence.ledger import Ledgers, read_ledgers
from swaudit.evidence.sheets import sheets_of
from swaudit.ground.store import Facts
from swaudit.model.tables import Column, TableSpec, base_tables

SPAN = (date(2026, 1, 1), date(2026, 12, 31))
HEAD = ["日期", "领域", "形式", "内容"]
VISIT = [date(2026, 3, 5), "养老服务", "走访", "政策宣传"]
CALL = [date(2026, 3, 6), "养老服务", "电话", "电话问候"]
BOTH = ["政策宣传", "电话问候"]


def read(content: bytes, path: str) -> Ledgers:
    sheets, problems = sheets_of(path, Facts("0", read_book(content, path)))
    assert problems == ()
    return read_ledgers({path: sheets}, base_tables(), SPAN)


def told(ledgers: Ledgers) -> list[tuple[str, str]]:
    return [(one.said.code, one.cell) for one in ledgers.problems]


Case = tuple[str, list[list[Any]], tuple, dict[str, tuple[str, list[Any]]], list]
WORK = "工作流水"
CASES: dict[str, Case] = {
    "a table beside itself": (
        WORK,
        [[*HEAD, None, *HEAD], [*VISIT, None, *CALL]],
        (),
        {WORK: ("内容", BOTH)},
        [],
    ),
    "beside, the longer one to the right": (
        WORK,
        [[*HEAD, *HEAD], [*VISIT, *CALL], [*[None] * 4, *VISIT[:3], "回访"]],
        (),
        {WORK: ("内容", [*BOTH, "回访"])},
        [],
    ),
    "beside, each with its running numbers": (
        WORK,
        [["序号", *HEAD, "序号", *HEAD], [1, *VISIT, 2, *CALL], [3, *[None] * 4, 4, *[None] * 4]],
        (),
        {WORK: ("内容", BOTH)},
        [],
    ),
    "beside, a month above each": (
        WORK,
        [
            ["3月工作流水", None, None, None, "4月工作流水"],
            [*HEAD, *HEAD],
            ["5日", *VISIT[1:], "6日", *CALL[1:]],
        ],
        ((0, 0, 0, 3), (0, 4, 0, 7)),
        {WORK: ("日期", ["2026-03-05", "2026-04-06"])},
        [],
    ),
    "three beside each other": (
        WORK,
        [HEAD * 3, [*VISIT, *CALL, *VISIT[:3], "回访"]],
        (),
        {WORK: ("内容", [*BOTH, "回访"])},
        [],
    ),
    "one header that is there twice": (
        WORK,
        [[*HEAD, "内容"], [*VISIT, "另一个"], [*CALL, None]],
        (),
        {WORK: ("内容", BOTH)},
        [("header.repeated", "E1")],
    ),
    "below, with the columns in another order": (
        WORK,
        [HEAD, VISIT, [], ["领域", "日期", "内容", "形式"], [CALL[1], CALL[0], CALL[3], CALL[2]]],
        (),
        {WORK: ("内容", BOTH)},
        [],
    ),
    "below, another table": (
        WORK,
        [
            HEAD,
            VISIT,
            ["二、签到"],
            ["姓名", "联系电话", "角色"],
            ["示例乙", "13800000000", "居民"],
        ],
        (),
        {WORK: ("内容", ["政策宣传"]), "签到": ("姓名", ["示例乙"])},
        [("note.table_below", "A4"), ("note.row_text", "A3")],
    ),
    "a table far below": (
        WORK,
        [
            HEAD,
            *([date(2026, 3, 1 + n % 28), *VISIT[1:3], f"第{n}次"] for n in range(60)),
            HEAD[::-1],
            CALL[::-1],
        ],
        (),
        {WORK: ("内容", [*[f"第{n}次" for n in range(60)], "电话问候"])},
        [],
    ),
    "months between the rows": (
        WORK,
        [HEAD, ["一月份"], VISIT, ["第一季度"], CALL, ["二、电话"]],
        (),
        {WORK: ("内容", BOTH)},
        [("note.row_text", "A2"), ("note.row_text", "A4"), ("note.row_text", "A6")],
    ),
    "the day it was signed, below remarks": (
        WORK,
        [HEAD, VISIT, CALL, ["注：由社工填写"], [], [date(2026, 3, 31)]],
        (),
        {WORK: ("内容", BOTH)},
        [("note.row_no_data", "A4"), ("note.row_text", "A6")],
    ),
    "as above": (
        WORK,
        [HEAD, VISIT, ["同上", "〃", "同上", "电话问候"]],
        (),
        {WORK: ("日期", ["2026-03-05", "2026-03-05"])},
        [],
    ),
    "as above in the first row": (
        WORK,
        [HEAD, ["同上", *VISIT[1:]], CALL],
        (),
        {WORK: ("内容", BOTH)},
        [("cell.date", "A2")],
    ),
    "a sign-in matrix of days and a sum": (
        "签到表",
        [
            ["姓名", date(2026, 3, 5), date(2026, 3, 12), "3/19", "合计"],
            ["示例乙", "√", "√", None, 2],
            ["示例丙", "√", None, "√", 2],
        ],
        (),
        {
            "签到": (
                "日期",
                ["2026-03-05", "2026-03-05", "2026-03-12", "2026-03-19"],
            )
        },
        [("note.header_unknown", "E1")],
    ),
}


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("name", CASES)
def test_all_is_read_or_named(name: str, suffix: str) -> None:
    sheet, rows, merged, expect, said = CASES[name]
    ledgers = read(WRITERS[suffix](Page(sheet, rows, merged)), f"台账.{suffix}")
    assert ledgers.tables.keys() == expect.keys()
    for table, (column, wanted) in expect.items():
        found = values(ledgers.tables[table], column)
        shown = [one.isoformat() if isinstance(one, date) else one for one in found]
        assert shown == wanted
    assert told(ledgers) == said


def test_every_row_keeps_the_name_of_its_cell() -> None:
    rows = [[*HEAD, None, *HEAD], [*VISIT, None, "3月32日", *CALL[1:]]]
    assert told(read(WRITERS["xlsx"](Page(WORK, rows)), "台账.xlsx")) == [("cell.date", "F2")]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_a_csv_of_two_tables(encoding: str) -> None:
    rows = [
        HEAD,
        ["2026.3.5", *VISIT[1:]],
        HEAD[::-1],
        ["电话问候", "电话", "养老服务", "2026.3.6"],
    ]
    ledgers = read(as_csv(Page(WORK, rows), encoding=encoding), "工作流水.csv")
    assert values(ledgers.tables[WORK], "内容") == BOTH
    assert told(ledgers) == []


def test_a_sheet_of_headers_alone_ends() -> None:
    rows = [HEAD if n % 2 else HEAD[::-1] for n in range(500)]
    ledgers = read(WRITERS["xlsx"](Page(WORK, rows)), "台账.xlsx")
    assert ledgers.problems or not len(ledgers.tables[WORK])


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_hidden_columns_are_read_and_named(suffix: str) -> None:
    page = Page(WORK, [["天气", *HEAD], ["晴", *VISIT], ["雪", *CALL]], hidden_columns=(0, 2, 4))
    ledgers = read(WRITERS[suffix](page), f"台账.{suffix}")
    assert values(ledgers.tables[WORK], "内容") == BOTH
    assert told(ledgers) == [("note.header_unknown", "A1"), ("note.columns_hidden", "C")]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_percent_is_its_figure_as_it_is_shown(suffix: str) -> None:
    shown = [Percent(0.85), Percent(1), Percent(0.071), 85, "85%", 0.85]
    rows = [["名称", "满意率", "人数"], *([f"第{n}次", one, one] for n, one in enumerate(shown))]
    columns = {"名称": Column(), "满意率": Column(type="number"), "人数": Column(type="int")}
    spec = TableSpec(name="满意", columns=columns)
    sheets, _ = sheets_of(
        "a", Facts("0", read_book(WRITERS[suffix](Page("满意", rows)), f"a.{suffix}"))
    )
    table = read_ledgers({"a": sheets}, {"满意": spec}, SPAN).tables["满意"]
    found = [Decimal(one) for one in table.frame["满意率"]]
    assert found == [Decimal(one) for one in ("85", "100", "7.1", "85", "85", "0.85")]
    # A hundred percent are not one person.
    assert table.unreadable["人数"].tolist() == [True, True, True, False, True, True]
