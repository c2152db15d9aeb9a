"""`swaudit init --from`: a mapping proposed for a station's own workbook."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from swaudit.cli import output
from swaudit.cli.commands import refusals_told
from swaudit.cli.exit_codes import ExitCode
from swaudit.model.message import Message, message, tell, word


def propose_mapping(
    reference: str | None,
    folder: Path | None,
    books: Sequence[Path],
    work: Path | None,
    language: str,
) -> ExitCode:
    """Write a proposal for the workbooks into the work folder, and tell what a person does next.

    Without `folder`, the station's is the nearest above the first workbook with a station.yaml,
    else the one the workbook lies in. Without `reference`, station.yaml names the ruleset; with
    it, a station.yaml that is not there is written. A mapping that is there is kept under another
    name, and what it says comes before any guess.
    """
    from swaudit.audit.pipeline import ruleset_of
    from swaudit.audit.proposing import UnreadableBookError, proposal_for
    from swaudit.audit.request import HOME, AuditRequest, work_folder
    from swaudit.audit.scaffold import reference_of
    from swaudit.cli.progress import shown
    from swaudit.evidence.inventory import STATION_FILE
    from swaudit.evidence.mapping import FILE_NAME
    from swaudit.report.mapping_text import mapping_text
    from swaudit.report.words import visible

    with refusals_told(language):
        for book in books:
            if not book.is_file():
                raise output.OutputError(message("init.no_book", file=book))
        station = folder or _station_of(books[0])
        place = work or work_folder(station)
        output.check_outside(place, station)
        ruleset = ruleset_of(AuditRequest(station, datetime.now(HOME), ruleset=reference))
        with shown(output.console(sys.stderr), language) as progress:
            try:
                found = proposal_for(station, books, ruleset, place, progress)
            except UnreadableBookError as error:
                said = tell(error.problem.said, language)
                raise output.OutputError(
                    message("init.book_unreadable", file=error.problem.file, why=said)
                ) from None
        path = place / FILE_NAME
        told: list[Message] = []
        if found.sheets or found.folders or found.unknown:
            if path.exists():
                kept = _kept(path)
                told.append(message("init.mapping_kept", old=kept.name, file=path))
            text = mapping_text(found, ruleset.specs, language)
            path.write_text(text, encoding="utf-8", newline="\n")
            told.insert(0, message("init.mapping", path=path, sheets=len(found.sheets)))
        else:
            told.append(message("init.no_mapping"))
        settings = station / STATION_FILE
        if reference is not None and not settings.exists():
            line = f"ruleset: {json.dumps(reference_of(ruleset), ensure_ascii=False)}\n"
            settings.write_text(line, encoding="utf-8")
            told.append(message("init.settings", file=settings))
        comma = word("show.comma", language)
        if found.as_is:
            names = comma.join(f"《{name}》" for name, _ in found.as_is)
            told.append(message("init.mapping_as_is", sheets=names))
        if found.unknown:
            names = comma.join(f"《{name}》" for _, name, _ in found.unknown)
            told.append(message("init.mapping_unknown", sheets=names))
        outside = [one for one in books if not one.resolve().is_relative_to(station.resolve())]
        if outside:
            told.append(message("init.mapping_outside", file=outside[0], folder=station))
    lines = "\n".join(tell(one, language) for one in told).splitlines()
    output.print_lines(visible(line) for line in lines)
    return ExitCode.DECIDED


def _station_of(book: Path) -> Path:
    from swaudit.evidence.inventory import STATION_FILE

    above = book.resolve().parents
    return next((folder for folder in above if (folder / STATION_FILE).is_file()), above[0])


def _kept(path: Path) -> Path:
    """Give a mapping another name, and return it."""
    number = 1
    while (aside := path.with_name(f"{path.stem}-旧{number}{path.suffix}")).exists():
        number += 1
    return path.rename(aside)
