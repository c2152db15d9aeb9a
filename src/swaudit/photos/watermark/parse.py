"""The lines of a stamp → time, place, coordinates and code. Pure: no pixels, no judgement.

What OCR does to stamps and is undone here: spaces vanish (`2026-03-0514:30:22`), justified labels
split (`时|间:`), separators change (`2026=03=05`), a yellow bar or a pin reads as a stray sign
before the text, long addresses break over two lines, the clock stands big on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from swaudit.photos.watermark import words
from swaudit.photos.watermark.lines import Line

_NUMBER = re.compile(r"(?<![\d.])(\d{1,3}\.\d{1,9})(?![\d.])")
_DEGREES = re.compile(r"(\d{1,3})\s*°\s*(\d{1,2})\s*['′]\s*(\d{1,2}(?:\.\d+)?)?")
# A pin or bullet, and a label whose colon was lost.
_BEFORE_PLACE = re.compile(r"^[^\u4e00-\u9fff]*(?:(?:地[点址]|位置)[^\u4e00-\u9fff]*)?")
FULL_LINE = 10  # letters: cameras break no shorter line
_LATITUDES = (3.0, 54.0)
_LONGITUDES = (73.0, 136.0)


@dataclass(frozen=True)
class Reading:
    """What a stamp says; every part None when it is not there.

    `time` is ISO to the minute, or a date where no clock is shown; `confidence` is the lowest
    score of the lines used, 0 when none was.
    """

    time: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    code: str | None = None
    confidence: float = 0.0


def parse(lines: Sequence[Line]) -> Reading:
    """Read the lines of one stamp, in any order."""
    time, time_lines = _time(lines)
    place, place_lines = _place(lines)
    lat, lon, coordinate_lines = _coordinates(lines)
    code, code_lines = _code(lines)
    used = [*time_lines, *place_lines, *coordinate_lines, *code_lines]
    confidence = min((line.score for line in used), default=0.0)
    return Reading(time, place, lat, lon, code, confidence)


def place_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of one stamp that tell its place, from top to bottom."""
    return _place(lines)[1]


def date_in(text: str) -> date | None:
    """Return the first real date written in full in cleaned text."""
    for found in words.DATE.finditer(text):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:  # 2026-02-30
            continue
    return None


def moment_in(text: str) -> str | None:
    """Return `2026-03-05T14:30`, or `2026-03-05` without a clock, from cleaned text, else None."""
    found = words.MOMENT.search(text) or words.CLOCK_FIRST.search(text)
    day = date_in(found[0] if found else text)
    if day is None:
        return None
    clock = found and _clock(found)
    return f"{day.isoformat()}T{clock}" if clock else day.isoformat()


def weekdays_in(texts: Iterable[str]) -> dict[str, int]:
    """Return the weekdays that lines name, as written, each with its number (Monday is 0)."""
    named = [found for text in texts for found in words.WEEKDAY.findall(words.clean(text))]
    return {name: "一二三四五六日".index(name[-1].replace("天", "日")) for name in named}


def led_date(text: str) -> date | None:
    """Return the date of LED digits, `'26 03 05`, whose apostrophe is often read as a 1."""
    found = words.LED_DATE.fullmatch(text)
    try:
        return found and date(2000 + int(found[1]), int(found[2]), int(re.sub(r"\s", "", found[3])))
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    if found["half"] in ("下午", "PM") and hour < 12:
        hour += 12
    return f"{hour:02d}:{found['minute']}"


def _time(lines: Sequence[Line]) -> tuple[str | None, list[Line]]:
    dated = []
    for line in lines:
        text = words.clean(line.text)
        moment = moment_in(text)
        if moment:
            label = words.labelled(text)
            named = label is not None and label[0] in words.TIME_LABELS
            dated.append((not named, "T" not in moment, line.box[1], moment, line))
    if not dated:
        return _led_time(lines)
    *_, moment, line = min(dated, key=lambda candidate: candidate[:3])
    if "T" in moment:
        return moment, [line]
    clock, clock_line = _big_clock(lines, line)
    return (f"{moment}T{clock}", [line, clock_line]) if clock_line else (moment, [line])


def _big_clock(lines: Sequence[Line], dated: Line) -> tuple[str | None, Line | None]:
    """Return the clock that stands apart from the date: the tallest, near ones first."""
    clocks = []
    for line in lines:
        found = words.CLOCK_ALONE.fullmatch(words.clean(line.text))
        if found and line is not dated:
            clocks.append((-line.height, abs(line.box[1] - dated.box[1]), _clock(found), line))
    if not clocks:
        return None, None
    *_, clock, line = min(clocks, key=lambda candidate: candidate[:2])
    return clock, line


def _led_time(lines: Sequence[Line]) -> tuple[str | None, list[Line]]:
    for line in lines:
        day = led_date(words.clean(line.text))
        if day:
            return day.isoformat(), [line]
    return None, []


def is_address(text: str) -> bool:
    """Say whether cleaned, unlabelled text reads like a place: it names a division or a road."""
    return (
        words.PLACE.search(text) is not None
        and sum("\u4e00" <= letter <= "\u9fff" for letter in text) >= 3
        and not is_other(text)
    )


def is_other(text: str) -> bool:
    """Say whether cleaned text is a date, clock, weather, brand, code or labelled line."""
    shapes = (words.DATE, words.WEEKDAY, words.CLOCK, words.WEATHER, words.BRAND, words.CAMERA_ONLY)
    return words.labelled(text) is not None or any(shape.search(text) for shape in shapes)


def is_telling(text: str) -> bool:
    """Say whether a row is one of those that make a stamp: a time, a place, a camera's words."""
    signs = (words.DATE, words.CLOCK, words.WEEKDAY, words.WEATHER, words.CAMERA_ONLY, words.BRAND)
    told = any(sign.search(text) for sign in signs) or words.CLOCK_ALONE.fullmatch(text)
    return bool(told) or words.labelled(text) is not None or is_address(text)


def _place(lines: Sequence[Line]) -> tuple[str | None, list[Line]]:
    starts = []
    for line in lines:
        text = words.clean(line.text)
        label = words.labelled(text)
        if label and label[0] in words.PLACE_LABELS:
            value = line if label[1] else _beside(line, lines)
            if value is not None:
                starts.append((0, value, label[1] or words.clean(value.text)))
        elif label is None and is_address(text):
            starts.append((1, line, text))
    if not starts:
        return None, []
    _, first, text = min(starts, key=lambda start: (start[0], start[1].box[1]))
    used = [first]
    while (more := _continuation(used, lines)) is not None:
        used.append(more)
        text += words.clean(more.text)
    place = _BEFORE_PLACE.sub("", words.clean(text))
    return (place, used) if place else (None, [])


def _beside(label: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line that stands to the right of a label with a gap between."""
    right = [
        line
        for line in lines
        if line.box[0] > (label.box[0] + label.box[2]) / 2
        and line.box[1] < (label.box[1] + label.box[3]) / 2 < line.box[3]
        and not is_other(words.clean(line.text))
    ]
    return min(right, key=lambda line: line.box[0], default=None)


def _continuation(used: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    """Return the line below on which a long address goes on."""
    last, first = used[-1], used[0]
    if len(last.text) < FULL_LINE:
        return None
    letter = (first.box[2] - first.box[0]) / len(first.text)
    for line in lines:
        gap = line.box[1] - last.box[3]
        # A place goes on under its label, of which the first half may have been read apart.
        labelled = words.labelled(words.clean(first.text))
        indent = 3 * letter if labelled else max(0.02, 0.6 * letter)
        if (
            line not in used
            and first.box[0] - indent <= line.box[0]
            and line.box[2] <= first.box[2] + letter + 0.02
            and abs(gap) < 0.6 * first.height
            and 0.6 < line.height / first.height < (1.5 if len(line.text) > 1 else 2.0)
            and not is_other(words.clean(line.text))
        ):
            return line
    return None


def _coordinates(lines: Sequence[Line]) -> tuple[float | None, float | None, list[Line]]:
    """Tell latitude from longitude by range: labels and letters are swapped in the wild."""
    lat = lon = None
    used = []
    for line in lines:
        text = words.clean(line.text)
        if not re.search(r"[经纬]\W*度|坐\W*标|定位|°\s*[NSEW]|[北南]纬|[东西]经", text):
            continue
        for value in _degrees_in(text):
            if _LATITUDES[0] <= value <= _LATITUDES[1] and lat is None:
                lat = value
            elif _LONGITUDES[0] <= value <= _LONGITUDES[1] and lon is None:
                lon = value
            else:
                continue
            used.append(line)
    return lat, lon, used


def _degrees_in(text: str) -> list[float]:
    sexagesimal = [
        round(int(degrees) + int(minutes) / 60 + float(seconds or 0) / 3600, 6)
        for degrees, minutes, seconds in _DEGREES.findall(text)
    ]
    return sexagesimal or [float(number) for number in _NUMBER.findall(text)]


def _code(lines: Sequence[Line]) -> tuple[str | None, list[Line]]:
    for line in lines:
        found = words.CODE.search(words.clean(line.text))
        if found:
            return re.sub(r"\s", "", found["code"]), [line]
    return None, []
