"""A ruleset as a page to read: one value that terminal, Word, HTML and JSON render.

All words of the page are already in its language; what comes from the ruleset stands as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from swaudit.model.message import message, tell, word
from swaudit.model.status import Level
from swaudit.report.rules_ask import asked
from swaudit.report.rules_parted import parted
from swaudit.report.rules_phrases import Line
from swaudit.ruleset.questions import parameters_of
from swaudit.ruleset.schema import Agreement, Rule, Ruleset, Settlement, SourceRef, Validity


@dataclass(frozen=True)
class Cited:
    """A place in the page's `number`-th source (from 1), and the figure phrase."""

    number: int
    document: str
    at: str
    figure: str


@dataclass(frozen=True)
class Way:
    """What a rule asks under one assignment of its readings, beyond what it asks under all."""

    assignment: tuple[tuple[str, str], ...]
    answer: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RulePage:
    """One rule; `lines` is what it asks under every reading, `ways` what depends on them.

    `readings` and `parameters` name those that the rule depends on.
    """

    id: str
    title: str
    level: Level
    cited: Cited
    covers: tuple[str, ...]
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    readings: tuple[str, ...]
    parameters: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class ChapterPage:
    """The rules of one chapter, in order."""

    title: str
    rules: tuple[RulePage, ...]


@dataclass(frozen=True)
class ParameterPage:
    """A figure the source leaves open; `value` None while nobody has set it, `agreed` by whom."""

    name: str
    title: str
    value: str | None
    agreed: Agreement | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class ReadingPage:
    """A clause with several readings; `options` by key in words, `settled` on one of them."""

    name: str
    question: str
    options: tuple[tuple[str, str], ...]
    settled: Settlement | None
    rules: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The words of the option agreed on; empty while none is."""
        return dict(self.options)[self.settled.option] if self.settled else ""


@dataclass(frozen=True)
class ValidityPage:
    """Which records count."""

    cited: Cited
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RulesetPage:
    """A ruleset, or some rules of it with the parameters and readings these depend on."""

    id: str
    version: str
    title: str
    start: date | None
    end: date | None
    sources: tuple[str, ...]
    validity: ValidityPage | None
    chapters: tuple[ChapterPage, ...]
    parameters: tuple[ParameterPage, ...]
    readings: tuple[ReadingPage, ...]

    @property
    def rules(self) -> tuple[RulePage, ...]:
        """All its rules."""
        return tuple(rule for chapter in self.chapters for rule in chapter.rules)


def page_of(ruleset: Ruleset, rules: Sequence[Rule], language: str) -> RulesetPage:
    """Return the page of the given rules of a ruleset."""
    shown = [(rule.head.chapter, _rule(rule, ruleset, language)) for rule in rules]
    pages = [page for _, page in shown]
    return RulesetPage(
        id=ruleset.id,
        version=ruleset.version,
        title=ruleset.title,
        start=ruleset.start,
        end=ruleset.end,
        sources=tuple(ruleset.sources.values()),
        validity=_validity(ruleset.validity, ruleset, language) if ruleset.validity else None,
        chapters=tuple(
            ChapterPage(title, tuple(page for _, page in within))
            for title, within in groupby(shown, key=lambda one: one[0])
        ),
        parameters=tuple(
            ParameterPage(name, spec.title, ruleset.values()[name], spec.agreed, named)
            for name, spec in ruleset.parameters.items()
            if (named := tuple(page.id for page in pages if name in page.parameters))
        ),
        readings=tuple(
            ReadingPage(
                name,
                reading.question,
                tuple(reading.options.items()),
                ruleset.settled.get(name),
                named,
            )
            for name, reading in ruleset.readings.items()
            if (named := tuple(page.id for page in pages if name in page.readings))
        ),
    )


def _rule(rule: Rule, ruleset: Ruleset, language: str) -> RulePage:
    head, values = rule.head, ruleset.values()
    common, own = parted([tuple(asked(one, values, language)) for one in rule.variants])
    return RulePage(
        id=head.id,
        title=head.title,
        level=head.level,
        cited=cited_of(head.source, ruleset),
        covers=head.covers,
        lines=common,
        ways=tuple(
            Way(one.assignment, one.answer, lines)
            for one, lines in zip(rule.variants, own, strict=True)
            if len(own) > 1
        ),
        readings=tuple(dict.fromkeys(n for one in rule.variants for n, _ in one.assignment)),
        parameters=tuple(dict.fromkeys(name for name, _ in parameters_of(rule.tree))),
        note=head.note,
    )


def cited_of(source: SourceRef, ruleset: Ruleset) -> Cited:
    """Return where a requirement stands, its document by name and number."""
    number = list(ruleset.sources).index(source.document) + 1
    return Cited(number, ruleset.sources[source.document], source.at, source.figure)


def _validity(validity: Validity, ruleset: Ruleset, language: str) -> ValidityPage:
    return ValidityPage(
        cited_of(validity.source, ruleset),
        tuple(Line(told) for told in _policy(validity, language)),
    )


def _policy(validity: Validity, language: str) -> Iterator[str]:
    photos = validity.photos
    if photos.needs:
        comma = word("show.comma", language)
        needs = comma.join(word(f"show.needs.{need}", language) for need in photos.needs)
        yield tell(message("show.photos_need", needs=needs), language)
        yield tell(message("show.photos_agree", minutes=photos.minutes), language)
        if photos.place_free:
            tables = comma.join(photos.place_free)
            yield tell(message("show.place_free", tables=tables), language)
    yield word(f"show.reuse.{validity.reuse}", language)
