"""收支与慈善: what was spent, raised, granted and handed out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from .cast import FUND, HALL, ROSTERS, STATION, WORKERS
from .folders import shot
from .model import Deed, Payment

# (日, 科目, 事由, 元, 对方, 起点, 终点)
_SPENT = (
    ((1, 9), "印刷费", "制度牌和宣传折页印刷", 860, "示例图文店", "", ""),
    ((1, 8), "活动材料费", "写福字活动红纸和毛笔", 320, "样例文具店", "", ""),
    ((1, 28), "燃油费", "入户走访燃油费", 300, "样例加油站", STATION, "样本嘎查"),
    ((3, 10), "活动材料费", "手工小组剪纸和编织材料", 480, "样例文具店", "", ""),
    ((3, 24), "办公费", "档案盒和打印纸", 260, "样例文具店", "", ""),
    ((4, 16), "培训费", "社会组织骨干培训讲师费", 800, "外聘讲师", "", ""),
    ((4, 22), "燃油费", "入户走访燃油费", 280, "样例加油站", STATION, "模拟嘎查"),
    ((5, 14), "活动材料费", "绘画小组画纸和彩笔", 350, "样例文具店", "", ""),
    ((6, 11), "印刷费", "议事会资料印刷", 190, "示例图文店", "", ""),
    ((6, 24), "燃油费", "入户走访燃油费", 310, "样例加油站", "示例社区", "样本嘎查"),
)
# (日, 类别, 事由, 元, 受助对象, 照片里的事)
_CHARITY = (
    ((2, 10), "共募", "社区慈善基金第一次共募", 6000, "", "hand over"),
    ((5, 20), "共募", "社区慈善基金第二次共募", 5000, "", "meeting"),
    ((4, 24), "慈善项目", "暖心草原慈善项目", 3000, "", "poster wall"),
    ((3, 19), "慈善救助", "重病家庭救助", 1200, "社会救助", "hand over"),
    ((5, 27), "慈善救助", "困境儿童家庭救助", 1500, "儿童关爱保护", "hand over"),
)


def payments(deeds: Sequence[Deed], rng: random.Random) -> tuple[Payment, ...]:
    """Return all rows of 收支与慈善 in the order of their days."""
    rows = [*_spent(), *(grant(*row, rng) for row in _CHARITY), *_handed_out(deeds, rng)]
    return tuple(sorted(rows, key=lambda row: (row.day, row.kind)))


def _spent() -> list[Payment]:
    rows = []
    for number, ((month, day), subject, what, yuan, other, start, goal) in enumerate(_SPENT, 1):
        code = f"PJ2026-{number:03d}"
        receipt = f"10_财务/2026-{month:02d}/票据_{code}.pdf"
        rows.append(
            Payment(
                date(2026, month, day),
                "支出",
                what,
                yuan,
                subject,
                other=other,
                start=start,
                goal=goal,
                number=code,
                receipt=receipt,
            )
        )
    return rows


def grant(
    when: tuple[int, int],
    kind: str,
    what: str,
    yuan: int,
    domain: str,
    scene: str,
    rng: random.Random,
) -> Payment:
    """Return a charity row with its receipt, its folder and one photo."""
    day = date(2026, *when)
    person = ROSTERS[domain][0] if domain else None
    place = person.home if person else HALL
    folder = f"09_慈善/{day}_{what}"
    moment = datetime.combine(day, time(10)) + timedelta(seconds=rng.randint(0, 3000))
    return Payment(
        day,
        kind,
        what,
        yuan,
        other=FUND,
        helped=(person.name,) if person else (),
        place=place,
        number=f"JZ2026-{day:%m%d}",
        receipt=f"09_慈善/凭证/{kind}凭证_{day}.pdf",
        folder=folder,
        shots=(
            shot(f"{folder}/{{name}}.jpg", scene, moment, place, WORKERS[yuan // 500 % 2], rng),
        ),
    )


def _handed_out(deeds: Sequence[Deed], rng: random.Random) -> list[Payment]:
    """Small things handed out at two meetings, each with a signed list and a photo."""
    rows = []
    for title, what, amount, yuan in (
        ("迎新春写福字", "春联", 20, 200),
        ("春季健康讲座", "毛巾", 12, 96),
    ):
        deed = next(deed for deed in deeds if deed.title == title)
        shelf = f"10_财务/{deed.day:%Y-%m}"
        moment = datetime.combine(deed.day, deed.end) - timedelta(minutes=3)
        names = tuple(name for name, _, role in deed.signed if not role)
        given = shot(
            f"{shelf}/发放照片_{what}/{{name}}.jpg",
            "hand over",
            moment,
            deed.place,
            deed.workers[0],
            rng,
        )
        rows.append(
            Payment(
                deed.day,
                "发放",
                what,
                yuan,
                amount=amount,
                helped=names,
                place=deed.place,
                small=True,
                receipt=f"{shelf}/领取单_{what}.pdf",
                folder=f"{shelf}/发放照片_{what}",
                shots=(given,),
            )
        )
    return rows


def with_small_grant(
    rows: Sequence[Payment], rng: random.Random
) -> tuple[tuple[Payment, ...], Payment]:
    """Return the rows with one more grant that is too small, and that grant."""
    small = grant((6, 10), "慈善救助", "临时困难救助", 900, "扶残助残", "hand over", rng)
    return tuple(sorted((*rows, small), key=lambda row: (row.day, row.kind))), small
