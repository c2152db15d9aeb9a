"""Rules that measure, from YAML to finding."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.model.status import Status

MONTHLY = """
every: month
measure: {count: 服务记录, where: {领域: 养老服务}, counted_if: [valid]}
expect: {min: 2}
"""


def service(day, domain="养老服务", **rest):
    return {"记录编号": f"r{day}", "日期": day, "领域": domain, **rest}


def month_of(finding, month):
    (cell,) = [cell for cell in finding.breakdown if cell.period == month]
    return cell


MONTHS = [
    # verdicts of the rows in March, an unreadable date among them?, status of March
    ("cc", False, Status.PASS),
    ("c", False, Status.FAIL),
    ("", False, Status.FAIL),
    ("cr", False, Status.FAIL),
    ("cp", False, Status.REVIEW),
    ("pp", False, Status.REVIEW),
    ("rp", False, Status.FAIL),
    ("c", True, Status.UNDETERMINED),
    ("cp", True, Status.UNDETERMINED),
    ("", True, Status.FAIL),
    ("ccp", True, Status.PASS),
]


@pytest.mark.parametrize(("verdicts", "unreadable", "status"), MONTHS)
def test_a_month_is_decided_by_every_possible_count(tmp_path, verdicts, unreadable, status):
    rows = [service(date(2026, 3, day + 1)) for day in range(len(verdicts))]
    rows += [service(UNREADABLE)] if unreadable else []
    scope = world(judged("服务记录", rows, verdicts + ("c" if unreadable else "")))
    march = month_of(found(tmp_path, MONTHLY, scope), "2026-03")
    assert march.status is status
    assert march.counted == verdicts.count("c")
    assert march.maybe == verdicts.count("p") + unreadable
    sure = [row["记录编号"] for row, v in zip(rows, verdicts, strict=False) if v == "c"]
    assert march.evidence == tuple(f"服务记录/{name}" for name in sure)


def test_a_missing_table_is_undetermined(tmp_path):
    finding = found(tmp_path, MONTHLY, world())
    assert finding.status is Status.UNDETERMINED
    assert finding.maybe is None
    assert [note.code for note in finding.notes] == ["table.missing"]


def test_a_missing_column_is_undetermined(tmp_path):
    scope = world(judged("服务记录", [{"日期": date(2026, 3, day)} for day in (1, 2)]))
    assert month_of(found(tmp_path, MONTHLY, scope), "2026-03").status is Status.UNDETERMINED


def test_a_running_month_is_open_with_the_pace_needed(tmp_path):
    scope = world(judged("服务记录", [service(date(2026, 7, 1))]), as_of=date(2026, 7, 17))
    july = month_of(found(tmp_path, MONTHLY, scope), "2026-07")
    assert (july.status, july.missing, july.pace) == (Status.OPEN, 1, Decimal("0.5"))


def test_the_last_day_closes_the_month(tmp_path):
    scope = world(judged("服务记录", [service(date(2026, 7, 1))]), as_of=date(2026, 7, 31))
    assert month_of(found(tmp_path, MONTHLY, scope), "2026-07").status is Status.FAIL


def test_later_rows_and_months_are_not_counted(tmp_path):
    rows = [service(date(2026, 7, day)) for day in (1, 20)]
    finding = found(tmp_path, MONTHLY, world(judged("服务记录", rows), as_of=date(2026, 7, 10)))
    assert month_of(finding, "2026-07").counted == 1
    assert [cell.period for cell in finding.breakdown][-1] == "2026-07"


def test_a_cut_month_is_shown_but_not_asked(tmp_path):
    scope = world(
        judged("服务记录", [service(date(2026, 3, 20))]),
        start=date(2026, 3, 15),
        as_of=date(2026, 4, 1),
    )
    march = month_of(found(tmp_path, MONTHLY, scope), "2026-03")
    assert (march.status, march.counted) == (Status.NOT_APPLICABLE, 1)
    asked = found(tmp_path, MONTHLY + "partial: ask", scope)
    assert month_of(asked, "2026-03").status is Status.FAIL


def test_before_the_contract_nothing_is_asked(tmp_path):
    scope = world(judged("服务记录", []), as_of=date(2025, 12, 1))
    for body in (MONTHLY, "manual: 看"):
        assert found(tmp_path, body, scope).status is Status.NOT_APPLICABLE


def test_a_make_up_counts_for_the_month_it_names(tmp_path):
    body = """
every: month
measure: {count: 服务记录, on: 计入日, counted_if: [valid]}
expect: {min: 1}
"""
    rows = [
        service(date(2026, 5, 3), 计入日=date(2026, 4, 1)),
        service(date(2026, 8, 3), 计入日=date(2026, 6, 1)),
    ]
    finding = found(tmp_path, body, world(judged("服务记录", rows)))
    assert month_of(finding, "2026-04").status is Status.PASS
    assert month_of(finding, "2026-05").status is Status.FAIL
    # Done after the as-of date, it mends nothing yet.
    assert month_of(finding, "2026-06").status is Status.FAIL


def test_a_grant_below_the_least_amount_is_refused_by_name(tmp_path):
    body = """
every: quarter
measure: {count: 慈善, where: {类型: 救助}, counted_if: [valid, {金额: {min: 1000}}]}
expect: {min: 1}
"""
    rows = [
        {"编号": "a", "类型": "救助", "日期": date(2026, 2, 1), "金额": 100_000},
        {"编号": "b", "类型": "救助", "日期": date(2026, 5, 1), "金额": 99_900},
        {"编号": "c", "类型": "共募", "日期": date(2026, 5, 1), "金额": 500_000},
    ]
    finding = found(tmp_path, body, world(judged("慈善", rows)))
    assert month_of(finding, "2026-Q1").status is Status.PASS
    assert month_of(finding, "2026-Q2").status is Status.FAIL
    assert [(note.record, note.reason.code) for note in finding.refused] == [
        ("慈善/b", "record.cell_refused")
    ]


AMOUNTS = [
    ([100_000, 900_000], Status.PASS, 10_000, 0),
    ([100_000, 899_999], Status.OPEN, Decimal("9999.99"), 0),
    ([100_000, None], Status.UNDETERMINED, 1_000, None),
    ([100_000, UNREADABLE], Status.UNDETERMINED, 1_000, None),
    ([1_000_000, None], Status.PASS, 10_000, None),
]


@pytest.mark.parametrize(("amounts", "status", "counted", "maybe"), AMOUNTS)
def test_money_is_summed_exactly_and_unknown_amounts_leave_it_open(
    tmp_path, amounts, status, counted, maybe
):
    body = """
measure: {sum: 金额, rows: 慈善, where: {类型: 共募}}
expect: {min: 10000}
"""
    rows = [
        {"编号": str(at), "类型": "共募", "日期": date(2026, 2, 1), "金额": amount}
        for at, amount in enumerate(amounts)
    ]
    finding = found(tmp_path, body, world(judged("慈善", rows)))
    assert (finding.status, finding.counted, finding.maybe) == (status, counted, maybe)


NAMES = [
    (["甲", "乙", "丙"], 3, 0, Status.PASS),
    (["甲", "乙", "乙"], 2, 0, Status.FAIL),
    (["甲", "乙", None], 2, 1, Status.UNDETERMINED),
    ([None, None], 0, 2, Status.FAIL),
    (["甲乙", "甲 乙", "丙"], 2, 0, Status.FAIL),
]


@pytest.mark.parametrize(("names", "counted", "maybe", "status"), NAMES)
def test_distinct_adds_one_per_unknown_key(tmp_path, names, counted, maybe, status):
    body = """
due: now
measure: {distinct: 姓名, rows: 组织成员}
expect: {min: 3}
"""
    scope = world(table("组织成员", [{"姓名": name, "组织编号": "o"} for name in names]))
    finding = found(tmp_path, body, scope)
    assert (finding.counted, finding.maybe, finding.status) == (counted, maybe, status)


def test_a_ratio_to_nothing_is_undetermined(tmp_path):
    body = """
measure:
  ratio: {of: {count: 人员, where: {专职: true}}, to: {count: 人员}}
expect: {max: 70}
"""
    staff = [{"姓名": "甲", "专职": True}, {"姓名": "乙", "专职": False}]
    assert found(tmp_path, body, world(table("人员", staff))).counted == 50
    assert found(tmp_path, body, world(table("人员", []))).status is Status.UNDETERMINED


def test_a_broken_limit_fails_before_its_period_ends(tmp_path):
    body = """
measure: {count: 服务记录}
expect: {max: 1}
"""
    rows = [service(date(2026, 7, day)) for day in (1, 2)]
    assert found(tmp_path, body, world(judged("服务记录", rows))).status is Status.FAIL


GROUPS = [
    # people signed in at each session, verdicts of the sessions, counted, maybe groups
    ([6, 6, 6, 6, 6], "ccccc", 1, 0),
    ([6, 6, 6, 6, 5], "ccccc", 0, 0),
    ([6, 6, 6, 6, 5, 6], "cccccc", 1, 0),
    ([6, 6, 6, 6, 6], "ccccp", 0, 1),
    ([6, 6, 6, 6, 6], "ccccr", 0, 0),
    ([6, 6, 6, 6], "cccc", 0, 0),
]


@pytest.mark.parametrize(("people", "verdicts", "counted", "maybe"), GROUPS)
def test_three_levels_groups_sessions_people(tmp_path, people, verdicts, counted, maybe):
    body = """
measure:
  count: 小组
  counted_if:
  - related:
      rows: 小组节次
      by: {小组编号: 小组编号}
      counted_if:
      - valid
      - related:
          rows: 签到
          by: {关联编号: 节次编号}
          distinct: 姓名
          where: {角色: 参与者}
          expect: {min: 6}
      expect: {min: 5}
expect: {min: 1}
"""
    sessions = [
        {"节次编号": f"s{n}", "小组编号": "g", "日期": date(2026, 3, n + 1)}
        for n in range(len(people))
    ]
    signed = [
        {"关联编号": f"s{n}", "姓名": f"人{who}", "角色": "参与者"}
        for n, count in enumerate(people)
        for who in range(count)
    ] + [{"关联编号": f"s{n}", "姓名": "社工", "角色": "工作人员"} for n in range(len(people))]
    scope = world(
        table("小组", [{"小组编号": "g", "领域": "养老服务"}]),
        judged("小组节次", sessions, verdicts),
        table("签到", signed),
    )
    finding = found(tmp_path, body, scope)
    assert (finding.counted, finding.maybe) == (counted, maybe)
    short = [note.record for note in finding.refused if note.reason.code == "record.related_short"]
    assert [f"小组节次/s{n}" for n, count in enumerate(people) if count < 6] == [
        record for record in short if record.startswith("小组节次")
    ]


def test_rows_whose_group_is_unknown_may_belong_to_any(tmp_path):
    body = """
measure:
  count: 小组
  counted_if: [{related: {rows: 小组节次, by: {小组编号: 小组编号}, expect: {min: 2}}}]
expect: {min: 1}
"""
    scope = world(
        table("小组", [{"小组编号": "g", "领域": "养老服务"}]),
        judged(
            "小组节次",
            [
                {"节次编号": "s1", "小组编号": "g", "日期": date(2026, 3, 1)},
                {"节次编号": "s2", "小组编号": UNREADABLE, "日期": date(2026, 3, 2)},
            ],
        ),
    )
    finding = found(tmp_path, body, scope)
    assert (finding.counted, finding.maybe) == (0, 1)


def test_a_list_belongs_to_each_of_its_elements(tmp_path):
    body = """
measure:
  count: 服务记录
  where: {related: {rows: 服务对象名单, by: {对象编号: 对象编号}, where: {重点: true}}}
expect: {min: 2}
"""
    people = [
        {"对象编号": "a", "领域": "养老服务", "姓名": "甲", "重点": True},
        {"对象编号": "b", "领域": "养老服务", "姓名": "乙", "重点": False},
        {"对象编号": "c", "领域": "养老服务", "姓名": "丙", "重点": None},
    ]
    served = (["a", "b"], ["b"], ["a"], ["b", "c"], None)
    services = [
        service(date(2026, 3, day), **{"对象编号": ids}) for day, ids in enumerate(served, start=1)
    ]
    finding = found(
        tmp_path, body, world(table("服务对象名单", people), judged("服务记录", services))
    )
    # Of the fourth it is not known whether 丙 is one, of the fifth who was served at all.
    assert (finding.counted, finding.maybe) == (2, 2)


def test_staff_in_office_is_counted_on_the_last_day_of_each_month(tmp_path):
    body = """
every: month
due: now
measure: {count: 人员, active: {from: 到岗日, to: 离岗日}}
expect: {min: 1}
"""
    staff = [
        {"姓名": "甲", "到岗日": date(2026, 1, 1), "离岗日": date(2026, 3, 30)},
        {"姓名": "乙", "到岗日": date(2026, 4, 30), "离岗日": date(2026, 5, 31)},
    ]
    finding = found(tmp_path, body, world(table("人员", staff), as_of=date(2026, 6, 15)))
    told = {cell.period[-2:]: cell.status for cell in finding.breakdown}
    met, unmet = Status.PASS, Status.FAIL
    assert told == {"01": met, "02": met, "03": unmet, "04": met, "05": met, "06": unmet}


def test_staff_counts_while_in_office(tmp_path):
    body = """
due: now
measure: {count: 人员, active: {from: 到岗日, to: 离岗日}}
expect: {min: 2}
"""
    staff = [
        {"姓名": "甲", "到岗日": date(2026, 1, 1), "离岗日": None},
        {"姓名": "乙", "到岗日": date(2026, 1, 1), "离岗日": date(2026, 7, 4)},
        {"姓名": "丙", "到岗日": date(2026, 7, 6), "离岗日": None},
    ]
    assert found(tmp_path, body, world(table("人员", staff))).counted == 1
    assert found(tmp_path, body, world(table("人员", staff), as_of=date(2026, 7, 4))).counted == 2
