"""A checklist's tables cut into clauses, one requirement each, with where each of them stands.

The columns of a table are told apart by their headings. What stands in a heading column (the task,
the field) is carried down to every row it covers; what stands in a column of requirements is cut at
line ends, full stops and semicolons, and where two parts each have a figure of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from swaudit.ruleset.draft.figures import figures
from swaudit.ruleset.draft.reading import Checklist, ChecklistTable, Region

_HEADER_ROWS = 6
"""How far down a table its header is looked for: titles and notes stand above it."""
_HEADING_LENGTH = 12
_BAND_LENGTH = 24
_TALLEST = 100
"""Of a cell merged over more rows than this, only the first are looked along."""


class Role(Enum):
    """What a column of a checklist holds."""

    NUMBER = "序号|编号|^no"
    EVIDENCE = "佐证|证明|材料|资料|依据|方式|方法|查看|备注|来源"
    SCORE = "分值|得分|评分|扣分|自评|权重"
    REQUIREMENT = "要求|标准|内容|指标|数量|目标|说明|考核|频次|次数|任务量|职责|清单"
    CHAPTER = "任务|项目|领域|类别|模块|维度|方面|板块|名称|分类"


@dataclass(frozen=True)
class Clause:
    """One requirement as a table has it.

    `table` and `row` count from 1, `rows` is how many rows the cell covers, `part` which clause of
    the row it is. `subject` is what the row is about, `evidence` what proves it, `score` what it is
    worth; each may be empty.
    """

    text: str
    chapter: str
    table: int
    place: str
    row: int
    rows: int
    part: int
    subject: str = ""
    evidence: str = ""
    score: str = ""

    @property
    def id(self) -> str:
        """The id of the rule drafted from it."""
        return f"t{self.table}-r{self.row}-{self.part}"


def clauses(checklist: Checklist) -> tuple[Clause, ...]:
    """Return every clause of every table, in reading order."""
    return tuple(
        clause
        for at, table in enumerate(checklist.tables, start=1)
        for clause in _of_table(table, at)
    )


def _of_table(table: ChecklistTable, number: int) -> Iterator[Clause]:
    header, roles = _header(table)
    grid = _Grid(table, roles)
    width = max(one.column + one.columns - 1 for one in table.regions)
    parts: dict[int, int] = {}

    def made(region: Region, text: str, chapter: str, **more: str) -> Iterator[Clause]:
        for piece in split(text):
            parts[region.row] = parts.get(region.row, 0) + 1
            part = parts[region.row]
            place = f"{_name(table, number)} 行{region.row}"
            yield Clause(piece, chapter, number, place, region.row, region.rows, part, **more)

    chapter = title = _name(table, number)
    band = ""
    for region in table.regions:
        across = region.columns >= width and width > 1
        if region.row <= header or across:
            if region.row == header or (region.row < header and not across):
                continue
            lines = region.text.replace("\n", " ")
            if len(lines) <= _BAND_LENGTH and not figures(lines):
                band = lines if region.row > header else band
            else:
                yield from made(region, region.text, band or title)
            continue
        role = roles.get(region.column, Role.REQUIREMENT)
        if role is not Role.REQUIREMENT or grid.is_subject(region):
            continue
        beside = grid.beside(region)
        chapter = beside[Role.CHAPTER] or band or title
        yield from made(
            region,
            region.text,
            chapter,
            subject=beside[Role.REQUIREMENT],
            evidence=beside[Role.EVIDENCE],
            score=beside[Role.SCORE],
        )


def _name(table: ChecklistTable, number: int) -> str:
    return f"表{number}" if table.name.isdigit() else table.name


def _header(table: ChecklistTable) -> tuple[int, dict[int, Role]]:
    """Return the header's row (0: there is none) and the role of each column it names."""
    for row in range(1, _HEADER_ROWS + 1):
        named = [
            one for one in table.regions if one.row == row and len(one.text) <= _HEADING_LENGTH
        ]
        roles = {one.column: role for one in named if (role := _role(one.text)) is not None}
        if len(roles) > 1:
            for one in named:
                for column in range(one.column, one.column + one.columns):
                    roles.setdefault(column, roles.get(one.column, Role.REQUIREMENT))
            if Role.REQUIREMENT not in roles.values():
                last = max(column for column, role in roles.items() if role is Role.CHAPTER)
                roles[last] = Role.REQUIREMENT
            return row, roles
    return 0, {1: Role.CHAPTER} if len({one.column for one in table.regions}) > 1 else {}


def _role(heading: str) -> Role | None:
    plain = heading.replace("\n", "").replace(" ", "").lower()
    return next((role for role in Role if re.search(role.value, plain)), None)


class _Grid:
    """Which cells stand in one row, merged ones carried down to every row they cover."""

    def __init__(self, table: ChecklistTable, roles: dict[int, Role]) -> None:
        self._roles = roles
        self._low: dict[int, list[Region]] = {}
        self._tall = [one for one in table.regions if one.rows > 1]
        for one in table.regions:
            if one.rows == 1:
                self._low.setdefault(one.row, []).append(one)

    def is_subject(self, region: Region) -> bool:
        """Say whether a cell is what the requirements to its right are about, and none itself."""
        return not figures(region.text) and any(
            other.column > region.column and self._role(other) is Role.REQUIREMENT
            for row in range(region.row, region.row + min(region.rows, _TALLEST))
            for other in self._in(row)
        )

    def beside(self, region: Region) -> dict[Role, str]:
        """Return what else stands in a cell's row, by role."""
        found: dict[Role, list[str]] = {role: [] for role in Role}
        for other in sorted(self._in(region.row), key=lambda one: one.column):
            role = self._role(other)
            before = other.column < region.column
            if other is not region and (
                role is not Role.REQUIREMENT or (before and self.is_subject(other))
            ):
                found[role].append(other.text.replace("\n", " "))
        return {role: " ".join(texts) for role, texts in found.items()}

    def _role(self, region: Region) -> Role:
        return self._roles.get(region.column, Role.REQUIREMENT)

    def _in(self, row: int) -> list[Region]:
        tall = [one for one in self._tall if one.row <= row < one.row + one.rows]
        return [*self._low.get(row, ()), *tall]


_MARKER = re.compile(
    r"^(?:[①-⑳]|[(（][0-9一二三四五六七八九十]+[)）]|[0-9]{1,2}[、.．](?![0-9])|[一二三四五六七八九十]+、|[·•▪◆●■-])\s*"
)
_INNER = re.compile(r"(?<=[^\s])(?=[①-⑳])")
_NESTED = re.compile(r"^(?:[每各](?:个|组|节|次|场|例|小组|个案)|其中|（|\()")


def split(text: str) -> tuple[str, ...]:
    """Return the clauses of a cell, without the signs that number them."""
    found: list[str] = []
    for line in text.splitlines():
        for numbered in _INNER.split(line):
            for sentence in _outside_brackets(numbered, "；;。"):
                found += _by_figures(_MARKER.sub("", sentence.strip()))
    return tuple(one for one in found if one)


def _by_figures(sentence: str) -> list[str]:
    """Cut at a comma where what follows has a figure of its own, and is no part of it."""
    found: list[str] = []
    for piece in _outside_brackets(sentence, "，,、"):
        clean = piece.strip()
        alone = not found or (figures(found[-1]) and figures(clean) and not _NESTED.match(clean))
        if alone:
            found.append(clean)
        else:
            at = sentence.index(piece, len("".join(found)))
            found[-1] = f"{found[-1]}{sentence[at - 1]}{clean}"
    return found


def _outside_brackets(text: str, signs: str) -> Sequence[str]:
    found, depth, begin = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "（(《“") - (letter in "）)》”" and depth > 0)
        thousands = (
            letter == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        )
        if letter in signs and depth == 0 and not thousands:
            found.append(text[begin:at])
            begin = at + 1
    return [one for one in (*found, text[begin:]) if one.strip()]
