"""What a row is called: an identity that outlasts sorting and retyping, and a label for people."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

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
    canonical: Sequence[Sequence[str]],
    names: Sequence[str],
) -> tuple[list[str], dict[int, int]]:
    """Return each row's identity, and the rows that repeat one in every cell: it → the first.

    `<table>/<key>` where the key is filled and no other row has it, else `<table>/#<12 hex>` of
    the filled cells (`canonical`, one sequence per column of `names`), with `~2` for the second row
    that is the same: the first keeps the key.
    """
    digests = _digests(canonical, names)
    first: dict[str, int] = {}
    repeated = {
        row: earlier
        for row, short in enumerate(digests)
        if (earlier := first.setdefault(short, row)) != row
    }
    own = [
        key if isinstance(key, str) and row not in repeated else None
        for row, key in enumerate(keys if keys is not None else [None] * len(digests))
    ]
    times = Counter(own)
    seen: Counter[str] = Counter()
    found = []
    for short, key in zip(digests, own, strict=True):
        seen[short] += 1
        if key is not None and times[key] == 1:
            found.append(f"{table}/{key}")
        else:
            found.append(f"{table}/#{short}" + (f"~{seen[short]}" if seen[short] > 1 else ""))
    return found, repeated


def _digests(canonical: Sequence[Sequence[str]], names: Sequence[str]) -> list[str]:
    # Sorted by name, so that the order of a sheet's columns does not matter.
    order = sorted(range(len(names)), key=names.__getitem__)
    named = [_named(names[at], canonical[at]) for at in order]
    return [_digest("\n".join(filter(None, row)), _DIGITS) for row in zip(*named, strict=True)]


def _named(name: str, values: Sequence[str]) -> list[str]:
    """Return each value behind its column's name, a blank one as it is."""
    known = {value: f"{name}={value}" if value else "" for value in set(values)}
    return [known[value] for value in values]


def group_id(prefix: str, name: str) -> str:
    """Return the id of a case, group or organisation: nothing of its name can be read in it."""
    return f"{prefix}-{_digest(name, _GROUP_DIGITS)}"


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def labels(spec: TableSpec, columns: Mapping[str, pd.Series[Any]], rows: pd.DataFrame) -> list[str]:
    """Return how each row is shown to people: place, date, field and content; nothing personal."""
    parts = [(rows["sheet"] + "!" + rows["row"].astype(str)).tolist()]
    day = spec.event.date if spec.event else "日期"
    if day in columns:
        parts.append(columns[day].dt.strftime("%Y-%m-%d").fillna("").tolist())
    for name in ("领域", next((word for word in _WORDS if word in columns), "")):
        if name in columns and spec.columns[name].personal is None:
            parts.append([_word(value) for value in columns[name].tolist()])
    return [" ".join(filter(None, row)) for row in zip(*parts, strict=True)]


def _word(value: Any) -> str:
    return value[:_WORD_LENGTH] if isinstance(value, str) else ""
