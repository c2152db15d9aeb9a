"""The rows of one sheet that are data of a table; titles, totals and remarks are told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from swaudit.evidence.cells import Cell, is_blank, show
from swaudit.evidence.headers import SERIAL, Layout, cell_name, column_letters
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.text import comparable
from swaudit.model.dossier import Problem
from swaudit.model.message import message

_NO_DATA = re.compile(
    r"(合计|小计|总计|共计|累计|[本全](?:月|季度?|年)合计|说明|填表说明|填报说明|备注|注"
    r"|填表人|制表人|填报人|审核人|负责人签字|单位负责人|填报单位)(?::.*)?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """The data of one sheet: raw cells by declared column, one per row.

    `rows` are the spreadsheet's own 1-based numbers; `places` says per column where it stands: its
    letters, or where `keyed` the whole name of its one cell.
    """

    file: str
    sheet: str
    columns: Mapping[str, Sequence[Cell]]
    rows: Sequence[int]
    places: Mapping[str, str]
    keyed: bool = False

    def cell_name(self, column: str, row: int) -> str:
        """Return the name of a column's cell in the `row`-th row of the block, such as D17."""
        place = self.places[column]
        return place if self.keyed else f"{place}{self.rows[row]}"


def take_block(path: str, sheet: Sheet, layout: Layout) -> tuple[Block, tuple[Problem, ...]]:
    """Return the data that `layout` finds in a sheet, and a note for each filled row that is none.

    No data are: blank rows (a running number alone is blank), totals and remarks, and the header
    written once more; all but the blank ones are named.
    """
    if layout.keyed:
        return _keyed(path, sheet, layout), ()
    content = [at for name, at in layout.columns.items() if name != SERIAL]
    header = sheet.rows[layout.header]
    kept, problems = [], []
    for row in range(layout.header + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        said = None
        if all(at >= len(cells) or is_blank(cells[at]) for at in content):
            if _filled_elsewhere(cells, layout, header):
                said = message("note.row_outside")
        elif cells == header:
            said = message("note.row_header")
        elif word := _remark(cells):
            said = message("note.row_no_data", word=word)
        else:
            kept.append(row)
        if said is not None:
            problems.append(Problem(path, said, sheet.name, cell_name(row, _first(cells))))
    columns = {
        name: [
            cells[at] if at < len(cells) else None for cells in map(sheet.rows.__getitem__, kept)
        ]
        for name, at in layout.columns.items()
    }
    places = {name: column_letters(at) for name, at in layout.columns.items()}
    return Block(path, sheet.name, columns, [row + 1 for row in kept], places), tuple(problems)


def _keyed(path: str, sheet: Sheet, layout: Layout) -> Block:
    at = layout.value
    columns = {}
    for name, row in layout.columns.items():
        cells = sheet.rows[row]
        columns[name] = [cells[at] if at < len(cells) else None]
    places = {name: cell_name(row, at) for name, row in layout.columns.items()}
    return Block(path, sheet.name, columns, [layout.header + 1], places, keyed=True)


def _remark(cells: Sequence[Cell]) -> str | None:
    cell = cells[_first(cells)]
    if cell is None or cell[0] != "s":
        return None
    found = _NO_DATA.fullmatch(comparable(cell[1:]))
    return found[1] if found else None


def _first(cells: Sequence[Cell]) -> int:
    return next(at for at, cell in enumerate(cells) if not is_blank(cell))


def _filled_elsewhere(cells: Sequence[Cell], layout: Layout, header: Sequence[Cell]) -> bool:
    serial = {at for at, cell in enumerate(header) if comparable(show(cell)) == SERIAL}
    known = serial | set(layout.columns.values())
    return any(at not in known and not is_blank(cell) for at, cell in enumerate(cells))
