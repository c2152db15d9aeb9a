"""Finds what stands in the places of a form: beside its labels, below them, or behind the colon.

| 服务对象 | 〔here〕 | 接案日期 | 〔here〕 |      a cell of its own
| 背景资料（……）                          |      over the whole row: the cell below
| 负责社工（签名）：〔here〕 | 日期：〔here〕 |      behind the colon
负责社工：〔here〕    日期：〔here〕               in running text
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from swaudit.evidence.inside.answers import plain
from swaudit.evidence.inside.layout import GARBLED, Block, Cell
from swaudit.evidence.text import bare

_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十甲乙丙丁]{1,3}"
_POINT = re.compile(rf"^(?:(?:{_NUMERAL}) ?[、.,)]|\((?:{_NUMERAL})\))")
_OTHER = re.compile(
    r"(?:^|(?<=\s))[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){0,11} ?(?:\([^()]{0,20}\) ?)?:",
    re.MULTILINE,
)
_CHAPTER = re.compile(r"^\(?[一二三四五六七八九十]{1,3}\)? ?[、.)]")
_MAX_LABEL = 80

ALWAYS = ("日期", "时间", "签名", "签字", "盖章", "姓名", "电话", "联系电话", "备注", "注")
"""Words that are labels on every form."""


@dataclass(frozen=True)
class Found:
    """What stands in one place: of the label `key`; None where no place belongs to the label."""

    key: str
    text: str | None


@dataclass(frozen=True, eq=False)
class Labels:
    """The labels of a form: `own` leads from each, bare, to its key; `signs` are keys to sign.

    `printed` are all labels that may stand on it, also of other forms: none of them is an answer.
    """

    own: Mapping[str, str]
    signs: frozenset[str]
    printed: frozenset[str]

    def named(self, text: str) -> str | None:
        """Return the label that a whole text is, bare; None where it is none."""
        if len(text) > _MAX_LABEL:
            return None
        said = plain(text)
        for one in (said, _POINT.sub("", said)):
            for form in (one, _BRACKETS.sub("", one)):
                if (found := bare(form)) in self.printed:
                    return found
        return None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Labels before a colon, however they are spaced: the longest first."""
        words = sorted(self.printed, key=len, reverse=True)
        spaced = "|".join(r"[^\w:]*".join(map(re.escape, word)) for word in words if word)
        return re.compile(rf"(?<!\w)({spaced})[^\w:]*(?:\([^()]{{0,40}}\)\s*)?:")

    def behind(self, text: str) -> list[tuple[str | None, str]]:
        """Return (label, what follows it) for each label with a colon; None for one unknown."""
        said = plain(text)
        marks = {one.end(): (one.start(), "") for one in _OTHER.finditer(said)}
        marks |= {one.end(): (one.start(), bare(one[1])) for one in self.pattern.finditer(said)}
        found = []
        for end, following in pairwise([*sorted(marks), 0]):
            start, label = marks[following] if following else (len(said), "known")
            text = said[end:start]
            # 张三日期： may be an answer with a label behind it, or a label nobody declared.
            if not label and self._runs_on(said[start:following]):
                text += GARBLED
            found.append((marks[end][1] or None, text))
        return found

    def _runs_on(self, text: str) -> bool:
        return any(bare(text).endswith(word) for word in self.printed)

    def is_label(self, cell: Cell) -> bool:
        """Return whether a cell is a label, or begins with one and its colon."""
        if self.named(cell.text):
            return True
        return self.pattern.match(plain(cell.text)) is not None


def places(blocks: Sequence[Block], labels: Labels) -> Iterator[Found]:
    """Yield what stands in every place of the labels that are a form's own, in order."""
    for at, block in enumerate(blocks):
        if block.table:
            yield from _in_table(block, labels)
        else:
            yield from _in_line(block, blocks[at + 1 :], labels)


def _in_table(table: Block, labels: Labels) -> Iterator[Found]:
    for cell in table.cells:
        if name := labels.named(cell.text):
            if key := labels.own.get(name):
                yield Found(key, _of_cell(cell, key, table, labels))
            continue
        for label, text in labels.behind(cell.text):
            if label and (key := labels.own.get(label)):
                yield Found(key, text)


def _of_cell(cell: Cell, key: str, table: Block, labels: Labels) -> str | None:
    """Return what belongs to a cell that is a label; None where there is no place for it."""
    right = table.beside(cell)
    tall = any(one.bottom < cell.bottom - 1 for one in right)
    answers: list[str] = []
    for one in right:
        if not labels.is_label(one):
            answers.append(one.text)
        elif not tall:
            break
    if answers:
        return "\n".join(answers)
    colon = plain(cell.text).rstrip().endswith(":")
    if colon and key in labels.signs:
        return ""
    under = table.below(cell)
    # A label with others beside it heads a column, if what is under it is as wide as it is.
    if under is None or (right and abs(under.right - cell.right) > 1):
        return "" if colon else None
    return "" if labels.is_label(under) else under.text


def _in_line(line: Block, after: Sequence[Block], labels: Labels) -> Iterator[Found]:
    if name := labels.named(line.text):
        if key := labels.own.get(name):
            colon = plain(line.text).rstrip().endswith(":")
            text = "" if colon and key in labels.signs else _following(after, labels)
            yield Found(key, text)
        return
    found = labels.behind(line.text)
    for at, (label, text) in enumerate(found):
        if label and (key := labels.own.get(label)):
            if at == len(found) - 1 and key not in labels.signs:
                text += "\n" + (_following(after, labels) or "")
            yield Found(key, text)


def _following(after: Sequence[Block], labels: Labels) -> str | None:
    """Return the paragraphs up to the next label, heading or table; None where there are none."""
    lines: list[str] = []
    for block in after:
        text = block.text
        if block.table or labels.named(text) or labels.behind(text) or _CHAPTER.match(plain(text)):
            break
        lines.append(text)
    return "\n".join(lines) if lines else None
