"""From a folder to a Dossier: every file found, read in a child, derived and linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from swaudit.evidence.belonging import with_owners
from swaudit.evidence.derive import derive
from swaudit.evidence.documents import account, classify, named_in_cells, resolve_paths
from swaudit.evidence.frames import appended
from swaudit.evidence.inventory import changed, stamps, take_inventory
from swaudit.evidence.ledger import read_ledgers
from swaudit.evidence.linking import link, link_by_path
from swaudit.evidence.mapping import NO_MAPPING, StationMapping, as_read
from swaudit.evidence.members import look_inside
from swaudit.evidence.papers import read_papers
from swaudit.evidence.sheets import SHEETS, Sheet, sheets_of
from swaudit.evidence.station import STATION_TABLE, station_of
from swaudit.ground.store import Progress, Store
from swaudit.model.dossier import Dossier, File, Problem, Station
from swaudit.model.message import Message, message
from swaudit.model.photo import PhotoFacts
from swaudit.model.tables import Table
from swaudit.photos.examine import examine
from swaudit.ruleset.schema import Ruleset

Contract = tuple[date, date]
"""The first and the last day, both included."""


class ContractError(Exception):
    """The contract's days are not known; `said` tells why and what to write."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.code)
        self.said = said


@dataclass(frozen=True, eq=False)
class Gathered:
    """The dossier, the contract, and the tables as handed in, before anything was derived."""

    dossier: Dossier
    contract: Contract
    handed_in: Mapping[str, Table]


def gather(
    root: Path,
    ruleset: Ruleset,
    store: Store,
    *,
    with_photos: bool,
    progress: Progress,
    own: StationMapping = NO_MAPPING,
) -> Gathered:
    """Return everything a station handed in, its own workbook read as `own` says.

    Raises ContractError; OSError for the folder.
    """
    files = as_read(take_inventory(root), own.folders)
    found_as = stamps(root, files)
    span = (ruleset.start, ruleset.end) if ruleset.start and ruleset.end else None
    books, files, problems = _read_books(root, files, store, progress)
    ledgers = read_ledgers(books, ruleset.specs, span, own)
    tables, derived = derive(ledgers.tables, ruleset.specs, ruleset.worklog)
    station, misgivings = station_of(ledgers.tables, root.resolve().name)
    days = contract(ledgers.tables, station, ruleset)
    papers = read_papers(store, root, files, ruleset.documents, progress)
    files = _unreadable(files, papers.unreadable)
    tables, unfound = resolve_paths(tables, files)
    photos: dict[str, PhotoFacts] = {}
    if with_photos:
        photos, files = read_photos(root, files, store, progress)
    documents = classify(files, ruleset.documents, _domains(ruleset), ruleset.specs, papers.inside)
    filed = with_owners(documents.files, tables)
    filed = filed if with_photos else _doubt_pictures(filed, files)
    for table in (filed, documents.reports):
        tables[table.spec.name] = appended(tables.get(table.spec.name), table)
    taken = {file.path for file in files if file.kind == "photo"} & set(documents.used)
    if with_photos:
        links, unlinked = link(tables, files, photos, taken)
    else:
        links, unlinked = link_by_path(tables, files, taken)
    used = named_in_cells(tables, files)
    used |= {path: message("file.ledger") for path in ledgers.used}
    used |= {one.path: message("file.photo") for one in links} | dict(documents.used)
    packed = look_inside(store, root, files, progress)
    every = (
        *problems,
        *ledgers.problems,
        *derived,
        *misgivings,
        *documents.problems,
        *unlinked,
        *unfound,
        *packed,
        *changed(found_as, stamps(root, files)),
    )
    known = {file.path for file in files}
    dossier = Dossier(
        station=station,
        tables=tables,
        files=account(files, {path: why for path, why in used.items() if path in known}),
        photos=photos,
        links=links,
        problems=every,
    )
    return Gathered(dossier, days, ledgers.tables)


def _doubt_pictures(papers: Table, files: tuple[File, ...]) -> Table:
    """Return the documents with those that are pictures in doubt: nobody has opened them yet."""
    import pandas as pd

    pictures = {file.path for file in files if file.kind == "photo"}
    said = message("record.photos_not_read")
    doubt = [said if path in pictures else None for path in papers.rows["file"]]
    return replace(papers, rows=papers.rows.assign(doubt=pd.Series(doubt, dtype=object)))


def _domains(ruleset: Ruleset) -> tuple[str, ...]:
    return ruleset.specs["文件"].columns["领域"].values


def _read_books(
    root: Path, files: tuple[File, ...], store: Store, progress: Progress
) -> tuple[dict[str, tuple[Sheet, ...]], tuple[File, ...], list[Problem]]:
    paths = {root / file.path: file for file in files if _is_open(file, "sheet")}
    facts = store.extract(paths, SHEETS, progress=progress)
    books: dict[str, tuple[Sheet, ...]] = {}
    problems: list[Problem] = []
    why: dict[str, Message] = {}
    for path, file in paths.items():
        sheets, said = sheets_of(file.path, facts[path])
        books[file.path] = sheets
        problems += said
        if said:
            why[file.path] = said[0].said
    return books, _unreadable(files, why), problems


def read_photos(
    root: Path, files: tuple[File, ...], store: Store, progress: Progress
) -> tuple[dict[str, PhotoFacts], tuple[File, ...]]:
    """Return the facts of every photo by path, and the files with those unreadable marked."""
    paths = {root / file.path: file.path for file in files if _is_open(file, "photo")}
    facts = {
        paths[path]: found for path, found in examine(store, list(paths), progress=progress).items()
    }
    why = {
        path: message(found.problem or "photo.failed")
        for path, found in facts.items()
        if found.verdict == "unreadable"
    }
    hashed = tuple(
        replace(file, sha256=facts[file.path].sha256) if file.path in facts else file
        for file in files
    )
    return facts, _unreadable(hashed, why)


def _is_open(file: File, kind: str) -> bool:
    return file.kind == kind and file.state not in ("ignored", "unreadable")


def _unreadable(files: Iterable[File], why: Mapping[str, Message]) -> tuple[File, ...]:
    return tuple(
        replace(file, state="unreadable", reason=why[file.path]) if file.path in why else file
        for file in files
    )


def contract(tables: Mapping[str, Table], station: Station, ruleset: Ruleset) -> Contract:
    """Return the contract's closed days: the station's where it names them, else the ruleset's.

    Raises ContractError when neither names them, and when what the station wrote is no date or
    ends before it begins: every verdict would rest on it.
    """
    days = []
    for column, written, usual in (
        ("合同起", station.start, ruleset.start),
        ("合同止", station.end, ruleset.end),
    ):
        about = tables.get(STATION_TABLE)
        if about is not None and column in about.frame and bool(about.unreadable[column].any()):
            raise ContractError(message("usage.contract_unreadable", column=column))
        day = written or usual
        if day is None:
            raise ContractError(message("usage.no_contract"))
        days.append(day)
    if days[0] > days[1]:
        raise ContractError(message("usage.contract_reversed", start=days[0], end=days[1]))
    return days[0], days[1]
