"""One cell read as what its column holds: a value, BLANK, or Unreadable with what was expected.

    int      6  6人  ６          → 6                 约30人   → Unreadable
    money    1.2万元  壹仟元整    → 分                 10元多   → Unreadable
    date     3月5日              → 2026-03-05        3月32日   → Unreadable
             3月5日-7日          → Noted: its first day
    code     text 8.10          → "8.10"            number 8.1 → Unreadable: 8.10 may be meant

Pure. Cells have the form of `evidence.sheets`; values the types of `model.tables`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from swaudit.evidence.clocks import Times, moment_times, read_times
from swaudit.evidence.clocks import read_number as number_times
from swaudit.evidence.contacts import read_id, read_phones, whole_digits
from swaudit.evidence.figures import read_count, read_money, read_number
from swaudit.evidence.grid import Cell
from swaudit.evidence.moments import (
    NOTHING_KNOWN,
    Dating,
    read_days,
    read_decimal,
    read_month,
    serial_date,
)
from swaudit.evidence.nothing import says_nothing
from swaudit.evidence.shown import as_text, show
from swaudit.evidence.survey import UNSTORED
from swaudit.evidence.text import comparable, each_tidy, tidy
from swaudit.evidence.unclear import UnclearError
from swaudit.model.message import Message, message
from swaudit.model.tables import Column, ColumnType

Value = str | int | bool | Decimal | date | Times | tuple[str, ...]
BLANK: Final = None

MASK = "***"
_FAULTS = {"e": "cell.error", "m": "cell.shared", "?": "cell.mark"}
_EXACT_DIGITS = 15  # a spreadsheet number keeps no more; the rest of an ID number is lost
_LIST = re.compile(r"[、,，;；/／|\n]+")
_YES = frozenset(("是", "有", "对", "已", "是的", *"√✓✔☑✅v1yt", "true", "yes"))
_NO = frozenset(("否", "无", "不", "不是", "没有", "错", "未", *"×✗✘✕☒❌x0nf", "false", "no"))
_TICK, _BOX = "[☑☒√✓✔■✅]", "[□☐○]"
# Boxes stand before both words, or behind both: ☑是 □否, 是(√) 否( ).
_TICKED = (
    re.compile(rf"(?:(?P<yes>{_TICK})|{_BOX}?)[是有][/、]?(?:(?P<no>{_TICK})|{_BOX}?)[否无]"),
    re.compile(
        rf"[是有](?:\(?(?P<yes>{_TICK})\)?|{_BOX}|\(\))?[/、]?"
        rf"[否无](?:\(?(?P<no>{_TICK})\)?|{_BOX}|\(\))?"
    ),
)
_AS_PICTURE = "\ufe0f"
"""Behind a tick that was typed on a phone: show it as a picture."""
_CLOCK_BEHIND = re.compile(r"(.*\d[日号]?)\s+(\d{1,2}[:：]\d{2}.{0,20})", re.DOTALL)


@dataclass(frozen=True)
class Unreadable:
    """Something is written, but not what the column holds; `said` names it and what was expected.

    The written value of a personal column is masked in `said`.
    """

    said: Message


@dataclass(frozen=True)
class Noted:
    """A value that is not all that is written; `said` names what is, and what was taken."""

    value: Value
    said: Message


class _UnfitError(Exception):
    """The cell is not what the column holds."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def parse(
    column: Column, cell: Cell, dating: Dating = NOTHING_KNOWN
) -> Value | Noted | Unreadable | None:
    """Return what a cell means in a column: its value, Noted, BLANK, or Unreadable.

    A cell that `says_nothing` is the column's declared default, else BLANK. `dating` supplies the
    part of a date that is not written.
    """
    if cell is None or says_nothing(column, cell):
        return parse_filled(column, "s" + column.blank) if column.blank is not None else BLANK
    return parse_filled(column, cell, dating)


def parse_each(
    column: Column, cells: Sequence[Cell], nothing: Sequence[bool], dating: Dating = NOTHING_KNOWN
) -> list[Value | Noted | Unreadable | None]:
    """Return `parse` of each of many cells, quicker; `nothing` is what `say_nothing` told of them.

    The texts of one column are read together where no text can be wrong.
    """
    filled = [cell for cell, gap in zip(cells, nothing, strict=True) if cell and not gap]
    read: Iterator[Value | Noted | Unreadable]
    if column.type in _ANY_TEXT and all(cell[0] == "s" for cell in filled):
        read = iter(_ANY_TEXT[column.type]([cell[1:] for cell in filled]))
    else:
        read = (parse_filled(column, cell, dating) for cell in filled)
    blank = parse(column, None)
    return [blank if gap else next(read) for gap in nothing]


def parse_filled(
    column: Column, cell: str, dating: Dating = NOTHING_KNOWN
) -> Value | Noted | Unreadable:
    """Return what a cell that says something means in a column: as `parse`, but never BLANK."""
    try:
        if cell[0] in _FAULTS:
            raise _UnfitError("cell.formula_unstored" if cell == UNSTORED else _FAULTS[cell[0]])
        return _READERS[column.type](column, cell, dating)
    except UnclearError as unclear:
        return Unreadable(message(unclear.code, value=_shown(column, cell)))
    except _UnfitError as unfit:
        return Unreadable(message(unfit.code, value=_shown(column, cell), **unfit.values))


def _shown(column: Column, cell: str) -> str:
    return MASK if column.personal else show(cell)


def _noted(column: Column, cell: str, value: Value, code: str) -> Noted:
    if column.personal:
        return Noted(value, message(code, value=MASK, taken=MASK))
    return Noted(value, message(code, value=show(cell), taken=value))


def _text(_column: Column, cell: str, _dating: Dating) -> str:
    return as_text(cell)


def _path(_column: Column, cell: str, _dating: Dating) -> str:
    return _as_path(cell[1:])


def _as_path(text: str) -> str:
    # The name on disk decides, so that nothing but the slashes and the edges is touched.
    return text.strip().replace("\\", "/").strip("/")


def _list(_column: Column, cell: str, _dating: Dating) -> tuple[str, ...]:
    text = cell[1:] if cell[0] == "s" else as_text(cell)
    return tuple(filter(None, map(tidy, _LIST.split(text))))


def _code(_column: Column, cell: str, _dating: Dating) -> str:
    kind, body = cell[0], cell[1:]
    if kind == "n":
        if "." in body:
            raise _UnfitError("cell.code_decimal")
        _refuse_lost_digits(cell)
    elif kind in "dt":
        raise _UnfitError("cell.code_date")
    whole_digits(comparable(body))
    return as_text(cell)


def _choice(column: Column, cell: str, _dating: Dating) -> str:
    text = as_text(cell)
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


def _date(column: Column, cell: str, dating: Dating) -> Value | Noted:
    kind, body = cell[0], cell[1:]
    found: date | None = None
    if kind == "d":
        found = datetime.fromisoformat(body).date()
        found = found if 1950 <= found.year <= 2100 else None
    elif kind == "n" and "." in body:
        found = serial_date(int(body.split(".")[0]), dating) or read_decimal(body, dating)
    elif kind in "ns" and (days := read_days(comparable(_without_clock(body)), dating)):
        if days[0].replace(day=1) != days[1].replace(day=1):
            raise _UnfitError("cell.date_months")
        found = days[0]
        if found != days[1]:
            return _noted(column, cell, found, "note.date_first")
    if found is None:
        raise _UnfitError("cell.date")
    return found


def _without_clock(text: str) -> str:
    # Without the space between, 3月1 12:30 would be 3月11 2:30.
    found = _CLOCK_BEHIND.fullmatch(text.strip())
    return found[1] if found and read_times(comparable(found[2])) else text


def _month(_column: Column, cell: str, dating: Dating) -> date:
    kind, body = cell[0], cell[1:]
    found: date | None = None
    if kind == "d":
        found = datetime.fromisoformat(body).date().replace(day=1)
    elif kind == "n" and body.endswith(".1"):
        raise _UnfitError("cell.date_decimal")
    elif kind in "ns":
        found = read_month(comparable(body), dating)
    if found is None:
        raise _UnfitError("cell.month")
    return found


def _times(_column: Column, cell: str, _dating: Dating) -> Times:
    kind, body = cell[0], cell[1:]
    found: Times | None = None
    if kind == "t":
        clock = time.fromisoformat(body).replace(second=0)
        found = clock, clock
    elif kind == "d" and "T" in body:
        found = moment_times(datetime.fromisoformat(body))
    elif kind == "n":
        found = number_times(body)
    elif kind == "s":
        found = read_times(comparable(body))
    if found is None:
        raise _UnfitError("cell.times")
    return found


def _int(_column: Column, cell: str, _dating: Dating) -> int:
    found = read_count(comparable(cell[1:])) if cell[0] in "ns" else None
    if found is None:
        raise _UnfitError("cell.int")
    return found


def _money(_column: Column, cell: str, _dating: Dating) -> int:
    computed = cell[0] == "n"
    found = read_money(comparable(cell[1:]), computed=computed) if cell[0] in "ns" else None
    if found is None:
        raise _UnfitError("cell.money")
    return found


def _plain_number(_column: Column, cell: str, _dating: Dating) -> Decimal:
    found = read_number(comparable(cell[1:])) if cell[0] in "ns" else None
    if found is None:
        raise _UnfitError("cell.number")
    return found


def _bool(column: Column, cell: str, _dating: Dating) -> bool:
    word = comparable(cell[1:]).replace(_AS_PICTURE, "")
    said = {comparable(synonym): value for synonym, value in column.synonyms.items()}
    word = comparable(said.get(word, word))
    if word in _YES:
        return True
    if word in _NO:
        return False
    found = [one for ticked in _TICKED if (one := ticked.fullmatch(word))]
    told = {bool(one["yes"]) for one in found if bool(one["yes"]) != bool(one["no"])}
    if len(told) == 1:  # 是√否 may be either
        return told.pop()
    raise _UnfitError("cell.bool")


def _phone(column: Column, cell: str, _dating: Dating) -> Value | Noted:
    phones = read_phones(comparable(cell[1:]))
    if not phones:
        raise _UnfitError("cell.phone")
    if len(phones) > 1:
        return _noted(column, cell, phones[0], "note.phone_first")
    return phones[0]


def _idcard(_column: Column, cell: str, _dating: Dating) -> str:
    _refuse_lost_digits(cell)
    found = read_id(comparable(cell[1:]))
    if found is None:
        raise _UnfitError("cell.idcard")
    return found


def _refuse_lost_digits(cell: str) -> None:
    if cell[0] == "n" and len(cell) - 1 > _EXACT_DIGITS:
        raise _UnfitError("cell.digits_lost")


_READERS: dict[ColumnType, Callable[[Column, str, Dating], Value | Noted]] = {
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

_ANY_TEXT: Mapping[ColumnType, Callable[[Sequence[str]], Sequence[str]]] = {
    "text": each_tidy,
    "path": lambda texts: list(map(_as_path, texts)),
}
"""The readers of many cells of text, which can be anything: none of it is wrong."""
