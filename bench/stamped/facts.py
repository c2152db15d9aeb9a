"""What a stamp may say: invented people and places, times, coordinates and codes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from examples.studio.stamps import Facts

Split = Literal["development", "held-out"]

# Real divisions, invented streets and doors. A split uses every other row.
_DIVISIONS = (
    ("内蒙古自治区呼伦贝尔市", "扎赉诺尔区", ("灵泉镇", "第一街道", "第三街道", "新华街道")),
    ("内蒙古自治区鄂尔多斯市", "东胜区", ("罕台镇", "铜川镇", "天骄街道", "公园街道")),
    ("呼伦贝尔市", "陈巴尔虎旗", ("巴彦库仁镇", "宝日希勒镇", "西乌珠尔苏木", "呼和诺尔镇")),
    ("云南省昆明市", "盘龙区", ("松华街道", "龙泉街道", "双龙街道", "青云街道")),
    ("呼伦贝尔市", "鄂温克族自治旗", ("巴彦托海镇", "大雁镇", "伊敏河镇", "锡尼河西苏木")),
    ("四川省成都市", "武侯区", ("簇桥街道", "机投桥街道", "玉林街道", "红牌楼街道")),
    ("", "牙克石市", ("免渡河镇", "博克图镇", "东兴街道", "绰河源镇")),
    ("", "满洲里市", ("东山街道", "南区街道", "敖尔金街道", "新开河镇")),
    ("黑龙江省齐齐哈尔市", "昂昂溪区", ("水师营满族镇", "榆树屯镇", "林机街道", "道北街道")),
    ("山东省济南市", "历城区", ("仲宫镇", "柳埠镇", "洪家楼街道", "港沟街道")),
    ("广东省广州市", "番禺区", ("石碁镇", "沙湾镇", "大石街道", "钟村街道")),
    ("湖南省长沙市", "望城区", ("乔口镇", "靖港镇", "丁字湾街道", "月亮岛街道")),
)
_DETAILS: Sequence[Sequence[str]] = (
    (
        "东山社区",
        "胜利社区",
        "民生嘎查",
        "河东村村委会",
        "幸福里小区",
        "铁北路18号",
        "建设大街205号",
        "",
    ),
    ("光明社区", "和平社区", "巴彦嘎查", "前进村卫生室", "安居苑", "滨河路6号", "团结大街31号", ""),
)
_ENDS: Sequence[Sequence[str]] = (
    ("社工站", "3号楼2单元", "党群服务中心", "", "", ""),
    ("社会工作服务站", "12栋", "养老服务中心", "", "", ""),
)
_PEOPLE: Sequence[Sequence[str]] = (("张三", "李四", "王小明"), ("赵六", "钱七", "周小红"))
_WEATHER: Sequence[Sequence[str]] = (
    ("晴 21℃", "多云 -8℃", "小雪 -15℃", "阴 3℃"),
    ("晴 -2℃", "阴 17℃", "小雨 11℃", "多云 26℃"),
)
_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def half(split: Split) -> int:
    """Return which of two lists a split draws from."""
    return 0 if split == "development" else 1


def invented(split: Split, rng: random.Random) -> Facts:
    """Return what one stamp says."""
    return Facts(
        when=datetime(2024, 1, 1, 6) + timedelta(minutes=rng.randrange(3 * 365 * 24 * 60)),
        place=place(split, rng),
        weather=rng.choice(_WEATHER[half(split)]),
        worker=rng.choice(_PEOPLE[half(split)]),
        lat=round(rng.uniform(22, 52), 6),
        lon=round(rng.uniform(98, 128), 6),
        code="".join(rng.choice(_CODE) for _ in range(14)),
    )


def place(split: Split, rng: random.Random) -> str:
    """Return an address as cameras write them: some levels of it, with or without a dot."""
    upper, county, towns = rng.choice(_DIVISIONS[half(split) :: 2])
    town = rng.choice(towns)
    detail, end = rng.choice(_DETAILS[half(split)]), rng.choice(_ENDS[half(split)])
    form = rng.random()
    if form < 0.3:
        return f"{county}{town}{detail}"
    if form < 0.5:
        return f"{county}·{town}{detail}{end}"
    if form < 0.7:
        return f"{upper}{county}{town}{detail}{end}"
    if form < 0.85:
        return f"{county}{town}"
    return f"{town}{detail or '文化广场'}{end}"
