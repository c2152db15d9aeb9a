"""One cell read as what its column holds: a value, BLANK, or Unreadable with what was expected.

    int      6  6人  ６          → 6                 约30人   → Unreadable
    money    1.2万元             → 1200000 分        九百      → Unreadable
    date     3月5日              → 2026-03-05        3月32日   → Unreadable
    code     text 8.10          → "8.10"            number 8.1 → Unreadable: 8.10 may be meant

Pure. Cells have the form of `evidence.sheets`; values the types of `model.tables`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from swaudit.evidence.moments import (
    Span,
    Times,
    YearUnclearError,
    day_fraction,
    moment_times,
    read_date,
    read_month,
    read_times,
    serial_date,
)
from swaudit.evidence.text import comparable, tidy
from swaudit.evidence.workbook import UNSTORED
from swaudit.model.message import Message, message
from swaudit.model.tables import Column, ColumnType

Cell = str | None
Value = str | int | bool | Decimal | date | Times | tuple[str, ...]
BLANK: Final = None

MASK = "***"
_SHOWN = 40
_EXACT_DIGITS = 15  # a spreadsheet number keeps no more; the rest of an ID number is lost
_NOTHING = frozenset("/\\-—－–_")
_NONE = frozenset(("无", "暂无"))
_NOT_YET = _NONE | {"没有", "未办", "办理中", "待补", "待定"}
_NAMED_TYPES = frozenset(("code", "path", "idcard", "phone", "date", "month", "times", "list"))
_COUNTER = "个人名次份户位袋件桶张节场天本套箱瓶册盒"
_INT = re.compile(rf"第?(\d{{1,12}}|\d{{1,3}}(?:,\d{{3}}){{1,3}})[{_COUNTER}]?")
_MONEY = re.compile(
    r"(?:¥|rmb|人民币)?(-?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,20})?)(万)?(?:元|块)?整?"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"\(?(0\d{2,3})\)?(\d{7,8})")
_LIST = re.compile(r"[、,，;；/／|\n]+")
_ID = re.compile(r"\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dx]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_YES = frozenset(["是", "有", "对", "√", "✓", "✔", "☑", "1", "true", "y", "yes"])
_NO = frozenset(["否", "无", "不是", "没有", "错", "×", "✗", "✘", "☒", "0", "false", "n", "no"])


@dataclass(frozen=True)
class Unreadable:
    """Something is written, but not what the column holds; `said` names it and what was expected.

    The written value of a personal column is masked in `said`.
    """

    said: Message


class _UnfitError(Exception):
    """The cell is not what the column holds."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def parse(column: Column, cell: Cell, span: Span = None) -> Value | Unreadable | None:
    """Return what a cell means in a column: its value, BLANK, or Unreadable.

    A cell that `says_nothing` is the column's declared default, else BLANK. `span` is the contract.
    """
    if cell is None or says_nothing(column, cell):
        if column.blank is None:
            return BLANK
        cell = "s" + column.blank
    try:
        if cell[0] == "e":
            raise _UnfitError("cell.formula_unstored" if cell == UNSTORED else "cell.error")
        return _READERS[column.type](column, cell, span)
    except _UnfitError as unfit:
        shown = MASK if column.personal else show(cell)
        return Unreadable(message(unfit.code, value=shown, **unfit.values))


def is_blank(cell: Cell) -> bool:
    """Tell whether nothing is written: no cell, spaces, or a stroke."""
    return cell is None or (cell[0] == "s" and _NOTHING.issuperset(cell[1:].strip()))


def says_nothing(column: Column, cell: Cell) -> bool:
    """Tell whether a cell holds nothing of what its column is for: blank, or a word for nothing.

    无 and 暂无 are such words in text too; 没有, 未办, 办理中, 待补 and 待定 only where a code, a
    date, a path or the like should stand.
    """
    if cell is None or is_blank(cell):
        return True
    words = _NOT_YET if column.type in _NAMED_TYPES else _NONE if column.type == "text" else ()
    return cell[0] == "s" and comparable(cell[1:]) in words


def show(cell: Cell) -> str:
    """Return a cell as a person would read it, shortened."""
    text = _as_text(cell) if cell else ""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _as_text(cell: str) -> str:
    kind, body = cell[0], cell[1:]
    if kind == "b":
        return "是" if body == "1" else "否"
    return tidy(body.replace("T", " ") if kind == "d" else body)


def _text(_column: Column, cell: str, _span: Span) -> str:
    return _as_text(cell)


def _path(_column: Column, cell: str, _span: Span) -> str:
    # The name on disk decides, so that nothing but the slashes and the edges is touched.
    return cell[1:].strip().replace("\\", "/").strip("/")


def _list(_column: Column, cell: str, _span: Span) -> tuple[str, ...]:
    text = cell[1:] if cell[0] == "s" else _as_text(cell)
    return tuple(filter(None, map(tidy, _LIST.split(text))))


def _code(_column: Column, cell: str, _span: Span) -> str:
    kind, body = cell[0], cell[1:]
    if kind == "n":
        if "." in body:
            raise _UnfitError("cell.code_decimal")
        _refuse_lost_digits(cell)
    elif kind in "dt":
        raise _UnfitError("cell.code_date")
    return _as_text(cell)


def _choice(column: Column, cell: str, _span: Span) -> str:
    text = _as_text(cell)
    if not column.values:
        return text
    wanted = comparable(text)
    for value in column.values:
        if comparable(value) == wanted:
            return value
    for synonym, value in column.synonyms.items():
        if comparable(synonym) == wanted:
            return value
    raise _UnfitError("cell.choice", allowed="、".join(column.values))


def _date(_column: Column, cell: str, span: Span) -> date:
    kind, body = cell[0], cell[1:]
    found: date | None = None
    if kind == "d":
        found = datetime.fromisoformat(body).date()
        found = found if 1950 <= found.year <= 2100 else None
    elif kind == "n":
        whole = body.split(".")[0]
        found = serial_date(int(whole)) if "." in body else _dated(whole, read_date, span)
    elif kind == "s":
        found = _dated(body, read_date, span)
    if found is None:
        raise _UnfitError("cell.date")
    return found


def _month(_column: Column, cell: str, span: Span) -> date:
    kind, body = cell[0], cell[1:]
    found: date | None = None
    if kind == "d":
        found = datetime.fromisoformat(body).date().replace(day=1)
    elif kind == "s" or (kind == "n" and "." not in body):
        found = _dated(body, read_month, span)
    if found is None:
        raise _UnfitError("cell.month")
    return found


def _dated(text: str, read: Callable[[str, Span], date | None], span: Span) -> date | None:
    try:
        return read(comparable(text), span)
    except YearUnclearError:
        raise _UnfitError("cell.year") from None


def _times(_column: Column, cell: str, _span: Span) -> Times:
    kind, body = cell[0], cell[1:]
    found: Times | None = None
    if kind == "t":
        clock = time.fromisoformat(body).replace(second=0)
        found = clock, clock
    elif kind == "d" and "T" in body:
        found = moment_times(datetime.fromisoformat(body))
    elif kind == "n":
        found = day_fraction(float(body))
    elif kind == "s":
        found = read_times(comparable(body))
    if found is None:
        raise _UnfitError("cell.times")
    return found


def _int(_column: Column, cell: str, _span: Span) -> int:
    found = _INT.fullmatch(comparable(cell[1:])) if cell[0] in "ns" else None
    if found is None:
        raise _UnfitError("cell.int")
    return int(found[1].replace(",", ""))


def _money(_column: Column, cell: str, _span: Span) -> int:
    found = _MONEY.fullmatch(comparable(cell[1:])) if cell[0] in "ns" else None
    if found is None:
        raise _UnfitError("cell.money")
    fen = _decimal(found[1]) * (1_000_000 if found[2] else 100)
    whole = fen.quantize(Decimal(1))
    # A computed number carries dust far behind the decimal point; written text does not.
    if abs(fen - whole) > (Decimal("0.0001") if cell[0] == "n" else 0):
        raise _UnfitError("cell.money")
    return int(whole)


def _plain_number(_column: Column, cell: str, _span: Span) -> Decimal:
    found = _NUMBER.fullmatch(comparable(cell[1:])) if cell[0] in "ns" else None
    if found is None:
        raise _UnfitError("cell.number")
    return _decimal(found[0])


def _bool(_column: Column, cell: str, _span: Span) -> bool:
    word = comparable(cell[1:])
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise _UnfitError("cell.bool")


def _phone(_column: Column, cell: str, _span: Span) -> str:
    digits = comparable(cell[1:]).translate({ord(sign): None for sign in "-—–‐−"})
    if found := _MOBILE.fullmatch(digits):
        return found[1]
    if found := _LANDLINE.fullmatch(digits):
        return f"{found[1]}-{found[2]}"
    raise _UnfitError("cell.phone")


def _idcard(_column: Column, cell: str, _span: Span) -> str:
    _refuse_lost_digits(cell)
    digits = comparable(cell[1:])
    found = _ID.fullmatch(digits)
    if found is None or read_date("-".join(found.groups()), None) is None:
        raise _UnfitError("cell.idcard")
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, digits[:17], strict=True))
    if "10x98765432"[total % 11] != digits[17]:
        raise _UnfitError("cell.idcard")
    return digits.upper()


def _refuse_lost_digits(cell: str) -> None:
    if cell[0] == "n" and len(cell) - 1 > _EXACT_DIGITS:
        raise _UnfitError("cell.digits_lost")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


_READERS: dict[ColumnType, Callable[[Column, str, Span], Value]] = {
    "text": _text,
    "code": _code,
    "enum": _choice,
    "ordered": _choice,
    "date": _date,
    "month": _month,
    "times": _times,
    "int": _int,
    "number": _plain_number,
    "money": _money,
    "bool": _bool,
    "list": _list,
    "phone": _phone,
    "idcard": _idcard,
    "path": _path,
}
