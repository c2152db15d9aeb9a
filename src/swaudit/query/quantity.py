"""Measures: how many rows, distinct values or how much money, as an interval.

Source: design §5. count [sure, sure+maybe]; unknown amounts sum to [s, ∞); distinct adds one per
unknown key; a missing table is [0, ∞).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from swaudit.query.columns import held
from swaudit.query.grammar import Measure
from swaudit.query.intervals import NOTHING_KNOWN, Interval, percent
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Truth

NO_ROWS = (0,) * len(Truth)
"""How many of no rows have each truth."""


@dataclass(frozen=True, eq=False)
class Measured:
    """A measured number (None: a ratio to nothing) and the rows behind it (None: no table)."""

    number: Interval | None
    selected: Selected | None


def measured(measure: Measure, scope: Scope) -> Measured:
    """Return the number in the scope's period; the rows behind a ratio are those of its part."""
    if measure.ratio:
        of, to = measured(measure.ratio.of, scope), measured(measure.ratio.to, scope)
        unknown = of.number is None or to.number is None
        number = None if unknown else percent(of.number, to.number)  # type: ignore[arg-type]
        return Measured(number, of.selected)
    selected = select(measure, measure.table, scope, on=measure.on)
    if selected is None:
        return Measured(NOTHING_KNOWN, None)
    return Measured(amount(selected, measure.sum, measure.distinct), selected)


def amount(selected: Selected, total: str | None, distinct: str | None) -> Interval:
    """Return the amount of the rows that are selected."""
    truths = selected.counted.truths
    tally = tuple(np.bincount(truths, minlength=len(NO_ROWS)).tolist())
    unread = tally[Truth.UNKNOWN]
    if (total is None and distinct is None) or not any(tally[Truth.UNKNOWN :]):
        return counted(tally)
    column = total or distinct or ""
    if column not in selected.table.frame:
        return NOTHING_KNOWN
    cells = held(selected.table, column)
    codes = cells.codes[selected.rows]
    nameless = int(((codes < 0) & (truths > Truth.NO)).sum())
    certain = codes[(truths == Truth.YES) & (codes >= 0)].tolist()
    doubtful = codes[selected.counted.unknown & (codes >= 0)].tolist()
    if distinct is not None:
        names = {name for code in certain for name in cells.names[code]}
        more = {name for code in doubtful for name in cells.names[code]} - names
        low, high = len(names), len(names) + len(more) + nameless
        return Interval(Decimal(low), Decimal(high), unread == 0 and nameless == 0)
    scale = Decimal(100) if selected.table.spec.columns[column].type == "money" else Decimal(1)
    base = sum((_exact(cells.values[code]) for code in certain), Decimal(0))
    parts = [_exact(cells.values[code]) for code in doubtful]
    least = base + sum((part for part in parts if part < 0), Decimal(0))
    if nameless:
        return Interval(least / scale, None)
    most = base + sum((part for part in parts if part > 0), Decimal(0))
    return Interval(least / scale, most / scale, unread == 0)


@cache
def counted(tally: tuple[int, ...]) -> Interval:
    """Return how many of some rows count; `tally` has the number of rows for each truth."""
    sure, unread = tally[Truth.YES], tally[Truth.UNKNOWN]
    return Interval(Decimal(sure), Decimal(sure + tally[Truth.PENDING] + unread), unread == 0)


def _exact(number: Any) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(int(number))
