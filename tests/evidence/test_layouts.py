"""Every layout is read alike from a real file of every format that can hold it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from tests.evidence.laid_out import LAYOUTS, UNREADABLE, Layout
from tests.support.books import WRITERS
from tests.support.tables import values

from swaudit.evidence.book import read_book
from swaudit.evidence.ledger import Ledgers, read_ledgers
from swaudit.evidence.sheets import sheets_of
from swaudit.ground.store import Facts
from swaudit.model.message import tell
from swaudit.model.tables import Table, base_tables

SPAN = (date(2026, 1, 1), date(2026, 12, 31))


def _fits(layout: Layout, suffix: str) -> bool:
    """Tell whether a format can hold a layout: a .csv has one plain sheet, by its file's name."""
    plain = not layout.merged and not layout.hidden and layout.file == "台账"
    return suffix != "csv" or (plain and not layout.sheet.startswith("3月"))


def _read(layout: Layout, suffix: str) -> Ledgers:
    path = f"{layout.sheet if suffix == 'csv' else layout.file}.{suffix}"
    content = WRITERS[suffix](layout.page)
    sheets, problems = sheets_of(path, Facts("0", read_book(content, path)))
    assert problems == ()
    return read_ledgers({path: sheets}, base_tables(), SPAN)


def _column(table: Table, name: str) -> list[Any]:
    if name not in table.frame:
        return [None] * len(table)
    return [_plain(value) for value in values(table, name)]


def _plain(value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, tuple)) else UNREADABLE


CASES = [
    pytest.param(layout, suffix, id=f"{name}-{suffix}")
    for name, layout in LAYOUTS.items()
    for suffix in WRITERS
    if _fits(layout, suffix)
]


@pytest.mark.parametrize(("layout", "suffix"), CASES)
def test_a_layout_is_read(layout: Layout, suffix: str) -> None:
    ledgers = _read(layout, suffix)
    table = ledgers.tables[layout.table]
    assert {name: _column(table, name) for name in layout.expect} == layout.expect
    assert tuple(problem.said.code for problem in ledgers.problems) == layout.said
    for problem in ledgers.problems:
        assert tell(problem.said, "zh") != problem.said.code
        assert problem.cell or problem.said.code == "note.sheet_by_header"
