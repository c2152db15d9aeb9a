"""disjoint, choose and sample."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.checks.registry import kind_of, parse_body
from swaudit.model.status import Status
from swaudit.query.truth import Truth

APART = """
disjoint:
  by: {by}
  left: {{rows: 服务记录, where: {{类别: 自选, valid: true}}}}
  right: {{rows: 服务记录, where: {{类别: 规定}}}}
"""
SHARED = [
    # category and people of each service, their verdicts, status
    ([("自选", ["p1"]), ("规定", ["p2", "p3"])], "cc", Status.PASS),
    ([("自选", ["p1", "p2"]), ("规定", ["p2", "p3"])], "cc", Status.FAIL),
    ([("自选", ["p1"]), ("自选", ["p1"]), ("规定", ["p2"])], "ccc", Status.PASS),
    ([("自选", ["p1"]), ("规定", ["p1"])], "pc", Status.REVIEW),
    ([("自选", ["p1"]), ("规定", ["p1"])], "rc", Status.NOT_APPLICABLE),
    ([("自选", ["p1"]), (UNREADABLE, ["p1"])], "cc", Status.UNDETERMINED),
    ([("自选", ["p1"]), (UNREADABLE, ["p2"])], "cc", Status.UNDETERMINED),
    ([("自选", ["p1"]), ("规定", None)], "cc", Status.UNDETERMINED),
    ([("自选", UNREADABLE), ("自选", ["p2"]), ("规定", ["p2"])], "ccc", Status.FAIL),
    ([("自选", ["p1"])], "c", Status.NOT_APPLICABLE),
    ([("规定", ["p1"])], "c", Status.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("rows", "verdicts", "status"), SHARED)
def test_no_element_of_a_list_stands_on_both_sides(tmp_path, rows, verdicts, status):
    services = [
        {"记录编号": f"r{n}", "日期": date(2026, 3, n), "类别": kind, "对象编号": people}
        for n, (kind, people) in enumerate(rows, start=1)
    ]
    scope = world(judged("服务记录", services, verdicts))
    assert found(tmp_path, APART.format(by="对象编号"), scope).status is status


PHOTOS = [
    ({"a.jpg": ["服务记录/r1"], "b.jpg": ["服务记录/r2"]}, Status.PASS),
    ({"a.jpg": ["服务记录/r1", "服务记录/r2"]}, Status.FAIL),
    ({"a.jpg": ["服务记录/r1", "服务记录/r9"], "b.jpg": None}, Status.PASS),
    ({}, Status.PASS),
    (None, Status.UNDETERMINED),
]


@pytest.mark.parametrize(("photos", "status"), PHOTOS)
def test_no_photo_stands_on_both_sides(tmp_path, photos, status):
    services = [
        {"记录编号": f"r{n}", "日期": date(2026, 3, n), "类别": kind}
        for n, kind in enumerate(("自选", "规定"), start=1)
    ]
    tables = [judged("服务记录", services)]
    if photos is not None:
        rows = [{"路径": path, "记录": records} for path, records in photos.items()]
        tables.append(table("照片", rows))
    finding = found(tmp_path, APART.format(by="photo"), world(*tables))
    assert finding.status is status
    named = ["服务记录/r1", "服务记录/r2"] if status is Status.FAIL else []
    assert [note.record for note in finding.refused] == named


def test_a_missing_side_decides_nothing(tmp_path):
    body = "disjoint: {by: 日期, left: {rows: 支出}, right: {rows: 发放}}"
    finding = found(tmp_path, body, world(table("支出", [{"日期": date(2026, 3, 1)}])))
    assert finding.status is Status.UNDETERMINED
    assert [dict(note.values)["table"] for note in finding.notes] == ["收支与慈善"]


CHOICE = 'choose: {column: 自选项目, from: ["8.1", "8.2", "8.10"], exactly: 1}'
CHOICES = [
    ([{"自选项目": "8.10"}], Status.PASS),
    ([{"自选项目": "8.3"}], Status.FAIL),
    ([{"自选项目": None}], Status.UNDETERMINED),
    ([{"自选项目": UNREADABLE}], Status.UNDETERMINED),
    ([{"站点名称": "甲站"}], Status.UNDETERMINED),
    ([], Status.UNDETERMINED),
]


@pytest.mark.parametrize(("rows", "status"), CHOICES)
def test_one_option_is_chosen(tmp_path, rows, status):
    assert found(tmp_path, CHOICE, world(table("站点信息", rows))).status is status


def test_what_is_no_option_is_named(tmp_path):
    finding = found(tmp_path, CHOICE, world(table("站点信息", [{"自选项目": "8.3"}])))
    assert [note.reason.code for note in finding.refused] == ["choose.not_offered"]
    assert (finding.expect, finding.counted) == ("1", 0)


def test_without_the_station_nothing_is_chosen(tmp_path):
    assert found(tmp_path, CHOICE, world()).status is Status.UNDETERMINED


cells = st.sampled_from(["a", "b", "c", "别的", None])


@given(st.lists(cells, max_size=4), st.integers(1, 3))
def test_the_number_chosen_is_that_of_every_way_to_fill_the_gaps(written, exactly):
    rows = [{"日期": date(2026, 3, 1), "科目": cell} for cell in written]
    choice = {"rows": "支出", "column": "科目", "from": ["a", "b", "c"], "exactly": exactly}
    body = parse_body({"choose": choice})
    ways = [frozenset()]
    for cell in written:
        filled = ["a", "b", "c", "别的"] if cell is None else [cell]
        ways = [way | {value} for way in ways for value in filled]
    met = {len(way & {"a", "b", "c"}) == exactly for way in ways}
    truth = {True: Truth.YES, False: Truth.NO}[met.pop()] if len(met) == 1 else Truth.UNKNOWN
    assert kind_of(body).run(body, world(table("支出", rows))).truth is truth


SAMPLES = [
    ([{"科目": "甲"}] * 3, Status.MANUAL, "3"),
    ([{"科目": "甲"}, {"科目": "乙"}], Status.MANUAL, "1"),
    ([{"科目": "乙"}], Status.NOT_APPLICABLE, None),
    (None, Status.UNDETERMINED, None),
]


@pytest.mark.parametrize(("rows", "status", "total"), SAMPLES)
def test_a_draw_is_for_a_person(tmp_path, rows, status, total):
    scope = world() if rows is None else world(table("支出", rows))
    finding = found(tmp_path, "sample: {rows: 支出, where: {科目: 甲}, size: 2}", scope)
    assert finding.status is status
    drawn = [dict(n.values) for n in finding.notes if n.code == "sample.ask"]
    assert [values["total"] for values in drawn] == ([total] if total else [])


def test_how_many_to_draw_may_be_a_parameter(tmp_path):
    body = "sample: {rows: 支出, size: {param: %s}}"
    scope = world(table("支出", [{"科目": "甲"}]))
    told = [found(tmp_path, body % name, scope).notes[0] for name in ("已定", "门槛")]
    assert [dict(note.values)["size"] for note in told] == ["2", "？"]
