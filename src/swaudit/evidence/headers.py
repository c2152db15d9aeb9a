"""Which table a sheet is, and where in the sheet its columns stand.

    | 2026年3月工作流水 |      |      |      ← a title: skipped
    | 日期 | 领域 | 服务内容 | 天气 |         ← the header: an alias of 内容; 天气 is unknown
    | 3月5日 | 养老服务 | 政策宣传 | 晴 |

    | 项 | 内容 |                            ← key and value below each other: one row
    | 站点名称 | 某某社工站 |

Names are compared without width, spaces, case and punctuation, and never guessed: a near miss is
only suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from swaudit.evidence.cells import Cell, is_blank, show
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.text import bare
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import TableSpec

GUIDE = "填报说明"
"""The sheet of guidance in the workbook that `init` makes."""
SERIAL = "序号"
"""A header every sheet may carry: a running number is no content of a row."""

_SEARCHED_ROWS = 30
_WHEN = r"(?:20\d\d年?)?(?:\d{1,2}(?:月份?)?|第?[一二三四1-4]季度?|[上下]半年)?"
_DATED_NAME = re.compile(rf"{_WHEN}(.*?)表?{_WHEN}")
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\d*")
_NOT_MEANT = re.compile("作废|样表|样例|示例|示范|范例|模板")
_VALUE_WORDS = ("内容", "填写内容", "值")


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a sheet.

    `columns`: declared column → 0-based position across, or, where `keyed`, 0-based row of its
    key. `header`: the 0-based row of the header (keyed: the first key's). `value`: keyed only, the
    position across of the values.
    """

    columns: Mapping[str, int]
    header: int
    keyed: bool = False
    value: int = 0


def column_letters(position: int) -> str:
    """Return a spreadsheet's letters for a 0-based position: 0 → A, 26 → AA."""
    letters, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def table_named(name: str, stem: str, specs: Mapping[str, TableSpec]) -> TableSpec | None:
    """Return the table that a sheet's name means, or None.

    A month beside the name (3月工作流水, 签到表2026-03) does not matter; a sheet without a name of
    its own (Sheet1) goes by its file's `stem`.
    """
    known = _names(specs)
    plain = _own_name(name, stem)
    dated = _DATED_NAME.fullmatch(plain)
    found = known.get(plain) or known.get(dated[1] if dated else plain)
    return specs[found] if found else None


def table_within(sheet: Sheet, stem: str, specs: Mapping[str, TableSpec]) -> TableSpec | None:
    """Return the table whose name the sheet's contains and whose header it has, or None.

    收支与慈善(补) and 2026年嘎查签到 are meant for theirs; the longest name goes first. A sheet
    that calls itself void or an example (作废, 样表) is none.
    """
    plain = _own_name(sheet.name, stem)
    if _NOT_MEANT.search(plain):
        return None
    known = _names(specs)
    for name in sorted((name for name in known if name in plain), key=len, reverse=True):
        spec = specs[known[name]]
        if find_layout("", sheet, spec)[0] is not None:
            return spec
    return None


def _own_name(name: str, stem: str) -> str:
    plain = bare(name)
    return bare(stem) if _NAMELESS.fullmatch(plain) else plain


def table_headed(sheet: Sheet, specs: Mapping[str, TableSpec]) -> str | None:
    """Return the table whose header a sheet has, or None."""
    meant = {name: _meant(spec) for name, spec in specs.items()}
    for cells in sheet.rows[:_SEARCHED_ROWS]:
        words = {bare(show(cell)) for cell in cells}
        alike = {name: len(words & known.keys()) for name, known in meant.items()}
        best = max(alike, key=alike.__getitem__, default="")
        if best and _is_header(cells, meant[best], specs[best]):
            return best
    return None


def table_like(name: str, specs: Mapping[str, TableSpec]) -> str | None:
    """Return the table a sheet's name resembles, or None; a suggestion only."""
    return _suggest(name, _names(specs))


def _names(specs: Mapping[str, TableSpec]) -> dict[str, str]:
    aliases = {bare(alias): name for name, spec in specs.items() for alias in spec.aliases}
    return aliases | {bare(name): name for name in specs}


def _suggest(name: str, meant: Mapping[str, str]) -> str | None:
    """Return what `name` may have been meant for, by the nearest known form, or None."""
    from difflib import get_close_matches

    close = get_close_matches(bare(name), list(meant), n=1, cutoff=0.6)
    return meant[close[0]] if close else None


def find_layout(
    path: str, sheet: Sheet, spec: TableSpec
) -> tuple[Layout | None, tuple[Problem, ...]]:
    """Find a table's columns in its sheet.

    The header is the first row of which at least half of the filled cells, and at least two, are
    declared headers; failing that, a column of keys. Headers that are unknown, repeated or missing
    though required are Problems, and so is a sheet without any header.
    """
    meant = _meant(spec)
    for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        if _is_header(cells, meant, spec):
            columns, problems = _columns(
                path, sheet, spec, {(row, at): cell for at, cell in enumerate(cells)}
            )
            layout = Layout({name: at for name, (_, at) in columns.items()}, row)
            return layout, (*problems, *_headless(path, sheet, row, cells))
    return _keyed_layout(path, sheet, spec, meant)


def _meant(spec: TableSpec) -> dict[str, str]:
    aliases = {bare(a): name for name, column in spec.columns.items() for a in column.aliases}
    return aliases | {bare(name): name for name in spec.columns}


def _is_header(cells: Sequence[Cell], meant: Mapping[str, str], spec: TableSpec) -> bool:
    words = [bare(show(cell)) for cell in cells if not is_blank(cell)]
    words = [word for word in words if word != SERIAL]
    known = {meant[word] for word in words if word in meant}
    return len(known) >= min(2, len(spec.columns)) and 2 * len(known) >= len(words)


def _keyed_layout(
    path: str, sheet: Sheet, spec: TableSpec, meant: Mapping[str, str]
) -> tuple[Layout | None, tuple[Problem, ...]]:
    width = max((len(cells) for cells in sheet.rows), default=0)
    for at in range(min(width, _SEARCHED_ROWS)):
        column = {(row, at): cells[at] for row, cells in enumerate(sheet.rows) if len(cells) > at}
        keys = dict(dropwhile(lambda key: bare(show(key[1])) not in meant, column.items()))
        if _is_header(list(keys.values()), meant, spec):
            columns, problems = _columns(path, sheet, spec, keys)
            rows = {name: row for name, (row, _) in columns.items()}
            layout = Layout(rows, min(rows.values()), keyed=True, value=_value_at(sheet, at))
            return layout, problems
    return None, (Problem(path, message("header.none", table=spec.name), sheet.name),)


def _value_at(sheet: Sheet, key_at: int) -> int:
    for cells in sheet.rows[:_SEARCHED_ROWS]:
        for at, cell in enumerate(cells[key_at + 1 :], start=key_at + 1):
            if bare(show(cell)) in _VALUE_WORDS:
                return at
    return key_at + 1


def _columns(
    path: str, sheet: Sheet, spec: TableSpec, headers: Mapping[tuple[int, int], Cell]
) -> tuple[dict[str, tuple[int, int]], tuple[Problem, ...]]:
    """Match header cells, by (row, position), to declared columns."""
    meant = _meant(spec)
    found: dict[str, tuple[int, int]] = {}
    problems = []
    own = {bare(name) for name in spec.columns}
    # A column's own name comes before an alias of it; else the leftmost header is taken.
    own_first = sorted(headers, key=lambda place: bare(show(headers[place])) not in own)
    for place in own_first:
        header = headers[place]
        if is_blank(header) or bare(show(header)) == SERIAL not in spec.columns:
            continue
        name = meant.get(bare(show(header)))
        if name is not None and name not in found:
            found[name] = place
            continue
        if name is not None:
            said = message("header.repeated", header=show(header), column=name)
        elif (like := _suggest(show(header), meant)) is not None:
            said = message("note.header_like", header=show(header), like=like)
        else:
            said = message("note.header_unknown", header=show(header))
        problems.append(Problem(path, said, sheet.name, cell_name(*place)))
    for name, column in spec.columns.items():
        if column.required and name not in found:
            problems.append(
                Problem(path, message("header.missing", column=name, table=spec.name), sheet.name)
            )
    return found, tuple(problems)


def cell_name(row: int, at: int) -> str:
    """Return a spreadsheet's name of a cell by its 0-based row and position: (16, 3) → D17."""
    return f"{column_letters(at)}{row + 1}"


def _headless(path: str, sheet: Sheet, header: int, cells: Sequence[Cell]) -> Iterator[Problem]:
    named = {at for at, cell in enumerate(cells) if not is_blank(cell)}
    told = set(named)
    for row, body in enumerate(sheet.rows[header + 1 :], start=header + 1):
        for at, cell in enumerate(body):
            if at not in told and not is_blank(cell):
                told.add(at)
                yield Problem(path, message("note.header_blank"), sheet.name, cell_name(row, at))
