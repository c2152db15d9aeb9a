"""A sheet of points told in words: its items, what takes points away or gives them, its grades."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from swaudit.checks.scoresheet import Change, Discretion, Graded, Item, ScoreBody, Steps, Tier
from swaudit.checks.stretches import Stretch
from swaudit.query.grammar import Node
from swaudit.query.intervals import plain
from swaudit.report.rules_phrases import Block, Line, Phrases, listed, untold

_CHANGE = frozenset(Change.model_fields)
_ITEM = _CHANGE | {"id", "title", "max", "start", "floor", "changes", "for_each", "combine"}
_SHEET = frozenset({"total", "items", "adjust", "veto", "grades"})


def score_lines(
    body: ScoreBody, words: Phrases, told: Callable[[Node, Phrases], Iterator[Line]]
) -> Iterator[Line]:
    """Yield what a score asks; `told` puts into words a check that vetoes it."""
    sheet, expect = body.score, body.expect
    if isinstance(expect, Graded):
        wanted = words.say("score.grade_wanted", grades="、".join(expect.grade))
    else:
        wanted = words.say("score.points_wanted", bounds=words.bounds(expect))
    yield Line(words.say("score.total", total=plain(sheet.total), wanted=wanted), apart=True)
    yield from listed(_item(item, words) for item in sheet.items)
    if sheet.adjust:
        yield Line(words.term("score.adjust"))
        yield from listed((Line(one.title or one.id), *_change(one, words)) for one in sheet.adjust)
    if sheet.veto:
        yield Line(words.term("score.veto"))
        yield from listed(
            (Line(words.say("score.rule", rule=one.rule)),)
            if one.body is None
            else tuple(told(one.body, words))
            for one in sheet.veto
        )
    if sheet.grades:
        grades = "；".join(f"{grade.name} {_stretch(grade.stretch)}" for grade in sheet.grades)
        yield Line(words.say("score.grades", grades=grades))
    yield from map(Line, untold(sheet, _SHEET))


def _item(item: Item, words: Phrases) -> Block:
    title = words.say("score.item", title=item.title or item.id, max=plain(item.max))
    lines = [Line(title, apart=True)]
    if item.for_each and item.combine:
        parties = "、".join(item.for_each.values)
        lines.append(Line(words.say(f"score.combine.{item.combine}", parties=parties)))
    if item.start is not None:
        lines.append(Line(words.say("score.start", points=plain(item.start))))
    for part in item.parts:
        lines += _change(part, words)
    if item.floor:
        lines.append(Line(words.say("score.floor", points=plain(item.floor))))
    return (*lines, *map(Line, untold(item, _ITEM)))


def _change(change: Change, words: Phrases) -> Iterator[Line]:
    """Yield what one thing takes away or gives."""
    points = _points(change, words)
    if change.on:
        yield Line(words.say("score.on", amount=words.amount(change.on)))
        yield from _set_in(words.selection(change.on))
    elif change.per:
        yield Line(words.say("score.per", amount=words.amount(change.per), points=points))
        yield from _set_in(words.selection(change.per))
    elif change.rule:
        code = "score.if_met" if change.adds else "score.if_unmet"
        yield Line(words.say(code, rule=change.rule, points=points))
    elif change.manual:
        said = words.say("manual", question=change.manual)
        yield Line(f"{said}；{points}" if points else said)
    yield from listed((Line(_tier(tier, words)),) for tier in change.tiers or ())
    if change.steps:
        yield Line(_steps(change.steps, words))
    if change.cap is not None:
        yield Line(words.say("score.cap", points=plain(change.cap)))


def _set_in(lines: Iterator[Line]) -> Iterator[Line]:
    return (replace(line, depth=line.depth + 1) for line in lines)


def _tier(tier: Tier, words: Phrases) -> str:
    return words.say("score.tier", bounds=_stretch(tier.stretch), points=_points(tier, words))


def _stretch(stretch: Stretch) -> str:
    """Return a stretch with each end as it is meant: 8 belongs to one tier alone."""
    if stretch.low is not None and stretch.low == stretch.high:
        return f"={plain(stretch.low)}"
    ends = (("≥>"[stretch.low_out], stretch.low), ("≤<"[stretch.high_out], stretch.high))
    return " ".join(f"{sign}{plain(end)}" for sign, end in ends if end is not None)


def _points(of: Change | Tier, words: Phrases) -> str:
    if isinstance(of, Tier) and of.unspecified is not None:
        return words.say("score.unspecified", why=of.unspecified)
    for code, points in (("deduct", of.deduct), ("add", of.add)):
        if isinstance(points, Discretion):
            ends = {"low": plain(points.min), "high": plain(points.max)}
            return words.say(f"score.{code}_between", **ends)
        if isinstance(points, Decimal):
            return words.say(f"score.{code}", points=plain(points))
    return ""


def _steps(steps: Steps, words: Phrases) -> str:
    side = "below" if steps.below is not None else "above"
    start = steps.below if steps.below is not None else steps.above
    return words.say(
        f"score.steps_{side}",
        start=plain(start or Decimal(0)),
        each=plain(steps.each),
        points=plain(steps.points),
        partial=words.term(f"score.partial.{steps.partial}"),
    )
