"""A draw of records to check by phone or on site: the same seed gives the same draw.

Every field and month has its share (largest remainder), at least one record where the size allows.
Within them a record's place follows from the seed and its identity alone, so that neither the order
of files nor what else was handed in moves it. Source: requirements, spot checks.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from swaudit.audit.pipeline import Audited
from swaudit.audit.privacy import redacted
from swaudit.model.report import RecordVerdict
from swaudit.model.status import Counts
from swaudit.model.tables import Table

Stratum = tuple[str, str]
"""A field (领域) and a month (2026-03, empty where the day is not known)."""


@dataclass(frozen=True)
class Draw:
    """What was drawn, in order of field and day, and how many of how many in each stratum."""

    records: tuple[RecordVerdict, ...]
    strata: tuple[tuple[Stratum, int, int], ...]

    @property
    def population(self) -> int:
        """How many records could have been drawn."""
        return sum(there for _, _, there in self.strata)


def draw(records: Iterable[RecordVerdict], size: int, seed: int) -> Draw:
    """Return `size` of the records that count or may count, fewer where there are no more."""
    strata: dict[Stratum, list[RecordVerdict]] = defaultdict(list)
    for record in records:
        if record.counts is not Counts.REFUSED:
            strata[record.domain, record.day[:7]].append(record)
    order = sorted(strata)
    shares = _shares([len(strata[key]) for key in order], size, [_rank(seed, *k) for k in order])
    drawn: list[RecordVerdict] = []
    for key, share in zip(order, shares, strict=True):
        drawn += sorted(strata[key], key=lambda one: _rank(seed, one.record))[:share]
    return Draw(
        tuple(sorted(drawn, key=lambda one: (one.domain, one.day, one.record))),
        tuple((key, n, len(strata[key])) for key, n in zip(order, shares, strict=True)),
    )


def contacts(audited: Audited, record: str, *, show_pii: bool) -> tuple[str, ...]:
    """Return who can be asked about a record, name and phone, masked unless asked for unmasked."""
    tables = audited.dossier.tables
    found = tuple(dict.fromkeys(_contacts(tables.get(record.partition("/")[0]), record, tables)))
    return found if show_pii else redacted(found, tables)


def _shares(sizes: Sequence[int], wanted: int, ranks: Sequence[str]) -> list[int]:
    """Return how many to take of each stratum: in proportion, none empty where that can be."""
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


def _contacts(table: Table | None, record: str, tables: object) -> Iterable[str]:
    if table is None or not isinstance(tables, dict):
        return
    names = [str(name) for name in table.rows["record"]]
    at = names.index(record)
    ids = table.frame["对象编号"].iloc[at] if "对象编号" in table.frame else None
    if isinstance(ids, tuple):
        yield from _people(tables.get("服务对象名单"), "对象编号", ids)
    key = table.spec.key
    if key and key in table.frame:
        yield from _people(tables.get("签到"), "关联编号", (table.frame[key].iloc[at],))


def _people(table: Table | None, column: str, wanted: Iterable[object]) -> Iterable[str]:
    if table is None or column not in table.frame:
        return
    keys = {str(one) for one in wanted}
    chosen = table.frame[table.frame[column].astype(str).isin(keys)]
    for _, row in chosen.iterrows():
        parts = [row.get("姓名"), row.get("联系电话")]
        yield " ".join(part for part in parts if isinstance(part, str))
