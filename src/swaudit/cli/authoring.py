"""`swaudit rules schema` and `rules new`: what someone needs who writes a new ruleset."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.language import Language
from swaudit.model.message import message, tell, word

SUFFIXES = (".json", ".md")
"""Kinds of file that `rules schema -o` can write: the schema, or the reference of the language."""


class Files(StrEnum):
    """The kinds of rule file there are."""

    RULESET = "ruleset"
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


def write_schema(of: Files, to: Path | None, language: str) -> ExitCode:
    """Show the JSON Schema of rule files, or write it (or the language's reference) to a file."""
    from swaudit.ruleset.published import cases_schema, ruleset_schema

    made = ruleset_schema if of is Files.RULESET else cases_schema
    with _refusals_told(language):
        if to is None:
            output.print_json(made(language))
        elif to.suffix.lower() not in SUFFIXES:
            known = " ".join(SUFFIXES)
            raise output.OutputError(message("cli.output_suffix", file=to, known=known))
        elif not to.parent.is_dir():
            raise output.OutputError(message("cli.output_folder", file=to))
        elif to.suffix.lower() == ".md":
            from swaudit.report.language_page import language_page

            output.write_text(language_page(language), to)
        else:
            output.write_json(made(language), to)
    return ExitCode.DECIDED


@contextmanager
def _refusals_told(language: str) -> Iterator[None]:
    try:
        yield
        return
    except output.OutputError as error:
        sys.stderr.write(tell(error.said, language) + "\n")
    raise typer.Exit(ExitCode.USAGE)
