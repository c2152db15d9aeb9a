"""How far the work is, on stderr: a bar on a terminal, a line a quarter anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from swaudit.ground.store import Progress
from swaudit.model.message import message, tell, word

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID


@contextmanager
def shown(to: Console, language: str) -> Iterator[Progress]:
    """Show progress on a console while the block runs."""
    if not to.is_terminal:
        yield _lines(to, language)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=to, transient=True) as bars:

        def tell_bar(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(word(f"cli.step.{what}", language), total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield tell_bar


def _lines(to: Console, language: str) -> Progress:
    quarters: dict[str, int] = {}

    def tell_line(what: str, done: int, total: int) -> None:
        quarter = done * 4 // total if total else 4
        if quarter > quarters.get(what, 0):
            quarters[what] = quarter
            step = word(f"cli.step.{what}", language)
            to.print(tell(message("cli.progress", what=step, done=done, total=total), language))

    return tell_line
