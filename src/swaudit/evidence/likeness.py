"""How like a station's own header is to a declared column: by its words, and by the cells below.

Pure. What is found is proposed to a person, and never used without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from swaudit.evidence.cells import Unreadable, parse
from swaudit.evidence.grid import Cell
from swaudit.evidence.hints import COLUMNS, FIELDS, FORMS
from swaudit.evidence.moments import Dating
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.text import bare, comparable
from swaudit.model.tables import Column

TYPED = frozenset(
    "date month times int number money bool phone idcard enum ordered".split()  # noqa: SIM905
)
"""The types whose cells tell a column by themselves whether they are of it."""
TELLING = frozenset(("date", "phone", "idcard", "enum", "ordered"))
"""The types that cells show even below a header that says nothing."""

KNOWN = 0.9
"""The likeness from which on a header is a known word for a column."""

_LOOKED_AT = 60
_LEAST_ALIKE = 0.6
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[、,，;；/ ][\u4e00-\u9fff·]{2,4})*")
_OTHER_KINDS = tuple(Column(type=kind) for kind in ("date", "phone", "idcard"))


@dataclass(frozen=True)
class Below:
    """The distinct filled cells below a header, a look at them, and how their dates are read."""

    cells: tuple[str, ...]
    dating: Dating

    @classmethod
    def of(cls, column: Sequence[Cell], dating: Dating) -> Below:
        """Return what stands in a column."""
        filled = [cell for cell in column if cell is not None and not is_blank(cell)]
        return cls(tuple(dict.fromkeys(filled))[:_LOOKED_AT], dating)

    def fit(self, column: Column) -> float | None:
        """Return the share of the cells that the column can hold, None without cells."""
        if not self.cells:
            return None
        return sum(self._fits(column, cell) for cell in self.cells) / len(self.cells)

    def _fits(self, column: Column, cell: str) -> bool:
        if not isinstance(parse(column, cell, self.dating), Unreadable):
            return True
        return (
            column.type in ("enum", "ordered") and meant_word(column.values, show(cell)) is not None
        )

    def names(self) -> float:
        """Return the share of the cells that look like names of people."""
        named = sum(_NAME.fullmatch(cell[1:].strip()) is not None for cell in self.cells)
        return named / len(self.cells) if self.cells else 0.0


@dataclass(frozen=True)
class Likeness:
    """How like a header is to a column: in its words, and in its cells (None: not to be told)."""

    words: float
    cells: float | None
    total: float


def likeness(header: str, name: str, column: Column, below: Below) -> Likeness:
    """Return how like a bare header, with the cells below it, is to a column; totals are 0 to 1."""
    words = _words_alike(header, name, column.aliases)
    if column.type in TYPED and (column.type not in ("enum", "ordered") or column.values):
        if not words and column.type not in TELLING:
            return Likeness(0, None, 0)
        cells = below.fit(column)
        if cells is None:
            return Likeness(words, None, 0.8 * words)
        # A known word above cells that do not fit is still asked about: they may all be wrong.
        doubtful = 0.5 if words >= KNOWN else 0.3
        total = 0.55 * words + 0.45 * cells if cells >= 0.5 else doubtful * words
        if not words and (cells < 0.9 or len(below.cells) < 2):
            total = 0.0
        return Likeness(words, cells, total)
    if not words:
        return Likeness(0, None, 0)
    total = 0.85 * words
    if column.personal == "name":
        total += 0.15 * below.names()
    if below.cells and max(below.fit(kind) or 0 for kind in _OTHER_KINDS) > 0.9:
        total -= 0.5  # days, telephone or ID numbers, below a header of words
    return Likeness(words, None, max(0.0, total))


@cache
def _words_alike(header: str, name: str, aliases: tuple[str, ...]) -> float:
    """Return 1 for a name that is accepted, 0.95 for a known hint, less for what is near."""
    own = [bare(one) for one in (name, *aliases)]
    if header in own:
        return 1.0
    hints = [bare(one) for one in COLUMNS.get(name, ())]
    if header in hints:
        return 0.95
    return max((_near(header, form) for form in (*own, *hints)), default=0.0)


def _near(header: str, form: str) -> float:
    longer, shorter = sorted((header, form), key=len, reverse=True)
    if len(shorter) > 1 and shorter in longer:
        # 服务日期 ends in what it is; 日期备注 only begins with it.
        ends = 0.62 if longer.endswith(shorter) else 0.5
        return ends + 0.25 * len(shorter) / len(longer)
    alike = SequenceMatcher(None, header, form).ratio()
    return 0.7 * alike if alike >= _LEAST_ALIKE else 0.0


def meant_word(values: Sequence[str], word: str) -> str | None:
    """Return the one of a list's words that an own word may mean, or None.

    By the list's words themselves, by hints for fields and forms of service, then by likeness.
    """
    plain = comparable(word)
    if not 1 < len(plain) <= 20:
        return None
    plain = plain.replace("小组活动", "小组")  # what a group does is called so
    within = [one for one in values if comparable(one) in plain or plain in comparable(one)]
    if len(within) == 1:
        return within[0]
    found = {
        one
        for hints in (FIELDS, FORMS)
        for part, words in hints.items()
        if any(hint in plain for hint in words)
        for one in values
        if part in one
    }
    if len(found) == 1:
        return found.pop()
    alike = {one: SequenceMatcher(None, plain, comparable(one)).ratio() for one in values}
    best = max(alike, key=alike.__getitem__, default="")
    return best if alike.get(best, 0) >= _LEAST_ALIKE else None


def words_meant(
    values: Sequence[str], cells: Mapping[str, int], column: Column
) -> list[tuple[str, str | None, int]]:
    """Return (own word, what it may mean, how often) for each cell that is none of the words."""
    return [
        (show(cell), meant_word(values, show(cell)), count)
        for cell, count in cells.items()
        if isinstance(parse(column, cell), Unreadable)
        or (not column.values and comparable(show(cell)) not in set(map(comparable, values)))
    ]
