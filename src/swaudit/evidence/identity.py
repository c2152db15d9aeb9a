"""What a row is called: an identity that outlasts sorting and retyping, and a label for people."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from swaudit.evidence.columns import TypedColumn
from swaudit.model.tables import TableSpec

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 12
_GROUP_DIGITS = 8
_WORDS = ("内容", "服务类型", "类型", "类别", "科目", "形式")
_WORD_LENGTH = 16


def records(
    table: str,
    keys: Sequence[Any] | None,
    columns: Mapping[str, TypedColumn],
) -> tuple[list[str], dict[int, int]]:
    """Return each row's identity, and the rows that repeat one in every cell: it → the first.

    `<table>/<key>` where the key is filled and no other row has it, else `<table>/#<12 hex>` of
    the filled cells in their canonical form, with `~2` for the second row that is the same: the
    first keeps the key.
    """
    digests = _digests(columns)
    first: dict[str, int] = {}
    repeated = {
        row: earlier
        for row, short in enumerate(digests)
        if (earlier := first.setdefault(short, row)) != row
    }
    found = [f"{table}/#{short}" for short in digests]
    own = {row: key for row, key in enumerate(keys or ()) if isinstance(key, str)}
    own = {row: key for row, key in own.items() if row not in repeated}
    times = Counter(own.values())
    for row, key in own.items():
        if times[key] == 1:
            found[row] = f"{table}/{key}"
    again: Counter[str] = Counter()
    for row in repeated:
        again[digests[row]] += 1
        found[row] += f"~{again[digests[row]] + 1}"
    return found, repeated


def _digests(columns: Mapping[str, TypedColumn]) -> list[str]:
    # Sorted by name, so that the order of a sheet's columns does not matter.
    lines = [_lines(name, columns[name]) for name in sorted(columns)]
    return [_digest("".join(row)[1:], _DIGITS) for row in zip(*lines, strict=True)]


def _lines(name: str, column: TypedColumn) -> list[str]:
    """Return for each row a line of the column's name and value, nothing for a blank."""
    return column.by_row([f"\n{name}={value}" if value else "" for value in column.canonical])


def group_id(prefix: str, name: str) -> str:
    """Return the id of a case, group or organisation: nothing of its name can be read in it."""
    return f"{prefix}-{_digest(name, _GROUP_DIGITS)}"


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def labels(spec: TableSpec, columns: Mapping[str, TypedColumn], rows: pd.DataFrame) -> list[str]:
    """Return how each row is shown to people: place, date, field and content; nothing personal."""
    import numpy as np

    places = zip(rows["sheet"].tolist(), rows["row"].tolist(), strict=True)
    parts = [[f"{sheet}!{row}" for sheet, row in places]]
    day = spec.event.date if spec.event else "日期"
    if day in columns:
        days = np.datetime_as_string(columns[day].kinds.to_numpy(), unit="D").tolist()
        parts.append(columns[day].by_row(["" if one == "NaT" else f" {one}" for one in days]))
    for name in ("领域", next((word for word in _WORDS if word in columns), "")):
        if name in columns and spec.columns[name].personal is None:
            column = columns[name]
            parts.append(column.by_row(list(map(_word, column.kinds.tolist()))))
    return ["".join(row) for row in zip(*parts, strict=True)]


def _word(value: Any) -> str:
    return f" {value[:_WORD_LENGTH]}" if isinstance(value, str) and value else ""
