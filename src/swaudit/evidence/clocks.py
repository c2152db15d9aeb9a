"""The grammar of times of day as station staff write them.

    14:30  14：30  14点半  下午2点半  2:30pm  1430  14:30-15:30  上午9:00至11:00  22:00-次日2:00

Pure; text is expected as `text.comparable` gives it (NFKC, no spaces).
"""

from __future__ import annotations

import re
from datetime import datetime, time

from swaudit.evidence.numerals import arabic

Times = tuple[time, time]
"""Start and end, equal for a single time; an end before the start is after midnight."""

DASHES = re.compile(r"[-‐‑‒–—―−~〜至到]+")
HALVES = "(?:凌晨|清晨|早上|早晨|早|上午|中午|午后|下午|傍晚|晚上|晚间|夜里|夜间|晚|am|pm)"

_DATE = re.compile(r"^(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}[日号]?(?=\D{0,2}\d{1,2}[:点时])t?")
_NEXT_DAY = re.compile("^(?:次日|翌日|第2天)")
_LASTING = re.compile(r"\(?共?计?约?\d+(?:\.\d+)?个?半?(?:小时|分钟)\)?$")
_TIME = re.compile(
    rf"(?P<half>{HALVES})?"
    r"(?:(?P<h>\d{1,2})(?:[:.](?P<m>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"|[点时:](?:(?P<part>半|整|[13]刻|钟)|(?P<minutes>\d{1,2})分?)?)?"
    r"|(?P<hh>\d{2})(?P<mm>\d{2}))(?P<after>am|pm)?"
)
_PARTS = {"半": 30, "整": 0, "钟": 0, "1刻": 15, "3刻": 45}
_AFTERNOON = frozenset(("午后", "下午", "傍晚", "晚上", "晚间", "夜里", "夜间", "晚", "pm"))
_MIDNIGHT = frozenset(("凌晨", "晚上", "晚间", "夜里", "夜间", "晚", "am"))
_LONGEST = 60
_HOURS_AND_MINUTES = re.compile(r"\d{3,4}")


def read_times(text: str) -> Times | None:
    """Return (start, end), or None.

    A half of the day written once holds for both: 下午2:00-4:00. A date before and a length behind
    are passed over.
    """
    if len(text) > _LONGEST:
        return None
    plain = _LASTING.sub("", _DATE.sub("", DASHES.sub("-", arabic(text))))
    parts = plain.split("-")
    if len(parts) > 2:
        return None
    half, times = "", []
    for at, part in enumerate(parts):
        match = _TIME.fullmatch(_NEXT_DAY.sub("", part) if at else part)
        if match is None:
            return None
        half = match["half"] or match["after"] or half
        clock = _clock(match, half)
        if clock is None:
            return None
        times.append(clock)
    return times[0], times[-1]


def read_number(number: str) -> Times | None:
    """Return the time that a number means, or None: a fraction of a day, or 1430."""
    if _HOURS_AND_MINUTES.fullmatch(number):
        return read_times(number.zfill(4))
    fraction = float(number)
    if not 0 <= fraction < 1:
        return None
    minutes = round(fraction * 1440) % 1440
    clock = time(minutes // 60, minutes % 60)
    return clock, clock


def moment_times(moment: datetime) -> Times:
    """Return the clock time of a moment as a pair."""
    clock = moment.time().replace(second=0, microsecond=0)
    return clock, clock


def _clock(match: re.Match[str], half: str) -> time | None:
    hour = int(match["h"] or match["hh"])
    part = match["part"]
    minute = _PARTS[part] if part else int(match["m"] or match["minutes"] or match["mm"] or 0)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif (half in _MIDNIGHT and hour == 12) or (hour == 24 and minute == 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
