"""A draw of records to check by phone or on site: the same seed gives the same draw.

Every station has its share (largest remainder), of that every field, of that every month: none of
them nothing where the size allows. Within a month a record's place follows from the seed, its
station and its identity alone, so that neither the order of files nor what else was handed in moves
it. Source: requirements, spot checks.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from swaudit.audit.contacts import contacts
from swaudit.audit.pipeline import Audited
from swaudit.audit.privacy import redacted
from swaudit.model.report import RecordVerdict
from swaudit.model.status import Counts

Stratum = tuple[str, str, str]
"""A station (empty where there is but one), a field (领域) and a month (2026-03, empty where the
day is not known)."""


@dataclass(frozen=True)
class Candidate:
    """A record that may be drawn: its identity, and its station and itself as they are shown.

    `people` can be asked about it (name and phone); as they are, and as they are shown.
    """

    stratum: Stratum
    id: str
    station: str
    shown: RecordVerdict
    people: tuple[str, ...] = ()
    people_shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draw:
    """What was drawn, in order of station, field and day, and how many of how many by stratum."""

    drawn: tuple[Candidate, ...]
    strata: tuple[tuple[Stratum, int, int], ...]

    @property
    def population(self) -> int:
        """How many records could have been drawn."""
        return sum(there for _, _, there in self.strata)


def candidates(audited: Audited, station: str = "") -> tuple[Candidate, ...]:
    """Return the records of a station that count or may count."""
    tables = audited.dossier.tables
    pairs = zip(audited.plain.records, audited.report.records, strict=True)
    found = [(plain, shown) for plain, shown in pairs if plain.counts is not Counts.REFUSED]
    people = contacts(tables)
    name = redacted(station, tables)
    asked = tuple(people.get(plain.record, ()) for plain, _ in found)
    masked: tuple[tuple[str, ...], ...] = redacted(asked, tables)
    return tuple(
        Candidate(
            (station, plain.domain, plain.day[:7]),
            plain.record,
            name,
            replace(shown, photos=(), links=()),  # many stations are held at once
            known,
            hidden,
        )
        for (plain, shown), known, hidden in zip(found, asked, masked, strict=True)
    )


def draw(candidates: Iterable[Candidate], size: int, seed: int) -> Draw:
    """Return `size` of the candidates, fewer where there are no more."""
    strata: dict[Stratum, list[Candidate]] = defaultdict(list)
    for one in candidates:
        strata[one.stratum].append(one)
    shares = dict(_allotted(tuple(sorted(strata)), strata, size, seed))
    drawn: list[Candidate] = []
    for key in sorted(strata):
        ranked = sorted(strata[key], key=lambda one: _rank(seed, one.stratum[0], one.id))
        drawn += ranked[: shares[key]]
    drawn.sort(key=lambda one: (one.stratum[0], one.stratum[1], one.shown.day, one.id))
    return Draw(tuple(drawn), tuple((key, shares[key], len(strata[key])) for key in sorted(strata)))


def _allotted(
    keys: Sequence[Stratum],
    strata: Mapping[Stratum, Sequence[Candidate]],
    size: int,
    seed: int,
    level: int = 0,
) -> Iterator[tuple[Stratum, int]]:
    """Yield how many to draw of each stratum: shares by station, then by field, then by month."""
    if level == len(keys[0] if keys else ()):
        yield from ((key, size) for key in keys)
        return
    groups: dict[str, list[Stratum]] = defaultdict(list)
    for key in keys:
        groups[key[level]].append(key)
    sizes = [sum(len(strata[key]) for key in group) for group in groups.values()]
    ranks = [_rank(seed, *group[0][: level + 1]) for group in groups.values()]
    for group, share in zip(groups.values(), _shares(sizes, size, ranks), strict=True):
        yield from _allotted(group, strata, share, seed, level + 1)


def _shares(sizes: Sequence[int], wanted: int, ranks: Sequence[str]) -> list[int]:
    """Return how many to take of each group: in proportion, none empty where that can be."""
    wanted = min(wanted, sum(sizes))
    least = 1 if wanted >= len(sizes) else 0
    shares = [least] * len(sizes)
    left = wanted - sum(shares)
    room = [size - least for size in sizes]
    if left and sum(room):
        exact = [(left * free) // sum(room) for free in room]
        shares = [share + more for share, more in zip(shares, exact, strict=True)]
        rests = [(left * free) % sum(room) for free in room]
        order = sorted(range(len(sizes)), key=lambda at: (-rests[at], ranks[at]))
        for at in order[: left - sum(exact)]:
            shares[at] += 1
    return shares


def _rank(seed: int, *names: str) -> str:
    return hashlib.sha256("\0".join((str(seed), *names)).encode("utf-8", "replace")).hexdigest()
