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
from operator import is_
from typing import Any, TypeVar

from swaudit.model.tables import Table

_PHONE = re.compile(r"(?<![0-9A-Za-z])(1\d{2})\d{4}(\d{4})(?![0-9A-Za-z])")
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{4})\d{10}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
# A village or street alone is a place many records name; a house number makes it somebody's home.
_NUMBER = re.compile(r"\d")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z-])(0\d{2,3}-?)\d{7,8}(?![0-9A-Za-z])")
# No phone, ID or landline number is shorter.
_LONG_NUMBER = re.compile(r"\d{7}")
_SPLIT = re.compile(r"[、,，;；\n]+")
# Fields that hold hashes or identities made of them: nothing personal, and compared by others.
_KEPT = frozenset({"sha256", "pixels", "fingerprint", "root", "rule", "code", "digest"})

_Value = TypeVar("_Value")


def redacted(value: _Value, tables: Mapping[str, Table]) -> _Value:
    """Return a frozen value with every text in it masked."""
    names = sorted(_names(tables) - _words(tables), key=len, reverse=True)
    known = re.compile("|".join(map(_spaced, names))) if names else None

    @cache
    def mask(text: str) -> str:
        masked = text
        if _LONG_NUMBER.search(text):
            masked = _ID.sub(r"\1**********\2", _PHONE.sub(r"\1****\2", masked))
            masked = _LANDLINE.sub(r"\1****", masked)
        return known.sub(lambda found: masked_name(found[0]), masked) if known else masked

    return _walk(value, mask)  # type: ignore[no-any-return]


def masked_name(name: str) -> str:
    """Return a name with all but its first character masked."""
    return name[:1] + "*" * (len(name) - 1)


def _names(tables: Mapping[str, Table]) -> set[str]:
    found: set[str] = set()
    for table in tables.values():
        for column, spec in table.spec.columns.items():
            if spec.personal not in ("address", "name") or column not in table.frame:
                continue
            cells = table.frame[column].dropna()
            if spec.personal == "address":
                found.update(filter(_NUMBER.search, map(str, cells)))
            else:
                found.update(part for cell in cells for part in _parts(cell) if _is_name(part))
    return found


def _parts(cell: Any) -> Iterable[str]:
    """Yield the names of a cell; 王 芳 is one name, 王芳 李强 are two."""
    for part in cell if isinstance(cell, tuple) else _SPLIT.split(str(cell)):
        pieces = part.split()
        yield "".join(pieces)
        if all(len(piece) > 1 for piece in pieces):
            yield from pieces


def _is_name(part: str) -> bool:
    return len(part) > (3 if part.isascii() else 1) and not _NUMBER.search(part)


def _spaced(name: str) -> str:
    return r"\s*".join(map(re.escape, name))


def _words(tables: Mapping[str, Table]) -> set[str]:
    """Return words of the trade that stand in name columns and are nobody's name."""
    words = {"社工", "志愿者", "居民", "老人", "儿童", "全体", "工作人员"}
    for table in tables.values():
        for spec in table.spec.columns.values():
            words.update((*spec.values, *spec.synonyms))
    return words


def _walk(value: Any, mask: Callable[[str], str]) -> Any:
    """Return a value with every text in it masked; what holds none to mask is returned itself."""
    kind = value.__class__
    if kind is str or (isinstance(value, str) and not isinstance(value, Enum)):
        masked = mask(value)
        return value if masked == value else masked
    if kind is tuple:
        items = tuple([_walk(item, mask) for item in value])
        return value if all(map(is_, items, value)) else items
    changed = {}
    for name in _texts(kind):
        old = getattr(value, name)
        new = _walk(old, mask)
        if new is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


@cache
def _texts(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass that may hold text to mask; none of any other class."""
    if not is_dataclass(kind):
        return ()
    return tuple(spec.name for spec in fields(kind) if spec.name not in _KEPT)
