"""What sheets and columns are called: which table a name means, which column a header.

Names are compared without width, spaces, case and punctuation, and never guessed: a near miss is
only suggested.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from swaudit.evidence.text import bare
from swaudit.model.tables import TableSpec

GUIDE = "填报说明"
"""The sheet of guidance in the workbook that `init` makes."""
SERIAL = "序号"
"""A header every sheet may carry: a running number is no content of a row."""

_WHEN = r"(?:20\d\d年?)?(?:\d{1,2}(?:月份?)?|第?[一二三四1-4]季度?|[上下]半年)?"
_DATED_NAME = re.compile(rf"{_WHEN}(.*?)表?{_WHEN}")
_NAMELESS = re.compile(rf"(?:sheet|工作表|表)\d*|{_WHEN}")
_NOT_MEANT = re.compile("作废|样表|样例|示例|示范|范例|模板")


def column_letters(position: int) -> str:
    """Return a spreadsheet's letters for a 0-based position: 0 → A, 26 → AA."""
    letters, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def table_named(name: str, stem: str, specs: Mapping[str, TableSpec]) -> TableSpec | None:
    """Return the table that a sheet's name means, or None.

    A month beside the name (3月工作流水, 签到表2026-03) does not matter; a sheet without a name of
    its own (Sheet1) goes by its file's `stem`.
    """
    known = _names(specs)
    plain = own_name(name, stem)
    found = known.get(plain) or known.get(undated(plain))
    return specs[found] if found else None


def undated(plain: str) -> str:
    """Return a bare name without the year, month, quarter or half beside it, if more is left."""
    dated = _DATED_NAME.fullmatch(plain)
    return (dated[1] if dated else "") or plain


def names_within(name: str, stem: str, specs: Mapping[str, TableSpec]) -> list[TableSpec]:
    """Return the tables whose names a sheet's contains, the longest name first.

    收支与慈善(补) and 2026年嘎查签到 are meant for theirs; a sheet that calls itself void or an
    example (作废, 样表) is none.
    """
    plain = own_name(name, stem)
    if _NOT_MEANT.search(plain):
        return []
    known = _names(specs)
    found = sorted((name for name in known if name in plain), key=len, reverse=True)
    return [specs[known[name]] for name in found]


def own_name(name: str, stem: str) -> str:
    """Return a sheet's name, bare; one without a name of its own goes by its file's `stem`."""
    return bare(stem) if is_nameless(name) else bare(name)


def is_nameless(name: str) -> bool:
    """Tell whether a sheet's name says nothing of its table: Sheet1, 3月, 2026-03."""
    return _NAMELESS.fullmatch(bare(name)) is not None


def table_like(name: str, specs: Mapping[str, TableSpec]) -> str | None:
    """Return the table a sheet's name resembles, or None; a suggestion only."""
    return suggest(name, _names(specs))


def _names(specs: Mapping[str, TableSpec]) -> dict[str, str]:
    aliases = {bare(alias): name for name, spec in specs.items() for alias in spec.aliases}
    return aliases | {bare(name): name for name in specs}


def suggest(name: str, meant: Mapping[str, str]) -> str | None:
    """Return what `name` may have been meant for, by the nearest known form, or None."""
    from difflib import get_close_matches

    close = get_close_matches(bare(name), list(meant), n=1, cutoff=0.6)
    return meant[close[0]] if close else None


def columns_meant(spec: TableSpec) -> dict[str, str]:
    """Return the columns of a table by every bare name that a header may give them.

    A column of money may carry its unit: 金额（元）, 金额（万元）.
    """
    aliases = {bare(a): name for name, column in spec.columns.items() for a in column.aliases}
    meant = aliases | {bare(name): name for name in spec.columns}
    money = {word: name for word, name in meant.items() if spec.columns[name].type == "money"}
    return {word + unit: name for word, name in money.items() for unit in ("元", "万元")} | meant


def cell_name(row: int, at: int) -> str:
    """Return a spreadsheet's name of a cell by its 0-based row and position: (16, 3) → D17."""
    return f"{column_letters(at)}{row + 1}"
