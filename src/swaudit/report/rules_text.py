"""What the rule author's tools found, as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from swaudit.audit.ruletest import CaseResult
from swaudit.model.message import message, word
from swaudit.model.status import Status
from swaudit.report.words import MARKS, say, visible
from swaudit.ruleset.coverage import Account, tallies
from swaudit.ruleset.errors import Mark, Problem
from swaudit.ruleset.lint import Complaint
from swaudit.ruleset.schema import Ruleset


def problem_lines(problem: Problem, language: str) -> Iterator[str]:
    """Yield a problem as it is told: place and sentence, the line with a caret, the hint."""
    yield from map(visible, problem.told(language).splitlines())


def test_lines(results: Sequence[CaseResult], language: str) -> Iterator[str]:
    """Yield every case with its mark, under a failed one what differs, and the numbers."""
    for result in results:
        case = result.case
        told = f"{case.rule} {case.name}".rstrip()
        mark = MARKS[Status.PASS if result.passed else Status.FAIL]
        yield visible(f"{mark} {told}" + ("" if result.passed else f"  {_at(case.mark)}"))
        for one in result.differences:
            yield "    " + say(
                message("test.differs", what=one.what, wanted=one.wanted, found=one.found), language
            )
    passed = sum(result.passed for result in results)
    yield say(message("test.summary", passed=passed, failed=len(results) - passed), language)


def lint_lines(complaints: Sequence[Complaint], language: str) -> Iterator[str]:
    """Yield every complaint, and how many errors and warnings there are."""
    for one in complaints:
        first, *rest = problem_lines(one.problem, language)
        yield f"{first} [{word(f'lint.{one.severity}', language)}]"
        yield from rest
    errors = sum(one.severity == "error" for one in complaints)
    warnings = len(complaints) - errors
    yield say(message("lint.summary", errors=errors, warnings=warnings), language)


def coverage_lines(accounts: Sequence[Account], language: str) -> Iterator[str]:
    """Yield the numbers of each document, and every requirement that is missing, with why."""
    for tally in tallies(accounts):
        numbers = {name: getattr(tally, name) for name in ("total", "rule", "manual")}
        said = message(
            "coverage.document",
            document=tally.document,
            not_station=tally.not_station,
            missing=len(tally.missing),
            **numbers,
        )
        yield say(said, language)
    for one in accounts:
        if one.missing:
            mark = MARKS[Status.FAIL]
            yield visible(f"  {mark} {one.id} {say(one.missing, language)}  {_at(one.mark)}")


def list_lines(rulesets: Iterable[tuple[Ruleset, int]], language: str) -> Iterator[str]:
    """Yield a line per ruleset: id, version, title, numbers of rules and of requirements."""
    for ruleset, requirements in rulesets:
        said = message(
            "rules.listed",
            id=ruleset.id,
            version=ruleset.version,
            title=ruleset.title,
            rules=len(ruleset.rules),
            requirements=requirements,
        )
        yield say(said, language)


def _at(mark: Mark) -> str:
    return f"{mark.file}:{mark.line}:{mark.column}"
