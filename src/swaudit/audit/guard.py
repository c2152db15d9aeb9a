"""Whether a rule is asked of this station at all: its `when`, held against 站点信息."""

from __future__ import annotations

from collections.abc import Iterator

from swaudit.checks.outcome import absent
from swaudit.evidence.station import STATION_TABLE
from swaudit.model.message import Message, message
from swaudit.model.tables import Table
from swaudit.query.columns import held
from swaudit.query.evaluate import holds
from swaudit.query.grammar import Condition, Test
from swaudit.query.intervals import Parameter
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth


def guard(when: Condition | None, scope: Scope) -> tuple[Truth, tuple[Message, ...]]:
    """Return whether a rule is asked, and what would have to be known to say so."""
    if when is None:
        return Truth.YES, ()
    station = scope.tables.get(STATION_TABLE)
    if station is None or len(station) == 0:
        return Truth.UNKNOWN, (absent(STATION_TABLE),)
    truth = holds(when, station, scope).at(0)
    return truth, () if truth in (Truth.YES, Truth.NO) else tuple(_lacking(when, station, scope))


def _lacking(when: Condition, station: Table, scope: Scope) -> Iterator[Message]:
    """Yield which cells of the station and which parameters stand open."""
    tests = tuple(_tests(when))
    blank = [name for name, _ in tests if not _is_written(station, name)]
    if blank:
        yield message("rule.when_blank", columns="、".join(dict.fromkeys(blank)))
    named = [name for _, test in tests for name in _parameters(test)]
    unset = [name for name in named if scope.parameters.get(name) is None]
    if unset:
        yield message("rule.when_unset", parameters="、".join(dict.fromkeys(unset)))


def _is_written(station: Table, name: str) -> bool:
    return name in station.frame and held(station, name).value(0) is not None


def _tests(condition: Condition) -> Iterator[tuple[str, Test]]:
    yield from condition.tests.items()
    for inner in (*condition.all, *condition.any, *((condition.not_,) if condition.not_ else ())):
        yield from _tests(inner)


def _parameters(test: Test) -> Iterator[str]:
    bounds = (test.is_, test.min, test.max, test.above, test.below)
    for operand in (*bounds, *(test.in_ or ()), *(test.has or ())):
        if isinstance(operand, Parameter):
            yield operand.param
    if test.not_:
        yield from _parameters(test.not_)
