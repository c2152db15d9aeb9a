"""What check a clause may ask for: by its first figure, and the table its words point at.

Each guess comes with two cases that agree with it, one met and one not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from swaudit.model.message import Message, message
from swaudit.model.tables import base_tables
from swaudit.query.calendar import workday
from swaudit.query.intervals import plain
from swaudit.query.periods import Every
from swaudit.ruleset.draft.clauses import Clause
from swaudit.ruleset.draft.figures import Figure

MAX_ROWS = 60
"""Rows a drafted test may have; a figure that needs more is left to its author."""

LONGEST = 250
"""Days, workdays or months of a time limit; more than that is misread."""

Row = dict[str, Any]
Given = dict[str, list[Row]]

_TABLES = (
    ("报送", "月报|季报|年报|报表|报送"),
    ("小组", "小组"),
    ("个案", "个案"),
    ("组织队伍", "(?:社会组织|队伍)[^，。]{0,6}(?:个数|数量|[支家个])|培育[^，。]{0,8}社会组织"),
    ("培训督导会议", "培训|督导|例会|会议|学习交流|参访|研讨"),
    ("慈善", "慈善|募捐|共募"),
    ("活动", "活动|讲座|宣传日|义诊|联欢"),
    ("服务记录", "走访|探访|巡访|回访|入户|服务|咨询|宣传|辅导|转介|慰问|调研|问候|照料|陪伴|帮扶"),
    ("人员", "社工|专职|持证|站长|工作人员|驻站|督导员|骨干"),
)
"""Tables by the words that point at them."""
_SESSIONS = {"小组": ("小组节次", "小组编号"), "个案": ("个案节次", "个案编号")}
_COUNTED = "个次场名人节例户家项支"
_PEOPLE = "名人"
_PAPERS = "份篇本套"
_MONEY = re.compile("费|支出|经费|资金|金额|预算|采购|购置|报销")
_MUST = re.compile("[应须需要]")
_EXPENSE = re.compile(r"([\u4e00-\u9fff]{1,6}?(?:经费|费))")
_DOCUMENT = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:制度|方案|计划|总结|台账|预案|章程|清单|名册|架构图|流程图)"
)
_NO_NAME = re.compile("的|提供|开展|按照|情况|数量")
"""Words no document is called by: the text is a sentence, not a name."""
_VERBS = re.compile("^(?:建立|健全|制定|完善|具备|编制|形成|撰写|设有|有|并|各类|相关)+")


@dataclass(frozen=True)
class Case:
    """A drafted test: what is handed in, and whether the rule is met by it."""

    given: Given
    met: bool
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Guess:
    """A check as data (None: only a person can look), its cases, and what is uncertain about it."""

    check: Mapping[str, Any] | None
    cases: tuple[Case, ...] = ()
    doubts: tuple[Message, ...] = ()
    documents: tuple[str, ...] = ()
    every: Every | None = None
    due: Mapping[str, Any] | None = None


def guess(
    clause: Clause, found: tuple[Figure, ...], context: str, domain: str, year: int
) -> Guess | None:
    """Return the check that fits the figures of a clause; None where no kind does."""
    if not found:
        return _documents(clause.text)
    first = found[0]
    if first.unit in _PAPERS and first.low == 1 and not first.every:
        return _documents(clause.text) or _documents(clause.subject)
    if first.odd_period or first.per in ("人", "名", "位", "户", "家", "例"):
        return None
    guesses: tuple[Callable[[], Guess | None], ...] = (
        lambda: _report(first, context, year),
        lambda: _deadline(first, context, year),
        lambda: _threshold(first, clause.text, year),
        lambda: _money(first, context, year),
        lambda: _share(first, context, year),
        lambda: _visitors(first, context, year),
        lambda: _count(found, context, domain, year),
    )
    return next((one for make in guesses if (one := make()) is not None), None)


def _documents(text: str) -> Guess | None:
    words = re.split("以及|和|及|与|建立|制定", text)
    parts = (one for part in words for one in _DOCUMENT.findall(part))
    named = (_VERBS.sub("", one) for one in parts if not _NO_NAME.search(one))
    kinds = tuple(dict.fromkeys(one for one in named if len(one) > 2))
    if not kinds:
        return None
    there = [{"类别": kind} for kind in kinds]
    return Guess(
        {"files": {"kinds": list(kinds)}},
        (Case({"文件": there}, True), Case({"文件": there[1:]}, False)),
        (message("draft.todo.documents", kinds="、".join(kinds)),),
        kinds,
    )


def _report(figure: Figure, context: str, year: int) -> Guess | None:
    """Propose a regular report: each period's is handed in, so many days after it where named."""
    kinds = {"month": "月报", "quarter": "季报", "half": "半年报", "year": "年报"}
    kind = kinds.get(figure.every)
    if kind is None or not re.search("月报|季报|半年报|年报|报表|报送", context):
        return None
    late = figure.unit == "日" and figure.within
    if figure.low > LONGEST or (not late and figure.unit not in ("次", "份", "期", "篇")):
        return None
    count = 1 if late else int(figure.low)
    check = {
        "measure": {"count": "报送", "on": "期别", "where": {"报告类型": kind}},
        "expect": {"min": count},
    }
    if count > MAX_ROWS:
        return None
    there = [{"报告类型": kind, "期别": f"{year}-01-01"}] * count
    days = int(figure.low) if late else 0
    extra = _span(figure.every, year) | ({"as_of": f"{year + 1}-03-31"} if late else {})
    return Guess(
        check,
        (Case({"报送": there}, True, extra), Case({"报送": there[1:]}, False, extra)),
        (message("draft.todo.report", kind=kind),),
        every=figure.every or None,
        due={"after_period": days} if late else None,
    )


def _deadline(figure: Figure, context: str, year: int) -> Guess | None:
    """Propose that a case is done within so many days of its beginning."""
    unit = {"工作日": "workdays", "天": "days", "日": "days", "自然日": "days", "个月": "months"}
    span = unit.get(figure.unit)
    if not figure.within or figure.every or span is None or figure.low > LONGEST:
        return None
    if not re.search("接案|个案|结案", context):
        return None
    until = {"date": "接案日", "plus": {span: int(figure.low)}}
    check = {"each": {"rows": "个案", "assert": {"结案日": {"max": until}}}}
    while workday(date(year, 3, 2), int(figure.low) if span == "workdays" else 1) is None:
        year -= 1  # the calendar of working days does not reach that far yet
    begun = f"{year}-03-02"
    return Guess(
        check,
        (
            Case({"个案": [{"接案日": begun, "结案日": begun}]}, True),
            Case({"个案": [{"接案日": begun, "结案日": f"{year + 9}-03-02"}]}, False),
        ),
        (message("draft.todo.deadline"),),
    )


def _threshold(figure: Figure, text: str, year: int) -> Guess | None:
    """Propose for `2000元以上的应…` that every such spending has its paper."""
    if figure.unit != "元" or figure.kind not in ("min", "above") or not figure.stated:
        return None
    if not _MUST.search(text[figure.end :]):
        return None
    amount = plain(figure.low)
    check = {
        "each": {
            "rows": "支出",
            "where": {"金额": {figure.kind: amount}},
            "assert": {"票据号": "filled"},
        }
    }
    spent = {"日期": f"{year}-01-05", "金额": plain(figure.low + 1), "票据号": "P1"}
    bare = {key: value for key, value in spent.items() if key != "票据号"}
    return Guess(
        check,
        (Case({"支出": [spent]}, True), Case({"支出": [spent, bare]}, False)),
        (message("draft.todo.threshold", amount=amount),),
    )


def _money(figure: Figure, context: str, year: int) -> Guess | None:
    if figure.unit != "元":
        return None
    charity = re.search("募|慈善|捐", context) is not None
    table = "慈善" if charity else "支出"
    met, unmet = _amounts(figure)
    measure: dict[str, Any] = {"sum": "金额", "rows": table}
    return Guess(
        {"measure": measure, "expect": _bounds(figure)},
        tuple(
            Case({table: _spent(amount, year)}, amount == met, _span(figure.every, year))
            for amount in (met, unmet)
        ),
        (message("draft.todo.money", table=table),),
        every=figure.every or None,
    )


def _share(figure: Figure, context: str, year: int) -> Guess | None:
    if figure.unit != "%" or not _MONEY.search(context):
        return None
    named = _EXPENSE.search(context)
    of = named[1] if named else "TODO"
    met, unmet = _amounts(figure)
    if not 0 < max(met, unmet) < 100:
        return None
    part = {"sum": "金额", "rows": "支出", "where": {"科目": of}}
    check = {
        "measure": {"ratio": {"of": part, "to": {"sum": "金额", "rows": "支出"}}},
        "expect": _bounds(figure),
    }

    def spent(share: Decimal) -> list[Row]:
        return [
            {**row, "科目": kind}
            for amount, kind in ((share, of), (100 - share, "其他"))
            for row in _spent(amount, year)
        ]

    return Guess(
        check,
        tuple(
            Case({"支出": spent(amount)}, amount == met, _span(figure.every, year))
            for amount in (met, unmet)
        ),
        (message("draft.todo.share", of=of),),
        every=figure.every or None,
    )


def _visitors(figure: Figure, context: str, year: int) -> Guess | None:
    if figure.unit != "人次":
        return None
    table = "活动" if "活动" in context else "服务记录"
    met, unmet = _amounts(figure)
    return Guess(
        {"measure": {"sum": "人数", "rows": table}, "expect": _bounds(figure)},
        tuple(
            Case(
                {table: [{"日期": f"{year}-01-05", "人数": int(amount)}]},
                amount == met,
                _span(figure.every, year),
            )
            for amount in (met, unmet)
        ),
        (message("draft.todo.table", table=table),),
        every=figure.every or None,
    )


def _count(found: tuple[Figure, ...], context: str, domain: str, year: int) -> Guess | None:
    first = found[0]
    table = _table(context)
    if table is None or first.unit not in _COUNTED or first.within:
        return None
    if (first.unit in _PEOPLE) != (table == "人员"):
        return None
    spec = base_tables()[table]
    if spec.day is None and first.every not in ("", "period"):
        return None
    least, other = _amounts(first)
    if not 0 <= min(least, other) <= max(least, other) <= MAX_ROWS or least != int(least):
        return None
    where = {"领域": domain} if domain and "领域" in spec.columns else {}
    measure: dict[str, Any] = {"count": table}
    if where:
        measure["where"] = where
    counted: list[Any] = ["valid"] if spec.event else []
    inner = found[1] if len(found) > 1 and found[1].unit in ("节", "次") and found[1].per else None
    sessions = _SESSIONS.get(table) if inner else None
    if sessions and inner and (least + 1) * inner.low <= MAX_ROWS:
        related = {"rows": sessions[0], "by": {sessions[1]: sessions[1]}}
        counted.append({"related": {**related, "counted_if": ["valid"], "expect": _bounds(inner)}})
    else:
        sessions = None
    if counted:
        measure["counted_if"] = counted

    def there(count: int) -> Given:
        key = spec.key or next(iter(spec.columns))
        rows: list[Row] = [{key: f"N{at}", **where} for at in range(1, count + 1)]
        if spec.day:
            rows = [{**row, spec.day: _day(year, at)} for at, row in enumerate(rows)]
        given: Given = {table: rows}
        if sessions and inner:
            given[sessions[0]] = [
                {sessions[1]: row[key], "日期": _day(year, at)}
                for row in rows
                for at in range(int(inner.low))
            ]
        return given

    extra = _span(first.every, year)
    return Guess(
        {"measure": measure, "expect": _bounds(first)},
        (Case(there(int(least)), True, extra), Case(there(int(other)), False, extra)),
        (message("draft.todo.table", table=table),),
        every=first.every or None,
    )


def _table(context: str) -> str | None:
    """Return the table that the word nearest to the end of a text points at."""
    ends = {
        name: max((found.end() for found in re.finditer(words, context)), default=0)
        for name, words in _TABLES
    }
    nearest = max(ends, key=lambda name: ends[name])
    return nearest if ends[nearest] else None


def _bounds(figure: Figure) -> dict[str, Any]:
    if figure.kind == "range":
        return {"min": _figure(figure.low), "max": _figure(figure.high)}
    return {figure.kind: _figure(figure.low)}


def _figure(number: Decimal) -> int | str:
    return int(number) if number == number.to_integral_value() else plain(number)


def _amounts(figure: Figure) -> tuple[Decimal, Decimal]:
    """Return a number on the right side of the bound, and the nearest whole one that is not."""
    if figure.kind in ("min", "range"):
        return figure.low, figure.low - 1
    if figure.kind == "max":
        return figure.low, figure.low + 1
    return (figure.low + 1, figure.low) if figure.kind == "above" else (figure.low - 1, figure.low)


def _spent(amount: Decimal, year: int) -> list[Row]:
    return [{"日期": f"{year}-01-05", "金额": plain(amount)}]


def _day(year: int, at: int) -> str:
    return f"{year}-01-{at % 28 + 1:02}"


def _span(every: str, year: int) -> dict[str, Any]:
    """Return the contract of a case: one period, so that one period's figure decides it."""
    last = {"month": "01-31", "quarter": "03-31", "half": "06-30"}.get(every, "12-31")
    return {"contract": [f"{year}-01-01", f"{year}-{last}"]}
