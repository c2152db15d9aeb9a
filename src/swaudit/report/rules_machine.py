"""What the rule author's tools found, for programs: JSON, and annotations on GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from swaudit.audit.ruletest import CaseResult
from swaudit.model.message import message, tell
from swaudit.ruleset.coverage import Account, tallies
from swaudit.ruleset.errors import Mark, Problem
from swaudit.ruleset.lint import Complaint, Severity
from swaudit.ruleset.schema import Ruleset

Json = dict[str, Any]


def test_json(results: Sequence[CaseResult], problems: Sequence[Problem], language: str) -> Json:
    """Return the cases run, and what kept others from running."""
    return {
        "schema": "swaudit/rules-test/1",
        "passed": sum(result.passed for result in results),
        "failed": sum(not result.passed for result in results),
        "cases": [
            {
                "rule": result.case.rule,
                "name": result.case.name,
                "passed": result.passed,
                **_at(result.case.mark),
                "differences": [
                    {"what": one.what, "wanted": one.wanted, "found": one.found}
                    for one in result.differences
                ],
            }
            for result in results
        ],
        "problems": [_problem(problem, language) for problem in problems],
    }


def lint_json(complaints: Sequence[Complaint], language: str) -> Json:
    """Return every complaint."""
    return {
        "schema": "swaudit/rules-lint/1",
        "complaints": [
            {"severity": one.severity, **_problem(one.problem, language)} for one in complaints
        ],
    }


def coverage_json(accounts: Sequence[Account]) -> Json:
    """Return the numbers per document and the account of each requirement (design §5)."""
    return {
        "schema": "swaudit/rules-coverage/1",
        "documents": [
            {
                "id": tally.document,
                "total": tally.total,
                "rule": tally.rule,
                "manual": tally.manual,
                "not_station": tally.not_station,
                "missing": list(tally.missing),
            }
            for tally in tallies(accounts)
        ],
        "requirements": [
            {"id": one.id, "disposition": one.disposition or None, "rules": list(one.rules)}
            for one in accounts
        ],
    }


def list_json(rulesets: Iterable[tuple[Ruleset, int]]) -> Json:
    """Return the rulesets with the numbers of their rules and requirements."""
    return {
        "schema": "swaudit/rules-list/1",
        "rulesets": [
            {
                "id": ruleset.id,
                "version": ruleset.version,
                "title": ruleset.title,
                "rules": len(ruleset.rules),
                "requirements": requirements,
            }
            for ruleset, requirements in rulesets
        ],
    }


def test_annotations(results: Iterable[CaseResult], language: str) -> Iterator[str]:
    """Yield an annotation for each case that failed."""
    for result in results:
        if not result.passed:
            said = [
                tell(message("test.differs", what=d.what, wanted=d.wanted, found=d.found), language)
                for d in result.differences
            ]
            title = f"{result.case.rule} {result.case.name}".rstrip()
            yield _annotation("error", result.case.mark, "\n".join([title, *said]))


def complaint_annotations(complaints: Iterable[Complaint], language: str) -> Iterator[str]:
    """Yield an annotation for each complaint."""
    for one in complaints:
        said = [one.problem.said, *([one.problem.hint] if one.problem.hint else [])]
        told = "\n".join(tell(sentence, language) for sentence in said)
        yield _annotation(one.severity, one.problem.mark, told)


def _annotation(severity: Severity, mark: Mark, said: str) -> str:
    """Return a workflow command; the characters that would end a part of it are escaped."""
    file = _escaped(_relative(mark.file)).replace(":", "%3A").replace(",", "%2C")
    return f"::{severity} file={file},line={mark.line},col={mark.column}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _relative(file: str) -> str:
    """Return a file's path from the working folder, where GitHub expects the repository."""
    path, here = Path(file).resolve(), Path.cwd().resolve()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _at(mark: Mark) -> Json:
    return {"file": mark.file, "line": mark.line, "column": mark.column}


def _problem(problem: Problem, language: str) -> Json:
    return {
        **_at(problem.mark),
        "code": problem.said.code,
        "message": tell(problem.said, language),
        "hint": tell(problem.hint, language) if problem.hint else None,
    }
