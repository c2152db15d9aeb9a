"""What a rule asks, told in words from its structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from swaudit.checks.cases import CasesBody
from swaudit.checks.choose import ChooseBody
from swaudit.checks.combine import AllBody, AnyBody
from swaudit.checks.disjoint import PHOTO, DisjointBody
from swaudit.checks.each import Each, EachBody
from swaudit.checks.files import Files, FilesBody
from swaudit.checks.manual import ManualBody
from swaudit.checks.measure import MeasureBody
from swaudit.checks.sample import SampleBody
from swaudit.checks.scoresheet import ScoreBody
from swaudit.checks.unique import UniqueBody
from swaudit.evidence.station import STATION_TABLE
from swaudit.query.grammar import Node, Selection
from swaudit.query.intervals import Parameter
from swaudit.report.rules_phrases import Line, Phrases, listed, untold, written
from swaudit.report.rules_score import score_lines
from swaudit.ruleset.schema import DueAfter, RuleHead, Variant

# What has words here; a key that is added to the language later is shown as it is written.
_HEAD = frozenset(
    (
        *("id", "title", "chapter", "source", "level", "covers", "note", "unit", "scope", "when"),
        *("for_each", "across", "every", "partial", "due"),
    )
)
_EACH = frozenset({"rows", "where", "active", "pick", "due", "assert_"})
_FILES = frozenset({"kinds", "where", "fields", "signed", "words", "lengths", "expect"})
_UNIQUE = frozenset({"rows", "where", "keys", "spans"})


def asked(variant: Variant, values: Mapping[str, str | None], language: str) -> Iterator[Line]:
    """Yield what one reading of a rule asks, given the ruleset's parameters (None: unset).

    A kind of check that this page has no words for is shown as it is written.
    """
    words = Phrases(values, language)
    yield from _head(variant.head, words)
    yield from _body(variant.body, words, variant.head.unit)


def _head(head: RuleHead, words: Phrases) -> Iterator[Line]:
    """Yield when the rule is asked at all, of whom, how often and by when."""
    if head.scope == "fleet":
        yield Line(words.term("fleet"))
    if head.when:
        yield from words.asked("when", head.when)
    if head.for_each:
        code = "across" if head.across else "for_each"
        yield Line(words.say(code, units=words.units(head.for_each)))
    if head.every != "period":
        yield Line(words.term(f"every.{head.every}"))
        if head.partial == "ask":
            yield Line(words.term("partial"))
    if isinstance(head.due, DueAfter):
        days = head.due.after_period
        told = words.parameter(days) if isinstance(days, Parameter) else days
        yield Line(words.say("due_after", days=told))
    elif head.due:
        yield Line(words.term(f"due.{head.due}"))
    yield from map(Line, untold(head, _HEAD))


def _body(body: Node, words: Phrases, unit: str = "") -> Iterator[Line]:
    """Yield what a check asks."""
    if isinstance(body, MeasureBody):
        bounds = f"{words.bounds(body.expect)} {unit}".rstrip()
        yield Line(words.say("measure", amount=words.amount(body.measure), bounds=bounds))
        if body.measure.on:
            yield Line(words.say("on", column=body.measure.on))
        yield from words.selection(body.measure)
    elif isinstance(body, EachBody):
        yield from _each(body.each, words)
    elif isinstance(body, FilesBody):
        yield from _files(body.files, words)
    elif isinstance(body, ManualBody):
        yield Line(words.say("manual", question=body.manual))
    elif isinstance(body, (AllBody, AnyBody)):
        yield Line(words.term("all_of" if isinstance(body, AllBody) else "any_of"))
        parts = body.all if isinstance(body, AllBody) else body.any
        yield from listed(tuple(_body(part, words)) for part in parts)
    elif isinstance(body, CasesBody):
        yield from _cases(body, words)
    elif isinstance(body, ScoreBody):
        yield from score_lines(body, words, _body)
    else:
        yield from _compared(body, words)


def _each(each: Each, words: Phrases) -> Iterator[Line]:
    yield Line(words.say("each", table=each.rows))
    yield from words.selection(Selection(where=each.where, active=each.active, pick=each.pick))
    yield from words.asked("assert", each.assert_)
    if each.due:
        yield Line(words.say("row_due", day=words.day(each.due)))
    yield from map(Line, untold(each, _EACH))


def _files(files: Files, words: Phrases) -> Iterator[Line]:
    yield Line(words.say("files", kinds="、".join(files.kinds)))
    if files.expect != Files.model_fields["expect"].default:
        yield Line(words.say("of_each_kind", bounds=words.bounds(files.expect)))
    if files.fields:
        yield Line(words.say("fields", fields="、".join(files.fields)))
    if files.signed:
        yield Line(words.say("signed", people="、".join(files.signed)))
    if files.words:
        yield Line(words.say("words", bounds=words.bounds(files.words)))
    for name, bounds in files.lengths.items():
        yield Line(words.say("length", field=name, bounds=words.bounds(bounds)))
    yield from words.selection(Selection(where=files.where))
    yield from map(Line, untold(files, _FILES))


def _cases(body: CasesBody, words: Phrases) -> Iterator[Line]:
    yield Line(words.term("cases"))
    for case in body.cases:
        guard = words.say("case", condition=words.condition(case.when)) if case.when else ""
        block = (Line(guard or words.term("else")), *_body(case.body, words))
        yield from listed([block])


def _compared(body: Node, words: Phrases) -> Iterator[Line]:
    """Yield what a check of rows beside each other asks, or the check as it is written."""
    if isinstance(body, UniqueBody):
        unique = body.unique
        yield Line(words.say("unique", table=unique.rows))
        yield from words.selection(Selection(where=unique.where))
        if unique.spans:
            yield Line(words.say("spans", since=unique.spans[0], until=unique.spans[1]))
        for key in unique.keys:
            yield Line(words.say(f"same.{key.gives}", columns="、".join(key.by)))
        yield from map(Line, untold(unique, _UNIQUE))
    elif isinstance(body, DisjointBody):
        disjoint = body.disjoint
        by = words.term("photos") if disjoint.by == PHOTO else disjoint.by
        yield Line(words.say("disjoint", by=by))
        yield from listed(
            (Line(side.rows), *words.selection(Selection(where=side.where)))
            for side in (disjoint.left, disjoint.right)
        )
    elif isinstance(body, ChooseBody):
        choose = body.choose
        column = choose.column if choose.rows == STATION_TABLE else f"{choose.rows}.{choose.column}"
        options = "、".join(choose.options)
        yield Line(words.say("choose", column=column, options=options, exactly=choose.exactly))
        yield from words.selection(Selection(where=choose.where))
    elif isinstance(body, SampleBody):
        sample = body.sample
        size = words.parameter(sample.size) if isinstance(sample.size, Parameter) else sample.size
        yield Line(words.say("sample", table=sample.rows, size=size))
        yield from words.selection(Selection(where=sample.where))
    else:
        yield from map(Line, written(body).splitlines())
