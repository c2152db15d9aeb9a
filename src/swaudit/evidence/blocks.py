"""The rows of one sheet that are data of a table; titles, totals and remarks are told apart.

What stands once for several rows stands in each of them: a merged cell is carried down, and what a
heading says of all rows becomes a column. A number merged over rows is none of theirs: whether it
is for each of them or for all together nobody knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from swaudit.evidence.grid import Cell, Coded
from swaudit.evidence.headers import cell_name, column_letters
from swaudit.evidence.heading import dating_of, meeting_named, stated, states_something
from swaudit.evidence.heads import cell_at
from swaudit.evidence.layouts import SIGN_IN, Layout, headers_again
from swaudit.evidence.matrix import attended
from swaudit.evidence.moments import NOTHING_KNOWN, Dating
from swaudit.evidence.remarks import Remarks, first_filled
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.model.dossier import Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import TableSpec

_ADDED_UP = ("int", "money", "number")
_DITTO = frozenset(("s同上", "s〃", "s″", "s〞", "s同 上", 's"', "s''"))
"""What says that a cell is as the one above it."""
_BETWEEN = {"times": "-", "date": ".", "list": "、"}
"""What joins the columns that one value stands in, by its type."""
_BARE_NUMBER = re.compile(r"[ns][-\d.,，]+")


@dataclass(frozen=True)
class Block:
    """The data of one sheet: raw cells by declared column, one per row.

    `rows` are the spreadsheet's own 1-based numbers; `places` says per column where it stands: its
    letters, or the whole name of the one cell that holds for all rows. `dating` is what the sheet
    says of the dates in it.
    """

    file: str
    sheet: str
    columns: Mapping[str, Coded]
    rows: Sequence[int]
    places: Mapping[str, str]
    dating: Dating = NOTHING_KNOWN

    def cell_name(self, column: str, row: int) -> str:
        """Return the name of a column's cell in the `row`-th row of the block, such as D17."""
        place = self.places[column]
        return place if place[-1].isdigit() else f"{place}{self.rows[row]}"


def take_blocks(
    path: str,
    sheet: Sheet,
    layout: Layout,
    spec: TableSpec,
    fixed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the data that `layout` finds in a sheet, and a note for each filled row that is none.

    No data are: blank rows (a running number alone is blank), totals and remarks, and the header
    written once more; all but the blank ones are named. Below a header written once more a new
    block begins; a matrix has one for each session. `fixed` is what a person said holds for every
    row, by column.
    """
    dating = dating_of(path, sheet, layout.header, spec)
    if layout.keyed:
        return (_keyed(path, sheet, layout, dating, fixed),), ()
    reading = _Reading(path, sheet, layout, spec, dating, fixed)
    return reading.blocks()


class _Reading:
    """One sheet on its way to blocks."""

    def __init__(
        self,
        path: str,
        sheet: Sheet,
        layout: Layout,
        spec: TableSpec,
        dating: Dating,
        fixed: Mapping[str, str],
    ) -> None:
        self.path, self.sheet, self.layout, self.spec = path, sheet, layout, spec
        self.dating, self.fixed = dating, fixed
        self.remarks = Remarks(sheet, layout, dating)
        self.above = _carried(sheet, layout)
        self.merged = {at for _, at in self.above}
        self.problems: list[Problem] = []
        self.told: set[int] = set()

    def blocks(self) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
        again = headers_again(self.sheet, self.layout)
        depth = self.layout.body - self.layout.header
        sure = self.remarks.sure
        made: list[Block] = []
        heading: Sequence[int] = range(self.layout.header)
        start = self.layout.body
        for row in [*again, self.sheet.height]:
            if row < start:  # the header once more has several rows as well
                continue
            end = row
            if row in again:
                self._tell(row, message("note.row_header"))
                while end > start and self._is_heading(end - 1):
                    end -= 1
            kept = [at for at in range(start, end) if sure[at] or self._is_record(at)]
            made += self._segment(kept, heading)
            heading, start = range(end, row), row + (depth if row in again else 1)
        self._tell_hidden([at for block in made for at in block.rows])
        return tuple(made), tuple(self.problems)

    def _segment(self, kept: Sequence[int], heading: Sequence[int]) -> Iterator[Block]:
        layout = self.layout
        cells = {name: self._column(kept, at) for name, at in layout.columns.items()}
        for name, further in layout.joined.items():
            parts = [cells[name], *(self._column(kept, at) for at in further)]
            sign = _BETWEEN.get(self.spec.columns[name].type, " ")
            cells[name] = Coded.of([_joined(row, sign) for row in zip(*parts, strict=True)])
        for name, column in cells.items():
            cells[name] = _spelled_out(column)
        for name, column in cells.items():
            if self.spec.columns[name].type in _ADDED_UP:
                cells[name] = self._shared_out(layout.columns[name], column, kept)
        for name in layout.in_10_000:
            cells[name] = cells[name].reworded(_in_10_000)
        places = {name: column_letters(at) for name, at in layout.columns.items()}
        for name, (cell, place) in stated(self.sheet, heading, layout.columns, self.spec).items():
            cells[name], places[name] = Coded.same(cell, len(kept)), place
        for name, value in self.fixed.items():
            if name not in layout.columns:
                cells[name] = Coded.same(f"s{value}", len(kept))
                places[name] = cell_name(layout.header, 0)
        if self.spec.name == SIGN_IN and "名称" not in cells:
            meeting = meeting_named(self.path, self.sheet, layout.header, self.spec)
            if meeting is not None:
                cells["名称"] = Coded.same("s" + meeting, len(kept))
                places["名称"] = cell_name(layout.header, 0)
        numbers = [row + 1 for row in kept]
        if layout.sessions:
            yield from self._sessions(cells, places, kept)
        else:
            yield Block(self.path, self.sheet.name, cells, numbers, places, self.dating)

    def _sessions(
        self, cells: Mapping[str, Coded], places: Mapping[str, str], kept: Sequence[int]
    ) -> Iterator[Block]:
        unsaid = Coded.same(None, len(kept))
        names = list(cells.get("姓名", unsaid))
        for at, session in self.layout.sessions.items():
            written = list(map(show, self._column(kept, at)))
            marks = [attended(mark, show(name)) for mark, name in zip(written, names, strict=True)]
            there = [n for n, mark in enumerate(marks) if mark != "no"]
            taken = {name: column.at(there) for name, column in cells.items()}
            taken["姓名"] = Coded.of(
                [names[n] if marks[n] == "yes" else f"?{written[n]}" for n in there]
            )
            where = {**places, "姓名": column_letters(at)}
            header = cell_name(self.layout.body - 1, at)
            if session.day is not None:
                taken["日期"] = Coded.same("s" + session.day, len(there))
                where["日期"] = header
            if session.number is not None:
                told = cells.get("名称", unsaid).at(there)
                taken["名称"] = Coded.of([f"s{show(one)}（第{session.number}节）" for one in told])
                where["名称"] = header
            rows = [kept[n] + 1 for n in there]
            yield Block(self.path, self.sheet.name, taken, rows, where, self.dating)

    def _column(self, kept: Sequence[int], at: int) -> Coded:
        if at >= len(self.sheet.columns):
            return Coded.same(None, len(kept))
        rows = (self.above.get((row, at), row) for row in kept) if at in self.merged else kept
        return self.sheet.columns[at].at(rows)

    def _shared_out(self, at: int, column: Coded, kept: Sequence[int]) -> Coded:
        """Take a number that is merged over several records from each of them."""
        if at not in self.merged:
            return column
        origin = [self.above.get((row, at), row) for row in kept]
        times = Counter(origin)
        return Coded.of(
            [
                "m" + cell[1:] if cell is not None and times[row] > 1 else cell
                for row, cell in zip(origin, column, strict=True)
            ]
        )

    def _is_record(self, row: int) -> bool:
        """Tell whether a row is a record; say what it is where it is none."""
        if said := self.remarks.aside(row, self.told):
            self._tell(row, said)
            return False
        return self.remarks.is_filled(row)

    def _is_heading(self, row: int) -> bool:
        """Tell whether a row above a header written once more belongs to what follows it."""
        cells = self.sheet.rows[row]
        filled = sum(not is_blank(cell) for cell in cells)
        return filled == 0 or self.remarks.is_wide(row) or states_something(cells, self.spec)

    def _share_out(self, name: str, column: list[Cell], kept: Sequence[int]) -> None:
        """Take a number that is merged over several records from each of them."""
        at = self.layout.columns[name]
        origin = [self.above.get((row, at), row) for row in kept]
        for n, (row, cell) in enumerate(zip(origin, column, strict=True)):
            if cell is not None and origin.count(row) > 1:
                column[n] = "m" + cell[1:]

    def _tell(self, row: int, said: Message) -> None:
        self.told.add(row)
        cells = self.sheet.rows[row]
        self.problems.append(
            Problem(self.path, said, self.sheet.name, cell_name(row, first_filled(cells)))
        )

    def _tell_hidden(self, numbers: Sequence[int]) -> None:
        hidden = sorted({row + 1 for row in self.sheet.hidden_rows} & set(numbers))
        if hidden:
            said = message("note.rows_hidden", count=len(hidden), rows=runs(hidden))
            self.problems.append(Problem(self.path, said, self.sheet.name, str(hidden[0])))
        read = {*self.layout.columns.values(), *self.layout.sessions}
        columns = [
            column_letters(at) for at in sorted(read.intersection(self.sheet.hidden_columns))
        ]
        if columns and numbers:
            said = message("note.columns_hidden", columns="、".join(columns))
            self.problems.append(Problem(self.path, said, self.sheet.name, columns[0]))


def runs(numbers: Sequence[int]) -> str:
    """Tell rising numbers as people do: 3–5、9."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return "、".join(f"{run[0]}–{run[-1]}" if run[1:] else str(run[0]) for run in found)


def _carried(sheet: Sheet, layout: Layout) -> dict[tuple[int, int], int]:
    """Return for each place below the top of a merged cell the row that its value stands in."""
    wanted = {*layout.columns.values(), *chain.from_iterable(layout.joined.values())}
    found = {}
    for top, left, bottom, _ in sheet.merged:
        if top >= layout.body and bottom > top and left in wanted:
            for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
                found[row, left] = top
    return found


def _spelled_out(column: Coded) -> Coded:
    """Return a column with what the row above says in the place of 同上 and 〃."""
    if _DITTO.isdisjoint(column.said):
        return column
    said: list[Cell] = []
    for cell in column:
        said.append(said[-1] if cell in _DITTO and said else cell)
    return Coded.of(said)


def _joined(cells: Sequence[Cell], sign: str) -> Cell:
    filled = [cell for cell in cells if not is_blank(cell)]
    return "s" + sign.join(map(show, filled)) if len(filled) > 1 else next(iter(filled), None)


def _in_10_000(cell: Cell) -> Cell:
    return f"s{cell[1:]}万" if cell and _BARE_NUMBER.fullmatch(cell) else cell


def _keyed(
    path: str, sheet: Sheet, layout: Layout, dating: Dating, fixed: Mapping[str, str]
) -> Block:
    columns = {name: Coded.same(f"s{value}", 1) for name, value in fixed.items()}
    for name, (row, at) in layout.keyed.items():
        columns[name] = Coded.same(cell_at(sheet, row, at), 1)
    places = dict.fromkeys(fixed, cell_name(layout.header, 0))
    places |= {name: cell_name(*place) for name, place in layout.keyed.items()}
    return Block(path, sheet.name, columns, [layout.header + 1], places, dating)
