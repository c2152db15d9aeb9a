"""The forms in which station staff write things, and what each of them means."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from swaudit.evidence.cells import BLANK, Unreadable, parse
from swaudit.model.message import tell
from swaudit.model.tables import Column, ColumnType

YEAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))
ACROSS = (date(2025, 7, 15), date(2026, 7, 14))
MARCH_5 = date(2026, 3, 5)
AFTERNOON = (time(14, 30), time(14, 30))
CLASS = (time(14, 30), time(15, 30))

READ = [
    ("date", "d2026-03-05", MARCH_5),
    ("date", "d2026-03-05T14:30:00", MARCH_5),
    ("date", "n46086", MARCH_5),
    ("date", "n46086.604", MARCH_5),
    ("date", "s46086", MARCH_5),
    ("date", "n20260305", MARCH_5),
    ("date", "s20260305", MARCH_5),
    ("date", "s2026-3-5", MARCH_5),
    ("date", "s2026-03-05", MARCH_5),
    ("date", "s2026.3.5", MARCH_5),
    ("date", "s2026/03/05", MARCH_5),
    ("date", "s２０２６．３．５", MARCH_5),
    ("date", "s2026年3月5日", MARCH_5),
    ("date", "s2026 年 3 月 5 日", MARCH_5),
    ("date", "s2026年3月5号", MARCH_5),
    ("date", "s2026年3月5日 星期四", MARCH_5),
    ("date", "s2026年3月5日（周四）下午", MARCH_5),
    ("date", "s2026-03-05 14:30", MARCH_5),
    ("date", "s2026-03-05T14:30:00", MARCH_5),
    ("date", "s2026—3—5", MARCH_5),
    ("date", "s3月5日", MARCH_5),
    ("date", "s12月31日", date(2026, 12, 31)),
    ("month", "s2026-03", date(2026, 3, 1)),
    ("month", "s2026.3", date(2026, 3, 1)),
    ("month", "s2026年3月", date(2026, 3, 1)),
    ("month", "s2026年3月份", date(2026, 3, 1)),
    ("month", "s202603", date(2026, 3, 1)),
    ("month", "n202603", date(2026, 3, 1)),
    ("month", "s3月", date(2026, 3, 1)),
    ("month", "n3", date(2026, 3, 1)),
    ("month", "d2026-03-01", date(2026, 3, 1)),
    ("month", "s2026年3月5日", date(2026, 3, 1)),
    ("times", "s14:30", AFTERNOON),
    ("times", "t14:30:00", AFTERNOON),
    ("times", "d2026-03-05T14:30:00", AFTERNOON),
    ("times", "n0.6041666667", AFTERNOON),
    ("times", "s14：30", AFTERNOON),
    ("times", "s下午2点半", AFTERNOON),
    ("times", "s14时30分", AFTERNOON),
    ("times", "s14:30-15:30", CLASS),
    ("times", "s14：30—15：30", CLASS),
    ("times", "s14:30～15:30", CLASS),
    ("times", "s14:30 至 15:30", CLASS),
    ("times", "s下午2:30-3:30", CLASS),
    ("times", "s上午9点到下午2点", (time(9), time(14))),
    ("times", "s晚上12点", (time(0), time(0))),
    ("times", "s20:00-24:00", (time(20), time(0))),
    ("int", "n6", 6),
    ("int", "s6", 6),
    ("int", "s６", 6),
    ("int", "s6人", 6),
    ("int", "s 6 人 ", 6),
    ("int", "s1,000", 1000),
    ("int", "s第3节", 3),
    ("number", "n3.5", Decimal("3.5")),
    ("number", "s1,234.50", Decimal("1234.50")),
    ("money", "n900", 90000),
    ("money", "s900", 90000),
    ("money", "s1,000.00", 100000),
    ("money", "s￥1000", 100000),
    ("money", "s¥ 1,000.5", 100050),
    ("money", "s900元", 90000),
    ("money", "s1.2万", 1200000),
    ("money", "s1万元", 1000000),
    ("money", "s-35.50", -3550),
    ("money", "n0.30000000000000004", 30),
    ("money", "n19.99", 1999),
    ("bool", "s是", True),
    ("bool", "s√", True),
    ("bool", "s有", True),
    ("bool", "n1", True),
    ("bool", "b1", True),
    ("bool", "sTRUE", True),
    ("bool", "s否", False),
    ("bool", "s×", False),
    ("bool", "s无", False),
    ("bool", "n0", False),
    ("bool", "b0", False),
    ("bool", "sfalse", False),
    ("phone", "s13812345678", "13812345678"),
    ("phone", "n13812345678", "13812345678"),
    ("phone", "s138 1234 5678", "13812345678"),
    ("phone", "s138-1234-5678", "13812345678"),
    ("phone", "s+86 13812345678", "13812345678"),
    ("phone", "s0470-8223344", "0470-8223344"),
    ("phone", "s（0470）8223344", "0470-8223344"),
    ("idcard", "s11010519491231002X", "11010519491231002X"),
    ("idcard", "s11010519491231002x", "11010519491231002X"),
    ("idcard", "s１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
    ("list", "s张三、李四", ("张三", "李四")),
    ("list", "s张三，李四；王五", ("张三", "李四", "王五")),
    ("list", "s张三/李四\n王五、", ("张三", "李四", "王五")),
    ("code", "s8.10", "8.10"),
    ("code", "n8", "8"),
    ("code", "s 007 ", "007"),
    ("text", "s  社区　 活动（一） ", "社区 活动（一）"),
    ("text", "n6", "6"),
    ("text", "b1", "是"),
    ("text", "d2026-03-05", "2026-03-05"),
    ("path", "s04_服务记录\\2026-03\\（一）\\", "04_服务记录/2026-03/（一）"),
]

BLANKS = [
    ("text", None),
    ("text", "s/"),
    ("date", "s—"),
    ("date", "s无"),
    ("phone", "s无"),
    ("list", "s-"),
    ("money", "s——"),
]

WRONG = [
    ("date", "s3月32日", "cell.date"),
    ("date", "s2026-02-30", "cell.date"),
    ("date", "s2026-3", "cell.date"),
    ("date", "n3.5", "cell.date"),
    ("date", "n3", "cell.date"),
    ("date", "s三月初", "cell.date"),
    ("date", "d1899-12-31", "cell.date"),
    ("date", "b1", "cell.date"),
    ("date", "s" + "9" * 6000, "cell.date"),
    ("month", "s2026年13月", "cell.month"),
    ("month", "n2026.1", "cell.month"),
    ("month", "s上月", "cell.month"),
    ("times", "s25:00", "cell.times"),
    ("times", "s下午", "cell.times"),
    ("times", "s9:00-10:00-11:00", "cell.times"),
    ("int", "s约30人", "cell.int"),
    ("int", "n6.5", "cell.int"),
    ("int", "s" + "9" * 30, "cell.int"),
    ("number", "s三", "cell.number"),
    ("money", "s九百", "cell.money"),
    ("money", "s9.999", "cell.money"),
    ("money", "s1,00", "cell.money"),
    ("money", "s" + "9" * 30, "cell.money"),
    ("bool", "s也许", "cell.bool"),
    ("bool", "n2", "cell.bool"),
    ("phone", "s1381234567", "cell.phone"),
    ("phone", "s12812345678", "cell.phone"),
    ("phone", "s8223344", "cell.phone"),
    ("phone", "n4708223344", "cell.phone"),
    ("idcard", "s110105194912310021", "cell.idcard"),
    ("idcard", "s110105194913310027", "cell.idcard"),
    ("idcard", "n110105194912310000", "cell.digits_lost"),
    ("code", "n8.1", "cell.code_decimal"),
    ("code", "n123456789012345678", "cell.digits_lost"),
    ("code", "d2026-03-01", "cell.code_date"),
    ("text", "e#REF!", "cell.error"),
    ("int", "e#DIV/0!", "cell.error"),
]


@pytest.mark.parametrize(("kind", "cell", "value"), READ)
def test_a_form_is_read(kind: str, cell: str, value: object) -> None:
    assert parse(Column(type=kind), cell, YEAR_2026) == value


@pytest.mark.parametrize(("kind", "cell"), BLANKS)
def test_a_stroke_or_nothing_is_blank(kind: str, cell: str | None) -> None:
    assert parse(Column(type=kind), cell, YEAR_2026) is BLANK


NAMED = ("code", "path", "idcard", "phone", "date", "month", "list")


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize(
    "word", ["无", " 暂无", "没有", "未办", "办理中", "待补", "待定", "/", "——"]
)
def test_a_word_for_nothing_is_blank_where_something_is_named(kind: str, word: str) -> None:
    assert parse(Column(type=kind), "s" + word) is BLANK


@pytest.mark.parametrize(
    ("word", "value"),
    [("无", BLANK), ("暂无", BLANK), ("-", BLANK), ("没有", "没有"), ("无异议", "无异议")],
)
def test_text_may_speak_of_what_is_not(word: str, value: str | None) -> None:
    assert parse(Column(type="text"), "s" + word) == value


@pytest.mark.parametrize(("kind", "cell", "code"), WRONG)
def test_what_is_not_meant_is_unreadable(kind: str, cell: str, code: str) -> None:
    value = parse(Column(type=kind), cell, YEAR_2026)
    assert isinstance(value, Unreadable)
    assert value.said.code == code


@pytest.mark.parametrize(
    ("kind", "cell", "span", "value"),
    [
        ("date", "s3月5日", ACROSS, MARCH_5),
        ("date", "s8月1日", ACROSS, date(2025, 8, 1)),
        ("date", "s7月14日", ACROSS, date(2026, 7, 14)),
        ("date", "s2月29日", (date(2027, 9, 1), date(2028, 8, 31)), date(2028, 2, 29)),
        ("month", "s8月", ACROSS, date(2025, 8, 1)),
        ("month", "s3月", (date(2026, 3, 10), date(2026, 9, 30)), date(2026, 3, 1)),
    ],
)
def test_the_contract_supplies_the_year(
    kind: str, cell: str, span: tuple[date, date], value: date
) -> None:
    assert parse(Column(type=kind), cell, span) == value


@pytest.mark.parametrize(
    ("kind", "cell", "span"),
    [
        ("date", "s3月5日", None),
        ("date", "s7月14日", (date(2025, 1, 1), date(2026, 12, 31))),
        ("date", "s3月5日", (date(2026, 4, 1), date(2026, 12, 31))),
        ("date", "s2月29日", YEAR_2026),
        ("month", "s7月", ACROSS),
    ],
)
def test_a_year_is_never_guessed(kind: str, cell: str, span: tuple[date, date] | None) -> None:
    value = parse(Column(type=kind), cell, span)
    assert isinstance(value, Unreadable)
    assert value.said.code == "cell.year"


DEGREES = Column(type="ordered", values=("大专", "本科"), synonyms={"大学": "本科"})


@pytest.mark.parametrize(
    ("cell", "value"),
    [("s本科", "本科"), ("s 本 科 ", "本科"), ("s大学", "本科"), ("s大专", "大专")],
)
def test_a_choice_is_found_by_value_or_synonym(cell: str, value: str) -> None:
    assert parse(DEGREES, cell) == value


def test_a_value_outside_its_choices_is_told_with_the_choices() -> None:
    value = parse(DEGREES, "s博士后")
    assert isinstance(value, Unreadable)
    assert "博士后" in tell(value.said, "zh")
    assert "大专、本科" in tell(value.said, "zh")


def test_without_declared_choices_any_text_is_one() -> None:
    assert parse(Column(type="enum"), "s养老服务 ") == "养老服务"


def test_a_blank_cell_takes_the_declared_value() -> None:
    assert parse(Column(type="bool", blank="是"), None) is True
    assert parse(Column(type="bool", blank="是"), "s否") is False


def test_a_wrong_cell_is_told_with_its_value() -> None:
    value = parse(Column(type="date"), "s3月32日")
    assert isinstance(value, Unreadable)
    assert "3月32日" in tell(value.said, "zh")
    assert "2026-03-05" in tell(value.said, "en")


@pytest.mark.parametrize(
    ("kind", "personal"), [("phone", "phone"), ("idcard", "id"), ("date", "name")]
)
def test_a_wrong_personal_cell_is_told_without_its_value(kind: str, personal: str) -> None:
    value = parse(Column(type=kind, personal=personal), "s9988776655")
    assert isinstance(value, Unreadable)
    assert "9988776655" not in tell(value.said, "zh")


PIECES = some.sampled_from(
    [*"0123456789年月日点半:：.-—/,，、￥万元人第(（ \u200b\n٣²", "2026", "下午"]
)
WRITTEN = some.text() | some.lists(PIECES).map("".join)
NUMBERS = some.decimals(allow_nan=False, allow_infinity=False).map(lambda d: f"n{d:f}")


@pytest.mark.parametrize("kind", get_args(ColumnType))
@given(cell=WRITTEN.map("s{}".format) | NUMBERS)
def test_whatever_is_written_is_a_value_blank_or_unreadable(kind: str, cell: str) -> None:
    value = parse(Column(type=kind), cell, YEAR_2026)
    if isinstance(value, Unreadable):
        assert tell(value.said, "zh") != value.said.code
