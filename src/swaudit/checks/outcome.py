"""What a check finds in one cell (one unit in one period), and how a check kind is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from swaudit.model.message import Message, message
from swaudit.model.report import Note
from swaudit.model.status import Status
from swaudit.model.tables import base_tables
from swaudit.query.grammar import Node
from swaudit.query.intervals import ZERO, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth


@dataclass(frozen=True)
class Outcome:
    """The truth of a requirement in one cell, the number behind it and the records it names.

    `of_all` says that all that was looked at is asked for, so that the bound is how much that is.
    `growing` says that what is lacking may still come (an unmet minimum), as against a limit that
    is broken for good. `verdict` is set where no truth value tells it: manual, not_applicable.
    `sure` is false where it may be that nothing is asked at all. `evidence` are the ids of the rows
    that surely count.
    """

    truth: Truth
    number: Interval = ZERO
    required: Decimal | None = None
    expect: str = ""
    of_all: bool = False
    growing: bool = True
    refused: tuple[Note, ...] = ()
    pending: tuple[Note, ...] = ()
    evidence: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    verdict: Status | None = None
    sure: bool = True

    @property
    def missing(self) -> Decimal:
        """What is lacking to the required minimum even if everything in doubt counted."""
        if self.required is None or self.number.high is None:
            return Decimal(0)
        return max(Decimal(0), self.required - self.number.high)


@dataclass(frozen=True)
class CheckKind:
    """A kind of check: the key that names it, the model of its keys, and what it does.

    `run` is pure. `names` yields what the body names and nothing declares. `due` says when a
    requirement without a due date of its own must be met: at the end of its period, or now.
    """

    key: str
    body: type[Node]
    run: Callable[[Any, Scope], Outcome]
    names: Callable[[Any, Names, Path], Iterator[Misnamed]]
    due: Literal["end", "now"] = "now"


def bounded(expect: Bounds, number: Interval, scope: Scope, **rest: Any) -> Outcome:
    """Return the outcome of holding a number against bounds."""
    return Outcome(
        truth=expect.judge(number, scope.number),
        number=number,
        required=expect.needed(scope.number),
        expect=expect.told(scope.number),
        growing=expect.can_grow(number, scope.number),
        **rest,
    )


def absent(table: str) -> Message:
    """Return the note that a table is not there, in the words of the sheet a station fills."""
    if table == "照片":
        return message("table.photos_not_read")
    spec = base_tables().get(table)
    return message("table.missing", table=spec.sheet if spec and spec.sheet else table)
