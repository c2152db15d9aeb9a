"""What a finding says beside its verdict: why it is not known, what failed, how much is asked."""

from datetime import date
from decimal import Decimal

from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.model.message import message
from swaudit.model.status import Status
from swaudit.query.intervals import Bounds

WHEN = "when: {自选项目: {in: ['8.1', {param: 门槛}]}}\nmeasure: {count: 活动}\nexpect: {min: 1}\n"


def station(**cells):
    return table("站点信息", [cells])


def test_a_condition_that_is_not_known_says_what_is_lacking(tmp_path):
    activities = judged("活动", [])
    unread = found(tmp_path, WHEN, world(station(自选项目=UNREADABLE), activities))
    assert unread.status is Status.UNDETERMINED
    assert [note.code for note in unread.notes] == ["rule.when_blank", "rule.when_unset"]
    unset = found(tmp_path, WHEN, world(station(自选项目="8.2"), activities))
    assert unset.notes == (message("rule.when_unset", parameters="门槛"),)
    assert found(tmp_path, WHEN, world(activities)).notes[0].code == "table.missing"


def test_a_condition_that_is_known_says_nothing(tmp_path):
    activities = judged("活动", [])
    chosen = found(tmp_path, WHEN, world(station(自选项目="8.1"), activities))
    assert (chosen.status, chosen.notes) == (Status.OPEN, ())
    scope = world(station(自选项目="8.2"), activities, parameters={"门槛": "8.3", "已定": "2"})
    assert found(tmp_path, WHEN, scope).status is Status.NOT_APPLICABLE


def test_an_internal_error_keeps_what_it_said(tmp_path):
    broken = world(judged("活动", [{"活动编号": "a", "日期": date(2026, 1, 5)}]))
    del broken.tables["活动"].rows["record"]
    refused = "measure: {count: 活动, counted_if: [{活动编号: b}]}\nexpect: {min: 1}"
    failed = found(tmp_path, refused, broken)
    assert failed.status is Status.ERROR
    assert failed.notes == (message("rule.failed", kind="KeyError", said="'record'"),)


def test_of_all_there_are_each_is_asked(tmp_path):
    body = "each: {rows: 活动, assert: {名称: filled}}"
    rows = [{"活动编号": one, "日期": date(2026, 1, 5), "名称": one} for one in "ab"]
    every = found(tmp_path, body, world(judged("活动", rows)))
    assert (every.expect, every.of_all) == ("2", True)
    counted = found(
        tmp_path, "measure: {count: 活动}\nexpect: {min: 2}", world(judged("活动", rows))
    )
    assert (counted.expect, counted.of_all) == ("≥2", False)


def test_one_number_is_told_as_one():
    def told(**bounds):
        return Bounds(**bounds).told(lambda name: Decimal(3))

    assert told(min=1, max=1) == "1"
    assert told(min=1, max=2) == "≥1 ≤2"
    assert told(above=1, below=3) == ">1 <3"
