"""What several people did together: cases, groups, activities, trainings, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .cast import HALL, MEMBERS, NEIGHBOURS, PHONES, ROOM, ROSTERS, SQUARE, STATION, WORKERS
from .model import Deed


def cases() -> Iterator[Deed]:
    """Three cases; only the first has reached its fifth session."""
    told = ("建立专业关系", "需求评估", "制定计划", "推进服务", "巩固与评估")
    days = {
        "社会救助": [(2, 5), (2, 26), (3, 12), (3, 26), (4, 9)],
        "扶残助残": [(3, 17), (4, 14), (5, 12), (6, 9)],
        "儿童关爱保护": [(4, 21), (5, 19), (6, 16)],
    }
    scenes = ("living room", "heated bed", "table top", "meeting", "living room")
    for domain, dates in days.items():
        person = ROSTERS[domain][3]
        for index, (month, day) in enumerate(dates):
            place = STATION if scenes[index] == "meeting" else person.home
            yield Deed(
                month,
                domain,
                "个案",
                f"第{index + 1}节 {told[index]}",
                place,
                scenes[index],
                True,
                title=f"{person.name}支持个案",
                people=(person.name,),
                workers=(WORKERS[index % 2],),
                fixed=date(2026, month, day),
            )


def groups() -> Iterator[Deed]:
    """A finished group of five sessions and one of three that is still running."""
    plans = (
        (
            "养老服务",
            "夕阳红手工小组",
            ROOM,
            [(3, 11), (3, 18), (3, 25), (4, 1), (4, 8)],
            ("相识破冰", "剪纸", "编织", "布艺", "成果分享"),
        ),
        (
            "儿童关爱保护",
            "草原小画家小组",
            HALL,
            [(5, 16), (5, 23), (5, 30)],
            ("相识破冰", "画我家乡", "情绪色彩"),
        ),
    )
    for domain, title, place, dates, themes in plans:
        joined = [person.name for person in ROSTERS[domain]][:6] + list(NEIGHBOURS[:2])
        for index, (month, day) in enumerate(dates):
            here = tuple(name for spot, name in enumerate(joined) if spot != (index + 6) % 8)
            yield Deed(
                month,
                domain,
                "小组",
                f"第{index + 1}节 {themes[index]}",
                place,
                "activity room",
                True,
                title=title,
                number=len(here),
                workers=WORKERS,
                signed=sign(here, WORKERS),
                fixed=date(2026, month, day),
            )


def together() -> Iterator[Deed]:
    """Each month the neighbourhood team does something; indoors everyone signs."""
    plans = (
        (1, "社区群众文化", "迎新春写福字", ROOM, "activity room", True),
        (2, "社区环境改善", "清雪护路志愿行动", "范例社区", "snow street", False),
        (3, "社区居民健康", "春季健康讲座", HALL, "meeting", True),
        (4, "社区环境改善", "美丽草原捡拾垃圾", "样本嘎查", "grassland", False),
        (5, "社区群众文化", "邻里广场舞联欢", SQUARE, "square", False),
        (6, "社区协商", "小区停车议事会", ROOM, "meeting", True),
    )
    for month, content, title, place, scene, indoor in plans:
        came = (
            tuple(name for name, *_ in MEMBERS[: 4 + month % 3])
            + NEIGHBOURS[month % 4 : month % 4 + 4]
        )
        yield Deed(
            month,
            "社会组织",
            "活动",
            content,
            place,
            scene,
            indoor,
            title=title,
            number=len(came) if indoor else 20 + month * 3,
            workers=WORKERS,
            signed=sign(came, WORKERS) if indoor else (),
        )


def inside() -> Iterator[Deed]:
    """A training for the team, and the station's own meetings."""
    team = tuple(name for name, *_ in MEMBERS)
    yield Deed(
        4,
        "社会组织",
        "培训",
        "社会工作专业培训",
        ROOM,
        "meeting",
        True,
        title="社会组织骨干能力培训",
        number=len(team),
        workers=WORKERS,
        signed=sign(team, WORKERS),
    )
    for month, form, title in (
        (1, "会议", "项目启动会"),
        (3, "督导", "第一次督导"),
        (6, "督导", "第二次督导"),
    ):
        staff = ("张范例", "刘样例", "杨范例") if form == "会议" else ("马样本", "杨范例")
        yield Deed(
            month,
            "站务",
            form,
            title,
            STATION,
            "meeting",
            True,
            title=title,
            number=len(staff),
            workers=WORKERS,
            signed=sign(staff, WORKERS),
        )


def sign(came: tuple[str, ...], workers: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return a sign-in sheet as (姓名, 联系电话, 角色)."""
    return (
        *((name, PHONES[name], "") for name in came),
        *((name, PHONES[name], "工作人员") for name in workers),
    )
