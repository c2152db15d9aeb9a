"""`swaudit init`: a folder that a station fills, made for a ruleset."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.language import Language
from swaudit.cli.refusals import refusals_told
from swaudit.model.message import message, tell, word

LEDGER = "台账.xlsx"


def add(app: typer.Typer, language: Language) -> None:
    """Add the command, its help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    @app.command("init", help=said("init"))
    def init(
        ruleset: Annotated[
            str | None,
            typer.Argument(metavar="RULESET", help=said("init.ruleset"), show_default=False),
        ] = None,
        folder: Annotated[
            Path | None,
            typer.Argument(metavar="FOLDER", help=said("init.folder"), show_default=False),
        ] = None,
        books: Annotated[
            list[Path] | None,
            typer.Option("--from", metavar="WORKBOOK", help=said("init.from"), dir_okay=False),
        ] = None,
        work: Annotated[
            Path | None, typer.Option("--work", metavar="DIR", file_okay=False, help=said("work"))
        ] = None,
        lang: Annotated[Language, typer.Option("--lang", help=said("lang"))] = language,
    ) -> None:
        if books:
            from swaudit.cli.mapping import propose_mapping

            raise typer.Exit(propose_mapping(ruleset, folder, books, work, lang.value))
        with refusals_told(lang.value):
            if ruleset is None or folder is None:
                missing = "RULESET" if ruleset is None else "FOLDER"
                raise output.OutputError(message("usage.missing", name=missing))
        raise typer.Exit(start_station(ruleset, folder, lang))


def start_station(reference: str, folder: Path, language: str) -> ExitCode:
    """Make a station's folder: sub-folders, the workbook to fill, station.yaml.

    Nothing that is there already is touched: where a file of its own names exists, none is written.
    """
    from swaudit.audit.scaffold import scaffold
    from swaudit.evidence.inventory import STATION_FILE
    from swaudit.report.forms import form_book
    from swaudit.report.words import visible
    from swaudit.ruleset.load import load_ruleset

    with refusals_told(language):
        made = scaffold(load_ruleset(reference))
        # A JSON text is a YAML text as well, whatever the path holds.
        settings = f"ruleset: {json.dumps(made.reference, ensure_ascii=False)}\n"
        files = {LEDGER: form_book(made, language), STATION_FILE: settings.encode()}
        _check(folder, files)
        _write(folder, made.folders, files)
    told = message(
        "init.done",
        folder=folder,
        ledger=LEDGER,
        sheets=word("show.comma", language).join(sheet.name for sheet in made.sheets),
    )
    output.print_lines(visible(line) for line in tell(told, language).splitlines())
    return ExitCode.DECIDED


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.exists() and not folder.is_dir():
        raise output.OutputError(message("init.not_a_folder", folder=folder))
    there = [name for name in files if (folder / name).exists() or (folder / name).is_symlink()]
    if there:
        raise output.OutputError(message("init.exists", folder=folder, files="、".join(there)))


def _write(folder: Path, folders: tuple[str, ...], files: Mapping[str, bytes]) -> None:
    try:
        for path in (folder, *(folder / name for name in folders)):
            path.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            with (folder / name).open("xb") as to:
                to.write(content)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise output.OutputError(
            message("cli.output_failed", file=error.filename or folder, why=why)
        ) from error
