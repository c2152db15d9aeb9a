"""What a ruleset still asks of those who wrote its source: open readings, unset parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from swaudit.ruleset.expand import readings_of
from swaudit.ruleset.schema import Ruleset
from swaudit.ruleset.source import Entries, Items, Tree

NUMERIC = frozenset({"min", "max", "above", "below", "after_period", "size"})
"""The keys under which a parameter stands for a number."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What the options of a reading are called in a letter, in their order."""

_KINDS = {"reading": "口径", "parameter": "参数"}


@dataclass(frozen=True)
class Question:
    """One thing to be answered; `options` by key in words, none for a parameter.

    `rules` are the ids of the rules it bears on; `number` says that a rule needs a number.
    """

    kind: Literal["reading", "parameter"]
    name: str
    text: str
    rules: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    number: bool = False

    @property
    def id(self) -> str:
        """Its fixed id in a letter, whatever language the letter is in."""
        return f"{_KINDS[self.kind]}:{self.name}"


def questions(ruleset: Ruleset) -> tuple[Question, ...]:
    """Return every reading not settled and every parameter not set that a rule refers to."""
    return (*_readings(ruleset), *_parameters(ruleset))


def _readings(ruleset: Ruleset) -> Iterator[Question]:
    used = {rule.head.id: readings_of(rule.tree) for rule in ruleset.rules}
    for name, reading in ruleset.readings.items():
        rules = tuple(rule for rule, names in used.items() if name in names)
        if rules and name not in ruleset.settled:
            options = tuple(reading.options.items())
            yield Question("reading", name, reading.question, rules, options)


def _parameters(ruleset: Ruleset) -> Iterator[Question]:
    used = {rule.head.id: dict(parameters_of(rule.tree)) for rule in ruleset.rules}
    for name, spec in ruleset.parameters.items():
        rules = tuple(rule for rule, names in used.items() if name in names)
        if rules and spec.value is None:
            number = any(names.get(name) for names in used.values())
            yield Question("parameter", name, spec.title, rules, number=number)


def parameters_of(tree: Tree, key: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the parameters a rule's tree refers to; those that stand for a number come last."""
    found = sorted(_parameters_in(tree, key), key=lambda one: one[1])
    yield from dict.fromkeys(found)


def _parameters_in(tree: Tree, key: str) -> Iterator[tuple[str, bool]]:
    if isinstance(tree, Items):
        for item in tree.items:
            yield from _parameters_in(item, key)
    elif isinstance(tree, Entries):
        for inner, (_, found) in tree.entries.items():
            if inner == "param" and not isinstance(found, (Items, Entries)):
                yield str(found.value), key in NUMERIC
            else:
                yield from _parameters_in(found, inner)
