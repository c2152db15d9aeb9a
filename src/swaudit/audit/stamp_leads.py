"""What a stamp says against what else is known of its photo: suspicions, each with both sides.

A stamp can be drawn by anyone, with any time, place and code; a phone's clock and position can be
wrong, and a letter misread. None of these proves anything: they are leads, shown and never
counted. A stamp that disagrees with the ledger leaves its record pending instead
(`audit/proof.py`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from statistics import median

from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts, Watermark
from swaudit.model.report import Lead
from swaudit.photos.watermark.parse import weekdays_in
from swaudit.query.columns import plain_text

CLOCKS_APART = timedelta(minutes=60)
"""A camera's clock may be an hour off; a stamp is drawn minutes after the shot at most."""
SAVED_BEFORE = timedelta(minutes=10)
POINTS_APART = 3.0
"""Kilometres between two positions of one shot: GCJ-02 lies up to 0.7 from WGS-84, and stamps
round to two decimals."""
PLACE_SPREAD = 10.0
"""Kilometres around the middle of all photos with one place name: a town's reach."""
_FEWEST = 3  # photos that make a place's middle

_CHINA = timezone(timedelta(hours=8))
_EPOCH_NAME = re.compile(r"(?:mmexport|wx_camera_|microMsg\.)(1\d{12})")
_CLOCK_NAME = re.compile(r"(?<!\d)(20\d\d[01]\d[0-3]\d)[-_ ]?([0-2]\d[0-5]\d[0-5]\d)(?!\d{4})")


def contradictions(path: str, facts: PhotoFacts) -> Iterator[Lead]:
    """Yield what speaks against the stamp of one photo; nothing where it bears none."""
    stamp = facts.watermark
    if stamp is None:
        return
    for check in _CHECKS:
        lead = check(path, facts, stamp)
        if lead is not None:
            yield lead


def far_from_its_place(photos: Mapping[str, PhotoFacts]) -> Iterator[Lead]:
    """Yield photos stamped far from where most photos of the same stamped place were taken."""
    points: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for path, facts in sorted(photos.items()):
        stamp = facts.watermark
        if stamp and stamp.place and stamp.lat is not None and stamp.lon is not None:
            points[plain_text(stamp.place)][path] = (stamp.lat, stamp.lon)
    for place, where in sorted(points.items()):
        if len(where) < _FEWEST:
            continue
        middle = (
            median(lat for lat, _ in where.values()),
            median(lon for _, lon in where.values()),
        )
        nearest = min(where, key=lambda path: kilometres(where[path], middle))
        for path, point in where.items():
            apart = kilometres(point, middle)
            if apart > PLACE_SPREAD:
                said = message("lead.far_from_place", place=place, kilometres=round(apart))
                yield Lead("watermark_coordinates", said, (path, nearest))


def saved_at(path: str) -> datetime | None:
    """Return the moment a phone or chat app wrote into a file's name, Chinese time, else None."""
    name = PurePosixPath(path).name
    if found := _EPOCH_NAME.search(name):
        return (
            datetime.fromtimestamp(int(found[1]) / 1000, UTC)
            .astimezone(_CHINA)
            .replace(tzinfo=None)
        )
    if found := _CLOCK_NAME.search(name):
        try:
            return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
        except ValueError:  # 20261345_…: a number, no time
            return None
    return None


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points (latitude, longitude) in degrees."""
    (lat, lon), (to_lat, to_lon) = one, other
    north, east = math.radians(to_lat - lat), math.radians(to_lon - lon)
    across = math.cos(math.radians(lat)) * math.cos(math.radians(to_lat))
    chord = math.sin(north / 2) ** 2 + across * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(chord)))


def _weekday(path: str, facts: PhotoFacts, stamp: Watermark) -> Lead | None:
    if stamp.time is None:
        return None
    told = weekdays_in(stamp.text)
    if not told or datetime.fromisoformat(stamp.time).weekday() in told.values():
        return None
    said = message("lead.other_weekday", weekday=" ".join(told), stamped=stamp.time[:10])
    return Lead("watermark_weekday", said, (path,))


def _camera_clock(path: str, facts: PhotoFacts, stamp: Watermark) -> Lead | None:
    if stamp.time is None or facts.taken_at is None:
        return None
    if stamp.time[:10] != facts.taken_at[:10]:
        said = message("lead.other_exif_day", stamped=stamp.time[:10], taken=facts.taken_at[:10])
        return Lead("watermark_exif", said, (path,))
    stamped, taken = (datetime.fromisoformat(at) for at in (stamp.time, facts.taken_at))
    if "T" not in stamp.time or abs(stamped - taken) <= CLOCKS_APART:
        return None
    said = message("lead.other_exif_time", stamped=f"{stamped:%H:%M}", taken=f"{taken:%H:%M}")
    return Lead("watermark_exif", said, (path,))


def _camera_position(path: str, facts: PhotoFacts, stamp: Watermark) -> Lead | None:
    if stamp.lat is None or stamp.lon is None or facts.lat is None or facts.lon is None:
        return None
    apart = kilometres((stamp.lat, stamp.lon), (facts.lat, facts.lon))
    if apart <= POINTS_APART:
        return None
    said = message(
        "lead.other_exif_place",
        stamped=f"{stamp.lat}, {stamp.lon}",
        taken=f"{facts.lat}, {facts.lon}",
        kilometres=round(apart),
    )
    return Lead("watermark_coordinates", said, (path,))


def _file_name(path: str, facts: PhotoFacts, stamp: Watermark) -> Lead | None:
    saved = saved_at(path)
    if stamp.time is None or saved is None:
        return None
    stamped = datetime.fromisoformat(stamp.time)
    if stamped <= saved + SAVED_BEFORE:
        return None
    said = message(
        "lead.saved_before_stamp",
        stamped=stamp.time.replace("T", " "),
        saved=f"{saved:%Y-%m-%d %H:%M}",
    )
    return Lead("watermark_file", said, (path,))


_Check = Callable[[str, PhotoFacts, Watermark], Lead | None]
_CHECKS: tuple[_Check, ...] = (_weekday, _camera_clock, _camera_position, _file_name)
