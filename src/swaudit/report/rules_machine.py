"""What the rule author's tools found, for programs: JSON, and annotations on GitHub.

`schemas/rules-list-1.json` and its siblings describe the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from swaudit.audit.ruletest import CaseResult
from swaudit.model.message import message, tell
from swaudit.report.rules_page import Cited, RulesetPage
from swaudit.report.rules_phrases import Line
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


def show_json(page: RulesetPage) -> Json:
    """Return a ruleset's page; what its rules ask is told in the page's language."""
    return {
        "schema": "swaudit/rules-show/1",
        "id": page.id,
        "version": page.version,
        "title": page.title,
        "start": str(page.start) if page.start else None,
        "end": str(page.end) if page.end else None,
        "sources": list(page.sources),
        "validity": page.validity
        and {"source": _source(page.validity.cited), "asks": _lines(page.validity.lines)},
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "chapter": chapter.title,
                "level": str(rule.level),
                "source": _source(rule.cited),
                "covers": list(rule.covers),
                "asks": _lines(rule.lines),
                "ways": [
                    {
                        "readings": dict(way.assignment),
                        "said": way.answer,
                        "asks": _lines(way.lines),
                    }
                    for way in rule.ways
                ],
                "readings": list(rule.readings),
                "parameters": list(rule.parameters),
                "note": rule.note,
            }
            for chapter in page.chapters
            for rule in chapter.rules
        ],
        "parameters": [
            {
                "name": one.name,
                "title": one.title,
                "value": one.value,
                "agreed": one.agreed and one.agreed.model_dump(mode="json"),
                "rules": list(one.rules),
            }
            for one in page.parameters
        ],
        "readings": [
            {
                "name": one.name,
                "question": one.question,
                "options": dict(one.options),
                "settled": one.settled and one.settled.model_dump(mode="json"),
                "rules": list(one.rules),
            }
            for one in page.readings
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
    if not mark.file:
        return f"::{severity}::{_escaped(said)}"
    file = _escaped(_relative(mark.file)).replace(":", "%3A").replace(",", "%2C")
    return f"::{severity} file={file},line={mark.line},col={mark.column}::{_escaped(said)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _relative(file: str) -> str:
    """Return a file's path from the working folder, where GitHub expects the repository."""
    path, here = Path(file).resolve(), Path.cwd().resolve()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _source(cited: Cited) -> Json:
    return {"document": cited.document, "at": cited.at, "figure": cited.figure}


def _lines(lines: Iterable[Line]) -> list[Json]:
    return [{"text": line.text, "depth": line.depth, "item": line.item} for line in lines]


def _at(mark: Mark) -> Json:
    return {"file": mark.file, "line": mark.line, "column": mark.column}


def _problem(problem: Problem, language: str) -> Json:
    return {
        **_at(problem.mark),
        "code": problem.said.code,
        "message": tell(problem.said, language),
        "hint": tell(problem.hint, language) if problem.hint else None,
    }
