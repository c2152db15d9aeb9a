"""`choose`: so many of the listed options are chosen.

    choose: {column: 自选项目, from: ["8.1", "8.2", "8.10", "8.14"], exactly: 1}

One item written in 站点信息 passes; two, none of the list, or another word fail. With `rows` the
options are gathered over the rows of that table. A blank cell decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from swaudit.checks.outcome import CheckKind, Outcome, absent, bounded
from swaudit.evidence.station import STATION_TABLE
from swaudit.model.message import message
from swaudit.model.report import Note
from swaudit.query.grammar import Condition, Node, Selection, Words
from swaudit.query.intervals import NOTHING_KNOWN, Bounds, Interval
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.refusal import refusal
from swaudit.query.related import keys_of
from swaudit.query.scope import Scope
from swaudit.query.select import select
from swaudit.query.truth import Truth


class Choose(Node):
    """The column that says what was chosen, the options there are, and how many are asked."""

    rows: str = STATION_TABLE
    where: Condition | None = None
    column: str
    options: Annotated[Words, Field(min_length=1)] = Field(alias="from")
    exactly: int = Field(ge=1)

    def model_post_init(self, context: Any) -> None:
        """Refuse to ask for more than there is."""
        if self.exactly > len(set(self.options)):
            raise refusal("rule.choose_too_many")


class ChooseBody(Node):
    """A choice among options."""

    choose: Choose


def run(body: ChooseBody, scope: Scope) -> Outcome:
    """Return how many of the options are chosen."""
    choose = body.choose
    selected = select(Selection(where=choose.where), choose.rows, scope)
    if selected is None or (choose.rows == STATION_TABLE and len(selected.table) == 0):
        return Outcome(Truth.UNKNOWN, NOTHING_KNOWN, notes=(absent(choose.rows),))
    chosen = keys_of(selected.table, [choose.column])
    options = set(choose.options)
    sure: set[str] = set()
    maybe: set[str] = set()
    refused: list[Note] = []
    evidence: list[str] = []
    pending, blank = True, 0
    for place, row in enumerate(selected.rows.tolist()):
        truth, cell = selected.looked_at.at(place), chosen[row]
        if cell is None:
            blank, pending = blank + 1, False
            continue
        written = cell if isinstance(cell, frozenset) else {cell}
        if truth is Truth.YES:
            sure |= written & options
            if written & options:
                evidence.append(str(selected.table.rows["record"].iloc[row]))
            refused += [_other(selected.table.rows.iloc[row], o) for o in sorted(written - options)]
        else:
            maybe |= written & options
            pending &= truth is Truth.PENDING
    listed = selected.table.spec.columns[choose.column].type == "list"
    # What cannot be read is one option more in a plain cell, and any number of them in a list.
    more = len(options) if listed and blank else blank
    high = min(len(options), len(sure | maybe) + more)
    number = Interval(Decimal(len(sure)), Decimal(high), pending)
    exactly = Decimal(choose.exactly)
    return bounded(
        Bounds(min=exactly, max=exactly),
        number,
        scope,
        refused=tuple(refused),
        evidence=tuple(evidence),
    )


def _other(origin: Any, option: str) -> Note:
    said = message("choose.not_offered", option=option)
    return Note(str(origin["record"]), str(origin["label"]), said)


def names(body: ChooseBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield what the choice names and nothing declares."""
    choose, here = body.choose, (*path, "choose")
    yield from known.table(choose.rows, (*here, "rows"))
    yield from known.selection(Selection(where=choose.where), choose.rows, here)
    yield from known.column(choose.rows, choose.column, (*here, "column"))
    for index, option in enumerate(choose.options):
        yield from known.value(choose.rows, choose.column, option, (*here, "from", index))


KIND = CheckKind("choose", ChooseBody, run, names)
