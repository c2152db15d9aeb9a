"""The rules of one chapter as a table: verdict, title, required, counted, missing, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from swaudit.model.message import word
from swaudit.report.page import Row
from swaudit.report.terminal_flow import Flow
from swaudit.report.terminal_parts import listed, status_text

if TYPE_CHECKING:
    from rich.table import Table

NARROW = 80
"""Below this many columns what is required is left out of the table."""


def rule_table(rows: Sequence[Row], language: str, width: int) -> Table:
    """Return one chapter's rules as rows; only those not passed carry details."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    # Two columns are left free: a Chinese console may draw a mark two columns wide.
    table = Table(
        box=None, padding=(0, 2, 0, 0), width=width - 2, header_style="dim", pad_edge=False
    )
    narrow = width < NARROW
    for code in ("status", "title", "required", "counted", "missing"):
        if code == "required" and narrow:
            continue
        table.add_column(
            word(f"report.column.{code}", language),
            ratio=1 if code == "title" else None,
            no_wrap=code != "title",
            justify="right" if code in ("counted", "missing") else "left",
        )
    for row in rows:
        table.add_row(
            status_text(row.finding.status, row.status),
            Group(Flow(row.title), listed(Flow(line, "dim") for line in row.why)),
            *([] if narrow else [Text(row.required)]),
            Text(row.counted),
            Text(row.missing),
        )
    return table
