"""A ruleset's page on a terminal, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator

from swaudit.model.message import message, word
from swaudit.report.rules_page import RulePage, RulesetPage
from swaudit.report.rules_phrases import Line
from swaudit.report.rules_said import reading_said
from swaudit.report.words import say, visible


def show_lines(page: RulesetPage, language: str) -> Iterator[str]:
    """Yield the ruleset's title, which records count, its rules, and the parameters nobody set."""
    yield visible(f"{page.title}（{page.id} {page.version}）")
    if page.validity:
        yield ""
        yield word("show.validity", language)
        yield from _set_in(page.validity.lines, 1)
    readings = {reading.name: reading for reading in page.readings}
    for chapter in page.chapters:
        yield ""
        yield visible(f"【{chapter.title}】")
        for rule in chapter.rules:
            yield ""
            yield from _rule(rule, language)
            for name in rule.readings:
                yield "  " + reading_said(readings[name], language)
            if rule.note:
                yield "  " + say(message("show.note", note=rule.note), language)
    unset = [parameter for parameter in page.parameters if parameter.value is None]
    if unset:
        yield ""
        yield word("show.unset", language)
        for parameter in unset:
            yield visible(f"  {parameter.name}  {parameter.title}")


def _rule(rule: RulePage, language: str) -> Iterator[str]:
    level = word(f"show.level.{rule.level}", language)
    yield visible(f"{rule.id}  {rule.title}  [{level}]")
    source = message("show.source", document=rule.cited.document, at=rule.cited.at)
    yield "  " + say(source, language)
    if rule.cited.figure:
        yield "  " + say(message("show.figure", figure=rule.cited.figure), language)
    if rule.covers:
        yield "  " + say(message("show.covers", requirements="、".join(rule.covers)), language)
    yield from _set_in(rule.lines, 1)
    for way in rule.ways:
        yield "  " + say(message("show.reading", answer=way.answer), language)
        yield from _set_in(way.lines, 2)


def _set_in(lines: tuple[Line, ...], depth: int) -> Iterator[str]:
    for line in lines:
        yield visible("  " * (depth + line.depth) + ("- " if line.item else "") + line.text)
