"""Finding folders by what a cell says of them, and records by what a folder is called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from swaudit.evidence.text import comparable
from swaudit.evidence.words import upwards

_SHORTEST = 3
_ONE_WORD = (re.compile(r"[a-z]{2}"), re.compile(r"\d{2}"))


class Folders:
    """The files of the evidence and the folders above them, found by path or by their last parts.

    A folder without files is not known.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_end: defaultdict[str, set[str]] = defaultdict(set)
        for place in {part for path in paths for part in upwards(path)}:
            end = comparable(place)
            while end:
                self._by_end[end].add(place)
                end = end.partition("/")[2]

    def find(self, told: str) -> Sequence[str]:
        """Return the paths that a cell may mean: the whole path alone, else all that end in it."""
        plain = "/".join(
            part for part in comparable(told).replace("\\", "/").split("/") if part not in ("", ".")
        )
        found = sorted(self._by_end.get(plain, ()))
        whole = [path for path in found if comparable(path) == plain]
        return whole if len(whole) == 1 else found


class Named(Protocol):
    """Anything with an identity."""

    @property
    def record(self) -> str:
        """What tells it from all others."""


_Record = TypeVar("_Record", bound=Named)


class NameIndex(Generic[_Record]):
    """Records found by the id or name that the name of a folder is, or contains.

    A contained name is at least three characters long and ends where a word does (GZ-1 is not in
    GZ-12); a bare number must be the whole name: there are too many numbers in names of folders.
    """

    def __init__(self, named: Iterable[tuple[str, _Record]]) -> None:
        self._claims: defaultdict[str, list[_Record]] = defaultdict(list)
        for name, claim in named:
            self._claims[name].append(claim)
        lengths = {len(name) for name in self._claims if not name.isdigit()}
        self._lengths = sorted((n for n in lengths if n >= _SHORTEST), reverse=True)
        self._known: dict[str, Sequence[_Record]] = {}

    def find(self, name: str) -> Sequence[_Record]:
        """Return the records of the longest name that `name` (in comparable form) contains."""
        if name not in self._known:
            self._known[name] = self._claims.get(name) or self._contained(name)
        return self._known[name]

    def _contained(self, name: str) -> Sequence[_Record]:
        for length in self._lengths:
            found = [
                claim
                for start in range(len(name) - length + 1)
                if (word := name[start : start + length]) in self._claims
                and not word.isdigit()
                and _ends_words(name, start, start + length)
                for claim in self._claims[word]
            ]
            if found:
                return list({claim.record: claim for claim in found}.values())
        return ()


def _ends_words(name: str, start: int, end: int) -> bool:
    """Say whether neither end of the slice cuts a Latin word or a number in two."""
    cuts = ((name[start - 1 : start], name[start]), (name[end - 1], name[end : end + 1]))
    return not any(kind.fullmatch(a + b) for a, b in cuts for kind in _ONE_WORD)
