"""The headers of a sheet as they stand in its cells, and what they mean.

A header has one row, or two or three where cells are merged downwards or words stand below the
word of a group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from swaudit.evidence.grid import Cell
from swaudit.evidence.headers import SERIAL, columns_meant
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.text import bare
from swaudit.model.tables import TableSpec

Place = tuple[int, int]
"""A 0-based row and position."""
Told = Mapping[str, str | None]
"""What a person said of a sheet's headers: bare header → column, None where it is of none."""

_DEEPEST = 3


@dataclass(frozen=True)
class Head:
    """One header: the forms it may be known by, its group's word first; what it says; where."""

    words: tuple[str, ...]
    shown: str
    place: Place


@dataclass(frozen=True)
class Meant:
    """What headers mean in one table.

    `words`: bare header → column; `none`: those that are of no column; `told`: those of `words`
    that a person told of.
    """

    words: Mapping[str, str]
    none: frozenset[str]
    told: frozenset[str]

    def nothing(self, head: Head) -> bool:
        """Tell whether a header is known to be of no column."""
        return head.words[0] in self.none or (SERIAL in self.none and SERIAL in head.words)


def meant_by(spec: TableSpec, told: Told) -> Meant:
    """Return what headers mean in a table, by its own words and by what a person told."""
    said = {word: column for word, column in told.items() if column is not None}
    none = set(told.keys() - said.keys())
    if SERIAL not in spec.columns and SERIAL not in said:
        none.add(SERIAL)
    usual = {word: name for word, name in columns_meant(spec).items() if word not in none}
    return Meant({**usual, **said}, frozenset(none), frozenset(said))


def depth_of(sheet: Sheet, row: int, meant: Mapping[str, str]) -> int:
    """Return how many rows a header that begins in `row` has."""
    downwards = [
        bottom - top + 1
        for top, left, bottom, _ in sheet.merged
        if top == row < bottom < row + _DEEPEST and not is_blank(cell_at(sheet, top, left))
    ]
    known = known_in(heads_of(sheet, row, 1), meant)
    if downwards:
        return max(downwards) if known else 1
    if row + 1 >= len(sheet.rows) or not known:
        return 1
    # Words below words, all of them headers and some where nothing stands above, are no data.
    below, both = heads_of(sheet, row + 1, 1), heads_of(sheet, row, 2)
    above = {head.place[1] for head in heads_of(sheet, row, 1)}
    if (
        all(any(word in meant for word in head.words) for head in below)
        and any(head.place[1] not in above for head in below)
        and len(known_in(both, meant)) > max(len(known), len(known_in(below, meant)))
    ):
        return 2
    return 1


def heads_of(sheet: Sheet, row: int, depth: int) -> list[Head]:
    """Return the headers of the rows from `row` on, one per position."""
    width = max((len(cells) for cells in sheet.rows[row : row + depth]), default=0)
    spread = _spread(sheet, row, depth) if depth > 1 else {}
    found = []
    for at in range(width):
        stack = [
            (cell, (line, at))
            for line in range(row, row + depth)
            if not is_blank(cell := cell_at(sheet, line, at) or spread.get((line, at)))
        ]
        if not stack:
            continue
        words = [bare(show(cell)) for cell, _ in stack]
        shown = "".join(show(cell) for cell, _ in stack)
        place = next(
            (p for _, p in reversed(stack) if not is_blank(cell_at(sheet, *p))), stack[-1][1]
        )
        found.append(Head(tuple(dict.fromkeys(("".join(words), words[-1]))), shown, place))
    return found


def _spread(sheet: Sheet, row: int, depth: int) -> dict[Place, Cell]:
    """Return what the word of a group says over each of the headers below it, by place."""
    found: dict[Place, Cell] = {}
    for line in range(row, row + depth - 1):
        width = len(sheet.rows[line + 1]) if line + 1 < len(sheet.rows) else 0
        for top, left, _, right in sheet.merged:
            if top == line:
                word = cell_at(sheet, top, left)
                found |= {(line, at): word for at in range(left + 1, min(right + 1, width))}
        if not sheet.merged:  # in a .csv a word holds for the blanks beside it with words below
            word = None
            for at in range(width):
                here, below = cell_at(sheet, line, at), cell_at(sheet, line + 1, at)
                word = None if is_blank(below) else word if is_blank(here) else here
                if is_blank(here) and word is not None:
                    found[line, at] = word
    return found


def cell_at(sheet: Sheet, row: int, at: int) -> Cell:
    """Return the cell of a 0-based row and position, None beyond the sheet."""
    if row >= sheet.height or at >= len(sheet.columns):
        return None
    column = sheet.columns[at]
    return column.said[column.codes[row]]


def known_in(heads: Sequence[Head], meant: Mapping[str, str]) -> set[str]:
    """Return the columns that headers mean."""
    return {meant[word] for head in heads for word in head.words if word in meant}
