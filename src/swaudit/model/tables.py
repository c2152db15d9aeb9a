"""Tables declared as data, and the values read into them.

A `TableSpec` says what a table is; a `Table` is what a station handed in: a pandas frame of typed
cells, the same-shaped frame of cells that could not be read, and where each row came from. A cell
is a value, *blank* (nothing written) or *unreadable* (written, but not what the column holds);
the three are never confused: a blank or unreadable cell makes a condition unknown, not false.

Cell values by column type: `date` and `month` datetime64[s] (a month is its first day); `int` and
`money` Int64 (money in integer 分); `number` Decimal; `bool` boolean; `times` a pair of
`datetime.time`; `list` a tuple of str; every other type str.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from swaudit.model.written import BESIDE, SHORT

if TYPE_CHECKING:
    import pandas as pd

ColumnType = Literal[
    "text",
    "code",
    "enum",
    "ordered",
    "date",
    "month",
    "times",
    "int",
    "number",
    "money",
    "bool",
    "list",
    "phone",
    "idcard",
    "path",
]


class Column(BaseModel):
    """One declared column: its type, other headers it may carry, and what its values may be.

    `about` says in the station's words what is written there, `example` is an invented value.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            SHORT: [{"enum": list(get_args(ColumnType))}],
            BESIDE: {
                kind: {"type": "array", "items": {"type": "string"}} for kind in ("enum", "ordered")
            },
        },
    )

    type: ColumnType = "text"
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = {}
    blank: str | None = None
    personal: Literal["name", "phone", "id", "address"] | None = None
    required: bool = False
    about: str = ""
    example: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"type": given}
        if isinstance(given, dict):
            for kind in ("enum", "ordered"):
                if isinstance(given.get(kind), (list, tuple)):
                    rest = {key: value for key, value in given.items() if key != kind}
                    return {"type": kind, "values": given[kind], **rest}
        return given


class Event(BaseModel):
    """The columns of a record table that say when and where the record happened."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: str
    time: str | None = None
    place: str | None = None
    folder: str | None = None


class TableSpec(BaseModel):
    """One declared table. With `event`, its rows are records: judged by their photos.

    `date` is the column that says when a row of a table without an event happened; `sheet` the
    sheet a station fills that the table is derived from; `about` what a row of a sheet is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    aliases: tuple[str, ...] = ()
    key: str | None = None
    event: Event | None = None
    date: str | None = None
    sheet: str | None = None
    about: str = ""
    columns: Mapping[str, Column]

    @property
    def day(self) -> str | None:
        """The column that says when a row happened; None where rows have no day."""
        return self.event.date if self.event else self.date


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of one table.

    `frame` and `unreadable` have one column per *present* declared column and one row per record;
    a declared column that no sheet carried is absent from both. `rows` has the same length and the
    columns `record` (identity, stable under reordering), `label` (for people), `file`, `sheet`,
    `row` (1-based, as the spreadsheet shows it); after judgement also `counts`
    (counted | refused | pending) and `reason` (a Message or None). Where `doubt` is there, a
    Message in it says why it is not sure that the row is a row of this table at all.
    """

    spec: TableSpec
    frame: pd.DataFrame
    unreadable: pd.DataFrame
    rows: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)


@cache
def base_tables() -> Mapping[str, TableSpec]:
    """Return the tables every ruleset starts from (`tables.yaml` beside this module), by name."""
    import yaml

    text = resources.files(__package__).joinpath("tables.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    declared = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader either way
    return {name: TableSpec(name=name, **body) for name, body in declared.items()}


def extend_tables(
    tables: Mapping[str, TableSpec], added: Mapping[str, TableSpec]
) -> dict[str, TableSpec]:
    """Return `tables` with a ruleset's own tables and columns laid over them (columns merge)."""
    merged = dict(tables)
    for name, extra in added.items():
        known = merged.get(name)
        if known is None:
            merged[name] = extra.model_copy(update={"name": name})
            continue
        merged[name] = known.model_copy(
            update={
                "aliases": tuple(dict.fromkeys((*known.aliases, *extra.aliases))),
                "key": extra.key or known.key,
                "event": extra.event or known.event,
                "date": extra.date or known.date,
                "about": extra.about or known.about,
                "columns": {**known.columns, **extra.columns},
            }
        )
    return merged


def record_tables(tables: Mapping[str, TableSpec]) -> Iterable[TableSpec]:
    """Yield the tables whose rows are records judged by their photos."""
    return (spec for spec in tables.values() if spec.event is not None)
