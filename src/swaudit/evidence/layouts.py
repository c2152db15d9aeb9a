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

from swaudit.evidence.grid import Cell
from swaudit.evidence.headers import (
    SERIAL,
    cell_name,
    is_nameless,
    names_within,
    suggest,
)
from swaudit.evidence.heads import (
    Head,
    Meant,
    Place,
    Told,
    depth_of,
    heads_of,
    known_in,
    meant_by,
)
from swaudit.evidence.matrix import Session, session_in
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.text import bare
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import TableSpec

SIGN_IN = "签到"
"""The table that may be a matrix of people and sessions."""

_SEARCHED_ROWS = 30
_LONGEST_HEADER = 40
_VALUE_WORDS = ("内容", "填写内容", "值")
_NOTHING_TOLD: Told = {}

JOINED = ("date", "times", "list", "text")
"""The types of columns whose value may stand in several columns, where a person said so."""


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a sheet.

    `columns`: declared column → 0-based position. `header` and `body`: the 0-based first rows of
    the header and of what is below it. `keyed`: in a sheet of keys and values, declared column →
    the place of its value. `sessions`: in a sign-in matrix, position → the session it is for.
    `in_10_000`: the columns of money whose header says 万元. `joined`: declared column → further
    positions whose cells belong to it (from and to), where a person said so.
    """

    columns: Mapping[str, int]
    header: int
    body: int
    keyed: Mapping[str, Place] = field(default_factory=dict)
    sessions: Mapping[int, Session] = field(default_factory=dict)
    in_10_000: frozenset[str] = frozenset()
    joined: Mapping[str, Sequence[int]] = field(default_factory=dict)


def table_within(sheet: Sheet, stem: str, specs: Mapping[str, TableSpec]) -> TableSpec | None:
    """Return the table whose name the sheet's contains and whose header it has, or None."""
    for spec in names_within(sheet.name, stem, specs):
        if find_layout("", sheet, spec)[0] is not None:
            return spec
    return None


def table_headed(sheet: Sheet, specs: Mapping[str, TableSpec]) -> str | None:
    """Return the table whose header a sheet has, or None."""
    meant = {name: meant_by(spec, {}) for name, spec in specs.items()}
    for row in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        heads = heads_of(sheet, row, 1)
        alike = {name: len(known_in(heads, known.words)) for name, known in meant.items()}
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
    path: str, sheet: Sheet, spec: TableSpec, told: Told = _NOTHING_TOLD
) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Find a table's columns in its sheet; what a person `told` of its headers comes first.

    The header is the first row (or the first rows, where cells are merged downwards or words stand
    below a group) of which at least half of the filled cells, and at least two, are declared
    headers; failing that, there may be keys with their values beside them. Headers that are
    unknown, repeated or missing though required are Problems, and so is a sheet without any.
    """
    meant = meant_by(spec, told)
    start = next((row for row, cells in enumerate(sheet.rows) if cells), 0)
    for row in range(start, min(len(sheet.rows), start + _SEARCHED_ROWS)):
        depth = depth_of(sheet, row, meant.words)
        heads = heads_of(sheet, row, depth)
        if _is_header(heads, meant, spec):
            sessions = _sessions(heads, meant, spec)
            columns, joined, problems = _columns(
                path, sheet, spec, meant, [head for head in heads if head.place[1] not in sessions]
            )
            layout = Layout(
                {name: at for name, (_, at) in columns.items()},
                row,
                row + depth,
                sessions=sessions,
                in_10_000=_in_10_000(heads, columns, spec),
                joined=joined,
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
    return sorted(
        row
        for (at, word), header in wanted.items()
        for row in _where(sheet, layout.body, at, word)
        if [bare(show(cell)) for cell in sheet.rows[row]] == header
    )


def _where(sheet: Sheet, body: int, at: int, word: str) -> list[int]:
    """Return the rows from `body` on whose cell at a position says a word."""
    if at >= len(sheet.columns):
        return []
    return sheet.columns[at].rows(lambda cell: _says(cell, word), body)


def _says(cell: Cell, word: str) -> bool:
    return (
        cell is not None
        and cell[0] == "s"
        and len(cell) < _LONGEST_HEADER
        and bare(cell[1:]) == word
    )


def _is_header(heads: Sequence[Head], meant: Meant, spec: TableSpec) -> bool:
    sessions = _sessions(heads, meant, spec)
    heads = [
        head
        for head in heads
        if not meant.nothing(head) and SERIAL not in head.words and head.place[1] not in sessions
    ]
    named = [head for head in heads if any(word in meant.words for word in head.words)]
    known = len(known_in(named, meant.words)) + bool(sessions)
    # Each key before its value; sessions have none.
    pairs = heads[::2] == named and len(heads) == 2 * len(named) and not sessions
    most = 2 * (len(named) + len(sessions)) >= len(heads) + len(sessions)
    return known >= min(2, len(spec.columns)) and most and not pairs


def _sessions(heads: Sequence[Head], meant: Meant, spec: TableSpec) -> dict[int, Session]:
    if spec.name != SIGN_IN or "姓名" not in known_in(heads, meant.words):
        return {}
    found = {head.place[1]: session_in(head.shown) for head in heads if not meant.nothing(head)}
    return {at: one for at, one in found.items() if one is not None}


def _columns(
    path: str, sheet: Sheet, spec: TableSpec, meant: Meant, heads: Sequence[Head]
) -> tuple[dict[str, Place], dict[str, list[int]], tuple[Problem, ...]]:
    """Match headers to declared columns; return the places of the headers, and those joined."""
    found: dict[str, Place] = {}
    joined: dict[str, list[int]] = {}
    seen: set[str] = set()
    problems = []
    own = {bare(name) for name in spec.columns}
    # What a person told comes first, then a column's own name, then an alias of it; of equals the
    # leftmost header is taken.
    for head in sorted(
        heads,
        key=lambda head: (
            not meant.told.intersection(head.words),
            not own.intersection(head.words),
        ),
    ):
        if meant.nothing(head):
            continue
        name = next((meant.words[word] for word in head.words if word in meant.words), None)
        if name is not None and name not in found:
            found[name] = head.place
            seen |= meant.told.intersection(head.words)
            continue
        told = meant.told.intersection(head.words)
        # Two headers may be one value; one header that is there twice is not told apart.
        if name is not None and told and not told & seen and spec.columns[name].type in JOINED:
            seen |= told
            joined.setdefault(name, []).append(head.place[1])
            continue
        if name is not None:
            said = message("header.repeated", header=head.shown, column=name)
        elif (like := suggest(head.shown, meant.words)) is not None:
            said = message("note.header_like", header=head.shown, like=like)
        else:
            said = message("note.header_unknown", header=head.shown)
        problems.append(Problem(path, said, sheet.name, cell_name(*head.place)))
    for name, column in spec.columns.items():
        if column.required and name not in found:
            problems.append(
                Problem(path, message("header.missing", column=name, table=spec.name), sheet.name)
            )
    return found, joined, tuple(problems)


def _in_10_000(
    heads: Sequence[Head], columns: Mapping[str, Place], spec: TableSpec
) -> frozenset[str]:
    words = {head.place: head.words[0] for head in heads}
    return frozenset(
        name
        for name, place in columns.items()
        if spec.columns[name].type == "money" and words[place].endswith("万元")
    )


def _headless(path: str, sheet: Sheet, layout: Layout, heads: Sequence[Head]) -> Iterator[Problem]:
    told = {head.place[1] for head in heads}
    firsts = [
        (row, at)
        for at, column in enumerate(sheet.columns)
        if at not in told
        for row in column.rows(lambda cell: not is_blank(cell), layout.body)[:1]
    ]
    for place in sorted(firsts):
        yield Problem(path, message("note.header_blank"), sheet.name, cell_name(*place))


def _keyed_layout(
    path: str, sheet: Sheet, spec: TableSpec, meant: Meant
) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Find keys, each with its value to the right of it; the pairs of a row stand side by side."""
    keys = [
        Head((bare(show(cell)),), show(cell), (row, at))
        for row, cells in enumerate(sheet.rows)
        for at, cell in enumerate(cells[:_SEARCHED_ROWS])
        if not is_blank(cell)
    ]
    columns = {
        at: _column_of(keys, at, meant.words) for at in sorted({one.place[1] for one in keys})
    }
    chosen: list[Head] = []
    for at, column in columns.items():
        known = known_in(column, meant.words)
        beside = any(head.place[1] == at - 1 for head in chosen)
        if known and 2 * len(known) >= len(column) and not beside:
            chosen += column
    if not _is_header(chosen, meant, spec):
        return None, (Problem(path, message("header.none", table=spec.name), sheet.name),)
    found, _, problems = _columns(path, sheet, spec, meant, chosen)
    first = chosen[0].place[1]
    stated = _value_at(sheet, first)
    places = {
        name: (row, stated if at == first and stated else _right_of(sheet, row, at) + 1)
        for name, (row, at) in found.items()
    }
    top = min(row for row, _ in found.values())
    return Layout({}, top, len(sheet.rows), places), problems


def _column_of(keys: Sequence[Head], at: int, meant: Mapping[str, str]) -> list[Head]:
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
