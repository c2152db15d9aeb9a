"""The findings of all rules, those first that the scores rest on, and the scores themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from swaudit.audit import digests
from swaudit.audit.decided import attested, waived
from swaudit.audit.evaluate import finding
from swaudit.audit.judgements import Judgements
from swaudit.checks.score import scored, told
from swaudit.checks.scoresheet import ScoreBody
from swaudit.model.report import Finding, Score
from swaudit.model.status import Level, Status
from swaudit.query.periods import periods
from swaudit.query.scope import Scope
from swaudit.ruleset.schema import Rule


@dataclass(frozen=True)
class Results:
    """What rules come to, in their order; `asked` are those a person was asked about."""

    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    asked: frozenset[str]


def results(rules: Sequence[Rule], scope: Scope, ruled: Judgements) -> Results:
    """Return the findings with a person's attestations worked in, and a score per reading."""
    plain = {rule.head.id: _digested(rule, scope) for rule in rules if not _is_score(rule)}
    asked = frozenset(name for name, one in plain.items() if one.status is Status.MANUAL)
    found = {name: attested(one, ruled) for name, one in plain.items()}
    known = {name: _known(one) for name, one in found.items()}
    scores: list[Score] = []
    for rule in rules:
        if _is_score(rule):
            resting = replace(scope, findings=known)
            result = _digested(rule, resting)
            sheets = _scores(rule, result, resting)
            # Points are given on what the evidence came to without them.
            own = digests.of_items(sheets)
            if points := ruled.points(rule.head.id, own):
                resting = replace(resting, points=points)
                result = _digested(rule, resting)
                sheets = _scores(rule, result, resting)
            found[rule.head.id] = result
            scores += (_with_digests(sheet, own) for sheet in sheets)
    decided = tuple(waived(found[rule.head.id], ruled) for rule in rules)
    return Results(decided, tuple(scores), asked)


def _with_digests(score: Score, digests: Mapping[str, str]) -> Score:
    return replace(
        score,
        lines=tuple(
            replace(line, digest=digests[f"{score.rule}/{line.id}"]) for line in score.lines
        ),
    )


def _digested(rule: Rule, scope: Scope) -> Finding:
    found = finding(rule, scope)
    return replace(found, digest=digests.of_finding(found))


def rests_on(rule: Rule) -> tuple[str, ...]:
    """Return the ids of the rules whose findings a score takes; none for other rules."""
    bodies = (variant.body for variant in rule.variants)
    sheets = (body.score for body in bodies if isinstance(body, ScoreBody))
    return tuple(dict.fromkeys(name for sheet in sheets for name in sheet.rules()))


def _is_score(rule: Rule) -> bool:
    return isinstance(rule.variants[0].body, ScoreBody)


def _known(found: Finding) -> Status:
    """Return a verdict as a score takes it: what a `should` rule lacks is lacking."""
    if found.status is Status.ADVISORY and found.level is Level.SHOULD:
        return Status.FAIL
    return found.status


def _scores(rule: Rule, found: Finding, scope: Scope) -> list[Score]:
    if found.status in (Status.ERROR, Status.NOT_APPLICABLE):
        return []
    (period,) = periods("period", scope.start, scope.end)
    by_assignment = {result.assignment: result.status for result in found.readings}
    scores = []
    for variant in rule.variants:
        if isinstance(variant.body, ScoreBody):
            sheet = variant.body.score
            status = by_assignment.get(variant.assignment, found.status)
            filled = scored(sheet, scope.within(period))
            score = told(rule.head.id, variant.head.title, sheet, filled, status)
            scores.append(replace(score, assignment=variant.assignment, answer=variant.answer))
    return scores
