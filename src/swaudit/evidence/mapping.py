"""What a person said of a station's own workbook: its sheets, headers and words, and its folders.

    《走访登记》 is 工作流水: 服务日子 → 日期, 天气 → nothing, 老人 → 养老服务, everywhere 形式 走访

Nothing here is guessed: guesses are for `propose`, and hold only once a person confirmed them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from swaudit.evidence.headers import own_name, undated
from swaudit.evidence.heads import heads_of
from swaudit.evidence.layouts import Layout, find_layout
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import show
from swaudit.evidence.text import bare, comparable
from swaudit.evidence.words import last_part, upwards
from swaudit.model.dossier import File, Problem
from swaudit.model.message import message
from swaudit.model.tables import TableSpec

if TYPE_CHECKING:
    from swaudit.evidence.blocks import Block

FILE_NAME = "对应.yaml"
"""The file of the work folder in which a mapping stands."""
NOT_READ = "不用"
"""What stands for a column where a header is of none."""


@dataclass(frozen=True)
class SheetMapping:
    """Sheets of one kind: their names, the table they are, and how they say it.

    `columns`: header → column, None where it is of none; several headers of one column are joined.
    `fixed`: column → what holds for every row. `values`: column → own word → the ruleset's. `line`
    is where it stands in its file.
    """

    sheets: tuple[str, ...]
    table: str
    columns: Mapping[str, str | None]
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    line: int = 0

    @cached_property
    def told(self) -> Mapping[str, str | None]:
        """What headers mean, by their bare form."""
        return {bare(header): column for header, column in self.columns.items()}

    @property
    def read(self) -> int:
        """How many headers are read."""
        return sum(column is not None for column in self.columns.values())

    @cached_property
    def names(self) -> frozenset[str]:
        """The bare names of the sheets, without the month beside them."""
        return frozenset(undated(bare(name)) for name in self.sheets)


@dataclass(frozen=True)
class StationMapping:
    """All that a person confirmed.

    `folders`: a folder of the evidence → what it stands for: a 领域, or the folder in which a
    ruleset looks for a kind of documents.
    """

    sheets: tuple[SheetMapping, ...] = ()
    folders: Mapping[str, str] = field(default_factory=dict)


NO_MAPPING = StationMapping()


def mapping_of(
    path: str, sheet: Sheet, stem: str, specs: Mapping[str, TableSpec], own: StationMapping
) -> SheetMapping | None:
    """Return what was said of a sheet: by its name, of several the one whose headers it has."""
    name = undated(own_name(sheet.name, stem))
    named = [one for one in own.sheets if name in one.names]
    return max(named, key=lambda one: _headers_there(path, sheet, specs, one), default=None)


def mappings_fitting(
    path: str, sheet: Sheet, specs: Mapping[str, TableSpec], own: StationMapping
) -> list[SheetMapping]:
    """Return what was said of other sheets and fits this one: every header that is read is there.

    A renamed sheet, and a new month's.
    """
    fits = []
    for one in own.sheets:
        if one.read and _headers_there(path, sheet, specs, one) == one.read:
            fits.append((one.read, one))
    most = max((wanted for wanted, _ in fits), default=0)
    return [one for wanted, one in fits if wanted == most]


def headers_gone(sheet: Sheet, layout: Layout | None, one: SheetMapping) -> list[str]:
    """Return the headers of a mapping that are read and that a sheet does not have any more."""
    there: set[str] = set()
    if layout is not None and layout.keyed:
        there = {bare(show(cell)) for cells in sheet.rows for cell in cells if cell}
    elif layout is not None:
        heads = heads_of(sheet, layout.header, layout.body - layout.header)
        there = {word for head in heads for word in head.words}
    return [
        header
        for header, column in one.columns.items()
        if column is not None and bare(header) not in there
    ]


def _headers_there(
    path: str, sheet: Sheet, specs: Mapping[str, TableSpec], one: SheetMapping
) -> int:
    layout, _ = find_layout(path, sheet, specs[one.table], one.told)
    return one.read - len(headers_gone(sheet, layout, one))


def in_our_words(block: Block, one: SheetMapping) -> Block:
    """Return a block with the ruleset's words in the place of the station's."""
    columns = dict(block.columns)
    for name, words in one.values.items():
        if name in columns:
            known = {comparable(word): f"s{meant}" for word, meant in words.items()}
            columns[name] = columns[name].reworded(
                lambda cell, known=known: known.get(comparable(show(cell)), cell)  # type: ignore[misc]
            )
    return replace(block, columns=columns)


def sheets_gone(own: StationMapping, used: Iterable[SheetMapping]) -> list[Problem]:
    """Return a problem for each mapping that no sheet was read by."""
    there = {id(one) for one in used}
    return [
        Problem(
            FILE_NAME,
            message("mapping.sheet_gone", sheets="、".join(one.sheets), table=one.table),
            cell=str(one.line),
        )
        for one in own.sheets
        if id(one) not in there
    ]


def as_read(files: Iterable[File], folders: Mapping[str, str]) -> tuple[File, ...]:
    """Return the files, each knowing what a person said that the folders above it stand for."""
    known = {comparable(folder): word for folder, word in folders.items()}
    if not known:
        return tuple(files)
    return tuple(replace(file, read_as=_read_as(file.path, known)) for file in files)


def _read_as(path: str, known: Mapping[str, str]) -> str:
    """Return a path with what its folders stand for beside their names."""
    parts = reversed(list(upwards(path)))
    return "/".join(
        " ".join(filter(None, (last_part(part), known.get(comparable(part))))) for part in parts
    )
