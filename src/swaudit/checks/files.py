"""`files`: documents of the named kinds must have been handed in.

    files: {kinds: [人员管理制度], where: {领域: 养老服务}}

A kind is declared under `documents` with the names its files carry. What stands inside a document
is not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import Field

from swaudit.checks.outcome import CheckKind, Outcome, absent
from swaudit.model.message import message
from swaudit.model.report import Note
from swaudit.query.grammar import Condition, Measure, Node, Words
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.quantity import measured
from swaudit.query.scope import Scope
from swaudit.query.select import behind
from swaudit.query.truth import Truth, every

TABLE = "文件"


class Files(Node):
    """The kinds of document asked for, and how many of each (one unless `expect` says else)."""

    kinds: Annotated[Words, Field(min_length=1)]
    where: Condition | None = None
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


def run(body: FilesBody, scope: Scope) -> Outcome:
    """Return the outcome of looking for every kind."""
    wanted = body.files
    if TABLE not in scope.tables:
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(TABLE),))
    found = {kind: measured(one, scope) for kind, one in wanted.measures.items()}
    truths = {
        kind: wanted.expect.judge(one.number or NOTHING_KNOWN, scope.number)
        for kind, one in found.items()
    }
    handed_in = [one.selected for one in found.values() if one.selected]
    missing = [kind for kind, truth in truths.items() if truth is Truth.NO]
    sure = sum(truth is Truth.YES for truth in truths.values())
    return Outcome(
        truth=every(truths.values()),
        number=Interval(Decimal(sure), Decimal(len(truths) - len(missing))),
        required=Decimal(len(truths)),
        expect=str(len(truths)),
        of_all=True,
        evidence=tuple(dict.fromkeys(name for one in handed_in for name in behind(one, scope))),
        refused=tuple(
            Note(f"{TABLE}/{kind}", kind, message("files.missing", kind=kind)) for kind in missing
        ),
    )


def names(body: FilesBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield the kinds that nothing declares."""
    here = (*path, "files")
    for index, kind in enumerate(body.files.kinds):
        if kind not in known.documents:
            said = message("rule.document_unknown", kind=kind)
            yield Misnamed((*here, "kinds", index), said, tuple(known.documents))
    if body.files.where:
        yield from known.condition(body.files.where, TABLE, (*here, "where"))
    yield from known.bounds(body.files.expect, (*here, "expect"))


KIND = CheckKind("files", FilesBody, run, names)
