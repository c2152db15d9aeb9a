"""Sign-in lists with a column for each session: what its header and its marks mean. Pure text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from swaudit.evidence.numerals import arabic
from swaudit.evidence.text import comparable
from swaudit.evidence.words import day_in

_NUMBER = re.compile(r"第(\d{1,2})[节次期场课讲回]课?|节次(\d{1,2})|(\d{1,2})[节次]")
_DAY = re.compile(r"(?:20\d\d[-./年])?\d{1,2}[-./月]\d{1,2}[日号]?")
_BESIDE = re.compile(
    r"签到|签名|签字|出勤|考勤|情况|记录|到课|上午|下午|[()【】\[\]/、,:：\s-]|\d{1,2}:\d{2}"
)
_THERE = frozenset((*"√✓✔☑vy1是有到", "已到", "出席", "签到", "已签", "已签到", "到场"))
_ABSENT = frozenset((*"×x✗✘☒n0否无缺假/-—", "缺席", "缺勤", "未到", "没来", "请假", "事假", "病假"))


@dataclass(frozen=True)
class Session:
    """What the header of a column states of a session: its number, and its day as it is written."""

    number: int | None
    day: str | None


def session_in(header: str) -> Session | None:
    """Return the session that a header names (第3节, 3月5日, 第3节 3.5), or None."""
    plain = arabic(comparable(header)).replace("/", "-")
    number = _NUMBER.search(plain)
    rest = plain.replace(number[0], "", 1) if number else plain
    day = _DAY.search(rest) if day_in(rest) else None
    if day:
        rest = rest.replace(day[0], "", 1)
    if _BESIDE.sub("", rest) or not (number or day):
        return None
    told = next(filter(None, number.groups())) if number else None
    return Session(int(told) if told else None, day[0] if day else None)


def attended(mark: str | None, name: str) -> Literal["yes", "no", "unclear"]:
    """Return what a mark in a person's row says; their own name is their signature."""
    word = comparable(mark or "")
    if not word or word in _ABSENT:
        return "no"
    return "yes" if word in _THERE or word == comparable(name) else "unclear"
