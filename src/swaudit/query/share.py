"""A cell's number in percent of a measure.

    实拨额: {share_of: {sum: 金额, rows: 合同}, min: 60, max: 70}

180,000 of 300,000 yuan is 60 % and passes, 179,999 is less and does not. The measure is that of
the whole contract; a share of nothing, or of what is not known, is unknown.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from swaudit.model.tables import Table
from swaudit.query.grammar import Test
from swaudit.query.intervals import Interval, percent
from swaudit.query.quantity import measured
from swaudit.query.scope import Scope
from swaudit.query.truth import Mask, Truth


def shares(test: Test, table: Table, column: str, scope: Scope) -> Mask:
    """Return whether each cell's share of the test's measure satisfies its bounds."""
    assert test.share_of is not None  # noqa: S101
    whole = measured(test.share_of, replace(scope, period=None)).number
    scale = 100 if table.spec.columns[column].type == "money" else 1
    judged: dict[Any, Truth] = {}
    truths = []
    blanks = table.frame[column].isna().tolist()
    for cell, blank in zip(table.frame[column].tolist(), blanks, strict=True):
        if blank or whole is None:
            truths.append(Truth.UNKNOWN)
            continue
        if cell not in judged:
            amount = Decimal(str(cell)) / scale
            share = percent(Interval(amount, amount, whole.pending), whole)
            judged[cell] = Truth.UNKNOWN if share is None else test.share.judge(share, scope.number)
        truths.append(judged[cell])
    found = np.array(truths, dtype=int)
    pending = found == Truth.PENDING
    return Mask(found == Truth.YES, pending | (found == Truth.UNKNOWN), pending)
