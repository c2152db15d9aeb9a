"""`cases`: what is asked depends on the unit or the station; the first guard that holds decides.

    for_each: {rows: 支出, group: [领取人证件号, 日期], as: 人日, with: {工时: {sum: 工时}}}
    cases:
    - {when: {人日.工时: {min: 4}}, measure: {sum: 金额, rows: 人日}, expect: {max: 200}}
    - {else: true, measure: {sum: 金额, rows: 人日}, expect: {max: 100}}

Four hours and 200 yuan pass; three hours and 150 yuan fail; 90 yuan pass whatever the hours. A
guard that cannot be decided leaves its branch and the later ones open: equal outcomes win, others
are undetermined (design §5, Truth). Where no guard holds, the rule is not applicable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, Field, model_validator

from swaudit.checks.combine import Body
from swaudit.checks.outcome import CheckKind, Outcome
from swaudit.evidence.station import STATION_TABLE
from swaudit.model.message import message
from swaudit.model.status import Status
from swaudit.query.evaluate import passes
from swaudit.query.grammar import Condition, Node, Test
from swaudit.query.intervals import Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.refusal import refusal
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth, every, some

_GUARD = ("when", "else")


class Case(Node):
    """One branch: its guard (or `else: true`) and what is asked under it."""

    when: Condition | None = None
    else_: Literal[True] | None = Field(None, alias="else")
    body: Body

    @model_validator(mode="before")
    @classmethod
    def _beside_the_guard(cls, given: Any) -> Any:
        """Take the keys beside the guard as the body, the way a rule writes them."""
        if not isinstance(given, dict):
            raise refusal("rule.mapping_expected")
        guard = {key: given[key] for key in _GUARD if key in given}
        if len(guard) != 1:
            raise refusal("rule.case_guard")
        return {**guard, "body": {key: given[key] for key in given if key not in _GUARD}}


def _else_is_last(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    if any(case.else_ for case in cases[:-1]):
        raise refusal("rule.else_last")
    return cases


class CasesBody(Node):
    """The branches, in the order in which their guards are asked."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1), AfterValidator(_else_is_last)]


def run(body: CasesBody, scope: Scope) -> Outcome:
    """Return the outcome of the branch that holds, or what all open branches agree on."""
    from swaudit.checks.registry import kind_of

    open_: list[Outcome] = []
    for case in body.cases:
        guard = Truth.YES if case.when is None else _holds(case.when, scope)
        if guard is not Truth.NO:
            open_.append(kind_of(case.body).run(case.body, scope))
        if guard is Truth.YES:
            break
    else:
        open_.append(Outcome(Truth.YES, verdict=Status.NOT_APPLICABLE))
    return open_[0] if len(open_) == 1 else _agreed(open_)


def _agreed(open_: list[Outcome]) -> Outcome:
    """Return what the branches agree on: of equal outcomes the one that lacks least."""
    notes = (message("cases.guard_unknown"), *(note for one in open_ for note in one.notes))
    if len({(one.truth, one.verdict) for one in open_}) == 1:
        kindest = min(open_, key=lambda one: one.missing)
        return replace(kindest, growing=any(one.growing for one in open_), notes=notes)
    highs = [one.number.high for one in open_]
    return Outcome(
        truth=Truth.UNKNOWN,
        number=Interval(
            min(one.number.low for one in open_),
            None if None in highs else max(high for high in highs if high is not None),
        ),
        growing=all(one.growing for one in open_ if one.truth is not Truth.YES),
        refused=tuple(dict.fromkeys(note for one in open_ for note in one.refused)),
        pending=tuple(dict.fromkeys(note for one in open_ for note in one.pending)),
        evidence=tuple(dict.fromkeys(name for one in open_ for name in one.evidence)),
        notes=notes,
    )


def _holds(condition: Condition, scope: Scope) -> Truth:
    """Return whether a condition holds of the unit (`unit.column`) and the station."""
    parts = [_passes(test, written, scope) for written, test in condition.tests.items()]
    parts += [_holds(inner, scope) for inner in condition.all]
    if condition.any:
        parts.append(some(_holds(inner, scope) for inner in condition.any))
    if condition.not_:
        parts.append(~_holds(condition.not_, scope))
    return every(parts)


def _passes(test: Test, written: str, scope: Scope) -> Truth:
    unit, _, column = written.partition(".")
    if unit in scope.units:
        table, row = scope.units[unit]
        return passes(test, table, column, scope, np.array([row])).at(0)
    station = scope.tables.get(STATION_TABLE)
    if station is None or len(station) == 0:
        return Truth.UNKNOWN
    return passes(test, station, written, scope, np.array([0])).at(0)


def names(body: CasesBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what a guard or a branch names and nothing declares."""
    from swaudit.checks.registry import kind_of

    for index, case in enumerate(body.cases):
        here = (*path, "cases", index)
        if case.when:
            yield from known.guard(case.when, STATION_TABLE, (*here, "when"))
        yield from kind_of(case.body).names(case.body, known, here)


KIND = CheckKind("cases", CasesBody, run, names)
