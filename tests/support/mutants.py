"""Rulesets with one number moved: what a ruleset's own test cases must notice.

A number is any whole number or decimal in a rule, a day or a value of an ordered list where a
bound stands, and the value of a parameter. It is named by its place in the file, so that a number
of a template is one number however many rules it is in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from swaudit.audit.ruletest import Tables, run_cases
from swaudit.ruleset.cases import Case, read_cases
from swaudit.ruleset.errors import Mark, RulesetError
from swaudit.ruleset.load import rewritten
from swaudit.ruleset.schema import Rule, Ruleset
from swaudit.ruleset.source import Entries, Items, Tree, Value

TOLD = ("id", "title", "chapter", "source", "level", "covers", "note", "unit", "sample")
"""Keys whose numbers decide nothing; how many a person draws is told, no verdict rests on it."""
BOUNDS = ("min", "max", "above", "below")

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Scalar = str | int


@dataclass(frozen=True)
class Mutant:
    """A number at a place of a ruleset's file, and what stands there instead."""

    mark: Mark
    written: Scalar
    moved: Scalar

    def __str__(self) -> str:
        return f"{self.mark.file}:{self.mark.line}:{self.mark.column}: {self.written}→{self.moved}"


def survivors(ruleset: Ruleset) -> Iterator[Mutant]:
    """Yield the numbers of a ruleset's own file that can be moved by one and no case notices.

    Raises ValueError when the cases are not green to begin with.
    """
    read: Tables = {}
    cases = read_cases(ruleset)
    by_rule: defaultdict[str, list[Case]] = defaultdict(list)
    for result in run_cases(cases, ruleset, read):
        if not result.passed:
            raise ValueError(f"{result.case.mark.file}:{result.case.mark.line}")
        by_rule[result.case.rule].append(result.case)
    concerned: defaultdict[Mutant, list[Rule]] = defaultdict(list)
    for rule in ruleset.rules:
        for mutant in _mutants(rule.tree, "", _ordered(ruleset)):
            if mutant.mark.file == str(ruleset.files[-1]):
                concerned[mutant].append(rule)
    for mutant, rules in concerned.items():
        changed = _with(ruleset, mutant, rules)
        tried = [case for rule in rules for case in by_rule[rule.head.id]]
        if changed and all(result.passed for result in run_cases(tried, changed, read)):
            yield mutant
    yield from _parameters(ruleset)


def _parameters(ruleset: Ruleset) -> Iterator[Mutant]:
    for name, spec in ruleset.parameters.items():
        for moved in _moved(spec.value, ()) if spec.value is not None else ():
            other = {**ruleset.parameters, name: spec.model_copy(update={"value": moved})}
            changed = replace(ruleset, parameters=other)
            if all(result.passed for result in run_cases(read_cases(changed), changed)):
                yield Mutant(Mark(f"{ruleset.files[-1]} {name}", 1, 1), spec.value, moved)


def _with(ruleset: Ruleset, mutant: Mutant, rules: list[Rule]) -> Ruleset | None:
    """Return the ruleset with the number moved in some rules; None if it is then refused."""
    try:
        changed = {
            rule.head.id: rewritten(ruleset, rule, _put(rule.tree, mutant)) for rule in rules
        }
    except RulesetError:
        return None
    return replace(ruleset, rules=tuple(changed.get(rule.head.id, rule) for rule in ruleset.rules))


def _put(tree: Tree, mutant: Mutant) -> Tree:
    if isinstance(tree, Items):
        return Items(tuple(_put(item, mutant) for item in tree.items), tree.mark)
    if isinstance(tree, Entries):
        found = {key: (mark, _put(one, mutant)) for key, (mark, one) in tree.entries.items()}
        return Entries(found, tree.mark)
    return Value(mutant.moved, tree.mark) if tree.mark == mutant.mark else tree


def _mutants(tree: Tree, key: str, ordered: Mapping[str, tuple[str, ...]]) -> Iterator[Mutant]:
    if isinstance(tree, Items):
        for item in tree.items:
            yield from _mutants(item, key, ordered)
    elif isinstance(tree, Entries):
        for inner, (_, found) in tree.entries.items():
            if inner not in TOLD:
                yield from _mutants(found, inner, ordered)
    elif not isinstance(tree.value, bool):
        ranks = next((v for v in ordered.values() if tree.value in v), ()) if key in BOUNDS else ()
        if isinstance(tree.value, int) or key in BOUNDS:
            for moved in _moved(tree.value, ranks):
                yield Mutant(tree.mark, tree.value, moved)


def _ordered(ruleset: Ruleset) -> dict[str, tuple[str, ...]]:
    return {
        name: column.values
        for spec in ruleset.specs.values()
        for name, column in spec.columns.items()
        if column.type == "ordered"
    }


def _moved(value: Scalar, ranks: tuple[str, ...]) -> Iterator[Scalar]:
    """Yield the values beside one: of its last digit, its day or its rank."""
    if isinstance(value, int):
        yield from (value - 1, value + 1)
    elif value in ranks:
        at = ranks.index(value)
        yield from (ranks[other] for other in (at - 1, at + 1) if 0 <= other < len(ranks))
    elif _DECIMAL.fullmatch(value):
        step = Decimal(1).scaleb(Decimal(value).as_tuple().exponent)
        yield from (str(Decimal(value) - step), str(Decimal(value) + step))
    elif _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        yield from (str(day - timedelta(days=1)), str(day + timedelta(days=1)))
