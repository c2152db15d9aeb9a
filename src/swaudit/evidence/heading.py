"""What stands above a table, and in the names of its sheet and file, and holds for all its rows.

手工小组签到表                              the name of what people signed in to
活动名称：手工小组   日期：2026年3月5日         columns that the rows themselves do not have
2026年3月工作流水                           the year and month of a date written 5日
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from swaudit.evidence.grid import Cell
from swaudit.evidence.headers import cell_name, columns_meant, is_nameless
from swaudit.evidence.moments import Dating
from swaudit.evidence.numerals import arabic
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.text import bare, comparable, tidy
from swaudit.model.tables import Column, TableSpec

Stated = Mapping[str, tuple[Cell, str]]
"""Declared column → the cell that holds for all rows, and its name."""

_PAIR = re.compile(
    r"([^\s:：,，;；\d]{1,12})\s*[:：]\s*(.*?)(?=[\s,，;；]+[^\s:：,，;；\d]{1,12}\s*[:：]|$)",
    re.DOTALL,
)
_LONGEST = 500
"""Characters of a cell that may state something; the search is slow on long blanks."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d{3,}(?!\d))")
_NO_MONTH = re.compile(r"\d月?[-~〜—–至到、]\d{1,2}月|季|半年|\d月\d{1,2}[日号]")
_MONTH = re.compile(r"(?<!\d)20\d\d(?:[-._年](\d{1,2})(?!\d)|(\d\d)(?!\d))|(?<!\d)(\d{1,2})月")
_EDGES = re.compile(r"^[\W_\d]+|[\W_]+$")
_OF_A_MEETING = ("关联编号", "日期", "名称", "角色")


def dating_of(path: str, sheet: Sheet, header: int, spec: TableSpec) -> Dating:
    """Return the year and month that the sheet's name, title, file or folders state.

    The nearest that states one decides; one that states several (2025-2026, 1-3月) states none.
    """
    names = [bare(name) for name in (spec.name, *spec.aliases)]
    titles = (show(cell) for cells in sheet.rows[:header] for cell in cells if not is_blank(cell))
    own = [title for title in titles if any(name in bare(title) for name in names)]
    where = PurePosixPath(path)
    texts = [
        arabic(comparable(text))
        for text in (sheet.name, *own, where.stem, *reversed(where.parent.parts))
    ]
    year = month = None
    for text in texts:
        years = set(_YEAR.findall(text))
        year = year or (int(years.pop()) if len(years) == 1 else None)
        month = month or _month(text)
    return Dating(None, year, month, sheet.from_1904)


def _month(text: str) -> int | None:
    if _NO_MONTH.search(text):
        return None
    months = {int(next(filter(None, found.groups()))) for found in _MONTH.finditer(text)}
    month = months.pop() if len(months) == 1 else 0
    return month if 1 <= month <= 12 else None


def stated(
    sheet: Sheet, rows: Sequence[int], columns: Mapping[str, int], spec: TableSpec
) -> Stated:
    """Return what the given rows above a table state of the columns that it does not have.

    Only choices, and what says of a sign-in list which meeting it is of: a phone number above a
    list is nobody's of the list.
    """
    meant = columns_meant(spec)
    found: dict[str, tuple[Cell, str]] = {}
    for row in rows:
        for key, value, at in _pairs(sheet.rows[row]):
            name = meant.get(bare(key))
            if name and name not in columns and _may_be_stated(spec, name, spec.columns[name]):
                found.setdefault(name, (value, cell_name(row, at)))
    return found


def states_something(cells: Sequence[Cell], spec: TableSpec) -> bool:
    """Tell whether a row holds a key of the table with its value."""
    meant = columns_meant(spec)
    return any(bare(key) in meant for key, _, _ in _pairs(cells))


def _may_be_stated(spec: TableSpec, name: str, column: Column) -> bool:
    return column.type == "enum" or (spec.name == "签到" and name in _OF_A_MEETING)


def _pairs(cells: Sequence[Cell]) -> Iterator[tuple[str, Cell, int]]:
    """Yield each key with its value and position: in one cell, or in two side by side."""
    filled = [(at, cell) for at, cell in enumerate(cells) if not is_blank(cell)]
    for n, (at, cell) in enumerate(filled):
        text = show_whole(cell)
        if len(text) > _LONGEST:
            continue
        inside = [found for found in _PAIR.finditer(text) if found[2].strip()]
        for found in inside:
            yield found[1], "s" + found[2].strip(), at
        if not inside and n + 1 < len(filled):
            yield text.rstrip(":： "), filled[n + 1][1], filled[n + 1][0]


def show_whole(cell: Cell) -> str:
    """Return the text of a cell, none for other cells."""
    return cell[1:] if cell and cell[0] == "s" else ""


def meeting_named(path: str, sheet: Sheet, header: int, spec: TableSpec) -> str | None:
    """Return what a sign-in list is of, by the name of its sheet, its title or its file."""
    titles = [show_whole(cell) for cells in sheet.rows[:header] for cell in cells if cell]
    for text in (sheet.name, *titles, PurePosixPath(path).stem):
        plain = comparable(text)
        found = [name for name in (spec.name, *spec.aliases) if comparable(name) in plain]
        if found and not is_nameless(text):
            name = max(found, key=len)
            rest = _EDGES.sub("", plain.replace(comparable(name), "", 1).removesuffix("表"))
            if len(rest) > 1 and not is_nameless(rest):
                return tidy(rest)
    return None
