"""What the commands on stations take in the same words, and the audit that is asked for by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from swaudit.model.message import word

if TYPE_CHECKING:
    from swaudit.audit.request import AuditRequest


@dataclass(frozen=True)
class Options:
    """Arguments and options with their help in one language, for `Annotated[type, …]`."""

    station: Any
    stations: Any
    folder: Any
    ruleset: Any
    as_of: Any
    quick: Any
    work: Any
    show_pii: Any
    by: Any
    why: Any
    until: Any
    lang: Any
    quiet: Any
    verbose: Any


def options(language: str) -> Options:
    """Return the shared options with their help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    def day(name: str, code: str) -> Any:
        return typer.Option(name, metavar="DATE", formats=["%Y-%m-%d"], help=said(code))

    return Options(
        station=typer.Argument(metavar="STATION", help=said("station")),
        stations=typer.Argument(metavar="STATION|FOLDER", help=said("stations")),
        folder=typer.Argument(metavar="FOLDER", help=said("folder")),
        ruleset=typer.Option("--ruleset", metavar="ID|PATH", help=said("ruleset")),
        as_of=day("--as-of", "as_of"),
        quick=typer.Option("--quick", help=said("quick")),
        work=typer.Option("--work", metavar="DIR", file_okay=False, help=said("work")),
        show_pii=typer.Option("--show-pii", help=said("show_pii")),
        by=typer.Option("--by", metavar="NAME", help=said("by")),
        why=typer.Option("--why", metavar="TEXT", help=said("why")),
        until=day("--until", "until"),
        lang=typer.Option("--lang", help=said("lang")),
        quiet=typer.Option("--quiet", "-q", help=said("quiet")),
        verbose=typer.Option("--verbose", help=said("verbose")),
    )


def request_of(
    station: Path,
    ruleset: str | None,
    as_of: datetime | None,
    work: Path | None,
    *,
    quick: bool = False,
    show_pii: bool = False,
    with_photos: bool = False,
) -> AuditRequest:
    """Return the audit that is asked for, as of this moment."""
    from swaudit.audit.request import HOME, AuditRequest

    day = as_of.date() if as_of else None
    now = datetime.now(HOME)
    return AuditRequest(
        *(station, now, ruleset, day),
        quick=quick,
        work=work,
        show_pii=show_pii,
        with_photos=with_photos,
    )
