"""What the stamp among the lines of a picture says, and the verdict on it. Pure: no pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from swaudit.model.photo import PhotoVerdict, Watermark
from swaudit.photos.watermark import words
from swaudit.photos.watermark.decide import stamp_lines, unsure_lines
from swaudit.photos.watermark.lines import Line
from swaudit.photos.watermark.parse import is_address, parse


def read_stamp(lines: Sequence[Line]) -> tuple[Watermark | None, tuple[str, ...]]:
    """Return the stamp among the lines of a picture (None: there is none) and the other text."""
    stamp = stamp_lines(lines)
    reading = parse(stamp)
    # What it may say is kept with it: a person will look.
    stamp = [*stamp, *unsure_lines(lines, stamp)]
    scene = tuple(line.text for line in lines if line not in stamp)
    if not stamp:
        return None, scene
    watermark = Watermark(
        time=reading.time,
        place=reading.place,
        lat=reading.lat,
        lon=reading.lon,
        code=reading.code,
        text=tuple(line.text for line in stamp),
        boxes=tuple(line.box for line in stamp),
        confidence=reading.confidence,
    )
    return watermark, scene


def hinted(text: Iterable[str]) -> frozenset[str]:
    """Return what lines speak of, "time" or "place", whether or not it could be read from them.

    A stamp that shows a clock but no date that was recognised may well have one: a person, not the
    machine, then says that it has none.
    """
    cleaned = [words.clean(line) for line in text]
    labels = {found[0] for found in map(words.labelled, cleaned) if found}
    signs = (words.DATE, words.CLOCK, words.WEEKDAY)
    timed = any(sign.search(line) for line in cleaned for sign in signs)
    placed = any(map(is_address, cleaned))
    hints = {
        "time": timed or labels & words.TIME_LABELS,
        "place": placed or labels & words.PLACE_LABELS,
    }
    return frozenset(name for name, hint in hints.items() if hint)


def verdict(watermark: Watermark | None) -> PhotoVerdict:
    """Return what a stamp is worth: it must show a time, and a place by name or coordinates."""
    if watermark is None:
        return "no_watermark"
    if watermark.time is None:
        return "no_time"
    located = watermark.lat is not None and watermark.lon is not None
    return "valid" if watermark.place is not None or located else "no_place"


def is_complete(lines: Sequence[Line]) -> bool:
    """Say whether a stamp tells the minute and where it was."""
    stamp = stamp_lines(lines)
    if not stamp:
        return False
    reading = parse(stamp)
    located = reading.place or (reading.lat and reading.lon)
    return bool(located and reading.time and "T" in reading.time)
