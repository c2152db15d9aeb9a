"""Points that are possible, as closed stretches: 0, 2, and anything from 3 to 5.

A range from … to says less: nobody may give 1 of an item that loses 2 points or none. Where there
would be too many stretches they are told as one from end to end.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from swaudit.query.intervals import plain

Span = tuple[Decimal, Decimal]
Spans = tuple[Span, ...]
"""Stretches in order, no two of which touch."""

MOST = 40


def union(spans: Iterable[Span]) -> Spans:
    """Return stretches in order, those that meet made one."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found) if len(found) <= MOST else ((found[0][0], found[-1][1]),)


def added(one: Spans, other: Spans) -> Spans:
    """Return the sums of what is possible here and there."""
    return union((a + c, b + d) for a, b in one for c, d in other)


def within(spans: Spans, least: Decimal, most: Decimal) -> Spans:
    """Return what is possible once it is clamped to `least` … `most`."""
    return union((min(max(low, least), most), min(max(high, least), most)) for low, high in spans)


def counted(low: Decimal, high: Decimal | None, span: Span) -> Spans:
    """Return what `low` to `high` whole occurrences come to, each of them `span`; none: not known.

    Fractions and numbers without a limit are not told apart.
    """
    whole = low == low.to_integral_value()
    if high is None or not whole or high != high.to_integral_value() or high - low >= MOST:
        return ()
    times = (Decimal(n) for n in range(int(low), int(high) + 1))
    return union((n * span[0], n * span[1]) for n in times)


def holds(spans: Spans, points: Decimal) -> bool:
    """Say whether some points are possible."""
    return any(low <= points <= high for low, high in spans)


def told(spans: Spans) -> str:
    """Return the points that are possible: `0、2、3–5`."""
    return "、".join(
        plain(low) if low == high else f"{plain(low)}–{plain(high)}" for low, high in spans
    )
