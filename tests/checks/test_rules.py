"""each, files, manual, all/any, units, guards, readings, levels and due dates."""

from datetime import date

import pytest
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.model.status import Status

FUEL = "each: {rows: 支出, where: {科目: 燃油费}, assert: {起点: {in_table: 地点.名称}}}"


def expense(**cells):
    return {"日期": date(2026, 3, 1), "科目": "燃油费", "起点": "示例镇", **cells}


EXPENSES = [
    ([expense()], Status.PASS),
    ([expense(), expense(起点="外地")], Status.FAIL),
    ([expense(起点=None)], Status.UNDETERMINED),
    ([expense(起点=UNREADABLE), expense(起点="外地")], Status.FAIL),
    ([expense(科目="办公费")], Status.NOT_APPLICABLE),
    ([], Status.NOT_APPLICABLE),
    ([expense(科目=UNREADABLE, 起点="外地")], Status.UNDETERMINED),
    ([expense(科目=UNREADABLE)], Status.PASS),
]


@pytest.mark.parametrize(("rows", "status"), EXPENSES)
def test_each_fails_by_any_row_and_cannot_decide_unknown_ones(tmp_path, rows, status):
    scope = world(table("支出", rows), table("地点", [{"名称": "示例镇"}]))
    assert found(tmp_path, FUEL, scope).status is status


def test_each_over_a_missing_table_is_undetermined(tmp_path):
    scope = world(table("地点", [{"名称": "示例镇"}]))
    assert found(tmp_path, FUEL, scope).status is Status.UNDETERMINED


def test_a_missing_list_of_places_decides_nothing(tmp_path):
    scope = world(table("支出", [expense(起点="外地")]))
    assert found(tmp_path, FUEL, scope).status is Status.UNDETERMINED


def test_documents_are_named_when_missing(tmp_path):
    scope = world(table("文件", [{"类别": "别的", "路径": "a.docx"}]))
    finding = found(tmp_path, "files: {kinds: [财务管理制度]}", scope)
    assert finding.status is Status.FAIL
    assert [note.record for note in finding.refused] == ["文件/财务管理制度"]
    scope = world(table("文件", [{"类别": "财务管理制度", "路径": "a.docx"}]))
    handed_in = found(tmp_path, "files: {kinds: [财务管理制度]}", scope)
    assert handed_in.status is Status.PASS
    assert handed_in.breakdown[0].evidence == ("文件/r1",)


def test_only_a_person_settles_manual(tmp_path):
    assert found(tmp_path, "manual: 看现场", world()).status is Status.MANUAL


ANY = """
due: now
any:
- {measure: {count: 人员, where: {证书编号: filled}}, expect: {min: 1}}
- {each: {rows: 人员, where: {专职: true}, assert: {学历: {min: 大专}}}}
"""


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([{"证书编号": "1", "专职": True, "学历": "小学"}], Status.PASS),
        ([{"证书编号": None, "专职": True, "学历": "本科"}], Status.PASS),
        ([{"证书编号": None, "专职": True, "学历": "中专"}], Status.FAIL),
        ([{"证书编号": None, "专职": True, "学历": None}], Status.UNDETERMINED),
        ([{"证书编号": UNREADABLE, "专职": True, "学历": "中专"}], Status.UNDETERMINED),
        # Whoever may not be full-time at all proves nothing by a degree.
        ([{"证书编号": None, "专职": UNREADABLE, "学历": "本科"}], Status.UNDETERMINED),
        # Nobody full-time: that part is not applicable and neutral, the other decides.
        ([{"证书编号": None, "专职": False, "学历": "中专"}], Status.FAIL),
    ],
)
def test_any_takes_the_better_part(tmp_path, rows, status):
    named = [{"姓名": f"人{at}", **row} for at, row in enumerate(rows)]
    assert found(tmp_path, ANY, world(table("人员", named))).status is status


def test_everyone_on_the_list_appears_with_zero(tmp_path):
    body = """
for_each: {rows: 服务对象名单, as: 人, where: {重点: true}, active: {from: 在册起, to: 在册止}}
every: month
measure: {count: 服务记录, where: {对象编号: {has: {ref: 人.对象编号}}}, counted_if: [valid]}
expect: {min: 1}
"""
    roster = [
        {"对象编号": "p1", "姓名": "甲", "重点": True, "在册起": date(2026, 1, 1)},
        {
            "对象编号": "p2",
            "姓名": "乙",
            "重点": True,
            "在册起": date(2026, 1, 1),
            "在册止": date(2026, 2, 10),
        },
        {"对象编号": "p3", "姓名": "丙", "重点": False, "在册起": date(2026, 1, 1)},
    ]
    services = [{"记录编号": "r", "日期": date(2026, 1, 5), "对象编号": ["p1", "p2"]}]
    scope = world(
        table("服务对象名单", roster), judged("服务记录", services), as_of=date(2026, 2, 28)
    )
    finding = found(tmp_path, body, scope)
    got = {(cell.by, cell.period): cell.status for cell in finding.breakdown}
    assert got == {
        ("服务对象名单/p1", "2026-01"): Status.PASS,
        ("服务对象名单/p1", "2026-02"): Status.FAIL,
        ("服务对象名单/p2", "2026-01"): Status.PASS,
        # Left the list within the month: shown, not asked.
        ("服务对象名单/p2", "2026-02"): Status.NOT_APPLICABLE,
    }


READINGS = """
due: now
measure:
  count: 人员
  where: {by_reading: {wide: {narrow: {岗位: 站长}, broad: {岗位: {in: [站长, 副站长]}}}}}
expect: {min: 2}
"""


@pytest.mark.parametrize(
    ("posts", "status"),
    [
        (["站长", "站长"], Status.PASS),
        (["站长", "副站长"], Status.RULING_NEEDED),
        (["站长"], Status.FAIL),
    ],
)
def test_readings_stand_side_by_side(tmp_path, posts, status):
    scope = world(
        table("人员", [{"姓名": f"人{at}", "岗位": post} for at, post in enumerate(posts)])
    )
    finding = found(tmp_path, READINGS, scope)
    assert finding.status is status
    assert [reading.assignment for reading in finding.readings] == [
        (("wide", "narrow"),),
        (("wide", "broad"),),
    ]


LEVELS = [
    ("must", 0, Status.FAIL),
    ("should", 0, Status.ADVISORY),
    ("info", 0, Status.ADVISORY),
    ("should", 1, Status.PASS),
    ("info", 1, Status.ADVISORY),
]


@pytest.mark.parametrize(("level", "people", "status"), LEVELS)
def test_only_a_must_fails(tmp_path, level, people, status):
    body = f"level: {level}\ndue: now\nmeasure: {{count: 人员}}\nexpect: {{min: 1}}"
    assert found(tmp_path, body, world(table("人员", [{"姓名": "甲"}] * people))).status is status


GUARDS = [("8.1", Status.MANUAL), ("8.2", Status.NOT_APPLICABLE), (UNREADABLE, Status.UNDETERMINED)]


@pytest.mark.parametrize(("chosen", "status"), GUARDS)
def test_a_guard_decides_whether_the_rule_is_asked(tmp_path, chosen, status):
    body = 'when: {自选项目: "8.1"}\nmanual: 看'
    assert found(tmp_path, body, world(table("站点信息", [{"自选项目": chosen}]))).status is status


DUE = [
    # parameter, reports handed in for June, as of, status of June
    ("10", 0, date(2026, 7, 10), Status.FAIL),
    ("10", 0, date(2026, 7, 9), Status.OPEN),
    (None, 0, date(2026, 8, 9), Status.UNDETERMINED),
    (None, 1, date(2026, 8, 9), Status.PASS),
    (None, 0, date(2026, 6, 29), Status.OPEN),
]


@pytest.mark.parametrize(("days", "reports", "as_of", "status"), DUE)
def test_an_unset_due_date_leaves_the_absent_undetermined(tmp_path, days, reports, as_of, status):
    body = """
every: month
due: {after_period: {param: 门槛}}
measure: {count: 报送, on: 期别, where: {报告类型: 月报}}
expect: {min: 1}
"""
    rows = [{"报告类型": "月报", "期别": date(2026, 6, 1), "路径": "a"}] * reports
    scope = world(table("报送", rows), as_of=as_of, parameters={"门槛": days})
    (june,) = [c for c in found(tmp_path, body, scope).breakdown if c.period == "2026-06"]
    assert june.status is status


def test_a_fleet_rule_is_not_asked_of_one_station(tmp_path):
    assert found(tmp_path, "scope: fleet\nmanual: 比对", world()).status is Status.NOT_APPLICABLE
