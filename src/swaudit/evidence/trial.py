"""A station's own sheet tried as each declared table: which of its headers may be which column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from swaudit.evidence.grid import Cell
from swaudit.evidence.headers import SERIAL, is_nameless, names_within, own_name, undated
from swaudit.evidence.heading import dating_of
from swaudit.evidence.heads import Head, cell_at, heads_of
from swaudit.evidence.hints import SHEETS
from swaudit.evidence.layouts import SIGN_IN
from swaudit.evidence.likeness import KNOWN, Below, Likeness, likeness, meant_word
from swaudit.evidence.matrix import session_in
from swaudit.evidence.moments import Dating, Span
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.station import STATION_TABLE
from swaudit.evidence.text import bare
from swaudit.model.tables import Column, TableSpec

POSSIBLE = 0.4
"""The least likeness at which a header may be a column at all."""

_SEARCHED_ROWS = 20
_DEEPEST = 3
_LONGEST = 24
_DERIVED = 0.8
# How much a table that is otherwise derived counts beside one that a station fills.
_OF_FILES = ("文件", "报送", "照片", "地点")


@dataclass(frozen=True)
class Trial:
    """One table tried on one row of a sheet: `body` is the first row below the header.

    `below` are the cells below each of `heads`; `pairs` by the position of a head its column;
    `fixed` what the names of sheet and file say of columns without a header.
    """

    path: str
    sheet: Sheet
    spec: TableSpec
    row: int
    body: int
    heads: Sequence[Head]
    below: Sequence[Below]
    pairs: Mapping[int, tuple[str, Likeness]]
    fixed: Mapping[str, str]
    score: float

    @property
    def filled(self) -> int:
        """How many rows hold something: one where keys stand beside their values."""
        below = self.sheet.rows[self.body :]
        return sum(any(not is_blank(cell) for cell in cells) for cells in below) or 1


def trials(path: str, sheet: Sheet, specs: Mapping[str, TableSpec], span: Span) -> Iterator[Trial]:
    """Yield every table tried on every row that may be the sheet's header, and on its keys."""
    for row in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        for depth in _depths(sheet, row):
            heads, body = heads_of(sheet, row, depth), row + depth
            if len(heads) < 2 or body >= len(sheet.rows) or not _like_headers(sheet, heads):
                continue
            columns = [
                [cell_at(sheet, at, head.place[1]) for at in range(body, len(sheet.rows))]
                for head in heads
            ]
            yield from _each_table(path, sheet, specs, span, (row, body), heads, columns)
    keys = _keys(sheet)
    if len(keys) > 1:
        values = [[cell_at(sheet, row, at + 1)] for row, at in (head.place for head in keys)]
        place = (keys[0].place[0], len(sheet.rows))
        yield from _each_table(path, sheet, specs, span, place, keys, values)


def _each_table(
    path: str,
    sheet: Sheet,
    specs: Mapping[str, TableSpec],
    span: Span,
    place: tuple[int, int],
    heads: Sequence[Head],
    columns: Sequence[Sequence[Cell]],
) -> Iterator[Trial]:
    below = [Below.of(column, Dating()) for column in columns]
    for spec in specs.values():
        # Of keys with values there is one row: only the table about the station itself is so.
        if spec.name not in _OF_FILES and (
            place[1] < len(sheet.rows) or spec.name == STATION_TABLE
        ):
            dating = replace(dating_of(path, sheet, place[0], spec), span=span)
            seen = [replace(one, dating=dating) for one in below]
            yield _tried(path, sheet, spec, specs, place, heads, seen)


def _keys(sheet: Sheet) -> list[Head]:
    """Return the words in the first filled column that have a value beside them."""
    first = min(
        (at for cells in sheet.rows for at, c in enumerate(cells) if not is_blank(c)), default=0
    )
    return [
        Head((bare(show(cell)),), show(cell), (row, first))
        for row, cells in enumerate(sheet.rows)
        if first < len(cells)
        and (cell := cells[first])
        and cell[0] == "s"
        and len(cell) <= _LONGEST
        and not is_blank(cell_at(sheet, row, first + 1))
    ]


def headers_of(sheet: Sheet) -> tuple[str, ...]:
    """Return what stands in the first row that may be a header."""
    for row in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        heads = heads_of(sheet, row, 1)
        if len(heads) > 1 and _like_headers(sheet, heads):
            return tuple(head.shown for head in heads)
    return ()


def _depths(sheet: Sheet, row: int) -> Sequence[int]:
    """Return how many rows a header may have: as far as cells are merged downwards, else 1 or 2."""
    down = [b - t + 1 for t, _, b, _ in sheet.merged if t == row < b < row + _DEEPEST]
    across = any(t == row == b and r > left for t, left, b, r in sheet.merged)
    return (max(down),) if down else (1, 2) if across else (1,)


def _like_headers(sheet: Sheet, heads: Sequence[Head]) -> bool:
    cells = [cell_at(sheet, *head.place) or "" for head in heads]
    return all(
        cell[:1] == "s" and len(head.shown) <= _LONGEST
        for cell, head in zip(cells, heads, strict=True)
    )


def _tried(
    path: str,
    sheet: Sheet,
    spec: TableSpec,
    specs: Mapping[str, TableSpec],
    place: tuple[int, int],
    heads: Sequence[Head],
    below: Sequence[Below],
) -> Trial:
    every = [
        (found.total, -at, name, found)
        for at, head in enumerate(heads)
        if SERIAL not in head.words or SERIAL in spec.columns
        for name, column in spec.columns.items()
        if (found := _best(head, name, column, below[at])).total >= POSSIBLE
    ]
    pairs = _day_in_parts(heads, spec)
    taken = {name for name, _ in pairs.values()}
    for _, at, name, found in sorted(every, key=lambda one: one[:2], reverse=True):
        if -at not in pairs and name not in taken:
            pairs[-at] = name, found
            taken.add(name)
    fixed = _fixed(path, sheet, place[0], spec, taken)
    missing = sum(
        column.required and name not in taken and name not in fixed
        for name, column in spec.columns.items()
    )
    score = (
        sum(found.total for _, found in pairs.values())
        + _named(path, sheet, spec, specs)
        - 0.4 * missing
    )
    if spec.name == SIGN_IN and "姓名" in taken:
        score += 0.5 * sum(session_in(head.shown) is not None for head in heads)
    if len(pairs) < 2 or 2 * len(pairs) < len(heads) - 2:
        score = 0.0
    weight = _DERIVED if spec.sheet else 1
    return Trial(path, sheet, spec, *place, heads, below, pairs, fixed, score * weight)


def _day_in_parts(heads: Sequence[Head], spec: TableSpec) -> dict[int, tuple[str, Likeness]]:
    """Return the first of the columns 年, 月 and 日, which are one day in account books."""
    last = [head.words[-1] for head in heads]
    if "日期" in spec.columns:
        for at, pair in enumerate(pairwise(last)):
            if pair in (("年", "月"), ("月", "日")):
                return {at: ("日期", Likeness(KNOWN, None, KNOWN))}
    return {}


def _best(head: Head, name: str, column: Column, below: Below) -> Likeness:
    every = (likeness(word, name, column, below) for word in head.words)
    return max(every, key=lambda found: found.total)


def _named(path: str, sheet: Sheet, spec: TableSpec, specs: Mapping[str, TableSpec]) -> float:
    """Return how much the name of a sheet, its file or its title speaks for a table.

    Of two tables that a name holds (小组活动) it speaks for neither.
    """
    titles = [show(cell) for cells in sheet.rows[:3] for cell in cells[:1] if cell]
    names = [own_name(sheet.name, PurePosixPath(path).stem), *map(bare, titles)]
    within = names_within(sheet.name, PurePosixPath(path).stem, specs)
    if spec in within[:1] and all(one.name in spec.name for one in within):
        return 1.0
    return 0.7 if any(h in name for h in SHEETS.get(spec.name, ()) for name in names) else 0.0


def _fixed(path: str, sheet: Sheet, row: int, spec: TableSpec, taken: set[str]) -> dict[str, str]:
    """Return the choices that a sheet's name or title makes for all rows, by column."""
    titles = [show(cell) for cells in sheet.rows[:row] for cell in cells if cell]
    found = {}
    for name, column in spec.columns.items():
        if column.required and column.type == "enum" and name not in taken:
            for text in (sheet.name, *titles, PurePosixPath(path).stem):
                if not is_nameless(text) and (
                    word := meant_word(column.values, undated(bare(text)))
                ):
                    found[name] = word
                    break
    if spec.name == SIGN_IN and "名称" not in taken and (told := _meeting(path, sheet, row)):
        found["名称"] = told
    return found


def _meeting(path: str, sheet: Sheet, row: int) -> str | None:
    """Return what a sign-in list is of: what its name or title says beside the word for a list."""
    titles = [show(cell) for cells in sheet.rows[:row] for cell in cells if cell]
    for text in (sheet.name, *titles, PurePosixPath(path).stem):
        for hint in SHEETS[SIGN_IN]:
            before, found, after = undated(bare(text)).partition(hint)
            name = before or after.removesuffix("表")
            if found and len(name) > 1:
                return name
    return None
