"""`disjoint`: two sets of rows share nothing.

    disjoint:
      by: photo
      left: {rows: 服务记录, where: {领域: 自选}}
      right: {rows: 服务记录, where: {领域: {in: [养老服务, 社会救助]}}}

A photo of an optional item that also proves a service for the elderly fails, and both records are
named; different photos pass. `by` is a column of both sides (a list column by its elements) or
`photo`, the photos linked to the records. With no rows on a side it is not applicable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from swaudit.checks.outcome import CheckKind, Outcome, absent, bounded
from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.status import Status
from swaudit.model.tables import Table
from swaudit.query.grammar import Condition, Node, Selection
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.related import keys_of
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Truth, every, some

PHOTO = "photo"
PHOTO_TABLE = "照片"
NONE = Bounds(max=Decimal(0))


class Side(Node):
    """The rows of one side."""

    rows: str
    where: Condition | None = None


class Disjoint(Node):
    """The two sides, and what no row of one may share with a row of the other."""

    by: str
    left: Side
    right: Side


class DisjointBody(Node):
    """Rows that share nothing."""

    disjoint: Disjoint


@dataclass(frozen=True, eq=False)
class _Held:
    """The values of a side and the rows that hold them; `nameless` rows may hold any value.

    Rows are named by their places among those selected.
    """

    selected: Selected
    rows: dict[Any, list[int]]
    nameless: list[int]

    def truth(self, value: Any) -> Truth:
        """Return whether the value surely is on this side."""
        return some(self.selected.looked_at.at(place) for place in self.rows[value])

    def label(self, place: int) -> str:
        """Return a row's name for people."""
        return str(self._told("label", place))

    def note(self, place: int, said: Message) -> Note:
        """Return a row of this side, named with a reason."""
        return Note(str(self._told("record", place)), self.label(place), said)

    def _told(self, name: str, place: int) -> Any:
        return self.selected.table.rows[name].iloc[self.selected.rows[place]]


def run(body: DisjointBody, scope: Scope) -> Outcome:
    """Return how many values stand on both sides: there should be none."""
    disjoint = body.disjoint
    left = _held(disjoint.left, disjoint.by, scope)
    right = _held(disjoint.right, disjoint.by, scope)
    if left is None or right is None or (disjoint.by == PHOTO and PHOTO_TABLE not in scope.tables):
        tables = [disjoint.left.rows, disjoint.right.rows]
        tables += [PHOTO_TABLE] if disjoint.by == PHOTO else []
        missing = [name for name in dict.fromkeys(tables) if name not in scope.tables]
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=tuple(map(absent, missing)))
    if not (len(left.selected) and len(right.selected)):
        return Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE)
    both = [value for value in left.rows if value in right.rows]
    shared = {value: every((left.truth(value), right.truth(value))) for value in both}
    nameless = bool(left.nameless or right.nameless)
    number = Interval(
        Decimal(sum(truth is Truth.YES for truth in shared.values())),
        None if nameless else Decimal(len(shared)),
        not nameless and Truth.UNKNOWN not in shared.values(),
    )
    refused: list[Note] = []
    pending: list[Note] = []
    for one, other in ((left, right), (right, left)):
        for value, truth in shared.items():
            said = _said(disjoint.by, value, other.label(other.rows[value][0]))
            named = [one.note(row, said) for row in one.rows[value]]
            (refused if truth is Truth.YES else pending).extend(named)
        unread = message("disjoint.unknown", column=disjoint.by)
        pending += [one.note(row, unread) for row in one.nameless]
    sure = all(bool(side.selected.looked_at.true.any()) for side in (left, right))
    return bounded(NONE, number, scope, refused=tuple(refused), pending=tuple(pending), sure=sure)


def _held(side: Side, by: str, scope: Scope) -> _Held | None:
    selected = select(Selection(where=side.where), side.rows, scope)
    if selected is None:
        return None
    held = _Held(selected, {}, [])
    values = _photos(selected.table, scope) if by == PHOTO else keys_of(selected.table, [by])
    for place, row in enumerate(selected.rows.tolist()):
        own = values[row]
        if own is None:
            held.nameless.append(place)
            continue
        for value in own if isinstance(own, frozenset) else (own,):
            held.rows.setdefault(value, []).append(place)
    return held


def _photos(table: Table, scope: Scope) -> list[frozenset[str]]:
    """Return the photos linked to each row."""
    linked: dict[str, set[str]] = defaultdict(set)
    photos = scope.tables.get(PHOTO_TABLE)
    if photos is not None:
        for path, records in zip(photos.frame["路径"], photos.frame["记录"], strict=True):
            for record in records if isinstance(records, tuple) else ():
                linked[record].add(path)
    return [frozenset(linked[record]) for record in table.rows["record"]]


def _said(by: str, value: Any, other: str) -> Message:
    if by == PHOTO:
        return message("disjoint.photo", photo=value, other=other)
    return message("disjoint.column", column=by, other=other)


def names(body: DisjointBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what either side names and nothing declares."""
    here = (*path, "disjoint")
    for key, side in (("left", body.disjoint.left), ("right", body.disjoint.right)):
        yield from known.table(side.rows, (*here, key, "rows"))
        yield from known.selection(Selection(where=side.where), side.rows, (*here, key))
        if body.disjoint.by != PHOTO:
            yield from known.column(side.rows, body.disjoint.by, (*here, "by"))


KIND = CheckKind("disjoint", DisjointBody, run, names)
