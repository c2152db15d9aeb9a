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
    station_argument = Annotated[Path, typer.Argument(metavar="STATION", help=said("station"))]
    folder_argument = Annotated[Path, typer.Argument(metavar="FOLDER", help=said("folder"))]
    page_or_data_option = Annotated[PageOrData, typer.Option("--format", help=said("format"))]
    form_option = Annotated[Format, typer.Option("--format", help=said("format"))]
    work_option = Annotated[
        Path | None, typer.Option("--work", metavar="DIR", file_okay=False, help=said("work"))
    ]
    lang_option = Annotated[Language, typer.Option("--lang", help=said("lang"))]
    quiet_option = Annotated[bool, typer.Option("--quiet", "-q", help=said("quiet"))]
    verbose_option = Annotated[bool, typer.Option("--verbose", help=said("verbose"))]

    @app.callback()
    def _root(
        lang: lang_option = language,
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_version, help=said("version"))
        ] = False,
    ) -> None:
        pass

    @app.command(help=said("audit"))
    def audit(
        station: station_argument,
        ruleset: Annotated[
            str | None, typer.Option("--ruleset", metavar="ID|PATH", help=said("ruleset"))
        ] = None,
        as_of: Annotated[
            datetime | None,
            typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help=said("as_of")),
        ] = None,
        quick: Annotated[bool, typer.Option("--quick", help=said("quick"))] = False,
        work: work_option = None,
        form: form_option = Format.TABLE,
        outputs: Annotated[
            list[Path] | None,
            typer.Option("-o", "--output", metavar="FILE", dir_okay=False, help=said("output")),
        ] = None,
        lang: lang_option = language,
        quiet: quiet_option = False,
        verbose: verbose_option = False,
        exit_zero: Annotated[bool, typer.Option("--exit-zero", help=said("exit_zero"))] = False,
        show_pii: Annotated[bool, typer.Option("--show-pii", help=said("show_pii"))] = False,
        with_photos: Annotated[
            bool, typer.Option("--with-photos", help=said("with_photos"))
        ] = False,
    ) -> None:
        from swaudit.audit.pipeline import HOME, AuditRequest
        from swaudit.cli import commands

        request = AuditRequest(
            station=station,
            ruleset=ruleset,
            as_of=as_of.date() if as_of else None,
            quick=quick,
            work=work,
            show_pii=show_pii,
            with_photos=with_photos,
            now=datetime.now(HOME),
        )
        show = commands.Show(form.value, lang.value, quiet, tuple(outputs or ()), exit_zero)
        raise typer.Exit(commands.audit(request, show))

    @app.command(help=said("photos"))
    def photos(
        folder: folder_argument,
        work: work_option = None,
        form: page_or_data_option = PageOrData.TABLE,
        lang: lang_option = language,
        quiet: quiet_option = False,
        verbose: verbose_option = False,
    ) -> None:
        from swaudit.audit.pipeline import HOME
        from swaudit.cli import commands

        show = commands.Show(form.value, lang.value, quiet)
        raise typer.Exit(commands.photos(folder, work, datetime.now(HOME), show))

    @app.command(help=said("manifest"))
    def manifest(
        station: station_argument,
        work: work_option = None,
        lang: lang_option = language,
        verbose: verbose_option = False,
    ) -> None:
        from swaudit.audit.pipeline import HOME
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
        lang: lang_option = language,
        verbose: verbose_option = False,
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
