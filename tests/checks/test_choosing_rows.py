"""pick, share_of, across and joined lists: which rows a rule looks at, and held to what."""

from datetime import date

import pytest
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.model.status import Status


def paid(day, amount, **cells):
    return {"凭证号": f"v{amount}", "日期": day, "金额": amount, "科目": "拨款", **cells}


FIRST = """
due: now
each:
  rows: 支出
  pick: {first_by: 日期}
  assert: {金额: {share_of: {sum: 金额, rows: 慈善}, min: 60, max: 70}}
"""
EARLY, LATE = date(2026, 2, 1), date(2026, 3, 1)
SHARES = [
    # payments in 分 of a whole of 300,000 分, status
    ([(EARLY, 180_000)], Status.PASS),
    ([(EARLY, 210_000)], Status.PASS),
    ([(EARLY, 179_999)], Status.FAIL),
    ([(EARLY, 210_001)], Status.FAIL),
    # Only the first payment is asked.
    ([(LATE, 90_000), (EARLY, 180_000)], Status.PASS),
    ([(LATE, 180_000), (EARLY, 90_000)], Status.FAIL),
    # Either of two of one day may be the first; where both hold it does not matter.
    ([(EARLY, 180_000), (EARLY, 90_000)], Status.UNDETERMINED),
    ([(EARLY, 180_000), (EARLY, 200_000)], Status.PASS),
    # One whose day cannot be read may be the first as well.
    ([(EARLY, 180_000), (UNREADABLE, 90_000)], Status.UNDETERMINED),
    ([(EARLY, UNREADABLE)], Status.UNDETERMINED),
    ([], Status.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("payments", "status"), SHARES)
def test_the_first_payment_is_held_to_its_share_of_the_whole(tmp_path, payments, status):
    whole = judged("慈善", [{"编号": "c", "类型": "共募", "日期": LATE, "金额": 300_000}])
    scope = world(table("支出", [paid(day, amount) for day, amount in payments]), whole)
    assert found(tmp_path, FIRST, scope).status is status


@pytest.mark.parametrize("whole", [[], [{"编号": "c", "类型": "共募", "日期": LATE, "金额": None}]])
def test_a_share_of_nothing_known_decides_nothing(tmp_path, whole):
    scope = world(table("支出", [paid(EARLY, 180_000)]), judged("慈善", whole))
    assert found(tmp_path, FIRST, scope).status is Status.UNDETERMINED
    scope = world(table("支出", [paid(EARLY, 180_000)]))
    assert found(tmp_path, FIRST, scope).status is Status.UNDETERMINED


VERSIONS = [
    # day, subject and amount (分) of each version, counted, maybe
    ([(EARLY, "餐费", 500), (LATE, "餐费", 700)], 7, 0),
    ([(EARLY, "餐费", 500), (LATE, "餐费", 700), (EARLY, "保险", 100)], 8, 0),
    ([(LATE, "餐费", 500), (LATE, "餐费", 700)], 0, 12),
    # Whatever kind the later one is of, it is the last of its kind.
    ([(EARLY, "餐费", 500), (LATE, UNREADABLE, 700)], 7, 5),
    ([(LATE, "餐费", 500), (EARLY, UNREADABLE, 700)], 5, 7),
    ([(EARLY, "餐费", 500), (UNREADABLE, "餐费", 700)], 0, 12),
]


@pytest.mark.parametrize(("versions", "counted", "maybe"), VERSIONS)
def test_of_each_kind_only_the_last_version_counts(tmp_path, versions, counted, maybe):
    body = """
due: now
measure: {sum: 数量, rows: 发放, pick: {last_by: 日期, per: 物品}}
expect: {max: 7}
"""
    rows = [
        {"批次编号": f"b{at}", "日期": day, "物品": subject, "数量": amount // 100}
        for at, (day, subject, amount) in enumerate(versions)
    ]
    finding = found(tmp_path, body, world(table("发放", rows)))
    assert (finding.counted, finding.maybe) == (counted, maybe)


ACROSS = """
for_each: {rows: 服务对象名单, as: 人, where: {重点: true}, active: {from: 在册起, to: 在册止}}
across: 人
every: month
measure: {count: 服务记录, where: {对象编号: {has: {ref: 人.对象编号}}}, counted_if: [valid]}
expect: {min: 2}
"""


def test_all_units_may_be_asked_as_one(tmp_path):
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
    days = [
        # Both at once count once; who is not asked about does not count.
        (date(2026, 1, 5), ["p1", "p2"]),
        (date(2026, 1, 6), ["p3"]),
        (date(2026, 2, 5), ["p1"]),
        (date(2026, 2, 20), ["p2"]),
        # No longer on the list in March.
        (date(2026, 3, 5), ["p2"]),
        (date(2026, 3, 6), ["p1"]),
    ]
    services = [
        {"记录编号": f"r{at}", "日期": day, "对象编号": people}
        for at, (day, people) in enumerate(days)
    ]
    scope = world(
        table("服务对象名单", roster), judged("服务记录", services), as_of=date(2026, 3, 31)
    )
    got = [(c.by, c.period, c.counted) for c in found(tmp_path, ACROSS, scope).breakdown]
    assert got == [("", "2026-01", 1), ("", "2026-02", 2), ("", "2026-03", 1)]
    assert found(tmp_path, ACROSS, world(table("服务对象名单", roster))).status is (
        Status.UNDETERMINED
    )


CAME, LEFT = date(2026, 1, 1), date(2026, 2, 10)
SURE, BLANK, UNASKED = Status.FAIL, Status.UNDETERMINED, Status.NOT_APPLICABLE
MEMBERS = [
    # 重点, 在册起, 在册止 of each; the months January to March of the group, none of them served
    ([(True, CAME, LEFT)], [SURE, UNASKED]),
    ([(True, CAME, LEFT), (True, date(2026, 2, 20), None)], [SURE, SURE, SURE]),
    ([(True, date(2026, 1, 2), None)], [UNASKED, SURE, SURE]),
    # Of whom it is not known whether they are asked about at all.
    ([(None, CAME, None)], [BLANK, BLANK, BLANK]),
    ([(True, CAME, LEFT), (None, CAME, None)], [SURE, SURE, BLANK]),
]


@pytest.mark.parametrize(("members", "months"), MEMBERS)
def test_a_group_is_asked_while_somebody_is_surely_there(tmp_path, members, months):
    roster = [
        {"对象编号": f"p{at}", "姓名": "甲", "重点": key, "在册起": since, "在册止": until}
        for at, (key, since, until) in enumerate(members)
    ]
    scope = world(table("服务对象名单", roster), judged("服务记录", []), as_of=date(2026, 3, 31))
    assert [cell.status for cell in found(tmp_path, ACROSS, scope).breakdown] == months


def test_a_list_column_is_joined_by_its_elements(tmp_path):
    body = """
due: now
measure:
  count: 服务记录
  counted_if: [{related: {rows: 服务对象名单, by: {对象编号: 对象编号}, where: {重点: true}}}]
expect: {min: 2}
"""
    roster = [
        {"对象编号": "p1", "姓名": "甲", "重点": True},
        {"对象编号": "p2", "姓名": "乙", "重点": False},
    ]
    services = [
        {"记录编号": "r1", "日期": EARLY, "对象编号": ["p2", "p1"]},
        {"记录编号": "r2", "日期": EARLY, "对象编号": ["p2"]},
        {"记录编号": "r3", "日期": EARLY, "对象编号": ["p9"]},
    ]
    finding = found(
        tmp_path, body, world(table("服务对象名单", roster), judged("服务记录", services))
    )
    assert (finding.counted, finding.maybe) == (1, 0)
    assert [note.record for note in finding.refused if note.record.startswith("服务记录")] == [
        "服务记录/r2",
        "服务记录/r3",
    ]
