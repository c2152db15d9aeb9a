"""`measure`: one number of a period, held against bounds.

    measure: {count: 服务记录, where: {领域: 养老服务, 类别: A}, counted_if: [valid]}
    every: month
    expect: {min: 2}

Passes when every possible value satisfies the bounds, fails when none does. A table that was not
handed in leaves the number unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from swaudit.checks.outcome import CheckKind, Outcome, absent, bounded
from swaudit.model.message import message
from swaudit.query.grammar import Measure, Node
from swaudit.query.intervals import NOTHING_KNOWN, Bounds
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.quantity import amount, measured
from swaudit.query.reasons import notes
from swaudit.query.scope import Scope
from swaudit.query.select import Selected, behind
from swaudit.query.truth import Truth


class MeasureBody(Node):
    """A measure and what is expected of it."""

    measure: Measure
    expect: Bounds


def run(body: MeasureBody, scope: Scope) -> Outcome:
    """Return the outcome of one measure in the scope's period."""
    found = measured(body.measure, scope)
    if found.number is None:
        said = message("measure.nothing_to_divide")
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(said,))
    parts = [body.measure]
    if body.measure.ratio:
        parts = [body.measure.ratio.of, body.measure.ratio.to]
    missing = dict.fromkeys(part.table for part in parts if part.table not in scope.tables)
    refused, pending = notes(found.selected, scope) if found.selected else ((), ())
    evidence = behind(found.selected, scope) if found.selected else ()
    return bounded(
        body.expect,
        found.number,
        scope,
        refused=refused,
        pending=pending,
        evidence=evidence,
        notes=tuple(map(absent, missing)),
    )


def judged(body: MeasureBody, selected: Selected, scope: Scope) -> Outcome:
    """Return the outcome of a measure of rows that were selected already."""
    number = amount(selected, body.measure.sum, body.measure.distinct)
    refused, pending = notes(selected, scope)
    evidence = behind(selected, scope)
    return bounded(body.expect, number, scope, refused=refused, pending=pending, evidence=evidence)


def names(body: MeasureBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what the measure names and nothing declares."""
    yield from known.measure(body.measure, (*path, "measure"))
    yield from known.bounds(body.expect, (*path, "expect"))


KIND = CheckKind("measure", MeasureBody, run, names, due="end")
