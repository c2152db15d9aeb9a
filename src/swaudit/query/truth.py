"""Kleene's three values, with the cause of a doubt kept apart.

`PENDING` and `UNKNOWN` both mean "neither true nor false": pending when only a person's ruling on
records is missing, unknown when something could not be read or is not there. An unknown that
matters is never hidden behind a pending one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Truth(IntEnum):
    """A truth value; the order is that of conjunction: the least operand decides."""

    NO = 0
    UNKNOWN = 1
    PENDING = 2
    YES = 3

    def __invert__(self) -> Truth:
        """Return the negation; a doubt stays the same doubt."""
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, self)


def every(truths: Iterable[Truth]) -> Truth:
    """Return the conjunction; of none, YES."""
    return min(truths, default=Truth.YES)


def some(truths: Iterable[Truth]) -> Truth:
    """Return the disjunction; of none, NO."""
    return ~every(~truth for truth in truths)


@dataclass(frozen=True, eq=False)
class Mask:
    """One truth value per row: `true`, `unknown` (in any doubt), and `pending` ⊆ `unknown`."""

    true: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    pending: NDArray[np.bool_]

    @property
    def false(self) -> NDArray[np.bool_]:
        """The rows that are certainly false."""
        return ~(self.true | self.unknown)

    @property
    def possible(self) -> NDArray[np.bool_]:
        """The rows that are not certainly false."""
        return self.true | self.unknown

    def at(self, position: int) -> Truth:
        """Return the truth of one row."""
        if self.true[position]:
            return Truth.YES
        if self.pending[position]:
            return Truth.PENDING
        return Truth.UNKNOWN if self.unknown[position] else Truth.NO

    def __and__(self, other: Mask) -> Mask:
        true = self.true & other.true
        unknown = ~(true | self.false | other.false)
        clear = (self.true | self.pending) & (other.true | other.pending)
        return Mask(true, unknown, unknown & clear)

    def __invert__(self) -> Mask:
        return Mask(self.false, self.unknown, self.pending)

    def __or__(self, other: Mask) -> Mask:
        return ~(~self & ~other)


def constant(truth: Truth, length: int) -> Mask:
    """Return a mask of one truth value for all rows."""
    yes, no = np.ones(length, dtype=bool), np.zeros(length, dtype=bool)
    doubt = yes if truth in (Truth.UNKNOWN, Truth.PENDING) else no
    return Mask(yes if truth is Truth.YES else no, doubt, yes if truth is Truth.PENDING else no)


def decided(true: NDArray[np.bool_], known: NDArray[np.bool_]) -> Mask:
    """Return the mask that is true or false where `known`, and unknown elsewhere."""
    return Mask(true & known, ~known, np.zeros(len(known), dtype=bool))
