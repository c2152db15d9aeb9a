"""Measures: how many rows, distinct values or how much money, as an interval.

Source: design §5. count [sure, sure+maybe]; unknown amounts sum to [s, ∞); distinct adds one per
unknown key; a missing table is [0, ∞).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.query.evaluate import plain_text
from swaudit.query.grammar import Measure
from swaudit.query.intervals import NOTHING_KNOWN, ZERO, Interval, percent
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
    index = np.flatnonzero(selected.looked_at.possible)
    return Measured(amount(selected, index, measure.sum, measure.distinct), selected)


def amount(
    selected: Selected, index: NDArray[np.int_], total: str | None, distinct: str | None
) -> Interval:
    """Return the amount of the rows at `index`."""
    true = selected.counted.true[index]
    unknown = selected.counted.unknown[index]
    pending = bool((selected.counted.pending[index] == unknown).all())
    if total is None and distinct is None:
        sure = int(true.sum())
        return Interval(Decimal(sure), Decimal(sure + int(unknown.sum())), pending)
    column = total or distinct or ""
    if column not in selected.table.frame:
        return NOTHING_KNOWN if bool((true | unknown).any()) else ZERO
    cells = selected.table.frame[column].iloc[index]
    blank = cells.isna().to_numpy()
    if total is not None:
        return _sum(selected, cells, blank, true, unknown, pending, total)
    sure_values = _values(cells[true & ~blank])
    new_values = _values(cells[unknown & ~blank]) - sure_values
    nameless = int((blank & (true | unknown)).sum())
    low = len(sure_values)
    high = len(sure_values) + len(new_values) + nameless
    return Interval(Decimal(low), Decimal(high), pending and nameless == 0)


def _sum(
    selected: Selected,
    cells: Any,
    blank: NDArray[np.bool_],
    true: NDArray[np.bool_],
    unknown: NDArray[np.bool_],
    pending: bool,
    column: str,
) -> Interval:
    scale = Decimal(100) if selected.table.spec.columns[column].type == "money" else Decimal(1)
    sure = sum(map(_exact, cells[true & ~blank]), Decimal(0))
    doubtful = list(map(_exact, cells[unknown & ~blank]))
    low = sure + sum((v for v in doubtful if v < 0), Decimal(0))
    if bool((blank & (true | unknown)).any()):
        return Interval(low / scale, None)
    high = sure + sum((v for v in doubtful if v > 0), Decimal(0))
    return Interval(low / scale, high / scale, pending)


def _exact(number: Any) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(int(number))


def _values(cells: Any) -> set[Any]:
    found: set[Any] = set()
    for value in cells:
        several = value if isinstance(value, tuple) else (value,)
        # One name written with and without a space is one name.
        found.update(plain_text(one) if isinstance(one, str) else one for one in several)
    return found
