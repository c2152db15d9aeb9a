"""A ruleset's test cases run against it: tables read and rules evaluated as in an audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from swaudit.audit.judgements import Judgements
from swaudit.audit.scoring import rests_on, results
from swaudit.checks.disjoint import PHOTO_TABLE
from swaudit.evidence.blocks import Block
from swaudit.evidence.grid import Coded
from swaudit.evidence.headers import column_letters
from swaudit.evidence.ledger import read_table
from swaudit.model.message import message
from swaudit.model.report import Cell, Finding, Judgement, ReadingResult, Score
from swaudit.model.status import Counts, Status
from swaudit.model.tables import Table, TableSpec
from swaudit.query.intervals import plain
from swaudit.query.scope import Scope
from swaudit.ruleset.cases import Case, Expectation, Given
from swaudit.ruleset.schema import Ruleset

ABSENT = "-"
"""What is told of a cell or reading that the finding does not have."""


Tables = dict[tuple[str, Given, tuple[date, date]], Table]
"""Tables as they were read from the cells of cases, by what they were read from."""


@dataclass(frozen=True)
class Difference:
    """One thing a case states and the finding does not say; `what` as the case names it."""

    what: str
    wanted: str
    found: str


@dataclass(frozen=True)
class CaseResult:
    """A case and where the finding differs from it; it passed when it nowhere does."""

    case: Case
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether everything the case states was found."""
        return not self.differences


def run_cases(
    cases: Iterable[Case], ruleset: Ruleset, read: Tables | None = None
) -> Iterator[CaseResult]:
    """Yield the result of each case, in order.

    With `read`, tables are remembered there for the next run of the same cases.
    """
    rules = {rule.head.id: rule for rule in ruleset.rules}
    read = {} if read is None else read
    for case in cases:
        rule = rules[case.rule]
        below = [rules[name] for name in rests_on(rule)]
        found = results([*below, rule], scope_of(case, ruleset, read), _judgements(case))
        wrong = [*differences(case.expect, found.findings[-1])]
        wrong += score_differences(case.expect, found.scores)
        yield CaseResult(case, tuple(wrong))


def scope_of(case: Case, ruleset: Ruleset, read: Tables) -> Scope:
    """Return what the rule is evaluated in: the case's tables, days and parameters.

    `read` remembers the tables, most of which many cases share.
    """
    span = (case.start, case.end)
    tables = {}
    for name, given in case.given.items():
        key = (name, given, span)
        if key not in read:
            read[key] = _table(ruleset.specs[name], given, span, case.mark.file)
        tables[name] = read[key]
    return Scope(ruleset.specs, tables, case.parameters, case.start, case.end, case.as_of)


def differences(expect: Expectation, found: Finding) -> Iterator[Difference]:
    """Yield everything that is stated and was found otherwise."""
    if expect.status not in (None, found.status):
        yield Difference("status", str(expect.status), found.status)
    for name in ("required", "counted", "maybe", "missing"):
        wanted, number = getattr(expect, name), getattr(found, name)
        if wanted is not None and wanted != number:
            yield Difference(name, plain(wanted), _told(name, number))
    for name in ("refused", "pending"):
        wanted, count = getattr(expect, name), len(getattr(found, name))
        if wanted not in (None, count):
            yield Difference(name, str(wanted), str(count))
    for key, status in expect.cells.items():
        cells = [cell.status for cell in found.breakdown if key in _names(cell)]
        yield from _statuses(f"cells.{key}", status, cells)
    for key, status in expect.readings.items():
        results = [result.status for result in found.readings if key in _options(result)]
        yield from _statuses(f"readings.{key}", status, results)


def score_differences(expect: Expectation, scores: Sequence[Score]) -> Iterator[Difference]:
    """Yield everything stated of a score that was found otherwise; under several readings, once."""
    if not scores:
        stated = (expect.points, expect.total, expect.grades, expect.gaps, expect.veto)
        if any(stated):
            yield Difference("total", "…", ABSENT)
        return
    score = scores[0]
    lines = {line.id: (line.low, line.high) for line in score.lines}
    for name, wanted in expect.points.items():
        yield from _range(f"points.{name}", wanted, lines.get(name))
    if expect.total is not None:
        yield from _range("total", expect.total, (score.low, score.high))
    for name in ("grades", "gaps"):
        stated, found = getattr(expect, name), getattr(score, name)
        if stated is not None and set(stated) != set(found):
            yield Difference(name, "、".join(stated), "、".join(found) or ABSENT)
    if expect.veto not in (None, score.veto):
        yield Difference("veto", str(expect.veto), score.veto)


def _range(
    what: str, wanted: Decimal | tuple[Decimal, Decimal], found: tuple[Decimal, Decimal] | None
) -> Iterator[Difference]:
    ends = wanted if isinstance(wanted, tuple) else (wanted, wanted)
    if ends != found:
        told = ABSENT if found is None else "–".join(map(plain, dict.fromkeys(found)))
        yield Difference(what, "–".join(map(plain, dict.fromkeys(ends))), told)


def _judgements(case: Case) -> Judgements:
    """Return what a case says a person ruled: verdicts on rules, points on items of its rule."""
    return Judgements(
        tuple(
            Judgement("item", f"{case.rule}/{name}", plain(given), "", "", "")
            if isinstance(given, Decimal)
            else Judgement("rule", name, given, "", "", "")
            for name, given in case.attested.items()
        )
    )


def _told(name: str, number: Decimal | None) -> str:
    if number is None:
        return "∞" if name == "maybe" else ABSENT
    return plain(number)


def _statuses(what: str, wanted: Status, found: list[Status]) -> Iterator[Difference]:
    """Yield the difference unless all that a key names have the status stated."""
    if set(found) != {wanted}:
        told = "、".join(dict.fromkeys(found)) or ABSENT
        yield Difference(what, wanted, told)


def _names(cell: Cell) -> tuple[str, str, str]:
    return cell.period, cell.by, f"{cell.by}/{cell.period}"


def _options(result: ReadingResult) -> set[str]:
    return {option for _, option in result.assignment}


def _table(spec: TableSpec, given: Given, span: tuple[date, date], file: str) -> Table:
    """Return a table read from cells; its rows are called by the first cell written in them."""
    import pandas as pd

    count = len(given.counts)
    columns = {name: Coded.of(cells) for name, cells in given.columns}
    places = {name: column_letters(at) for at, name in enumerate(columns)}
    block = Block(file, spec.name, columns, range(1, count + 1), places)
    table, _ = read_table(spec, [block], span)
    if spec.name == PHOTO_TABLE and "记录" in columns:
        # Records are named by their ids, in which a slash is no separator.
        named = [tuple(cell[1:].split("、")) if cell else None for cell in columns["记录"]]
        table.frame["记录"] = pd.Series(named, dtype=object)
    rows = table.rows.assign(label=pd.Series(list(given.labels), dtype=object))
    if spec.event is not None:
        why = {Counts.REFUSED: "test.row_refused", Counts.PENDING: "test.row_pending"}
        reasons = [message(why[one]) if one in why else None for one in given.counts]
        rows = rows.assign(
            counts=pd.Series(list(given.counts), dtype=object),
            reason=pd.Series(reasons, dtype=object),
        )
    return replace(table, rows=rows)
