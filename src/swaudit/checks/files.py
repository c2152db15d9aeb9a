"""`files`: documents of the named kinds must have been handed in.

    files: {kinds: [接案表], where: {领域: 养老服务}, fields: [身份证号], signed: [社工, 督导]}

A kind is declared under `documents` with the names its files carry. What stands inside a document
is told by the columns 已填, 已签 and 字数 of the table 文件. Where they hold nothing (a scan, or a
file nobody opened) a person must look: the document is pending, and never taken for blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from swaudit.checks.outcome import CheckKind, Outcome, absent
from swaudit.evidence.frames import cells
from swaudit.model.message import message
from swaudit.model.report import Note
from swaudit.query.grammar import Condition, Measure, Node, Words
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.quantity import amount
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, behind, select
from swaudit.query.truth import Mask, Truth, every

TABLE = "文件"
FILLED, SIGNED, LENGTH = "已填", "已签", "字数"
_DOUBT = (Truth.PENDING, Truth.UNKNOWN)


class Files(Node):
    """The kinds of document asked for, and how many of each (one unless `expect` says else).

    Each document must have all `fields` filled in, be signed by all of `signed`, and be of `words`.
    """

    kinds: Annotated[Words, Field(min_length=1)]
    where: Condition | None = None
    fields: Words = ()
    signed: Words = ()
    words: Bounds | None = None
    expect: Bounds = Bounds(min=Decimal(1))

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """How many documents there are of each kind."""
        found = {}
        for kind in self.kinds:
            of_kind = Condition.model_validate({"类别": kind})
            both = {"all": [of_kind, self.where]} if self.where else of_kind
            found[kind] = Measure.model_validate({"count": TABLE, "where": both})
        return found


class FilesBody(Node):
    """A checklist of documents."""

    files: Files


@dataclass(frozen=True)
class _Kind:
    """The documents of one kind: `fit` those that are as asked, `lacking` what each lacks."""

    fit: Selected
    lacking: tuple[Note, ...]
    unread: tuple[Note, ...]


def run(body: FilesBody, scope: Scope) -> Outcome:
    """Return the outcome of looking for every kind."""
    wanted = body.files
    if TABLE not in scope.tables:
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(TABLE),))
    found = {
        kind: _judged(wanted, selected, scope)
        for kind, one in wanted.measures.items()
        if (selected := select(one, TABLE, scope)) is not None
    }
    truths = {
        kind: wanted.expect.judge(amount(one.fit, None, None), scope.number)
        for kind, one in found.items()
    }
    short = [kind for kind, truth in truths.items() if truth is Truth.NO]
    missing = tuple(
        Note(f"{TABLE}/{kind}", kind, message("files.missing", kind=kind))
        for kind in short
        if not found[kind].lacking
    )
    lacking = (note for kind in short for note in found[kind].lacking)
    unread = (n for kind, one in found.items() if truths[kind] in _DOUBT for n in one.unread)
    sure = sum(truth is Truth.YES for truth in truths.values())
    evidence = (name for one in found.values() for name in behind(one.fit, scope))
    return Outcome(
        truth=every(truths.values()),
        number=Interval(Decimal(sure), Decimal(len(truths) - len(short))),
        required=Decimal(len(truths)),
        expect=str(len(truths)),
        of_all=True,
        evidence=tuple(dict.fromkeys(evidence)),
        refused=(*missing, *dict.fromkeys(lacking)),
        pending=tuple(dict.fromkeys(unread)),
    )


def _judged(wanted: Files, selected: Selected, scope: Scope) -> _Kind:
    """Return which of the documents have in them what is asked, and what others lack."""
    if not (wanted.fields or wanted.signed or wanted.words):
        return _Kind(selected, (), ())
    table, rows = selected.table, selected.rows.tolist()
    filled, signed, lengths = (cells(table, name) for name in (FILLED, SIGNED, LENGTH))
    truths, lacking, unread = [], [], []
    for row, asked in zip(rows, selected.counted.truths.tolist(), strict=True):
        found = {
            "files.lacks_fields": _has(filled[row][0], wanted.fields),
            "files.lacks_signatures": _has(signed[row][0], wanted.signed),
            "files.lacks_words": _long(lengths[row][0], wanted.words, scope),
        }
        truth = every(one for one, _ in found.values())
        truths.append(min(truth, Truth(asked)))
        record, label = (str(table.rows[name].iloc[row]) for name in ("record", "label"))
        lacking += [
            Note(record, label, message(code, what=what))
            for code, (one, what) in found.items()
            if one is Truth.NO
        ]
        if truth is Truth.PENDING:
            unread.append(Note(record, label, message("files.not_read")))
    inside = Mask(np.array(truths, dtype=np.uint8))
    return _Kind(replace(selected, counted=inside), tuple(lacking), tuple(unread))


def _has(held: Any, asked: Words) -> tuple[Truth, str]:
    """Say whether a list has all that is asked; of one that nobody has read, a person must say."""
    if not asked:
        return Truth.YES, ""
    if held is None:
        return Truth.PENDING, ""
    lacks = [one for one in asked if one not in held]
    return (Truth.NO if lacks else Truth.YES), "、".join(lacks)


def _long(held: Any, asked: Bounds | None, scope: Scope) -> tuple[Truth, str]:
    if asked is None:
        return Truth.YES, ""
    if held is None:
        return Truth.PENDING, ""
    number = Decimal(int(held))
    told = f"{number}（{asked.told(scope.number)}）"
    return asked.judge(Interval(number, number), scope.number), told


def names(body: FilesBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield the kinds that nothing declares."""
    here = (*path, "files")
    for index, kind in enumerate(body.files.kinds):
        if kind not in known.documents:
            said = message("rule.document_unknown", kind=kind)
            yield Misnamed((*here, "kinds", index), said, tuple(known.documents))
    if body.files.where:
        yield from known.condition(body.files.where, TABLE, (*here, "where"))
    if body.files.words:
        yield from known.bounds(body.files.words, (*here, "words"))
    yield from known.bounds(body.files.expect, (*here, "expect"))


KIND = CheckKind("files", FilesBody, run, names)
