"""Who and where: the invented station, its staff, its rosters and its places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .model import DOMAINS, Person

COUNTY = "扎赉诺尔区"
TOWN = "示例镇"
REGION = "内蒙古自治区呼伦贝尔市"
STATION = "示例镇社工站"
AGENCY = "样例社会工作服务中心"
TEAM = "示例镇邻里互助队"
FUND = "样例慈善协会"
START, END, AS_OF = date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 5)

HOMES = ("示例社区", "样例社区", "范例社区", "样本嘎查", "模拟嘎查")
SQUARE, ROOM, HALL = "示例社区广场", "样例社区活动室", "示例镇文化站"
PLACES = (STATION, *HOMES, SQUARE, ROOM, HALL)

WORKERS = ("王示例", "李样本")

_GIVEN = ("示例", "样本", "范例", "样例")
_PREFIX = {"社会救助": "JZ", "养老服务": "YL", "儿童关爱保护": "ET", "扶残助残": "CJ", "自选": "ZX"}
_SIZES = {"社会救助": 7, "养老服务": 8, "儿童关爱保护": 6, "扶残助残": 7, "自选": 6}
_KINDS = {
    "社会救助": ("低保", "特困", "低保边缘"),
    "养老服务": ("独居", "空巢", "失能", "留守"),
    "儿童关爱保护": ("困境儿童", "留守儿童"),
    "扶残助残": ("肢体残疾", "精神残疾", "听力残疾"),
    "自选": ("独居", "空巢", "分散供养特困"),
}


def address(place: str, *, full: bool) -> str:
    """Return a place as a stamp writes it, with or without league and region before the county."""
    within = place if place.startswith(TOWN) else TOWN + place
    return (REGION if full else "") + COUNTY + within


def _phone(number: int) -> str:
    return f"1380000{number:04d}"


def _rosters() -> dict[str, tuple[Person, ...]]:
    names = iter([surname + given for given in _GIVEN for surname in "赵钱孙周吴郑冯陈褚卫蒋沈"])
    rosters, number = {}, 100
    for domain in DOMAINS:
        people = []
        for index in range(_SIZES[domain]):
            number += 1
            people.append(
                Person(
                    name=next(names),
                    code=f"{_PREFIX[domain]}-{index + 1:03d}",
                    phone=_phone(number),
                    # Both followed persons of a domain live in one place: one visit sees both.
                    home=HOMES[max(0, index - 1) % len(HOMES)],
                    kind=_KINDS[domain][index % len(_KINDS[domain])],
                    domain=domain,
                    followed=index < 2,
                )
            )
        rosters[domain] = tuple(people)
    return rosters


ROSTERS: Mapping[str, tuple[Person, ...]] = _rosters()

# (姓名, 岗位, 身份来源, 学历, 电话尾号); the two workers hold no certificate: that is planted.
STAFF: tuple[tuple[str, str, str, str, int], ...] = (
    ("张范例", "站长", "镇分管领导", "本科", 1),
    ("刘样例", "副站长", "民政助理员", "本科", 2),
    ("杨范例", "副站长", "承接机构负责人", "大专", 3),
    (WORKERS[0], "驻站社工", "承接机构", "大专", 4),
    (WORKERS[1], "驻站社工", "承接机构", "本科", 5),
    ("马样本", "督导", "外聘督导", "硕士", 6),
)
MEMBERS: tuple[tuple[str, str, int], ...] = (
    ("包示例", "社会组织骨干", 11),
    ("白样本", "社会组织骨干", 12),
    ("何范例", "社会组织骨干", 13),
    ("金样例", "社会组织成员", 14),
    ("韩示例", "社会组织成员", 15),
    ("曹样本", "社会组织成员", 16),
    ("乌范例", "社会组织成员", 17),
)
NEIGHBOURS: tuple[str, ...] = tuple(
    surname + given for given in ("示例", "样例") for surname in "梁宋唐许"
)

PHONES: Mapping[str, str] = {
    **{person.name: person.phone for roster in ROSTERS.values() for person in roster},
    **{name: _phone(tail) for name, *_, tail in STAFF},
    **{name: _phone(tail) for name, _, tail in MEMBERS},
    **{name: _phone(30 + index) for index, name in enumerate(NEIGHBOURS)},
}
