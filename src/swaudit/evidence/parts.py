"""Several tables in one sheet: side by side, or one below another.

| 2026年3月 |      |  | 2026年4月 |      |      ← cut between the two: each has its own title
| 日期 | 内容 |    | 日期 | 内容 |

| 日期 | 领域 | 内容 |
| 3月5日 | 养老服务 | 政策宣传 |
| 姓名 | 联系电话 |                           ← cut above: another header, of this table or another

A part is a sheet of the same size with all else blank, so that every cell keeps its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from swaudit.evidence.grid import Cell, columns_of, first_cells
from swaudit.evidence.headers import SERIAL, columns_meant
from swaudit.evidence.heads import Head, Told, cell_at, heads_of, meant_by
from swaudit.evidence.layouts import Layout
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.text import bare
from swaudit.model.tables import TableSpec

_LONGEST_HEADER = 40
_SURE = 3
"""How many headers of one table, and nothing else, make a row a header below the first."""


def beside(sheet: Sheet, layout: Layout, spec: TableSpec, told: Told) -> int | None:
    """Return the position where the columns of a table begin once more, or None.

    They do where what the header repeats has all required columns that the first of them have.
    """
    meant = meant_by(spec, told)
    first: dict[str, int] = {}
    again: dict[str, int] = {}
    heads = heads_of(sheet, layout.header, layout.body - layout.header)
    for head in heads:
        name = next((meant.words[word] for word in head.words if word in meant.words), None)
        if name is not None and not meant.nothing(head):
            (again if name in first else first).setdefault(name, head.place[1])
    needed = {name for name, column in spec.columns.items() if column.required and name in first}
    if len(again) < 2 or not needed <= again.keys():
        return None
    at = min(again.values())
    if any(first[name] >= at for name in again):
        return None
    serial = any(head.place[1] == at - 1 and SERIAL in head.words for head in heads)
    return at - 1 if serial else at


def cut_across(sheet: Sheet, layout: Layout, at: int) -> tuple[Sheet, Sheet]:
    """Return what is left of a position, and what is right of it; titles over both are in both."""
    left = tuple(cells[:at] for cells in sheet.rows)
    blank: tuple[Cell, ...] = (None,) * at
    right = tuple(
        blank + (cells[at:] or _title(sheet, row, at) if row < layout.header else cells[at:])
        for row, cells in enumerate(sheet.rows)
    )
    return (
        replace(
            sheet,
            columns=columns_of(left),
            merged=tuple(one for one in sheet.merged if one[1] < at),
        ),
        replace(
            sheet,
            columns=columns_of(right),
            merged=tuple(one for one in sheet.merged if one[1] >= at),
        ),
    )


def _title(sheet: Sheet, row: int, at: int) -> tuple[Cell, ...]:
    filled = [cell for cell in sheet.rows[row][:at] if not is_blank(cell)]
    return tuple(filled) if len(filled) == 1 else ()


def below(
    sheet: Sheet, layout: Layout, spec: TableSpec, specs: Mapping[str, TableSpec], told: Told
) -> tuple[int, TableSpec] | None:
    """Return the first row that is another header, and its table; None where there is none.

    Every filled cell of it is a header of one table; at least three are. The same header once more
    is none.
    """
    firsts = first_cells(sheet.columns)[layout.body :]
    if not any(cell[0] == "s" for cell in set(firsts) if cell):
        return None
    own = dict(meant_by(spec, told).words)
    words = {name: columns_meant(other) for name, other in specs.items()} | {spec.name: own}
    every = {word for known in words.values() for word in known} | {SERIAL}
    header = _words(heads_of(sheet, layout.header, 1)), _words(heads_of(sheet, layout.body - 1, 1))
    seen: dict[Cell, bool] = {}
    for row, first in enumerate(firsts, start=layout.body):
        if first not in seen:
            seen[first] = _is_word(first, every)
        if not seen[first]:
            continue
        heads = heads_of(sheet, row, 1)
        if not all(_is_word(cell_at(sheet, *head.place), every) for head in heads):
            continue
        if _words(heads) in header:
            continue
        fits = {name: _fits(heads, known) for name, known in words.items()}
        best = max(fits, key=lambda name: (fits[name], name == spec.name))
        if fits[best] >= _SURE:
            return row, specs[best]
    return None


def cut_down(sheet: Sheet, layout: Layout, row: int) -> tuple[Sheet, Sheet]:
    """Return what is above a row, and what begins with it; the lines just above it are in both."""
    start = row
    while start > layout.body and _alone(sheet.rows[start - 1]):
        start -= 1
    blank: tuple[tuple[Cell, ...], ...] = ((),) * start
    return (
        replace(sheet, columns=columns_of(sheet.rows[:row]), merged=_within(sheet, 0, row)),
        replace(
            sheet,
            columns=columns_of(blank + tuple(sheet.rows[start:])),
            merged=_within(sheet, start, sheet.height),
        ),
    )


def _within(sheet: Sheet, top: int, end: int) -> tuple[tuple[int, int, int, int], ...]:
    return tuple(one for one in sheet.merged if top <= one[0] < end)


def _alone(cells: Sequence[Cell]) -> bool:
    return sum(not is_blank(cell) for cell in cells) < 2


def _is_word(cell: Cell, words: set[str]) -> bool:
    return (
        cell is not None
        and cell[0] == "s"
        and len(cell) < _LONGEST_HEADER
        and bare(show(cell)) in words
    )


def _words(heads: Sequence[Head]) -> list[str]:
    return [head.words[0] for head in heads]


def _fits(heads: Sequence[Head], known: Mapping[str, str]) -> int:
    """Return how many columns of a table a row names; 0 where it holds anything else."""
    named = [head.words[0] for head in heads if head.words[0] != SERIAL]
    if not all(word in known for word in named):
        return 0
    return len({known[word] for word in named})
