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
    """One truth value per row, held as its number: the lesser of two is their conjunction."""

    truths: NDArray[np.uint8]

    @property
    def true(self) -> NDArray[np.bool_]:
        """The rows that are certainly true."""
        return self._are(Truth.YES)

    @property
    def false(self) -> NDArray[np.bool_]:
        """The rows that are certainly false."""
        return self._are(Truth.NO)

    @property
    def pending(self) -> NDArray[np.bool_]:
        """The rows in doubt only for a person's ruling."""
        return self._are(Truth.PENDING)

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """The rows in any doubt, pending ones too."""
        return self._are(Truth.UNKNOWN) | self.pending

    @property
    def possible(self) -> NDArray[np.bool_]:
        """The rows that are not certainly false."""
        return ~self.false

    def _are(self, truth: Truth) -> NDArray[np.bool_]:
        same: NDArray[np.bool_] = self.truths == int(truth)
        return same

    def at(self, position: int) -> Truth:
        """Return the truth of one row."""
        return Truth(int(self.truths[position]))

    def take(self, rows: NDArray[np.intp] | slice) -> Mask:
        """Return the truths of the given rows, in that order."""
        return Mask(self.truths[rows])

    def __len__(self) -> int:
        return len(self.truths)

    def __and__(self, other: Mask) -> Mask:
        return Mask(np.minimum(self.truths, other.truths))

    def __invert__(self) -> Mask:
        return Mask(_NEGATED[self.truths])

    def __or__(self, other: Mask) -> Mask:
        return ~(~self & ~other)


_NEGATED = np.array([~truth for truth in Truth], dtype=np.uint8)


def constant(truth: Truth, length: int) -> Mask:
    """Return a mask of one truth value for all rows."""
    return Mask(np.full(length, truth, dtype=np.uint8))


def decided(true: NDArray[np.bool_], known: NDArray[np.bool_]) -> Mask:
    """Return the mask that is true or false where `known`, and unknown elsewhere."""
    return Mask(np.where(known, true * np.uint8(Truth.YES), np.uint8(Truth.UNKNOWN)))
