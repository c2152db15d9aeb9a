"""Rows selected for a unit, held against the plainest evaluation there is: row by row."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.tables import UNREADABLE
from tests.support.worlds import judged, world

from swaudit.query.evaluate import holds
from swaudit.query.grammar import Condition, Measure
from swaudit.query.periods import Period
from swaudit.query.quantity import measured
from swaudit.query.reasons import notes
from swaudit.query.select import select
from swaudit.query.truth import Truth, every, some

DAYS = [date(2026, 1, 5), date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 9)]
JANUARY = Period("2026-01", date(2026, 1, 1), date(2026, 1, 31))
cells = {
    "日期": st.sampled_from([*DAYS, UNREADABLE, None]),
    "领域": st.sampled_from(["养老服务", "社会救助", UNREADABLE, None]),
    "地点": st.sampled_from(["甲村", "乙村 文化室", None]),
    "人数": st.sampled_from([0, 1, 7, UNREADABLE, None]),
    "对象编号": st.sampled_from([("A",), ("A", "B"), ("B", "C"), UNREADABLE, None]),
}
services = st.lists(
    st.tuples(st.fixed_dictionaries(cells), st.sampled_from("crp")), min_size=1, max_size=7
)
tests_of = {
    "领域": st.sampled_from(
        [
            "养老服务",
            {"in": ["养老服务", "社会救助"]},
            {"ref": "人.领域"},
            {"not": {"ref": "人.领域"}},
        ]
    ),
    "地点": st.sampled_from([{"contains": ["文化"]}, "filled", "empty", {"in": ["甲村"]}]),
    "人数": st.sampled_from([1, {"min": 1}, {"above": 1}, {"max": 1, "min": 0}, {"below": 7}]),
    "对象编号": st.sampled_from(
        [{"has": ["A"]}, {"has": {"ref": "人.对象编号"}}, {"has": [{"ref": "人.对象编号"}, "C"]}]
    ),
}
simple = st.fixed_dictionaries({}, optional=tests_of).filter(bool)
conditions = st.recursive(
    simple | st.just("valid"),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda some: {"all": some}),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: {"any": some}),
        inner.map(lambda one: {"not": one}),
        st.tuples(simple, inner).map(lambda two: {**two[0], "all": [two[1]]}),
    ),
    max_leaves=3,
)
people = st.sampled_from(
    [
        {"对象编号": "A", "领域": "养老服务"},
        {"对象编号": "B", "领域": UNREADABLE},
        {"对象编号": None, "领域": "社会救助"},
        {"对象编号": "D"},
    ]
)


def plain(condition, row, verdict, person):
    """Return the truth of a condition for one row, by the words of the grammar alone."""
    if condition == "valid":
        return {"c": Truth.YES, "p": Truth.PENDING, "r": Truth.NO}[verdict]
    parts = []
    for key, asked in condition.items():
        if key == "all":
            parts += [plain(one, row, verdict, person) for one in asked]
        elif key == "any":
            parts.append(some(plain(one, row, verdict, person) for one in asked))
        elif key == "not":
            parts.append(~plain(asked, row, verdict, person))
        else:
            parts.append(_cell(asked, row[key], person))
    return every(parts)


def _cell(asked, cell, person):
    if asked in ("filled", "empty"):
        if cell is UNREADABLE:
            return Truth.UNKNOWN
        return Truth.YES if (cell is not None) == (asked == "filled") else Truth.NO
    if not isinstance(asked, dict) or "ref" in asked:
        asked = {"is": asked}
    if "not" in asked:
        return ~_cell(asked["not"], cell, person)
    return every(_operator(name, operand, cell, person) for name, operand in asked.items())


def _operator(name, operand, cell, person):
    known = isinstance(cell, (str, int, tuple))
    values = [
        _operand(one, person) for one in (operand if isinstance(operand, list) else [operand])
    ]
    if name in ("is", "in", "has"):
        held = cell if isinstance(cell, tuple) else (cell,)
        hits = [known and value in held for value in values if value is not None]
        if known and any(hits):
            return Truth.YES
        return Truth.NO if known and None not in values else Truth.UNKNOWN
    if not known:
        return Truth.UNKNOWN
    if name == "contains":
        return Truth.YES if any(word in cell.replace(" ", "") for word in values) else Truth.NO
    (bound,) = values
    met = {"min": cell >= bound, "max": cell <= bound, "above": cell > bound, "below": cell < bound}
    return Truth.YES if met[name] else Truth.NO


def _operand(one, person):
    """Return the value asked for; None when it is the unit's and not known."""
    if not isinstance(one, dict):
        return one
    value = person.get(one["ref"].partition(".")[2])
    return None if value is UNREADABLE else value


def unit(person, rows):
    roster = judged_roster(person)
    table = judged("服务记录", [row for row, _ in rows], "".join(word for _, word in rows))
    return world(table).bound("人", roster, 0), table


def judged_roster(person):
    from tests.support.tables import table

    return table("服务对象名单", [{"姓名": "某甲", **person}])


@given(services, conditions, people)
def test_a_condition_holds_as_it_does_row_by_row(rows, written, person):
    scope, table = unit(person, rows)
    found = holds(Condition.model_validate(written), table, scope)
    expected = [plain(written, row, verdict, person) for row, verdict in rows]
    assert [found.at(place) for place in range(len(rows))] == expected


@given(services, simple, conditions, people)
def test_what_a_unit_is_asked_of_is_what_all_rows_would_give(rows, where, wanted, person):
    scope, _ = unit(person, rows)
    measure = {"count": "服务记录", "where": where, "counted_if": [wanted]}
    measure = Measure.model_validate(measure)
    here = scope.within(JANUARY)
    selected = select(measure, "服务记录", here)
    looked_at = [
        every((plain(where, row, verdict, person), _in_january(row["日期"])))
        for row, verdict in rows
    ]
    counted = [
        every((truth, plain(wanted, row, verdict, person)))
        for truth, (row, verdict) in zip(looked_at, rows, strict=True)
    ]
    possible = [place for place, truth in enumerate(looked_at) if truth is not Truth.NO]
    assert selected.rows.tolist() == possible
    assert [selected.looked_at.at(at) for at in range(len(possible))] == [
        looked_at[place] for place in possible
    ]
    number = measured(measure, here).number
    assert number.low == counted.count(Truth.YES)
    doubts = [truth for truth in counted if truth in (Truth.UNKNOWN, Truth.PENDING)]
    assert number.high == number.low + len(doubts)
    assert number.pending == (Truth.UNKNOWN not in doubts)
    refused, _ = notes(selected, here)
    assert len(refused) == sum(
        looked is Truth.YES and counts is Truth.NO
        for looked, counts in zip(looked_at, counted, strict=True)
    )


def _in_january(day):
    if not isinstance(day, date):
        return Truth.UNKNOWN
    return Truth.YES if day.month == 1 else Truth.NO


@pytest.mark.parametrize("order", [("A", "B"), ("B", "A")])
def test_units_do_not_answer_for_each_other(order):
    rows = [
        ({"日期": DAYS[0], "对象编号": ("A",)}, "c"),
        ({"日期": DAYS[0], "对象编号": ("B",)}, "r"),
    ]
    table = judged("服务记录", [row for row, _ in rows], "cr")
    scope = world(table)
    measure = {"count": "服务记录", "where": {"对象编号": {"has": {"ref": "人.对象编号"}}}}
    measure = Measure.model_validate({**measure, "counted_if": ["valid"]})
    numbers = {}
    for one in order:
        bound = scope.bound("人", judged_roster({"对象编号": one}), 0)
        numbers[one] = measured(measure, bound).number.low
    assert numbers == {"A": Decimal(1), "B": Decimal(0)}
