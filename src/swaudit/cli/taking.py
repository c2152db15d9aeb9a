"""`swaudit review --import`: decisions that come back in a file, held against their stations."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from swaudit.cli import prompt
from swaudit.cli.exit_codes import ExitCode, foremost
from swaudit.model.message import Message, message, tell
from swaudit.report.words import visible

if TYPE_CHECKING:
    from pathlib import Path

    from swaudit.audit.pipeline import Audited
    from swaudit.audit.request import AuditRequest
    from swaudit.audit.returned import Returned, Taken
    from swaudit.fleet.stations import Site

_Refused = tuple[tuple[str, Message], ...]


def take(
    paths: Sequence[Path], asked: AuditRequest, file: Path, language: str, *, quiet: bool
) -> ExitCode:
    """Take the decisions of a file; 5 where some of them do not fit the stations."""
    from swaudit.audit.returned import fitting
    from swaudit.cli.across import collected, sites_of
    from swaudit.cli.commands import refusals_told
    from swaudit.fleet.returned import by_station

    with refusals_told(language):
        sites = sites_of(paths, asked)
        returned, wrong = _read(file, sites[0].request)
        sorted_out, astray = by_station(returned, sites)

        def written(site: Site, audited: Audited) -> tuple[Taken, int]:
            taken = fitting(audited, sorted_out[site.name])
            return taken, _written(site, taken)

        named = [site for site in sites if site.name in sorted_out]
        found, code = collected(named, written, language, quiet=quiet)
    fits = [taken for _, (taken, _) in found]
    refused = (*wrong, *astray, *(one for taken in fits for one in taken.refused))
    for where, said in refused:
        sys.stderr.write(visible(f"{file.name} {where}: {tell(said, language)}") + "\n")
    fresh = sum(n for _, (_, n) in found)
    there = sum(len(taken.entries) for taken in fits)
    # Whatever came back for a station that could not be audited was not taken either.
    left = len(wrong) + len(returned) - there
    prompt.say(message("review.taken", n=fresh, known=there - fresh, not_=left), language)
    return foremost((code, ExitCode.UNDECIDED if left else ExitCode.DECIDED))


def _written(site: Site, taken: Taken) -> int:
    """Write the decisions that a station's 认定.yaml does not hold yet; return how many."""
    from swaudit.audit.deciding import not_there
    from swaudit.audit.judgements import FILE_NAME
    from swaudit.cli.judge import write

    fresh = not_there(site.request.place / FILE_NAME, taken.entries)
    if fresh:
        write(site.request, fresh)
    return len(fresh)


def _read(file: Path, request: AuditRequest) -> tuple[Sequence[Returned], _Refused]:
    from swaudit.audit.returned import from_entries, from_form
    from swaudit.audit.usage import UsageError
    from swaudit.evidence.sheets import SHEETS, sheets_of
    from swaudit.ground.store import Store

    if file.suffix.lower() != ".xlsx":
        return from_entries(file), ()
    with Store(request.place / "facts.sqlite") as store:
        facts = store.extract([file], SHEETS)
    sheets, problems = sheets_of(file.name, facts[file])
    if problems:
        raise UsageError(problems[0].said)
    found, wrong = from_form(sheets, request.now.date())
    return found, wrong.refused
