"""What a rule asks, told in words from its structure."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from pydantic import BaseModel

from swaudit.checks.combine import AllBody, AnyBody
from swaudit.checks.each import EachBody
from swaudit.checks.files import FilesBody
from swaudit.checks.manual import ManualBody
from swaudit.checks.measure import MeasureBody
from swaudit.model.message import message, tell, word
from swaudit.query.grammar import Condition, Measure, Node, Related, Selection, Test
from swaudit.query.intervals import Bounds, Parameter, plain
from swaudit.ruleset.schema import RuleHead, Units, Variant

_SIGNS = {"min": "≥", "max": "≤", "above": ">", "below": "<"}
_TOLD = frozenset(
    (
        *("valid", "related", "all", "any", "not_", *_SIGNS),
        *("is_", "in_", "has", "contains", "in_table", "filled"),
        *("where", "active", "counted_if", "by", "rows", "count", "distinct", "sum", "ratio"),
        *("expect", "on"),
    )
)
"""What conditions, tests, selections and measures are made of that has words here."""


def asked(variant: Variant, language: str) -> Iterator[str]:
    """Yield what one reading of a rule asks, line by line; a part set in below what it is of.

    A kind of check that this page has no words for is shown as it is written.
    """
    words = _Words(language)
    yield from words.head(variant.head)
    yield from words.body(variant.body)


class _Words:
    """The words of one language for conditions, measures and checks."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _say(self, code: str, **values: object) -> str:
        return tell(message(f"ask.{code}", **values), self._language)

    def head(self, head: RuleHead) -> Iterator[str]:
        """Yield when the rule is asked at all, of whom, and how often."""
        if head.when:
            yield self._say("when", condition=self.condition(head.when))
        if head.for_each:
            code = "across" if head.across else "for_each"
            yield self._say(code, units=self._units(head.for_each))
        if head.every != "period":
            yield word(f"ask.every.{head.every}", self._language)

    def body(self, body: Node) -> Iterator[str]:
        """Yield what a check asks."""
        if isinstance(body, MeasureBody):
            amount = self._amount(body.measure)
            yield self._say("measure", amount=amount, bounds=self._bounds(body.expect))
            if body.measure.on:
                yield self._say("on", column=body.measure.on)
            yield from self._selection(body.measure)
        elif isinstance(body, EachBody):
            yield self._say("each", table=body.each.rows)
            yield from self._selection(Selection(where=body.each.where, active=body.each.active))
            yield self._say("assert", condition=self.condition(body.each.assert_))
        elif isinstance(body, FilesBody):
            yield self._say("files", kinds="、".join(body.files.kinds))
            yield from self._selection(Selection(where=body.files.where))
        elif isinstance(body, ManualBody):
            yield self._say("manual", question=body.manual)
        elif isinstance(body, (AllBody, AnyBody)):
            yield self._say("all_of" if isinstance(body, AllBody) else "any_of")
            for part in body.all if isinstance(body, AllBody) else body.any:
                first, *rest = self.body(part)
                yield f"- {first}"
                yield from (f"  {line}" for line in rest)
        else:
            yield from _written(body).splitlines()

    def condition(self, condition: Condition) -> str:
        """Return a condition as one phrase."""
        parts = [f"{column}{self._test(test)}" for column, test in condition.tests.items()]
        if condition.valid:
            parts.append(self._say("valid"))
        if condition.related:
            parts.append(self._related(condition.related))
        parts += [self.condition(inner) for inner in condition.all]
        if condition.any:
            parts.append(self._or(condition.any))
        if condition.not_:
            parts.append(self._say("not", condition=self.condition(condition.not_)).strip())
        return "，".join([*parts, *_rest(condition, {*condition.tests, *_TOLD})])

    def _or(self, conditions: tuple[Condition, ...]) -> str:
        return f"（{self._say('or').join(map(self.condition, conditions))}）"

    def _test(self, test: Test) -> str:
        told = []
        if test.is_ is not None:
            told.append(f"={self._operand(test.is_)}")
        for key, sign in _SIGNS.items():
            if (operand := getattr(test, key)) is not None:
                told.append(f"{sign}{self._operand(operand)}")
        for key, operands in (("in", test.in_), ("has", test.has), ("contains", test.contains)):
            if operands is not None:
                told.append(self._say(key, values="、".join(map(self._operand, operands))))
        if test.in_table:
            told.append(self._say("in_table", table=test.in_table))
        if test.filled is not None:
            told.append(self._say("filled" if test.filled else "empty"))
        if test.not_:
            told.append(self._say("not", condition=self._test(test.not_)))
        first, *others = [*told, *_rest(test, _TOLD)]
        return first + "".join(self._say("and") + other.strip() for other in others)

    def _related(self, related: Related) -> str:
        by = "，".join(f"{theirs}={ours}" for theirs, ours in related.by.items())
        amount = Measure(
            count=None if related.distinct or related.sum else related.rows,
            rows=related.rows if related.distinct or related.sum else None,
            distinct=related.distinct,
            sum=related.sum,
        )
        lines = "；".join(self._selection(related))
        return self._say(
            "related",
            by=by,
            amount=self._amount(amount),
            bounds=self._bounds(related.expect),
            rest=f"；{lines}" if lines else "",
        )

    def _selection(self, selection: Selection) -> Iterator[str]:
        if selection.where:
            yield self._say("where", condition=self.condition(selection.where))
        if selection.active:
            active = selection.active
            yield self._say("active", since=active.since, until=active.until)
        if selection.counted_if:
            clauses = "；".join(map(self.condition, selection.counted_if))
            yield self._say("counted_if", conditions=clauses)
        yield from _rest(selection, _TOLD)

    def _amount(self, measure: Measure) -> str:
        if measure.ratio:
            parts = {"of": measure.ratio.of, "to": measure.ratio.to}
            return self._say("ratio", **{name: self._part(one) for name, one in parts.items()})
        if measure.distinct:
            return self._say("distinct", table=measure.table, column=measure.distinct)
        if measure.sum:
            return self._say("sum", table=measure.table, column=measure.sum)
        return self._say("count", table=measure.table)

    def _part(self, measure: Measure) -> str:
        rest = "；".join(self._selection(measure))
        return self._amount(measure) + (f"（{rest}）" if rest else "")

    def _units(self, units: Units) -> str:
        if units.values:
            return "、".join(units.values)
        told = [units.rows or "", *self._selection(Selection(where=units.where))]
        return "；".join([*told, *_rest(units, _TOLD | {"as_", "values"})])

    def _operand(self, operand: Any) -> str:
        if isinstance(operand, bool):
            return self._say("yes" if operand else "no")
        return str(operand) if isinstance(operand, (str, int)) else _written(operand, flow=True)

    def _bounds(self, bounds: Bounds) -> str:
        given = ((sign, getattr(bounds, key)) for key, sign in _SIGNS.items())
        return " ".join(f"{sign}{_bound(bound)}" for sign, bound in given if bound is not None)


def _bound(bound: Any) -> str:
    return f"{{{bound.param}}}" if isinstance(bound, Parameter) else plain(bound)


def _rest(node: BaseModel, told: Set[str]) -> Iterator[str]:
    """Yield, as it is written, what the words above have not told."""
    left = set(node.model_fields_set - told)
    if left:
        yield _written(node, flow=True, only=left)


def _written(node: BaseModel, *, flow: bool = False, only: set[str] | None = None) -> str:
    """Return a part of a rule as its author writes it."""
    import yaml

    given = node.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=only)
    told = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    return str(told).strip()
