"""Every sheet of a station's workbooks as typed tables, and everything in them that is not one.

A table may stand in several sheets and files (a sheet a month): its rows are put together. What
could not be read is a Problem naming file, sheet and cell; a Problem whose code begins with
`note.` is no fault of the data, only something that was left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, count, repeat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from swaudit.evidence.blocks import Block, take_blocks
from swaudit.evidence.columns import TypedColumn, read_column, rows_with
from swaudit.evidence.doubts import doubted
from swaudit.evidence.frames import Cells, assemble
from swaudit.evidence.grid import Coded
from swaudit.evidence.headers import GUIDE, cell_name, table_like, table_named
from swaudit.evidence.identity import labels, records
from swaudit.evidence.layouts import find_layout, table_headed, table_meant, table_within
from swaudit.evidence.mapping import (
    NO_MAPPING,
    SheetMapping,
    StationMapping,
    headers_gone,
    in_our_words,
    mapping_of,
    mappings_fitting,
    sheets_gone,
)
from swaudit.evidence.moments import Dating, Span
from swaudit.evidence.parts import below, beside, cut_across, cut_down
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.station import STATION_TABLE, contract_of
from swaudit.model.dossier import Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import Table, TableSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_PARTS = 100
"""How often a sheet is cut; what is left then is read as one table."""


@dataclass(frozen=True)
class Ledgers:
    """The tables by name, the problems in the order of the sheets, the files that gave a table."""

    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    used: frozenset[str]


def read_ledgers(
    books: Mapping[str, Sequence[Sheet]],
    specs: Mapping[str, TableSpec],
    span: Span = None,
    own: StationMapping = NO_MAPPING,
) -> Ledgers:
    """Read the sheets of all files, by path, into the tables that `specs` declares.

    `own` is what a person said of the station's own sheets. Dates without a year take it from the
    contract in 站点信息, else from `span`. A declared column that no sheet carries is absent from
    its table; a table without a sheet is absent. Where a blank cell stands for a value, so does a
    column that nobody wrote.
    """
    blocks: dict[str, list[Block]] = {}
    problems: list[Problem] = []
    used_by: list[SheetMapping] = []
    for path in sorted(books):
        for sheet in books[path]:
            took = _take(path, sheet, specs, own)
            problems += took.said
            for table, block in took.blocks:
                blocks.setdefault(table, []).append(block)
            if took.by is not None:
                used_by.append(took.by)
    problems += sheets_gone(own, used_by)
    tables = {}
    for name in sorted(blocks, key=lambda name: name != STATION_TABLE):
        read, wrong, repeated = _read(specs[name], blocks[name], span)
        tables[name], doubtful = doubted(read, blocks[name], repeated)
        problems += (*wrong, *doubtful)
        if name == STATION_TABLE:
            span = contract_of(tables[name]) or span
    used = frozenset(block.file for taken in blocks.values() for block in taken)
    return Ledgers(tables, tuple(problems), used)


@dataclass(frozen=True)
class _Taken:
    """What became of one sheet: its data by table, what is told, the mapping it was read by."""

    blocks: tuple[tuple[str, Block], ...] = ()
    said: tuple[Problem, ...] = ()
    by: SheetMapping | None = None


def _take(path: str, sheet: Sheet, specs: Mapping[str, TableSpec], own: StationMapping) -> _Taken:
    if not sheet.rows:
        return _Taken()
    stem = PurePosixPath(path).stem
    if (by := mapping_of(path, sheet, stem, specs, own)) is not None:
        return _mapped(path, sheet, specs, by)
    spec = table_named(sheet.name, stem, specs) or table_within(sheet, stem, specs)
    if spec is None and (fits := mappings_fitting(path, sheet, specs, own)):
        if len(fits) == 1:
            return _mapped(path, sheet, specs, fits[0])
        among = "、".join(one.sheets[0] for one in fits)
        return _Taken(said=(Problem(path, message("mapping.several", among=among), sheet.name),))
    said: list[Problem] = []
    if spec is None and sheet.name == GUIDE and table_headed(sheet, specs) is None:
        return _Taken()
    if spec is None:
        spec = table_meant(sheet, specs)
        if spec is None:
            return _Taken(said=(Problem(path, _not_read(sheet, specs), sheet.name),))
        said.append(Problem(path, message("note.sheet_by_header", table=spec.name), sheet.name))
    blocks, problems = _parts(path, sheet, spec, specs)
    return _Taken(blocks, (*said, *problems))


def _mapped(path: str, sheet: Sheet, specs: Mapping[str, TableSpec], by: SheetMapping) -> _Taken:
    """Read a sheet as a person said; what they said of headers that are gone is told."""
    spec = specs[by.table]
    said: list[Problem] = []
    if gone := headers_gone(sheet, find_layout(path, sheet, spec, by.told)[0], by):
        told = message("mapping.header_gone", headers="、".join(gone), line=by.line)
        said.append(Problem(path, told, sheet.name))
    blocks, problems = _parts(path, sheet, spec, specs, by)
    given = {message("header.missing", column=name, table=spec.name) for name in by.fixed}
    return _Taken(blocks, (*said, *(one for one in problems if one.said not in given)), by)


def _parts(
    path: str,
    sheet: Sheet,
    spec: TableSpec,
    specs: Mapping[str, TableSpec],
    by: SheetMapping | None = None,
) -> tuple[tuple[tuple[str, Block], ...], tuple[Problem, ...]]:
    """Read a sheet of one table, or of several side by side or one below another."""
    blocks: list[tuple[str, Block]] = []
    said: list[Problem] = []
    waiting = [(sheet, spec)]
    for done in count(1):
        if not waiting:
            break
        part, table = waiting.pop()
        told, fixed = (by.told, by.fixed) if by and table is spec else ({}, {})
        layout, problems = find_layout(path, part, table, told)
        if layout is not None and not layout.keyed and done < _MOST_PARTS:
            twice = any(one.said.code == "header.repeated" for one in problems)
            if twice and (at := beside(part, layout, table, told)) is not None:
                left, right = cut_across(part, layout, at)
                waiting += [(right, table), (left, table)]
                continue
            if (found := below(part, layout, table, specs, told)) is not None:
                row, other = found
                upper, lower = cut_down(part, layout, row)
                waiting += [(lower, other), (upper, table)]
                if other is not table:
                    note = message("note.table_below", table=other.name)
                    said.append(Problem(path, note, sheet.name, cell_name(row, 0)))
                continue
        said += problems
        if layout is None:
            continue
        taken, left_aside = take_blocks(path, part, layout, table, fixed)
        if by and table is spec:
            taken = tuple(in_our_words(block, by) for block in taken)
        blocks += ((table.name, block) for block in taken)
        said += left_aside
    if sheet.hidden and blocks:
        said.insert(0, Problem(path, message("note.sheet_hidden"), sheet.name))
    return tuple(blocks), tuple(said)


def _not_read(sheet: Sheet, specs: Mapping[str, TableSpec]) -> Message:
    if headed := table_headed(sheet, specs):
        return message("sheet.not_read", table=headed)
    if like := table_like(sheet.name, specs):
        return message("note.sheet_like", table=like)
    return message("note.sheet_unknown")


def read_table(
    spec: TableSpec, blocks: Sequence[Block], span: Span
) -> tuple[Table, tuple[Problem, ...]]:
    """Return one table from its blocks, and a Problem for each cell that is wrong or missing.

    Every row is taken to be one: what is in doubt is for `read_ledgers` to say.
    """
    table, problems, _ = _read(spec, blocks, span)
    return table, problems


def _read(
    spec: TableSpec, blocks: Sequence[Block], span: Span
) -> tuple[Table, tuple[Problem, ...], dict[int, int]]:
    """Return a table, its wrong cells, and its rows that repeat one word for word: it → first."""
    import pandas as pd

    present = [
        name
        for name, column in spec.columns.items()
        if column.blank is not None or any(name in block.columns for block in blocks)
    ]
    columns = {
        name: read_column(spec.columns[name], _cells(blocks, name, span)) for name in present
    }
    keys = list(columns[spec.key].values) if spec.key in columns else None
    identity, repeated = records(spec.name, keys, columns)
    rows = pd.DataFrame(
        {
            "record": pd.Series(identity, dtype=object),
            "file": pd.Series(_each(blocks, "file"), dtype=object),
            "sheet": pd.Series(_each(blocks, "sheet"), dtype=object),
            "row": pd.Series(list(chain.from_iterable(b.rows for b in blocks)), dtype="int64"),
        }
    )
    rows["label"] = pd.Series(labels(spec, columns, rows), dtype=object)
    held = {
        name: Cells(column.values, _marked(len(rows), column.said))
        for name, column in columns.items()
    }
    return assemble(spec, held, rows), tuple(_wrong_cells(spec, columns, blocks)), repeated


def _marked(count: int, rows: Iterable[int]) -> NDArray[np.bool_]:
    """Return for each of so many rows whether it is one of `rows`."""
    import numpy as np

    marked = np.zeros(count, dtype=bool)
    marked[list(rows)] = True
    return marked


def _cells(blocks: Sequence[Block], name: str, span: Span) -> Iterator[tuple[Coded, Dating]]:
    for block in blocks:
        cells = block.columns.get(name, Coded.same(None, len(block.rows)))
        yield cells, replace(block.dating, span=span)


def _each(blocks: Sequence[Block], what: str) -> list[str]:
    return list(
        chain.from_iterable(repeat(getattr(block, what), len(block.rows)) for block in blocks)
    )


def _wrong_cells(
    spec: TableSpec, columns: Mapping[str, TypedColumn], blocks: Sequence[Block]
) -> Iterator[Problem]:
    """Yield what is wrong, row by row; a column that a sheet lacks is told once, at its header."""
    wrong = {
        (row, name): said
        for name, column in columns.items()
        for row, said in (*column.said.items(), *column.noted.items())
    }
    for name, column in columns.items():
        if spec.columns[name].required:
            said = message("cell.required", column=name)
            gaps = [code for code, gap in enumerate(column.blank) if gap]
            wrong |= {(row, name): said for row in rows_with(column.codes, gaps)}
    order = {name: at for at, name in enumerate(columns)}
    starts = [0, *accumulate(len(block.rows) for block in blocks)]
    at = 0
    for row, name in sorted(wrong, key=lambda place: (place[0], order[place[1]])):
        while row >= starts[at + 1]:
            at += 1
        block = blocks[at]
        if name in block.columns:
            cell = block.cell_name(name, row - starts[at])
            yield Problem(block.file, wrong[row, name], block.sheet, cell)
