"""Names in the ledgers, found on the roster of the people the station serves (服务对象名单)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from swaudit.evidence.figures import read_count
from swaudit.evidence.frames import (
    Cells,
    assemble,
    cells,
    column,
    columns,
    found_in,
    identities,
    repeats,
)
from swaudit.evidence.text import comparable
from swaudit.evidence.unclear import UnclearError
from swaudit.evidence.words import masked
from swaudit.model.dossier import Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import Table

_SEPARATORS = re.compile(r"[、,，;；\n]")
# What stands between names and may stand in one as well.
_LOOSE = (re.compile("[/／|和与及]"), re.compile(r"[\s/／|和与及]"))
UNKNOWN = ""
"""The id of somebody on the roster whose 对象编号 could not be read."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Roster:
    """Who is on the roster: 对象编号 by (领域, name) and by name alone."""

    of_domain: Mapping[tuple[str, str], frozenset[str]]
    of_name: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Mention:
    """Who a cell speaks of: `ids` None where that is not known, `people` None where no number is.

    `doubts` are the names that could not be found, each with the reason's message code.
    """

    ids: tuple[str, ...] | None = ()
    people: int | None = None
    doubts: tuple[tuple[str, str], ...] = ()


def numbered(roster: Table) -> Table:
    """Return the roster with a 对象编号 in every row: lists as received often have none."""
    given = column(roster, "对象编号")
    ids = [
        name if value is None and not bad else value
        for (value, bad), name in zip(cells(roster, "对象编号"), identities(roster), strict=True)
    ]
    return assemble(
        roster.spec, {**columns(roster), "对象编号": Cells(ids, given.unreadable)}, roster.rows
    )


def read_roster(roster: Table) -> Roster:
    """Return the roster's names, those that could be read, once each.

    Whose 对象编号 could not be read has the id UNKNOWN.
    """
    of_domain: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    of_name: defaultdict[str, set[str]] = defaultdict(set)
    for (name, _), (domain, _), (given, bad), own, again in zip(
        cells(roster, "姓名"),
        cells(roster, "领域"),
        cells(roster, "对象编号"),
        identities(roster),
        repeats(roster),
        strict=True,
    ):
        if name is not None and not again:
            plain, one = comparable(name), UNKNOWN if bad else given or own
            of_name[plain].add(one)
            of_domain[domain or "", plain].add(one)
    return Roster(
        {key: frozenset(ids) for key, ids in of_domain.items()},
        {key: frozenset(ids) for key, ids in of_name.items()},
    )


def mention(text: str, domain: str | None, roster: Roster | None) -> Mention:
    """Return who `text` (names, or a number of people) speaks of, in a row of `domain`.

    The roster of the same 领域 goes before the others. Without a roster no name is known, and
    none is doubted.
    """
    pieces = [piece for piece in _SEPARATORS.split(text) if comparable(piece)]
    if len(pieces) == 1 and _DIGIT.search(only := comparable(pieces[0])):
        try:
            heads = read_count(only)
        except UnclearError:
            return Mention(())  # 约30人 is people, and no number that counts
        if heads is not None:
            return Mention((), heads)
    if roster is None:
        return Mention(None)
    ids: list[str] = []
    doubts: list[tuple[str, str]] = []
    for name in chain.from_iterable(_names(piece, roster) for piece in pieces):
        known = roster.of_domain.get((domain or "", name)) or roster.of_name.get(name, frozenset())
        if len(known) == 1:
            ids += known
        else:
            doubts.append((name, "derive.namesakes" if known else "derive.stranger"))
    if doubts:
        return Mention(None, None, tuple(doubts))
    if UNKNOWN in ids:
        return Mention(None)
    distinct = tuple(dict.fromkeys(ids))
    return Mention(distinct, len(distinct))


def _names(piece: str, roster: Roster) -> list[str]:
    """Return the names in a piece: several where it is none itself and all its parts are."""
    name = comparable(piece)
    if name in roster.of_name:
        return [name]
    for loose in _LOOSE:
        parts = [part for part in map(comparable, loose.split(piece)) if part]
        if len(parts) > 1 and all(part in roster.of_name for part in parts):
            return parts
    return [name]


def mentions(table: Table, name: str, roster: Roster | None) -> list[Mention | None]:
    """Return who each row's cell in column `name` speaks of; None where it is unreadable."""
    known: dict[tuple[str, str | None], Mention] = {}
    found: list[Mention | None] = []
    for (text, bad), (domain, _) in zip(cells(table, name), cells(table, "领域"), strict=True):
        if text is None:
            found.append(None if bad else Mention())
            continue
        key = (text, domain)
        if key not in known:
            known[key] = mention(text, domain, roster)
        found.append(known[key])
    return found


def id_cells(found: Sequence[Mention | None]) -> Cells:
    """Return a list column of 对象编号: unreadable where it is not known who is meant."""
    return Cells(
        [(one.ids or None) if one else None for one in found],
        [one is None or one.ids is None for one in found],
    )


def people_cells(found: Sequence[Mention | None]) -> Cells:
    """Return a column of how many people: blank where neither a number nor known names stand."""
    return Cells([one.people if one else None for one in found], [one is None for one in found])


def doubted(table: Table, name: str, found: Sequence[Mention | None]) -> list[Problem]:
    """Return a problem for every name in column `name` that could not be found on the roster."""
    return [
        found_in(table, position, _said(code, who, name))
        for position, one in enumerate(found)
        if one is not None
        for who, code in one.doubts
    ]


def _said(code: str, who: str, column_name: str) -> Message:
    return message(code, name=masked(who), column=column_name)
