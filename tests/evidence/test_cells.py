"""The forms in which station staff write things, and what each of them means."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.evidence.forms import BLANKS, MARCH_5, NOTED, READ, WRONG

from swaudit.evidence.cells import BLANK, Noted, Unreadable, parse, parse_each
from swaudit.evidence.moments import Dating
from swaudit.evidence.nothing import say_nothing
from swaudit.model.message import tell
from swaudit.model.tables import Column, ColumnType, base_tables

YEAR_2026 = Dating((date(2026, 1, 1), date(2026, 12, 31)))
ACROSS = (date(2025, 7, 15), date(2026, 7, 14))


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


@pytest.mark.parametrize(("kind", "cell", "value", "code"), NOTED)
def test_what_is_taken_of_a_cell_is_told(kind: str, cell: str, value: object, code: str) -> None:
    found = parse(Column(type=kind), cell, YEAR_2026)
    assert isinstance(found, Noted)
    assert (found.value, found.said.code) == (value, code)
    assert cell[1:] in tell(found.said, "zh")


@pytest.mark.parametrize(
    ("cell", "dating", "value"),
    [
        ("s5日", Dating(ACROSS, month=3), MARCH_5),
        ("s五日", Dating(ACROSS, month=3), MARCH_5),
        ("n5", Dating(ACROSS, month=3), MARCH_5),
        ("s5", Dating(None, 2026, 3), MARCH_5),
        ("s3月5日", Dating(None, 2026), MARCH_5),
        ("s7月14日", Dating((date(2025, 1, 1), date(2026, 12, 31)), 2026), date(2026, 7, 14)),
        ("s26.3.5", Dating(None, 2026), MARCH_5),
        ("n44624", Dating(from_1904=True), MARCH_5),
        ("s3月5日", Dating(ACROSS, 2026, 4), MARCH_5),
    ],
)
def test_the_sheet_supplies_what_a_date_leaves_out(cell: str, dating: Dating, value: date) -> None:
    assert parse(Column(type="date"), cell, dating) == value


@pytest.mark.parametrize(
    ("cell", "dating", "code"),
    [
        ("s12月5日", Dating(YEAR_2026.span, 2025), "cell.year"),
        ("s5日", Dating(month=3), "cell.year"),
        ("s3-5", Dating(YEAR_2026.span, 2026, 3), "cell.date"),
        ("n32", Dating(YEAR_2026.span, 2026, 3), "cell.date"),
    ],
)
def test_what_sheet_and_contract_do_not_settle_is_not_guessed(
    cell: str, dating: Dating, code: str
) -> None:
    value = parse(Column(type="date"), cell, dating)
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
    assert parse(Column(type=kind), cell, Dating(span)) == value


@pytest.mark.parametrize(
    ("kind", "cell", "span"),
    [
        ("date", "s3月5日", None),
        ("date", "s7月14日", (date(2025, 1, 1), date(2026, 12, 31))),
        ("date", "s3月5日", (date(2026, 4, 1), date(2026, 12, 31))),
        ("date", "s2月29日", YEAR_2026.span),
        ("month", "s7月", ACROSS),
    ],
)
def test_a_year_is_never_guessed(kind: str, cell: str, span: tuple[date, date] | None) -> None:
    value = parse(Column(type=kind), cell, Dating(span))
    assert isinstance(value, Unreadable)
    assert value.said.code == "cell.year"


@pytest.mark.parametrize(("cell", "value"), [("s专职", True), ("s兼职", False), ("s是", True)])
def test_a_column_of_yes_and_no_may_have_words_of_its_own(cell: str, value: bool) -> None:
    assert parse(base_tables()["人员"].columns["专职"], cell) is value


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


@pytest.mark.parametrize("kind", get_args(ColumnType))
@given(cells=some.lists(WRITTEN.map("s{}".format) | NUMBERS | some.none()))
def test_many_cells_are_read_as_each_by_itself(kind: str, cells: list[str | None]) -> None:
    column = Column(type=kind)
    together = parse_each(column, cells, say_nothing(column, cells), YEAR_2026)
    assert together == [parse(column, cell, YEAR_2026) for cell in cells]
