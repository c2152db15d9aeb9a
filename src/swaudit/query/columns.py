"""The columns of a table as arrays, made once per table: what conditions and counts read.

Evaluating a rule asks the same few columns thousands of times for a handful of rows each; pandas
takes longer to begin such a question than numpy to answer it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from swaudit.model.tables import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALL = slice(None)
"""Every row of a table, where rows are asked for by their positions."""


@dataclass(frozen=True, eq=False)
class Held:
    """One column: its distinct values, for each row the number of its value, what is unreadable.

    A row in which no value stands, be it blank or unreadable, has the number -1.
    """

    values: Sequence[Any]
    codes: NDArray[np.intp]
    bad: NDArray[np.bool_]

    @cached_property
    def number(self) -> dict[Any, int]:
        """The number of each value."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def rows(self) -> dict[Any, NDArray[np.intp]]:
        """The rows of each value, in order; a list stands under each of its elements as well."""
        found: dict[Any, list[int]] = {}
        for row, number in enumerate(self.codes.tolist()):
            if number >= 0:
                value = self.values[number]
                for one in {value, *_several(value)}:
                    found.setdefault(one, []).append(row)
        return {value: np.array(rows, dtype=np.intp) for value, rows in found.items()}

    @cached_property
    def names(self) -> list[frozenset[Any]]:
        """What each value names: the elements of a list; one written in two ways is one."""
        return [
            frozenset(plain_text(one) if isinstance(one, str) else one for one in _several(value))
            for value in self.values
        ]

    @cached_property
    def gaps(self) -> NDArray[np.intp]:
        """The rows in which no value stands."""
        return np.flatnonzero(self.codes < 0)

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """The days of a date column, counted as `date.toordinal` does; 0 where none stands."""
        days = [*(value.toordinal() for value in self.values), 0]
        return np.array(days, dtype=np.int32)[self.codes]

    def value(self, row: int) -> Any:
        """Return the value of a row, None where none stands."""
        number = self.codes[row]
        return None if number < 0 else self.values[number]

    @cached_property
    def cells(self) -> list[Any]:
        """The value of every row, None where none stands."""
        values = [*self.values, None]
        return [values[number] for number in self.codes.tolist()]

    @cached_property
    def keys(self) -> list[Any]:
        """What the rows of another table are joined with: the cells, a list as a set."""
        keys = [frozenset(v) if isinstance(v, tuple) else v for v in self.values]
        return [*map([*keys, None].__getitem__, self.codes.tolist())]

    def either(self, value: Any) -> NDArray[np.intp]:
        """Return the rows that hold the value (among others), or may: those without one."""
        hits = self.rows.get(value)
        if hits is None or not len(self.gaps):
            return self.gaps if hits is None else hits
        return np.sort(np.concatenate((hits, self.gaps)))

    def equal(self, rows: NDArray[np.intp] | slice, value: Any) -> NDArray[np.bool_]:
        """Return which of the given rows hold exactly the value."""
        number = self.number.get(value)
        codes = self.codes[rows]
        return np.zeros(len(codes), dtype=bool) if number is None else codes == number

    def that(
        self, rows: NDArray[np.intp] | slice, holds: Callable[[Any], bool]
    ) -> NDArray[np.bool_]:
        """Return which of the given rows have a value for which `holds`; it is asked once each."""
        codes = self.codes[rows]
        asked = range(len(self.values)) if isinstance(rows, slice) else set(codes.tolist())
        hits = np.zeros(len(self.values) + 1, dtype=bool)
        hits[[number for number in asked if number >= 0 and holds(self.values[number])]] = True
        return hits[codes]


def plain_text(text: str) -> str:
    """Return text as it is compared: full-width forms folded, white space taken out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


_HELD: WeakKeyDictionary[Table, dict[str, Held]] = WeakKeyDictionary()


def held(table: Table, name: str) -> Held:
    """Return a column that the table has."""
    columns = _HELD.setdefault(table, {})
    if name not in columns:
        columns[name] = _held(table, name)
    return columns[name]


def _held(table: Table, name: str) -> Held:
    cells = table.frame[name]
    numbers: dict[Any, int] = {}
    codes = [
        -1 if gap else numbers.setdefault(cell, len(numbers))
        for cell, gap in zip(cells.tolist(), cells.isna().tolist(), strict=True)
    ]
    return Held(
        list(numbers), np.array(codes, dtype=np.intp), table.unreadable[name].to_numpy(dtype=bool)
    )


def count(table: Table, rows: NDArray[np.intp] | slice) -> int:
    """Return how many rows are meant."""
    return len(table) if isinstance(rows, slice) else len(rows)
