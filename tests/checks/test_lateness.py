"""A due day per row: open before it, a failure after it, undetermined without it."""

from datetime import date

import pytest
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, world

from swaudit.model.status import Status

FORM = """
each:
  rows: 个案
  assert: {结案日: {max: {date: 接案日, plus: {workdays: 5}}}}
  due: {date: 接案日, plus: {workdays: 5}}
"""
# From Friday, 30 January 2026 the fifth workday is Friday, 6 February; the New Year holiday of
# 15–23 February makes the 26th the fifth from 12 February (Saturday the 14th is worked).
FRIDAY, BEFORE_HOLIDAY = date(2026, 1, 30), date(2026, 2, 12)
DAYS = [
    # contact, form, as of, status
    (FRIDAY, date(2026, 2, 6), date(2026, 3, 31), Status.PASS),
    (FRIDAY, date(2026, 2, 7), date(2026, 3, 31), Status.FAIL),
    (FRIDAY, date(2026, 2, 7), date(2026, 2, 3), Status.FAIL),
    (FRIDAY, None, date(2026, 2, 5), Status.OPEN),
    (FRIDAY, None, date(2026, 2, 6), Status.FAIL),
    (FRIDAY, UNREADABLE, date(2026, 2, 5), Status.UNDETERMINED),
    (FRIDAY, UNREADABLE, date(2026, 3, 5), Status.UNDETERMINED),
    (None, None, date(2026, 3, 5), Status.UNDETERMINED),
    (UNREADABLE, None, date(2026, 3, 5), Status.UNDETERMINED),
    (None, date(2026, 2, 6), date(2026, 3, 5), Status.UNDETERMINED),
    # The calendar of a year nobody has published yet is not guessed.
    (date(2035, 1, 5), None, date(2026, 3, 5), Status.UNDETERMINED),
]


def case(contact, form, name="g"):
    return {"个案编号": name, "领域": "养老服务", "接案日": contact, "结案日": form}


@pytest.mark.parametrize(("contact", "form", "as_of", "status"), DAYS)
def test_a_form_is_due_five_workdays_after_the_contact(tmp_path, contact, form, as_of, status):
    scope = world(table("个案", [case(contact, form)]), as_of=as_of)
    assert found(tmp_path, FORM, scope).status is status


def test_a_holiday_puts_the_fifth_workday_off(tmp_path):
    for day, status in ((date(2026, 2, 26), Status.PASS), (date(2026, 2, 27), Status.FAIL)):
        scope = world(table("个案", [case(BEFORE_HOLIDAY, day)]))
        assert found(tmp_path, FORM, scope).status is status


def test_the_worst_row_decides_and_each_is_named(tmp_path):
    rows = [
        case(FRIDAY, date(2026, 2, 6), "done"),
        case(FRIDAY, None, "late"),
        case(date(2026, 2, 10), None, "open"),
    ]
    finding = found(tmp_path, FORM, world(table("个案", rows), as_of=date(2026, 2, 10)))
    assert finding.status is Status.FAIL
    assert [(n.record, n.reason.code) for n in finding.refused] == [("个案/late", "each.overdue")]
    assert [(n.record, n.reason.code) for n in finding.pending] == [("个案/open", "each.not_due")]
    assert dict(finding.refused[0].reason.values) == {"columns": "结案日", "day": "2026-02-06"}
    kept = [row for row in rows if row["个案编号"] != "late"]
    finding = found(tmp_path, FORM, world(table("个案", kept), as_of=date(2026, 2, 10)))
    assert (finding.status, finding.counted, finding.maybe) == (Status.OPEN, 1, 1)


HANDED_IN = """
each:
  rows: 个案
  assert: {结案日: filled}
  due: {date: {param: 门槛}}
"""
UNSET = [
    # the parameter, the day handed in, status as of 5 July
    (None, date(2026, 6, 1), Status.PASS),
    (None, None, Status.UNDETERMINED),
    ("2026-07-05", None, Status.FAIL),
    ("2026-07-06", None, Status.OPEN),
    ("soon", None, Status.UNDETERMINED),
    ("2026-07-05", UNREADABLE, Status.UNDETERMINED),
]


@pytest.mark.parametrize(("due", "day", "status"), UNSET)
def test_without_a_due_day_the_absent_stays_undetermined(tmp_path, due, day, status):
    scope = world(table("个案", [case(FRIDAY, day)]), parameters={"门槛": due})
    assert found(tmp_path, HANDED_IN, scope).status is status


@pytest.mark.parametrize(("start", "status"), [(FRIDAY, Status.OPEN), (None, Status.UNDETERMINED)])
def test_what_waits_leaves_the_whole_open(tmp_path, start, status):
    body = """
all:
- each:
    rows: 个案
    assert: {结案日: filled}
    due: {date: 接案日, plus: {days: 30}}
- measure: {count: 个案}
  expect: {min: 1}
"""
    scope = world(table("个案", [case(start, None)]), as_of=date(2026, 2, 10))
    assert found(tmp_path, body, scope).status is status
