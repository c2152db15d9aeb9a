"""Days reckoned from days: workdays over real holidays, and row by row inside a rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, world

from swaudit.model.status import Status
from swaudit.query.calendar import shifted, workday
from swaudit.query.grammar import Span

covered = st.dates(date(2010, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
        # National Day: 1 to 8 October 2025 are free, the Saturday after is worked.
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        (date(2025, 10, 9), -1, date(2025, 9, 30)),
        # A year whose calendar was never published.
        (date(1990, 1, 5), 1, None),
        (date(2004, 1, 2), -5, None),
        (date(9999, 12, 30), 5, None),
    ],
)
def test_workdays_follow_the_official_calendar(day, count, reached):
    assert workday(day, count) == reached


@given(covered, st.integers(1, 60))
def test_workdays_add_up(day, count):
    assert workday(workday(day, count), 1) == workday(day, count + 1)


@given(covered, st.integers(1, 60))
def test_the_way_back_never_passes_the_start(day, count):
    back = workday(workday(day, count), -count)
    assert back <= day
    assert workday(back, count) == workday(day, count)


@pytest.mark.parametrize(
    ("day", "span", "sign", "reached"),
    [
        (date(2026, 1, 31), Span(months=1), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), Span(months=1), -1, date(2026, 2, 28)),
        (date(2026, 1, 31), Span(months=1, days=1), 1, date(2026, 3, 1)),
        (date(2025, 9, 28), Span(days=2, workdays=1), 1, date(2025, 10, 9)),
        (date(9999, 12, 31), Span(days=1), 1, None),
        (date(1, 1, 31), Span(months=1), -1, None),
    ],
)
def test_months_go_before_days_and_workdays(day, span, sign, reached):
    assert shifted(day, span, sign) == reached


FORM = """
each: {rows: 个案, assert: {结案日: {max: {date: 接案日, plus: {workdays: 5}}}}}
"""
CASES = [
    # begun, form dated, status: over the National Day of 2025 the fifth workday is 14 October
    (date(2025, 9, 30), date(2025, 10, 14), Status.PASS),
    (date(2025, 9, 30), date(2025, 10, 15), Status.FAIL),
    (date(2026, 3, 2), date(2026, 3, 9), Status.PASS),
    (date(2026, 3, 2), date(2026, 3, 10), Status.FAIL),
    (None, date(2026, 3, 10), Status.UNDETERMINED),
    (UNREADABLE, date(2026, 3, 10), Status.UNDETERMINED),
    (date(2026, 3, 2), None, Status.UNDETERMINED),
    (date(2003, 3, 3), date(2003, 3, 4), Status.UNDETERMINED),
]


@pytest.mark.parametrize(("begun", "dated", "status"), CASES)
def test_the_fifth_workday_of_each_row(tmp_path, begun, dated, status):
    plain = {"接案日": date(2026, 3, 2), "结案日": date(2026, 3, 3)}
    rows = [plain, {"接案日": begun, "结案日": dated}, plain]
    assert found(tmp_path, FORM, world(table("个案", rows))).status is status


def test_a_column_that_nobody_filled_in_decides_nothing(tmp_path):
    scope = world(table("个案", [{"结案日": date(2026, 3, 3)}]))
    assert found(tmp_path, FORM, scope).status is Status.UNDETERMINED


FIRST = [
    # 计入日, 补月 (stands in where nothing is written), status of a service on 6 March
    ({"计入日": date(2026, 3, 1), "补月": date(2026, 3, 5)}, Status.FAIL),
    ({"计入日": None, "补月": date(2026, 3, 5)}, Status.PASS),
    ({"补月": date(2026, 3, 5)}, Status.PASS),
    ({"计入日": UNREADABLE, "补月": date(2026, 3, 5)}, Status.UNDETERMINED),
    ({"计入日": None, "补月": None}, Status.UNDETERMINED),
    ({}, Status.UNDETERMINED),
]


@pytest.mark.parametrize(("days", "status"), FIRST)
def test_the_first_day_that_is_written_counts(tmp_path, days, status):
    body = """
each: {rows: 服务记录, assert: {日期: {max: {date: {first_of: [计入日, 补月]}, plus: {days: 1}}}}}
"""
    rows = [{"日期": date(2026, 3, 6), **days}]
    assert found(tmp_path, body, world(table("服务记录", rows))).status is status


def test_a_day_of_the_row_among_several(tmp_path):
    body = "each: {rows: 个案, assert: {结案日: {in: [{date: 接案日}, 2026-03-09]}}}"
    days = [(2, 2), (2, 9), (None, 9)]
    rows = [
        {"接案日": begun and date(2026, 3, begun), "结案日": date(2026, 3, ended)}
        for begun, ended in days
    ]
    assert found(tmp_path, body, world(table("个案", rows))).status is Status.PASS
    rows.append({"接案日": None, "结案日": date(2026, 3, 3)})
    assert found(tmp_path, body, world(table("个案", rows))).status is Status.UNDETERMINED


def test_a_day_of_the_unit(tmp_path):
    body = """
for_each: {rows: 个案, as: 案}
measure:
  count: 个案节次
  where: {个案编号: {ref: 案.个案编号}, 日期: {max: {date: {ref: 案.接案日}, plus: {months: 1}}}}
expect: {min: 1}
"""
    begun = [{"个案编号": "a", "接案日": date(2026, 1, 31)}, {"个案编号": "b", "接案日": None}]
    met = [
        {"节次编号": f"{case}{day}", "个案编号": case, "日期": date(2026, *day)}
        for case, day in (("a", (2, 28)), ("a", (3, 1)), ("b", (2, 1)))
    ]
    finding = found(tmp_path, body, world(table("个案", begun), table("个案节次", met)))
    assert [(cell.counted, cell.maybe) for cell in finding.breakdown] == [(1, 0), (0, 1)]
