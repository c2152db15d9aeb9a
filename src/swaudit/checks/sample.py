"""`sample`: a person draws some of the rows and looks at them.

    sample: {rows: 服务记录, size: 10}

The verdict stays manual until an attestation settles it; a note tells how many there are to draw
from. A missing table leaves even that unknown; with no rows there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from swaudit.checks.outcome import CheckKind, Outcome, absent
from swaudit.model.message import message
from swaudit.model.status import Status
from swaudit.query.grammar import Condition, Measure, Node, Selection
from swaudit.query.intervals import NOTHING_KNOWN, Parameter, plain
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.quantity import measured
from swaudit.query.scope import Scope
from swaudit.query.select import behind
from swaudit.query.truth import Truth


class Sample(Node):
    """The rows to draw from, and how many are drawn."""

    rows: str
    where: Condition | None = None
    size: Annotated[int, Field(ge=1)] | Parameter


class SampleBody(Node):
    """A draw for a person to look at."""

    sample: Sample


def run(body: SampleBody, scope: Scope) -> Outcome:
    """Return how many rows there are to draw from, undecided."""
    sample = body.sample
    found = measured(Measure(count=sample.rows, where=sample.where), scope)
    number = found.number
    if number is None or number.high is None:
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(sample.rows),))
    if number.high == 0:
        return Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE)
    size = scope.number(sample.size.param) if isinstance(sample.size, Parameter) else sample.size
    asked = "？" if size is None else str(size)
    note = message("sample.ask", rows=sample.rows, size=asked, total=plain(number.high))
    evidence = behind(found.selected, scope) if found.selected else ()
    return Outcome(Truth.UNKNOWN, number, verdict=Status.MANUAL, notes=(note,), evidence=evidence)


def names(body: SampleBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what the draw names and nothing declares."""
    sample, here = body.sample, (*path, "sample")
    yield from known.table(sample.rows, (*here, "rows"))
    yield from known.selection(Selection(where=sample.where), sample.rows, here)
    if isinstance(sample.size, Parameter):
        yield from known.parameter(sample.size.param, (*here, "size"))


KIND = CheckKind("sample", SampleBody, run, names)
