"""Decisions that come back in a file: from the report in a browser, or a filled check form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from swaudit.audit.deciding import target_of
from swaudit.audit.judgements import Entry, entries_of
from swaudit.audit.pipeline import Audited
from swaudit.audit.usage import UsageError
from swaudit.evidence.sheets import Sheet
from swaudit.model.message import LANGUAGES, Message, message, tell, word

RESULTS = {"confirmed": "认定", "denied": "不认定", "not_reached": None}
"""The results of a check and the verdicts they are; None: it is not settled."""


@dataclass(frozen=True)
class Returned:
    """A decision as it came back, where it stood (the file's row or entry), and of which station.

    The station is as the form names it, empty where the file is about one station.
    """

    where: str
    entry: Entry
    station: str = ""


@dataclass(frozen=True)
class Taken:
    """The decisions that fit the station, and why the others do not: where, and what is wrong."""

    entries: tuple[Entry, ...]
    refused: tuple[tuple[str, Message], ...]


def from_entries(path: Path) -> tuple[Returned, ...]:
    """Return the decisions of a file in the form of 认定.yaml. Raises RulesetError."""
    return tuple(Returned(f"#{at}", entry) for at, entry in enumerate(entries_of(path), start=1))


def from_form(sheets: Sequence[Sheet], today: dt.date) -> tuple[list[Returned], Taken]:
    """Return the decisions of a filled check form, and the rows that cannot be understood.

    Rows without a result, and people who were not reached, decide nothing. Raises UsageError when
    no sheet is such a form.
    """
    for sheet in sheets:
        for at, row in enumerate(sheet.rows):
            if columns := _columns(row):
                return _rows(sheet, at + 1, columns, today)
    raise UsageError(message("sample.no_form"))


def fitting(audited: Audited, returned: Iterable[Returned]) -> Taken:
    """Return the decisions whose targets are there and are still what was decided on."""
    entries: list[Entry] = []
    refused: list[tuple[str, Message]] = []
    for one in returned:
        entry = one.entry
        (kind,) = entry.targets
        names = entry.pair or (entry.id,)
        try:
            target = target_of(audited, kind, names, entry.digest)
        except UsageError as error:
            refused.append((one.where, error.said))
            continue
        if entry.digest not in ("", target.digest):
            refused.append((one.where, message("review.changed", name=entry.id)))
            continue
        named = tuple(target.id.split("+")) if kind == "pair" else target.id
        entries.append(entry.model_copy(update={kind: named}))
    return Taken(tuple(entries), tuple(refused))


def _columns(row: Sequence[str | None]) -> dict[str, int]:
    """Return where the columns of a form are, by code; nothing for a row that is not its head."""
    titles = {
        word(f"sample.column.{code}", language): code
        for language in LANGUAGES
        for code in ("result", "by", "on", "remark", "record", "digest", "station")
    }
    found = {titles[cell[1:]]: at for at, cell in enumerate(row) if cell and cell[1:] in titles}
    return found if {"result", "by", "record", "digest"} <= found.keys() else {}


def _rows(
    sheet: Sheet, first: int, columns: dict[str, int], today: dt.date
) -> tuple[list[Returned], Taken]:
    found: list[Returned] = []
    refused: list[tuple[str, Message]] = []
    results = {
        word(f"sample.result.{code}", language): code for language in LANGUAGES for code in RESULTS
    }
    for at, row in enumerate(sheet.rows[first:], start=first + 1):
        where = f"{sheet.name}!{at}"
        cells = {
            code: (row[column] or " ")[1:].strip() if column < len(row) else ""
            for code, column in columns.items()
        }
        result = cells["result"]
        if not result or not cells["record"]:
            continue
        if result not in results:
            known = "、".join(results)
            refused.append((where, message("sample.result_unknown", result=result, known=known)))
            continue
        code = results[result]
        if RESULTS[code] is None:
            continue
        day = cells.get("on", "")[:10] or today.isoformat()
        said = message("sample.checked", result=result, remark=cells.get("remark", ""))
        given = {
            "record": cells["record"], "verdict": RESULTS[code], "by": cells["by"], "date": day,
            "why": tell(said, LANGUAGES[0]).strip(), "digest": cells["digest"],
        }  # fmt: skip
        try:
            entry = Entry.model_validate(given)
            found.append(Returned(where, entry, cells.get("station", "")))
        except ValidationError as error:
            refused.append((where, _wrong(error)))
    return found, Taken((), tuple(refused))


def _wrong(error: ValidationError) -> Message:
    wrong: Iterator[str] = (str(one["loc"][0]) for one in error.errors() if one["loc"])
    return message("sample.no_day" if "date" in wrong else "sample.nobody")
