"""Phone and identity numbers as people write them.

    13812345678   138 1234 5678   +86 138-1234-5678   (0470)8223344   13812345678.0
    11010519491231002X, and 110105491231002 of fifteen digits, which is given in eighteen

Pure; text is expected as `text.comparable` gives it (NFKC, no spaces, no case).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from swaudit.evidence.unclear import UnclearError

_DASHES = {ord(sign): None for sign in "-—–‐−"}
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"\(?(0\d{2,3})\)?(\d{7,8})")
_SEVERAL = re.compile("[/、,;\n]")
_WHOSE = re.compile(r"\([^\d()]{1,8}\)|^[^\d()]{1,6}:")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+\d{1,2}")
_WHOLE = re.compile(r"(\d+)\.0+")
_ID = re.compile(r"(\d{6})(\d{4})(\d{2})(\d{2})(\d{3})([\dx])")
_OLD_ID = re.compile(r"(\d{6})(\d{2})(\d{2})(\d{2})(\d{3})")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def read_phones(text: str) -> tuple[str, ...]:
    """Return the phone numbers of a cell: nothing when any part of it is none."""
    parts = [part for part in _SEVERAL.split(_WHOSE.sub("", whole_digits(text))) if part]
    phones = [_phone(part.translate(_DASHES)) for part in parts]
    return () if None in phones else tuple(one for one in phones if one)


def _phone(digits: str) -> str | None:
    if found := _MOBILE.fullmatch(digits):
        return found[1]
    found = _LANDLINE.fullmatch(digits)
    return f"{found[1]}-{found[2]}" if found else None


def read_id(text: str) -> str | None:
    """Return an identity number of eighteen places whose day and check digit are right, or None."""
    plain = whole_digits(text)
    if old := _OLD_ID.fullmatch(plain):
        plain = f"{old[1]}19{old[2]}{old[3]}{old[4]}{old[5]}"
        plain += _check_digit(plain)
    found = _ID.fullmatch(plain)
    if found is None or not _is_day(*map(int, found.groups()[1:4])):
        return None
    return plain.upper() if _check_digit(plain[:17]) == plain[17] else None


def whole_digits(text: str) -> str:
    """Return a long number that went through a spreadsheet, in plain digits.

    Raises UnclearError where its digits were lost: 1.50102E+17.
    """
    if found := _WHOLE.fullmatch(text):
        return found[1]
    if _SCIENTIFIC.fullmatch(text):
        number = Decimal(text)
        kept = len(number.as_tuple().digits)
        if kept <= int(text.partition("e+")[2]):
            raise UnclearError("cell.digits_lost")
        return format(number, "f")
    return text


def _check_digit(digits: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return "10x98765432"[total % 11]


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year >= 1900
    except ValueError:
        return False
