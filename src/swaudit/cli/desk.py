"""`swaudit rules show`, `questions` and `diff`: what a rule author lays before those who decide."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.forms import Form
from swaudit.cli.language import Language
from swaudit.cli.refusals import refusals_told, tell
from swaudit.model.message import message, word

if TYPE_CHECKING:
    from swaudit.report.rules_page import RulesetPage
    from swaudit.ruleset.schema import Ruleset


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands to those of `rules`, their help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    ruleset_argument = Annotated[
        str, typer.Argument(metavar="ID|PATH", help=said("rules.ruleset"), show_default=False)
    ]
    form_option = Annotated[Form, typer.Option("--format", help=said("format"))]
    lang_option = Annotated[Language, typer.Option("--lang", help=said("lang"))]

    @app.command("show", help=said("rules.show"))
    def show(
        ruleset: ruleset_argument,
        rule: Annotated[
            str | None, typer.Option("--rule", metavar="RULE", help=said("rules.rule"))
        ] = None,
        form: form_option = Form.TEXT,
        outputs: Annotated[
            list[Path] | None,
            typer.Option(
                "-o", "--output", metavar="FILE", dir_okay=False, help=said("rules.show.output")
            ),
        ] = None,
        lang: lang_option = language,
    ) -> None:
        raise typer.Exit(show_ruleset(ruleset, rule, form, outputs or [], lang))

    @app.command("questions", help=said("rules.questions"))
    def questions(
        ruleset: ruleset_argument,
        answers: Annotated[
            Path | None,
            typer.Option(
                "--answers",
                metavar="FILE.docx",
                dir_okay=False,
                help=said("rules.questions.answers"),
            ),
        ] = None,
        to: Annotated[
            Path | None,
            typer.Option(
                "-o",
                "--output",
                metavar="FILE",
                dir_okay=False,
                help=said("rules.questions.output"),
            ),
        ] = None,
        lang: lang_option = language,
    ) -> None:
        if answers is None:
            raise typer.Exit(ask(ruleset, to, lang))
        raise typer.Exit(take_answers(ruleset, answers, to, lang))

    @app.command("diff", help=said("rules.diff"))
    def diff(
        old: Annotated[str, typer.Argument(metavar="OLD", help=said("rules.diff.old"))],
        new: Annotated[str, typer.Argument(metavar="NEW", help=said("rules.diff.new"))],
        form: form_option = Form.TEXT,
        lang: lang_option = language,
    ) -> None:
        raise typer.Exit(compare(old, new, form, lang))


def show_ruleset(
    reference: str, name: str | None, form: Form, outputs: Sequence[Path], language: str
) -> ExitCode:
    """Show a ruleset, or one of its rules (by id, or by the template's `template/rule`).

    With outputs, it is written there and not to stdout.
    """
    from swaudit.report.rules_machine import show_json
    from swaudit.report.rules_page import page_of
    from swaudit.report.rules_show import show_lines
    from swaudit.ruleset.errors import Mark, Problem, RulesetError, did_you_mean
    from swaudit.ruleset.load import load_ruleset

    with refusals_told(language):
        ruleset = load_ruleset(reference)
        rules = [one for one in ruleset.rules if name in (None, one.head.id, one.origin)]
        if not rules:
            known = tuple(rule.head.id for rule in ruleset.rules)
            unknown = message("rule.rule_unknown", rule=name)
            hint = did_you_mean(name or "", known)
            raise RulesetError([Problem(Mark(str(ruleset.files[-1]), 1, 1), unknown, hint)])
        page = page_of(ruleset, rules, language)
        for file in outputs:
            _check(file, tuple(_SHOWN), ruleset)
        for file in outputs:
            output.write_file(_SHOWN[file.suffix.lower()](page, language), file)
    tell((message("cli.written", file=file) for file in outputs), language)
    if form is Form.JSON:
        output.print_json(show_json(page))
    elif not outputs:
        output.print_lines(show_lines(page, language))
    return ExitCode.DECIDED


def ask(reference: str, to: Path | None, language: str) -> ExitCode:
    """Write the letter that asks what a ruleset leaves open; without a file, list the questions.

    4 when there is nothing to ask: no letter is written.
    """
    from swaudit.report.questions_docx import letter_docx
    from swaudit.report.rules_questions import letter_lines, letter_of
    from swaudit.ruleset.load import load_ruleset

    with refusals_told(language):
        ruleset = load_ruleset(reference)
        letter = letter_of(ruleset, language)
        if not letter.asked:
            tell([message("questions.none")], language)
            return ExitCode.NOTHING
        if to is None:
            output.print_lines(letter_lines(letter, language))
            return ExitCode.DECIDED
        _check(to, (".docx",), ruleset)
        output.write_file(letter_docx(letter, language, _now()), to)
    tell([message("questions.written", file=to, n=len(letter.asked))], language)
    return ExitCode.DECIDED


def take_answers(reference: str, answered: Path, to: Path | None, language: str) -> ExitCode:
    """Turn a letter that came back into a ruleset that extends the one it asked about."""
    from swaudit.ruleset.answers import answers_of, overlay_yaml, read_letter
    from swaudit.ruleset.load import load_ruleset, reference_from

    with refusals_told(language):
        ruleset = load_ruleset(reference)
        if to is not None:
            _check(to, (".yaml", ".yml"), ruleset)
        answers = answers_of(read_letter(answered), ruleset)
        folder = to.parent if to else Path()
        overlay = overlay_yaml(answers, ruleset, reference_from(ruleset.files[-1], folder))
        if to is None:
            output.print_text(overlay)
        else:
            output.write_file(overlay.encode(), to)
    if to is not None:
        counts = {"readings": len(answers.settled), "parameters": len(answers.values)}
        tell([message("questions.taken", file=to, **counts)], language)
    if answers.open:
        left = "、".join(question.id for question in answers.open)
        tell([message("questions.still_open", questions=left)], language)
    return ExitCode.DECIDED


def compare(old: str, new: str, form: Form, language: str) -> ExitCode:
    """Show what changed from one ruleset to another. 0 whether or not something did."""
    from swaudit.report import rules_diff
    from swaudit.ruleset.diff import compare_rulesets
    from swaudit.ruleset.load import load_ruleset

    with refusals_told(language):
        changes = compare_rulesets(load_ruleset(old), load_ruleset(new))
    if form is Form.JSON:
        output.print_json(rules_diff.diff_json(changes))
    else:
        output.print_lines(rules_diff.diff_lines(changes, language))
    return ExitCode.DECIDED


def _check(file: Path, known: Sequence[str], ruleset: "Ruleset") -> None:
    """Raise OutputError for a file of unknown kind, without a folder, or of the ruleset itself."""
    output.check_writable(file, known)
    if file.resolve() in (own.resolve() for own in ruleset.files):
        raise output.OutputError(message("cli.output_is_ruleset", file=file))


def _now() -> datetime:
    return datetime.now(UTC)


def _docx(page: "RulesetPage", language: str) -> bytes:
    from swaudit.report.rules_docx import show_docx

    return show_docx(page, language, _now())


def _html(page: "RulesetPage", language: str) -> bytes:
    from swaudit.report.rules_html import show_html

    return show_html(page, language).encode()


def _json(page: "RulesetPage", language: str) -> bytes:
    from swaudit.report.machine import to_text
    from swaudit.report.rules_machine import show_json

    return to_text(show_json(page)).encode()


_SHOWN: dict[str, Callable[["RulesetPage", str], bytes]] = {
    ".docx": _docx,
    ".html": _html,
    ".json": _json,
}
