"""Figures in the words of Chinese checklists: 每月2次, 不少于6人, 不超过10%, 15个工作日内.

A figure keeps the phrase as the source has it. What stands without a bound word is at least that
many; 以上 and 以内 include the number itself, as legal usage has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from swaudit.query.periods import Every

_WIDE = str.maketrans("０１２３４５６７８９％．，＞＜＝～－—〜", "0123456789%.,><=~--~")
_CHINESE = "零〇一二两三四五六七八九十百千万"
_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_STEPS = {"十": 10, "百": 100, "千": 1000}

_LOWER = "不得少于|不得低于|不少于|不低于|不小于|至少|最少|达到|≥|>="
_UPPER = "不得超过|不得高于|不得多于|不超过|不多于|不高于|不大于|最多|至多|控制在|≤|<="
_OVER = "超过|大于|多于|高于|>"
_UNDER = "少于|小于|低于|不足|不满|<"
_UNITS = (
    "个?工作日|个?自然日|个月|平方米|小时|分钟|万元|人次|学时|课时|小节|"
    "[个次场名人节份篇条期例户家元天日周年岁分字项支类套本张部间处块台幅位组%]"
)
_EVERY: dict[str, Every] = {
    "月": "month",
    "自然月": "month",
    "季": "quarter",
    "季度": "quarter",
    "半年": "half",
    "年": "year",
    "年度": "year",
    "全年": "period",
    "年内": "period",
}
_PERIOD = re.compile(r"每(?:个)?(自然月|月|季度|季|半年|年度|年|周|日|天)|(全年|年内)")
_PER = re.compile(r"[每各](?:个)?(小组|个案|小节|名|人|位|户|家|例|场|次|期|组|节|个|支)(?![0-9])")
_FIGURE = re.compile(
    rf"(?:(?P<before>{_LOWER}|{_UPPER}|{_OVER}|{_UNDER})[^0-9，。；,;、（）()]{{0,6}}?)?"
    rf"(?<![第0-9.〔\[统同专单唯])"
    rf"(?P<low>[0-9][0-9,]{{0,20}}(?:\.[0-9]{{1,6}})?|[{_CHINESE}]{{1,12}})\s*"
    rf"(?:(?P<odd>{_UNITS})?\s*[-~至到]\s*"
    rf"(?P<high>[0-9][0-9,]{{0,20}}(?:\.[0-9]{{1,6}})?|[{_CHINESE}]{{1,12}})\s*)?"
    rf"(?P<unit>{_UNITS})"
    rf"(?!性|式|体|致|对一|社联动|[0-9])"
    rf"\s*(?:[（(]含(?:本数)?[)）]|及)?(?P<after>以上|以下|以内|之内|内|前|起)?"
    r"(?:\s*/\s*(?P<rate>月|季度|季|半年|年度|年|周|天|日))?"
)
_HEDGED = re.compile("原则上|鼓励|建议|力争|尽量|尽可能|倡导|提倡|宜|一般(?!性|户)")

Kind = Literal["min", "max", "above", "below", "range"]


@dataclass(frozen=True)
class Figure:
    """One number of a clause: the phrase, how it bounds, per what and how often.

    `every` is empty where the clause names no period, or one the language does not count by
    (`odd_period`: a week, a day). `per` is the thing each of which must have it (个, 节, 人).
    `within` says that the number is a time limit (…内, …前).
    """

    phrase: str
    kind: Kind
    low: Decimal
    high: Decimal
    unit: str
    every: Every | Literal[""] = ""
    odd_period: str = ""
    per: str = ""
    within: bool = False
    stated: bool = True
    """Whether a bound word stands with it, or it is a bare number."""
    start: int = 0
    end: int = 0


def hedged(text: str) -> str:
    """Return the word that makes a clause advice (原则上, 鼓励 …); empty where there is none."""
    found = _HEDGED.search(text)
    return found[0] if found else ""


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a clause, in order; the period named before holds for those behind."""
    plain = text.translate(_WIDE)
    found: list[Figure] = []
    last = 0
    for match in _FIGURE.finditer(plain):
        figure = _figure(match, plain, text, last)
        if figure is not None:
            found.append(figure)
            last = figure.end
    return tuple(found)


def number(text: str) -> Decimal | None:
    """Return a number in Arabic or Chinese digits (1,000, 十二, 两); None if malformed."""
    if text[0].isascii():
        return Decimal(text.replace(",", ""))
    total = part = digit = 0
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter] if digit == 0 else digit * 10 + _DIGITS[letter]
        elif letter in _STEPS:
            part, digit = part + (digit or 1) * _STEPS[letter], 0
        else:  # 万
            total, part, digit = (total + part + digit) * 10_000, 0, 0
    return Decimal(total + part + digit) if total + part + digit else None


def _figure(match: re.Match[str], plain: str, text: str, last: int) -> Figure | None:
    low, high = number(match["low"]), number(match["high"] or match["low"])
    unit = match["unit"]
    if low is None or high is None or _is_date(match, plain, low):
        return None
    if unit == "万元":
        low, high, unit = low * 10_000, high * 10_000, "元"
    unit = unit.removeprefix("个") if unit.endswith("日") else unit
    period = _last(_PERIOD.finditer(plain, 0, match.start()))
    per = _last(_PER.finditer(plain, last, match.start()))
    begins = min(
        [match.start(), *(one.start() for one in (period, per) if one and one.start() >= last)]
    )
    if match.start() - begins > 12:
        begins = match.start()
    named = match["rate"] or ((period[1] or period[2]) if period else "")
    kind, stated = _kind(match, low, high)
    return Figure(
        phrase=text[begins : match.end()].strip(),
        kind=kind,
        low=low,
        high=high,
        unit=unit,
        every=_EVERY.get(named, ""),
        odd_period="" if named in _EVERY else named,
        per=per[1] if per else "",
        within=match["after"] in ("内", "以内", "之内", "前") and unit in _TIMES,
        stated=stated,
        start=begins,
        end=match.end(),
    )


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(matches, key=lambda one: one.start(), default=None)


_TIMES = ("工作日", "自然日", "个月", "天", "日", "小时", "周")


def _is_date(match: re.Match[str], plain: str, low: Decimal) -> bool:
    """Say whether the number is part of a date: 2026年, 3月5日."""
    if match["unit"] == "年" and low >= 1900:
        return True
    return (
        match["unit"] == "日"
        and plain[: match.start("low")].rstrip().endswith("月")
        and not (_PERIOD.search(plain[max(0, match.start("low") - 2) : match.start("low")]))
    )


def _kind(match: re.Match[str], low: Decimal, high: Decimal) -> tuple[Kind, bool]:
    before, after = match["before"] or "", match["after"] or ""
    if high > low:
        return "range", True
    for kind, words in (("min", _LOWER), ("max", _UPPER), ("above", _OVER), ("below", _UNDER)):
        if before and re.fullmatch(words, before):
            return kind, True  # type: ignore[return-value]
    if after in ("以上", "起"):
        return "min", True
    return ("max", True) if after else ("min", False)
