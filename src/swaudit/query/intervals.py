"""Numbers that are known only to lie between two bounds, and the bounds a rule sets on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from swaudit.query.refusal import refusal
from swaudit.query.truth import Truth, every


@dataclass(frozen=True)
class Interval:
    """A number from `low` to `high` (None: without limit), both inclusive.

    `pending` says that all doubt rests on records a person has yet to rule on.
    """

    low: Decimal
    high: Decimal | None
    pending: bool = False

    @property
    def width(self) -> Decimal | None:
        """How much may still be added to `low`; None without limit."""
        return None if self.high is None else self.high - self.low


ZERO = Interval(Decimal(0), Decimal(0))
NOTHING_KNOWN = Interval(Decimal(0), None)


def percent(of: Interval, to: Interval) -> Interval | None:
    """Return of/to in percent as the hull of all possible ratios; None when `to` may be zero."""
    if to.low <= 0:
        return None
    low = Decimal(0) if to.high is None else of.low / to.high * 100
    high = None if of.high is None else of.high / to.low * 100
    return Interval(low, high, of.pending and to.pending)


_LONGEST = 30
"""Digits of a number before or after the point."""


def _decimal(given: Any) -> Any:
    # A float has already lost the digits that were written.
    if isinstance(given, (bool, float)):
        raise refusal("rule.number_expected", given=given)
    if isinstance(given, (int, str)):
        try:
            number = Decimal(given)
        except ArithmeticError:
            raise refusal("rule.number_expected", given=given) from None
        # 1e999999999 is short to write and fills the memory once it is written out.
        if number.is_finite() and not -_LONGEST < number.adjusted() < _LONGEST:
            raise refusal("rule.number_expected", given=given)
        return number
    return given


class Parameter(BaseModel):
    """The name of a ruleset parameter whose value stands here; unset makes the bound unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    param: str


Number = Annotated[Decimal, BeforeValidator(_decimal)]
Resolve = Callable[[str], Decimal | None]


class Bounds(BaseModel):
    """What a number must satisfy: `min` and `max` inclusive, `above` and `below` exclusive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: Number | Parameter | None = None
    max: Number | Parameter | None = None
    above: Number | Parameter | None = None
    below: Number | Parameter | None = None

    @model_validator(mode="after")
    def _possible(self) -> Bounds:
        given = [b for b in (self.min, self.max, self.above, self.below) if b is not None]
        if not given:
            raise refusal("rule.bounds_empty")
        low, high = self._fixed(self.min, self.above), self._fixed(self.max, self.below)
        if low and high and (max(low) > min(high)):
            raise refusal("rule.bounds_impossible")
        return self

    @staticmethod
    def _fixed(*bounds: Decimal | Parameter | None) -> list[Decimal]:
        return [bound for bound in bounds if isinstance(bound, Decimal)]

    def judge(self, number: Interval, resolve: Resolve) -> Truth:
        """Return YES if every possible value satisfies the bounds, NO if none does."""
        doubt = Truth.PENDING if number.pending else Truth.UNKNOWN
        return every(_one(name, bound, number, doubt) for name, bound in self.resolved(resolve))

    @cached_property
    def _set(self) -> tuple[tuple[str, Decimal | Parameter], ...]:
        bounds = (
            ("min", self.min),
            ("max", self.max),
            ("above", self.above),
            ("below", self.below),
        )
        return tuple((name, bound) for name, bound in bounds if bound is not None)

    def resolved(self, resolve: Resolve) -> tuple[tuple[str, Decimal | None], ...]:
        """Return the bounds set, by name, with parameters looked up (None: the value is unset)."""
        return tuple(
            (name, resolve(bound.param) if isinstance(bound, Parameter) else bound)
            for name, bound in self._set
        )

    def needed(self, resolve: Resolve) -> Decimal | None:
        """Return the least number that satisfies the lower bound; None when there is none."""
        lower = [value for name, value in self.resolved(resolve) if name in ("min", "above")]
        return max((value for value in lower if value is not None), default=None)

    def can_grow(self, number: Interval, resolve: Resolve) -> bool:
        """Say whether more could still satisfy the bounds: no upper bound is broken yet."""
        upper = [(n, v) for n, v in self.resolved(resolve) if n in ("max", "below")]
        return all(_one(n, v, Interval(number.low, None), Truth.UNKNOWN) for n, v in upper)

    def told(self, resolve: Resolve) -> str:
        """Return the bounds in mathematical signs, such as ≥2 or ≥40 ≤65."""
        return _told(self.resolved(resolve))


@cache
def _told(bounds: tuple[tuple[str, Decimal | None], ...]) -> str:
    exactly = {value for _, value in bounds}
    if [name for name, _ in bounds] == ["min", "max"] and len(exactly) == 1:
        return "".join("?" if value is None else plain(value) for value in exactly)
    signs = {"min": "≥", "max": "≤", "above": ">", "below": "<"}
    values = ((signs[name], "?" if value is None else plain(value)) for name, value in bounds)
    return " ".join(f"{sign}{value}" for sign, value in values)


def plain(number: Decimal) -> str:
    """Return a number without exponent or trailing zeros."""
    return f"{number.normalize():f}"


def _one(name: str, bound: Decimal | None, number: Interval, doubt: Truth) -> Truth:
    if bound is None:
        return Truth.UNKNOWN
    low, high = number.low, number.high
    if name == "min":
        surely, never = low >= bound, high is not None and high < bound
    elif name == "above":
        surely, never = low > bound, high is not None and high <= bound
    elif name == "max":
        surely, never = high is not None and high <= bound, low > bound
    else:
        surely, never = high is not None and high < bound, low >= bound
    return Truth.YES if surely else Truth.NO if never else doubt
