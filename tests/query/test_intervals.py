from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval, percent
from swaudit.query.truth import Truth


def nothing(_name):
    return None


def interval(low, high, pending=False):
    return Interval(Decimal(low), None if high is None else Decimal(high), pending)


@pytest.mark.parametrize(
    ("bounds", "low", "high", "truth"),
    [
        ({"min": 5}, 5, 5, Truth.YES),
        ({"min": 5}, 4, 4, Truth.NO),
        ({"min": 5}, 4, 5, Truth.UNKNOWN),
        ({"min": 5}, 0, None, Truth.UNKNOWN),
        ({"above": 2000}, 2000, 2000, Truth.NO),
        ({"above": 2000}, 2001, 2001, Truth.YES),
        ({"max": 70}, 70, 70, Truth.YES),
        ({"max": 70}, 71, None, Truth.NO),
        ({"max": 70}, 10, None, Truth.UNKNOWN),
        ({"below": 8}, 8, 8, Truth.NO),
        ({"below": 8}, 7, 7, Truth.YES),
        ({"min": 40, "max": 65}, 40, 65, Truth.YES),
        ({"min": 40, "max": 65}, 39, 65, Truth.UNKNOWN),
        ({"min": 40, "max": 65}, 66, 90, Truth.NO),
        ({"min": "59.5"}, "59.5", "59.5", Truth.YES),
        ({"min": {"param": "门槛"}}, 9, 9, Truth.UNKNOWN),
    ],
)
def test_bounds_hold_when_every_value_satisfies_them(bounds, low, high, truth):
    assert Bounds.model_validate(bounds).judge(interval(low, high), nothing) is truth


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 60))
def test_a_verdict_is_that_of_every_value(low, more, least):
    judged = Bounds.model_validate({"min": least}).judge(interval(low, low + more), nothing)
    each = {value >= least for value in range(low, low + more + 1)}
    assert judged is (
        {True: Truth.YES, False: Truth.NO}[each.pop()] if len(each) == 1 else Truth.UNKNOWN
    )


def test_doubt_of_pending_records_alone_is_pending():
    bounds = Bounds.model_validate({"min": 5})
    assert bounds.judge(interval(4, 6, pending=True), nothing) is Truth.PENDING


@pytest.mark.parametrize(
    "wrong", [{}, {"min": 5.5}, {"min": True}, {"min": "viele"}, {"min": 6, "max": 5}, {"mni": 5}]
)
def test_wrong_bounds_are_refused(wrong):
    with pytest.raises(ValidationError):
        Bounds.model_validate(wrong)


def test_a_ratio_is_the_hull_of_all_possible_ones():
    assert percent(interval(1, 2), interval(4, 5)) == interval(20, 50)
    assert percent(interval(1, 2), interval(0, 5)) is None
    assert percent(interval(1, 2), interval(4, None)) == interval(0, 50)
    assert percent(NOTHING_KNOWN, interval(4, 4)).high is None
