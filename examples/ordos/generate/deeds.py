"""What was done from September to early December, one value per row of 工作流水."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .cast import ANNA, BERT, CARL, CHILDREN, ELDERLY, PLACES, RELIEF, STATION

VILLAGE, OTHER_VILLAGE, COMMUNITY, HALL = PLACES
VOLUNTEERS, CHARITY = "志愿服务", "公益慈善"
ZHAO, QIAN, ZHOU = "赵示例", "钱样本", "周示例"


@dataclass(frozen=True)
class Deed:
    """One row: `whom` names or a head count, `folder` where its photos lie."""

    day: date
    domain: str
    form: str
    content: str
    whom: str | int
    place: str
    title: str = ""
    folder: str = ""

    @property
    def worker(self) -> str:
        """Who was there to do it."""
        if self.domain != CHILDREN:
            return ANNA
        return BERT if self.day <= date(2024, 10, 20) else CARL


def _on(month: int, day: int) -> date:
    return date(2024, month, day)


def _elderly() -> Iterator[Deed]:
    both = f"{ZHAO}、{QIAN}"
    cared = [
        *((9, day, content, both) for day, content in ((3, "助餐"), (10, "助洁"), (18, "助医"))),
        (9, 26, "助急", both),
        *((10, day, content, both) for day, content in ((9, "助餐"), (15, "助浴"), (22, "送餐"))),
        # Planted: only one of the two, so that 钱样本 had three services in October.
        (10, 29, "助洁", ZHAO),
        *((11, day, content, both) for day, content in ((5, "送餐"), (12, "助洁"))),
        (11, 19, "助医", ZHAO),
        (11, 26, "送餐", ZHAO),
        # Planted: a word that is not on the list of the seven services.
        (11, 27, "理发", "孙范例"),
        (12, 3, "助餐", ZHAO),
    ]
    for month, day, content, whom in cared:
        folder = "04_服务记录/2024-10-22_养老服务_送餐" if (month, day) == (10, 22) else ""
        yield Deed(_on(month, day), ELDERLY, "走访", content, whom, VILLAGE, folder=folder)
    for month, day, whom in ((9, 20, both), (10, 21, both), (11, 20, ZHAO)):
        yield Deed(_on(month, day), ELDERLY, "回访", "回访", whom, VILLAGE)
    visited = "04_服务记录/2024-09-04_养老服务_入户探访"
    yield Deed(_on(9, 4), ELDERLY, "走访", "入户探访", both, VILLAGE, folder=visited)
    yield Deed(_on(9, 5), ELDERLY, "走访", "入户探访", "孙范例、李样例", OTHER_VILLAGE)


def _children() -> Iterator[Deed]:
    served = {
        9: ((6, "教育支持"), (13, "亲情陪伴"), (20, "情感关怀"), (27, "朋辈支持")),
        10: ((11, "教育支持"), (18, "情绪管理"), (25, "职业体验"), (30, "其他专业服务")),
        11: ((8, "教育支持"), (15, "亲情陪伴"), (22, "抗逆力提升"), (29, "心理咨询辅导")),
    }
    for month, days in served.items():
        for day, content in days:
            yield Deed(_on(month, day), CHILDREN, "面谈", content, ZHOU, STATION)
    # Planted: no visit in November.
    for month, day in ((9, 23), (10, 24)):
        yield Deed(_on(month, day), CHILDREN, "回访", "回访", ZHOU, COMMUNITY)
    yield Deed(_on(9, 9), CHILDREN, "走访", "入户探访", f"{ZHOU}、吴样本", COMMUNITY)
    # Planted: a visit by telephone is none.
    yield Deed(_on(10, 10), CHILDREN, "电话", "入户探访", "郑范例", STATION)


def _relief() -> Iterator[Deed]:
    yield Deed(_on(9, 11), RELIEF, "走访", "入户探访", "冯示例、陈样本", OTHER_VILLAGE)
    yield Deed(_on(9, 12), RELIEF, "宣传", "政策宣传", 30, COMMUNITY)
    yield Deed(_on(10, 16), RELIEF, "走访", "入户探访", "褚范例", VILLAGE)
    yield Deed(_on(10, 17), RELIEF, "面谈", "协助申请救助", "陈样本", STATION)
    yield Deed(_on(11, 13), RELIEF, "面谈", "心理疏导", "冯示例", STATION)
    yield Deed(_on(11, 14), CHARITY, "走访", "康复训练", "褚范例", VILLAGE)


def _together() -> Iterator[Deed]:
    done = (
        (9, 12, VOLUNTEERS, "助餐", "重阳前的长者食堂", 12, HALL),
        (9, 24, VOLUNTEERS, "清扫", "嘎查环境整治", 15, VILLAGE),
        (10, 12, VOLUNTEERS, "陪伴", "和爷爷奶奶拉家常", 11, OTHER_VILLAGE),
        (10, 26, VOLUNTEERS, "陪伴", "周末故事会", 14, COMMUNITY),
        (11, 9, VOLUNTEERS, "清扫", "清雪护路", 13, VILLAGE),
        (11, 23, VOLUNTEERS, "陪伴", "冬日故事会", 16, COMMUNITY),
        (11, 14, CHARITY, "慈善项目推荐会", "冬季慈善项目推荐会", 22, HALL),
        (9, 5, "宣传", "慈善日主题宣传", "中华慈善日进嘎查", 40, COMMUNITY),
        (10, 11, "宣传", "重阳节主题宣传", "重阳敬老", 36, HALL),
    )
    for month, day, domain, content, title, number, place in done:
        when = _on(month, day)
        folder = f"07_活动/{when}_{domain}_{title}"
        yield Deed(when, domain, "活动", content, number, place, title, folder)
    yield Deed(_on(10, 19), VOLUNTEERS, "培训", "陪伴技巧", 19, HALL, "志愿者能力提升培训")


def deeds() -> tuple[Deed, ...]:
    """Return all rows in the order of their days."""
    every = (*_elderly(), *_children(), *_relief(), *_together())
    return tuple(sorted(every, key=lambda deed: (deed.day, deed.domain)))
