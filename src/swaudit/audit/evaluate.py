"""One rule → one finding: over its readings, its units and its periods, the worst cell decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal

from swaudit.audit.across import across, together
from swaudit.audit.guard import guard
from swaudit.audit.judgements import Judgements
from swaudit.audit.units import Unit, units
from swaudit.audit.verdict import Deadline, levelled, verdict
from swaudit.checks.measure import MeasureBody
from swaudit.checks.outcome import Outcome, absent
from swaudit.checks.registry import kind_of
from swaudit.model.message import Message, message
from swaudit.model.report import Cell, Finding, Note, ReadingResult
from swaudit.model.status import Level, Status, worst
from swaudit.query.intervals import Interval
from swaudit.query.periods import Period, periods
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth
from swaudit.ruleset.schema import DueAfter, Rule, RuleHead, Variant

MOST_SAID = 200
"""How much is told of what an internal error says."""


@dataclass(frozen=True)
class _Result:
    """What a rule comes to under one assignment of its readings."""

    status: Status
    cells: tuple[Cell, ...] = ()
    refused: tuple[Note, ...] = ()
    pending: tuple[Note, ...] = ()
    notes: tuple[Message, ...] = ()


def finding(rule: Rule, scope: Scope) -> Finding:
    """Return the verdict on a rule; what goes wrong inside it is its own error, nobody else's."""
    head = rule.head
    domain = _domain(rule)
    try:
        results = [(variant, _evaluate(variant, scope)) for variant in rule.variants]
    except Exception as failure:
        said = " ".join(str(failure).split())[:MOST_SAID]
        note = message("rule.failed", kind=type(failure).__name__, said=said)
        return _found(head, _Result(Status.ERROR, notes=(note,)), domain=domain)
    first = results[0][1]
    readings: tuple[ReadingResult, ...] = ()
    if len(results) > 1:
        readings = tuple(_reading(variant, result) for variant, result in results)
        # A reading under which nothing is asked does not disagree with one that is met.
        asked = [result for _, result in results if result.status is not Status.NOT_APPLICABLE]
        first = asked[0] if asked else first
        if len({result.status for result in asked}) > 1:
            first = replace(first, status=Status.RULING_NEEDED)
    return _found(head, first, readings, domain=domain)


def attested(found: Finding, judgements: Judgements) -> Finding:
    """Return the finding with a person's attestation in place of a manual verdict."""
    decision = judgements.on("rule", found.rule)
    if decision is None or found.status is not Status.MANUAL:
        return found
    status = Status.PASS if decision.verdict == "达标" else Status.FAIL
    note = message("rule.attested", by=decision.by, on=decision.on, why=decision.why)
    return replace(found, status=levelled(status, found.level), notes=(*found.notes, note))


def _domain(rule: Rule) -> str:
    """Return the one 领域 whose rows a rule measures, or nothing."""
    body = rule.variants[0].body
    where = body.measure.where if isinstance(body, MeasureBody) else None
    test = where.tests.get("领域") if where else None
    return test.is_ if test and isinstance(test.is_, str) else ""


def _found(
    head: RuleHead, result: _Result, readings: tuple[ReadingResult, ...] = (), *, domain: str
) -> Finding:
    status = result.status
    if status is not Status.RULING_NEEDED:
        status = levelled(status, head.level)
    total = _total(result.cells)
    return Finding(
        rule=head.id,
        title=head.title,
        level=head.level,
        status=status,
        chapter=head.chapter,
        source=head.source.told(),
        covers=head.covers,
        required=total.required,
        expect=total.expect,
        of_all=total.of_all,
        counted=total.counted,
        maybe=total.maybe,
        missing=total.missing,
        unit=head.unit,
        breakdown=tuple(_levelled_cell(cell, head.level) for cell in result.cells),
        refused=result.refused,
        pending=result.pending,
        readings=readings,
        notes=result.notes + ((message("rule.note", text=head.note),) if head.note else ()),
        domain=domain,
    )


def _levelled_cell(cell: Cell, level: Level) -> Cell:
    """Return the cell with a shortage no worse than its rule's level lets it be."""
    if cell.status is not Status.FAIL or level is Level.MUST:
        return cell
    return replace(cell, status=levelled(cell.status, level))


def _reading(variant: Variant, result: _Result) -> ReadingResult:
    total = _total(result.cells)
    return ReadingResult(
        variant.assignment,
        variant.answer,
        levelled(result.status, variant.head.level),
        total.required,
        total.counted,
        total.maybe,
        total.missing,
    )


def _total(cells: Sequence[Cell]) -> Cell:
    """Return the sums over the cells that are asked; `expect` is that of one cell."""
    asked = [cell for cell in cells if cell.status is not Status.NOT_APPLICABLE]
    maybes = [cell.maybe for cell in asked]
    required = [cell.required for cell in asked if cell.required is not None]
    status = worst(cell.status for cell in asked)
    # What a running period still lacks is no shortage yet, unless nothing else is left to tell.
    late = set(Status) if status is Status.OPEN else set(Status) - {Status.OPEN}
    return Cell(
        by="",
        period="",
        status=status,
        required=sum(required, Decimal(0)) if required else None,
        expect=asked[0].expect if asked else "",
        of_all=bool(asked) and asked[0].of_all,
        counted=sum((cell.counted for cell in asked), Decimal(0)),
        maybe=None if None in maybes else sum((m for m in maybes if m is not None), Decimal(0)),
        missing=sum((cell.missing for cell in asked if cell.status in late), Decimal(0)),
    )


def _evaluate(variant: Variant, scope: Scope) -> _Result:
    head = variant.head
    if head.scope == "fleet":
        return _Result(Status.NOT_APPLICABLE, notes=(message("rule.fleet_only"),))
    if scope.as_of < scope.start:
        return _Result(Status.NOT_APPLICABLE, notes=(message("rule.not_begun", start=scope.start),))
    asked, unclear = guard(head.when, scope)
    if asked is Truth.NO:
        return _Result(Status.NOT_APPLICABLE, notes=(message("rule.not_chosen"),))
    each = list(units(head.for_each, scope))
    if not each:
        table = head.for_each.rows if head.for_each else ""
        if table and table not in scope.tables:
            return _Result(Status.UNDETERMINED, notes=(absent(table),))
        return _Result(Status.NOT_APPLICABLE, notes=(message("rule.no_units"),))
    cells: list[Cell] = []
    refused: dict[tuple[str, Message], Note] = {}
    pending: dict[tuple[str, Message], Note] = {}
    notes: dict[Message, None] = {}
    for unit in [together(each, scope)] if head.across else each:
        for period in _asked_periods(head, unit, scope):
            if head.across:
                outcome = across(variant.body, each, period)
            else:
                outcome = _run(variant, unit.scope.within(period))
            cells.append(_cell(variant, unit, period, outcome))
            refused |= {(note.record, note.reason): note for note in outcome.refused}
            pending |= {(note.record, note.reason): note for note in outcome.pending}
            notes |= dict.fromkeys(outcome.notes)
    if not cells:
        return _Result(Status.NOT_APPLICABLE, notes=(message("rule.no_units"),))
    status = worst(cell.status for cell in cells)
    if asked is not Truth.YES and status is not Status.PASS:
        status = Status.UNDETERMINED
        notes = dict.fromkeys(unclear) | notes
    return _Result(
        status, tuple(cells), tuple(refused.values()), tuple(pending.values()), tuple(notes)
    )


def _asked_periods(head: RuleHead, unit: Unit, scope: Scope) -> Iterator[Period]:
    """Yield the periods that have begun and in which the unit is there, cut ones marked."""
    for period in periods(head.every, scope.start, scope.end):
        if period.start > scope.as_of:
            continue
        since, until = unit.since or period.start, unit.until or period.end
        if since > period.end or until < period.start:
            continue
        cut = since > period.start or until < period.end
        yield replace(period, cut=True) if cut else period


def _run(variant: Variant, scope: Scope) -> Outcome:
    return kind_of(variant.body).run(variant.body, scope)


def _cell(variant: Variant, unit: Unit, period: Period, outcome: Outcome) -> Cell:
    head, as_of = variant.head, unit.scope.as_of
    deadline = _deadline(variant, period, unit.scope)
    status = verdict(outcome, deadline, as_of)
    if not unit.sure and status is not Status.PASS:
        status = Status.UNDETERMINED
    note = unit.doubt
    if unit.doubt:
        status = Status.UNDETERMINED
    if period.cut and head.every != "period" and head.partial == "show":
        status, note = Status.NOT_APPLICABLE, message("period.cut", period=period.label)
    number: Interval = outcome.number
    missing = outcome.missing if outcome.truth is not Truth.YES else Decimal(0)
    return Cell(
        by=unit.label,
        period=period.label if head.every != "period" else "",
        status=status,
        required=outcome.required,
        expect=outcome.expect,
        of_all=outcome.of_all,
        counted=number.low,
        maybe=number.width,
        missing=missing,
        pace=_pace(missing, deadline.day, as_of) if status is Status.OPEN else None,
        note=note,
        evidence=outcome.evidence,
    )


def _deadline(variant: Variant, period: Period, scope: Scope) -> Deadline:
    due = variant.head.due or kind_of(variant.body).due
    if due == "now":
        return Deadline(period.start)
    if isinstance(due, DueAfter):
        after = due.after_period
        days = after if isinstance(after, int) else scope.number(after.param)
        if days is None:
            # Until the period is over nothing can be late, whatever the day will be.
            return Deadline(period.end, known=False)
        return Deadline(period.end + timedelta(days=int(days)))
    return Deadline(period.end)


def _pace(missing: Decimal, due: date, as_of: date) -> Decimal | None:
    weeks = Decimal((due - as_of).days) / 7
    if weeks <= 0 or missing <= 0:
        return None
    return (missing / weeks).quantize(Decimal("0.1"), rounding=ROUND_UP)
