"""`swaudit explain`: one rule, or one record, of a station's audit."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from swaudit.cli.language import Language
from swaudit.model.message import word


class Form(StrEnum):
    """The form of the explanation on stdout."""

    TABLE = "table"
    JSON = "json"


def add(app: typer.Typer, language: Language) -> None:
    """Add the command, its help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    @app.command("explain", help=said("explain"))
    def explain(
        station: Annotated[Path, typer.Argument(metavar="STATION", help=said("station"))],
        name: Annotated[str, typer.Argument(metavar="RULE|RECORD", help=said("explain.name"))],
        ruleset: Annotated[
            str | None, typer.Option("--ruleset", metavar="ID|PATH", help=said("ruleset"))
        ] = None,
        as_of: Annotated[
            datetime | None,
            typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help=said("as_of")),
        ] = None,
        quick: Annotated[bool, typer.Option("--quick", help=said("quick"))] = False,
        work: Annotated[
            Path | None, typer.Option("--work", metavar="DIR", file_okay=False, help=said("work"))
        ] = None,
        form: Annotated[Form, typer.Option("--format", help=said("format"))] = Form.TABLE,
        lang: Annotated[Language, typer.Option("--lang", help=said("lang"))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=said("quiet"))] = False,
        verbose: Annotated[bool, typer.Option("--verbose", help=said("verbose"))] = False,
    ) -> None:
        from swaudit.audit.pipeline import HOME, AuditRequest
        from swaudit.cli import commands

        request = AuditRequest(
            station=station,
            ruleset=ruleset,
            as_of=as_of.date() if as_of else None,
            quick=quick,
            work=work,
            now=datetime.now(HOME),
        )
        show = commands.Show(form.value, lang.value, quiet)
        raise typer.Exit(commands.explain(request, name, show))
