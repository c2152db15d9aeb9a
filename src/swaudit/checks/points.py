"""What each change of a score sheet comes to: points from … to, and why they are not certain.

Nine percent of the money without receipts costs 3 to 5 points of 7, at a person's discretion; an
unreadable amount leaves every tier it may fall in open. Source: design §5, Score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from swaudit.checks.outcome import absent
from swaudit.checks.scoresheet import ZERO, Change, Discretion, Steps
from swaudit.checks.spans import Spans, counted, union, within
from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.status import Status
from swaudit.query.grammar import Measure
from swaudit.query.intervals import Interval, plain
from swaudit.query.quantity import measured
from swaudit.query.reasons import notes
from swaudit.query.scope import Scope
from swaudit.query.select import behind

Causes = frozenset[Status]
"""Why points are not certain, as the statuses they lead to."""

SURE: Causes = frozenset()


@dataclass(frozen=True)
class Effect:
    """What a change does to the points: taken away below 0, given above; and what it rests on.

    `ways` are the points it may come to between `low` and `high`; none: any.
    """

    low: Decimal
    high: Decimal
    causes: Causes = SURE
    why: tuple[Message, ...] = ()
    refused: tuple[Note, ...] = ()
    pending: tuple[Note, ...] = ()
    evidence: tuple[str, ...] = ()
    ways: Spans = ()

    @property
    def possible(self) -> Spans:
        """The points it may come to."""
        return self.ways or ((self.low, self.high),)


def effect(change: Change, most: Decimal, scope: Scope) -> Effect:
    """Return what a change comes to; where nothing is known, anything up to `most` points."""
    if change.rule is not None:
        found = _by_rule(change, change.rule, most, scope)
    elif change.manual is not None:
        low, high = _span(change, most)
        why = (message("score.ask", question=change.manual),)
        found = Effect(low, high, frozenset({Status.MANUAL}), why, ways=_ways(change))
    else:
        found = _by_number(change, change.on or change.per or Measure(), most, scope)
    if change.cap is None:
        return found
    low, high = (max(-change.cap, min(change.cap, end)) for end in (found.low, found.high))
    return replace(found, low=low, high=high, ways=within(found.ways, -change.cap, change.cap))


def _span(change: Change, most: Decimal) -> tuple[Decimal, Decimal]:
    """Return all that a change may do: what it names, else up to `most` points."""
    given = change.add if change.add is not None else change.deduct
    highest = most if given is None else _ends(given)[1]
    return (ZERO, highest) if change.adds else (-highest, ZERO)


def _ways(change: Change) -> Spans:
    """Return what a change comes to if it does or does not apply; none where it does not say."""
    given = change.add if change.add is not None else change.deduct
    if given is None:
        return ()
    low, high = _ends(given)
    return union(((ZERO, ZERO), (low, high) if change.adds else (-high, -low)))


def _ends(points: Decimal | Discretion) -> tuple[Decimal, Decimal]:
    return (points.min, points.max) if isinstance(points, Discretion) else (points, points)


def _by_rule(change: Change, rule: str, most: Decimal, scope: Scope) -> Effect:
    status = scope.findings.get(rule, Status.UNDETERMINED)
    met = status in (Status.PASS, Status.NOT_APPLICABLE)
    if met or status is Status.FAIL:
        if met is not change.adds:
            return Effect(ZERO, ZERO)
        low, high = _ends(change.add or change.deduct or ZERO)
        sign = 1 if change.adds else -1
        causes = frozenset({Status.MANUAL}) if low < high else SURE
        why = (message("score.rule_met" if met else "score.rule_unmet", rule=rule),)
        return Effect(min(sign * low, sign * high), max(sign * low, sign * high), causes, why)
    low, high = _span(change, most)
    cause = status if status in _KEPT else Status.UNDETERMINED
    why = (message("score.rule_open", rule=rule),)
    return Effect(low, high, frozenset({cause}), why, ways=_ways(change))


_KEPT = (Status.RULING_NEEDED, Status.REVIEW, Status.LEAD, Status.MANUAL, Status.OPEN)
"""What leaves a rule open for a cause that the score's own doubt is then told by."""


def _by_number(change: Change, measure: Measure, most: Decimal, scope: Scope) -> Effect:
    found = measured(measure, scope)
    parts = [measure.ratio.of, measure.ratio.to] if measure.ratio else [measure]
    missing = [absent(p.table) for p in parts if p.table not in scope.tables]
    refused, pending = notes(found.selected, scope) if found.selected else ((), ())
    number = found.number
    if number is None:
        why = (*missing, message("measure.nothing_to_divide"))
        return Effect(*_span(change, most), frozenset({Status.UNDETERMINED}), why)
    if change.tiers is not None:
        low, high, causes, said, ways = _by_tiers(change, number, most)
    elif change.steps is not None:
        low, high, causes, ways = _by_steps(change.steps, number, most)
        said = ()
    else:
        low, high, causes, ways = _by_count(change, number, most)
        said = ()
    if low == high:
        causes = SURE
    told = message("score.measured", number=_told(number, percent=measure.ratio is not None))
    evidence = behind(found.selected, scope) if found.selected else ()
    return Effect(low, high, causes, (told, *said, *missing), refused, pending, evidence, ways)


def _told(number: Interval, percent: bool) -> str:
    sign = "%" if percent else ""
    low = plain(Decimal(f"{number.low:.2f}"))
    if number.high is None:
        return f"≥{low}{sign}"
    high = plain(Decimal(f"{number.high:.2f}"))
    return f"{low}{sign}" if low == high else f"{low}–{high}{sign}"


def _doubt(number: Interval) -> Causes:
    if number.low == number.high:
        return SURE
    return frozenset({Status.REVIEW if number.pending else Status.UNDETERMINED})


def _by_tiers(
    change: Change, number: Interval, most: Decimal
) -> tuple[Decimal, Decimal, Causes, tuple[Message, ...], Spans]:
    reached = [tier for tier in change.tiers or () if tier.stretch.meets(number)]
    if not reached:  # a number below zero: no sheet speaks of it
        return *_span(change, most), frozenset({Status.UNDETERMINED}), (), ()
    causes = _doubt(number) if len(reached) > 1 else SURE
    lows, highs, said = [], [], []
    for tier in reached:
        if tier.unspecified is not None:
            low, high = (ZERO, most) if change.adds else (-most, ZERO)
            said.append(message("score.unspecified", at=tier.stretch.told, why=tier.unspecified))
        elif tier.add is not None:
            low, high = _ends(tier.add)
        else:
            high, low = (-end for end in _ends(tier.deduct or ZERO))
        if low < high:
            causes |= {Status.MANUAL}
        lows.append(low)
        highs.append(high)
    ways = union(zip(lows, highs, strict=True))
    return min(lows), max(highs), causes, tuple(said), ways


def _by_steps(
    steps: Steps, number: Interval, most: Decimal
) -> tuple[Decimal, Decimal, Causes, Spans]:
    # Fewer points are lost the farther the number is on the right side, so the ends decide.
    ends = [_lost(steps, number.low)]
    if number.high is not None:
        ends.append(_lost(steps, number.high))
    else:
        ends.append(ZERO if steps.below is not None else max(most, ends[0]))
    ways: Spans = ()
    if steps.partial != "fraction" and steps.points:
        few, many = min(ends) / steps.points, max(ends) / steps.points
        ways = counted(few, many, (-steps.points, -steps.points))
    return -max(ends), -min(ends), _doubt(number), ways


def _lost(steps: Steps, number: Decimal) -> Decimal:
    short = steps.below - number if steps.below is not None else number - (steps.above or ZERO)
    count = max(ZERO, short / steps.each)
    if steps.partial == "whole":
        count = count.to_integral_value(ROUND_FLOOR)
    elif steps.partial == "begun":
        count = count.to_integral_value(ROUND_CEILING)
    return count * steps.points


def _by_count(
    change: Change, number: Interval, most: Decimal
) -> tuple[Decimal, Decimal, Causes, Spans]:
    least, highest = _ends((change.add if change.adds else change.deduct) or ZERO)
    few = max(ZERO, number.low) * least
    many = max(most, few) if number.high is None else max(ZERO, number.high) * highest
    if number.high is None and highest == 0:
        many = ZERO
    causes = _doubt(number)
    if least < highest and number.high != 0:
        causes |= {Status.MANUAL}
    each = (least, highest) if change.adds else (-highest, -least)
    ways = counted(max(ZERO, number.low), number.high, each)
    return (few, many, causes, ways) if change.adds else (-many, -few, causes, ways)


def notes_of(effects: Sequence[Effect], name: str) -> Iterator[Note]:
    """Yield the rows that some effects name as `refused` or `pending`."""
    for one in effects:
        yield from getattr(one, name)
