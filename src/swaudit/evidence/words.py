"""Words and dates as people write them in names of files, folders and cells. Pure text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from swaudit.evidence.text import comparable

_NUMERAL = r"[0-9]+|[一二三四五六七八九十]+"
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_SESSION = re.compile(rf"第\s*({_NUMERAL})\s*[节次]")
_SESSION_AT_END = re.compile(rf"[-_—·(（\s]*{_SESSION.pattern}\s*[)）]?$")

# The month, day and clock time may follow without a sign between: 202603, 20260305143022.
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=(?:\d\d(?:\d\d(?:\d{4}(?:\d\d)?)?)?)?(?!\d))")
_DAY = re.compile(
    # A camera's name may run on with the clock time: 20260305143022.
    r"(?<!\d)(20\d\d)(?:[-._年](\d{1,2})[-._月](\d{1,2})(?!\d)|(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d))"
)
_DAY_OF_YEAR = re.compile(r"(?<!\d)(?:(\d{1,2})[-._月](\d{1,2})|(\d\d)(\d\d))(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d\d)(?:[-._年](\d{1,2})|(\d\d))(?!\d)")
_MONTH_OF_YEAR = re.compile(r"(?<!\d)(\d{1,2})月")
_QUARTER = re.compile(r"(?:第?([1-4一二三四])季|q([1-4])(?!\d))")
_HALF = re.compile(r"(?:([上下])半年|h([12])(?!\d))")

_LENGTH = {"月报": "month", "季报": "quarter", "半年报": "half", "年报": "year"}


def masked(name: str) -> str:
    """Return a person's name as it may be shown: the first character and ＊."""
    return f"{name[:1]}＊"


def split_session(name: str) -> tuple[str, int | None]:
    """Part `手工小组（第3节）` into the name and the session's number (None: none is named)."""
    found = _SESSION_AT_END.search(name)
    return (name[: found.start()], numeral(found[1])) if found else (name, None)


def session_number(text: str) -> int | None:
    """Return the number in `第3节`, `第三次`; None where no session is named."""
    found = _SESSION.search(text)
    return numeral(found[1]) if found else None


def numeral(text: str) -> int | None:
    """Return an Arabic or a Chinese numeral up to 99 as an int; None for one that is malformed."""
    if text.isascii():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if any(part and part not in _DIGITS for part in (tens, units)):
        return None
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(units, 0)


def day_in(name: str) -> tuple[int | None, int, int] | None:
    """Return the (year, month, day) a name holds; the year is None where it is not written.

    Understood: 2026-03-05, 2026.3.5, 2026年3月5日, 20260305, 20260305143022, 03-05, 3月5日, 0305.
    """
    plain = comparable(name)
    for found in _DAY.finditer(plain):
        month, day = int(found[2] or found[4]), int(found[3] or found[5])
        if _possible(int(found[1]), month, day):
            return int(found[1]), month, day
    for found in _DAY_OF_YEAR.finditer(plain):
        month, day = int(found[1] or found[3]), int(found[2] or found[4])
        if _possible(2024, month, day):  # a leap year: 29 February is possible
            return None, month, day
    return None


def year_in(path: str) -> int | None:
    """Return the year that the deepest part of a path naming one holds."""
    for part in upwards(path):
        if found := _YEAR.search(comparable(last_part(part))):
            return int(found[1])
    return None


def period_in(path: str, report: str | None = None) -> date | None:
    """Return the first day of the period that a file's name, or else a folder above it, states.

    `report` (月报 季报 半年报 年报) fixes how long the period is; without it the shortest that is
    stated counts. The year may stand further above. None where no period is stated.
    """
    for part in upwards(str(PurePosixPath(path).with_suffix(""))):
        year = year_in(part)
        if year is None:
            return None
        stated = _first_day(comparable(last_part(part)), year, _LENGTH[report] if report else None)
        if stated is not None:
            return stated
    return None


def _first_day(name: str, year: int, wanted: str | None) -> date | None:
    if wanted in (None, "month") and (month := _month_in(name)):
        return date(year, month, 1)
    if wanted in (None, "quarter") and (found := _QUARTER.search(name)):
        quarter = numeral(found[1] or found[2]) or 1
        return date(year, 3 * quarter - 2, 1)
    if wanted in (None, "half") and (found := _HALF.search(name)):
        return date(year, 1 if (found[1] or found[2]) in ("上", "1") else 7, 1)
    return date(year, 1, 1) if wanted in (None, "year") and _YEAR.search(name) else None


def _month_in(name: str) -> int | None:
    for found in (_MONTH.search(name), _MONTH_OF_YEAR.search(name)):
        if found:
            month = int(found[found.lastindex or 1])
            if 1 <= month <= 12:
                return month
    day = day_in(name)
    return day[1] if day else None


def _possible(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def upwards(path: str) -> Iterator[str]:
    """Yield a file's path and every folder above it, deepest first."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def last_part(path: str) -> str:
    """Return the last part of a path with forward slashes."""
    return path.rpartition("/")[2]
