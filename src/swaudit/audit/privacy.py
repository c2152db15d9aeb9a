"""Names, phones and ID numbers masked in everything a report says.

Known names (every personal name in the tables) are masked wherever they occur, in file names too,
and so are home addresses; phone and ID numbers by their form. Source: requirements X-46.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from swaudit.model.tables import Table

_PHONE = re.compile(r"(?<![0-9A-Za-z])(1\d{2})\d{4}(\d{4})(?![0-9A-Za-z])")
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{4})\d{10}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
# A village or street alone is a place many records name; a house number makes it somebody's home.
_NUMBER = re.compile(r"\d")
_SPLIT = re.compile(r"[、,，;；\s]+")
# Fields that hold hashes or identities made of them: nothing personal, and compared by others.
_KEPT = frozenset({"sha256", "pixels", "phash", "phash_centre", "rule", "code"})

_Value = TypeVar("_Value")


def redacted(value: _Value, tables: Mapping[str, Table]) -> _Value:
    """Return a frozen value with every text in it masked."""
    names = sorted(_names(tables), key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, names))) if names else None

    @cache
    def mask(text: str) -> str:
        masked = _ID.sub(r"\1**********\2", _PHONE.sub(r"\1****\2", text))
        return known.sub(lambda found: masked_name(found[0]), masked) if known else masked

    return _walk(value, mask)  # type: ignore[no-any-return]


def masked_name(name: str) -> str:
    """Return a name with all but its first character masked."""
    return name[:1] + "*" * (len(name) - 1)


def _names(tables: Mapping[str, Table]) -> set[str]:
    found: set[str] = set()
    for table in tables.values():
        for column, spec in table.spec.columns.items():
            if column not in table.frame:
                continue
            cells = table.frame[column].dropna()
            if spec.personal == "address":
                found.update(filter(_NUMBER.search, map(str, cells)))
            elif spec.personal == "name":
                found.update(part for cell in cells for part in _parts(cell) if _is_name(part))
    return found


def _parts(cell: Any) -> Iterable[str]:
    return cell if isinstance(cell, tuple) else _SPLIT.split(str(cell))


def _is_name(part: str) -> bool:
    return len(part) > 1 and not part.isascii() and not _NUMBER.search(part)


def _walk(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple):
        return tuple(_walk(item, mask) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            spec.name: _walk(getattr(value, spec.name), mask)
            for spec in fields(value)
            if spec.name not in _KEPT
        }
        return replace(value, **changed)
    return value
