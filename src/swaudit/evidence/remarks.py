"""What stands below a header and is no record: totals, remarks, headings, what lies beside.

| 日期 | 内容 |
| 一、入户 |              ← heads the rows below it
| 3月5日 | 政策宣传 |       ← a record
| 合计 | 1 |               ← a total
| 填表人：某甲 |            ← a remark
| 2026年3月31日 |          ← the day that the sheet was signed
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import chain

from swaudit.evidence.grid import Cell
from swaudit.evidence.headers import SERIAL
from swaudit.evidence.layouts import Layout
from swaudit.evidence.moments import Dating, read_days
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import are_filled, is_blank, show
from swaudit.evidence.text import comparable
from swaudit.evidence.unclear import UnclearError
from swaudit.model.message import Message, message

_TOTAL = re.compile(
    r".{0,8}(合计|小计|总计|共计|累计|总数)(?:\([^)]{1,6}\))?(?:金额|人数|次数)?(?::.*)?"
)
_TOTAL_CELLS = frozenset(("s合计", "s小计", "s总计", "s合 计"))
_REMARK = re.compile(
    r"(填表说明|填报说明|填写说明|说明|备注|附注|注\d{0,2}|填表人|制表人?|填报人|经办人|审核人?|复核人?"
    r"|负责人签字|单位负责人|站长签字|填写人|记录人|统计人|汇总人|负责人|填报单位|填表单位|(?:填表|填报|制表)(?:日期|时间))(?::.*)?"
    r"|(?:注\d{0,2}|备注)[、.].*",
    re.DOTALL,
)
_SECTION = re.compile(
    r"(?:20\d\d年?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第[一二三四1-4]季度|[上下]半年)"
    r"|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.].*"
)
"""A lone cell that heads the rows below it: 二月份, 第一季度, 一、入户."""
_SENTENCE = re.compile(r".{12,}[。;:].*|.{16,}|[一二三四五六七八九十\d]{1,2}[、.].{6,}", re.DOTALL)


class Remarks:
    """The rows below the header of one sheet: what those are that are no records.

    `sure` has for each row whether it is a record whatever else it says, as most are.
    """

    def __init__(self, sheet: Sheet, layout: Layout, dating: Dating) -> None:
        self.sheet, self.layout, self.dating = sheet, layout, dating
        content = {at for name, at in layout.columns.items() if name != SERIAL}
        self.content = content.union(layout.sessions, *layout.joined.values())
        self.sure = _sure(sheet, self.content)

    def aside(self, row: int, told: Collection[int]) -> Message | None:
        """Return what a row is that is none of the records; None for a record and a blank row.

        `told` are the rows that were left aside so far.
        """
        cells = self.sheet.rows[row]
        if self.is_filled(row):
            return self._remark(row, told)
        return message("note.row_outside") if self._filled_elsewhere(cells) else None

    def is_filled(self, row: int) -> bool:
        """Tell whether a row says something in the columns of the table."""
        cells = self.sheet.rows[row]
        return any(at < len(cells) and not is_blank(cells[at]) for at in self.content)

    def is_wide(self, row: int) -> bool:
        """Tell whether a cell of the row is merged over half of the table's columns."""
        half = max(3, (len(self.layout.columns) + 1) // 2)
        return any(
            top == row == bottom and right - left + 1 >= half
            for top, left, bottom, right in self.sheet.merged
        )

    def _remark(self, row: int, told: Collection[int]) -> Message | None:
        cells = self.sheet.rows[row]
        first = cells[first_filled(cells)] or ""
        text = comparable(first[1:]) if first[0] == "s" else ""
        if word := _no_data(first):
            return message("note.row_no_data", word=word)
        if not _is_alone(cells):
            return None
        if _SECTION.fullmatch(text) or self._ends_a_note(row, first, told):
            return message("note.row_text")
        if not text and (words := _TOTAL_CELLS.intersection(cells)):
            return message("note.row_no_data", word=min(words)[1:])
        is_text = text and (self.is_wide(row) or _SENTENCE.fullmatch(text))
        return message("note.row_text") if is_text else None

    def _ends_a_note(self, row: int, cell: str, told: Collection[int]) -> bool:
        """Tell whether a lone day stands below remarks: the day that the sheet was signed."""
        above = row - 1
        while above >= self.layout.body and all(map(is_blank, self.sheet.rows[above])):
            above -= 1
        return above in told and (cell[0] == "d" or _is_day(cell, self.dating))

    def _filled_elsewhere(self, cells: Sequence[Cell]) -> bool:
        header = self.sheet.rows[self.layout.header]
        serial = {at for at, cell in enumerate(header) if comparable(show(cell)) == SERIAL}
        further = chain.from_iterable(self.layout.joined.values())
        known = serial | {*self.layout.columns.values(), *further}
        return any(at not in known and not is_blank(cell) for at, cell in enumerate(cells))


def _sure(sheet: Sheet, content: Collection[int]) -> list[bool]:
    """Return for each row whether it is a record whatever else it says.

    Several cells are filled, one of the table's among them, and the first is no word for a total
    or a remark.
    """
    import numpy as np

    count = np.zeros(sheet.height, dtype=np.intp)
    begun, within, plain = (np.zeros(sheet.height, dtype=bool) for _ in range(3))
    for at, column in enumerate(sheet.columns):
        codes = np.asarray(column.codes)
        filled = np.array(are_filled(column.said))[codes]
        first = filled & ~begun
        may = np.zeros(len(column.said), dtype=bool)
        for code in np.unique(codes[first]).tolist():
            may[code] = not _no_data(column.said[code] or "")
        plain |= first & may[codes]
        begun |= filled
        count += filled
        if at in content:
            within |= filled
    sure: list[bool] = ((count > 1) & within & plain).tolist()
    return sure


def first_filled(cells: Sequence[Cell]) -> int:
    """Return the position of the first cell that is filled, 0 where none is."""
    return next((at for at, cell in enumerate(cells) if not is_blank(cell)), 0)


def _no_data(cell: str) -> str | None:
    """Return the word by which a row's first cell says that the row is a total or a remark."""
    if cell[:1] != "s":
        return None
    text = comparable(cell[1:])
    found = _TOTAL.fullmatch(text) or _REMARK.fullmatch(text)
    return (found[1] or "注") if found else None


def _is_alone(cells: Sequence[Cell]) -> bool:
    return sum(not is_blank(cell) for cell in cells) == 1


def _is_day(cell: str, dating: Dating) -> bool:
    try:
        return read_days(comparable(cell[1:]), dating) is not None
    except UnclearError:
        return False
