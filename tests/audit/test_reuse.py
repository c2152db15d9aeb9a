"""Whose a capture is that serves two events: the one that agrees with the original keeps it."""

from datetime import date, time

import pytest
from tests.audit.test_validity import DAY, OTHER, judged, photo, record, repeated
from tests.support.tables import table

from swaudit.audit.reuse import between_events
from swaudit.model.dossier import Dossier, Link, Station
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import ReusePair
from swaudit.model.status import Counts

RESTAMPED = ReusePair("1.jpg", "2.jpg", "restamped", 0.97, False, None)
KEPT, REFUSED = (Counts.COUNTED, None), (Counts.REFUSED, "record.reused")
OPEN = (Counts.PENDING, "record.same_photo_unsettled")
EARLY, LATE = "2026-03-05T14:30", "2026-06-05T14:30"


def shown(stamp, sha, **rest):
    facts = photo(stamp=stamp, sha=sha)
    return PhotoFacts(**{**facts.__dict__, **rest})


# Stamps of the two photos, EXIF of the two, days of the two records → what becomes of them.
CASES = {
    "the earlier stamp is the original": (
        (EARLY, LATE),
        (None, None),
        (DAY, OTHER),
        (KEPT, REFUSED),
    ),
    "however the photos are called": ((LATE, EARLY), (None, None), (OTHER, DAY), (REFUSED, KEPT)),
    "unless the EXIF speaks for the later": (
        (EARLY, LATE),
        (None, "2026-06-05T14:30:10"),
        (DAY, OTHER),
        (REFUSED, KEPT),
    ),
    "an EXIF of a third day settles nothing": (
        (EARLY, LATE),
        ("2025-12-24T09:00:00", None),
        (DAY, OTHER),
        (OPEN, OPEN),
    ),
    "an earlier use is a witness though it is not of its record": (
        (EARLY, LATE),
        (None, None),
        (date(2026, 3, 9), OTHER),
        (OPEN, OPEN),
    ),
    "two events of the original's day": (
        (EARLY, EARLY),
        (None, None),
        (DAY, DAY),
        (OPEN, OPEN),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_who_keeps_the_capture(name):
    stamps, taken, days, expected = CASES[name]
    rows = [record(number, day, hours=None) for number, day in enumerate(days, start=1)]
    photos = {
        f"{number}.jpg": shown(stamp, f"sha {number}", taken_at=at)
        for number, (stamp, at) in enumerate(zip(stamps, taken, strict=True), start=1)
    }
    verdicts, _ = judged(rows, photos, reuse=[RESTAMPED])
    assert (verdicts["r1"], verdicts["r2"]) == expected


def test_the_hours_say_whose_it_is_on_one_day():
    rows = [record(1), record(2, hours=(time(9, 0), time(10, 0)))]
    photos = {"1.jpg": shown(EARLY, "a"), "2.jpg": shown("2026-03-05T09:30", "b")}
    verdicts, result = judged(rows, photos, reuse=[RESTAMPED])
    # The earlier of the two stamps is of the second record.
    assert verdicts == {"r1": REFUSED, "r2": KEPT}
    assert repeated(result) == {"1.jpg": True, "2.jpg": False}


def test_of_three_copies_the_first_keeps_it():
    days = (DAY, date(2026, 4, 9), OTHER)
    rows = [record(number, day, hours=None) for number, day in enumerate(days, start=1)]
    photos = {
        f"{number}.jpg": shown(f"{day}T14:30", f"sha {number}")
        for number, day in enumerate(days, start=1)
    }
    pairs = [
        ReusePair(f"{a}.jpg", f"{b}.jpg", "restamped", 0.9, False, None)
        for a, b in ((1, 2), (1, 3), (2, 3))
    ]
    verdicts, _ = judged(rows, photos, reuse=pairs)
    assert verdicts == {"r1": KEPT, "r2": REFUSED, "r3": REFUSED}


def test_within_one_event_a_photo_may_stand_as_often_as_one_likes():
    links = (
        Link("服务记录/r1", "1.jpg", "folder_column"),
        Link("服务记录/r1", "2.jpg", "folder_column"),
        Link("服务记录/r2", "3.jpg", "folder_column"),
    )
    names = ("1.jpg", "2.jpg", "3.jpg", "4.jpg")
    tables = {"服务记录": table("服务记录", [record(1), record(2, OTHER)])}
    photos = {name: photo(sha=name) for name in names}
    dossier = Dossier(Station("s", "示例镇社工站"), tables, (), photos, links, ())
    every = [
        ReusePair(a, b, "restamped", 0.9, False, None)
        for a, b in (("1.jpg", "2.jpg"), ("1.jpg", "3.jpg"), ("1.jpg", "4.jpg"))
    ]
    assert between_events(every, dossier) == tuple(every[1:])
