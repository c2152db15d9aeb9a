"""The result of an audit: a plain frozen value that every renderer reads and none changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from swaudit.model.dossier import File, Link, Problem, Station
from swaudit.model.message import Message
from swaudit.model.photo import PhotoFacts
from swaudit.model.pictures import Pictures
from swaudit.model.status import Counts, Level, Status


@dataclass(frozen=True)
class Source:
    """Where a rule stands: the document's key, the place in it, and the figure phrase."""

    document: str
    at: str
    figure: str = ""


@dataclass(frozen=True)
class Note:
    """A record (or row) named with the reason why it was refused or is pending."""

    record: str
    label: str
    reason: Message


@dataclass(frozen=True)
class Cell:
    """One period of one unit of a rule.

    `evidence` are the ids of the records and rows that stand behind `counted`, in their tables'
    order; empty where it is the number of what should not be: those are refused by name.
    `required` is the minimum asked (None where the rule sets none), `expect` the whole bound for
    people, such as ≥2, or how many there are where all are asked for (`of_all`); `counted` is sure;
    `maybe` may still be added to it (None: without limit); `missing` is what is lacking to
    `required` even if everything pending were counted, 0 when nothing is; `pace` is the number
    needed per week while the period is open.
    """

    by: str
    period: str
    status: Status
    required: Decimal | None = None
    expect: str = ""
    counted: Decimal = Decimal(0)
    maybe: Decimal | None = Decimal(0)
    missing: Decimal = Decimal(0)
    pace: Decimal | None = None
    note: Message | None = None
    of_all: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadingResult:
    """What a rule comes to under one assignment of readings (口径); `answer` in words."""

    assignment: tuple[tuple[str, str], ...]
    answer: str
    status: Status
    required: Decimal | None
    counted: Decimal
    maybe: Decimal | None
    missing: Decimal


@dataclass(frozen=True)
class Finding:
    """The verdict on one rule, its numbers, the cells it was made from and the records it names.

    `domain` is the 领域 whose rows it measures, empty where it measures no single one. `digest`
    stands for what a decision on it is made on: its words, its numbers, and the records counted,
    refused and pending. `waiver` is the waiver in force on an unmet rule: it stays unmet.
    """

    rule: str
    title: str
    level: Level
    status: Status
    chapter: str
    source: Source
    covers: tuple[str, ...] = ()
    required: Decimal | None = None
    expect: str = ""
    counted: Decimal = Decimal(0)
    maybe: Decimal | None = Decimal(0)
    missing: Decimal = Decimal(0)
    unit: str = ""
    breakdown: tuple[Cell, ...] = ()
    refused: tuple[Note, ...] = ()
    pending: tuple[Note, ...] = ()
    readings: tuple[ReadingResult, ...] = ()
    notes: tuple[Message, ...] = ()
    domain: str = ""
    of_all: bool = False
    digest: str = ""
    waiver: Judgement | None = None


@dataclass(frozen=True)
class Row:
    """Where a row stands that some finding names: its file and, in a book, sheet and row.

    `row` counts from 1 as the spreadsheet shows it, 0 where the row is a whole file (a photo, a
    document); `sha256` of the file where it is a photo, as masked paths may be alike.
    """

    record: str
    table: str
    label: str
    file: str
    sheet: str
    row: int
    sha256: str = ""


@dataclass(frozen=True)
class RecordVerdict:
    """A record and what became of it; `photos` are the paths linked to it, `links` say why.

    `sha256` are the hashes of `photos`: two paths may be alike once names in them are masked.

    `day` is when it happened (ISO, empty where not known), `domain` its 领域, else its table;
    `workers` who did it; `digest` stands for its cells and its photos, which a decision is made on.
    """

    record: str
    table: str
    label: str
    counts: Counts
    reason: Message | None
    photos: tuple[str, ...] = ()
    day: str = ""
    domain: str = ""
    workers: tuple[str, ...] = ()
    digest: str = ""
    links: tuple[Link, ...] = ()
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReusePair:
    """Two photos that are, or may be, one capture; `lead` when it only raises suspicion.

    `sha256` are the hashes of `a` and `b`.
    """

    a: str
    b: str
    kind: str
    score: float
    lead: bool
    explain: Message
    sha256: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Lead:
    """A suspicion beside the rules, with the places that show it; never counted.

    `sha256` are the hashes of the photos it is about, in the order of `where`; `digest`, of a
    single photo, stands for what a decision on it is made on.
    """

    kind: str
    said: Message
    where: tuple[str, ...]
    sha256: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Judgement:
    """A person's decision: on a rule, a record, a photo, a pair of photos or an item of a score.

    `target` is also waiver (豁免): of the unmet rule `id`, without a verdict. `digest` is that of
    what it was made on, empty where it holds whatever changes. `state` is in_force, expired, later
    (dated in the future), superseded (by a later one on the same) or stale: its target is gone or
    has changed.
    """

    target: str
    id: str
    verdict: str
    by: str
    on: str
    why: str
    until: str = ""
    state: str = "in_force"
    digest: str = ""


@dataclass(frozen=True)
class Since:
    """What has become of the evidence since it was sealed on `day`; paths by what happened."""

    day: str
    root: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class ScoreLine:
    """One item of a score, or an adjustment of its total (`max` None): points from `low` to `high`.

    `cause` is the status its doubt leads to, None where the points are certain; `parts` are the
    points of each party it is worked out for; `given` those a person has decided on. `possible` are
    the stretches in which the points may lie, as the evidence alone has it; `digest` stands for
    what points are given on.
    """

    id: str
    title: str
    max: Decimal | None
    low: Decimal
    high: Decimal
    cause: Status | None = None
    parts: tuple[tuple[str, Decimal, Decimal], ...] = ()
    given: Decimal | None = None
    why: tuple[Message, ...] = ()
    possible: tuple[tuple[Decimal, Decimal], ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Score:
    """A score under one reading: the range of its total, the grades that may be reached.

    `gaps` are the reachable stretches between grades (空档); `veto` says whether a veto is
    undecided or in force, `vetoes` on what.
    """

    rule: str
    title: str
    total: Decimal
    low: Decimal
    high: Decimal
    status: Status
    lines: tuple[ScoreLine, ...]
    grades: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    veto: Literal["none", "possible", "vetoed"] = "none"
    vetoes: tuple[str, ...] = ()
    assignment: tuple[tuple[str, str], ...] = ()
    answer: str = ""


@dataclass(frozen=True)
class SettledReading:
    """A reading (口径) that was agreed on: by whom, in what document, when."""

    reading: str
    question: str
    option: str
    answer: str
    who: str
    document: str
    date: str


@dataclass(frozen=True)
class Health:
    """How well the evidence could be read: rows by table, records by verdict, files by state."""

    rows_read: int
    rows_problem: int
    files: tuple[tuple[str, int], ...]
    photos: tuple[tuple[str, int], ...]
    records: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Report:
    """All that an audit says. `generated_at` is its only value that varies between two runs.

    `ruleset_digest` is what the rule files say, as a few hex digits; `ruleset_shipped` that they
    come with swaudit, whatever id and version others give themselves. `sources` are the documents
    the ruleset cites: key (as in `Source.document`) and title. `rows` say where all that findings
    name stands: evidence, refused and pending. `root` is the one hash of all evidence (empty where
    photos were not read), `since` what happened to it since it was last sealed. `shows_pii` says
    that names and numbers were asked for unmasked; `pictures` is None unless photos were asked to
    be shown.
    """

    ruleset: str
    ruleset_version: str
    ruleset_title: str
    sources: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    station: Station
    as_of: str
    generated_at: str
    quick: bool
    health: Health
    findings: tuple[Finding, ...]
    records: tuple[RecordVerdict, ...]
    files: tuple[File, ...]
    photos: tuple[tuple[str, PhotoFacts], ...]
    reuse: tuple[ReusePair, ...]
    leads: tuple[Lead, ...]
    problems: tuple[Problem, ...]
    judgements: tuple[Judgement, ...]
    next_steps: tuple[Message, ...]
    root: str = ""
    since: Since | None = None
    scores: tuple[Score, ...] = ()
    rows: tuple[Row, ...] = ()
    settled: tuple[SettledReading, ...] = ()
    shows_pii: bool = False
    pictures: Pictures | None = None
    ruleset_digest: str = ""
    ruleset_shipped: bool = True
