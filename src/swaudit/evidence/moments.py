"""The grammar of dates, months and times as station staff write them.

    date    2026-03-05  2026.3.5  2026/03/05  2026年3月5日 星期四  20260305  3月5日  a serial 46086
    month   2026-03  2026年3月  2026.3  202603  3月  a date of that month
    times   14:30  14:30-15:30  14：30—15：30  下午2点半  上午9:00至11:00

All functions are pure; text is expected as `text.comparable` gives it (NFKC, no spaces). `Span` is
the contract, closed: it supplies the year where none is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

Span = tuple[date, date] | None
Times = tuple[time, time]

_EPOCH = date(1899, 12, 30)
_LEAP_YEAR = 2000  # every day that exists in some year exists in this one
_SERIALS = range(18264, 73416)  # 1950-01-01 .. 2100-12-31
_WEEKDAY = r"(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"
_CLOCK = r"(?:t?\d{1,2}:\d{2}(?::\d{2})?)?"
_REST = rf"{_WEEKDAY}(?:上午|下午|晚上)?{_CLOCK}"
_DATE = re.compile(rf"(\d{{4}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})[日号]?{_REST}")
_DIGITS_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}")
_DAY = re.compile(rf"(\d{{1,2}})月(\d{{1,2}})[日号]?{_REST}")
_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})|年(\d{1,2})月份?|(\d{2}))")
_BARE_MONTH = re.compile(r"(\d{1,2})(?:月份?)?")
_DASHES = re.compile(r"[-‐‑‒–—―−~〜至到]+")
_TIME = re.compile(
    r"(凌晨|早上|上午|中午|下午|晚上|傍晚)?(\d{1,2})(?:[:.](\d{2})(?::\d{2})?|[点时](半|(\d{1,2})分?)?)"
)
_AFTERNOON = ("下午", "晚上", "傍晚")
_NIGHT = ("凌晨", "晚上")


class YearUnclearError(ValueError):
    """A day or month without a year, where the contract leaves no or several years."""


def read_date(text: str, span: Span) -> date | None:
    """Return the day `text` names, or None when it names none. Raises YearUnclearError."""
    plain = _DASHES.sub("-", text)
    if found := _DATE.fullmatch(plain) or _DIGITS_DATE.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _DAY.fullmatch(plain):
        month, day = map(int, found.groups())
        if _day(_LEAP_YEAR, month, day) is None:
            return None
        return _fill_year(lambda year: _day(year, month, day), span)
    return serial_date(int(plain)) if _SERIAL.fullmatch(plain) else None


def serial_date(serial: int) -> date | None:
    """Return the day of a spreadsheet serial between 1950 and 2100, or None."""
    return _EPOCH + timedelta(days=serial) if serial in _SERIALS else None


def read_month(text: str, span: Span) -> date | None:
    """Return the first day of the month `text` names, or None. Raises YearUnclearError."""
    plain = _DASHES.sub("-", text)
    if found := _MONTH.fullmatch(plain):
        year, *months = found.groups()
        return _day(int(year), int(next(filter(None, months))), 1)
    if found := _BARE_MONTH.fullmatch(plain):
        month = int(found[1])
        if not 1 <= month <= 12:
            return None
        # A month is its first day, which may lie before the contract's own first day.
        whole = (span[0].replace(day=1), span[1]) if span else None
        return _fill_year(lambda year: _day(year, month, 1), whole)
    day = read_date(plain, span)
    return day.replace(day=1) if day else None


def read_times(text: str) -> Times | None:
    """Return (start, end), equal for a single time, or None. An end before the start is midnight's.

    A half of the day written once holds for both: 下午2:00-4:00.
    """
    parts = _DASHES.sub("-", text).split("-")
    if len(parts) > 2:
        return None
    half, times = "", []
    for part in parts:
        match = _TIME.fullmatch(part)
        if match is None:
            return None
        half = match[1] or half
        clock = _clock(match, half)
        if clock is None:
            return None
        times.append(clock)
    return times[0], times[-1]


def day_fraction(fraction: float) -> Times | None:
    """Return the time a spreadsheet keeps as a fraction of a day, to the minute, or None."""
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
    hour = int(match[2])
    minute = 30 if match[4] == "半" else int(match[3] or match[5] or 0)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif (half in _NIGHT and hour == 12) or (hour == 24 and minute == 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _fill_year(day_in: Callable[[int], date | None], span: Span) -> date:
    if span is not None:
        start, end = span
        days = (day_in(year) for year in range(start.year, end.year + 1))
        fitting = [day for day in days if day and start <= day <= end]
        if len(fitting) == 1:
            return fitting[0]
    raise YearUnclearError
