"""`score`: a sheet of points, graded (`scoresheet` shows one, `points` what a change comes to).

Every item is a range clamped to what it may give; so is the total. The verdict is that of every
total in the range: pass where all do, fail where none does. What stands between them tells the
rest: pending records (review), what cannot be read (undetermined), a person's discretion (manual),
or a total that falls between two grades of the source (ruling_needed).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from swaudit.checks.outcome import CheckKind, Outcome
from swaudit.checks.parties import parties
from swaudit.checks.points import SURE, Causes, Effect, effect, notes_of
from swaudit.checks.scoresheet import (
    ZERO,
    Adjustment,
    Change,
    Graded,
    Item,
    ScoreBody,
    Sheet,
    Veto,
)
from swaudit.checks.spans import Spans, added, holds, within
from swaudit.checks.spans import told as spans_told
from swaudit.checks.stretches import Stretch, gaps
from swaudit.model.message import message
from swaudit.model.report import Score, ScoreLine
from swaudit.model.status import Status, worst
from swaudit.model.tables import Column, TableSpec
from swaudit.query.intervals import Interval, plain
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth


@dataclass(frozen=True)
class Scored:
    """A sheet filled in: its lines, the total, and what is not certain about them."""

    lines: tuple[ScoreLine, ...]
    total: Interval
    causes: Causes
    grades: tuple[str, ...]
    between: tuple[Stretch, ...]
    vetoes: tuple[tuple[str, Status], ...]
    effects: tuple[Effect, ...]


def scored(sheet: Sheet, scope: Scope) -> Scored:
    """Return the points of every line, the reachable totals and grades, and the vetoes."""
    lines: list[ScoreLine] = []
    effects: list[Effect] = []
    for item in sheet.items:
        line, found = _item(item, scope)
        lines.append(line)
        effects += found
    for adjustment in sheet.adjust:
        found_one = effect(adjustment, sheet.total, scope)
        line = _line(adjustment, None, found_one.low, found_one.high, found_one.causes)
        line = replace(line, why=found_one.why, possible=found_one.possible)
        lines.append(_given(line, scope))
        effects.append(found_one)
    low = sum((line.low for line in lines), ZERO)
    high = sum((line.high for line in lines), ZERO)
    total = Interval(_clamped(low, ZERO, sheet.total), _clamped(high, ZERO, sheet.total))
    causes = frozenset(line.cause for line in lines if line.cause is not None)
    grades = tuple(grade.name for grade in sheet.grades if grade.stretch.meets(total))
    within = Stretch(total.low, total.high)
    between = gaps((grade.stretch for grade in sheet.grades), Stretch(ZERO, sheet.total))
    reachable = tuple(gap for gap in between if not gap.both(within).empty)
    vetoes = tuple(_vetoes(sheet.veto, scope))
    return Scored(
        tuple(lines),
        total,
        causes if low < high else SURE,
        grades,
        reachable if sheet.grades else (),
        vetoes,
        tuple(effects),
    )


def told(rule: str, title: str, sheet: Sheet, found: Scored, status: Status) -> Score:
    """Return a filled-in sheet as a report carries it."""
    vetoed = any(status is Status.FAIL for _, status in found.vetoes)
    return Score(
        rule=rule,
        title=title,
        total=sheet.total,
        low=found.total.low,
        high=sheet.total if found.total.high is None else found.total.high,
        status=status,
        lines=found.lines,
        grades=found.grades,
        gaps=tuple(gap.told for gap in found.between),
        veto="vetoed" if vetoed else "possible" if found.vetoes else "none",
        vetoes=tuple(name for name, _ in found.vetoes),
    )


def run(body: ScoreBody, scope: Scope) -> Outcome:
    """Return whether the total or the grade is as expected."""
    found = scored(body.score, scope)
    truth, ruling = _expected(body, found, scope)
    causes = found.causes | ({Status.RULING_NEEDED} if ruling else SURE)
    vetoes = {status for _, status in found.vetoes}
    if Status.FAIL in vetoes:
        truth = Truth.NO
    elif vetoes and truth is not Truth.NO:
        truth, causes = Truth.UNKNOWN, causes | vetoes
    status = worst(causes) if causes else Status.UNDETERMINED
    undecided = truth in (Truth.UNKNOWN, Truth.PENDING)
    if undecided and status is Status.REVIEW:
        truth = Truth.PENDING
    return Outcome(
        truth=truth,
        number=found.total,
        expect=_expect(body, scope),
        growing=Status.FAIL not in vetoes,
        refused=tuple(dict.fromkeys(notes_of(found.effects, "refused"))),
        pending=tuple(dict.fromkeys(notes_of(found.effects, "pending"))),
        evidence=tuple(dict.fromkeys(name for one in found.effects for name in one.evidence)),
        verdict=status if undecided and status in _TOLD else None,
    )


_TOLD = (Status.RULING_NEEDED, Status.MANUAL, Status.LEAD, Status.OPEN)
"""The undecided statuses that no truth value tells."""


def _expected(body: ScoreBody, found: Scored, scope: Scope) -> tuple[Truth, bool]:
    """Return whether every, or no, reachable total will do, and whether only a gap forbids to say.

    A total between two grades has none. It will do where both do, will not where neither does;
    else somebody must rule on it.
    """
    if not isinstance(body.expect, Graded):
        return body.expect.judge(found.total, scope.number), False
    wanted = {grade.name: grade.name in body.expect.grade for grade in body.score.grades}
    will_do = {wanted[name] for name in found.grades}
    for gap in found.between:
        beside = [
            wanted[grade.name]
            for grade in body.score.grades
            if gap.low == grade.stretch.high or gap.high == grade.stretch.low
        ]
        will_do |= set(beside) or {True, False}
    if len(will_do) == 1:
        return (Truth.YES if will_do == {True} else Truth.NO), False
    return Truth.UNKNOWN, not found.causes


def _expect(body: ScoreBody, scope: Scope) -> str:
    if isinstance(body.expect, Graded):
        return "∈" + "、".join(body.expect.grade)
    return body.expect.told(scope.number)


def _item(item: Item, scope: Scope) -> tuple[ScoreLine, list[Effect]]:
    if item.for_each is None:
        low, high, effects = _points(item, scope)
        causes = _causes(effects) if low < high else SURE
        line = _line(item, item.max, low, high, causes, effects)
        possible: Spans = ((item.begin, item.begin),)
        for one in effects:
            possible = added(possible, one.possible)
        line = replace(line, possible=within(possible, item.floor, item.max))
        return _given(line, scope), effects
    every_one: list[tuple[str, Decimal, Decimal]] = []
    all_effects: list[Effect] = []
    for name, bound in parties(item.for_each.as_, item.for_each.values, scope):
        low, high, effects = _points(item, bound)
        every_one.append((name, low, high))
        all_effects += effects
    lows, highs = [low for _, low, _ in every_one], [high for _, _, high in every_one]
    causes = _causes(all_effects)
    if item.combine == "worst":
        low, high = min(lows), min(highs)
    elif item.combine == "mean":
        low, high = (sum(ends, ZERO) / len(ends) for ends in (lows, highs))
    else:
        low, high = min(lows), max(highs)
        if len({(one, other) for _, one, other in every_one}) > 1:
            causes |= {Status.RULING_NEEDED}
    line = _line(item, item.max, low, high, causes if low < high else SURE, all_effects)
    return _given(replace(line, parts=tuple(every_one)), scope), all_effects


def _points(item: Item, scope: Scope) -> tuple[Decimal, Decimal, list[Effect]]:
    """Return the points of an item from … to, clamped to what it may give."""
    effects = [effect(part, item.max, scope) for part in item.parts]
    low = item.begin + sum((one.low for one in effects), ZERO)
    high = item.begin + sum((one.high for one in effects), ZERO)
    return (
        _clamped(low, item.floor, item.max),
        _clamped(high, item.floor, item.max),
        effects,
    )


def _causes(effects: Sequence[Effect]) -> Causes:
    return frozenset(cause for one in effects for cause in one.causes)


def _line(
    item: Item | Adjustment,
    most: Decimal | None,
    low: Decimal,
    high: Decimal,
    causes: Causes,
    effects: Sequence[Effect] = (),
) -> ScoreLine:
    why = tuple(dict.fromkeys(said for one in effects for said in one.why))
    cause = worst(causes) if causes else None
    name = item.title or item.id
    return ScoreLine(item.id, name, most, low, high, cause, why=why, possible=((low, high),))


def _given(line: ScoreLine, scope: Scope) -> ScoreLine:
    """Return the line with a person's points, if they are among those the evidence allows."""
    given = scope.points.get(line.id)
    if given is None or line.cause is None:
        return line
    if not holds(line.possible, given):
        said = message("score.given_outside", given=plain(given), span=spans_told(line.possible))
        return replace(line, why=(*line.why, said))
    return replace(line, low=given, high=given, cause=None, given=given)


def _clamped(points: Decimal, least: Decimal, most: Decimal) -> Decimal:
    return min(max(points, least), most)


def _vetoes(vetoes: Sequence[Veto], scope: Scope) -> Iterator[tuple[str, Status]]:
    """Yield what voids the score, or may: the rule or check that is not met."""
    for number, veto in enumerate(vetoes, start=1):
        status = _veto(veto, scope)
        if status not in (Status.PASS, Status.NOT_APPLICABLE):
            yield veto.rule or f"veto {number}", status


def _veto(veto: Veto, scope: Scope) -> Status:
    from swaudit.checks.registry import kind_of

    if veto.body is None:
        return scope.findings.get(veto.rule or "", Status.UNDETERMINED)
    outcome = kind_of(veto.body).run(veto.body, scope)
    if outcome.verdict is not None:
        return outcome.verdict
    return {
        Truth.YES: Status.PASS,
        Truth.NO: Status.FAIL,
        Truth.PENDING: Status.REVIEW,
        Truth.UNKNOWN: Status.UNDETERMINED,
    }[outcome.truth]


def names(body: ScoreBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what the sheet names and nothing declares."""
    from swaudit.checks.registry import kind_of

    here = (*path, "score")
    for index, item in enumerate(body.score.items):
        place = (*here, "items", index)
        bound = known
        if item.for_each:
            value = TableSpec(name=item.for_each.as_, columns={"": Column()})
            bound = replace(known, units={**known.units, item.for_each.as_: value})
        yield from _change_names(item, bound, place)
        for at, change in enumerate(item.changes):
            yield from _change_names(change, bound, (*place, "changes", at))
    for index, adjustment in enumerate(body.score.adjust):
        yield from _change_names(adjustment, known, (*here, "adjust", index))
    for index, veto in enumerate(body.score.veto):
        place = (*here, "veto", index)
        if veto.rule is not None:
            yield from known.rule(veto.rule, (*place, "rule"))
        if veto.body is not None:
            yield from kind_of(veto.body).names(veto.body, known, place)
    if not isinstance(body.expect, Graded):
        yield from known.bounds(body.expect, (*path, "expect"))


def _change_names(change: Change, known: Names, path: Path) -> Iterator[Misnamed]:
    for key in ("on", "per"):
        if measure := getattr(change, key):
            yield from known.measure(measure, (*path, key))
    if change.rule is not None:
        yield from known.rule(change.rule, (*path, "rule"))


KIND = CheckKind("score", ScoreBody, run, names, due="end")
