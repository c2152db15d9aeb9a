"""How far the work is and how long it may still take, on stderr.

On a terminal a bar for each step; anywhere else a line now and then, and none for what is done
within seconds: a log is read afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from swaudit.ground.store import Progress
from swaudit.model.message import Message, message, tell, word

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

Clock = Callable[[], float]
"""Seconds since any moment."""

_QUIET = 10.0
"""Seconds that a step may take before anything is said of it where there is no terminal."""
_OFTEN = 60.0
"""Seconds between two lines within a quarter of a step."""
_SURE = 5.0
"""Seconds to look at a step before it is said how long it may take."""


@dataclass
class Pace:
    """How fast a step goes, from the first thing done: what it took to begin does not count."""

    began: float
    first: int
    last: int = 0
    ended: bool = False
    said: float = 0.0
    quarter: int = 0

    def left(self, now: float, done: int, total: int) -> float | None:
        """Return the seconds that the rest takes at the same pace; None while that is not known."""
        spent, gone = now - self.began, done - self.first
        if spent < _SURE or gone < 2:
            return None
        return spent / gone * (total - done)


def left_in_words(seconds: float) -> Message:
    """Return a time as one tells it: to the minute, from a quarter of an hour on to five."""
    minutes = -(-seconds // 60)
    if seconds <= 60:
        return message("cli.left.seconds")
    if minutes > 15:
        minutes = -(-minutes // 5) * 5
    hours, minutes = divmod(int(minutes), 60)
    return message("cli.left.hours" if hours else "cli.left.minutes", h=hours, m=minutes)


@contextmanager
def shown(to: Console, language: str, clock: Clock = monotonic) -> Iterator[Progress]:
    """Show progress on a console while the block runs."""
    if not to.is_terminal:
        yield _lines(to, language, clock)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}", markup=False),
    )
    tasks: dict[str, TaskID] = {}
    paces: dict[str, Pace] = {}
    with Bars(*columns, console=to, transient=True) as bars:

        def tell_bar(what: str, done: int, total: int) -> None:
            now = clock()
            if what not in tasks:
                step = word(f"cli.step.{what}", language)
                tasks[what] = bars.add_task(step, total=total, left="")
            pace = _pace(paces, what, done, total, now)
            told = _left(pace.left(now, done, total), language)
            going = done < total
            bars.update(tasks[what], completed=done, total=total, left=told, visible=going)

        yield tell_bar


def _lines(to: Console, language: str, clock: Clock) -> Progress:
    paces: dict[str, Pace] = {}

    def tell_line(what: str, done: int, total: int) -> None:
        now = clock()
        pace = _pace(paces, what, done, total, now)
        quarter = done * 4 // total if total else 4
        due = _QUIET if quarter > pace.quarter else _OFTEN
        if now - max(pace.began, pace.said) < due and not (pace.said and done == total):
            return
        pace.said, pace.quarter = now, quarter
        step = word(f"cli.step.{what}", language)
        said = tell(message("cli.progress", what=step, done=done, total=total), language)
        left = _left(pace.left(now, done, total), language) if done < total else ""
        to.print("  ".join(filter(None, (said, left))))

    return tell_line


def _pace(paces: dict[str, Pace], what: str, done: int, total: int, now: float) -> Pace:
    """Return the pace of a step; one that begins again (for another station) has another."""
    known = paces.get(what)
    if known is None or known.ended or done < known.last:
        known = paces[what] = Pace(now, done)
    known.last, known.ended = done, done >= total
    return known


def _left(seconds: float | None, language: str) -> str:
    return "" if seconds is None else tell(left_in_words(seconds), language)
