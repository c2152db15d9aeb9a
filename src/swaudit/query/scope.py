"""What a condition is evaluated in: the tables, the parameters, the days that count, the unit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from swaudit.model.tables import Table, TableSpec
from swaudit.query.periods import Period


@dataclass(frozen=True)
class Unknown:
    """The value of a reference or parameter that could not be read or was never set."""


UNKNOWN = Unknown()


@dataclass(frozen=True, eq=False)
class Scope:
    """Everything an evaluation may look at; it changes none of it.

    `specs` are the declared tables, `tables` those present; `bindings` the unit's columns by its
    name (for_each … as). `memo` remembers what depends on neither period nor unit.
    """

    specs: Mapping[str, TableSpec]
    tables: Mapping[str, Table]
    parameters: Mapping[str, str | None]
    start: date
    end: date
    as_of: date
    period: Period | None = None
    bindings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    memo: dict[Hashable, Any] = field(default_factory=dict)

    def within(self, period: Period) -> Scope:
        """Return the same scope for one period."""
        return replace(self, period=period)

    def bound(self, name: str, values: Mapping[str, Any]) -> Scope:
        """Return the same scope with a unit's columns bound to a name."""
        return replace(self, bindings={**self.bindings, name: values})

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
        return self.bindings.get(unit, {}).get(column, UNKNOWN)
