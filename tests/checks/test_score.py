"""score: points as ranges, grades with gaps, vetoes, and what a person decides."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import judged, rule_file, world

from swaudit.audit.judgements import Judgements
from swaudit.audit.scoring import results
from swaudit.checks.spans import told as spans_told
from swaudit.model.report import Judgement
from swaudit.model.status import Status
from swaudit.ruleset.load import load_ruleset

DAY = date(2026, 3, 1)
HEAD = "title: 试验\n  chapter: 一\n  source: {document: paper, at: 一}\n"
OTHERS = f"""\
- id: look
  {HEAD}  manual: 看
- id: staffed
  {HEAD}  due: now
  measure: {{count: 人员}}
  expect: {{min: 2}}
- id: asked
  {HEAD}  level: should
  due: now
  measure: {{count: 人员}}
  expect: {{min: 3}}
"""


def scoring(folder, sheet, scope, expect="{min: 60}", ruled=()):
    """Return (finding, score) of a sheet written in YAML."""
    lines = "".join(f"    {line}\n" for line in sheet.strip("\n").splitlines())
    rule = f"- id: sheet\n  {HEAD}  due: now\n  expect: {expect}\n  score:\n{lines}"
    ruleset = load_ruleset(rule_file(folder, OTHERS + rule))
    given = Judgements(tuple(Judgement(*one, "", "", "") for one in ruled))
    found = results(ruleset.rules, scope, given)
    (score,) = found.scores
    return found.findings[-1], score


def points(folder, item, scope, most=10, ruled=()):
    """Return the ends of one item's points and why they are in doubt."""
    rest = f"\n- {{id: rest, max: {100 - most}, per: {{count: 组织队伍}}, deduct: 0}}"
    items = f"- {{id: it, max: {most}, {item}}}{rest}"
    sheet = "total: 100\nitems:\n" + items
    _, score = scoring(folder, sheet, scope, ruled=ruled)
    line = score.lines[0]
    return line.low, line.high, line.cause


def spent(*receipts: Any):
    """Return 支出 of ten yuan each: with a receipt number, without (None), or unreadable."""
    rows = [
        {"凭证号": f"v{at}", "日期": DAY, "金额": 1000, "票据号": no}
        for at, no in enumerate(receipts)
    ]
    return world(table("支出", rows), table("组织队伍", []))


RECEIPTS = """
on: {ratio: {of: {sum: 金额, rows: 支出, where: {票据号: empty}}, to: {sum: 金额, rows: 支出}}},
tiers: [
{max: 0, deduct: 0}, {above: 0, below: 8, deduct: 2},
{min: 8, max: 12, deduct: {min: 3, max: 5}}, {above: 12, deduct: {min: 5, max: 7}}]
""".replace("\n", " ")
SHARES = [
    # receipts missing of how many, points of 7 from, to, cause
    (0, 20, 7, 7, None),
    (1, 20, 5, 5, None),
    (2, 25, 2, 4, Status.MANUAL),
    (3, 25, 2, 4, Status.MANUAL),
    (31, 250, 0, 2, Status.MANUAL),
    (13, 250, 5, 5, None),
]


@pytest.mark.parametrize(("missing", "count", "low", "high", "cause"), SHARES)
def test_tiers_take_what_their_stretch_says(tmp_path, missing, count, low, high, cause):
    scope = spent(*[None] * missing, *["1"] * (count - missing))
    assert points(tmp_path, RECEIPTS, scope, 7) == (low, high, cause)


def test_a_cell_that_cannot_be_read_leaves_the_tiers_open_that_it_may_lead_to(tmp_path):
    # 0 or 1 of 20: nothing or two points; 1 or 2 of 20: two points, or three to five.
    assert points(tmp_path, RECEIPTS, spent(UNREADABLE, *["1"] * 19), 7) == (
        5,
        7,
        Status.UNDETERMINED,
    )
    assert points(tmp_path, RECEIPTS, spent(UNREADABLE, None, *["1"] * 18), 7) == (
        2,
        5,
        Status.UNDETERMINED,
    )
    assert points(tmp_path, RECEIPTS, world(table("组织队伍", [])), 7) == (
        0,
        7,
        Status.UNDETERMINED,
    )


def test_where_the_source_is_silent_anything_may_be_given(tmp_path):
    item = (
        "on: {count: 支出}, tiers: [{max: 1, deduct: 0}, "
        "{above: 1, max: 2, unspecified: 未规定}, {above: 2, deduct: 5}]"
    )
    assert points(tmp_path, item, spent("1")) == (10, 10, None)
    assert points(tmp_path, item, spent("1", "2")) == (0, 10, Status.MANUAL)
    assert points(tmp_path, item, spent("1", "2", "3")) == (5, 5, None)


STEPS = [
    # share satisfied in percent, points of 10: whole, begun, fraction
    (90, 10, 10, 10),
    (89, 10, 9, "9.8"),
    (85, 9, 9, 9),
    (84, 9, 8, "8.8"),
    (40, 0, 0, 0),
    (0, 0, 0, 0),
]


@pytest.mark.parametrize(("percent", "whole", "begun", "fraction"), STEPS)
def test_a_step_that_was_only_begun_counts_as_it_is_read(tmp_path, percent, whole, begun, fraction):
    scope = spent(*["1"] * percent, *[None] * (100 - percent))
    for partial, wanted in (("whole", whole), ("begun", begun), ("fraction", fraction)):
        item = (
            "on: {ratio: {of: {count: 支出, where: {票据号: filled}}, to: {count: 支出}}}, "
            f"steps: {{below: 90, each: 5, points: 1, partial: {partial}}}"
        )
        low, high, cause = points(tmp_path, item, scope)
        assert (low, high, cause) == (Decimal(wanted), Decimal(wanted), None)


COUNTS = [
    ("per: {count: 支出}, deduct: 0.4", 3, "8.8", "8.8"),
    ("per: {count: 支出}, deduct: 4", 3, 0, 0),
    ("per: {count: 支出}, deduct: 4, floor: 2", 3, 2, 2),
    ("per: {count: 支出}, deduct: 4, cap: 6", 3, 4, 4),
    ("per: {count: 支出}, add: 2", 3, 6, 6),
    ("per: {count: 支出}, add: 2, cap: 5", 3, 5, 5),
    ("per: {count: 支出}, add: 2", 6, 10, 10),
    ("per: {count: 支出}, add: 2, start: 1", 3, 7, 7),
    ("per: {count: 支出}, deduct: {min: 1, max: 3}", 2, 4, 8),
    ("changes: [{rule: staffed, deduct: 3}, {rule: asked, deduct: 2}]", 0, 5, 5),
    ("changes: [{rule: look, deduct: 3}, {rule: staffed, deduct: 3}]", 0, 4, 7),
    ("rule: staffed, add: 4", 0, 0, 0),
    ("manual: 看, deduct: 4", 0, 6, 10),
    ("manual: 看", 0, 0, 10),
    ("manual: 看, add: {min: 1, max: 4}", 0, 0, 4),
]


@pytest.mark.parametrize(("item", "count", "low", "high"), COUNTS)
def test_points_stay_between_nothing_and_the_most(tmp_path, item, count, low, high):
    scope = spent(*["1"] * count)
    staff = table("人员", [{"姓名": "甲", "岗位": "站长"}])
    scope = replace(scope, tables={**scope.tables, "人员": staff})
    found_low, found_high, _ = points(tmp_path, item, scope)
    assert (found_low, found_high) == (Decimal(low), Decimal(high))


def test_pending_records_leave_the_score_for_review(tmp_path):
    rows = [{"记录编号": f"r{at}", "日期": DAY, "领域": "养老服务"} for at in range(3)]
    scope = world(judged("服务记录", rows, "ccp"), table("组织队伍", []))
    sheet = """
total: 10
items: [{id: it, max: 10, per: {count: 服务记录, counted_if: [valid]}, add: 3}]
"""
    for least, status in ((6, Status.PASS), (7, Status.REVIEW), (10, Status.FAIL)):
        found, score = scoring(tmp_path, sheet, scope, f"{{min: {least}}}")
        assert (score.low, score.high, found.status) == (6, 9, status)
        assert [note.record for note in found.pending] == ["服务记录/r2"]


GRADED = """
total: 100
items: [{id: it, max: 100, per: {sum: 数量, rows: 发放}, deduct: 0.5}]
grades: [{name: 优秀, min: 90}, {name: 良好, min: 70, max: 89}, {name: 合格, min: 60, max: 69},
  {name: 不合格, max: 59}]
"""
GRADES = [
    # half points lost, grades, gaps, status if 合格 and better will do
    (0, ["优秀"], [], Status.PASS),
    (20, ["优秀"], [], Status.PASS),
    # Between two grades that will both do.
    (21, [], ["89–90"], Status.PASS),
    (22, ["良好"], [], Status.PASS),
    (80, ["合格"], [], Status.PASS),
    # 59.5 points: neither passed nor failed, the source does not say.
    (81, [], ["59–60"], Status.RULING_NEEDED),
    (82, ["不合格"], [], Status.FAIL),
    (300, ["不合格"], [], Status.FAIL),
    (None, ["优秀", "良好", "合格", "不合格"], ["59–60", "69–70", "89–90"], Status.UNDETERMINED),
]


@pytest.mark.parametrize(("lost", "grades", "gaps", "status"), GRADES)
def test_a_total_between_two_grades_has_none(tmp_path, lost, grades, gaps, status):
    rows = [{"批次编号": "b", "日期": DAY, "数量": lost}]
    scope = world(table("发放", rows))
    found, score = scoring(tmp_path, GRADED, scope, "{grade: [优秀, 良好, 合格]}")
    assert (list(score.grades), list(score.gaps), found.status) == (grades, gaps, status)


VETOED = """
total: 10
items: [{id: it, max: 10, per: {count: 组织队伍}, deduct: 1}]
veto: [{rule: look}, {measure: {count: 支出}, expect: {max: 0}}]
"""
VETOES = [
    # what a person said of the rule, expenses, veto, status
    ("达标", 0, "none", Status.PASS),
    (None, 0, "possible", Status.MANUAL),
    ("不达标", 0, "vetoed", Status.FAIL),
    ("达标", 1, "vetoed", Status.FAIL),
    (None, 1, "vetoed", Status.FAIL),
]


@pytest.mark.parametrize(("said", "expenses", "veto", "status"), VETOES)
def test_a_veto_stands_beside_the_range(tmp_path, said, expenses, veto, status):
    ruled = [("rule", "look", said)] if said else []
    found, score = scoring(tmp_path, VETOED, spent(*["1"] * expenses), "{min: 6}", ruled)
    assert (score.veto, found.status) == (veto, status)
    assert (score.low, score.high) == (10, 10)


def test_what_cannot_pass_anyway_fails_under_an_undecided_veto(tmp_path):
    found, score = scoring(tmp_path, VETOED, spent(), "{min: 11}")
    assert (score.veto, found.status) == ("possible", Status.FAIL)


GIVEN = [
    # points given, from, to, cause
    (None, 2, 4, Status.MANUAL),
    ("3.5", "3.5", "3.5", None),
    (2, 2, 2, None),
    # Nobody can give what the evidence rules out.
    (5, 2, 4, Status.MANUAL),
]


@pytest.mark.parametrize(("given", "low", "high", "cause"), GIVEN)
def test_a_person_decides_within_what_the_evidence_allows(tmp_path, given, low, high, cause):
    ruled = [] if given is None else [("item", "sheet/it", str(given))]
    scope = spent(*[None] * 2, *["1"] * 18)
    found = points(tmp_path, RECEIPTS, scope, 7, ruled)
    assert found == (Decimal(low), Decimal(high), cause)


def test_parties_are_never_averaged_by_the_machine(tmp_path):
    rows = [
        {"姓名": f"{post}{at}", "岗位": post, "专职": at < yes}
        for post, yes in (("站长", 10), ("督导", 8), ("助理", 9))
        for at in range(10)
    ]
    scope = world(table("人员", rows), table("组织队伍", []))
    item = (
        "for_each: {values: [站长, 督导, 助理], as: 方}, combine: %s, on: {ratio: "
        "{of: {count: 人员, where: {岗位: {ref: 方}, 专职: true}},"
        " to: {count: 人员, where: {岗位: {ref: 方}}}}},"
        " steps: {below: 90, each: 5, points: 1, partial: whole}"
    )
    assert points(tmp_path, item % "worst", scope) == (8, 8, None)
    low, high, cause = points(tmp_path, item % "mean", scope)
    assert low == high == Decimal(28) / 3
    assert cause is None
    assert points(tmp_path, item % "readings", scope) == (8, 10, Status.RULING_NEEDED)


def test_the_total_may_be_adjusted_and_never_leaves_its_range(tmp_path):
    sheet = """
total: 10
items: [{id: it, max: 10, per: {count: 组织队伍}, deduct: 1}]
adjust: [{id: complaints, per: {count: 支出}, deduct: {min: 5, max: 10}}]
"""
    for complaints, ends, status in (
        (0, (10, 10), Status.PASS),
        (1, (0, 5), Status.FAIL),
        (3, (0, 0), Status.FAIL),
    ):
        found, score = scoring(tmp_path, sheet, spent(*["1"] * complaints), "{min: 6}")
        assert ((score.low, score.high), found.status) == (ends, status)
    found, score = scoring(
        tmp_path, sheet, spent("1"), "{min: 5}", [("item", "sheet/complaints", "-5")]
    )
    assert ((score.low, score.high), found.status) == ((5, 5), Status.PASS)


def test_before_the_end_a_low_score_is_open(tmp_path):
    path = rule_file(
        tmp_path,
        f"- id: sheet\n  {HEAD}  expect: {{min: 6}}\n"
        "  score: {total: 10, items: [{id: it, max: 10, per: {count: 组织队伍}, add: 1}]}\n",
    )
    scope = world(table("组织队伍", []))
    ruleset = load_ruleset(path)
    assert results(ruleset.rules, scope, Judgements()).findings[0].status is Status.OPEN
    over = replace(scope, as_of=scope.end)
    assert results(ruleset.rules, over, Judgements()).findings[0].status is Status.FAIL


POSSIBLE = [
    # an item of 10 points, what may be given of it
    ("manual: 看", "0–10"),
    ("manual: 看, deduct: 2", "8、10"),
    ("manual: 看, deduct: {min: 3, max: 5}", "5–7、10"),
    ("manual: 看, add: {min: 1, max: 2}", "0、1–2"),
    ("rule: look, deduct: 4", "6、10"),
    ("rule: look, deduct: 20, cap: 3", "7、10"),
    ("per: {count: 支出, where: {票据号: empty}}, deduct: 3", "4、7"),
    ("per: {count: 支出, where: {票据号: empty}}, deduct: {min: 1, max: 2}", "6–9"),
    ("on: {count: 支出, where: {票据号: empty}}, steps: {above: 0, each: 1, points: 4,"
     " partial: begun}", "2、6"),
    ("on: {count: 支出, where: {票据号: empty}}, steps: {above: 0, each: 1, points: 4,"
     " partial: fraction}", "2–6"),
    ("on: {count: 支出, where: {票据号: empty}}, tiers: [{max: 1, deduct: 1}, {above: 1,"
     " deduct: {min: 4, max: 6}}]", "4–6、9"),
    ("per: {count: 没有这张表}, deduct: 3", "0–10"),
    ("changes: [{manual: 看, deduct: 2}, {manual: 听, deduct: 2.5}]", "5.5、7.5、8、10"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "told"), POSSIBLE)
def test_points_keep_to_the_steps_of_their_item(tmp_path, item, told):
    # One receipt is missing for certain, of another it is not known.
    item = item.replace("没有这张表", "活动")
    rest = "- {id: rest, max: 90, per: {count: 组织队伍}, deduct: 0}"
    sheet = f"total: 100\nitems:\n- {{id: it, max: 10, {item}}}\n{rest}"
    _, score = scoring(tmp_path, sheet, spent(None, UNREADABLE, "1"))
    assert spans_told(score.lines[0].possible) == told


def test_points_between_two_steps_are_not_used(tmp_path):
    item = "manual: 看, deduct: 2"
    for given, used in (("8", (8, 8, None)), ("9", (8, 10, Status.MANUAL))):
        ruled = [("item", "sheet/it", given)]
        assert points(tmp_path, item, spent("1"), ruled=ruled) == used
