"""The models of a ruleset, composed from the check registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from swaudit.evidence.worklog import DocumentKind, Worklog
from swaudit.model.report import Source
from swaudit.model.status import Level
from swaudit.model.tables import Column, TableSpec
from swaudit.query.civil import Day
from swaudit.query.grammar import Active, Condition, Node, Words
from swaudit.query.intervals import Parameter
from swaudit.query.periods import Every
from swaudit.query.refusal import refusal
from swaudit.ruleset.source import Entries, Tree

RULE_ID = r"^[a-z0-9]+([.-][a-z0-9]+)*$"


class SourceRef(Node):
    """Where a requirement stands: a declared document, the place in it, the figure phrase."""

    document: str
    at: str
    figure: str = ""

    def told(self) -> Source:
        """Return the source as a report carries it."""
        return Source(self.document, self.at, self.figure)


class GroupSum(Node):
    """A column summed over the rows of each group."""

    sum: str


class Units(Node):
    """`for_each`: one cell per listed value, per row of a table (zero records included) or group.

    With `group`, the rows that agree in those columns are one unit: `{ref: 人日.日期}` is its key,
    `{ref: 人日.工时}` one of its `with` sums, and `rows: 人日` are its own rows. Rows whose key is
    not known are a unit of their own, which stays undetermined.
    """

    as_: str = Field(alias="as")
    values: Words | None = None
    rows: str | None = None
    where: Condition | None = None
    active: Active | None = None
    group: Words = ()
    with_: Mapping[str, GroupSum] = Field({}, alias="with")

    def model_post_init(self, context: Any) -> None:
        """Refuse units that are neither values nor rows, or both."""
        if (self.values is None) == (self.rows is None):
            raise refusal("rule.units_values_or_rows")
        if (self.group and (self.active or not self.rows)) or (self.with_ and not self.group):
            raise refusal("rule.units_group")

    def of_values(self) -> TableSpec:
        """Return what can be referred to of a value: one column without a name, `{ref: 方}`."""
        return TableSpec(name=self.as_, columns={"": Column()})

    def of_groups(self, rows: TableSpec) -> TableSpec:
        """Return what can be referred to of a group of rows: its key and its sums."""
        keys = {name: rows.columns[name] for name in self.group if name in rows.columns}
        sums = {
            name: Column(type=rows.columns[made.sum].type)
            for name, made in self.with_.items()
            if made.sum in rows.columns
        }
        return TableSpec(name=self.as_, columns={**keys, **sums})


class DueAfter(Node):
    """Due so many days after the period's end; a parameter that is unset leaves it open."""

    after_period: int | Parameter


Due = Literal["now", "end"] | DueAfter


class RuleHead(Node):
    """What every rule has beside its check.

    `across` names the unit of `for_each` when all of them are asked as one: a row counts when it
    does for any of the units, and once.
    """

    id: str = Field(pattern=RULE_ID)
    title: str
    chapter: str
    source: SourceRef
    level: Level = Level.MUST
    covers: tuple[str, ...] = ()
    note: str = ""
    unit: str = ""
    scope: Literal["station", "fleet"] = "station"
    when: Condition | None = None
    for_each: Units | None = None
    across: str | None = None
    every: Every = "period"
    partial: Literal["show", "ask"] = "show"
    due: Due | None = None


@dataclass(frozen=True)
class Variant:
    """A rule under one assignment of its readings; without readings, the rule itself.

    `answer` says the chosen options in the ruleset's own words.
    """

    assignment: tuple[tuple[str, str], ...]
    answer: str
    head: RuleHead
    body: Node


@dataclass(frozen=True)
class Rule:
    """A rule with every reading its source allows (at least one variant).

    `tree` is the rule as written, overlays worked in. One that a template made tells it by
    `origin`, `template/rule`, and by the `slots` its instance filled.
    """

    variants: tuple[Variant, ...]
    origin: str
    slots: Mapping[str, Tree]
    tree: Entries

    @property
    def head(self) -> RuleHead:
        """What the rule is, apart from how it may be read."""
        return self.variants[0].head


class Agreement(Node):
    """By whom something the source leaves open was decided, in what document, when."""

    who: str = Field(pattern=r"\S")
    document: str = Field(pattern=r"\S")
    date: Day


class ParameterSpec(Node):
    """A figure the source leaves open: unset, its rules stay undetermined.

    `agreed` says who gave the value.
    """

    title: str
    value: str | int | None = None
    agreed: Agreement | None = None


class Reading(Node):
    """A clause the source lets be read in several ways; `settled` names the one agreed on."""

    question: str
    options: Mapping[str, str] = Field(min_length=2)


class Settlement(Agreement):
    """Which reading was agreed, by whom, in what document, when."""

    option: str


class PhotoPolicy(Node):
    """What a record's photo must show for the record to count, and what is tolerated.

    `needs`: each missing thing refuses the record. Dates and places that disagree with the ledger
    make it pending, never refused. `minutes` may lie between the stamp's clock and the record's
    times; records of the `place_free` tables (trips, trainings, charity) may be anywhere.
    """

    needs: tuple[Literal["watermark", "time", "place"], ...] = ()
    minutes: int = 60
    place_free: tuple[str, ...] = ()


class Validity(Node):
    """Which records count: what the photos must prove, and that one photo proves one event."""

    source: SourceRef
    photos: PhotoPolicy
    reuse: Literal["refuse", "allow"] = "refuse"


class Removal(Node):
    """A rule of the extended ruleset that does not hold here, and why."""

    rule: str
    reason: str


class Extends(Node):
    """The ruleset this one builds on, pinned."""

    id: str
    version: str


def _text(given: Any) -> Any:
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


class RulesetHead(Node):
    """A ruleset file without its rules and templates, which are expanded first.

    `domains` are the values of every column 领域, each with other words for it; `chapters` the
    headings a report is arranged under, in the order of the source document; `forms` the files of
    forms whose documents it takes over, by name.
    """

    swaudit: Literal[1]
    id: str = Field(pattern=RULE_ID)
    version: Annotated[str, BeforeValidator(_text)]
    title: str
    extends: Extends | None = None
    sources: Mapping[str, str] = {}
    chapters: tuple[str, ...] = ()
    start: Day | None = None
    end: Day | None = None
    parameters: Mapping[str, ParameterSpec] = {}
    readings: Mapping[str, Reading] = {}
    settle: Mapping[str, Settlement] = {}
    tables: Mapping[str, TableSpec] = {}
    domains: Mapping[str, tuple[str, ...]] = {}
    contents: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    forms: Words = ()
    documents: Mapping[str, DocumentKind] = {}
    validity: Validity | None = None
    remove: tuple[Removal, ...] = ()


@dataclass(frozen=True)
class Ruleset:
    """A ruleset ready to audit with: everything it extends, templates and overlays worked in.

    `files` are those it was read from, its own last, and `digest` is what they say as 12 hex digits
    (comments and the order of keys aside); `shipped` tells that all of them came with swaudit.
    """

    id: str
    version: str
    title: str
    sources: Mapping[str, str]
    start: date | None
    end: date | None
    parameters: Mapping[str, ParameterSpec]
    readings: Mapping[str, Reading]
    specs: Mapping[str, TableSpec]
    worklog: Worklog
    documents: Mapping[str, DocumentKind]
    validity: Validity | None
    rules: tuple[Rule, ...]
    settled: Mapping[str, Settlement] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    digest: str = ""
    shipped: bool = False

    def values(self) -> dict[str, str | None]:
        """Return the parameters' values as text; None where unset."""
        return {
            name: None if spec.value is None else str(spec.value)
            for name, spec in self.parameters.items()
        }
