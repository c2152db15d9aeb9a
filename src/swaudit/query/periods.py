"""The calendar months, quarters, half-years and years of a contract, as closed runs of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

Every = Literal["month", "quarter", "half", "year", "period"]

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Period:
    """A closed run of days. `cut` when the contract covers only part of the calendar period."""

    label: str
    start: date
    end: date
    cut: bool = False


@cache
def periods(every: Every, start: date, end: date) -> tuple[Period, ...]:
    """Return the periods that touch the contract, cut to it, in order.

    Source: design §5 (calendar periods cut to the contract); requirements X-51.
    """
    if every == "period":
        return (Period(f"{start}/{end}", start, end),)
    step = _MONTHS[every]
    first = date(start.year, (start.month - 1) // step * step + 1, 1)
    found = []
    while first <= end:
        last = first_of_month_after(first, step) - timedelta(days=1)
        found.append(
            Period(
                _label(every, first),
                max(first, start),
                min(last, end),
                cut=first < start or last > end,
            )
        )
        first = last + timedelta(days=1)
    return tuple(found)


def first_of_month_after(day: date, months: int) -> date:
    """Return the first day of the month that is `months` after the one of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _label(every: Every, first: date) -> str:
    if every == "month":
        return f"{first:%Y-%m}"
    if every == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if every == "half":
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    return f"{first.year}"
