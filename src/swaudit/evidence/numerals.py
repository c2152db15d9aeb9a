"""Chinese numerals as digits, in comparable text (`text.comparable`): pure.

二〇二六年三月五日   2026年3月5日       二十一   21       两点半   2点半
壹仟贰佰元伍角       1200.5            三千五    no amount: 3,500 or 3,005
"""

from __future__ import annotations

import re
from decimal import Decimal

_WRITTEN = ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {sign: value for value, signs in enumerate(_WRITTEN) for sign in signs}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CLASSES = {"万": 10_000, "亿": 100_000_000}

_SMALL = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[〇零○一二三四五六七八九两]+")
_WEEKDAY = re.compile(r"\(?(?:星期|礼拜|周)[一二三四五六日天]\)?")
_SUM = re.compile(
    "(?P<yuan>[零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+)[元圆块]?整?"
    "|(?P<whole>[零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+)[元圆块]"
    "零?(?:(?P<jiao>[一壹二贰两三叁四肆五伍六陆七柒八捌九玖])[角毛])?"
    "零?(?:(?P<fen>[一壹二贰两三叁四肆五伍六陆七柒八捌九玖])分)?整?"
)


def arabic(text: str) -> str:
    """Return text with its Chinese numerals below a hundred, and years, in digits.

    A weekday is left out: 三月五日星期四 is 3月5日.
    """
    return _SMALL.sub(_small, _WEEKDAY.sub("", text))


def _small(found: re.Match[str]) -> str:
    tens, ten, units = found[0].rpartition("十")
    if not ten:
        return "".join(str(_DIGITS[sign]) for sign in found[0])
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0))


def chinese_int(text: str) -> int | None:
    """Return a numeral written out (三十, 一百零五, 壹仟贰佰), or None where it is none.

    一百五 and 三千五, which people say for 150 and 3,500, are none.
    """
    total = section = 0
    pending: int | None = None
    last, gap = 10**12, True
    for sign in text:
        if sign in "零〇○":
            if pending is not None:
                return None
            gap = True
        elif sign in _DIGITS:
            if pending is not None or not gap:
                return None
            pending, gap = _DIGITS[sign], False
        elif sign in _UNITS:
            unit = _UNITS[sign]
            if unit >= last or (pending is None and unit > 10):
                return None
            section += (1 if pending is None else pending) * unit
            pending, last, gap = None, unit, True
        elif sign in _CLASSES and (section or pending is not None):
            total = (total + section + (pending or 0)) * _CLASSES[sign]
            section, pending, last, gap = 0, None, 10**12, True
        else:
            return None
    if pending is not None:
        told_zero = text[-2:-1] in ("零", "〇", "○")
        if not (last in (10, 10**12) or told_zero) or (total and not section and not told_zero):
            return None
        section += pending
    return total + section if text else None


def chinese_money(text: str) -> Decimal | None:
    """Return the yuan of a sum written out (壹仟贰佰元伍角整), or None where it is none."""
    found = _SUM.fullmatch(text.removeprefix("人民币"))
    if found is None:
        return None
    yuan = chinese_int(found["yuan"] or found["whole"])
    if yuan is None:
        return None
    jiao, fen = (_DIGITS[found[part]] if found[part] else 0 for part in ("jiao", "fen"))
    return Decimal(yuan) + Decimal(jiao) / 10 + Decimal(fen) / 100
