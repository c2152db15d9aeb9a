"""The papers of the station: regulations, agreement, rosters, personal files, libraries."""

from __future__ import annotations

from collections.abc import Iterator

from examples.studio.papers import Paper

from .cast import AGENCY, CHILDREN, CHOIR, COUNTY, ELDERLY, RELIEF, ROSTER, STATION, TOWN

# Planted: the ninth regulation, 投诉处理制度, is not there.
_RULES = (
    ("运行机制", "联席会议每月一次，六站共用场地和人员。"),
    ("运行管理制度", "工作日开放，外出服务登记去向。"),
    ("财务管理制度", "专款专用，每笔支出两人签字。"),
    ("人员管理制度", "专职人员签到考勤，年度考核。"),
    ("档案管理制度", "当月资料当月归档。"),
    ("安全管理制度", "活动前检查场地，消防器材定期检查。"),
    ("保密管理制度", "服务对象信息不得外传。"),
    ("信息管理制度", "工作信息经负责人审核后报送。"),
    ("定期培训制度", "每季度培训一次。"),
    ("服务操作规范", "入户两人同行，先征得同意。"),
)


def papers() -> Iterator[Paper]:
    """Yield all papers of the station."""
    for title, line in _RULES:
        yield Paper(f"01_阵地制度/{title}", title, (f"{STATION}（示例）", f"1. {line}"))
    yield Paper("01_阵地制度/设备清单", "设备清单", ("办公桌 4 张，电脑 2 台，档案柜 2 个。",))
    yield from _contract()
    yield from _people()
    yield Paper("05_养老服务/送餐服务机制", "送餐服务机制", ("行动不便老人每周二、周五送餐上门。",))
    yield Paper(
        "08_志愿/社会组织情况说明",
        "社会组织情况说明",
        (f"{CHOIR[0]}由中心培育，现有成员 {len(CHOIR[1])} 名。",),
    )
    yield Paper("10_财务/收支台账", "收支台账", ("与台账“收支与慈善”一致。",))
    for name in ("需求库_2024-09", "需求库_2024-10", "项目库_2024-09", "项目库_2024-11"):
        yield Paper(f"15_四库/{name}", name, ("示例条目若干。",))
    for name in ("资源库", "人才库", "资源地图"):
        yield Paper(f"15_四库/{name}", name, ("示例条目若干。",))
    yield Paper("16_成果/服务品牌_草原邻里情", "服务品牌：草原邻里情", ("邻里互助，送餐到户。",))


def _contract() -> Iterator[Paper]:
    parties = (f"甲方：{COUNTY}民政局", f"乙方：{TOWN}人民政府", f"丙方：{AGENCY}")
    yield Paper("00_项目文件/三方协议", "三方协议", parties, scan=True)
    yield Paper("00_项目文件/登记证书", "社会组织登记证书", (AGENCY, "样例，无效"), scan=True)
    yield Paper("00_项目文件/评估等级证书", "评估等级证书", (AGENCY, "3A"), scan=True)
    for month in ("2024-09", "2024-10", "2024-11"):
        name = f"社保缴费证明_{month}"
        yield Paper(f"02_人员/{name}", "社保缴费证明", (AGENCY, month), scan=True)


def _people() -> Iterator[Paper]:
    # Planted: no list says who the key children are.
    keys = [("编号", "姓名")] + [(p.code, p.name) for p in ROSTER if p.key and p.domain == ELDERLY]
    title = f"{ELDERLY}重点服务对象名单"
    yield Paper(f"03_名单/{title}", title, (f"{TOWN}人民政府确定（示例）",), tuple(keys))
    for one in ROSTER:
        if one.domain != RELIEF:
            about = (f"编号：{one.code}", f"类别：{one.kind}", f"需求：{one.need}")
            told = "监护人已签字。" if one.domain == CHILDREN else "每月回访，见台账。"
            name = f"{one.code}_{one.name}"
            yield Paper(f"03_一人一档/{name}", "随访服务档案", (*about, told))
