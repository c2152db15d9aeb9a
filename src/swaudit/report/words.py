"""Numbers, periods and foreign text as people read them; shared by the renderers."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from swaudit.model.message import Message, message, tell, word
from swaudit.model.status import Status

# All of one width class and all within GBK, so that columns stay straight on a Chinese console.
MARKS = {
    Status.ERROR: "▲",
    Status.FAIL: "×",
    Status.RULING_NEEDED: "◇",
    Status.UNDETERMINED: "△",
    Status.REVIEW: "◎",
    Status.LEAD: "◆",
    Status.MANUAL: "□",
    Status.OPEN: "○",
    Status.ADVISORY: "※",
    Status.PASS: "√",
    Status.NOT_APPLICABLE: "·",
}

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})|-Q(?P<quarter>[1-4])|-H(?P<half>[12]))?")
PERIODS = "、"
"""What stands between the periods that one value of a Message names."""
_UNSEEN = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    r"""Return text with control, direction and other unseen characters written out (`\x1b`)."""
    if text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if unicodedata.category(char) in _UNSEEN
        else char
        for char in text
    )


def say(said: Message, language: str) -> str:
    """Tell a Message that may carry text from a file, made visible."""
    return visible(told(said, language))


def told(said: Message, language: str) -> str:
    """Tell a Message; the periods it names (2026-04、2026-05) are told as people say them."""
    values = dict(said.values)
    if "period" in values:
        codes = values["period"].split(PERIODS)
        with_year = len({year_of(code) for code in codes} - {""}) > 1
        named = (period(code, language, with_year=with_year) for code in codes)
        values["period"] = word("report.listed", language).join(named)
    return tell(Message(said.code, tuple(values.items())), language)


def number(amount: Decimal) -> str:
    """Return an amount without needless zeros or exponent: 10, 2.5, 1000."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(counted: Decimal, maybe: Decimal | None) -> str:
    """Return `counted … counted + maybe` as 10, 10…12, or 10…∞ where nothing limits it."""
    if maybe is None:
        return f"{number(counted)}…∞"
    if not maybe:
        return number(counted)
    return f"{number(counted)}…{number(counted + maybe)}"


def period(code: str, language: str, *, with_year: bool) -> str:
    """Return 2026-04, 2026-Q1 or 2026-H2 as people say it (4月, 一季度); any other as it stands.

    A run of days (start/end) is the whole contract.
    """
    if "/" in code:
        return word("report.period.whole", language)
    found = _PERIOD.fullmatch(code)
    if not found:
        return visible(code)
    year, length = found["year"], length_of(code)
    if length == "year":
        return tell(message("report.period.year", year=year), language)
    part = word(f"report.{length}.{int(found[length])}", language)
    if not with_year:
        return part
    return tell(message("report.period.of_year", year=year, part=part), language)


def year_of(code: str) -> str:
    """Return the year a period code begins with, or nothing where it names none."""
    found = _PERIOD.fullmatch(code)
    return found["year"] if found else ""


def length_of(code: str) -> str:
    """Return how long the period of a code is: month, quarter, half, year, or nothing."""
    found = _PERIOD.fullmatch(code)
    return found.lastgroup or "" if found else ""
