"""Which columns of the sheets a station fills the columns of the derived tables are made from.

A derived column that is not named here is made from the one of its own name (see `derive`).
"""

from __future__ import annotations

from collections.abc import Mapping

from swaudit.evidence.station import STATION_TABLE

ROSTER = "服务对象名单"

_MADE_FROM: Mapping[str, Mapping[str, str]] = {
    "工作流水": {
        "起止时间": "时间",
        "证据目录": "照片夹",
        "补月": "补哪月",
        "计入日": "补哪月",
        "服务类型": "内容",
        "类型": "内容",
        "类别": "内容",
        "对象编号": "对象或人数",
        "人数": "对象或人数",
    },
    "收支与慈善": {
        "收款人": "对方",
        "合作慈善组织": "对方",
        "证据目录": "照片夹",
        "领取照片": "照片夹",
        "物品": "事由",
        "领取人": "受助对象",
        "受助对象编号": "受助对象",
        "领取单": "凭证",
        "类型": "类别",
    },
    "人员": {"组织编号": "所属组织", "名称": "所属组织", "骨干": "岗位", "类型": "岗位"},
    "签到": {"关联编号": "名称"},
    STATION_TABLE: {"名称": "地点"},
}

_NEEDED: Mapping[str, tuple[str, ...]] = {
    STATION_TABLE: ("站点名称", "市", "旗县区", "乡镇街道", "合同起", "合同止", "地点"),
    "工作流水": ("名称", "对象或人数", "地点", "社工", "照片夹"),
    "收支与慈善": ("事由", "照片夹"),
    "签到": ("日期", "名称"),
}


def origin(sheet: str, column: str) -> str:
    """Return the column of a sheet that a derived column, or one of its own, is made from."""
    return _MADE_FROM.get(sheet, {}).get(column, column)


def needed(sheet: str) -> tuple[str, ...]:
    """Return the columns without which a sheet's rows cannot be told apart, linked or placed."""
    return _NEEDED.get(sheet, ())
