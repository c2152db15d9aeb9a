"""What is wrong on purpose, each on an otherwise clean record."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from examples.studio.shots import Shot

from .cast import WORKERS
from .folders import shot, with_photos
from .gatherings import sign
from .model import Deed, Defect, Plan
from .money import with_small_grant
from .schedule import workdays

MISSING_PAPER = "人员保密制度"
_DAYS_OFF = 9


def plant(plan: Plan, seed: int) -> tuple[Plan, tuple[Defect, ...]]:
    """Return the plan with all defects in it, and what they are."""
    rng, defects = random.Random(seed), []
    for step in (
        _absent,
        _five_people,
        _bare,
        _no_place,
        _another_day,
        _used_twice,
        _restamped,
        _small_grant,
        _no_certificate,
        _missing_paper,
        _wrong_cell,
    ):
        plan, defect = step(plan, rng)
        defects.append(defect)
    return replace(plan, strays=(_stray(rng),)), tuple(defects)


def _find(
    plan: Plan, domain: str, category: str, month: int, fits: Callable[[Deed], bool] = bool
) -> Deed:
    return next(
        deed
        for deed in plan.deeds
        if (deed.domain, deed.category, deed.day.month) == (domain, category, month)
        and not deed.makes_up
        and fits(deed)
    )


def _visit(deed: Deed) -> bool:
    return deed.form == "走访"


def _swap(plan: Plan, old: Deed, *new: Deed) -> Plan:
    at = plan.deeds.index(old)
    return replace(plan, deeds=(*plan.deeds[:at], *new, *plan.deeds[at + 1 :]))


def _with_only(deed: Deed, photo: Shot) -> Deed:
    """Return the deed linked by path to this photo alone, under a name that tells no date."""
    plain = replace(photo, path=f"{deed.folder}/照片1.jpg", exif=False)
    return replace(deed, link="path", shots=(plain,))


def _absent(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    gone = _find(plan, "养老服务", "A", 4)
    return _swap(plan, gone), Defect(
        "month-one-short",
        "养老服务 A 类四月只做了 1 次（应 ≥2 次）",
        "养老服务 A 2026-04：fail，required 2，counted 1，missing 1",
        rules=("h3-policy",),
        where="工作流水：2026-04 养老服务 A 类只有一行",
    )


def _five_people(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    old = next(
        deed
        for deed in plan.deeds
        if deed.title == "夕阳红手工小组" and deed.content.startswith("第4节")
    )
    came = tuple(name for name, _, role in old.signed if not role)[:5]
    new = replace(old, number=5, signed=sign(came, WORKERS))
    return _swap(plan, old, new), Defect(
        "five-in-group",
        "小组第 4 节只有 5 名参与者签到（每节不少于 6 人）",
        "这一节被点名（5 人 <6 人），小组因此不满 5 节合格；养老服务小组计 0 个，open",
        rules=("h3-groups",),
        deed=new,
    )


def _bare(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    old = _find(plan, "社会救助", "B", 3, _visit)
    new = _with_only(old, replace(old.shots[0], layout=None))
    return _swap(plan, old, new), Defect(
        "no-watermark",
        "照片没有水印",
        "记录 refused（无水印）；社会救助 B 2026-03：fail，required 2，counted 1，missing 1",
        rules=("h2-care", "h0-watermark", "z-photo-time-place"),
        deed=new,
        photos=(new.shots[0].path,),
    )


def _no_place(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    old = _find(plan, "扶残助残", "A", 5, _visit)
    new = _with_only(old, replace(old.shots[0], layout="date only"))
    return _swap(plan, old, new), Defect(
        "no-place",
        "水印只有时间，没有地点",
        "记录 refused（水印无地点）；扶残助残 A 2026-05：fail，required 2，counted 1，missing 1",
        rules=("h5-policy", "z-photo-time-place"),
        deed=new,
        photos=(new.shots[0].path,),
    )


def _another_day(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    old = _find(plan, "儿童关爱保护", "B", 2, _visit)
    earlier = old.shots[0].when - timedelta(days=_DAYS_OFF)
    new = _with_only(old, replace(old.shots[0], when=earlier))
    return _swap(plan, old, new), Defect(
        "another-day",
        f"水印日期比台账早 {_DAYS_OFF} 天",
        "记录 pending（水印日期与台账不符）；儿童关爱保护 B 2026-02：review，counted 1，maybe 1",
        rules=("h4-care",),
        deed=new,
        photos=(new.shots[0].path,),
    )


def _used_twice(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    march, old = (
        _find(plan, "自选", "A", month, lambda deed: deed.content == "探访") for month in (3, 6)
    )
    first = _with_only(march, march.shots[0])
    new = _with_only(old, replace(first.shots[0], copy_of=first.shots[0].path))
    new = replace(new, place=march.place, people=march.people, indoor=march.indoor)
    plan = _swap(_swap(plan, march, first), old, new)
    return plan, Defect(
        "used-twice",
        "六月记录用的是三月记录的同一张照片（字节相同）",
        "六月记录 refused（重复照片，原件属三月记录），三月记录 counted；reuse exact；"
        "自选 A 2026-06：fail，required 2，counted 1，missing 1",
        rules=("h8-policy", "h0-reuse"),
        deed=new,
        photos=(first.shots[0].path, new.shots[0].path),
    )


def _restamped(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    source, old = (
        _find(plan, "扶残助残", "B", month, lambda deed: deed.indoor) for month in (2, 4)
    )
    first = _with_only(source, replace(source.shots[0], layout="check"))
    took = first.shots[0]
    new = _with_only(old, replace(took, when=old.shots[0].when, place=old.shots[0].place))
    return _swap(_swap(plan, source, first), old, new), Defect(
        "restamped",
        "同一画面去掉原水印后重打了四月的时间地点",
        "线索 lead（画面相似），两条记录仍 counted；扶残助残 B 2026-04：pass",
        deed=new,
        photos=(took.path, new.shots[0].path),
    )


def _small_grant(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    rows, small = with_small_grant(plan.payments, rng)
    return replace(plan, payments=rows), Defect(
        "grant-900",
        "一次慈善救助只有 900 元（每次 ≥1000 元）",
        "这一笔 refused（900 <1000 元）；第二季度另有 1500 元一笔，次数仍 pass",
        rules=("h7-aid",),
        payment=small,
    )


def _no_certificate(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    return plan, Defect(
        "certificate-missing",
        "两名驻站社工都没有证书编号，也没有社工证书文件",
        "持证：fail，required 1，counted 0",
        rules=("h1-certified",),
        where="人员：证书编号列空白；02_人员 下没有 社工证书",
    )


def _missing_paper(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    return replace(plan, left_out=(MISSING_PAPER,)), Defect(
        "paper-missing",
        f"缺少{MISSING_PAPER}",
        f"{MISSING_PAPER}：fail，缺少文件",
        rules=("h1-secrecy-rules",),
        where="01_阵地制度",
    )


def _wrong_cell(plan: Plan, rng: random.Random) -> tuple[Plan, Defect]:
    domain = "儿童关爱保护"
    busy = {deed.day for deed in plan.deeds if deed.domain == domain}
    day = max(day for day in workdays(3) if day not in busy)
    like = _find(plan, domain, "A", 3)
    extra = with_photos(replace(like, day=day, folder="", shots=()), rng)
    extra = replace(extra, link="path", day_cell="3月32日")
    before = sum((deed.day, deed.start) < (extra.day, extra.start) for deed in plan.deeds)
    deeds = (*plan.deeds[:before], extra, *plan.deeds[before:])
    return replace(plan, deeds=deeds), Defect(
        "wrong-cell",
        "日期写成“3月32日”",
        "problem：工作流水的日期单元格读不出，这一行日期未知；"
        "儿童关爱保护 A 2026-03 另有 2 次，仍 pass",
        deed=extra,
    )


def _stray(rng: random.Random) -> Shot:
    """A photo of a Sunday that belongs to no record."""
    when = datetime(2026, 5, 10, 11, 12, 40)
    return shot("04_服务记录/未整理/照片8.jpg", "grassland", when, "模拟嘎查", WORKERS[1], rng)
