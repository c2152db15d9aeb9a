"""The model of a score sheet: its items, what takes points away or gives them, its grades.

    score:
      total: 100
      items:
      - id: receipts
        max: 7
        on: {ratio: {of: {count: 支出, where: {票据号: empty}}, to: {count: 支出}}}
        tiers:
        - {max: 0, deduct: 0}
        - {above: 0, below: 8, deduct: 2}
        - {min: 8, max: 12, deduct: {min: 3, max: 5}}      # at a person's discretion
        - {above: 12, unspecified: 表文未规定}
      - {id: reports, max: 6, per: {count: 缺报}, deduct: "0.5"}
      - {id: truth, max: 87, manual: 档案信息是否真实}
      adjust: [{id: complaints, per: {count: 投诉, where: {查实: true}}, deduct: {min: 5, max: 10}}]
      veto: [{rule: no-fraud}]
      grades: [{name: 合格, min: 60}, {name: 不合格, max: 59}]
    expect: {grade: [合格]}

An item begins with its `max` and loses points, or with 0 where it only gains them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from swaudit.checks.combine import Body
from swaudit.checks.stretches import Bounded, Stretch, gaps, overlap
from swaudit.query.grammar import Measure, Node, Words
from swaudit.query.intervals import Bounds, Number
from swaudit.query.refusal import refusal

ZERO = Decimal(0)
FROM_ZERO = Stretch(ZERO, None)
ITEM_ID = r"^[a-z0-9]+([.-][a-z0-9]+)*$"


class Discretion(Node):
    """A range of points within which a person decides."""

    min: Number
    max: Number

    @model_validator(mode="after")
    def _ordered(self) -> Discretion:
        if not ZERO <= self.min <= self.max:
            raise refusal("rule.points_range")
        return self


def _points(given: Any) -> Any:
    return Discretion.model_validate(given) if isinstance(given, dict) else given


def _positive(points: Decimal | Discretion) -> Decimal | Discretion:
    if isinstance(points, Decimal) and points < 0:
        raise refusal("rule.points_range")
    return points


Points = Annotated[Number | Discretion, BeforeValidator(_points), AfterValidator(_positive)]
Positive = Annotated[Number, AfterValidator(_positive)]


class Tier(Bounded):
    """What one stretch of numbers costs or gives; `unspecified` where the source is silent."""

    deduct: Points | None = None
    add: Points | None = None
    unspecified: str | None = None

    @model_validator(mode="after")
    def _one_consequence(self) -> Tier:
        if sum(one is not None for one in (self.deduct, self.add, self.unspecified)) != 1:
            raise refusal("rule.tier_consequence")
        return self


def _whole_line(tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    stretches = [tier.stretch for tier in tiers]
    if pair := overlap(stretches):
        raise refusal("rule.tiers_overlap", one=pair[0].told, other=pair[1].told)
    if left := next(gaps(stretches, FROM_ZERO), None):
        raise refusal("rule.tiers_gap", gap=left.told)
    return tiers


class Steps(Node):
    """So many points for each step below or above a number.

    `partial` says what a step that was only begun counts: nothing (`whole`), as a whole one
    (`begun`) or its fraction.
    """

    below: Number | None = None
    above: Number | None = None
    each: Annotated[Number, Field(gt=0)]
    points: Positive
    partial: Literal["whole", "begun", "fraction"]

    @model_validator(mode="after")
    def _one_side(self) -> Steps:
        if (self.below is None) == (self.above is None):
            raise refusal("rule.steps_one_side")
        return self


class Change(Node):
    """One thing that takes points away or gives some.

    `on` a measure, by `tiers` or `steps`; `per` occurrence counted; when a `rule` is not met (with
    `add`: when it is); or as a person decides (`manual`). `cap` is the most it can take or give.
    """

    on: Measure | None = None
    per: Measure | None = None
    rule: str | None = None
    manual: str | None = None
    tiers: Annotated[tuple[Tier, ...], AfterValidator(_whole_line)] | None = None
    steps: Steps | None = None
    deduct: Points | None = None
    add: Points | None = None
    cap: Positive | None = None

    @property
    def source(self) -> str:
        """What the points depend on: on, per, rule or manual; empty when nothing is named."""
        named = [one for one in ("on", "per", "rule", "manual") if getattr(self, one) is not None]
        return named[0] if len(named) == 1 else "several" if named else ""

    @property
    def adds(self) -> bool:
        """Whether it gives points."""
        return self.add is not None or any(tier.add is not None for tier in self.tiers or ())

    @model_validator(mode="after")
    def _complete(self) -> Change:
        ways = [self.tiers, self.steps, self.deduct, self.add]
        given = [one for one in ways if one is not None]
        by_number = self.tiers is not None or self.steps is not None
        fits = {
            "on": len(given) == 1 and by_number,
            "per": len(given) == 1 and not by_number,
            "rule": len(given) == 1 and not by_number,
            "manual": len(given) <= 1 and not by_number,
            "": not given and self.may_be_empty,
        }
        if not fits.get(self.source, False):
            raise refusal("rule.change_incomplete")
        return self

    @property
    def may_be_empty(self) -> bool:
        """Whether it may stand for other changes instead of being one."""
        return False


class Parties(Node):
    """`for_each` of an item: the values for which it is worked out apart, and their name."""

    values: Annotated[Words, Field(min_length=1)]
    as_: str = Field(alias="as")


class Item(Change):
    """One line of the sheet: a change, or several `changes` added up, clamped to floor … max.

    With `for_each` its points are those of the worst or the mean of the parties; with `combine:
    readings` whoever counts is for somebody to rule on.
    """

    id: str = Field(pattern=ITEM_ID)
    title: str = ""
    max: Positive
    start: Positive | None = None
    floor: Positive = ZERO
    changes: tuple[Change, ...] = ()
    for_each: Parties | None = None
    combine: Literal["worst", "mean", "readings"] | None = None

    @property
    def may_be_empty(self) -> bool:
        """Whether the item consists of `changes`."""
        return bool(self.changes)

    @property
    def parts(self) -> tuple[Change, ...]:
        """The changes that the item consists of."""
        return self.changes or (self,)

    @property
    def begin(self) -> Decimal:
        """The points that the changes are made to."""
        if self.start is not None:
            return self.start
        return ZERO if all(part.adds for part in self.parts) else self.max

    @model_validator(mode="after")
    def _consistent(self) -> Item:
        if self.changes and self.source:
            raise refusal("rule.change_incomplete")
        if (self.for_each is None) != (self.combine is None):
            raise refusal("rule.combine_for_each")
        mixed = len({part.adds for part in self.parts}) > 1
        if self.start is None and mixed:
            raise refusal("rule.item_start")
        if self.floor > self.max or (self.start or ZERO) > self.max:
            raise refusal("rule.points_range")
        return self


class Adjustment(Change):
    """A change to the total."""

    id: str = Field(pattern=ITEM_ID)
    title: str = ""


class Veto(Node):
    """A requirement that voids the score when it is not met: a rule, or a check of its own."""

    rule: str | None = None
    body: Body | None = None

    @model_validator(mode="before")
    @classmethod
    def _rule_or_body(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            raise refusal("rule.mapping_expected")
        return given if set(given) == {"rule"} or "body" in given else {"body": given}


class Grade(Bounded):
    """A name for a stretch of totals."""

    name: str


def _grades_apart(grades: tuple[Grade, ...]) -> tuple[Grade, ...]:
    if pair := overlap(grade.stretch for grade in grades):
        raise refusal("rule.grades_overlap", one=pair[0].told, other=pair[1].told)
    return grades


def _ids_differ(items: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise refusal("rule.item_twice", item=item.id)
        seen.add(item.id)
    return items


class Sheet(Node):
    """The whole score."""

    total: Annotated[Number, Field(gt=0)]
    items: Annotated[tuple[Item, ...], Field(min_length=1), AfterValidator(_ids_differ)]
    adjust: Annotated[tuple[Adjustment, ...], AfterValidator(_ids_differ)] = ()
    veto: tuple[Veto, ...] = ()
    grades: Annotated[tuple[Grade, ...], AfterValidator(_grades_apart)] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Sheet:
        if (most := sum((item.max for item in self.items), ZERO)) != self.total:
            raise refusal("rule.score_total", sum=most, total=self.total)
        _ids_differ((*self.items, *self.adjust))
        return self

    def rules(self) -> Iterable[str]:
        """Yield the ids of the rules that the score rests on."""
        changes = [*self.adjust, *(part for item in self.items for part in item.parts)]
        named = [*(one.rule for one in changes), *(one.rule for one in self.veto)]
        yield from (rule for rule in named if rule is not None)


class Graded(Node):
    """The grades that will do."""

    grade: Annotated[Words, Field(min_length=1)]


def _expected(given: Any) -> Any:
    if isinstance(given, dict) and "grade" in given:
        return Graded.model_validate(given)
    return given


class ScoreBody(Node):
    """A score, and the total or the grade that is expected."""

    score: Sheet
    expect: Annotated[Bounds | Graded, BeforeValidator(_expected)]

    @model_validator(mode="after")
    def _known_grades(self) -> ScoreBody:
        if isinstance(self.expect, Graded):
            known = [grade.name for grade in self.score.grades]
            for name in self.expect.grade:
                if name not in known:
                    raise refusal("rule.grade_unknown", grade=name, known="、".join(known))
        return self
