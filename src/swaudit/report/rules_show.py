"""A ruleset as a page to read: chapter by chapter, each rule with its source and what it asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from swaudit.model.message import message, word
from swaudit.report.rules_ask import asked
from swaudit.report.words import say, visible
from swaudit.ruleset.schema import Rule, Ruleset
from swaudit.ruleset.source import scalars


def show_lines(ruleset: Ruleset, rules: Sequence[Rule], language: str) -> Iterator[str]:
    """Yield the ruleset's title, the given rules of it, and the parameters nobody has set."""
    yield visible(f"{ruleset.title}（{ruleset.id} {ruleset.version}）")
    for chapter, within in groupby(rules, key=lambda rule: rule.head.chapter):
        yield ""
        yield visible(f"【{chapter}】")
        for rule in within:
            yield ""
            yield from map(visible, _rule(rule, ruleset, language))
    named = {value for rule in rules for key, value in scalars(rule.tree) if key == "param"}
    unset = {n: spec for n, spec in ruleset.parameters.items() if spec.value is None and n in named}
    if unset:
        yield ""
        yield word("show.unset", language)
        for name, spec in unset.items():
            yield visible(f"  {{{name}}} {spec.title}")


def _rule(rule: Rule, ruleset: Ruleset, language: str) -> Iterator[str]:
    head = rule.head
    level = word(f"show.level.{head.level}", language)
    yield f"{head.id}  {head.title}  [{level}]"
    document = ruleset.sources[head.source.document]
    yield "  " + say(message("show.source", document=document, at=head.source.at), language)
    if head.source.figure:
        yield "  " + say(message("show.figure", figure=head.source.figure), language)
    if head.covers:
        yield "  " + say(message("show.covers", requirements="、".join(head.covers)), language)
    for variant in rule.variants:
        indent = "  "
        if variant.answer:
            yield "  " + say(message("show.reading", answer=variant.answer), language)
            indent = "    "
        yield from (indent + line for line in asked(variant, language))
    for name in dict.fromkeys(n for one in rule.variants for n, _ in one.assignment):
        reading = ruleset.readings[name]
        chosen = ruleset.settled.get(name)
        if chosen is None:
            said = message("show.open_reading", question=reading.question)
        else:
            said = message(
                "show.settled",
                question=reading.question,
                answer=reading.options[chosen.option],
                who=chosen.who,
                document=chosen.document,
                date=chosen.date,
            )
        yield "  " + say(said, language)
    if head.note:
        yield "  " + say(message("show.note", note=head.note), language)
