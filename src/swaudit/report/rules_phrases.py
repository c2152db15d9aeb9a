"""The phrases a rule is told in: conditions, amounts, bounds, units of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from swaudit.model.message import message, tell, word
from swaudit.query.grammar import (
    Condition,
    DateOperand,
    FirstOf,
    Measure,
    Reference,
    Related,
    Selection,
    Span,
    Test,
)
from swaudit.query.intervals import Bounds, Parameter, plain
from swaudit.ruleset.schema import Units

_SIGNS = {"min": "≥", "max": "≤", "above": ">", "below": "<"}
_TOLD = frozenset(
    (
        *("valid", "related", "all", "any", "not_", *_SIGNS),
        *("is_", "in_", "has", "contains", "in_table", "filled"),
        *("where", "active", "pick", "counted_if", "by", "rows", "count", "distinct", "sum"),
        *("ratio", "expect", "on", "share_of"),
    )
)
"""What conditions, tests, selections and measures are made of that has words here."""


@dataclass(frozen=True)
class Line:
    """One line of what a rule asks; `depth` is how far it is set in, `item` that it is listed.

    `apart`: what stands below it holds by itself, so that a part of it can be told alone.
    """

    text: str
    depth: int = 0
    item: bool = False
    apart: bool = False

    @property
    def level(self) -> int:
        """How deep it stands: a list is below the line before it, further lines below the item."""
        return 2 * self.depth + self.item


Block = tuple[Line, ...]
"""A line and what is set in below it."""


def listed(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield blocks as the items of a list below the line before them."""
    for first, *rest in blocks:
        yield replace(first, item=True)
        yield from (replace(line, depth=line.depth + 1) for line in rest)


class Phrases:
    """The words of one language; `values` are the ruleset's parameters, None where unset."""

    def __init__(self, values: Mapping[str, str | None], language: str) -> None:
        self._values = values
        self._language = language

    def say(self, code: str, **values: object) -> str:
        """Return a sentence of this page's own."""
        return tell(message(f"ask.{code}", **values), self._language)

    def term(self, code: str) -> str:
        """Return a bare word of this page's own."""
        return word(f"ask.{code}", self._language)

    def asked(self, code: str, *conditions: Condition) -> Iterator[Line]:
        """Yield conditions that must all hold: in one line, or listed where one goes deeper."""
        each = [tuple(self._clauses(condition)) for condition in conditions]
        if all(len(block) == 1 for blocks in each for block in blocks):
            phrases = "；".join("，".join(block[0].text for block in blocks) for blocks in each)
            yield Line(self.say(code, condition=phrases))
            return
        yield Line(self.say(code, condition="").rstrip())
        yield from listed(block for blocks in each for block in blocks)

    def condition(self, condition: Condition) -> str:
        """Return a condition as one phrase."""
        return "，".join(_flat(block) for block in self._clauses(condition))

    def _clauses(self, condition: Condition) -> Iterator[Block]:
        for column, test in condition.tests.items():
            yield (Line(f"{column}{self._test(test)}"),)
        if condition.valid:
            yield (Line(self.term("valid")),)
        if condition.related:
            yield tuple(self._related(condition.related))
        for inner in condition.all:
            yield from self._clauses(inner)
        if condition.any:
            yield self._any(condition.any)
        if condition.not_:
            yield (Line(self.say("not", condition=self.condition(condition.not_)).strip()),)
        for rest in untold(condition, {*condition.tests, *_TOLD}):
            yield (Line(rest),)

    def _any(self, conditions: tuple[Condition, ...]) -> Block:
        each = [tuple(self._clauses(inner)) for inner in conditions]
        if all(len(block) == 1 for blocks in each for block in blocks):
            phrases = ("，".join(block[0].text for block in blocks) for blocks in each)
            return (Line(f"（{self.term('or').join(phrases)}）"),)
        branches = (tuple(line for block in blocks for line in block) for blocks in each)
        return (Line(self.term("any_of")), *listed(branches))

    def _test(self, test: Test) -> str:
        told = []
        if test.is_ is not None:
            told.append(f"={self.operand(test.is_)}")
        bounds = [
            f"{sign}{self.operand(operand)}"
            for key, sign in _SIGNS.items()
            if (operand := getattr(test, key)) is not None
        ]
        if test.share_of:
            share = self.say("share", of=self._part(test.share_of), bounds=" ".join(bounds))
            return share + "".join(untold(test, _TOLD))
        told += bounds
        for key, operands in (("in", test.in_), ("has", test.has), ("contains", test.contains)):
            if operands is not None:
                told.append(self.say(key, values="、".join(map(self.operand, operands))))
        if test.in_table:
            told.append(self.say("in_table", table=test.in_table))
        if test.filled is not None:
            told.append(self.term("filled" if test.filled else "empty"))
        if test.not_:
            told.append(self._not(test.not_))
        first, *others = [*told, *untold(test, _TOLD)]
        return first + "".join(self.term("and") + other.strip() for other in others)

    def _not(self, test: Test) -> str:
        given = test.model_fields_set
        if given == {"is_"}:
            return f"≠{self.operand(test.is_)}"
        for key, operands in (("in", test.in_), ("contains", test.contains)):
            if operands is not None and len(given) == 1:
                return self.say(f"not_{key}", values="、".join(map(self.operand, operands)))
        return self.say("not", condition=self._test(test))

    def _related(self, related: Related) -> Iterator[Line]:
        by = "，".join(f"{theirs}={ours}" for theirs, ours in related.by.items())
        amount = Measure(
            count=None if related.distinct or related.sum else related.rows,
            rows=related.rows if related.distinct or related.sum else None,
            distinct=related.distinct,
            sum=related.sum,
        )
        bounds = self.bounds(related.expect)
        yield Line(self.say("related", by=by, amount=self.amount(amount), bounds=bounds))
        yield from self.selection(related)

    def selection(self, selection: Selection) -> Iterator[Line]:
        """Yield which rows are looked at, and which of them count."""
        if selection.where:
            yield from self.asked("where", selection.where)
        if selection.active:
            active = selection.active
            yield Line(self.say("active", since=active.since, until=active.until))
        if selection.pick:
            code = "first" if selection.pick.first_by else "last"
            if selection.pick.per:
                code, per = f"{code}_per", "、".join(selection.pick.per)
                yield Line(self.say(code, column=selection.pick.by, per=per))
            else:
                yield Line(self.say(code, column=selection.pick.by))
        if selection.counted_if:
            yield from self.asked("counted_if", *selection.counted_if)
        yield from map(Line, untold(selection, _TOLD))

    def amount(self, measure: Measure) -> str:
        """Return what is counted or added up."""
        if measure.ratio:
            parts = {"of": measure.ratio.of, "to": measure.ratio.to}
            return self.say("ratio", **{name: self._part(one) for name, one in parts.items()})
        if measure.distinct:
            return self.say("distinct", table=measure.table, column=measure.distinct)
        if measure.sum:
            return self.say("sum", table=measure.table, column=measure.sum)
        return self.say("count", table=measure.table)

    def _part(self, measure: Measure) -> str:
        rest = "；".join(line.text for line in self.selection(measure))
        return self.amount(measure) + (f"（{rest}）" if rest else "")

    def units(self, units: Units) -> str:
        """Return what a rule is asked of one by one."""
        if units.values:
            return "、".join(units.values)
        told = [units.rows or ""]
        if units.group:
            told.append(self.say("group", columns="、".join(units.group)))
        chosen = Selection(where=units.where, active=units.active)
        told += [line.text for line in self.selection(chosen)]
        told += [self.say("with", name=name, column=made.sum) for name, made in units.with_.items()]
        known = _TOLD | {"as_", "values", "group", "with_"}
        return "；".join([*told, *untold(units, known)])

    def operand(self, operand: Any) -> str:
        """Return what something is compared with."""
        if isinstance(operand, bool):
            return self.term("yes" if operand else "no")
        if isinstance(operand, Parameter):
            return self.parameter(operand)
        if isinstance(operand, Reference):
            unit, _, column = operand.ref.partition(".")
            code = "of_unit" if column else "this_unit"
            return self.say(code, unit=unit, column=column)
        if isinstance(operand, DateOperand):
            return self.day(operand)
        return str(operand)

    def day(self, operand: DateOperand) -> str:
        """Return a day that is reckoned."""
        if isinstance(operand.date, FirstOf):
            day = self.say("first_of", columns="、".join(operand.date.first_of))
        elif operand.date == "as_of":
            day = self.term("as_of")
        else:
            day = self.operand(operand.date)
        for code, span in (("before", operand.less), ("after", operand.plus)):
            if span:
                day = self.say(code, day=day, span=self._span(span))
        return day

    def _span(self, span: Span) -> str:
        given = ((name, getattr(span, name)) for name in ("months", "days", "workdays"))
        return "".join(self.say(name, number=number) for name, number in given if number)

    def bounds(self, bounds: Bounds) -> str:
        """Return bounds in mathematical signs."""
        if bounds.min is not None and bounds.min == bounds.max:
            return f"={self._bound(bounds.min)}"
        given = ((sign, getattr(bounds, key)) for key, sign in _SIGNS.items())
        return " ".join(f"{sign}{self._bound(bound)}" for sign, bound in given if bound is not None)

    def _bound(self, bound: Any) -> str:
        return self.parameter(bound) if isinstance(bound, Parameter) else plain(bound)

    def parameter(self, parameter: Parameter) -> str:
        """Return a parameter's value and name, or that it is not set."""
        value = self._values.get(parameter.param)
        if value is None:
            return self.say("parameter_unset", name=parameter.param)
        return self.say("parameter", name=parameter.param, value=value)


def untold(node: BaseModel, told: Set[str]) -> Iterator[str]:
    """Yield, as it is written, what no words have told."""
    left = set(node.model_fields_set - told)
    if left:
        yield written(node, flow=True, only=left)


def written(node: BaseModel, *, flow: bool = False, only: set[str] | None = None) -> str:
    """Return a part of a rule as its author writes it."""
    import yaml

    given = node.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=only)
    told = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    return str(told).strip()


def _flat(block: Block) -> str:
    """Return a block in one line: what is set in below follows in brackets."""
    first, *rest = block
    return first.text + (f"（{'；'.join(line.text for line in rest)}）" if rest else "")
