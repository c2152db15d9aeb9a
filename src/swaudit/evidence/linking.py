"""Photos linked to the records they are offered for, strongest reason first (design §6).

    folder_column   the record's folder column names the photo, or a folder above it
    folder_name     the photo's name, or a folder above it, names the record: by its id or its
                    name, or by its group's together with the session's number or its day
    path            the path holds the record's day and 领域
    watermark       the stamp's day is the record's, the places do not contradict each other, and
                    the record has no photo yet

A photo is linked by its strongest reason alone. Within a reason the nearest folder decides. Of
several records with equal claims each gets the link, contested unless they are surely one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Literal

from swaudit.evidence.claims import Claim, claims, one_event
from swaudit.evidence.folders import Folders, NameIndex
from swaudit.evidence.frames import found_in
from swaudit.evidence.places import contradict
from swaudit.evidence.text import comparable
from swaudit.evidence.words import day_in, last_part, session_number, upwards, year_in
from swaudit.model.dossier import File, Link, Problem
from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts
from swaudit.model.tables import Table

Reason = Literal["folder_column", "folder_name", "path", "watermark"]


def link(
    tables: Mapping[str, Table],
    files: Iterable[File],
    photos: Mapping[str, PhotoFacts],
    taken: AbstractSet[str],
) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """Return the links of all photos, by their paths and then by their stamps, and problems.

    `tables` are those of the dossier by name (only those with an event hold records); `taken` the
    paths of photos that serve as documents, which are offered to no record. Unreadable photos are
    linked as well: the record then waits for a person instead of having no photo.
    """
    by_path, problems = link_by_path(tables, files, taken)
    return (*by_path, *link_by_watermark(tables, photos, by_path, taken)), problems


def link_by_path(
    tables: Mapping[str, Table],
    files: Iterable[File],
    taken: AbstractSet[str],
) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """Return the links that paths alone give; no photo needs to be read for them.

    A folder column that names nothing, or several folders, is a problem.
    """
    kept = [file for file in files if file.state != "ignored"]
    known = claims(tables)
    named, problems = _named_folders(known, tables, Folders(file.path for file in kept))
    by_name, by_day_and_domain = _by_name(known), _by_day_and_domain(known)
    reasons: tuple[tuple[Reason, Callable[[File], Sequence[Claim]]], ...] = (
        ("folder_column", lambda file: _nearest(file.path, named)),
        ("folder_name", lambda file: by_name(file.path)),
        ("path", lambda file: by_day_and_domain(file.place)),
    )
    links: list[Link] = []
    for file in sorted(kept, key=lambda file: file.path):
        if file.kind != "photo" or file.path in taken:
            continue
        for reason, find in reasons:
            if found := find(file):
                links += _links(file.path, found, reason)
                break
    return tuple(links), problems


def link_by_watermark(
    tables: Mapping[str, Table],
    photos: Mapping[str, PhotoFacts],
    linked: Iterable[Link],
    taken: AbstractSet[str],
) -> tuple[Link, ...]:
    """Return the links that stamps give to photos not `linked`, for records without a photo."""
    earlier = tuple(linked)
    done = {one.path for one in earlier} | set(taken)
    served = {one.record for one in earlier}
    waiting: defaultdict[date, list[Claim]] = defaultdict(list)
    for claim in claims(tables):
        if claim.day is not None and claim.record not in served:
            waiting[claim.day].append(claim)
    links: list[Link] = []
    for path in sorted(photos.keys() - done):
        stamp = photos[path].watermark
        day = _stamped_day(stamp.time) if stamp is not None else None
        if stamp is None or day is None:
            continue
        fits = [one for one in waiting.get(day, ()) if not contradict(stamp.place, one.place)]
        links += _links(path, fits, "watermark")
    return tuple(links)


def _links(path: str, found: Sequence[Claim], reason: Reason) -> list[Link]:
    return [
        Link(one.record, path, reason, not all(one is o or one_event(one, o) for o in found))
        for one in found
    ]


def _named_folders(
    known: Sequence[Claim], tables: Mapping[str, Table], folders: Folders
) -> tuple[Mapping[str, list[Claim]], tuple[Problem, ...]]:
    named: defaultdict[str, list[Claim]] = defaultdict(list)
    problems: list[Problem] = []
    for claim in known:
        if claim.folder is None:
            continue
        found = folders.find(claim.folder)
        if len(found) == 1:
            named[found[0]].append(claim)
            continue
        code = "link.folder_several" if found else "link.folder_missing"
        said = message(code, folder=claim.folder)
        problems.append(found_in(tables[claim.table], claim.position, said))
    return named, tuple(problems)


def _nearest(path: str, named: Mapping[str, list[Claim]]) -> Sequence[Claim]:
    return next((named[part] for part in upwards(path) if part in named), ())


def _by_name(known: Sequence[Claim]) -> Callable[[str], Sequence[Claim]]:
    index = NameIndex((name, claim) for claim in known for name in claim.names)

    def find(path: str) -> Sequence[Claim]:
        for part in upwards(path):
            if found := index.find(comparable(last_part(part))):
                return found if len(found) == 1 else _the_session(path, found)
        return ()

    return find


def _the_session(path: str, found: Sequence[Claim]) -> Sequence[Claim]:
    """Return the one of a group's sessions whose number, or else whose day, the path holds."""
    number = next((n for part in upwards(path) if (n := session_number(last_part(part)))), None)
    days = _days(path)
    for fits in (
        [claim for claim in found if number is not None and claim.session == number],
        [claim for claim in found if claim.day is not None and _is_day(claim.day, days)],
    ):
        if len(fits) == 1:
            return fits
    return ()


def _by_day_and_domain(known: Sequence[Claim]) -> Callable[[str], Sequence[Claim]]:
    index: defaultdict[tuple[int, int, str], list[Claim]] = defaultdict(list)
    domains: dict[str, str] = {}
    for claim in known:
        if claim.day is not None and claim.domain:
            index[claim.day.month, claim.day.day, claim.domain].append(claim)
            domains[claim.domain] = comparable(claim.domain)

    def find(path: str) -> Sequence[Claim]:
        day = _days(path)
        if day is None:
            return ()
        plain = comparable(path)
        found = [
            claim
            for domain, word in domains.items()
            if word in plain
            for claim in index.get((day[1], day[2], domain), ())
            if claim.day is not None and _is_day(claim.day, day)
        ]
        told = [claim for claim in found if any(word in plain for word in claim.words)]
        return told or found

    return find


def _days(path: str) -> tuple[int | None, int, int] | None:
    """Return the day a path holds: of the nearest folder that has one, else of the file's name.

    People name folders, cameras name files. A year may stand further above.
    """
    own, *above = upwards(path)
    for part in (*above, own):
        if day := day_in(last_part(part)):
            return (day[0] or year_in(part), day[1], day[2])
    return None


def _is_day(day: date, told: tuple[int | None, int, int] | None) -> bool:
    return told is not None and told[0] in (None, day.year) and told[1:] == (day.month, day.day)


def _stamped_day(time: str | None) -> date | None:
    try:
        return date.fromisoformat((time or "")[:10])
    except ValueError:
        return None
