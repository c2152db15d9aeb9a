"""`swaudit rules`: the tools of a rule author."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from swaudit.cli import authoring, desk, output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.forms import Form, ReviewForm
from swaudit.cli.language import Language
from swaudit.cli.refusals import refusals_told, tell_problems
from swaudit.model.message import word

if TYPE_CHECKING:
    from swaudit.audit.ruletest import CaseResult
    from swaudit.ruleset.errors import Problem
    from swaudit.ruleset.schema import Ruleset


def build(language: Language) -> typer.Typer:
    """Return the commands with their help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    app = typer.Typer(help=said("rules"), no_args_is_help=True, rich_markup_mode=None)
    rulesets_argument = Annotated[
        list[str] | None, typer.Argument(metavar="[ID|PATH]...", help=said("rules.rulesets"))
    ]
    form_option = Annotated[Form, typer.Option("--format", help=said("format"))]
    review_option = Annotated[ReviewForm, typer.Option("--format", help=said("format"))]
    lang_option = Annotated[Language, typer.Option("--lang", help=said("lang"))]

    @app.command("list", help=said("rules.list"))
    def list_(form: form_option = Form.TEXT, lang: lang_option = language) -> None:
        raise typer.Exit(list_rulesets(form, lang))

    @app.command("test", help=said("rules.test"))
    def test(
        rulesets: rulesets_argument = None,
        form: review_option = ReviewForm.TEXT,
        lang: lang_option = language,
    ) -> None:
        raise typer.Exit(test_rulesets(_asked(rulesets), form, lang))

    @app.command("lint", help=said("rules.lint"))
    def lint(
        rulesets: rulesets_argument = None,
        form: review_option = ReviewForm.TEXT,
        lang: lang_option = language,
    ) -> None:
        raise typer.Exit(lint_rulesets(_asked(rulesets), form, lang))

    @app.command("coverage", help=said("rules.coverage"))
    def coverage(
        rulesets: rulesets_argument = None,
        form: form_option = Form.TEXT,
        lang: lang_option = language,
    ) -> None:
        raise typer.Exit(coverage_of(_asked(rulesets), form, lang))

    authoring.add(app, language)
    desk.add(app, language)
    return app


def list_rulesets(form: Form, language: str) -> ExitCode:
    """Show the rulesets that come with swaudit."""
    from swaudit.report import rules_machine, rules_text
    from swaudit.ruleset.coverage import read_requirements
    from swaudit.ruleset.shipped import shipped

    with refusals_told(language):
        found = [(one, len(read_requirements(one))) for one in _loaded(shipped())]
    if form is Form.JSON:
        output.print_json(rules_machine.list_json(found))
    else:
        output.print_lines(rules_text.list_lines(found, language))
    return ExitCode.DECIDED if found else ExitCode.NOTHING


def test_rulesets(references: Iterable[str], form: ReviewForm, language: str) -> ExitCode:
    """Run the test cases of rulesets: 0 all passed, 1 one failed, 2 a file is wrong, 4 none ran."""
    from swaudit.audit.ruletest import run_cases
    from swaudit.report import rules_machine, rules_text
    from swaudit.ruleset.cases import read_cases
    from swaudit.ruleset.errors import RulesetError
    from swaudit.ruleset.lint import Complaint
    from swaudit.ruleset.load import load_ruleset

    results: list[CaseResult] = []
    problems: list[Problem] = []
    for reference in references:
        try:
            ruleset = load_ruleset(reference)
            results += run_cases(read_cases(ruleset), ruleset)
        except RulesetError as error:
            problems += error.problems
    if form is ReviewForm.JSON:
        output.print_json(rules_machine.test_json(results, problems, language))
    elif form is ReviewForm.GITHUB:
        output.print_lines(rules_machine.complaint_annotations(map(Complaint, problems), language))
        output.print_lines(rules_machine.test_annotations(results, language))
    else:
        output.print_lines(rules_text.test_lines(results, language))
        tell_problems(problems, language)
    if problems:
        return ExitCode.USAGE
    if not results:
        return ExitCode.NOTHING
    return ExitCode.DECIDED if all(one.passed for one in results) else ExitCode.FAILED


def lint_rulesets(references: Iterable[str], form: ReviewForm, language: str) -> ExitCode:
    """Show what is wrong with rulesets: 1 when there is an error, warnings leave 0."""
    from swaudit.report import rules_machine, rules_text
    from swaudit.ruleset.lint import lint

    linted = [lint(reference) for reference in references]
    # What is wrong in a ruleset that others extend is told once.
    complaints = list(dict.fromkeys(one for found in linted for one in found))
    if form is ReviewForm.JSON:
        output.print_json(rules_machine.lint_json(complaints, language))
    elif form is ReviewForm.GITHUB:
        output.print_lines(rules_machine.complaint_annotations(complaints, language))
    else:
        output.print_lines(rules_text.lint_lines(complaints, language))
    if not linted:
        return ExitCode.NOTHING
    errors = any(one.severity == "error" for one in complaints)
    return ExitCode.FAILED if errors else ExitCode.DECIDED


def coverage_of(references: Iterable[str], form: Form, language: str) -> ExitCode:
    """Show what becomes of each requirement: 1 when one is missing, 4 when there are none."""
    from swaudit.report import rules_machine, rules_text
    from swaudit.ruleset.coverage import coverage, merged

    with refusals_told(language):
        accounts = merged(coverage(ruleset) for ruleset in _loaded(references))
    if form is Form.JSON:
        output.print_json(rules_machine.coverage_json(accounts))
    else:
        output.print_lines(rules_text.coverage_lines(accounts, language))
    if not accounts:
        return ExitCode.NOTHING
    return ExitCode.FAILED if any(one.missing for one in accounts) else ExitCode.DECIDED


def _asked(references: list[str] | None) -> list[str]:
    """Return the rulesets asked for, once each; a file of one (a test, say) stands for it."""
    from swaudit.ruleset.load import ruleset_of
    from swaudit.ruleset.shipped import shipped

    return list(dict.fromkeys(map(ruleset_of, references))) if references else shipped()


def _loaded(references: Iterable[str]) -> "list[Ruleset]":
    from swaudit.ruleset.load import load_ruleset

    return [load_ruleset(reference) for reference in references]
