"""`each`: every row that is looked at must satisfy a condition.

    each: {rows: 支出, where: {科目: 燃油费}, assert: {起点: {in_table: 地点.名称}}}

Fails by the first row that does not, and names all of them. Over a table that is present but has
no such row it is not applicable; over a missing table it cannot be decided. With `due`, a row that
lacks a cell is open until its day (`lateness`); with `pick`, only first or last rows are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from pydantic import Field

from swaudit.checks.lateness import timely, told
from swaudit.checks.outcome import CheckKind, Outcome, absent
from swaudit.model.status import Status
from swaudit.query.evaluate import holds
from swaudit.query.grammar import Active, Condition, DateOperand, Node, Pick, Selection
from swaudit.query.intervals import NOTHING_KNOWN, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.reasons import notes
from swaudit.query.scope import Scope
from swaudit.query.select import behind, select
from swaudit.query.truth import Truth, constant


class Each(Node):
    """The rows looked at and what each must be."""

    rows: str
    where: Condition | None = None
    active: Active | None = None
    pick: Pick | None = None
    due: DateOperand | None = None
    assert_: Condition = Field(alias="assert")

    @cached_property
    def selection(self) -> Selection:
        """The rows looked at, of which those count that are as they must be."""
        return Selection(where=self.where, pick=self.pick, counted_if=(self.assert_,))


class EachBody(Node):
    """An assertion on every row."""

    each: Each


def run(body: EachBody, scope: Scope) -> Outcome:
    """Return the outcome over all rows of the scope's period."""
    each = body.each
    selected = select(each.selection, each.rows, scope, present=each.active)
    if selected is None:
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(each.rows),))
    asked = len(selected)
    if asked == 0:
        return Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE)
    times = timely(each.assert_, each.due, selected, scope) if each.due else None
    met = times.met if times else holds(each.assert_, selected.table, scope, selected.rows)
    # A row that may not be looked at at all is in doubt only where it does not hold anyway.
    kept = ~selected.looked_at | met
    doubt = int(kept.unknown.sum())
    only_pending = int(kept.pending.sum()) == doubt
    truth = Truth.YES
    if bool(kept.false.any()):
        truth = Truth.NO
    elif doubt:
        truth = Truth.PENDING if only_pending else Truth.UNKNOWN
    waits = times is not None and not (kept.unknown & ~times.waiting).any()
    sure = asked - int(kept.false.sum()) - doubt
    certain = constant(Truth.YES, asked)
    judged = replace(selected, looked_at=certain, counted=kept)
    refused, pending = notes(judged, scope)
    if times:
        late, waiting = told(each.assert_, times, selected, kept)
        refused = tuple({**{note.record: note for note in refused}, **late}.values())
        pending = tuple({**{note.record: note for note in pending}, **waiting}.values())
    return Outcome(
        truth=truth,
        number=Interval(Decimal(sure), Decimal(sure + doubt), only_pending),
        required=Decimal(asked),
        expect=str(asked),
        of_all=True,
        refused=refused,
        pending=pending,
        evidence=behind(judged, scope),
        verdict=Status.OPEN if truth is Truth.UNKNOWN and waits else None,
        sure=bool(selected.looked_at.true.any()),
    )


def names(body: EachBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what the assertion names and nothing declares."""
    each, here = body.each, (*path, "each")
    yield from known.table(each.rows, (*here, "rows"))
    wanted = Selection(where=each.where, active=each.active, pick=each.pick)
    yield from known.selection(wanted, each.rows, here)
    if each.due:
        yield from known.day(each.due, each.rows, (*here, "due"))
    yield from known.condition(each.assert_, each.rows, (*here, "assert"))


KIND = CheckKind("each", EachBody, run, names)
