"""Making one table's rows out of another's: cells keep their unreadable marks, rows their origin.

Every frame made here has a plain 0..n-1 index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from swaudit.model.dossier import Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import Column, ColumnType, Table, TableSpec

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_DTYPES: Mapping[ColumnType, str] = {
    "date": "datetime64[s]",
    "month": "datetime64[s]",
    "int": "Int64",
    "money": "Int64",
    "bool": "boolean",
    "number": "object",
    "times": "object",
    "list": "object",
}
ROWS = ("record", "label", "file", "sheet", "row")
"""The columns of `Table.rows` before judgement, but for DOUBT."""
DOUBT = "doubt"
"""The column of `Table.rows` that says why it is not sure that a row is a row of the table."""
REPEATED = message("record.repeated")
"""The doubt about a row that says word for word what an earlier one said."""


@dataclass(frozen=True, eq=False)
class Cells:
    """One column: its values (None or NA where blank or unreadable) and which are unreadable."""

    values: Sequence[Any] | pd.Series[Any]
    unreadable: Sequence[bool] | NDArray[np.bool_] | pd.Series[bool]


def sure(values: Sequence[Any]) -> Cells:
    """Return a column without unreadable cells."""
    return Cells(values, [False] * len(values))


def column(table: Table, name: str) -> Cells:
    """Return a table's column; one that no sheet carried is blank in every row."""
    if name in table.frame:
        return Cells(table.frame[name], table.unreadable[name])
    return sure([None] * len(table))


def columns(table: Table) -> dict[str, Cells]:
    """Return all columns that a table has, by name."""
    return {name: column(table, name) for name in table.spec.columns if name in table.frame}


def cells(table: Table, name: str) -> list[tuple[Any, bool]]:
    """Return (value, unreadable) for each row; a blank or unreadable value is None."""
    if name not in table.frame:
        return [(None, False)] * len(table)
    values = table.frame[name]
    told = zip(values.tolist(), values.isna().tolist(), strict=True)
    return list(
        zip(
            (None if blank else value for value, blank in told),
            table.unreadable[name].tolist(),
            strict=True,
        )
    )


def lookup(table: Table | None, key: str, value: str) -> Mapping[Any, Any]:
    """Return what one column says for each value of another; nothing without the table."""
    if table is None:
        return {}
    pairs = zip(cells(table, key), cells(table, value), strict=True)
    return {one: told for (one, _), (told, _) in pairs if one is not None}


# The sessions of cases and groups carry the id of theirs; its name stands in the header table.
_HEADERS: Mapping[str, str] = {"个案节次": "个案", "小组节次": "小组"}


def group_names(table: Table, tables: Mapping[str, Table]) -> list[tuple[Any, Any]]:
    """Return (id, name) of each session's case or group; None where not known, or not a session."""
    group = _HEADERS.get(table.spec.name)
    if group is None:
        return [(None, None)] * len(table)
    key = f"{group}编号"
    known = lookup(tables.get(group), key, "名称")
    return [(one, known.get(one)) for one, _ in cells(table, key)]


def series(values: Sequence[Any] | pd.Series[Any], spec: Column) -> pd.Series[Any]:
    """Return values as a column of the type that `spec` declares."""
    import pandas as pd

    dtype: Any = _DTYPES.get(spec.type, "string")
    if isinstance(values, pd.Series):
        same = pd.Series(values.array, copy=False)
        return same if same.dtype == dtype else same.astype(dtype)
    return pd.Series(list(values), dtype=object).astype(dtype)


def doubts(table: Table) -> list[Message | None]:
    """Return for each row why it is in doubt that it is a row of this table; None: it is one."""
    if DOUBT not in table.rows:
        return [None] * len(table)
    return [one if isinstance(one, Message) else None for one in table.rows[DOUBT]]


def in_doubt(table: Table, why: Mapping[int, Message]) -> Table:
    """Return the table with the rows at the given positions in doubt, for this reason now."""
    import pandas as pd

    if not why:
        return table
    told = [why.get(at, known) for at, known in enumerate(doubts(table))]
    rows = table.rows.assign(**{DOUBT: pd.Series(told, dtype=object)})
    return Table(table.spec, table.frame, table.unreadable, rows)


def repeats(table: Table) -> list[bool]:
    """Return for each row whether it only says again what an earlier one said."""
    return [why == REPEATED for why in doubts(table)]


def pick(table: Table, positions: Sequence[int]) -> Table:
    """Return the rows of a table at the given positions, in that order."""
    chosen = list(positions)
    return Table(
        table.spec,
        table.frame.iloc[chosen].reset_index(drop=True),
        table.unreadable.iloc[chosen].reset_index(drop=True),
        table.rows.iloc[chosen].reset_index(drop=True),
    )


def known_as(table: Table, names: Sequence[str], labels: Sequence[str]) -> Table:
    """Return the table with other identities and labels for its rows."""
    records = [f"{table.spec.name}/{name}" for name in names]
    rows = table.rows.assign(record=records, label=list(labels))
    return Table(table.spec, table.frame, table.unreadable, rows)


def identities(table: Table) -> list[str]:
    """Return what makes each row itself: its record's name without the table's."""
    return [record.partition("/")[2] for record in table.rows["record"]]


def become(
    source: Table,
    spec: TableSpec,
    renamed: Mapping[str, str] | None = None,
    made: Mapping[str, Cells] | None = None,
) -> Table:
    """Return each row of `source` as a row of another table.

    A column of `spec` is taken from `made`, else from the source column that `renamed` gives it,
    else from the source column of its own name, else it is absent. What is made for a column that
    `spec` does not have is left out. The key is the row's identity, unless it is made.
    """
    names = identities(source)
    held = dict(made or {})
    if spec.key:
        held.setdefault(spec.key, sure(names))
    for name in spec.columns:
        origin = (renamed or {}).get(name, name)
        if name not in held and origin in source.frame:
            held[name] = column(source, origin)
    rows = source.rows.assign(record=[f"{spec.name}/{name}" for name in names])
    return assemble(spec, held, rows)


def assemble(spec: TableSpec, held: Mapping[str, Cells], rows: pd.DataFrame) -> Table:
    """Return a table of the given columns, those that `spec` declares and in its order."""
    import numpy as np
    import pandas as pd

    present = [name for name in spec.columns if name in held]
    index = pd.RangeIndex(len(rows))
    frame = pd.DataFrame(
        {name: series(held[name].values, spec.columns[name]) for name in present}, index=index
    )
    unreadable = pd.DataFrame(
        {name: np.asarray(held[name].unreadable, dtype=bool) for name in present},
        index=index,
        dtype=bool,
    )
    kept = [*ROWS, *([DOUBT] if DOUBT in rows else [])]
    return Table(spec, frame, unreadable, rows.loc[:, kept].reset_index(drop=True))


def appended(first: Table | None, second: Table) -> Table:
    """Return the rows of two tables of one kind; a column that one lacks is blank in its rows."""
    import pandas as pd

    if first is None:
        return second
    held = {}
    for name in second.spec.columns:
        if name in first.frame or name in second.frame:
            parts = (column(first, name), column(second, name))
            held[name] = Cells(
                [value for part in parts for value in part.values],
                [bad for part in parts for bad in part.unreadable],
            )
    return assemble(second.spec, held, pd.concat([first.rows, second.rows], ignore_index=True))


def found_in(table: Table, position: int, said: Message) -> Problem:
    """Return the problem of one row. `cell` is the row's number: one column is not to blame."""
    row = table.rows.iloc[position]
    return Problem(str(row["file"]), said, sheet=str(row["sheet"]), cell=str(row["row"]))


def elsewhere(problems: Sequence[Problem], told: Sequence[Problem]) -> list[Problem]:
    """Return the problems of rows that no problem of `told` is about."""
    places = {(one.file, one.sheet, one.cell) for one in told}
    return [one for one in problems if (one.file, one.sheet, one.cell) not in places]


def about(table: Table, said: Message) -> Problem:
    """Return the problem of a table as a whole, at the sheet its first row came from."""
    if not len(table):
        return Problem("", said, sheet=table.spec.name)
    return Problem(str(table.rows["file"].iloc[0]), said, sheet=str(table.rows["sheet"].iloc[0]))
