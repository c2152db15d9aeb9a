"""Stamps that lack the time or the place: a phone's own date, a camera with a part switched off."""

from __future__ import annotations

import random

from bench.stamped.parts import TIMED, Shown, brand
from examples.studio.stamps import YELLOW, Canvas, Facts, Ink

ORANGE: Ink = (255, 140, 20, 255)


def phone_date(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """11. The date a phone writes by itself, with the clock or without, and no place."""
    clock = rng.random() < 0.7
    form = rng.choice(("%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d")) + (" %H:%M" if clock else "")
    text, size = facts.when.strftime(form), rng.uniform(0.02, 0.03) * on.low
    x = on.right - on.wide(text, size) - 26 if rng.random() < 0.7 else 26
    on.text(x, on.low - size - rng.uniform(18, 36), text, size)
    return TIMED if clock else {"date"}


def led_date(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """11. Orange LED digits in the bottom right corner; the canvas's face must be an LED one."""
    text, size = facts.when.strftime("'%y %m %d"), rng.uniform(24, 32)
    at = (on.right - on.wide(text, size) - 40, on.low - size - 40)
    on.text(*at, text, size, ORANGE, shade=rng.random() < 0.5)
    return {"date"}


def time_only(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """A watermark camera with its place switched off: clock, date, weather, brand."""
    clock = facts.when.strftime("%H:%M")
    on.text(30, on.low - 170, clock, 84)
    x = 30 + on.wide(clock, 84) + 16
    on.box(x, on.low - 150, x + 6, on.low - 74, YELLOW)
    on.text(x + 20, on.low - 152, f"{facts.when:%Y-%m-%d}", 32)
    on.text(x + 20, on.low - 110, f"{facts.weekday}  {facts.weather}", 28)
    brand(on, facts)
    return TIMED | {"code"}


def place_only(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """A watermark camera with its time switched off: labelled place, weather, brand."""
    size = 28
    rows = [
        *on.wrap(f"地　点: {facts.place}", size, on.right * 0.6),
        f"天　气: {facts.weather}",
    ]
    if rng.random() < 0.5:
        rows.append(f"海　拔: {rng.uniform(20, 900):.1f}米")
    for index, line in enumerate(rows):
        on.text(30, on.low - 110 - 42 * (len(rows) - index), line, size)
    brand(on, facts)
    return {"place", "code"}
