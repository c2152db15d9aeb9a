"""`swaudit rules schema` and `rules new`: what someone needs who writes a new ruleset."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.language import Language
from swaudit.cli.refusals import refusals_told
from swaudit.model.message import message, tell, word
from swaudit.report.words import visible

SUFFIXES = (".json", ".md")
"""Kinds of file that `rules schema -o` can write: the schema, or the reference of the language."""


class Files(StrEnum):
    """The kinds of rule file there are."""

    RULESET = "ruleset"
    FORMS = "forms"
    TESTS = "tests"


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands to those of `rules`, their help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.rules.{code}", language)

    lang_option = Annotated[Language, typer.Option("--lang", help=word("cli.help.lang", language))]

    @app.command("schema", help=said("schema"))
    def schema(
        of: Annotated[Files, typer.Option("--for", help=said("schema.for"))] = Files.RULESET,
        to: Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", metavar="FILE", dir_okay=False, help=said("schema.output")
            ),
        ] = None,
        lang: lang_option = language,
    ) -> None:
        raise typer.Exit(write_schema(of, to, lang))

    @app.command("new", help=said("new"))
    def new(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=said("new.folder"))],
        source: Annotated[
            Path | None, typer.Option("--from", metavar="FILE", help=said("new.from"))
        ] = None,
        lang: lang_option = language,
    ) -> None:
        from swaudit.audit.request import HOME

        raise typer.Exit(draft_ruleset(folder, source, datetime.now(HOME).year, lang))


def write_schema(of: Files, to: Path | None, language: str) -> ExitCode:
    """Show the JSON Schema of rule files, or write it (or the language's reference) to a file."""
    from swaudit.report.machine import to_text
    from swaudit.ruleset.published import cases_schema, forms_schema, ruleset_schema

    made = {Files.RULESET: ruleset_schema, Files.FORMS: forms_schema, Files.TESTS: cases_schema}
    document = made[of](language)
    with refusals_told(language):
        if to is None:
            output.print_json(document)
        elif to.suffix.lower() not in SUFFIXES:
            known = " ".join(SUFFIXES)
            raise output.OutputError(message("cli.output_suffix", file=to, known=known))
        elif not to.parent.is_dir():
            raise output.OutputError(message("cli.output_folder", file=to))
        else:
            written = to_text(document)
            if to.suffix.lower() == ".md":
                from swaudit.report.language_page import language_page

                written = language_page(language)
            output.write_file(written.encode(), to)
    return ExitCode.DECIDED


def draft_ruleset(folder: Path, source: Path | None, year: int, language: str) -> ExitCode:
    """Draft a ruleset into a new folder: from a checklist's tables, or with a few examples."""
    from swaudit.report.machine import to_text
    from swaudit.ruleset.draft import folder as drafting
    from swaudit.ruleset.draft.reading import DraftError, read_checklist
    from swaudit.ruleset.published import cases_schema, ruleset_schema

    try:
        drafting.check_free(folder)
        checklist = read_checklist(source) if source else drafting.example()
        document = source.stem if source else tell(message("draft.example"), language)
        files = drafting.draft(checklist, folder.resolve().name, document, year, language)
        files["schema/ruleset.json"] = to_text(ruleset_schema(language))
        files["schema/tests.json"] = to_text(cases_schema(language))
        drafting.write(files, folder)
    except DraftError as error:
        for said in filter(None, (error.said, error.reason)):
            sys.stderr.write(visible(tell(said, language)) + "\n")
        return ExitCode.UNREADABLE if error.reason else ExitCode.USAGE
    numbers = drafting.tally(files)
    output.print_lines(
        visible(tell(message(code, folder=folder, **numbers), language))
        for code in ("rules.drafted", "rules.drafted_next")
    )
    return ExitCode.DECIDED
