"""A cell's number in percent of a measure.

    实拨额: {share_of: {sum: 金额, rows: 合同}, min: 60, max: 70}

180,000 of 300,000 yuan is 60 % and passes, 179,999 is less and does not. The measure is that of
the whole contract; a share of nothing, or of what is not known, is unknown.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.grammar import Test
from swaudit.query.intervals import Interval, percent
from swaudit.query.quantity import measured
from swaudit.query.scope import Scope
from swaudit.query.truth import Mask, Truth

if TYPE_CHECKING:
    from numpy.typing import NDArray


def shares(
    test: Test, table: Table, column: str, scope: Scope, rows: NDArray[np.intp] | slice
) -> Mask:
    """Return whether each given cell's share of the test's measure satisfies its bounds."""
    assert test.share_of is not None  # noqa: S101
    whole = measured(test.share_of, replace(scope, period=None)).number
    scale = 100 if table.spec.columns[column].type == "money" else 1
    cells = held(table, column)
    truths = np.full(len(cells.values) + 1, Truth.UNKNOWN, dtype=np.uint8)
    for number, cell in enumerate(cells.values):
        amount = Decimal(str(cell)) / scale
        share = whole and percent(Interval(amount, amount, whole.pending), whole)
        if share is not None:
            truths[number] = test.share.judge(share, scope.number)
    return Mask(truths[cells.codes[rows]])
