"""The words of 内容 in each domain, and what a photo of each shows."""

from __future__ import annotations

CONTENTS = {
    "社会救助": {
        "A": ("政策咨询", "临时照护", "紧急庇护转介", "就业援助"),
        "B": ("物质帮扶", "心理咨询", "情绪辅导", "压力疏解", "情感关怀"),
    },
    "养老服务": {
        "A": (
            "政策宣传",
            "摸底调查",
            "福利保障",
            "资源链接",
            "服务转介",
            "学习增能",
            "居家安全",
            "文化娱乐",
            "政策咨询",
        ),
        "B": (
            "心理情绪辅导",
            "健康管理",
            "疾病预防",
            "权益保障",
            "代际关系协调",
            "社会适应",
            "社交支援",
            "社会参与",
        ),
    },
    "儿童关爱保护": {
        "A": ("资源链接", "转介服务", "入学协助", "就业协助", "庇护救助", "安置协助"),
        "B": (
            "情绪辅导",
            "减压疏导",
            "能力提升",
            "关系调适",
            "心理辅导",
            "亲职教育",
            "学业援助",
            "认知辅导",
        ),
    },
    "扶残助残": {
        "A": ("困难帮扶", "资源链接", "政策宣传", "福利保障", "医疗健康", "转介服务"),
        "B": (
            "生理康复",
            "心理康复",
            "社会康复",
            "家庭支持",
            "社区康复",
            "社会融入",
            "文娱康乐",
            "能力提升",
            "居家安全",
        ),
    },
    "自选": {"A": ("探访", "远程服务"), "B": ("健康指导", "体征监测", "中医护理")},
}
COLD = (1, 2, 3)
AT_HOME = ("living room", "heated bed", "hand over", "table top")
SCENES = {
    "政策宣传": ("poster wall", "corridor"),
    "文化娱乐": ("activity room",),
    "学习增能": ("activity room", "reading corner"),
    "居家安全": ("kitchen",),
    "物质帮扶": ("hand over",),
    "困难帮扶": ("hand over", "heated bed"),
    "健康管理": ("table top", "living room"),
    "健康指导": ("living room", "table top", "heated bed"),
    "体征监测": ("table top", "heated bed"),
    "中医护理": ("table top", "living room"),
    "生理康复": ("rehabilitation",),
    "社区康复": ("rehabilitation",),
    "文娱康乐": ("activity room",),
    "学业援助": ("reading corner",),
    "能力提升": ("reading corner", "activity room"),
    "入学协助": ("corridor", "reading corner"),
    "认知辅导": ("reading corner", "table top"),
    "紧急庇护转介": ("corridor", "office"),
    "转介服务": ("corridor", "office"),
    "服务转介": ("corridor", "office"),
    "社会参与": ("courtyard", "activity room"),
    "社会融入": ("courtyard", "rehabilitation"),
    "社交支援": ("activity room", "courtyard"),
}
BY_PHONE = (
    "政策咨询",
    "资源链接",
    "就业援助",
    "就业协助",
    "远程服务",
    "安置协助",
    "权益保障",
    "福利保障",
)
OUTSIDE = (
    "grassland",
    "village",
    "winter village",
    "courtyard",
    "winter courtyard",
    "square",
    "snow street",
)


def season(home: str, month: int) -> tuple[str, ...]:
    """Return what a worker sees outside somebody's home."""
    cold = month in COLD
    if home.endswith("嘎查"):
        return ("winter village",) if cold else ("grassland", "village")
    return ("winter courtyard", "snow street") if cold else ("courtyard",)
