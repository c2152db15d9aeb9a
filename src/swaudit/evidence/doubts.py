"""Rows that may be no rows of their table, and keys that name more than one row.

a row repeated word for word        in doubt: typed or pasted twice, or done twice
a row without a required cell       in doubt: who or what it is, nobody knows
a key that stands on two rows       unreadable in both: which of them it means is not known
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise

from swaudit.evidence.blocks import Block
from swaudit.evidence.cells import MASK
from swaudit.evidence.frames import REPEATED, Cells, assemble, cells, columns, in_doubt
from swaudit.model.dossier import Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import Table

_BY_NAME = "签到"
"""Here people are counted, each name once: a name written twice does no harm."""


def doubted(
    table: Table, blocks: Sequence[Block], repeated: Mapping[int, int]
) -> tuple[Table, tuple[Problem, ...]]:
    """Return a table with what is in doubt marked, and the problems that say so.

    `blocks` are the sheets its rows came from, `repeated` the rows that say again what an earlier
    one said. A missing cell was named when it was read.
    """
    by_name = table.spec.name == _BY_NAME
    twice = {} if by_name else dict.fromkeys(repeated, REPEATED)
    code = "note.rows_repeated" if by_name else "cell.row_repeated"
    table, ambiguous = _distinct_keys(table, blocks, repeated)
    marked = in_doubt(in_doubt(table, _incomplete(table)), twice)
    return marked, (*_repeated(code, table, repeated), *ambiguous)


def _incomplete(table: Table) -> dict[int, Message]:
    """Return the rows that lack a required cell; without its date a row is unknown anyway."""
    found: dict[int, Message] = {}
    for name, column in table.spec.columns.items():
        if column.required and column.type != "date":
            gaps = list(range(len(table)))
            if name in table.frame:
                gaps = table.frame[name].isna().to_numpy().nonzero()[0].tolist()
            said = message("record.required_missing", column=name)
            for row in gaps:
                found.setdefault(row, said)
    return found


def _distinct_keys(
    table: Table, blocks: Sequence[Block], repeated: Mapping[int, int]
) -> tuple[Table, tuple[Problem, ...]]:
    """Make a key unreadable wherever it stands on rows that do not say the same."""
    key = table.spec.key
    if key is None or key not in table.frame:
        return table, ()
    told = cells(table, key)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, (value, _) in enumerate(told):
        if value is not None:
            holders[value].append(row)
    torn = {
        value: rows
        for value, rows in holders.items()
        if sum(row not in repeated for row in rows) > 1
    }
    if not torn:
        return table, ()
    held = columns(table)
    held[key] = Cells(
        [None if value in torn else value for value, _ in told],
        [bad or value in torn for value, bad in told],
    )
    problems = tuple(
        _at_cell(
            blocks,
            rows[0],
            key,
            message(
                "cell.key_repeated",
                column=key,
                value=MASK if table.spec.columns[key].personal else value,
                places=_places(table, rows),
            ),
        )
        for value, rows in torn.items()
    )
    return assemble(table.spec, held, table.rows), problems


def _at_cell(blocks: Sequence[Block], row: int, column: str, said: Message) -> Problem:
    starts = accumulate((len(block.rows) for block in blocks), initial=0)
    for block, (start, end) in zip(blocks, pairwise(starts), strict=True):
        if row < end:
            return Problem(block.file, said, block.sheet, block.cell_name(column, row - start))
    raise IndexError(row)


def _repeated(code: str, table: Table, repeated: Mapping[int, int]) -> Iterator[Problem]:
    """Yield one problem per pair of sheets of which one says again what the other said."""
    files, sheets = table.rows["file"].tolist(), table.rows["sheet"].tolist()
    pairs: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, first in repeated.items():
        pairs[files[row], sheets[row], files[first], sheets[first]].append(row)
    for (file, sheet, *_), rows in pairs.items():
        said = message(
            code,
            count=len(rows),
            table=table.spec.name,
            places=_places(table, rows),
            first=_places(table, list(dict.fromkeys(repeated[row] for row in rows))),
        )
        yield Problem(file, said, sheet, str(table.rows["row"].iloc[rows[0]]))


def _places(table: Table, rows: Sequence[int]) -> str:
    """Tell rows as people find them: `台账.xlsx 工作流水!3–5、9`."""
    origin = table.rows.iloc[list(rows)]
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for file, sheet, row in zip(origin["file"], origin["sheet"], origin["row"], strict=True):
        numbers[f"{file} {sheet}"].append(int(row))
    return "；".join(f"{sheet}!{_runs(sorted(found))}" for sheet, found in numbers.items())


def _runs(numbers: Sequence[int]) -> str:
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda at: at[1] - at[0])
    ]
    return "、".join(f"{run[0]}–{run[-1]}" if run[1:] else str(run[0]) for run in runs)
