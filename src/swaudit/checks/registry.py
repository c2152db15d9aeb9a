"""Every kind of check there is. A new kind is one module beside this one and one line here."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from swaudit.checks import (
    cases,
    choose,
    combine,
    disjoint,
    each,
    files,
    manual,
    measure,
    sample,
    score,
    unique,
)
from swaudit.checks.outcome import CheckKind
from swaudit.query.grammar import Node
from swaudit.query.refusal import refusal

CHECKS: dict[str, CheckKind] = {
    kind.key: kind
    for kind in (
        measure.KIND,
        each.KIND,
        files.KIND,
        manual.KIND,
        combine.ALL,
        combine.ANY,
        cases.KIND,
        unique.KIND,
        disjoint.KIND,
        choose.KIND,
        sample.KIND,
        score.KIND,
    )
}


def kind_of(body: Node) -> CheckKind:
    """Return the kind a parsed body is of."""
    return next(kind for kind in CHECKS.values() if type(body) is kind.body)


def body_named(name: str) -> type[Node] | None:
    """Return the model of a kind of check by its class name, as pydantic's errors tell it."""
    return next((kind.body for kind in CHECKS.values() if kind.body.__name__ == name), None)


def parse_body(given: Any) -> Node:
    """Parse the body of a rule or of a part of one. Raises pydantic's errors with their place."""
    if not isinstance(given, dict):
        raise refusal("rule.mapping_expected")
    kinds = [CHECKS[key] for key in given if key in CHECKS]
    if len(kinds) != 1:
        near = get_close_matches(" ".join(map(str, given)), CHECKS, n=1, cutoff=0.3)
        raise refusal("rule.one_check", checks=" ".join(CHECKS), near=" ".join(near))
    return kinds[0].body.model_validate(given)
