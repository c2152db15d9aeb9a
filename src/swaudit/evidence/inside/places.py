"""Finds what stands in the places of a form: beside its labels, below them, or behind the colon.

| 服务对象 | 〔here〕 | 接案日期 | 〔here〕 |      a cell of its own
| 背景资料（……）                          |      over the whole row: the cell below
| 负责社工（签名）：〔here〕 | 日期：〔here〕 |      behind the colon
负责社工：〔here〕    日期：〔here〕               in running text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from swaudit.evidence.inside.answers import plain, signed
from swaudit.evidence.inside.layout import GARBLED, PICTURE, Block, Cell
from swaudit.evidence.text import bare

_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十甲乙丙丁]{1,3}"
_POINT = re.compile(rf"^(?:(?:{_NUMERAL}) ?[、.,)]|\((?:{_NUMERAL})\))")
_OTHER = re.compile(
    r"(?:^|(?<=\s))[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){0,11} ?(?:\([^()]{0,20}\) ?)?:",
    re.MULTILINE,
)
_CHAPTER = re.compile(r"^\(?[一二三四五六七八九十]{1,3}\)? ?[、.)]")
_MORE = re.compile(f"[_{PICTURE}{GARBLED}]|:.")
"""What a label alone does not have: something to write on, or something behind its colon."""
_MAX_LABEL = 80

ALWAYS = ("日期", "时间", "签名", "签字", "盖章", "姓名", "电话", "联系电话", "备注", "注")
"""Words that are labels on every form."""


@dataclass(frozen=True)
class Found:
    """What stands in one place: of the label `key`; None where no place belongs to the label.

    `column`: the label heads a column, and what stands first in it is meant.
    """

    key: str
    text: str | None
    column: bool = False


class Vocabulary:
    """All labels that may stand on any of the forms, bare: none of them is an answer.

    What it finds in a text it remembers: every form asks of the same texts.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(filter(None, map(bare, words)))
        longest_first = sorted(self._words, key=len, reverse=True)
        spaced = "|".join(r"[^\w:]*".join(map(re.escape, word)) for word in longest_first)
        # Before a colon, however they are spaced.
        self._pattern = re.compile(rf"(?<!\w)({spaced})[^\w:]*(?:\([^()]{{0,40}}\)\s*)?:")
        self._named: dict[str, str | None] = {}
        self._behind: dict[str, tuple[tuple[str | None, str], ...]] = {}

    def named(self, text: str) -> str | None:
        """Return the label that a whole text is, bare; None where it is none, or more than one."""
        if text not in self._named:
            self._named[text] = self._name(plain(text))
        return self._named[text]

    def behind(self, text: str) -> tuple[tuple[str | None, str], ...]:
        """Return (label, what follows it) for each label with a colon; None for one unknown."""
        if text not in self._behind:
            self._behind[text] = tuple(self._after(plain(text)))
        return self._behind[text]

    def is_label(self, cell: Cell) -> bool:
        """Return whether a cell is a label, or begins with one and its colon."""
        return bool(self.named(cell.text)) or self._pattern.match(plain(cell.text)) is not None

    def without(self, line: str) -> str:
        """Return a line of plain text without the labels in it."""
        return "" if self.named(line) else self._pattern.sub(" ", line)

    def _name(self, said: str) -> str | None:
        if len(said) > _MAX_LABEL or _MORE.search(said):
            return None
        for one in (said, _POINT.sub("", said)):
            for form in (one, _BRACKETS.sub("", one)):
                if (found := bare(form)) in self._words:
                    return found
        return None

    def _after(self, said: str) -> Iterator[tuple[str | None, str]]:
        marks = {one.end(): (one.start(), "") for one in _OTHER.finditer(said)}
        marks |= {one.end(): (one.start(), bare(one[1])) for one in self._pattern.finditer(said)}
        for end, following in pairwise([*sorted(marks), 0]):
            start, label = marks[following] if following else (len(said), "known")
            text = said[end:start]
            # 张三日期： may be an answer with a label behind it, or a label nobody declared.
            if not label and self._runs_on(said[start:following]):
                text += GARBLED
            yield marks[end][1] or None, text

    def _runs_on(self, text: str) -> bool:
        return any(bare(text).endswith(word) for word in self._words)


@dataclass(frozen=True)
class Labels:
    """The labels of one form: `own` leads from each, bare, to its key; `signs` are keys to sign."""

    own: Mapping[str, str]
    signs: frozenset[str]
    words: Vocabulary


def places(blocks: Sequence[Block], labels: Labels) -> Iterator[Found]:
    """Yield what stands in every place of the labels that are a form's own, in order."""
    for at, block in enumerate(blocks):
        if block.table:
            yield from _in_table(block, labels)
        else:
            yield from _in_line(blocks, at, labels)


def _in_table(table: Block, labels: Labels) -> Iterator[Found]:
    for cell in table.cells:
        if name := labels.words.named(cell.text):
            if key := labels.own.get(name):
                yield _of_cell(cell, key, table, labels)
            continue
        for label, text in labels.words.behind(cell.text):
            if label and (key := labels.own.get(label)):
                yield Found(key, text)


def _of_cell(cell: Cell, key: str, table: Block, labels: Labels) -> Found:
    """Return what belongs to a cell that is a label."""
    right = table.beside(cell)
    tall = any(one.bottom < cell.bottom - 1 for one in right)
    answers: list[str] = []
    for one in right:
        if not labels.words.is_label(one):
            answers.append(one.text)
        elif not tall:
            break
    if answers:
        return Found(key, "\n".join(answers))
    colon = plain(cell.text).rstrip().endswith(":")
    under = table.below(cell)
    if (colon and key in labels.signs) or under is None or labels.words.is_label(under):
        return Found(key, "" if colon or under else None)
    if not right:
        return Found(key, under.text)
    # A label among labels heads a column, unless what is under it is no column.
    if abs(under.right - cell.right) > 1:
        return Found(key, "" if colon else None)
    row_filled = any(
        one.text.strip() and not labels.words.is_label(one) for one in table.beside(under)
    )
    return Found(key, under.text + (GARBLED if row_filled else ""), column=True)


def _in_line(blocks: Sequence[Block], at: int, labels: Labels) -> Iterator[Found]:
    line = blocks[at]
    if name := labels.words.named(line.text):
        if key := labels.own.get(name):
            colon = plain(line.text).rstrip().endswith(":")
            signs = colon and key in labels.signs
            yield Found(key, _under(blocks, at) if signs else _following(blocks, at, labels))
        return
    found = labels.words.behind(line.text)
    for number, (label, text) in enumerate(found, start=1):
        if label and (key := labels.own.get(label)):
            if number == len(found) and key not in labels.signs:
                text += "\n" + (_following(blocks, at, labels) or "")
            elif number == len(found) and signed(text) == "blank":
                text += _under(blocks, at)
            yield Found(key, text)


def _under(blocks: Sequence[Block], at: int) -> str:
    """Return GARBLED where the line behind a place to sign may be the signature, else nothing."""
    after = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return GARBLED if signed(after) == "filled" else ""


def _following(blocks: Sequence[Block], at: int, labels: Labels) -> str | None:
    """Return the paragraphs up to the next label, heading or table; None where there are none."""
    lines: list[str] = []
    for after in range(at + 1, len(blocks)):
        block, text = blocks[after], blocks[after].text
        if (
            block.table
            or labels.words.named(text)
            or labels.words.behind(text)
            or _CHAPTER.match(plain(text))
        ):
            break
        lines.append(text)
    return "\n".join(lines) if lines else None
