"""What is asked of one station or many, for the commands by which people decide."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode, foremost
from swaudit.model.message import message, tell
from swaudit.report.words import visible

if TYPE_CHECKING:
    from pathlib import Path

    from swaudit.audit.pipeline import Audited
    from swaudit.audit.request import AuditRequest
    from swaudit.fleet.stations import Site

T = TypeVar("T")


def sites_of(paths: Sequence[Path], asked: AuditRequest) -> tuple[Site, ...]:
    """Return the stations that are named, or stand in the folders named.

    Raises UsageError for what is no folder, OutputError for a work folder inside the evidence.
    """
    from swaudit.fleet.stations import sites

    found = sites(paths, asked)
    for site in found:
        output.check_outside(site.request.place, site.request.station)
    return found


def collected(
    sites: Sequence[Site], take: Callable[[Site, Audited], T], language: str, *, quiet: bool
) -> tuple[list[tuple[Site, T]], ExitCode]:
    """Audit stations and return what `take` makes of each, and the code of those that failed.

    One that cannot be audited is named on stderr and does not stop the others; the error of a
    single station is raised.
    """
    from swaudit.cli.commands import Show, progress
    from swaudit.fleet.run import each

    with progress(Show("table", language, quiet)) as told:
        done = list(each(sites, take, told))
    if len(done) == 1 and done[0].error:
        raise done[0].error
    codes = [_told(one.site, one.error, language) for one in done if one.error]
    return [(one.site, one.taken) for one in done if one.taken is not None], foremost(codes)


def _told(site: Site, error: Exception, language: str) -> ExitCode:
    """Tell on stderr why a station could not be audited; of our own errors only the kind."""
    from swaudit.cli.commands import refusal

    lines = refusal(error, language)
    code = ExitCode.UNREADABLE if lines is None else ExitCode.USAGE
    if lines is None:
        lines = [tell(message("fleet.broke", kind=type(error).__name__), language)]
    said = tell(message("fleet.failed", station=site.name, why="\n  ".join(lines)), language)
    sys.stderr.writelines(visible(line) + "\n" for line in said.splitlines())
    return code
