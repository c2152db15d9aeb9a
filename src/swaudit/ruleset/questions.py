"""What a ruleset still asks of those who wrote its source: open readings, unset parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from swaudit.ruleset.expand import readings_of
from swaudit.ruleset.schema import Ruleset
from swaudit.ruleset.source import Entries, Items, Tree, Value

Stands = Literal["text", "number", "date"]
"""What a parameter stands for."""

_STANDS: Mapping[str, Stands] = {
    **dict.fromkeys(("min", "max", "above", "below", "after_period", "size"), "number"),
    "date": "date",
}
"""What a parameter stands for under a key of a rule."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What the options of a reading are called in a letter, in their order."""

_KINDS = {"reading": "口径", "parameter": "参数"}


@dataclass(frozen=True)
class Question:
    """One thing to be answered; `options` by key in words, none for a parameter.

    `rules` are the ids of the rules it bears on; `stands` says what a parameter must be.
    """

    kind: Literal["reading", "parameter"]
    name: str
    text: str
    rules: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    stands: Stands = "text"

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
    used = {rule.head.id: set(parameters_of(rule.tree)) for rule in ruleset.rules}
    for name, spec in ruleset.parameters.items():
        rules = tuple(rule for rule, found in used.items() if name in {one for one, _ in found})
        if rules and spec.value is None:
            told = {as_ for found in used.values() for one, as_ in found if one == name} - {"text"}
            stands: Stands = told.pop() if len(told) == 1 else "text"
            yield Question("parameter", name, spec.title, rules, stands=stands)


def parameters_of(tree: Tree, key: str = "") -> Iterator[tuple[str, Stands]]:
    """Yield the parameters a rule's tree refers to, and what each stands for there."""
    if isinstance(tree, Items):
        for item in tree.items:
            yield from parameters_of(item, key)
    elif isinstance(tree, Entries):
        for inner, (_, found) in tree.entries.items():
            if inner == "param" and isinstance(found, Value):
                yield str(found.value), _STANDS.get(key, "text")
            else:
                yield from parameters_of(found, inner)
