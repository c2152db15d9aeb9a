"""The open questions of a ruleset with what each answer would change, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from swaudit.model.message import message, tell
from swaudit.report.rules_ask import asked
from swaudit.report.rules_page import Cited, cited_of
from swaudit.report.rules_parted import parted
from swaudit.report.rules_phrases import Line
from swaudit.report.words import say, visible
from swaudit.ruleset.questions import LETTERS, Question, questions
from swaudit.ruleset.schema import Rule, Ruleset, Variant


@dataclass(frozen=True)
class Effect:
    """Rules that an answer changes alike: the first of them stands for all, `rules` names them.

    `ways` is what the first asks under each option, without what it asks under all of them; for a
    parameter, one way: the lines that name it.
    """

    title: str
    cited: Cited
    rules: tuple[str, ...]
    ways: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Asked:
    """A question with its consequences."""

    question: Question
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Letter:
    """Everything a ruleset asks, for one letter."""

    id: str
    version: str
    title: str
    sources: tuple[str, ...]
    asked: tuple[Asked, ...]

    def of(self, kind: str) -> tuple[Asked, ...]:
        """Return the questions of one kind."""
        return tuple(one for one in self.asked if one.question.kind == kind)


def letter_of(ruleset: Ruleset, language: str) -> Letter:
    """Return the letter that asks all open questions of a ruleset."""
    return Letter(
        ruleset.id,
        ruleset.version,
        ruleset.title,
        tuple(ruleset.sources.values()),
        tuple(
            Asked(question, tuple(_effects(question, ruleset, language)))
            for question in questions(ruleset)
        ),
    )


def letter_lines(letter: Letter, language: str) -> Iterator[str]:
    """Yield the questions for a terminal."""
    for one in letter.asked:
        question = one.question
        yield visible(f"{question.id}  {question.text}")
        for mark, (_, words) in zip(LETTERS, question.options, strict=False):
            yield visible(f"  {mark}  {words}")
        used = message("questions.used", n=len(question.rules), rules="、".join(question.rules))
        yield "  " + say(used, language)


def _effects(question: Question, ruleset: Ruleset, language: str) -> Iterator[Effect]:
    rules = {rule.head.id: rule for rule in ruleset.rules}
    alike: dict[str, list[Rule]] = {}
    for name in question.rules:
        alike.setdefault(rules[name].origin or name, []).append(rules[name])
    for group in alike.values():
        first = group[0]
        told = _by_option if question.kind == "reading" else _by_name
        yield Effect(
            first.head.title,
            cited_of(first.head.source, ruleset),
            tuple(rule.head.id for rule in group),
            tuple(told(question, first, ruleset, language)),
        )


def _by_option(
    question: Question, rule: Rule, ruleset: Ruleset, language: str
) -> Iterator[tuple[Line, ...]]:
    """Yield what is asked under each option, other readings on their first one."""
    variants = [_under(rule, question.name, option) for option, _ in question.options]
    _, own = parted([tuple(asked(one, ruleset.values(), language)) for one in variants])
    yield from own


def _under(rule: Rule, reading: str, option: str) -> Variant:
    return next(one for one in rule.variants if (reading, option) in one.assignment)


def _by_name(
    question: Question, rule: Rule, ruleset: Ruleset, language: str
) -> Iterator[tuple[Line, ...]]:
    """Yield the lines that name a parameter; all of them where none does."""
    told = tuple(asked(rule.variants[0], ruleset.values(), language))
    name = tell(message("ask.parameter_unset", name=question.name), language)
    named = tuple(line for line in told if name in line.text)
    yield named or told
