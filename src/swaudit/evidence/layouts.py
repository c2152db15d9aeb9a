"""Where in a sheet a table's columns stand.

| 2026年3月工作流水 |      |      |      ← a title: skipped
| 日期 | 领域 | 服务对象 |      | 天气 |  ← the header, of one row or of two or three:
|      |      | 姓名 | 电话    |      |    its lower words stand for themselves or with the upper
| 3月5日 | 养老服务 | 某甲 |  | 晴 |      ← 天气 is unknown

| 站点名称 | 某某社工站 | 乡镇街道 | 某街道 |    ← keys and values: one row
| 合同起 | 2026-01-01 | 合同止 | 2026-12-31 |

| 姓名 | 第1节 | 第2节 |                  ← a sign-in matrix: a row for each mark
| 某甲 | √    | 请假  |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from swaudit.evidence.cells import Cell, is_blank, show
from swaudit.evidence.headers import (
    SERIAL,
    cell_name,
    columns_meant,
    is_nameless,
    names_within,
    suggest,
)
from swaudit.evidence.matrix import Session, session_in
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.text import bare
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import TableSpec

SIGN_IN = "签到"
"""The table that may be a matrix of people and sessions."""

_SEARCHED_ROWS = 30
_DEEPEST = 3
_LONGEST_HEADER = 40
_VALUE_WORDS = ("内容", "填写内容", "值")

Place = tuple[int, int]
"""A 0-based row and position."""


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a sheet.

    `columns`: declared column → 0-based position. `header` and `body`: the 0-based first rows of
    the header and of what is below it. `keyed`: in a sheet of keys and values, declared column →
    the place of its value. `sessions`: in a sign-in matrix, position → the session it is for.
    `in_10_000`: the columns of money whose header says 万元.
    """

    columns: Mapping[str, int]
    header: int
    body: int
    keyed: Mapping[str, Place] = field(default_factory=dict)
    sessions: Mapping[int, Session] = field(default_factory=dict)
    in_10_000: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Head:
    """One header: the forms it may be known by, what it says, and the cell it stands in."""

    words: tuple[str, ...]
    shown: str
    place: Place


def table_within(sheet: Sheet, stem: str, specs: Mapping[str, TableSpec]) -> TableSpec | None:
    """Return the table whose name the sheet's contains and whose header it has, or None."""
    for spec in names_within(sheet.name, stem, specs):
        if find_layout("", sheet, spec)[0] is not None:
            return spec
    return None


def table_headed(sheet: Sheet, specs: Mapping[str, TableSpec]) -> str | None:
    """Return the table whose header a sheet has, or None."""
    meant = {name: columns_meant(spec) for name, spec in specs.items()}
    for row in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        heads = _heads(sheet, row, 1)
        alike = {name: len(_known(heads, known)) for name, known in meant.items()}
        best = max(alike, key=alike.__getitem__, default="")
        if best and _is_header(heads, meant[best], specs[best]):
            return best
    return None


def table_meant(sheet: Sheet, specs: Mapping[str, TableSpec]) -> TableSpec | None:
    """Return the one table a sheet without a name must be: it has all of its required columns.

    None where the sheet has a name, and where several tables fit equally.
    """
    if not is_nameless(sheet.name):
        return None
    fits: dict[str, int] = {}
    for name, spec in specs.items():
        layout, _ = find_layout("", sheet, spec)
        needed = [one for one, column in spec.columns.items() if column.required]
        if layout and len(needed) > 1 and all(one in layout.columns for one in needed):
            fits[name] = len(layout.columns)
    best = max(fits, key=fits.__getitem__, default=None)
    if best is None or list(fits.values()).count(fits[best]) > 1:
        return None
    return specs[best]


def find_layout(
    path: str, sheet: Sheet, spec: TableSpec
) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Find a table's columns in its sheet.

    The header is the first row (or the first rows, where cells are merged downwards or words stand
    below a group) of which at least half of the filled cells, and at least two, are declared
    headers; failing that, there may be keys with their values beside them. Headers that are
    unknown, repeated or missing though required are Problems, and so is a sheet without any.
    """
    meant = columns_meant(spec)
    for row in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        depth = _depth(sheet, row, meant)
        heads = _heads(sheet, row, depth)
        if _is_header(heads, meant, spec):
            sessions = _sessions(heads, spec)
            columns, problems = _columns(
                path, sheet, spec, [head for head in heads if head.place[1] not in sessions]
            )
            layout = Layout(
                {name: at for name, (_, at) in columns.items()},
                row,
                row + depth,
                sessions=sessions,
                in_10_000=_in_10_000(heads, columns, spec),
            )
            return layout, (*problems, *_headless(path, sheet, layout, heads))
    return _keyed_layout(path, sheet, spec, meant)


def headers_again(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the rows below the header in which it, or a row of it, is written once more."""
    wanted = {
        (at, bare(show(cells[at]))): [bare(show(cell)) for cell in cells]
        for cells in sheet.rows[layout.header : layout.body]
        if (at := next((at for at, cell in enumerate(cells) if not is_blank(cell)), None))
        is not None
    }
    return [
        row
        for row, cells in enumerate(sheet.rows[layout.body :], start=layout.body)
        for (at, word), header in wanted.items()
        if at < len(cells)
        and _says(cells[at], word)
        and [bare(show(cell)) for cell in cells] == header
    ]


def _says(cell: Cell, word: str) -> bool:
    return (
        cell is not None
        and cell[0] == "s"
        and len(cell) < _LONGEST_HEADER
        and bare(cell[1:]) == word
    )


def _depth(sheet: Sheet, row: int, meant: Mapping[str, str]) -> int:
    """Return how many rows a header that begins in `row` has."""
    downwards = [
        bottom - top + 1
        for top, left, bottom, _ in sheet.merged
        if top == row < bottom < row + _DEEPEST and not is_blank(_at(sheet, top, left))
    ]
    known = _known(_heads(sheet, row, 1), meant)
    if downwards:
        return max(downwards) if known else 1
    if row + 1 >= len(sheet.rows) or not known:
        return 1
    # Words below words, all of them headers and some where nothing stands above, are no data.
    below, both = _heads(sheet, row + 1, 1), _heads(sheet, row, 2)
    above = {head.place[1] for head in _heads(sheet, row, 1)}
    if (
        all(any(word in meant for word in head.words) for head in below)
        and any(head.place[1] not in above for head in below)
        and len(_known(both, meant)) > max(len(known), len(_known(below, meant)))
    ):
        return 2
    return 1


def _heads(sheet: Sheet, row: int, depth: int) -> list[_Head]:
    """Return the headers of the rows from `row` on, one per position."""
    width = max((len(cells) for cells in sheet.rows[row : row + depth]), default=0)
    spread = _spread(sheet, row, depth) if depth > 1 else {}
    found = []
    for at in range(width):
        stack = [
            (cell, (line, at))
            for line in range(row, row + depth)
            if not is_blank(cell := _at(sheet, line, at) or spread.get((line, at)))
        ]
        if not stack:
            continue
        words = [bare(show(cell)) for cell, _ in stack]
        shown = "".join(show(cell) for cell, _ in stack)
        place = next((p for _, p in reversed(stack) if not is_blank(_at(sheet, *p))), stack[-1][1])
        found.append(_Head(tuple(dict.fromkeys(("".join(words), words[-1]))), shown, place))
    return found


def _spread(sheet: Sheet, row: int, depth: int) -> dict[Place, Cell]:
    """Return what the word of a group says over each of the headers below it, by place."""
    found: dict[Place, Cell] = {}
    for line in range(row, row + depth - 1):
        width = len(sheet.rows[line + 1]) if line + 1 < len(sheet.rows) else 0
        for top, left, _, right in sheet.merged:
            if top == line:
                word = _at(sheet, top, left)
                found |= {(line, at): word for at in range(left + 1, min(right + 1, width))}
        if not sheet.merged:  # in a .csv a word holds for the blanks beside it with words below
            word = None
            for at in range(width):
                here, below = _at(sheet, line, at), _at(sheet, line + 1, at)
                word = None if is_blank(below) else word if is_blank(here) else here
                if is_blank(here) and word is not None:
                    found[line, at] = word
    return found


def _at(sheet: Sheet, row: int, at: int) -> Cell:
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    return cells[at] if at < len(cells) else None


def _known(heads: Sequence[_Head], meant: Mapping[str, str]) -> set[str]:
    return {meant[word] for head in heads for word in head.words if word in meant}


def _is_header(heads: Sequence[_Head], meant: Mapping[str, str], spec: TableSpec) -> bool:
    sessions = _sessions(heads, spec)
    heads = [head for head in heads if SERIAL not in head.words and head.place[1] not in sessions]
    named = [head for head in heads if any(word in meant for word in head.words)]
    known = len(_known(named, meant)) + bool(sessions)
    pairs = heads[::2] == named and len(heads) == 2 * len(named)  # each key before its value
    return known >= min(2, len(spec.columns)) and 2 * len(named) >= len(heads) and not pairs


def _sessions(heads: Sequence[_Head], spec: TableSpec) -> dict[int, Session]:
    if spec.name != SIGN_IN or "姓名" not in _known(heads, columns_meant(spec)):
        return {}
    found = {head.place[1]: session_in(head.shown) for head in heads}
    return {at: one for at, one in found.items() if one is not None}


def _columns(
    path: str, sheet: Sheet, spec: TableSpec, heads: Sequence[_Head]
) -> tuple[dict[str, Place], tuple[Problem, ...]]:
    """Match headers to declared columns; return the places of the headers."""
    meant = columns_meant(spec)
    found: dict[str, Place] = {}
    problems = []
    own = {bare(name) for name in spec.columns}
    # A column's own name comes before an alias of it; else the leftmost header is taken.
    for head in sorted(heads, key=lambda head: not own.intersection(head.words)):
        if SERIAL in head.words and SERIAL not in spec.columns:
            continue
        name = next((meant[word] for word in head.words if word in meant), None)
        if name is not None and name not in found:
            found[name] = head.place
            continue
        if name is not None:
            said = message("header.repeated", header=head.shown, column=name)
        elif (like := suggest(head.shown, meant)) is not None:
            said = message("note.header_like", header=head.shown, like=like)
        else:
            said = message("note.header_unknown", header=head.shown)
        problems.append(Problem(path, said, sheet.name, cell_name(*head.place)))
    for name, column in spec.columns.items():
        if column.required and name not in found:
            problems.append(
                Problem(path, message("header.missing", column=name, table=spec.name), sheet.name)
            )
    return found, tuple(problems)


def _in_10_000(
    heads: Sequence[_Head], columns: Mapping[str, Place], spec: TableSpec
) -> frozenset[str]:
    words = {head.place: head.words[0] for head in heads}
    return frozenset(
        name
        for name, place in columns.items()
        if spec.columns[name].type == "money" and words[place].endswith("万元")
    )


def _headless(path: str, sheet: Sheet, layout: Layout, heads: Sequence[_Head]) -> Iterator[Problem]:
    told = {head.place[1] for head in heads}
    for row, body in enumerate(sheet.rows[layout.body :], start=layout.body):
        for at, cell in enumerate(body):
            if at not in told and not is_blank(cell):
                told.add(at)
                yield Problem(path, message("note.header_blank"), sheet.name, cell_name(row, at))


def _keyed_layout(
    path: str, sheet: Sheet, spec: TableSpec, meant: Mapping[str, str]
) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Find keys, each with its value to the right of it; the pairs of a row stand side by side."""
    keys = [
        _Head((bare(show(cell)),), show(cell), (row, at))
        for row, cells in enumerate(sheet.rows)
        for at, cell in enumerate(cells[:_SEARCHED_ROWS])
        if not is_blank(cell)
    ]
    columns = {at: _column_of(keys, at, meant) for at in sorted({one.place[1] for one in keys})}
    chosen: list[_Head] = []
    for at, column in columns.items():
        known = _known(column, meant)
        beside = any(head.place[1] == at - 1 for head in chosen)
        if known and 2 * len(known) >= len(column) and not beside:
            chosen += column
    if not _is_header(chosen, meant, spec):
        return None, (Problem(path, message("header.none", table=spec.name), sheet.name),)
    found, problems = _columns(path, sheet, spec, chosen)
    first = chosen[0].place[1]
    stated = _value_at(sheet, first)
    places = {
        name: (row, stated if at == first and stated else _right_of(sheet, row, at) + 1)
        for name, (row, at) in found.items()
    }
    top = min(row for row, _ in found.values())
    return Layout({}, top, len(sheet.rows), places), problems


def _column_of(keys: Sequence[_Head], at: int, meant: Mapping[str, str]) -> list[_Head]:
    """Return what stands in a column, from the first known key on."""
    column = [head for head in keys if head.place[1] == at]
    start = next((n for n, head in enumerate(column) if head.words[0] in meant), len(column))
    return column[start:]


def _value_at(sheet: Sheet, key_at: int) -> int:
    """Return the position that a header 内容 gives the values of the first keys, or 0."""
    for cells in sheet.rows[:_SEARCHED_ROWS]:
        for at, cell in enumerate(cells[key_at + 1 :], start=key_at + 1):
            if bare(show(cell)) in _VALUE_WORDS:
                return at
    return 0


def _right_of(sheet: Sheet, row: int, at: int) -> int:
    """Return the last position of the merged cell that begins here, or this one."""
    return next((one[3] for one in sheet.merged if one[:2] == (row, at)), at)
