"""The grammar of conditions and measures, as rule files write them.

A condition maps columns to tests and holds when all of them do:

    where: {领域: 养老服务, 类别: {in: [A, B]}, 对象编号: {has: {ref: 人.对象编号}}}

A test is a value (equality), `filled`, `empty`, or a mapping of operators. An operand is a value,
`{ref: unit.column}` (a column of the unit of `for_each`), `{param: name}` or a day: `{date: as_of,
less: {months: 12}}`, `{date: 接案日, plus: {workdays: 5}}` (a date column of the row itself).
Nothing is ever evaluated from a string.

With `share_of` the bounds are percents of a measure: `实拨额: {share_of: {sum: 金额, rows: 合同},
min: 60, max: 70}`. With `pick` only the first or the last row of each kind is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from swaudit.model.written import SHORT
from swaudit.query.intervals import Bounds, Parameter
from swaudit.query.refusal import refusal


class Node(BaseModel):
    """A part of the grammar: frozen, and strict about unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    @cached_property
    def canonical(self) -> str:
        """The part as text: the same for parts that ask the same, wherever they stand."""
        return self.model_dump_json(exclude_defaults=True)


class Reference(Node):
    """A column of the unit that a `for_each` bound to a name: `unit.column`."""

    ref: str = Field(pattern=r"^[^.]+(\.[^.]+)?$")


class Span(Node):
    """A length of time in months, days and workdays, gone through in that order."""

    months: int = Field(0, ge=0)
    days: int = Field(0, ge=0)
    workdays: int = Field(0, ge=0)

    @model_validator(mode="after")
    def _some(self) -> Span:
        if not (self.months or self.days or self.workdays):
            raise refusal("rule.span_empty")
        return self


class FirstOf(Node):
    """The first of several date columns of a row in which something is written."""

    first_of: tuple[str, ...] = Field(min_length=1)


def _day(given: Any) -> Any:
    if isinstance(given, dict):
        for key, model in (("ref", Reference), ("param", Parameter), ("first_of", FirstOf)):
            if key in given:
                return model.model_validate(given)
        raise refusal("rule.date_unknown", keys="、".join(map(str, given)))
    return given


class DateOperand(Node):
    """A day: `as_of`, a column of the row, `{ref: …}` of the unit, or `{param: …}`; and a span."""

    date: Annotated[str | Reference | Parameter | FirstOf, BeforeValidator(_day)]
    less: Span | None = None
    plus: Span | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the row that the day is taken from; none where it is another's."""
        if isinstance(self.date, FirstOf):
            return self.date.first_of
        return (self.date,) if isinstance(self.date, str) and self.date != "as_of" else ()


Scalar = str | int | bool


def _operand(given: Any) -> Any:
    if isinstance(given, dict):
        for key, model in (("ref", Reference), ("param", Parameter), ("date", DateOperand)):
            if key in given:
                return model.model_validate(given)
        raise refusal("rule.operand_unknown", keys="、".join(map(str, given)))
    return given


Operand = Annotated[Scalar | Reference | Parameter | DateOperand, BeforeValidator(_operand)]


def _listed(given: Any) -> Any:
    return given if isinstance(given, list) else [given]


Operands = Annotated[
    tuple[Operand, ...],
    BeforeValidator(_listed, json_schema_input_type=Operand | tuple[Operand, ...]),
]
Words = Annotated[
    tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...])
]


class Test(Node):
    """What one column must be. Several operators must all hold.

    `is` equals; `in` one of; `has` a list column holds one of; `contains` the text holds one of
    the words; `min max above below` compare (with `share_of`, the value in percent of a measure
    over the whole contract); `in_table` the value occurs in `table.column`; `filled` something
    (true) or nothing (false) is written; `not` turns a test round.
    """

    __test__ = False
    model_config = ConfigDict(
        json_schema_extra={
            SHORT: [
                {"type": ["string", "number", "boolean"], "examples": ["filled", "empty"]},
                {"$ref": "#/$defs/Reference"},
                {"$ref": "#/$defs/Parameter"},
                {"$ref": "#/$defs/DateOperand"},
            ]
        }
    )

    is_: Operand | None = Field(None, alias="is")
    in_: Operands | None = Field(None, alias="in")
    has: Operands | None = None
    contains: Words | None = None
    min: Operand | None = None
    max: Operand | None = None
    above: Operand | None = None
    below: Operand | None = None
    share_of: Measure | None = None
    in_table: str | None = Field(None, pattern=r"^[^.]+\.[^.]+$")
    filled: bool | None = None
    not_: Test | None = Field(None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        if given in ("filled", "empty"):
            return {"filled": given == "filled"}
        if isinstance(given, (str, int, bool)):
            return {"is": given}
        if isinstance(given, dict) and {"ref", "param", "date"} & set(given):
            return {"is": given}
        if given == {}:
            raise refusal("rule.test_empty")
        return given

    @model_validator(mode="after")
    def _share(self) -> Test:
        if self.share_of is not None:
            bounds = [self.min, self.max, self.above, self.below]
            given = [one for one in bounds if one is not None]
            others = (self.is_, self.in_, self.has, self.contains, self.in_table, self.filled)
            unfit = any(isinstance(one, (Reference, DateOperand)) for one in given)
            if not given or unfit or any(one is not None for one in (*others, self.not_)):
                raise refusal("rule.share_bounds")
            self.share  # noqa: B018 - refuses what is no number
        return self

    @cached_property
    def share(self) -> Bounds:
        """The bounds on the share, in percent."""
        bounds = {name: getattr(self, name) for name in ("min", "max", "above", "below")}
        return Bounds.model_validate(bounds)

    @cached_property
    def of_unit(self) -> bool:
        """Whether the test refers to the unit of a `for_each`."""
        operands = (self.is_, self.min, self.max, self.above, self.below)
        listed = (*operands, *(self.in_ or ()), *(self.has or ()))
        days = (one.date for one in listed if isinstance(one, DateOperand))
        inner = (one for one in (self.not_, self.share_of) if one is not None)
        return any(isinstance(one, Reference) for one in (*listed, *days)) or any(
            one.of_unit for one in inner
        )


class Condition(Node):
    """Tests by column, all of which must hold; with `valid`, `related`, `all`, `any`, `not`.

    `valid` asks that the record counts (its photos prove it); `related` counts rows of another
    table that belong to the row.
    """

    model_config = ConfigDict(
        extra="allow", defer_build=True, json_schema_extra={SHORT: [{"const": "valid"}]}
    )
    __pydantic_extra__: dict[str, Test] = Field(init=False)

    valid: Literal[True] | None = None
    related: Related | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = Field(None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        if given == "valid":
            return {"valid": True}
        if given == {}:
            raise refusal("rule.condition_empty")
        return given

    @property
    def tests(self) -> Mapping[str, Test]:
        """The tests by column name."""
        return self.__pydantic_extra__

    @cached_property
    def of_unit(self) -> bool:
        """Whether the condition refers to the unit of a `for_each`."""
        inner = [*self.tests.values(), *self.all, *self.any, self.not_, self.related]
        return any(one.of_unit for one in inner if one is not None)


class Active(Node):
    """The columns that say since when and until when a row holds; a blank end is still open."""

    since: str = Field(alias="from")
    until: str = Field(alias="to")


class Pick(Node):
    """The row with the first or the last day in a column, of all or of those alike in `per`.

    Of rows that share that day each may be the one: they are in doubt.
    """

    first_by: str | None = None
    last_by: str | None = None
    per: Words = ()

    @model_validator(mode="after")
    def _one_end(self) -> Pick:
        if (self.first_by is None) == (self.last_by is None):
            raise refusal("rule.pick_one_end")
        return self

    @property
    def by(self) -> str:
        """The column whose day decides."""
        return self.first_by or self.last_by or ""


class Selection(Node):
    """Which rows are looked at (`where`, silently) and which of them count (`counted_if`).

    With `pick`, of the rows selected only the first or last ones are looked at.
    """

    where: Condition | None = None
    active: Active | None = None
    pick: Pick | None = None
    counted_if: tuple[Condition, ...] = ()

    @cached_property
    def of_unit(self) -> bool:
        """Whether which rows are looked at or count depends on the unit of a `for_each`."""
        clauses = self.counted_if if self.where is None else (self.where, *self.counted_if)
        return any(clause.of_unit for clause in clauses)


class Related(Selection):
    """Rows of another table that belong to a row: `by` names child column: parent column.

    A list column joins by any of its elements.
    """

    rows: str
    by: Mapping[str, str] = Field(min_length=1)
    distinct: str | None = None
    sum: str | None = None
    expect: Bounds = Bounds(min=Decimal(1))

    @model_validator(mode="after")
    def _one_amount(self) -> Related:
        if self.distinct and self.sum:
            raise refusal("rule.one_amount")
        return self


class Measure(Selection):
    """One number: rows counted, distinct values, a sum, or a ratio of two measures in percent."""

    count: str | None = None
    distinct: str | None = None
    sum: str | None = None
    rows: str | None = None
    on: str | None = None
    ratio: Ratio | None = None

    @model_validator(mode="after")
    def _one_amount(self) -> Measure:
        amounts = [name for name in ("count", "distinct", "sum", "ratio") if getattr(self, name)]
        if len(amounts) != 1:
            raise refusal("rule.one_amount")
        if (amounts[0] in ("distinct", "sum")) != (self.rows is not None):
            raise refusal("rule.rows_with_amount")
        if self.ratio and (self.where or self.counted_if or self.on or self.active or self.pick):
            raise refusal("rule.ratio_alone")
        return self

    @cached_property
    def of_unit(self) -> bool:
        """Whether the number depends on the unit of a `for_each`."""
        if self.ratio:
            return self.ratio.of.of_unit or self.ratio.to.of_unit
        return Selection(where=self.where, counted_if=self.counted_if).of_unit

    @property
    def table(self) -> str:
        """The table whose rows are measured; empty for a ratio."""
        return self.count or self.rows or ""


class Ratio(Node):
    """`of` in percent of `to`."""

    of: Measure
    to: Measure


for _model in (Test, Condition, Related, Measure):
    _model.model_rebuild()
