"""What is wrong with a ruleset beyond what keeps it from loading.

A rule without tests, a name nothing uses, a condition that no row can meet … each at its place in
the file. Of a ruleset that extends another, only its own part is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from swaudit.checks.manual import ManualBody
from swaudit.model.message import Message, message
from swaudit.model.status import Level, Status
from swaudit.ruleset.cases import Case, case_files, read_cases
from swaudit.ruleset.coverage import FILE_NAME, Requirement, read_requirements
from swaudit.ruleset.errors import Mark, Problem, RulesetError
from swaudit.ruleset.expand import entries, items, readings_of
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.schema import Rule, Ruleset
from swaudit.ruleset.source import Tree, Value, locate, read_yaml, scalars
from swaudit.ruleset.unmeetable import unmeetable

Severity = Literal["error", "warning"]

_TODO = re.compile(r"(?<![A-Za-z])TODO(?![A-Za-z])[\s:：]*([^\",]*)")
_TRIVIAL = {("min", "1"), ("above", "0"), ("max", "0"), ("below", "1")}
"""Bounds that say only that there is something, or nothing: no figure of a source."""


@dataclass(frozen=True)
class Complaint:
    """One finding of lint; an error makes the ruleset unfit, a warning is to be looked at."""

    problem: Problem
    severity: Severity = "error"


def lint(reference: str | Path) -> tuple[Complaint, ...]:
    """Return everything wrong with a ruleset, in the order of its files."""
    try:
        ruleset = load_ruleset(reference)
    except RulesetError as error:
        return tuple(map(Complaint, error.problems))
    own = _Own(ruleset)
    found: list[Complaint] = []
    cases: tuple[Case, ...] | None = None
    listed: Mapping[str, Requirement] | None = None
    try:
        cases = read_cases(ruleset)
    except RulesetError as error:
        found += map(Complaint, error.problems)
    try:
        listed = read_requirements(ruleset)
    except RulesetError as error:
        found += map(Complaint, error.problems)
    if cases is not None:
        found += _untested(own, cases)
    if listed is not None:
        found += _unlisted(own, listed)
    found += _shared(own)
    found += _unused(own)
    found += _without_figure(own)
    found += _unfinished(own)
    found += (Complaint(problem) for rule in own.rules for problem in unmeetable(rule.tree))
    order = sorted(dict.fromkeys(found), key=lambda one: _place(one.problem.mark))
    return tuple(order)


class _Own:
    """A ruleset's own part: its file's tree, and the rules written there."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.file = str(ruleset.files[-1])
        self.tree = entries(read_yaml(ruleset.files[-1]))
        self.rules = [rule for rule in ruleset.rules if rule.tree.mark.file == self.file]

    def overlaid(self) -> Iterator[tuple[Mark, Rule]]:
        """Yield the rules of what is extended that the file changes, and where it does."""
        laid = self.tree.get("overlay")
        for name, (mark, _) in entries(laid).entries.items() if laid else ():
            for rule in self.ruleset.rules:
                if name in (rule.head.id, rule.origin) and rule not in self.rules:
                    yield mark, rule

    def declared(self, key: str) -> Mapping[str, tuple[Mark, Tree]]:
        """Return what the file declares under a key, each with its place."""
        tree = self.tree.get(key)
        return entries(tree).entries if tree else {}


def _place(mark: Mark) -> tuple[str, int, int]:
    return mark.file, mark.line, mark.column


def _untested(own: _Own, cases: Sequence[Case]) -> Iterator[Complaint]:
    """Yield rules that no case shows met, or none unmet; a bare question has nothing to test."""
    expected: dict[str, list[Status]] = {rule.head.id: [] for rule in own.ruleset.rules}
    for case in cases:
        if case.expect.status is not None:
            expected[case.rule].append(case.expect.status)
    places = [(locate(rule.tree, ("id",)), rule) for rule in own.rules]
    for mark, rule in (*places, *own.overlaid()):
        if isinstance(rule.variants[0].body, ManualBody) or rule.head.scope == "fleet":
            continue
        met, unmet = _sides(rule.head.level, expected[rule.head.id])
        code = "" if met and unmet else "met" if unmet else "unmet" if met else "at_all"
        if code:
            said = message(f"lint.untested.{code}", rule=rule.origin or rule.head.id)
            yield Complaint(Problem(mark, said))


def _sides(level: Level, expected: Sequence[Status]) -> tuple[bool, bool]:
    """Return whether cases show a rule met, and unmet; of `info`, which only tells, any two do."""
    if level is Level.INFO:
        return len(expected) > 0, len(expected) > 1
    unmet = set(expected) - {Status.PASS, Status.NOT_APPLICABLE}
    return Status.PASS in expected, bool(unmet)


def _unlisted(own: _Own, listed: Mapping[str, Requirement]) -> Iterator[Complaint]:
    for rule in own.rules:
        for at, name in enumerate(rule.head.covers):
            if name not in listed:
                mark = locate(rule.tree, ("covers", at))
                said = message("lint.not_listed", requirement=name, file=FILE_NAME)
                yield Complaint(Problem(mark, said))


def _shared(own: _Own) -> Iterator[Complaint]:
    """Warn of a requirement that own rules of different chapters cover.

    That a rule covers what one of the extended ruleset does is what extending is for.
    """
    first: dict[str, Rule] = {}
    for rule in own.rules:
        for at, name in enumerate(rule.head.covers):
            other = first.setdefault(name, rule)
            if other.head.chapter != rule.head.chapter:
                mark = locate(rule.tree, ("covers", at))
                said = message("lint.shared", requirement=name, rule=other.head.id)
                yield Complaint(Problem(mark, said), "warning")


def _unused(own: _Own) -> Iterator[Complaint]:
    trees = [rule.tree for rule in own.ruleset.rules]
    values = [(key, value) for tree in trees for key, value in scalars(tree)]
    made = {_text(entries(one).get("template")) for one in items(own.tree.get("instances"))}
    used = {
        "parameters": {value for key, value in values if key == "param"},
        "readings": {name for tree in trees for name in readings_of(tree)},
        "documents": {value for _, value in values},
        "templates": made,
    }
    for key, names in used.items():
        for name, (mark, _) in own.declared(key).items():
            if name not in names:
                yield Complaint(Problem(mark, message(f"lint.unused.{key}", name=name)))


def _without_figure(own: _Own) -> Iterator[Complaint]:
    """Warn of a rule with numbers in its bounds that quotes no figure of its source."""
    for rule in own.rules:
        bounded = any(
            key in ("min", "max", "above", "below")
            and (key, value) not in _TRIVIAL
            and _is_number(value)
            for key, value in scalars(rule.tree)
        )
        if bounded and not rule.head.source.figure:
            said: Message = message("lint.no_figure", rule=rule.origin or rule.head.id)
            yield Complaint(Problem(locate(rule.tree, ("source",)), said), "warning")


def _unfinished(own: _Own) -> Iterator[Complaint]:
    """Yield every TODO in the ruleset's own files, comments too: nobody is judged by a draft."""
    folder = Path(own.file).parent
    files = [Path(own.file), folder / FILE_NAME, *case_files(folder)]
    for path in files:
        if not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            left = _TODO.search(line)
            if left:
                what = left[1].strip() or line.strip()
                mark = Mark(str(path), number, left.start() + 1, line)
                yield Complaint(Problem(mark, message("lint.todo", what=what)))


def _text(tree: Tree | None) -> str:
    return str(tree.value) if isinstance(tree, Value) else ""


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
