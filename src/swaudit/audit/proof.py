"""Whether one photo proves one record: it shows what is asked, and agrees with the ledger.

What the text itself refuses (no watermark, no time, no place) is refused by machine; what only
disagrees (another day, another place, an unreadable picture) waits for a person. Source: design §4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from swaudit.audit.place import same_place
from swaudit.model.dossier import Station
from swaudit.model.message import Message, message
from swaudit.model.photo import PhotoFacts, Watermark
from swaudit.model.status import Counts
from swaudit.photos.watermark.read import hinted
from swaudit.ruleset.schema import PhotoPolicy


@dataclass(frozen=True)
class Record:
    """A row of an event table as its photos are held against it.

    `doubt` tells why it is not sure that the row is one of its table's.
    """

    id: str
    label: str
    table: str
    day: date | None
    hours: tuple[time, time] | None = None
    place: str | None = None
    domain: str = ""
    workers: tuple[str, ...] = ()
    doubt: Message | None = None


@dataclass(frozen=True)
class Proof:
    """What one photo does for one record: counted, pending or refused, and why not counted."""

    path: str
    counts: Counts
    reason: Message | None = None


def proof(
    record: Record, path: str, facts: PhotoFacts, policy: PhotoPolicy, station: Station
) -> Proof:
    """Return what a photo does for a record, leaving reuse aside."""
    if facts.verdict == "unreadable":
        return Proof(path, Counts.PENDING, message("photo.cannot_be_read", photo=path))
    stamp = facts.watermark
    lacking = _lacking(stamp, policy)
    if lacking:
        # What the picture hints at may be there and only not have been read: no refusal by machine.
        hints = hinted(stamp.text if stamp else facts.scene_text)
        if lacking in hints or (lacking == "watermark" and "time" in hints):
            return Proof(path, Counts.PENDING, message(f"record.{lacking}_unclear", photo=path))
        return Proof(path, Counts.REFUSED, message(f"record.no_{lacking}", photo=path))
    if stamp is None or stamp.time is None:
        return Proof(path, Counts.COUNTED)
    if record.day is None:
        return Proof(path, Counts.PENDING, message("record.no_date"))
    taken = datetime.fromisoformat(stamp.time)
    if not _same_time(taken, "T" in stamp.time, record, policy.minutes):
        said = message(
            "record.other_day" if taken.date() != record.day else "record.other_time",
            photo=path,
            stamped=stamp.time.replace("T", " "),
            recorded=record.day,
        )
        return Proof(path, Counts.PENDING, said)
    free = record.table in policy.place_free
    if stamp.place and not free and not same_place(stamp.place, station, record.place):
        said = message("record.other_place", photo=path, stamped=stamp.place)
        return Proof(path, Counts.PENDING, said)
    if not stamp.place and stamp.lat is not None and not free:
        return Proof(path, Counts.PENDING, message("record.only_coordinates", photo=path))
    return Proof(path, Counts.COUNTED)


def agrees(
    record: Record, facts: PhotoFacts, moment: str, policy: PhotoPolicy, station: Station
) -> bool:
    """Say whether a photo taken at an ISO `moment`, with or without a time, can be of a record."""
    taken = datetime.fromisoformat(moment)
    if not _same_time(taken, "T" in moment, record, policy.minutes):
        return False
    place = facts.watermark.place if facts.watermark else None
    free = record.table in policy.place_free
    return not place or free or same_place(place, station, record.place)


def _lacking(stamp: Watermark | None, policy: PhotoPolicy) -> str | None:
    if not policy.needs:
        return None
    if stamp is None:
        return "watermark"
    if "time" in policy.needs and stamp.time is None:
        return "time"
    if "place" in policy.needs and not stamp.place and stamp.lat is None:
        return "place"
    return None


def _same_time(taken: datetime, to_the_minute: bool, record: Record, minutes: int) -> bool:
    if record.day is None:
        return False
    if record.hours is None or not to_the_minute:
        return taken.date() == record.day
    start, end = (datetime.combine(record.day, hour) for hour in record.hours)
    if end < start:
        end += timedelta(days=1)
    slack = timedelta(minutes=minutes)
    return start - slack <= taken <= end + slack
