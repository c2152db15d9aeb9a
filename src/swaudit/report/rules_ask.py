"""What a rule asks, told in words from its structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from swaudit.checks.cases import CasesBody
from swaudit.checks.choose import ChooseBody
from swaudit.checks.combine import AllBody, AnyBody
from swaudit.checks.disjoint import PHOTO, DisjointBody
from swaudit.checks.each import EachBody
from swaudit.checks.files import Files, FilesBody
from swaudit.checks.manual import ManualBody
from swaudit.checks.measure import MeasureBody
from swaudit.checks.sample import SampleBody
from swaudit.checks.unique import UniqueBody
from swaudit.evidence.station import STATION_TABLE
from swaudit.query.grammar import Node, Selection
from swaudit.query.intervals import Parameter
from swaudit.report.rules_phrases import Line, Phrases, listed, written
from swaudit.ruleset.schema import DueAfter, RuleHead, Variant


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
        yield Line(words.say("for_each", units=words.units(head.for_each)))
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


def _body(body: Node, words: Phrases, unit: str = "") -> Iterator[Line]:
    """Yield what a check asks."""
    if isinstance(body, MeasureBody):
        bounds = f"{words.bounds(body.expect)} {unit}".rstrip()
        yield Line(words.say("measure", amount=words.amount(body.measure), bounds=bounds))
        if body.measure.on:
            yield Line(words.say("on", column=body.measure.on))
        yield from words.selection(body.measure)
    elif isinstance(body, EachBody):
        yield Line(words.say("each", table=body.each.rows))
        yield from words.selection(Selection(where=body.each.where, active=body.each.active))
        yield from words.asked("assert", body.each.assert_)
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
    else:
        yield from _compared(body, words)


def _files(files: Files, words: Phrases) -> Iterator[Line]:
    yield Line(words.say("files", kinds="、".join(files.kinds)))
    if files.expect != Files.model_fields["expect"].default:
        yield Line(words.say("of_each_kind", bounds=words.bounds(files.expect)))
    yield from words.selection(Selection(where=files.where))


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
