"""The grammar of dates and months as station staff write them; times are in `clocks`.

    date    2026-03-05  2026.3.5  26.3.5  2026年3月5日 星期四  20260305  3月5日  3.5  a serial 46086
            二〇二六年三月五日  3月5日下午  5日 (in a sheet of March)  3月5日-7日: its first day
    month   2026-03  2026年3月  2026.3  202603  3月  三月份  a date of that month

All functions are pure; text is expected as `text.comparable` gives it (NFKC, no spaces).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from swaudit.evidence.clocks import DASHES, HALVES, read_times
from swaudit.evidence.numerals import arabic
from swaudit.evidence.unclear import UnclearError

Span = tuple[date, date] | None
"""The contract, closed."""
Days = tuple[date, date]

_EPOCH = date(1899, 12, 30)
_TO_1904 = 1462
_LEAP_YEAR = 2000  # every day that exists in some year exists in this one
_SERIALS = range(18264, 73416)  # 1950-01-01 .. 2100-12-31
_FULL = re.compile(r"(\d{4}|\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?\.?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_DAYS_OF_MONTH = re.compile(r"\d{1,2}-\d{1,2}[日号]")
_TWO_NUMBERS = re.compile(r"\d{1,2}-\d{1,2}")
_DAY = re.compile(r"(\d{1,2})[日号]?")
_DECIMAL = re.compile(r"(\d{1,2})\.(\d{1,2})")
_MONTH = re.compile(r"(?:(\d{4})[-./年]|(\d{2})年)(\d{1,2})(?:月份?)?|(\d{4})(\d{2})")
_BARE_MONTH = re.compile(r"(\d{1,2})(?:月份?)?")
_REST = re.compile(rf"t?(?:{HALVES}|全天)?|t?(?P<times>.+)")
_LONGEST = 60
_SEVERAL = re.compile("[、,;和及]")
_LOOKS_LIKE_DAY = re.compile(r"(?:(?:\d{4}[-./年])?\d{1,2}[-./月])?\d{1,2}[日号]?")


@dataclass(frozen=True)
class Dating:
    """What supplies the part of a date that a cell leaves out.

    `span` is the contract, `year` and `month` what the sheet's name or title states, `from_1904`
    whether the workbook counts its days from 1904.
    """

    span: Span = None
    year: int | None = None
    month: int | None = None
    from_1904: bool = False


NOTHING_KNOWN = Dating()


def read_days(text: str, dating: Dating = NOTHING_KNOWN) -> Days | None:
    """Return the first and the last day that `text` names, equal for one, or None.

    Raises UnclearError for a year or month that nothing supplies, and for days that do not follow
    each other (3月5日、12日).
    """
    if len(text) > _LONGEST:
        return None
    plain = DASHES.sub("-", arabic(text)).replace("。", ".")  # typed with a Chinese keyboard
    for end in range(len(plain), 0, -1):
        if end == len(plain) or _may_follow(plain[end - 1], plain[end:]):
            if one := _one_day(plain[:end], dating):
                return one, one
            if days := _range(plain[:end], dating):
                return days
    parts = _SEVERAL.split(plain)
    if len(parts) > 1 and all(_LOOKS_LIKE_DAY.fullmatch(part) for part in parts):
        raise UnclearError("cell.date_several")
    return None


def _may_follow(before: str, rest: str) -> bool:
    if before.isdigit() and rest[0].isdigit():
        return False
    found = _REST.fullmatch(rest)
    return found is not None and (not found["times"] or read_times(found["times"]) is not None)


def _one_day(plain: str, dating: Dating) -> date | None:
    if found := _FULL.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return _day(year if year > 99 else _century(year, dating), month, day)
    if found := _COMPACT.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _MONTH_DAY.fullmatch(plain):
        if _DAYS_OF_MONTH.fullmatch(plain) or (dating.month and "-" in plain):
            return None
        return _in_year(int(found[1]), int(found[2]), dating)
    if _SERIAL.fullmatch(plain):
        return serial_date(int(plain), dating)
    if (found := _DAY.fullmatch(plain)) and 1 <= int(found[1]) <= 31:
        if dating.month is not None:
            return _in_year(dating.month, int(found[1]), dating)
        if not plain.isdigit():
            raise UnclearError("cell.year")
    return None


def _range(plain: str, dating: Dating) -> Days | None:
    if _TWO_NUMBERS.fullmatch(plain):  # in a sheet of one month 3-5 may be a day or three
        return None
    for at in (at for at, sign in enumerate(plain) if sign == "-"):
        first, rest = _one_day(plain[:at], dating), plain[at + 1 :]
        if first is None:
            continue
        last = _one_day(rest, Dating(None, first.year, first.month))
        if last is not None and first < last:
            return first, last
    return None


def serial_date(serial: int, dating: Dating = NOTHING_KNOWN) -> date | None:
    """Return the day of a spreadsheet serial between 1950 and 2100, or None."""
    serial += _TO_1904 if dating.from_1904 else 0
    return _EPOCH + timedelta(days=serial) if serial in _SERIALS else None


def read_decimal(number: str, dating: Dating = NOTHING_KNOWN) -> date | None:
    """Return the day of 3.5 kept as a number, or None. Raises UnclearError: 3.1 may be 3.10."""
    found = _DECIMAL.fullmatch(number)
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    if found[2] in ("1", "2", "3"):
        raise UnclearError("cell.date_decimal")
    return _in_year(int(found[1]), int(found[2]), dating)


def read_month(text: str, dating: Dating = NOTHING_KNOWN) -> date | None:
    """Return the first day of the month `text` names, or None. Raises UnclearError."""
    plain = DASHES.sub("-", arabic(text))
    if found := _MONTH.fullmatch(plain):
        year = int(found[1] or found[4] or _century(int(found[2]), dating))
        return _day(year, int(found[3] or found[5]), 1)
    if found := _BARE_MONTH.fullmatch(plain):
        month = int(found[1])
        if not 1 <= month <= 12:
            return None
        # A month is its first day, which may lie before the contract's own first day.
        span = (dating.span[0].replace(day=1), dating.span[1]) if dating.span else None
        return _fill_year(lambda year: _day(year, month, 1), span, dating.year)
    days = read_days(text, dating)
    if days is None or days[0].replace(day=1) != days[1].replace(day=1):
        return None
    return days[0].replace(day=1)


def _in_year(month: int, day: int, dating: Dating) -> date | None:
    if _day(_LEAP_YEAR, month, day) is None:
        return None
    return _fill_year(lambda year: _day(year, month, day), dating.span, dating.year)


def _century(year: int, dating: Dating) -> int:
    """Return the year of this century that two digits mean, if the contract has it."""
    known = set(range(dating.span[0].year, dating.span[1].year + 1)) if dating.span else set()
    if 2000 + year not in known | {dating.year}:
        raise UnclearError("cell.year")
    return 2000 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _fill_year(day_in: Callable[[int], date | None], span: Span, stated: int | None) -> date:
    """Return the day in the one year that the contract and the sheet's own words leave."""
    fitting: Iterable[date | None] = ()
    if span is not None:
        start, end = span
        days = (day_in(year) for year in range(start.year, end.year + 1))
        fitting = [day for day in days if day and start <= day <= end]
    years = {day.year: day for day in fitting if day}
    if stated is not None and (stated in years or not years) and (day := day_in(stated)):
        return day
    if stated is None and len(years) == 1:
        return next(iter(years.values()))
    raise UnclearError("cell.year")
