"""`unique`: no two rows may agree.

    unique:
      rows: 人员
      spans: [到岗日, 离岗日]
      keys: [{by: [身份证号], gives: fail}, {by: [姓名], gives: lead}]

Two people in office one after the other pass; one ID number twice at once fails, and both rows are
named. Rows agree when they do in every column of `by`; with `spans`, only if the closed runs of
days overlap too (a blank end is still open). A key that `gives: lead` only raises suspicion. A
cell that is blank or unreadable may agree with any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from pydantic import Field

from swaudit.checks.outcome import CheckKind, Outcome, absent, bounded
from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.status import Status
from swaudit.model.tables import Table
from swaudit.query.columns import Held, held, plain_text
from swaudit.query.grammar import Condition, Node, Selection, Words
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, select
from swaudit.query.truth import Mask, Truth, constant, decided

if TYPE_CHECKING:
    from numpy.typing import NDArray

NONE = Bounds(max=Decimal(0))


class Key(Node):
    """Columns in which two rows must not all agree, and what it comes to if they do."""

    by: Annotated[Words, Field(min_length=1)]
    gives: Literal["fail", "lead"]


class Unique(Node):
    """The rows compared with each other, and the keys they are compared by."""

    rows: str
    where: Condition | None = None
    keys: tuple[Key, ...] = Field(min_length=1)
    spans: tuple[str, str] | None = None


class UniqueBody(Node):
    """Rows that must differ."""

    unique: Unique


@dataclass(frozen=True)
class _Alike:
    """Rows that surely agree with another (which), and those that may (only for pending ones?)."""

    sure: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, bool] = field(default_factory=dict)


def run(body: UniqueBody, scope: Scope) -> Outcome:
    """Return how many rows agree with another one: there should be none."""
    unique = body.unique
    selected = select(Selection(where=unique.where), unique.rows, scope)
    if selected is None:
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(unique.rows),))
    asked = len(selected)
    if asked == 0:
        return Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE)
    records = selected.table.rows["record"].tolist()
    labels = selected.table.rows["label"].tolist()

    def note(row: int, reason: Message) -> Note:
        return Note(str(records[row]), str(labels[row]), reason)

    overlaps = _Spans(selected.table, unique.spans)
    broken: set[int] = set()
    clear: list[bool] = []
    refused: list[Note] = []
    waiting: list[Note] = []
    suspicion = False
    for key in unique.keys:
        alike, columns = _alike(key.by, overlaps, selected), "、".join(key.by)
        clear += alike.doubtful.values()
        for row, other in alike.sure.items():
            told = {"columns": columns, "other": labels[other]}
            if key.gives == "fail":
                broken.add(row)
                refused.append(note(row, message("unique.same", **told)))
            else:
                suspicion = True
                waiting.append(note(row, message("unique.lead", **told)))
        for row in alike.doubtful:
            waiting.append(note(row, message("unique.unknown", columns=columns)))
    number = Interval(Decimal(len(broken)), Decimal(asked if clear else len(broken)), all(clear))
    sure = bool(selected.looked_at.true.any())
    found = bounded(NONE, number, scope, refused=tuple(refused), pending=tuple(waiting), sure=sure)
    leads = suspicion and found.truth is Truth.YES
    return replace(found, verdict=Status.LEAD) if leads else found


def _alike(by: tuple[str, ...], spans: _Spans, selected: Selected) -> _Alike:
    """Return the rows that agree in all columns while their runs of days overlap."""
    rows, codes = selected.rows, _codes(selected.table, by)
    looked_at = constant(Truth.NO, len(selected.table))
    looked_at.truths[rows] = selected.looked_at.truths
    groups: dict[tuple[int, ...], list[int]] = {}
    for at in map(int, rows):
        groups.setdefault(tuple(codes[at]), []).append(at)
    found = _Alike()
    for key, members in groups.items():
        # A key that is not wholly known may agree with the keys of other groups.
        others = rows if -1 in key else np.array(members)
        seen: dict[tuple[Any, ...], _Partners] = {}
        for row in members if len(others) > 1 else ():
            # Rows that are alike in every respect compare alike: a thousand of them only once.
            like = (looked_at.at(row), *spans.of(row))
            if like not in seen:
                both = looked_at.take(others) & constant(looked_at.at(row), len(others))
                agree = _agree(codes[others], codes[row])
                pair = both & agree & spans.overlap(row, others)
                seen[like] = _partners(pair, others, row)
            partners = seen[like]
            other = next((one for one in partners.sure if one != row), None)
            if other is not None:
                found.sure[row] = other
            elif partners.doubtful:
                found.doubtful[row] = partners.only_pending
    return found


@dataclass(frozen=True)
class _Partners:
    """The first two rows that surely agree with a row (it may be one), and whether others may."""

    sure: tuple[int, ...]
    doubtful: bool
    only_pending: bool


def _partners(pair: Mask, others: NDArray[np.int_], row: int) -> _Partners:
    apart = others != row
    unknown = pair.unknown & apart
    return _Partners(
        tuple(map(int, others[pair.true][:2])),
        bool(unknown.any()),
        bool((pair.pending | ~unknown).all()),
    )


def _agree(codes: NDArray[np.int_], own: NDArray[np.int_]) -> Mask:
    mask = constant(Truth.YES, len(codes))
    for column, code in enumerate(own):
        known = (codes[:, column] >= 0) & (code >= 0)
        mask &= decided(codes[:, column] == code, known)
    return mask


def _codes(table: Table, by: tuple[str, ...]) -> NDArray[np.int_]:
    """Return a number per row and column, equal where the cells are; -1 where not known."""
    columns = [_numbers(held(table, name)) if name in table.frame else None for name in by]
    unknown = np.full(len(table), -1)
    return np.column_stack([unknown if column is None else column for column in columns])


def _numbers(column: Held) -> NDArray[np.int_]:
    """Return a number per row; text that only differs in its writing has the same one."""
    folded: dict[Any, int] = {}
    numbers = [
        folded.setdefault(plain_text(value) if isinstance(value, str) else value, number)
        for number, value in enumerate(column.values)
    ]
    return np.array([*numbers, -1])[column.codes]


class _Spans:
    """The closed runs of days that rows stand for; without columns, all days."""

    def __init__(self, table: Table, columns: tuple[str, str] | None) -> None:
        length = len(table)
        self._first = self._last = np.zeros(length, dtype=np.int32)
        self._begun = self._ended = np.ones(length, dtype=bool)
        if columns is None:
            return
        since, until = columns
        self._first, self._begun = _days(table, since)
        last, ended = _days(table, until)
        blank = ~ended
        if until in table.frame:
            blank &= ~held(table, until).bad
        self._last = np.where(blank, date.max.toordinal(), last)
        self._ended = ended | blank

    def of(self, row: int) -> tuple[Any, ...]:
        """Return what a row's run is compared by."""
        known = self._begun[row], self._ended[row]
        return self._first[row], self._last[row], *known

    def overlap(self, row: int, others: NDArray[np.int_]) -> Mask:
        """Return whether the runs of other rows share a day with that of a row."""
        before = decided(
            self._first[row] <= self._last[others], self._ended[others] & self._begun[row]
        )
        after = decided(
            self._first[others] <= self._last[row], self._begun[others] & self._ended[row]
        )
        return before & after


def _days(table: Table, column: str) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    if column not in table.frame:
        return np.zeros(len(table), dtype=np.int32), np.zeros(len(table), dtype=bool)
    days = held(table, column).days
    return days, days > 0


def names(body: UniqueBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what the comparison names and nothing declares."""
    unique, here = body.unique, (*path, "unique")
    yield from known.table(unique.rows, (*here, "rows"))
    yield from known.selection(Selection(where=unique.where), unique.rows, here)
    for index, key in enumerate(unique.keys):
        for at, column in enumerate(key.by):
            yield from known.key(unique.rows, column, (*here, "keys", index, "by", at))
    for at, column in enumerate(unique.spans or ()):
        yield from known.dated(unique.rows, column, (*here, "spans", at))


KIND = CheckKind("unique", UniqueBody, run, names)
