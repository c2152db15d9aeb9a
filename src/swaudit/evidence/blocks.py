"""The rows of one sheet that are data of a table; titles, totals and remarks are told apart.

What stands once for several rows stands in each of them: a merged cell is carried down, and what a
heading says of all rows becomes a column. A number merged over rows is none of theirs: whether it
is for each of them or for all together nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from swaudit.evidence.cells import Cell, is_blank, show
from swaudit.evidence.headers import SERIAL, cell_name, column_letters
from swaudit.evidence.heading import dating_of, meeting_named, stated, states_something
from swaudit.evidence.layouts import SIGN_IN, Layout, headers_again
from swaudit.evidence.matrix import attended
from swaudit.evidence.moments import NOTHING_KNOWN, Dating, read_days
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.text import comparable
from swaudit.evidence.unclear import UnclearError
from swaudit.model.dossier import Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import TableSpec

_TOTAL = re.compile(
    r".{0,8}(合计|小计|总计|共计|累计|总数)(?:\([^)]{1,6}\))?(?:金额|人数|次数)?(?::.*)?"
)
_TOTAL_CELLS = frozenset(("s合计", "s小计", "s总计", "s合 计"))
_REMARK = re.compile(
    r"(填表说明|填报说明|填写说明|说明|备注|附注|注\d{0,2}|填表人|制表人?|填报人|经办人|审核人?|复核人?"
    r"|负责人签字|单位负责人|站长签字|填写人|记录人|统计人|汇总人|负责人|填报单位|填表单位|(?:填表|填报|制表)(?:日期|时间))(?::.*)?"
    r"|(?:注\d{0,2}|备注)[、.].*",
    re.DOTALL,
)
_SECTION = re.compile(
    r"(?:20\d\d年?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第[一二三四1-4]季度|[上下]半年)"
    r"|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.].*"
)
"""A lone cell that heads the rows below it: 二月份, 第一季度, 一、入户."""
_SENTENCE = re.compile(r".{12,}[。;:].*|.{16,}|[一二三四五六七八九十\d]{1,2}[、.].{6,}", re.DOTALL)
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
    columns: Mapping[str, Sequence[Cell]]
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
        self.content = [
            *(at for name, at in layout.columns.items() if name != SERIAL),
            *layout.sessions,
            *chain.from_iterable(layout.joined.values()),
        ]
        self.above = _carried(sheet, layout)
        self.problems: list[Problem] = []
        self.told: set[int] = set()

    def blocks(self) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
        again = headers_again(self.sheet, self.layout)
        depth = self.layout.body - self.layout.header
        made: list[Block] = []
        heading: Sequence[int] = range(self.layout.header)
        start = self.layout.body
        for row in [*again, len(self.sheet.rows)]:
            if row < start:  # the header once more has several rows as well
                continue
            end = row
            if row in again:
                self._tell(row, message("note.row_header"))
                while end > start and self._is_heading(end - 1):
                    end -= 1
            kept = [at for at in range(start, end) if self._is_record(at)]
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
            cells[name] = [_joined(row, sign) for row in zip(*parts, strict=True)]
        for name, column in cells.items():
            cells[name] = _spelled_out(column)
        for name, column in cells.items():
            if self.spec.columns[name].type in _ADDED_UP:
                self._share_out(name, column, kept)
        for name in layout.in_10_000:
            cells[name] = [_in_10_000(cell) for cell in cells[name]]
        places = {name: column_letters(at) for name, at in layout.columns.items()}
        for name, (cell, place) in stated(self.sheet, heading, layout.columns, self.spec).items():
            cells[name], places[name] = [cell] * len(kept), place
        for name, value in self.fixed.items():
            if name not in layout.columns:
                cells[name] = [f"s{value}"] * len(kept)
                places[name] = cell_name(layout.header, 0)
        if self.spec.name == SIGN_IN and "名称" not in cells:
            meeting = meeting_named(self.path, self.sheet, layout.header, self.spec)
            if meeting is not None:
                cells["名称"] = ["s" + meeting] * len(kept)
                places["名称"] = cell_name(layout.header, 0)
        numbers = [row + 1 for row in kept]
        if layout.sessions:
            yield from self._sessions(cells, places, kept)
        else:
            yield Block(self.path, self.sheet.name, cells, numbers, places, self.dating)

    def _sessions(
        self, cells: Mapping[str, list[Cell]], places: Mapping[str, str], kept: Sequence[int]
    ) -> Iterator[Block]:
        names = cells.get("姓名") or [None] * len(kept)
        for at, session in self.layout.sessions.items():
            written = [show(self._cell(row, at)) for row in kept]
            marks = [attended(mark, show(name)) for mark, name in zip(written, names, strict=True)]
            there = [n for n, mark in enumerate(marks) if mark != "no"]
            taken = {name: [column[n] for n in there] for name, column in cells.items()}
            taken["姓名"] = [names[n] if marks[n] == "yes" else f"?{written[n]}" for n in there]
            where = {**places, "姓名": column_letters(at)}
            header = cell_name(self.layout.body - 1, at)
            if session.day is not None:
                taken["日期"], where["日期"] = ["s" + session.day] * len(there), header
            if session.number is not None:
                told = cells.get("名称") or [None] * len(kept)
                taken["名称"] = [f"s{show(told[n])}（第{session.number}节）" for n in there]
                where["名称"] = header
            rows = [kept[n] + 1 for n in there]
            yield Block(self.path, self.sheet.name, taken, rows, where, self.dating)

    def _column(self, kept: Sequence[int], at: int) -> list[Cell]:
        if self.above:
            return [self._cell(row, at) for row in kept]
        rows = map(self.sheet.rows.__getitem__, kept)
        return [cells[at] if at < len(cells) else None for cells in rows]

    def _cell(self, row: int, at: int) -> Cell:
        cells = self.sheet.rows[self.above.get((row, at), row)]
        return cells[at] if at < len(cells) else None

    def _is_record(self, row: int) -> bool:
        """Tell whether a row is a record; say what it is where it is none."""
        cells = self.sheet.rows[row]
        said = None
        if not self._says_something(cells):
            if self._filled_elsewhere(cells):
                said = message("note.row_outside")
        else:
            said = self._remark(row)
            if said is None:
                return True
        if said is not None:
            self._tell(row, said)
        return False

    def _says_something(self, cells: Sequence[Cell]) -> bool:
        return any(at < len(cells) and not is_blank(cells[at]) for at in self.content)

    def _remark(self, row: int) -> Message | None:
        cells = self.sheet.rows[row]
        first = cells[_first(cells)] or ""
        text = comparable(first[1:]) if first[0] == "s" else ""
        if found := _TOTAL.fullmatch(text) or _REMARK.fullmatch(text):
            return message("note.row_no_data", word=found[1] or "注")
        if not _is_alone(cells):
            return None
        if _SECTION.fullmatch(text) or self._ends_a_note(row, first):
            return message("note.row_text")
        if not text and (words := _TOTAL_CELLS.intersection(cells)):
            return message("note.row_no_data", word=min(words)[1:])
        is_text = text and (self._is_wide(row) or _SENTENCE.fullmatch(text))
        return message("note.row_text") if is_text else None

    def _ends_a_note(self, row: int, cell: str) -> bool:
        """Tell whether a lone day stands below remarks: the day that the sheet was signed."""
        above = row - 1
        while above >= self.layout.body and not any(
            not is_blank(one) for one in self.sheet.rows[above]
        ):
            above -= 1
        return above in self.told and (cell[0] == "d" or _is_day(cell, self.dating))

    def _is_wide(self, row: int) -> bool:
        half = max(3, (len(self.layout.columns) + 1) // 2)
        return any(
            top == row == bottom and right - left + 1 >= half
            for top, left, bottom, right in self.sheet.merged
        )

    def _is_heading(self, row: int) -> bool:
        """Tell whether a row above a header written once more belongs to what follows it."""
        cells = self.sheet.rows[row]
        filled = sum(not is_blank(cell) for cell in cells)
        return filled == 0 or self._is_wide(row) or states_something(cells, self.spec)

    def _share_out(self, name: str, column: list[Cell], kept: Sequence[int]) -> None:
        """Take a number that is merged over several records from each of them."""
        at = self.layout.columns[name]
        origin = [self.above.get((row, at), row) for row in kept]
        for n, (row, cell) in enumerate(zip(origin, column, strict=True)):
            if cell is not None and origin.count(row) > 1:
                column[n] = "m" + cell[1:]

    def _filled_elsewhere(self, cells: Sequence[Cell]) -> bool:
        header = self.sheet.rows[self.layout.header]
        serial = {at for at, cell in enumerate(header) if comparable(show(cell)) == SERIAL}
        further = chain.from_iterable(self.layout.joined.values())
        known = serial | {*self.layout.columns.values(), *further}
        return any(at not in known and not is_blank(cell) for at, cell in enumerate(cells))

    def _tell(self, row: int, said: Message) -> None:
        self.told.add(row)
        cells = self.sheet.rows[row]
        self.problems.append(
            Problem(self.path, said, self.sheet.name, cell_name(row, _first(cells)))
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


def _is_alone(cells: Sequence[Cell]) -> bool:
    """Tell whether one cell alone is filled."""
    filled = 0
    for cell in cells:
        filled += cell is not None and not is_blank(cell)
        if filled > 1:
            return False
    return filled == 1


def _is_day(cell: str, dating: Dating) -> bool:
    try:
        return read_days(comparable(cell[1:]), dating) is not None
    except UnclearError:
        return False


def _spelled_out(column: list[Cell]) -> list[Cell]:
    """Return a column with what the row above says in the place of 同上 and 〃."""
    if _DITTO.isdisjoint(column):
        return column
    said: list[Cell] = []
    for cell in column:
        said.append(said[-1] if cell in _DITTO and said else cell)
    return said


def _joined(cells: Sequence[Cell], sign: str) -> Cell:
    filled = [cell for cell in cells if not is_blank(cell)]
    return "s" + sign.join(map(show, filled)) if len(filled) > 1 else next(iter(filled), None)


def _in_10_000(cell: Cell) -> Cell:
    return f"s{cell[1:]}万" if cell and _BARE_NUMBER.fullmatch(cell) else cell


def _keyed(
    path: str, sheet: Sheet, layout: Layout, dating: Dating, fixed: Mapping[str, str]
) -> Block:
    columns: dict[str, list[Cell]] = {name: [f"s{value}"] for name, value in fixed.items()}
    for name, (row, at) in layout.keyed.items():
        cells = sheet.rows[row]
        columns[name] = [cells[at] if at < len(cells) else None]
    places = dict.fromkeys(fixed, cell_name(layout.header, 0))
    places |= {name: cell_name(*place) for name, place in layout.keyed.items()}
    return Block(path, sheet.name, columns, [layout.header + 1], places, dating)


def _first(cells: Sequence[Cell]) -> int:
    for at, cell in enumerate(cells):
        if cell is not None and not is_blank(cell):
            return at
    return 0
