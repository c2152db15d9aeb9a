"""Who and where: the invented station, its staff, its volunteers and its rosters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

COUNTY, TOWN = "样例旗", "示例苏木"
STATION = "示例苏木五社六站综合服务中心"
AGENCY = "样例社会工作服务中心"
FUND = "样例慈善协会"
PLACES = ("示例嘎查", "样例嘎查", "示例社区", "示例苏木文化站")
START, END, AS_OF = date(2024, 9, 1), date(2025, 8, 31), date(2024, 12, 5)

_GIVEN = ("示例", "样本", "范例", "样例")


@dataclass(frozen=True)
class Worker:
    """Somebody of the staff; `insured` since when, `until` the day of leaving."""

    name: str
    post: str
    full_time: bool
    degree: str
    since: date
    came: date
    insured: date | None
    until: date | None = None


@dataclass(frozen=True)
class Person:
    """Somebody the station serves; `left` the last day on the roster."""

    code: str
    name: str
    domain: str
    kind: str
    need: str
    key: bool = False
    immobile: bool = False
    found: bool = False
    left: date | None = None


ANNA, BERT, CARL = "高示例", "孟样本", "何范例"
STAFF = (
    # Planted: insured only from October, a month after coming.
    Worker(ANNA, "驻站社工", True, "大专", date(2022, 7, 1), START, date(2024, 10, 8)),
    # Planted: nobody took over on the day of leaving, so that October ended with one.
    Worker(BERT, "驻站社工", True, "本科", date(2019, 7, 1), START, START, date(2024, 10, 20)),
    # Planted: ten months of experience, and nobody of the staff holds a certificate.
    Worker(CARL, "驻站社工", True, "本科", date(2024, 2, 1), date(2024, 11, 5), date(2024, 11, 5)),
    Worker("马样例", "督导", False, "硕士", date(2010, 7, 1), START, None),
)

ELDERLY, CHILDREN, RELIEF = "养老服务", "儿童关爱保护", "社会救助"
# 钱样本 leaves the roster on 12 November: that month is shown, and not asked.
ROSTER = (
    Person("YL-01", "赵示例", ELDERLY, "失能", "送餐、助浴", key=True, immobile=True),
    Person("YL-02", "钱样本", ELDERLY, "独居", "助洁", key=True, left=date(2024, 11, 12)),
    Person("YL-03", "孙范例", ELDERLY, "空巢", "陪伴"),
    Person("YL-04", "李样例", ELDERLY, "高龄", "助医"),
    Person("ET-01", "周示例", CHILDREN, "困境儿童", "情感关怀", key=True),
    Person("ET-02", "吴样本", CHILDREN, "留守儿童", "学业辅导"),
    Person("ET-03", "郑范例", CHILDREN, "流动儿童", "融入"),
    Person("JZ-01", "冯示例", RELIEF, "低保", "访视照料"),
    Person("JZ-02", "陈样本", RELIEF, "低保边缘", "申请救助", found=True),
    Person("JZ-03", "褚范例", RELIEF, "特困", "访视照料"),
)

# Planted: nine volunteers in the second team, where ten are asked.
TEAMS = {
    "示例助老送餐队": tuple(one + given for given in _GIVEN[:2] for one in "梁宋唐许韩"),
    "样例护苗陪伴队": tuple(one + given for given in _GIVEN[2:] for one in "梁宋唐许韩")[:9],
}
CHOIR = ("草原歌友会", ("包示例", "白样本", "乌范例"))


def phone(number: int) -> str:
    """Return a number nobody has."""
    return f"1380001{number:04d}"
