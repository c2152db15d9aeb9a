"""`files`: documents of the named kinds must have been handed in.

    files: {kinds: [接案表], where: {领域: 养老服务}, fields: [身份证号], signed: [社工, 督导]}

A kind is declared under `documents` with the names its files carry, a form with its places too.
What stands inside a document is told by columns of the table 文件 (`checks.inside`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import Field

from swaudit.checks.inside import Asked, inside_of, judged
from swaudit.checks.outcome import CheckKind, Outcome, absent
from swaudit.model.message import message
from swaudit.model.report import Note
from swaudit.query.grammar import Condition, Measure, Node, Words
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path, Places
from swaudit.query.quantity import amount
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, behind, select
from swaudit.query.truth import Mask, Truth, every

TABLE = "文件"
_DOUBT = (Truth.PENDING, Truth.UNKNOWN)


class Files(Node):
    """The kinds of document asked for, and how many of each (one unless `expect` says else).

    Each document must have all `fields` filled in, be signed by all of `signed`, be of `words`, and
    have in its fields the words that `lengths` asks of each.
    """

    kinds: Annotated[Words, Field(min_length=1)]
    where: Condition | None = None
    fields: Words = ()
    signed: Words = ()
    words: Bounds | None = None
    lengths: Mapping[str, Bounds] = {}
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
    asked = Asked(wanted.fields, wanted.signed, wanted.words, wanted.lengths)
    table, rows = selected.table, selected.rows.tolist()
    key = ("inside", table)
    if key not in scope.memo:
        scope.memo[key] = inside_of(table)
    documents = scope.memo[key]
    truths, lacking, unread = [], [], []
    for row, counted in zip(rows, selected.counted.truths.tolist(), strict=True):
        found = judged(documents[row], asked, scope.number)
        truths.append(min(found.truth, Truth(counted)))
        record, label = (str(table.rows[name].iloc[row]) for name in ("record", "label"))
        lacking += [Note(record, label, said) for said in found.lacking]
        if found.truth is Truth.PENDING:
            unread += [Note(record, label, said) for said in found.doubts]
    fit = Mask(np.array(truths, dtype=np.uint8))
    return _Kind(replace(selected, counted=fit), tuple(lacking), tuple(unread))


def names(body: FilesBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield the kinds that nothing declares."""
    here = (*path, "files")
    for index, kind in enumerate(body.files.kinds):
        if kind not in known.documents:
            said = message("rule.document_unknown", kind=kind)
            yield Misnamed((*here, "kinds", index), said, tuple(known.documents))
        else:
            yield from _places(body.files, kind, known.documents[kind], here)
    if body.files.where:
        yield from known.condition(body.files.where, TABLE, (*here, "where"))
    if body.files.words:
        yield from known.bounds(body.files.words, (*here, "words"))
    for name, bounds in body.files.lengths.items():
        yield from known.bounds(bounds, (*here, "lengths", name))
    yield from known.bounds(body.files.expect, (*here, "expect"))


def _places(files: Files, kind: str, places: Places, path: Path) -> Iterator[Misnamed]:
    """Yield the places that a form does not declare; one that declares none takes any."""
    for key, asked, declared in (
        ("fields", (*files.fields, *files.lengths), places.fields),
        ("signed", files.signed, places.signed),
    ):
        for name in asked if declared else ():
            if name not in declared:
                said = message("rule.place_unknown", kind=kind, place=name)
                yield Misnamed((*path, key), said, declared)


KIND = CheckKind("files", FilesBody, run, names)
