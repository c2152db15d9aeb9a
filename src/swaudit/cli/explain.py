"""`swaudit explain`: one rule, or one record, of a station's audit."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from swaudit.cli.language import Language
from swaudit.cli.options import options, request_of
from swaudit.model.message import word


class Form(StrEnum):
    """The form of the explanation on stdout."""

    TABLE = "table"
    JSON = "json"


def add(app: typer.Typer, language: Language) -> None:
    """Add the command, its help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    given = options(language)

    @app.command("explain", help=said("explain"))
    def explain(
        station: Annotated[Path, given.station],
        name: Annotated[str, typer.Argument(metavar="RULE|RECORD", help=said("explain.name"))],
        ruleset: Annotated[str | None, given.ruleset] = None,
        as_of: Annotated[datetime | None, given.as_of] = None,
        quick: Annotated[bool, given.quick] = False,
        work: Annotated[Path | None, given.work] = None,
        form: Annotated[Form, typer.Option("--format", help=said("format"))] = Form.TABLE,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
        verbose: Annotated[bool, given.verbose] = False,
    ) -> None:
        from swaudit.cli import commands

        request = request_of(station, ruleset, as_of, work, quick=quick)
        show = commands.Show(form.value, lang.value, quiet)
        raise typer.Exit(commands.explain(request, name, show))
