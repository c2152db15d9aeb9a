"""When: gives every deed a free hour on a working day, never two of one domain on a day."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from .model import Deed

# Public holidays of the half year, with the days around them on which nobody receives visitors.
_HOLIDAYS = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 14), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
)
_SLOTS = (time(9, 0), time(10, 30), time(14, 0), time(15, 30))


def workdays(month: int) -> list[date]:
    """Return the working days of a month of 2026."""
    day, days = date(2026, month, 1), []
    while day.month == month:
        if day.weekday() < 5 and not any(first <= day <= last for first, last in _HOLIDAYS):
            days.append(day)
        day += timedelta(days=1)
    return days


def schedule(deeds: Iterable[Deed], rng: random.Random) -> tuple[Deed, ...]:
    """Return the deeds with day, start and end, ordered in time."""
    taken: dict[date, dict[time, str]] = defaultdict(dict)
    placed = []
    waiting = sorted(deeds, key=lambda deed: deed.fixed is None)
    fixed = [deed for deed in waiting if deed.fixed]
    free = waiting[len(fixed) :]
    rng.shuffle(free)
    for deed in (*fixed, *free):
        day = deed.fixed or _free_day(deed, taken, rng)
        start = (
            _SLOTS[2]
            if deed.form == "小组"
            else rng.choice([slot for slot in _SLOTS if slot not in taken[day]])
        )
        taken[day][start] = deed.domain
        begin = datetime.combine(day, start) + timedelta(minutes=5 * rng.randint(0, 4))
        finish = begin + timedelta(minutes=5 * rng.randint(8, 12))
        placed.append(replace(deed, day=day, start=begin.time(), end=finish.time()))
    return tuple(sorted(placed, key=lambda deed: (deed.day, deed.start)))


def _free_day(deed: Deed, taken: dict[date, dict[time, str]], rng: random.Random) -> date:
    """Return one of the emptiest days on which nothing of the deed's domain happens yet."""
    days = [
        day
        for day in workdays(deed.month)
        if deed.domain not in taken[day].values() and len(taken[day]) < len(_SLOTS)
    ]
    if deed.makes_up:
        days = [day for day in days if day.day <= 12]
    fewest = min(len(taken[day]) for day in days)
    return rng.choice([day for day in days if len(taken[day]) <= fewest + (rng.random() < 0.25)])
