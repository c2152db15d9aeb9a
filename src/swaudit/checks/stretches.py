"""Stretches of the number line, as bounds cut them: whether they overlap, and what they leave out.

The tiers of a score cover every number from 0 once; its grades may leave gaps, which have a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from pydantic import model_validator

from swaudit.query.grammar import Node
from swaudit.query.intervals import Interval, Number, plain
from swaudit.query.refusal import refusal


@dataclass(frozen=True)
class Stretch:
    """All numbers from `low` to `high` (None: without limit); an end may be left out itself."""

    low: Decimal | None
    high: Decimal | None
    low_out: bool = False
    high_out: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is no number in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_out or self.high_out))

    def both(self, other: Stretch) -> Stretch:
        """Return the numbers that are in both."""
        low, low_out = max(
            ((one.low, one.low_out) for one in (self, other) if one.low is not None),
            default=(None, False),
        )
        high, inside = min(
            ((one.high, not one.high_out) for one in (self, other) if one.high is not None),
            default=(None, True),
        )
        return Stretch(low, high, low_out, not inside)

    def meets(self, number: Interval) -> bool:
        """Say whether a number known to lie in an interval may be in it."""
        return not self.both(Stretch(number.low, number.high)).empty

    @property
    def told(self) -> str:
        """The stretch for people: `12–20`, `>20` or `=5`; its ends are told as they stand."""
        if self.low is None or self.high is None:
            ends = (("≥>"[self.low_out], self.low), ("≤<"[self.high_out], self.high))
            return " ".join(f"{sign}{plain(end)}" for sign, end in ends if end is not None)
        if self.low == self.high:
            return f"={plain(self.low)}"
        return f"{plain(self.low)}–{plain(self.high)}"


class Bounded(Node):
    """Bounds that are plain numbers: `min` and `max` inclusive, `above` and `below` exclusive."""

    min: Number | None = None
    max: Number | None = None
    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _some(self) -> Bounded:
        if self.stretch == Stretch(None, None):
            raise refusal("rule.bounds_empty")
        if self.stretch.empty:
            raise refusal("rule.bounds_impossible")
        return self

    @cached_property
    def stretch(self) -> Stretch:
        """The numbers that satisfy the bounds."""
        inclusive = Stretch(self.min, self.max)
        return inclusive.both(Stretch(self.above, self.below, low_out=True, high_out=True))


def overlap(stretches: Iterable[Stretch]) -> tuple[Stretch, Stretch] | None:
    """Return two that share a number, the first such pair in order; None when there is none."""
    ordered = _ordered(stretches)
    for before, after in pairwise(ordered):
        if not before.both(after).empty:
            return before, after
    return None


def gaps(stretches: Iterable[Stretch], within: Stretch) -> Iterator[Stretch]:
    """Yield the stretches of `within` that none of some disjoint stretches covers, in order."""
    left = within
    for one in _ordered(stretches):
        if one.low is not None:
            before = left.both(Stretch(None, one.low, high_out=not one.low_out))
            if not before.empty:
                yield before
        if one.high is None:
            return
        left = left.both(Stretch(one.high, None, low_out=not one.high_out))
    if not left.empty:
        yield left


def _ordered(stretches: Iterable[Stretch]) -> Sequence[Stretch]:
    def start(one: Stretch) -> tuple[bool, Decimal, bool]:
        return one.low is not None, one.low or Decimal(0), one.low_out

    return sorted(stretches, key=start)
