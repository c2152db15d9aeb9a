"""Proves that the plan holds no defect but the planted ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from .cast import AS_OF, COUNTY, PLACES, ROSTERS, START, TOWN
from .contents import CONTENTS
from .deeds import MONTHS
from .model import DOMAINS, Deed, Plan


class PlanError(ValueError):
    """The clean plan is not clean; the lines say where."""


def check(plan: Plan) -> None:
    """Raise PlanError unless a clean plan meets every quota and contradicts itself nowhere."""
    wrong = [
        *_quotas(plan),
        *_people(plan),
        *_days(plan),
        *_sheets(plan),
        *_photos(plan),
        *_money(plan),
    ]
    if wrong:
        raise PlanError("\n".join(wrong))


def _quotas(plan: Plan) -> Iterator[str]:
    done = Counter(
        (deed.domain, deed.category, int(deed.makes_up[-2:]) if deed.makes_up else deed.day.month)
        for deed in plan.deeds
        if deed.category
    )
    for domain in DOMAINS:
        for category in "AB":
            yield from (
                f"{domain} {category} {m}月: {done[domain, category, m]}"
                for m in MONTHS
                if done[domain, category, m] != 2
            )
    for month in MONTHS:
        if not any(d.form == "活动" and d.day.month == month for d in plan.deeds):
            yield f"{month}月没有社会组织活动"
    if sum(bool(deed.makes_up) for deed in plan.deeds) != 1:
        yield "补足记录应当只有一条"
    if not 150 <= len(plan.deeds) <= 200:
        yield f"流水 {len(plan.deeds)} 行"


def _people(plan: Plan) -> Iterator[str]:
    for domain, roster in ROSTERS.items():
        asked = {
            name
            for deed in plan.deeds
            if deed.form == "调研" and deed.domain == domain
            for name in deed.people
        }
        yield from (
            f"{domain} 调研缺 {person.name}" for person in roster if person.name not in asked
        )
        followed = {person.name for person in roster if person.followed}
        for quarter in (1, 2):
            visits = [
                d
                for d in plan.deeds
                if d.form == "回访" and d.domain == domain and (d.day.month + 2) // 3 == quarter
            ]
            if len(visits) != 1 or set(visits[0].people) != followed:
                yield f"{domain} 第{quarter}季度回访"
    names = [person.name for roster in ROSTERS.values() for person in roster]
    if len(set(names)) != len(names):
        yield "名单有重名"


def _days(plan: Plan) -> Iterator[str]:
    seen: set[tuple[object, str]] = set()
    for deed in plan.deeds:
        if not START <= deed.day < AS_OF or deed.start >= deed.end:
            yield f"{_told(deed)} 日期或时间不对"
        if (deed.day, deed.domain) in seen:
            yield f"{_told(deed)} 同日同领域"
        seen.add((deed.day, deed.domain))
        if (
            deed.domain in CONTENTS
            and deed.category
            and deed.content not in CONTENTS[deed.domain][deed.category]
        ):
            yield f"{_told(deed)} 内容不在清单"
    for one, other in zip(plan.deeds, plan.deeds[1:], strict=False):
        if one.day == other.day and other.start < one.end:
            yield f"{_told(one)} 与 {_told(other)} 时间重叠"


def _sheets(plan: Plan) -> Iterator[str]:
    for deed in plan.deeds:
        came = [name for name, phone, role in deed.signed if not role and phone]
        if (
            deed.indoor
            and deed.form in ("小组", "活动", "培训", "督导", "会议")
            and len(came) != deed.number
        ):
            yield f"{_told(deed)} 签到 {len(came)} 人"
        if deed.form == "小组" and len(came) < 6:
            yield f"{_told(deed)} 不足 6 人"


def _photos(plan: Plan) -> Iterator[str]:
    for deed in plan.deeds:
        if deed.place not in PLACES or not deed.shots:
            yield f"{_told(deed)} 地点或照片"
        for shot in deed.shots:
            begin, finish = (
                datetime.combine(deed.day, moment) for moment in (deed.start, deed.end)
            )
            if (
                not begin < shot.when < finish
                or COUNTY + TOWN not in shot.place
                or deed.place not in shot.place
            ):
                yield f"{shot.path} 水印与台账不符"
    for shot in (shot for row in plan.payments for shot in row.shots):
        if COUNTY not in shot.place or shot.when > datetime.combine(AS_OF, datetime.min.time()):
            yield f"{shot.path} 水印"
    paths = [shot.path for shot in plan.shots()]
    yield from (f"{path} 重复" for path, times in Counter(paths).items() if times > 1)
    folders = Counter(deed.folder for deed in plan.deeds)
    yield from (f"{folder} 重复" for folder, times in folders.items() if times > 1)


def _money(plan: Plan) -> Iterator[str]:
    raised = sum(row.yuan for row in plan.payments if row.kind == "共募")
    if raised < 10_000:
        yield f"共募 {raised} 元"
    for quarter in (1, 2):
        grants = [
            r for r in plan.payments if r.kind == "慈善救助" and (r.day.month + 2) // 3 == quarter
        ]
        if len(grants) != 1 or grants[0].yuan < 1000:
            yield f"第{quarter}季度慈善救助"
    for row in plan.payments:
        if row.shots and abs(
            datetime.combine(row.day, datetime.min.time()) - row.shots[0].when
        ) > timedelta(days=1):
            yield f"{row.what} 照片日期"
        if row.subject == "燃油费" and not (row.start in PLACES and row.goal in PLACES):
            yield f"{row.what} 起终点"


def _told(deed: Deed) -> str:
    return f"{deed.day} {deed.domain} {deed.form} {deed.name}"
