"""Laws of the semantics: what is decided stays decided, whatever the unknown turns out to be.

A world of a few rows is drawn, some cells unreadable and some records pending; then the same world
with all of that settled in some way. What a check decides of the first holds of the second.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.tables import UNREADABLE, table
from tests.support.worlds import found, judged, world

from swaudit.checks.registry import kind_of, parse_body
from swaudit.checks.score import scored
from swaudit.model.status import Status
from swaudit.query.intervals import Bounds, Interval
from swaudit.query.periods import Period
from swaudit.query.truth import Truth, every, some

DAYS = [date(2026, month, day) for month, day in ((1, 5), (1, 31), (2, 1), (2, 28), (3, 5))]
FIELDS = ["养老服务", "社会救助"]
PEOPLE = [1, 2, 3]
COLUMNS = {"日期": DAYS, "领域": FIELDS, "人数": PEOPLE}
DECIDED = (Truth.YES, Truth.NO)
MONTHS = [Period("2026-01", date(2026, 1, 1), date(2026, 1, 31)), None]

cell = {name: st.sampled_from([*values, UNREADABLE]) for name, values in COLUMNS.items()}
row = st.fixed_dictionaries(cell)
rows = st.lists(st.tuples(row, st.sampled_from("crp")), min_size=0, max_size=4)


def settle(draw, drawn):
    """Return the rows with every unreadable cell read and every pending record ruled on."""
    return [
        (
            {
                name: draw(st.sampled_from(COLUMNS[name])) if value is UNREADABLE else value
                for name, value in cells.items()
            },
            draw(st.sampled_from("cr")) if verdict == "p" else verdict,
        )
        for cells, verdict in drawn
    ]


@st.composite
def worlds(draw):
    """Return a world's rows, what they may turn out to be, and a period."""
    drawn = draw(rows)
    return drawn, settle(draw, drawn), draw(st.sampled_from(MONTHS))


def scope_of(drawn, period=None):
    records = [{"记录编号": f"r{at}", **cells} for at, (cells, _) in enumerate(drawn)]
    scope = world(judged("服务记录", records, "".join(verdict for _, verdict in drawn)))
    return scope if period is None else scope.within(period)


bound = st.sampled_from(["min", "max", "above", "below"])
test = st.one_of(
    st.fixed_dictionaries({"领域": st.sampled_from(FIELDS)}),
    st.fixed_dictionaries({"人数": st.dictionaries(bound, st.sampled_from([2]), min_size=1)}),
    st.just({"领域": {"in": FIELDS}}),
    st.just({"日期": {"min": "2026-02-01"}}),
)
condition = st.recursive(
    st.one_of(test, st.just("valid")),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=3,
)
pick = st.sampled_from([{"first_by": "日期"}, {"last_by": "日期", "per": "领域"}])
selection = st.fixed_dictionaries(
    {}, optional={"where": condition, "counted_if": st.lists(condition, max_size=2), "pick": pick}
)
amount = st.sampled_from(
    [
        {"count": "服务记录"},
        {"sum": "人数", "rows": "服务记录"},
        {"distinct": "领域", "rows": "服务记录"},
    ]
)
measure = st.builds(lambda what, which: {**what, **which}, amount, selection)
bounds = st.builds(lambda name, at: {name: at}, bound, st.integers(0, 5))
leaf = st.one_of(
    st.fixed_dictionaries({"measure": measure, "expect": bounds}),
    st.builds(
        lambda share, expect: {"measure": {"ratio": share}, "expect": expect},
        st.fixed_dictionaries({"of": measure, "to": st.just({"count": "服务记录"})}),
        st.builds(lambda name, at: {name: at}, bound, st.sampled_from([0, 50, 100])),
    ),
    st.builds(
        lambda asked, which: {"each": {"rows": "服务记录", "assert": asked, **which}},
        condition,
        st.fixed_dictionaries({}, optional={"where": condition, "pick": pick}),
    ),
    st.just({"unique": {"rows": "服务记录", "keys": [{"by": ["领域", "日期"], "gives": "fail"}]}}),
    st.just(
        {
            "disjoint": {
                "by": "人数",
                "left": {"rows": "服务记录", "where": {"领域": FIELDS[0]}},
                "right": {"rows": "服务记录", "where": {"领域": FIELDS[1]}},
            }
        }
    ),
)
body = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=3,
)


def run(given_body, scope):
    parsed = parse_body(given_body)
    return kind_of(parsed).run(parsed, scope)


@settings(max_examples=150)
@given(body, worlds())
def test_what_is_decided_stays_decided(asked, drawn):
    now, settled, period = drawn
    before, after = (run(asked, scope_of(one, period)).truth for one in (now, settled))
    if before in DECIDED:
        assert after is before
    if "pick" not in str(asked) and "ratio" not in str(asked):
        # Only rows of one day and a share of nothing leave a settled world undecided.
        assert after in DECIDED


@settings(max_examples=50)
@given(body, rows)
def test_a_pending_doubt_is_one_that_rulings_end(asked, drawn):
    truth = run(asked, scope_of(drawn)).truth
    if truth is Truth.PENDING:
        for ruling in "cr":
            ruled = [(cells, ruling if verdict == "p" else verdict) for cells, verdict in drawn]
            assert run(asked, scope_of(ruled)).truth in DECIDED


@settings(max_examples=50)
@given(st.lists(leaf, min_size=1, max_size=3), rows)
def test_all_and_any_are_kleenes(parts, drawn):
    scope = scope_of(drawn)
    outcomes = [run(part, scope) for part in parts]
    asked = [one.truth for one in outcomes if one.verdict is not Status.NOT_APPLICABLE]
    for key, joined in (("all", every), ("any", some)):
        for order in (parts, parts[::-1]):
            found_truth = run({key: order}, scope).truth
            if all(one.sure for one in outcomes):
                assert found_truth is (joined(asked) if asked else Truth.YES)
            elif found_truth in DECIDED:
                assert found_truth is joined(asked)


@settings(max_examples=50)
@given(leaf, rows)
def test_the_rows_behind_a_number_are_as_many(asked, drawn):
    outcome = run(asked, scope_of(drawn))
    counts = "each" in asked or ("measure" in asked and "count" in asked["measure"])
    if counts and "distinct" not in str(asked):
        assert len(outcome.evidence) == outcome.number.low


numbers = st.builds(
    lambda low, more: Interval(Decimal(low), None if more is None else Decimal(low + more)),
    st.integers(0, 6),
    st.one_of(st.none(), st.integers(0, 4)),
)


@settings(max_examples=50)
@given(numbers, st.integers(0, 3), st.integers(0, 3), bounds)
def test_a_wider_number_decides_nothing_more(number, below, above, expect):
    judge = Bounds.model_validate(expect).judge
    high = None if number.high is None else number.high + above
    wider = Interval(max(Decimal(0), number.low - below), high)
    narrow, wide = (judge(one, lambda _: None) for one in (number, wider))
    assert wide in (narrow, Truth.UNKNOWN)


@settings(max_examples=50)
@given(measure.filter(lambda one: "pick" not in one), rows)
def test_the_months_add_up_to_the_whole(asked, drawn):
    if "distinct" in asked:
        return
    known = [one for one in drawn if one[0]["日期"] is not UNREADABLE]
    months = [
        Period(f"2026-0{month}", date(2026, month, 1), date(2026, month, last))
        for month, last in ((1, 31), (2, 28), (3, 31))
    ]
    limit = {"measure": asked, "expect": {"min": 0}}
    parts = [run(limit, scope_of(known, month)).number for month in months]
    whole = run(limit, scope_of(known)).number
    assert whole.low == sum(part.low for part in parts)
    if whole.high is not None:
        assert whole.high == sum(part.high for part in parts)


SHEET = {
    "total": 20,
    "items": [
        {"id": "a", "max": 8, "per": {"count": "服务记录", "counted_if": ["valid"]}, "add": 3},
        {
            "id": "b",
            "max": 7,
            "on": {"sum": "人数", "rows": "服务记录", "where": {"领域": FIELDS[0]}},
            "tiers": [
                {"max": 1, "deduct": 0},
                {"above": 1, "below": 3, "deduct": {"min": 1, "max": 2}},
                {"min": 3, "max": 5, "unspecified": "未规定"},
                {"above": 5, "deduct": 6},
            ],
        },
        {
            "id": "c",
            "max": 5,
            "on": {
                "ratio": {
                    "of": {"count": "服务记录", "where": {"领域": FIELDS[1]}},
                    "to": {"count": "服务记录"},
                }
            },
            "steps": {"below": 90, "each": 20, "points": 1, "partial": "begun"},
        },
    ],
    "grades": [{"name": "高", "min": 15}, {"name": "低", "max": 14}],
}


@settings(max_examples=60)
@given(worlds(), st.sampled_from([{"min": 10}, {"max": 12}, {"grade": ["高"]}]))
def test_a_score_only_narrows(drawn, expect):
    asked = parse_body({"score": SHEET, "expect": expect})
    now, settled, period = drawn
    scopes = [scope_of(one, period) for one in (now, settled)]
    before, after = (scored(asked.score, scope) for scope in scopes)
    assert before.total.low <= after.total.low <= after.total.high <= before.total.high
    for one, other in zip(before.lines, after.lines, strict=True):
        assert one.low <= other.low <= other.high <= one.high
    assert set(after.grades) <= set(before.grades)
    assert set(after.between) <= set(before.between)
    truths = [kind_of(asked).run(asked, scope).truth for scope in scopes]
    if truths[0] in DECIDED:
        assert truths[1] is truths[0]


READ = """
due: now
measure:
  count: {{by_reading: {{wide: {{{first}: {a}, {second}: {b}}}}}}}
expect: {{min: 2}}
"""


@pytest.mark.parametrize("staff", range(4))
@pytest.mark.parametrize("members", range(4))
def test_readings_have_no_order_and_equal_ones_win(tmp_path, staff, members):
    scope = world(
        table("人员", [{"姓名": f"人{at}", "岗位": "站长"} for at in range(staff)]),
        table("组织成员", [{"姓名": f"人{at}"} for at in range(members)]),
    )
    one = found(
        tmp_path, READ.format(first="narrow", a="人员", second="broad", b="组织成员"), scope
    )
    other = found(
        tmp_path, READ.format(first="broad", a="组织成员", second="narrow", b="人员"), scope
    )
    assert one.status is other.status
    assert {r.assignment: r.status for r in one.readings} == {
        r.assignment: r.status for r in other.readings
    }
    alone = {reading.status for reading in one.readings}
    assert one.status is (alone.pop() if len(alone) == 1 else Status.RULING_NEEDED)
