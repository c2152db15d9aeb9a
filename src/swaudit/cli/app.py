"""The commands: what each takes, and how its result leaves. The work is done in other rooms."""

# Annotations are evaluated here (no `from __future__ import annotations`): typer reads help texts
# that depend on the language from them.

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from swaudit import __version__
from swaudit.cli import explain, init, people, rules
from swaudit.cli.language import Language
from swaudit.cli.options import options, request_of
from swaudit.model.message import word


class Format(StrEnum):
    """The form of an audit on stdout."""

    TABLE = "table"
    JSON = "json"
    JUNIT = "junit"
    MARKDOWN = "markdown"


class PageOrData(StrEnum):
    """The form of other results on stdout."""

    TABLE = "table"
    JSON = "json"


def build(language: Language) -> typer.Typer:
    """Return the command line with its help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    app = typer.Typer(
        help=said("swaudit"),
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        rich_markup_mode=None,
    )
    given = options(language)
    page_or_data_option = Annotated[PageOrData, typer.Option("--format", help=said("format"))]
    form_option = Annotated[Format, typer.Option("--format", help=said("format"))]

    @app.callback()
    def _root(
        lang: Annotated[Language, given.lang] = language,
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_version, help=said("version"))
        ] = False,
    ) -> None:
        pass

    @app.command(help=said("audit"))
    def audit(
        station: Annotated[Path, given.station],
        ruleset: Annotated[str | None, given.ruleset] = None,
        as_of: Annotated[datetime | None, given.as_of] = None,
        quick: Annotated[bool, given.quick] = False,
        work: Annotated[Path | None, given.work] = None,
        form: form_option = Format.TABLE,
        outputs: Annotated[
            list[Path] | None,
            typer.Option("-o", "--output", metavar="FILE", dir_okay=False, help=said("output")),
        ] = None,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
        verbose: Annotated[bool, given.verbose] = False,
        exit_zero: Annotated[bool, typer.Option("--exit-zero", help=said("exit_zero"))] = False,
        show_pii: Annotated[bool, given.show_pii] = False,
        with_photos: Annotated[
            bool, typer.Option("--with-photos", help=said("with_photos"))
        ] = False,
    ) -> None:
        from swaudit.cli import commands

        asked = {"quick": quick, "show_pii": show_pii, "with_photos": with_photos}
        request = request_of(station, ruleset, as_of, work, **asked)
        show = commands.Show(form.value, lang.value, quiet, tuple(outputs or ()), exit_zero)
        raise typer.Exit(commands.audit(request, show))

    @app.command(help=said("photos"))
    def photos(
        folder: Annotated[Path, given.folder],
        work: Annotated[Path | None, given.work] = None,
        form: page_or_data_option = PageOrData.TABLE,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
        verbose: Annotated[bool, given.verbose] = False,
    ) -> None:
        from swaudit.audit.request import HOME
        from swaudit.cli import commands

        show = commands.Show(form.value, lang.value, quiet)
        raise typer.Exit(commands.photos(folder, work, datetime.now(HOME), show))

    @app.command(help=said("manifest"))
    def manifest(
        station: Annotated[Path, given.station],
        work: Annotated[Path | None, given.work] = None,
        lang: Annotated[Language, given.lang] = language,
        verbose: Annotated[bool, given.verbose] = False,
    ) -> None:
        from swaudit.audit.request import HOME
        from swaudit.cli import commands

        raise typer.Exit(commands.manifest(station, work, datetime.now(HOME).date(), lang.value))

    @app.command(help=said("diff"))
    def diff(
        old: Annotated[
            Path,
            typer.Argument(metavar="OLD.json", help=said("old"), exists=True, dir_okay=False),
        ],
        new: Annotated[
            Path,
            typer.Argument(metavar="NEW.json", help=said("new"), exists=True, dir_okay=False),
        ],
        form: page_or_data_option = PageOrData.TABLE,
        lang: Annotated[Language, given.lang] = language,
        verbose: Annotated[bool, given.verbose] = False,
    ) -> None:
        from swaudit.cli import commands

        raise typer.Exit(commands.diff(old, new, commands.Show(form.value, lang.value)))

    init.add(app, language)
    explain.add(app, language)
    people.add(app, language)
    app.add_typer(rules.build(language), name="rules")
    return app


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"swaudit {__version__}")
        raise typer.Exit
