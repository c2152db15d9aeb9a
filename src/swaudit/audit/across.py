"""All units of a `for_each` asked as one: the group's number instead of each person's.

    for_each: {rows: 服务对象名单, as: 人, where: {重点: true}, active: {from: 在册起, to: 在册止}}
    across: 人
    measure: {count: 服务记录, where: {对象编号: {has: {ref: 人.对象编号}}}, counted_if: [valid]}

A service for two people on the list counts once; of who left the list in February those of March
do not count at all. A month in which the first of them came, or the last one left, is a part month
like any other; where it is not sure that anybody is on the list, nothing is asked for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from swaudit.audit.units import Unit
from swaudit.checks.measure import MeasureBody, judged
from swaudit.checks.outcome import Outcome, absent
from swaudit.model.status import Status
from swaudit.model.tables import Table
from swaudit.query.grammar import Node
from swaudit.query.intervals import NOTHING_KNOWN
from swaudit.query.periods import Period
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Mask, Truth, constant


def together(units: Sequence[Unit], scope: Scope) -> Unit:
    """Return the units as one that is there from the first day of any to the last day of any."""
    since, until = [unit.since for unit in units], [unit.until for unit in units]
    return Unit(
        "",
        scope,
        since=None if None in since else min(day for day in since if day),
        until=None if None in until else max(day for day in until if day),
    )


def across(body: Node, units: Sequence[Unit], period: Period) -> Outcome:
    """Return the outcome of a measure over the units there are in a period."""
    assert isinstance(body, MeasureBody)  # noqa: S101 - the ruleset was refused otherwise
    there = [unit for unit in units if _is_there(unit, period)]
    if not there:
        return Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE)
    measure = body.measure
    found: list[tuple[Selected, Truth]] = []
    for unit in there:
        selected = select(measure, measure.table, unit.scope.within(period), on=measure.on)
        if selected is None:
            return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(measure.table),))
        sure = unit.sure and unit.doubt is None
        found.append((selected, Truth.YES if sure else Truth.UNKNOWN))
    table = found[0][0].table
    looked = _of_any(((one, one.looked_at, sure) for one, sure in found), table)
    count = _of_any(((one, one.counted, sure) for one, sure in found), table)
    every = Selected(table, measure, np.arange(len(table)), looked, count)
    outcome = judged(body, every.take(np.flatnonzero(looked.truths)), there[0].scope.within(period))
    if outcome.truth is Truth.YES or any(unit.sure for unit in there):
        return outcome
    return replace(outcome, truth=Truth.UNKNOWN)


def _of_any(parts: Iterable[tuple[Selected, Mask, Truth]], table: Table) -> Mask:
    """Return for all rows of the table whether they are so for any unit: no row is for no unit."""
    # What is so for any is not unless it is not for each: only the unit's own rows are touched.
    none = constant(~Truth.NO, len(table))
    for selected, mask, sure in parts:
        unmet = ~(mask & constant(sure, len(mask)))
        none.truths[selected.rows] = (none.take(selected.rows) & unmet).truths
    return ~none


def _is_there(unit: Unit, period: Period) -> bool:
    since, until = unit.since or period.start, unit.until or period.end
    return since <= period.end and until >= period.start
