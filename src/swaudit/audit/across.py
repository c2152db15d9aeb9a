"""All units of a `for_each` asked as one: the group's number instead of each person's.

    for_each: {rows: 服务对象名单, as: 人, where: {重点: true}, active: {from: 在册起, to: 在册止}}
    across: 人
    measure: {count: 服务记录, where: {对象编号: {has: {ref: 人.对象编号}}}, counted_if: [valid]}

A service for two people on the list counts once; of who left the list in February those of March
do not count at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from swaudit.audit.units import Unit
from swaudit.checks.measure import MeasureBody, judged
from swaudit.checks.outcome import Outcome, absent
from swaudit.model.status import Status
from swaudit.query.grammar import Node
from swaudit.query.intervals import NOTHING_KNOWN
from swaudit.query.periods import Period
from swaudit.query.select import Selected, select
from swaudit.query.truth import Mask, Truth, constant


def across(body: Node, units: Sequence[Unit], period: Period) -> Outcome:
    """Return the outcome of a measure over the units there are in a period."""
    assert isinstance(body, MeasureBody)  # noqa: S101 - the ruleset was refused otherwise
    there = [unit for unit in units if _is_there(unit, period)]
    if not there:
        return Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE)
    measure = body.measure
    looked_at: list[Mask] = []
    counted: list[Mask] = []
    for unit in there:
        found = select(measure, measure.table, unit.scope.within(period), on=measure.on)
        if found is None:
            return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(measure.table),))
        sure = Truth.YES if unit.sure and unit.doubt is None else Truth.UNKNOWN
        certainty = constant(sure, len(found.table))
        looked_at.append(found.looked_at & certainty)
        counted.append(found.counted & certainty)
        table = found.table
    joined = Selected(table, measure, reduce(or_, looked_at), reduce(or_, counted))
    return judged(body, joined, there[0].scope.within(period))


def _is_there(unit: Unit, period: Period) -> bool:
    since, until = unit.since or period.start, unit.until or period.end
    return since <= period.end and until >= period.start
