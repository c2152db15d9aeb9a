"""Whether the tables, columns and values that conditions and measures name are declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from swaudit.model.message import Message, message
from swaudit.model.tables import TableSpec
from swaudit.query.evaluate import typed
from swaudit.query.grammar import (
    Condition,
    DateOperand,
    Measure,
    Reference,
    Related,
    Scalar,
    Selection,
    Test,
)
from swaudit.query.intervals import Bounds, Parameter

Path = tuple[str | int, ...]

NUMBERS = ("money", "number", "int")
"""The types of columns that can be summed."""


@dataclass(frozen=True)
class Misnamed:
    """A name in a rule that nothing declares: where in the rule, what is wrong, what was meant."""

    path: Path
    said: Message
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """The fields and the places to sign that a kind of document declares; it need not."""

    fields: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """All that a rule may name: declared tables, parameters, document kinds, its own units.

    `rules` are those that a score may rest on: all but scores.

    `units` leads from the name a `for_each` gives its unit to what can be referred to of it (None
    when its table is not declared); a unit that is a group stands among `specs` too, as the table
    of its own rows.
    """

    specs: Mapping[str, TableSpec]
    parameters: frozenset[str]
    documents: Mapping[str, Places]
    units: Mapping[str, TableSpec | None]
    rules: frozenset[str] = frozenset()

    def rule(self, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when a score cannot rest on a rule of this name."""
        if name not in self.rules:
            yield Misnamed(path, message("rule.rule_unknown", rule=name), tuple(self.rules))

    def table(self, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when no table has this name."""
        if name not in self.specs:
            yield Misnamed(path, message("rule.table_unknown", table=name), tuple(self.specs))

    def column(self, table: str, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when the (declared) table has no such column."""
        if spec := self.specs.get(table):
            yield from _column(spec, name, path)

    def dated(self, table: str, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when the table has no such column, or it holds no days."""
        if spec := self.specs.get(table):
            yield from _dated(spec, name, path)

    def number(self, table: str, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when the table has no such column, or it holds no numbers."""
        yield from self.column(table, name, path)
        if self._type(table, name) not in (None, *NUMBERS):
            yield Misnamed(path, message("rule.not_a_number", column=name))

    def key(self, table: str, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when rows cannot be told apart by a column: it is none, or a list."""
        yield from self.column(table, name, path)
        if self._type(table, name) == "list":
            yield Misnamed(path, message("rule.list_no_key", column=name))

    def value(self, table: str, name: str, given: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when the column, if there is one, never holds the value."""
        spec = self.specs.get(table)
        if spec and name in spec.columns:
            yield from _value(spec, name, given, path)

    def _type(self, table: str, name: str) -> str | None:
        spec = self.specs.get(table)
        return spec.columns[name].type if spec and name in spec.columns else None

    def _whole_table(self, name: str, path: Path) -> Iterator[Misnamed]:
        # The rows of a group are not known to what is worked out once for all units.
        if name in self.units:
            yield Misnamed(path, message("rule.table_unknown", table=name))
        else:
            yield from self.table(name, path)

    def parameter(self, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when no parameter has this name."""
        if name not in self.parameters:
            said = message("rule.parameter_unknown", parameter=name)
            yield Misnamed(path, said, tuple(self.parameters))

    def bounds(self, bounds: Bounds, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about the parameters that bounds name."""
        for name in ("min", "max", "above", "below"):
            bound = getattr(bounds, name)
            if isinstance(bound, Parameter):
                yield from self.parameter(bound.param, (*path, name))

    def measure(self, measure: Measure, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about a measure's table, columns and conditions."""
        if measure.ratio:
            yield from self.measure(measure.ratio.of, (*path, "ratio", "of"))
            yield from self.measure(measure.ratio.to, (*path, "ratio", "to"))
            return
        key = "count" if measure.count else "rows"
        yield from self.table(measure.table, (*path, key))
        checks = {"distinct": self.column, "sum": self.number, "on": self.dated}
        for name, check in checks.items():
            if column := getattr(measure, name):
                yield from check(measure.table, column, (*path, name))
        yield from self.selection(measure, measure.table, path)

    def selection(self, selection: Selection, table: str, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about a selection of rows of a table."""
        if selection.where:
            yield from self.condition(selection.where, table, (*path, "where"))
        if selection.active:
            yield from self.column(table, selection.active.since, (*path, "active", "from"))
            yield from self.column(table, selection.active.until, (*path, "active", "to"))
        if selection.pick:
            end = "first_by" if selection.pick.first_by else "last_by"
            yield from self.dated(table, selection.pick.by, (*path, "pick", end))
            for index, column in enumerate(selection.pick.per):
                yield from self.key(table, column, (*path, "pick", "per", index))
        for index, clause in enumerate(selection.counted_if):
            yield from self.condition(clause, table, (*path, "counted_if", index))

    def condition(self, condition: Condition, table: str, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about a condition on rows of a table."""
        spec = self.specs.get(table)
        for column, test in condition.tests.items():
            yield from self.column(table, column, (*path, column))
            if spec and column in spec.columns:
                yield from self._test(test, spec, column, (*path, column))
        if condition.valid and spec and spec.event is None:
            yield Misnamed(path, message("rule.not_records", table=table))
        if condition.related:
            yield from self._related(condition.related, table, (*path, "related"))
        for name in ("all", "any"):
            for index, inner in enumerate(getattr(condition, name)):
                yield from self.condition(inner, table, (*path, name, index))
        if condition.not_:
            yield from self.condition(condition.not_, table, (*path, "not"))

    def guard(self, condition: Condition, station: str, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about a condition on the unit (`unit.column`) or on the station."""
        for written, test in condition.tests.items():
            unit, _, column = written.partition(".")
            here = (*path, written)
            spec = self.units[unit] if unit in self.units else self.specs[station]
            name = column if unit in self.units else written
            if spec:
                yield from _column(spec, name, here)
                if name in spec.columns:
                    yield from self._test(test, spec, name, here)
        for key in ("valid", "related"):
            if getattr(condition, key):
                yield Misnamed((*path, key), message("rule.guard_columns"))
        for key in ("all", "any"):
            for index, inner in enumerate(getattr(condition, key)):
                yield from self.guard(inner, station, (*path, key, index))
        if condition.not_:
            yield from self.guard(condition.not_, station, (*path, "not"))

    def _reference(self, reference: str, path: Path) -> Iterator[Misnamed]:
        unit, _, column = reference.partition(".")
        if unit not in self.units:
            yield Misnamed(path, message("rule.unit_unknown", unit=unit), tuple(self.units))
        elif spec := self.units[unit]:
            yield from _column(spec, column, path)

    def day(self, operand: DateOperand, table: str, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about a day reckoned for rows of a table."""
        if spec := self.specs.get(table):
            yield from self._day(operand, spec, path)

    def _day(self, operand: DateOperand, spec: TableSpec, path: Path) -> Iterator[Misnamed]:
        if isinstance(operand.date, Reference):
            yield from self._reference(operand.date.ref, (*path, "date"))
        elif isinstance(operand.date, Parameter):
            yield from self.parameter(operand.date.param, (*path, "date"))
        for other in operand.columns:
            yield from _dated(spec, other, (*path, "date"))

    def _related(self, related: Related, table: str, path: Path) -> Iterator[Misnamed]:
        yield from self._whole_table(related.rows, (*path, "rows"))
        # A list belongs to whatever any of its elements belongs to; joined columns are one key.
        check = self.column if len(related.by) == 1 else self.key
        for theirs, ours in related.by.items():
            yield from check(related.rows, theirs, (*path, "by", theirs))
            yield from check(table, ours, (*path, "by", theirs))
        for name, amount in (("distinct", self.column), ("sum", self.number)):
            if column := getattr(related, name):
                yield from amount(related.rows, column, (*path, name))
        yield from self.bounds(related.expect, (*path, "expect"))
        yield from self.selection(related, related.rows, path)

    def _test(self, test: Test, spec: TableSpec, column: str, path: Path) -> Iterator[Misnamed]:
        if test.not_:
            yield from self._test(test.not_, spec, column, (*path, "not"))
        if test.in_table:
            table, _, other = test.in_table.partition(".")
            yield from self._whole_table(table, (*path, "in_table"))
            yield from self.column(table, other, (*path, "in_table"))
        if test.share_of:
            if spec.columns[column].type not in NUMBERS:
                yield Misnamed((*path, "share_of"), message("rule.not_a_number", column=column))
            yield from self.measure(test.share_of, (*path, "share_of"))
        is_list = spec.columns[column].type == "list"
        if is_list and (test.is_ is not None or test.in_ is not None):
            yield Misnamed(path, message("rule.list_uses_has", column=column))
        single = {"is": test.is_, "min": test.min, "max": test.max}
        single |= {"above": test.above, "below": test.below}
        operands = [(name, one) for name, one in single.items() if one is not None]
        operands += [("in", one) for one in test.in_ or ()] + [("has", o) for o in test.has or ()]
        for name, operand in operands:
            if isinstance(operand, Parameter):
                yield from self.parameter(operand.param, (*path, name))
            elif isinstance(operand, Reference):
                yield from self._reference(operand.ref, (*path, name))
            elif isinstance(operand, DateOperand):
                yield from _dated(spec, column, (*path, name))
                yield from self._day(operand, spec, (*path, name))
            elif test.share_of is None and isinstance(operand, (str, int, bool)):
                yield from _value(spec, column, operand, (*path, name))


def _column(spec: TableSpec, name: str, path: Path) -> Iterator[Misnamed]:
    if name not in spec.columns:
        said = message("rule.column_unknown", table=spec.name, column=name)
        yield Misnamed(path, said, tuple(spec.columns))


def _dated(spec: TableSpec, name: str, path: Path) -> Iterator[Misnamed]:
    yield from _column(spec, name, path)
    if name in spec.columns and spec.columns[name].type not in ("date", "month"):
        yield Misnamed(path, message("rule.not_a_date", column=name))


def _value(spec: TableSpec, name: str, given: Scalar, path: Path) -> Iterator[Misnamed]:
    try:
        typed(given, spec.columns[name])
    except ValueError:
        said = message("rule.value_unknown", column=name, value=given)
        yield Misnamed(path, said, spec.columns[name].values)
