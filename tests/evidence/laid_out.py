"""Sheets as stations lay them out, and the records in each; `None` is a blank cell.

A layout is written as a real file of each format and read; what it says is compared by column.
`said` are the codes of what is told about it, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.support.books import Page, Rectangle, Rows

HEADER = ["日期", "领域", "形式", "内容"]
VISIT = [date(2026, 3, 5), "养老服务", "走访", "政策宣传"]
CALL = [date(2026, 3, 6), "养老服务", "电话", "电话问候"]
UNREADABLE = "读不出"

TWO = {"日期": ["2026-03-05", "2026-03-06"], "内容": ["政策宣传", "电话问候"]}


@dataclass(frozen=True)
class Layout:
    """One sheet, the table it is, and what is read; `file` is the path without its suffix."""

    sheet: str
    rows: Rows
    expect: dict[str, list[Any]]
    table: str = "工作流水"
    said: tuple[str, ...] = ()
    merged: tuple[Rectangle, ...] = ()
    hidden: tuple[int, ...] = ()
    file: str = "台账"

    @property
    def page(self) -> Page:
        return Page(self.sheet, self.rows, self.merged, self.hidden)


def log(*rows: list[Any], said: tuple[str, ...] = (), **more: Any) -> Layout:
    return Layout(
        more.pop("sheet", "工作流水"), list(rows), more.pop("expect", TWO), said=said, **more
    )


def signed(*rows: list[Any], **more: Any) -> Layout:
    sheet, expect = more.pop("sheet", "签到"), more.pop("expect")
    return Layout(sheet, list(rows), expect, "签到", **more)


NAMED = {"姓名": ["某甲", "某乙"]}
BESIDE = "note.row_no_data"

LAYOUTS: dict[str, Layout] = {
    # ---- names of sheets
    "plain": log(HEADER, VISIT, CALL),
    "alias of the table": log(HEADER, VISIT, CALL, sheet="工作日志"),
    "month before the name": log(HEADER, VISIT, CALL, sheet="3月工作流水"),
    "month behind the name": log(HEADER, VISIT, CALL, sheet="工作流水2026-03"),
    "more around the name": log(HEADER, VISIT, CALL, sheet="某嘎查工作流水（补）"),
    "sheet 1 of a file of that name": log(HEADER, VISIT, CALL, sheet="Sheet1", file="3月/工作流水"),
    "a month in a file of that name": log(HEADER, VISIT, CALL, sheet="3月", file="2026年工作流水"),
    "a month in a file of no name": log(
        HEADER, VISIT, CALL, sheet="3月", said=("note.sheet_by_header",)
    ),
    # ---- above the header
    "title rows": log(["某某社工站工作流水"], [], ["2026年3月"], HEADER, VISIT, CALL),
    "a merged title": log(
        ["某某社工站2026年3月工作流水", None, None, None],
        HEADER,
        VISIT,
        CALL,
        merged=((0, 0, 0, 3),),
    ),
    "header to the right": log(*([None, *row] for row in (HEADER, VISIT, CALL))),
    # ---- the header itself
    "renamed columns": log(["服务日期", "领域", "形式", "服务内容"], VISIT, CALL),
    "full width, spaces and stars": log(["日　期", " 领域 ", "*形式", "内容："], VISIT, CALL),
    "another order": log(*(row[::-1] for row in (HEADER, VISIT, CALL))),
    "running numbers": log(
        ["序号", *HEADER], [1, *VISIT], [2, *CALL], [3, None, None, None, None], [4, None, "/"]
    ),
    "an unknown column": log(
        [*HEADER, "天气"], [*VISIT, "晴"], [*CALL, "雨"], said=("note.header_unknown",)
    ),
    "a near miss is not taken": log(
        [*HEADER, "负责的社工"],
        [*VISIT, "某甲"],
        [*CALL, "某乙"],
        said=("note.header_like",),
        expect={**TWO, "社工": [None, None]},
    ),
    "a column without a header": log(HEADER, [*VISIT, "随手"], CALL, said=("note.header_blank",)),
    "two columns of one meaning": log(
        ["服务日期", *HEADER], ["3月1日", *VISIT], ["3月1日", *CALL], said=("header.repeated",)
    ),
    "two rows, merged": log(
        ["日期", "领域", "服务", None, "地点"],
        [None, None, "形式", "内容", None],
        [*VISIT, "东一社区"],
        [*CALL, "西一社区"],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)),
        expect={**TWO, "地点": ["东一社区", "西一社区"], "形式": ["走访", "电话"]},
    ),
    "two rows, not merged": log(
        ["日期", "领域", "服务", None, "地点"],
        [None, None, "形式", "内容", None],
        [*VISIT, "东一社区"],
        [*CALL, "西一社区"],
        expect={**TWO, "地点": ["东一社区", "西一社区"]},
    ),
    "two rows, the group says half": log(
        ["日期", "领域", "形式", "服务", None],
        [None, None, None, "内容", "地点"],
        [*VISIT, "东一社区"],
        [*CALL, "西一社区"],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)),
        expect={**TWO, "地点": ["东一社区", "西一社区"]},
    ),
    "two rows under a title": log(
        ["工作流水", None, None, None],
        ["日期", "领域", "服务", None],
        [None, None, "形式", "内容"],
        VISIT,
        CALL,
        merged=((0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)),
    ),
    "the header once more": log(HEADER, VISIT, HEADER, CALL, said=("note.row_header",)),
    # ---- rows
    "blank rows between": log(HEADER, [], VISIT, [None, "  ", "—"], CALL),
    "totals": log(
        HEADER,
        VISIT,
        ["小计", None, None, 1],
        CALL,
        ["3月合计（次）", None, None, 2],
        said=(BESIDE, BESIDE),
    ),
    "a total behind a blank": log(HEADER, VISIT, CALL, [None, None, "合计", 2], said=(BESIDE,)),
    "notes below": log(
        HEADER,
        VISIT,
        CALL,
        ["备注：电话含微信"],
        ["填表人：某甲        审核人：某乙"],
        ["1、本表每月5日前报送民政局。"],
        said=(BESIDE, BESIDE, "note.row_text"),
    ),
    "a note across the table": log(
        HEADER, ["一、养老服务"], VISIT, CALL, said=("note.row_text",), merged=((1, 0, 1, 3),)
    ),
    "merged down": log(
        HEADER,
        [date(2026, 3, 5), "养老服务", "走访", "政策宣传"],
        [None, None, "电话", "电话问候"],
        merged=((1, 0, 2, 0), (1, 1, 2, 1)),
        expect={
            "日期": ["2026-03-05", "2026-03-05"],
            "领域": ["养老服务", "养老服务"],
            "内容": ["政策宣传", "电话问候"],
        },
    ),
    "a record of two rows": log(
        HEADER,
        VISIT,
        [],
        CALL,
        [],
        merged=tuple((top, at, top + 1, at) for top in (1, 3) for at in range(4)),
    ),
    "hidden rows": log(HEADER, VISIT, CALL, hidden=(2,), said=("note.rows_hidden",)),
    "a cell of the wrong kind": log(
        HEADER,
        ["3月32日", *VISIT[1:]],
        CALL,
        said=("cell.date",),
        expect={"日期": [UNREADABLE, "2026-03-06"]},
    ),
    # ---- what a sheet says of its dates
    "days of a month": log(
        HEADER,
        ["5日", *VISIT[1:]],
        [6, *CALL[1:]],
        sheet="3月工作流水",
    ),
    "days of a titled month": log(
        ["某某社工站二〇二六年三月工作流水"], HEADER, ["5日", *VISIT[1:]], ["6日", *CALL[1:]]
    ),
    "days of nobody knows which month": log(
        HEADER,
        ["5日", *VISIT[1:]],
        CALL,
        said=("cell.year",),
        expect={"日期": [UNREADABLE, "2026-03-06"]},
    ),
    "dates as text": log(HEADER, ["2026.3.5", *VISIT[1:]], ["三月六日", *CALL[1:]]),
    "serials": log(HEADER, [46086, *VISIT[1:]], ["46087", *CALL[1:]]),
    # ---- keys and values
    "keys and values": Layout(
        "基本信息",
        [
            ["社工站基本信息"],
            ["项", "内容", "填写说明"],
            ["站点名称", "某某社工站", "全称"],
            ["合同起", date(2026, 1, 1)],
            ["合同止", "2026年12月31日"],
        ],
        {"站点名称": ["某某社工站"], "合同起": ["2026-01-01"], "合同止": ["2026-12-31"]},
        "站点信息",
    ),
    "pairs of keys and values": Layout(
        "基本信息",
        [
            ["站点名称", "某某社工站", "旗县区", "某区"],
            ["合同起", date(2026, 1, 1), "合同止", date(2026, 12, 31)],
        ],
        {
            "站点名称": ["某某社工站"],
            "旗县区": ["某区"],
            "合同起": ["2026-01-01"],
            "合同止": ["2026-12-31"],
        },
        "站点信息",
    ),
    "keys over two columns": Layout(
        "基本信息",
        [
            ["站点名称", None, "某某社工站"],
            ["合同起", None, date(2026, 1, 1)],
            ["合同止", None, date(2026, 12, 31)],
        ],
        {"站点名称": ["某某社工站"], "合同起": ["2026-01-01"], "合同止": ["2026-12-31"]},
        "站点信息",
        merged=tuple((row, 0, row, 1) for row in range(3)),
    ),
    # ---- money
    "money in ten thousands": Layout(
        "收支与慈善",
        [
            ["日期", "类别", "金额（万元）"],
            [date(2026, 3, 5), "支出", 1.2],
            [VISIT[0], "支出", "0.05"],
        ],
        {"金额": [1_200_000, 50_000]},
        "收支与慈善",
    ),
    "a sum merged over rows is nobody's": Layout(
        "收支与慈善",
        [
            ["日期", "类别", "事由", "金额"],
            [date(2026, 3, 5), "支出", "纸", 900],
            [date(2026, 3, 5), "支出", "笔", None],
            [date(2026, 3, 6), "支出", "水", 30],
        ],
        {"金额": [UNREADABLE, UNREADABLE, 3000]},
        "收支与慈善",
        said=("cell.shared", "cell.shared"),
        merged=((1, 3, 2, 3),),
    ),
    # ---- sign-in lists
    "a list under its meeting": signed(
        ["活动名称：手工小组    日期：2026年3月5日 14:30"],
        ["序号", "姓名", "联系电话", "签名"],
        [1, "某甲", 13812345678, None],
        [2, "某乙", "138 1234 5679", None],
        said=("note.header_unknown",),
        expect={
            **NAMED,
            "名称": ["手工小组", "手工小组"],
            "日期": ["2026-03-05", "2026-03-05"],
            "联系电话": ["13812345678", "13812345679"],
        },
    ),
    "its meeting in cells": signed(
        ["活动名称", "手工小组", "日期", date(2026, 3, 5)],
        ["姓名", "联系电话", "角色", "序号"],
        ["某甲", 13812345678, None, 1],
        ["某乙", 13812345679, "社工", 2],
        expect={
            **NAMED,
            "名称": ["手工小组", "手工小组"],
            "日期": ["2026-03-05", "2026-03-05"],
            "角色": ["参与者", "工作人员"],
        },
    ),
    "two lists in one sheet": signed(
        ["活动名称：手工小组    日期：3月5日"],
        ["姓名", "联系电话"],
        ["某甲", 13812345678],
        [],
        ["活动名称：法律讲座    日期：3月6日"],
        ["姓名", "联系电话"],
        ["某乙", 13812345679],
        said=("note.row_header",),
        expect={
            **NAMED,
            "名称": ["手工小组", "法律讲座"],
            "日期": ["2026-03-05", "2026-03-06"],
        },
    ),
    "a matrix of sessions": signed(
        ["姓名", "联系电话", "第1节", "第二节", "第3节"],
        ["某甲", 13812345678, "√", "√", None],
        ["某乙", 13812345679, "√", "请假", None],
        sheet="手工小组签到表",
        expect={
            "姓名": ["某甲", "某乙", "某甲"],
            "名称": ["手工小组（第1节）", "手工小组（第1节）", "手工小组（第2节）"],
        },
    ),
    "a matrix of days": signed(
        ["小组名称：手工小组"],
        ["姓名", date(2026, 3, 5), "3月6日", "3.12"],
        ["某甲", 1, "某甲", 0],
        ["某乙", "√", "×", "到"],
        expect={
            "姓名": ["某甲", "某乙", "某甲", "某乙"],
            "日期": ["2026-03-05", "2026-03-05", "2026-03-06", "2026-03-12"],
            "名称": ["手工小组"] * 4,
        },
    ),
    "a matrix of two header rows": signed(
        ["姓名", "签到情况", None],
        [None, "第1节\n3月5日", "第2节\n3月6日"],
        ["某甲", "√", "√"],
        ["某乙", "√", None],
        merged=((0, 0, 1, 0), (0, 1, 0, 2)),
        sheet="手工小组签到",
        expect={
            "姓名": ["某甲", "某乙", "某甲"],
            "日期": ["2026-03-05", "2026-03-05", "2026-03-06"],
        },
    ),
    "a mark nobody understands": signed(
        ["姓名", "第1节", "第2节"],
        ["某甲", "√", "迟到"],
        ["某乙", "√", "√"],
        sheet="手工小组签到",
        said=("cell.mark",),
        expect={"姓名": ["某甲", "某乙", UNREADABLE, "某乙"]},
    ),
}
