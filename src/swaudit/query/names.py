"""Whether the tables, columns and values that conditions and measures name are declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from swaudit.model.message import Message, message
from swaudit.model.tables import TableSpec
from swaudit.query.evaluate import typed
from swaudit.query.grammar import Condition, Measure, Reference, Related, Selection, Test
from swaudit.query.intervals import Bounds, Parameter

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Misnamed:
    """A name in a rule that nothing declares: where in the rule, what is wrong, what was meant."""

    path: Path
    said: Message
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """All that a rule may name: declared tables, parameters, document kinds, its own units.

    `units` leads from the name a `for_each` gives its unit to the table of its rows ("" for
    values).
    """

    specs: Mapping[str, TableSpec]
    parameters: frozenset[str]
    documents: frozenset[str]
    units: Mapping[str, str]

    def table(self, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when no table has this name."""
        if name not in self.specs:
            yield Misnamed(path, message("rule.table_unknown", table=name), tuple(self.specs))

    def column(self, table: str, name: str, path: Path) -> Iterator[Misnamed]:
        """Yield a complaint when the (declared) table has no such column."""
        spec = self.specs.get(table)
        if spec and name not in spec.columns:
            said = message("rule.column_unknown", table=table, column=name)
            yield Misnamed(path, said, tuple(spec.columns))

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
        for name in ("distinct", "sum", "on"):
            if column := getattr(measure, name):
                yield from self.column(measure.table, column, (*path, name))
        yield from self.selection(measure, measure.table, path)

    def selection(self, selection: Selection, table: str, path: Path) -> Iterator[Misnamed]:
        """Yield complaints about a selection of rows of a table."""
        if selection.where:
            yield from self.condition(selection.where, table, (*path, "where"))
        if selection.active:
            yield from self.column(table, selection.active.since, (*path, "active", "from"))
            yield from self.column(table, selection.active.until, (*path, "active", "to"))
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

    def _reference(self, reference: str, path: Path) -> Iterator[Misnamed]:
        unit, _, column = reference.partition(".")
        if unit not in self.units:
            yield Misnamed(path, message("rule.unit_unknown", unit=unit), tuple(self.units))
        elif self.units[unit]:
            yield from self.column(self.units[unit], column, path)

    def _related(self, related: Related, table: str, path: Path) -> Iterator[Misnamed]:
        yield from self.table(related.rows, (*path, "rows"))
        for theirs, ours in related.by.items():
            yield from self.column(related.rows, theirs, (*path, "by", theirs))
            yield from self.column(table, ours, (*path, "by", theirs))
        for name in ("distinct", "sum"):
            if column := getattr(related, name):
                yield from self.column(related.rows, column, (*path, name))
        yield from self.bounds(related.expect, (*path, "expect"))
        yield from self.selection(related, related.rows, path)

    def _test(self, test: Test, spec: TableSpec, column: str, path: Path) -> Iterator[Misnamed]:
        if test.not_:
            yield from self._test(test.not_, spec, column, (*path, "not"))
        if test.in_table:
            table, _, other = test.in_table.partition(".")
            yield from self.table(table, (*path, "in_table"))
            yield from self.column(table, other, (*path, "in_table"))
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
            elif isinstance(operand, (str, int, bool)):
                try:
                    typed(operand, spec.columns[column])
                except ValueError:
                    said = message("rule.value_unknown", column=column, value=operand)
                    yield Misnamed((*path, name), said, spec.columns[column].values)
