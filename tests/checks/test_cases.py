"""Guarded branches, and the units that guards speak of: groups of rows with sums of their own."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import HEAD, judged, rule_file, world

from swaudit.audit.evaluate import finding
from swaudit.checks.registry import kind_of, parse_body
from swaudit.model.status import Status
from swaudit.query.truth import Truth, every, some
from swaudit.ruleset.load import load_ruleset

TABLES = """\
tables:
  支出: {columns: {预算子项: text, 领取人证件号: idcard, 工时: number}}
"""
SUBSIDY = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
  for_each:
    rows: 支出
    where: {预算子项: 社工补贴}
    group: [领取人证件号, 日期]
    as: 人日
    with: {工时: {sum: 工时}}
"""
CAPS = """\
  cases:
  - {when: {人日.工时: {min: 4}}, measure: {sum: 金额, rows: 人日}, expect: {max: 200}}
  - {else: true, measure: {sum: 金额, rows: 人日}, expect: {max: 100}}
"""
DAY = date(2026, 3, 5)


def judge(tmp_path, body, rows, *tables):
    """Return the finding on expenses with the columns of a person-day."""
    ruleset = load_ruleset(rule_file(tmp_path, body, HEAD + TABLES))
    (rule,) = ruleset.rules
    return finding(rule, world(table(ruleset.specs["支出"], rows), *tables))


def paid(yuan, hours, who="p1", day=DAY, item="社工补贴"):
    fen = yuan * 100 if isinstance(yuan, int) else yuan
    hours = Decimal(hours) if isinstance(hours, str) else hours
    return {"领取人证件号": who, "日期": day, "金额": fen, "工时": hours, "预算子项": item}


PERSON_DAYS = [
    # exactly four hours, exactly the cap
    ([paid(200, "4")], Status.PASS),
    ([paid(201, "4")], Status.FAIL),
    ([paid(200, "3.9")], Status.FAIL),
    ([paid(100, "3.9")], Status.PASS),
    # several rows of one person on one day are one unit
    ([paid(120, "2"), paid(80, "2")], Status.PASS),
    ([paid(120, "2"), paid(81, "2")], Status.FAIL),
    # another person, another day, another item
    ([paid(200, "4"), paid(200, "4", who="p2")], Status.PASS),
    ([paid(200, "4"), paid(200, "4", day=date(2026, 3, 6))], Status.PASS),
    ([paid(200, "4"), paid(900, "4", item="餐费")], Status.PASS),
    # hours that are not known: both caps are tried
    ([paid(100, None)], Status.PASS),
    ([paid(150, UNREADABLE)], Status.UNDETERMINED),
    ([paid(201, None)], Status.FAIL),
    # an amount that is not known
    ([paid(None, "4")], Status.UNDETERMINED),
    ([paid(201, "4"), paid(None, "4")], Status.FAIL),
    # a row that may not be a subsidy at all
    ([paid(150, "4"), paid(100, "0", item=UNREADABLE)], Status.UNDETERMINED),
    ([paid(900, "4", item=UNREADABLE)], Status.UNDETERMINED),
    ([paid(90, "4", item=UNREADABLE)], Status.PASS),
    # whose day it was is not known
    ([paid(1, "4", who=UNREADABLE)], Status.UNDETERMINED),
    ([paid(1, "4", day=None)], Status.UNDETERMINED),
    ([paid(1, "4", day=None), paid(201, "8")], Status.FAIL),
    ([paid(1, "4", item="餐费")], Status.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("rows", "status"), PERSON_DAYS)
def test_the_cap_of_a_day_depends_on_its_hours(tmp_path, rows, status):
    assert judge(tmp_path, SUBSIDY + CAPS, rows).status is status


def test_a_group_is_known_by_its_key(tmp_path):
    rows = [paid(50, "4"), paid(60, "4"), paid(10, "4", who=None), paid(10, "4", day=UNREADABLE)]
    cells = judge(tmp_path, SUBSIDY + CAPS, rows).breakdown
    assert [(cell.by, cell.counted, cell.status) for cell in cells] == [
        ("p1 2026-03-05", 110, Status.PASS),
        ("支出/r3、支出/r4", 10, Status.UNDETERMINED),
    ]
    assert [cell.note and cell.note.code for cell in cells] == [None, "units.key_unknown"]


def test_other_rows_are_found_by_the_key_of_a_group(tmp_path):
    body = SUBSIDY + (
        "  due: now\n"
        "  measure:\n"
        "    count: 支出\n"
        "    where:\n"
        "      领取人证件号: {ref: 人日.领取人证件号}\n"
        "      日期: {ref: 人日.日期}\n"
        "      预算子项: 餐费\n"
        "  expect: {max: 0}\n"
    )
    meal = {"item": "餐费", "hours": None}
    clean = [paid(100, "4"), paid(30, day=date(2026, 3, 6), **meal), paid(30, who="p2", **meal)]
    assert judge(tmp_path, body, clean).status is Status.PASS
    assert judge(tmp_path, body, [*clean, paid(30, **meal)]).status is Status.FAIL
    assert judge(tmp_path, body, [*clean, paid(30, who=None, **meal)]).status is Status.UNDETERMINED


def test_a_sum_of_money_is_compared_as_money(tmp_path):
    body = SUBSIDY.replace("{工时: {sum: 工时}}", "{共: {sum: 金额}}") + (
        "  each: {rows: 人日, assert: {金额: {is: {ref: 人日.共}}}}\n"
    )
    assert judge(tmp_path, body, [paid(100, "4")]).status is Status.PASS
    assert judge(tmp_path, body, [paid(100, "4"), paid(1, "4")]).status is Status.FAIL


def test_what_happens_after_the_day_of_the_audit_makes_no_group(tmp_path):
    body = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
  for_each: {rows: 服务记录, group: 领域, as: 组, with: {人数: {sum: 人数}}}
  cases:
  - {when: {组.人数: {max: 5}}, measure: {count: 组}, expect: {max: 1}}
  - {else: true, measure: {count: 组}, expect: {max: 2}}
"""
    days = [("养老服务", date(2026, 3, 1), 5), ("养老服务", date(2026, 8, 1), 5)]
    days += [("社会救助", date(2026, 8, 1), 5)]
    rows = [{"领域": domain, "日期": day, "人数": n} for domain, day, n in days]
    cells = judge(tmp_path, body, [], judged("服务记录", rows)).breakdown
    assert [(cell.by, cell.counted, cell.status) for cell in cells] == [
        ("养老服务", 1, Status.PASS)
    ]


GUARDS = [
    # way the station was founded, staff, status
    ("独立建设", 3, Status.PASS),
    ("独立建设", 2, Status.FAIL),
    ("综合利用基层场所", 1, Status.PASS),
    ("综合利用基层场所", 0, Status.FAIL),
    ("统筹利用民政阵地", 0, Status.NOT_APPLICABLE),
    (UNREADABLE, 2, Status.UNDETERMINED),
    (None, 0, Status.UNDETERMINED),
]


@pytest.mark.parametrize(("founded", "people", "status"), GUARDS)
def test_a_branch_may_depend_on_the_station(tmp_path, founded, people, status):
    body = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
  cases:
  - {when: {建站方式: 独立建设}, measure: {count: 人员}, expect: {min: 3}}
  - {when: {not: {建站方式: 统筹利用民政阵地}}, measure: {count: 人员}, expect: {min: 1}}
"""
    staff = table("人员", [{"姓名": f"人{at}"} for at in range(people)])
    made = table("站点信息", [{"建站方式": founded}])
    assert judge(tmp_path, body, [], staff, made).status is status
    assert judge(tmp_path, body, [], staff).status is Status.UNDETERMINED


def test_a_branch_may_depend_on_a_listed_value(tmp_path):
    body = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
  for_each: {values: [站长, 助理], as: 岗}
  cases:
  - {when: {岗: 站长}, measure: {count: 人员, where: {岗位: {ref: 岗}}}, expect: {min: 1}}
  - {else: true, measure: {count: 人员, where: {岗位: {ref: 岗}}}, expect: {max: 0}}
"""
    staff = table("人员", [{"姓名": "甲", "岗位": "站长"}])
    cells = judge(tmp_path, body, [], staff).breakdown
    assert [(cell.by, cell.status) for cell in cells] == [
        ("站长", Status.PASS),
        ("助理", Status.PASS),
    ]
    staff = table("人员", [{"姓名": "甲", "岗位": "助理"}])
    cells = judge(tmp_path, body, [], staff).breakdown
    assert [cell.status for cell in cells] == [Status.FAIL, Status.FAIL]


# ---- the laws: parts of every truth, joined in every way ----------------------------------------

PARTS = {
    Truth.YES: {"measure": {"count": "服务记录", "where": {"类别": "c"}, "counted_if": ["valid"]}},
    Truth.NO: {"measure": {"count": "服务记录", "where": {"类别": "r"}, "counted_if": ["valid"]}},
    Truth.PENDING: {
        "measure": {"count": "服务记录", "where": {"类别": "p"}, "counted_if": ["valid"]}
    },
    Truth.UNKNOWN: {"measure": {"count": "报送"}},
}
GUARD_OF = {
    Truth.YES: {"市": "某市"},
    Truth.NO: {"市": "别市"},
    Truth.UNKNOWN: {"乡镇街道": "某镇"},
}
WORLD = world(
    judged("服务记录", [{"日期": DAY, "类别": letter} for letter in "crp"], "crp"),
    table("站点信息", [{"市": "某市", "乡镇街道": UNREADABLE}]),
)
truths = st.sampled_from(list(Truth))
parts = st.lists(truths, min_size=1, max_size=4)
branches = st.lists(st.tuples(st.sampled_from(list(GUARD_OF)), truths), max_size=4)


def asked(truth):
    return {**PARTS[truth], "expect": {"min": 1}}


def outcome(body):
    parsed = parse_body(body)
    return kind_of(parsed).run(parsed, WORLD)


@given(parts)
def test_all_and_any_follow_kleene(given_truths):
    bodies = [asked(truth) for truth in given_truths]
    assert outcome({"all": bodies}).truth is every(given_truths)
    assert outcome({"any": bodies}).truth is some(given_truths)


def possible(given_branches, otherwise):
    """Return the truths of the branches that may hold."""
    if not given_branches:
        return {otherwise}
    (guard, truth), *rest = given_branches
    if guard is Truth.YES:
        return {truth}
    later = possible(rest, otherwise)
    return later if guard is Truth.NO else {truth} | later


@given(branches, truths)
def test_cases_are_what_every_open_branch_agrees_on(given_branches, otherwise):
    cases = [{"when": GUARD_OF[guard], **asked(truth)} for guard, truth in given_branches]
    truth = outcome({"cases": [*cases, {"else": True, **asked(otherwise)}]}).truth
    open_ = possible(given_branches, otherwise)
    assert truth is (open_.pop() if len(open_) == 1 else Truth.UNKNOWN)


@given(parts, st.sampled_from(["all", "any"]))
def test_a_case_that_always_holds_is_its_body(given_truths, joined):
    body = {joined: [asked(truth) for truth in given_truths]}
    cased = outcome({"cases": [{"when": GUARD_OF[Truth.YES], **body}]})
    assert cased == outcome(body)
