"""`all` and `any`: several requirements joined into one rule.

    any:
    - {measure: {count: 人员, where: {证书编号: filled}}, expect: {min: 1}}
    - {each: {rows: 人员, assert: {学历: {min: 大专}}}}

A part that is not applicable is neutral; if all parts are, so is the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SerializeAsAny

from swaudit.checks.outcome import CheckKind, Outcome
from swaudit.model.status import Status
from swaudit.query.grammar import Node
from swaudit.query.intervals import Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.refusal import refusal
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth, every, some


def _body(given: Any) -> Any:
    from swaudit.checks.registry import parse_body

    if isinstance(given, dict) and "score" in given:
        raise refusal("rule.score_alone")
    return parse_body(given)


Body = Annotated[SerializeAsAny[Node], BeforeValidator(_body)]
Parts = Annotated[tuple[Body, ...], Field(min_length=1)]


class AllBody(Node):
    """Requirements that must all be met.

        all:
        - {files: {kinds: [财务管理制度]}}
        - {measure: {count: 人员, where: {岗位: 财务}}, expect: {min: 1}}

    One part that fails fails the rule.
    """

    all: Parts


class AnyBody(Node):
    """Requirements of which one must be met."""

    any: Parts


def run_all(body: AllBody, scope: Scope) -> Outcome:
    """Return the conjunction of the parts."""
    return _joined([_run(part, scope) for part in body.all], conjunction=True)


def run_any(body: AnyBody, scope: Scope) -> Outcome:
    """Return the disjunction of the parts."""
    return _joined([_run(part, scope) for part in body.any], conjunction=False)


def _run(part: Node, scope: Scope) -> Outcome:
    from swaudit.checks.registry import kind_of

    return kind_of(part).run(part, scope)


def _joined(parts: list[Outcome], conjunction: bool) -> Outcome:
    asked = [part for part in parts if part.verdict is not Status.NOT_APPLICABLE]
    if not asked:
        return parts[0]
    truth = (every if conjunction else some)(part.truth for part in asked)
    # Where what is met may turn out not to be asked at all, the others must bear it alone.
    others = [part.truth for part in asked if part.sure]
    if not conjunction and truth is Truth.YES and others and some(others) is not Truth.YES:
        truth = Truth.UNKNOWN
    manual = any(part.verdict is Status.MANUAL for part in asked) and truth is Truth.UNKNOWN
    # What is undecided only because its day has not come is open.
    undecided = [part for part in asked if part.truth is Truth.UNKNOWN]
    open_ = [part for part in undecided if part.verdict is Status.OPEN]
    waits = truth is Truth.UNKNOWN and bool(open_) and open_ == undecided
    # A part that only raised suspicion leaves it to a person, unless another part is clear of it.
    met_by = [part for part in asked if part.truth is Truth.YES]
    suspected = [part for part in met_by if part.verdict is Status.LEAD]
    lead = truth is Truth.YES and suspected and (conjunction or suspected == met_by)
    met = sum(part.truth is Truth.YES for part in asked)
    unmet = sum(part.truth is Truth.NO for part in asked)
    needed = Decimal(len(asked) if conjunction else 1)
    return Outcome(
        truth=truth,
        number=Interval(Decimal(met), Decimal(len(asked) - unmet), truth is Truth.PENDING),
        required=needed,
        expect=str(needed) if conjunction else "≥1",
        of_all=conjunction,
        growing=all(part.growing for part in asked if part.truth is not Truth.YES),
        refused=() if truth is Truth.YES else sum((part.refused for part in asked), ()),
        pending=()
        if truth is Truth.YES and not lead
        else sum((part.pending for part in asked), ()),
        evidence=tuple(dict.fromkeys(name for part in asked for name in part.evidence)),
        notes=sum((part.notes for part in asked), ()),
        verdict=Status.MANUAL
        if manual
        else Status.OPEN
        if waits
        else Status.LEAD
        if lead
        else None,
        sure=any(part.sure for part in asked),
    )


def names_all(body: AllBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what any part names and nothing declares."""
    return _names(body.all, known, (*path, "all"))


def names_any(body: AnyBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what any part names and nothing declares."""
    return _names(body.any, known, (*path, "any"))


def _names(parts: tuple[Node, ...], known: Names, path: Path) -> Iterator[Misnamed]:
    from swaudit.checks.registry import kind_of

    for index, part in enumerate(parts):
        yield from kind_of(part).names(part, known, (*path, index))


ALL = CheckKind("all", AllBody, run_all, names_all)
ANY = CheckKind("any", AnyBody, run_any, names_any)
