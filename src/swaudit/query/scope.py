"""What a condition is evaluated in: the tables, the parameters, the days that count, the unit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from swaudit.model.status import Status
from swaudit.model.tables import Table, TableSpec
from swaudit.query.columns import held
from swaudit.query.periods import Period
from swaudit.query.truth import Mask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Unknown:
    """The value of a reference or parameter that could not be read or was never set."""


UNKNOWN = Unknown()


@dataclass(frozen=True, eq=False)
class OwnRows:
    """The rows of a table that are a unit's: their positions, and whether each surely is."""

    at: NDArray[np.intp]
    sure: Mask


@dataclass(frozen=True, eq=False)
class Scope:
    """Everything an evaluation may look at; it changes none of it.

    `specs` are the declared tables, `tables` those present; `units` the unit's row by its name
    (for_each … as), `own` the rows of a table under that name that are the unit's: those of its
    group. `findings` are the verdicts on other rules and `points` those a person has given, by
    item: what a score rests on. `memo` remembers what depends on neither period nor unit, `here`
    what depends on the unit alone.
    """

    specs: Mapping[str, TableSpec]
    tables: Mapping[str, Table]
    parameters: Mapping[str, str | None]
    start: date
    end: date
    as_of: date
    period: Period | None = None
    units: Mapping[str, tuple[Table, int]] = field(default_factory=dict)
    own: Mapping[str, OwnRows] = field(default_factory=dict)
    findings: Mapping[str, Status] = field(default_factory=dict)
    points: Mapping[str, Decimal] = field(default_factory=dict)
    memo: dict[Hashable, Any] = field(default_factory=dict)
    here: dict[Hashable, Any] = field(default_factory=dict)

    def within(self, period: Period) -> Scope:
        """Return the same scope for one period."""
        return replace(self, period=period)

    def bound(self, name: str, table: Table, position: int) -> Scope:
        """Return the same scope with a row bound to the name of a unit."""
        return replace(self, units={**self.units, name: (table, position)}, here={})

    def owning(self, name: str, table: Table, rows: OwnRows) -> Scope:
        """Return the same scope with some rows of a table under a name of their own."""
        tables, own = {**self.tables, name: table}, {**self.own, name: rows}
        return replace(self, tables=tables, own=own, here={})

    def number(self, parameter: str) -> Decimal | None:
        """Return a parameter as a number; None when it is unset or no number."""
        given = self.parameters.get(parameter)
        try:
            return None if given is None else Decimal(given)
        except InvalidOperation:
            return None

    def refer(self, reference: str) -> Any:
        """Return the unit's value a `{ref: unit.column}` names, or UNKNOWN."""
        unit, _, column = reference.partition(".")
        if unit not in self.units:
            return UNKNOWN
        table, position = self.units[unit]
        if column not in table.frame:
            return UNKNOWN
        value = held(table, column).value(position)
        return UNKNOWN if value is None else value
