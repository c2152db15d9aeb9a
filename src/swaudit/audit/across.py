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

import numpy as np

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
        table = found.table
        sure = Truth.YES if unit.sure and unit.doubt is None else Truth.UNKNOWN
        looked_at.append(_of_all(found.looked_at, found, sure))
        counted.append(_of_all(found.counted, found, sure))
    looked, count = reduce(or_, looked_at), reduce(or_, counted)
    every = Selected(table, measure, np.arange(len(table)), looked, count)
    return judged(body, every.take(np.flatnonzero(looked.truths)), there[0].scope.within(period))


def _of_all(mask: Mask, found: Selected, sure: Truth) -> Mask:
    """Return the truths of some rows as truths of all rows of their table."""
    whole = constant(Truth.NO, len(found.table))
    whole.truths[found.rows] = (mask & constant(sure, len(found))).truths
    return whole


def _is_there(unit: Unit, period: Period) -> bool:
    since, until = unit.since or period.start, unit.until or period.end
    return since <= period.end and until >= period.start
