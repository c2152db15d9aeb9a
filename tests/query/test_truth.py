"""Kleene's laws, with pending kept apart from unknown."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from swaudit.query.truth import Mask, Truth, every, some

truths = st.sampled_from(list(Truth))
rows = st.lists(st.tuples(truths, truths), min_size=1, max_size=8)


def mask(values):
    return Mask(np.array(values, dtype=np.uint8))


def unmask(made):
    parts = (made.true, made.pending, made.unknown, made.possible)
    return [
        Truth.YES if yes else Truth.PENDING if pending else Truth(int(possible))
        for yes, pending, unknown, possible in zip(*parts, strict=True)
        if unknown == (possible and not yes)
    ]


@given(rows)
def test_masks_follow_the_scalar_logic(pairs):
    left, right = mask([a for a, _ in pairs]), mask([b for _, b in pairs])
    assert unmask(left & right) == [every(pair) for pair in pairs]
    assert unmask(left | right) == [some(pair) for pair in pairs]
    assert unmask(~left) == [~a for a, _ in pairs]


@given(truths, truths)
def test_de_morgan(a, b):
    assert ~every((a, b)) == some((~a, ~b))


@given(truths)
def test_unknown_is_never_hidden_by_pending(a):
    joined = every((a, Truth.UNKNOWN, Truth.PENDING))
    assert joined is (Truth.NO if a is Truth.NO else Truth.UNKNOWN)


def test_of_nothing():
    assert every(()) is Truth.YES
    assert some(()) is Truth.NO
