"""unique: rows that must differ, with spans of days, doubts and leads."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.checks.registry import kind_of, parse_body
from swaudit.model.status import Status
from swaudit.query.truth import Truth, every, some

STAFF = """
unique:
  rows: 人员
  spans: [到岗日, 离岗日]
  keys: [{by: [证书编号], gives: fail}, {by: [姓名], gives: lead}]
"""


def person(name, number, since=date(2026, 1, 1), until=None):
    return {"姓名": name, "证书编号": number, "到岗日": since, "离岗日": until}


JUNE = date(2026, 6, 30)
PEOPLE = [
    ([person("甲", "1")], Status.PASS),
    ([person("甲", "1"), person("乙", "2")], Status.PASS),
    ([person("甲", "1"), person("乙", "1")], Status.FAIL),
    # spans are closed: the last day of one is still a day of both
    ([person("甲", "1", until=JUNE), person("乙", "1", since=date(2026, 7, 1))], Status.PASS),
    ([person("甲", "1", until=JUNE), person("乙", "1", since=JUNE)], Status.FAIL),
    ([person("甲", "1", until=UNREADABLE), person("乙", "1", since=JUNE)], Status.UNDETERMINED),
    ([person("甲", "1", since=None), person("乙", "1")], Status.UNDETERMINED),
    ([person("甲", "1", since=None, until=JUNE), person("乙", "1", since=JUNE)],
     Status.UNDETERMINED),
    ([person("甲", "1", since=None, until=JUNE), person("乙", "1", since=date(2026, 7, 1))],
     Status.PASS),
    # a number that is not known may be anybody's, but not of one who left before
    ([person("甲", None), person("乙", "2")], Status.UNDETERMINED),
    ([person("甲", UNREADABLE), person("乙", None)], Status.UNDETERMINED),
    ([person("甲", None, until=JUNE), person("乙", "2", since=date(2026, 7, 1))], Status.PASS),
    ([person("甲", None)], Status.PASS),
    ([person("甲", None), person("乙", "2"), person("丙", "2")], Status.FAIL),
    # by name alone it is a lead
    ([person("甲", "1"), person("甲", "2")], Status.LEAD),
    ([person("甲", "1"), person("甲", "1")], Status.FAIL),
    ([], Status.NOT_APPLICABLE),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "status"), PEOPLE)
def test_no_number_stands_twice_at_once(tmp_path, rows, status):
    assert found(tmp_path, STAFF, world(table("人员", rows))).status is status


def test_without_the_table_or_its_columns_nothing_is_decided(tmp_path):
    assert found(tmp_path, STAFF, world()).status is Status.UNDETERMINED
    nameless = [{"姓名": "甲"}, {"姓名": "乙"}]
    assert found(tmp_path, STAFF, world(table("人员", nameless))).status is Status.UNDETERMINED


def test_both_sides_are_named(tmp_path):
    rows = [person("甲", "1"), person("乙", "1"), person("丙", "2"), person("丁", None)]
    finding = found(tmp_path, STAFF, world(table("人员", rows)))
    assert [(note.record, dict(note.reason.values)["other"]) for note in finding.refused] == [
        ("人员/r1", "人员/r2"),
        ("人员/r2", "人员/r1"),
    ]
    assert [(note.record, note.reason.code) for note in finding.pending] == [
        ("人员/r4", "unique.unknown")
    ]
    assert finding.counted == 2
    rows = [person("甲", "1"), person("甲", "2")]
    finding = found(tmp_path, STAFF, world(table("人员", rows)))
    assert [note.reason.code for note in finding.pending] == ["unique.lead"] * 2
    assert finding.refused == ()


TEXTS = [
    # place and content of three services, their verdicts, status
    ([("甲村", "讲座"), ("乙村", "讲座")], "cc", Status.PASS),
    ([("甲村", "讲座"), ("甲村", "讲 座")], "cc", Status.FAIL),
    ([("甲村", None), ("乙村", "讲座")], "cc", Status.PASS),
    ([("甲村", None), ("甲村", "讲座")], "cc", Status.UNDETERMINED),
    ([(None, "讲座"), ("甲村", None)], "cc", Status.UNDETERMINED),
    ([("甲村", "讲座"), ("甲村", "讲座")], "cp", Status.REVIEW),
    ([("甲村", "讲座"), ("甲村", "讲座")], "cr", Status.PASS),
    ([("甲村", "讲座"), ("甲村", None)], "cp", Status.UNDETERMINED),
]


@pytest.mark.parametrize(("texts", "verdicts", "status"), TEXTS)
def test_several_columns_agree_only_together(tmp_path, texts, verdicts, status):
    body = """
unique: {rows: 服务记录, where: {valid: true}, keys: [{by: [地点, 服务类型], gives: fail}]}
"""
    rows = [
        {"日期": date(2026, 3, day), "地点": place, "服务类型": text}
        for day, (place, text) in enumerate(texts, start=1)
    ]
    assert found(tmp_path, body, world(judged("服务记录", rows, verdicts))).status is status


def test_a_suspicion_is_not_lost_among_several_requirements(tmp_path):
    rows = [person("甲", "1"), person("甲", "2")]
    names = "{unique: {rows: 人员, keys: [{by: [姓名], gives: lead}]}}"
    numbers = "{unique: {rows: 人员, keys: [{by: [证书编号], gives: fail}]}}"
    scope = world(table("人员", rows))
    both = found(tmp_path, f"all: [{names}, {numbers}]", scope)
    assert both.status is Status.LEAD
    assert len(both.pending) == 2
    assert found(tmp_path, f"any: [{names}, {numbers}]", scope).status is Status.PASS
    assert found(tmp_path, f"any: [{names}, {names}]", scope).status is Status.LEAD


cells = st.sampled_from([None, "a", "b", "c"])


@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_the_verdict_is_that_of_all_pairs_of_rows(keys):
    rows = [{"姓名": f"人{n}", "证书编号": a, "专业": b} for n, (a, b) in enumerate(keys)]
    key = {"by": ["证书编号", "专业"], "gives": "fail"}
    body = parse_body({"unique": {"rows": "人员", "keys": [key]}})
    pairs = [list(zip(left, right, strict=True)) for left, right in combinations(keys, 2)]
    agree = some(
        every(
            Truth.UNKNOWN if None in (one, other) else Truth.YES if one == other else Truth.NO
            for one, other in pair
        )
        for pair in pairs
    )
    assert kind_of(body).run(body, world(table("人员", rows))).truth is ~agree
