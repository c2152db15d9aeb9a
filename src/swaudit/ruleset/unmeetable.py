"""Conditions that no row can meet, as far as that is cheap to see.

    where: {类别: A, all: [{类别: B}]}          # no cell is both
    where: {金额: {min: 5, below: 5}}           # no number is
    where: {证书编号: empty, any: […]}, counted_if: [{证书编号: 7}]

Looks at the tests of one column that must all hold, in one selection of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from swaudit.model.message import message
from swaudit.ruleset.errors import Mark, Problem
from swaudit.ruleset.source import Entries, Items, Tree, Value

_JOINED = ("where", "counted_if", "assert")
"""What one selection of rows asks of them, together."""
_NO_COLUMNS = ("valid", "related", "all", "any", "not")

_Ordered = Decimal | date
_Bound = tuple[_Ordered, bool]


@dataclass(frozen=True)
class _Asked:
    """What one test asks of a cell: one of `values` (None: any), none of `barred`, a range.

    A limit is (value, whether it is out itself). `filled` says whether something is written.
    """

    values: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    low: _Bound | None = None
    high: _Bound | None = None
    filled: bool | None = None


def unmeetable(tree: Tree) -> Iterator[Problem]:
    """Yield a problem at each test that contradicts what is asked of the same column before it."""
    if isinstance(tree, Items):
        for item in tree.items:
            yield from unmeetable(item)
    elif isinstance(tree, Entries):
        groups = [[found for key in _JOINED if (found := tree.get(key))]]
        groups += [[found] for key in ("when", "not") if (found := tree.get(key))]
        either = tree.get("any")
        groups += [[item] for item in either.items] if isinstance(either, Items) else []
        for group in groups:
            yield from _contradictions(group)
        for _, inner in tree.entries.values():
            yield from unmeetable(inner)


def _contradictions(conditions: list[Tree]) -> Iterator[Problem]:
    asked: dict[str, list[_Asked]] = {}
    for condition in conditions:
        for column, mark, test in _tests(condition):
            known = asked.setdefault(column, [])
            known += _asked(test)
            if not _possible(known):
                yield Problem(mark, message("lint.unmeetable", column=column))
                known.clear()


def _tests(condition: Tree) -> Iterator[tuple[str, Mark, Tree]]:
    """Yield (column, place, test) of all that must hold at once."""
    if isinstance(condition, Items):
        for item in condition.items:
            yield from _tests(item)
    elif isinstance(condition, Entries):
        for key, (mark, test) in condition.entries.items():
            if key == "all":
                yield from _tests(test)
            elif key not in _NO_COLUMNS:
                yield key, mark, test


def _asked(test: Tree) -> Iterator[_Asked]:
    if isinstance(test, Value):
        if test.value in ("filled", "empty"):
            yield _Asked(filled=test.value == "filled")
        else:
            yield _Asked(frozenset([str(test.value)]), filled=True)
    elif isinstance(test, Entries) and "share_of" in test.entries:
        yield _Asked(filled=True)  # bounds in percent of something else
    elif isinstance(test, Entries):
        for key, (_, operand) in test.entries.items():
            yield _operator(key, operand)


def _operator(key: str, operand: Tree) -> _Asked:
    given = operand.items if isinstance(operand, Items) else (operand,)
    values = [one.value for one in given if isinstance(one, Value)]
    if key == "filled" and values:
        return _Asked(filled=values[0] is True)
    if key == "not":
        if isinstance(operand, Entries) and len(operand.entries) > 1:
            return _Asked()  # not all of them together; each alone may hold
        barred = [one for test in _asked(operand) for one in test.values or ()]
        return _Asked(barred=frozenset(barred))
    if len(values) < len(given):  # a reference or parameter may be anything
        return _Asked()
    if key in ("is", "in"):
        return _Asked(frozenset(map(str, values)), filled=True)
    limit = _ordered(str(values[0])) if values else None
    if limit is not None and key in ("min", "above"):
        return _Asked(low=(limit, key == "above"), filled=True)
    if limit is not None and key in ("max", "below"):
        return _Asked(high=(limit, key == "below"), filled=True)
    return _Asked()


def _possible(asked: list[_Asked]) -> bool:
    if len({one.filled for one in asked} - {None}) > 1:
        return False
    allowed = [one.values for one in asked if one.values is not None]
    barred = {value for one in asked for value in one.barred}
    lows = [one.low for one in asked if one.low]
    highs = [one.high for one in asked if one.high]
    if allowed:
        left = frozenset.intersection(*allowed) - barred
        return any(_within(_ordered(value), lows, highs) for value in left)
    return all(_room(low, high) for low in lows for high in highs)


def _within(value: _Ordered | None, lows: list[_Bound], highs: list[_Bound]) -> bool:
    if value is None:
        return True
    point = (value, False)
    return all(_room(low, point) for low in lows) and all(_room(point, high) for high in highs)


def _room(low: _Bound, high: _Bound) -> bool:
    """Say whether something lies between two limits; of different kinds, it cannot be told."""
    if isinstance(low[0], Decimal) and isinstance(high[0], Decimal):
        return low[0] < high[0] or (low[0] == high[0] and not (low[1] or high[1]))
    if isinstance(low[0], date) and isinstance(high[0], date):
        return low[0] < high[0] or (low[0] == high[0] and not (low[1] or high[1]))
    return True


def _ordered(text: str) -> _Ordered | None:
    try:
        number = Decimal(text)
        return number if number.is_finite() else None
    except InvalidOperation:
        pass
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
