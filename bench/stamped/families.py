"""The eleven layout families of watermark cameras, with the liberties real ones take.

A family draws `Facts` on a `Canvas` (lengths in u, a 768th of the short side) and returns what a
reader can read of them: a set of "minute", "date", "place", "coordinates", "code".
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from bench.stamped.partial import led_date, phone_date, place_only, time_only
from bench.stamped.parts import TIMED, Shown, brand, dot, sheet
from examples.studio.stamps import (
    BLUE,
    GREEN,
    INK,
    WHITE,
    YELLOW,
    Canvas,
    Facts,
    Ink,
)
from PIL import ImageDraw

Family = Callable[[Canvas, Facts, random.Random], Shown]
RED: Ink = (196, 40, 40, 255)
PALE: Ink = (255, 255, 255, 120)


def punch(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """1. A white strip with a yellow tag 打卡 and a blue clock, a yellow bar, brand and code."""
    x, size = rng.uniform(20, 40), rng.uniform(29, 34)
    lines = on.wrap(facts.place, size, on.right * rng.uniform(0.55, 0.75))[:2]
    shown = TIMED | ({"place", "code"} if "".join(lines) == facts.place else {"code"})
    tall = 62 + 16 + 40 * len(lines) + 84
    top = on.low - tall - rng.uniform(60, 90)
    on.box(x, top, x + 208, top + 62, WHITE, 8)
    on.box(x + 5, top + 5, x + 88, top + 57, YELLOW, 6)
    on.text(x + 16, top + 10, "打卡", 30, INK, shade=False)
    on.text(x + 100, top + 8, facts.when.strftime("%H:%M"), 36, BLUE, shade=False)
    on.box(x, top + 80, x + 6, top + tall, YELLOW)
    y = top + 76
    for line in lines:
        on.text(x + 20, y, line, size)
        y += 40
    on.text(x + 20, y + 4, f"{facts.when:%Y.%m.%d} {facts.weekday}", 28)
    on.text(x + 20, y + 44, facts.weather, 28)
    on.text(x, top + tall + 12, "今日水印相机已验证 | 时间地点真实", 20)
    brand(on, facts)
    return shown


def classic(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """2. A big clock, a yellow bar, date over weekday and weather; address below; brand right."""
    x, clock, size = rng.uniform(24, 40), facts.when.strftime("%H:%M"), rng.uniform(28, 33)
    big = rng.uniform(76, 100)
    lines = on.wrap(facts.place, size, on.right * rng.uniform(0.5, 0.66))
    top = min(on.low * 0.68, on.low - 1.25 * big - 42 * len(lines) - 40)
    on.text(x, top, clock, big)
    bar = x + on.wide(clock, big) + 14
    on.box(bar, top + big * 0.25, bar + 6, top + big * 1.15, YELLOW)
    on.text(bar + 20, top + big * 0.2, f"{facts.when:%Y-%m-%d}", 32)
    temperature = facts.weather.split()[-1]
    on.text(bar + 20, top + big * 0.72, f"{facts.weekday}  {temperature}", 27)
    for index, line in enumerate(lines):
        on.text(x, top + big * 1.35 + 41 * index, line, size)
    brand(on, facts)
    return TIMED | {"place", "code"}


def patrol(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """2. The variant: a blue card under a yellow header 执勤巡逻."""
    size, wide = rng.uniform(24, 28), on.right * rng.uniform(0.55, 0.7)
    lines = on.wrap(facts.place, size, wide - 40)
    tall = 58 + 92 + 40 * len(lines) + 14
    x, top = 26, on.low - tall - rng.uniform(30, 60)
    on.box(x, top, x + wide, top + tall, (30, 84, 180, 225), 10)
    on.box(x, top, x + wide, top + 54, YELLOW, 10)
    title = rng.choice(("执勤巡逻", "治安巡查", "安全检查"))
    on.text(x + 18, top + 8, title, 32, INK, shade=False)
    clock = facts.when.strftime("%H:%M")
    on.text(x + 18, top + 60, clock, 64, shade=False)
    beside = x + 40 + on.wide(clock, 64)
    on.text(beside, top + 70, f"{facts.when:%Y-%m-%d}", 26, shade=False)
    on.text(beside, top + 106, f"{facts.weekday} {facts.weather}", 24, shade=False)
    for index, line in enumerate(lines):
        on.text(x + 18, top + 152 + 40 * index, line, size, shade=False)
    brand(on, facts)
    return TIMED | {"place", "code"}


def mark(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """3. A white strip with a green tick and the clock, slashes in the date, a dot at the place."""
    x, size = rng.uniform(24, 36), rng.uniform(28, 32)
    lines = on.wrap(facts.place, size, on.right * rng.uniform(0.55, 0.72))
    top = on.low - 214 - 40 * len(lines) - rng.uniform(0, 30)
    on.box(x, top, x + 224, top + 60, (255, 255, 255, 250), 10)
    on.box(x + 6, top + 6, x + 104, top + 54, GREEN, 8)
    tick = [(16, 30), (25, 40), (40, 20)]
    ImageDraw.Draw(on.over).line(
        [((x + dx) * on.u, (top + dy) * on.u) for dx, dy in tick],
        fill=WHITE,
        width=on.px(5),
        joint="curve",
    )
    on.text(x + 46, top + 11, "打卡", 26, shade=False)
    on.text(x + 118, top + 8, facts.when.strftime("%H:%M"), 36, GREEN, shade=False)
    on.text(x, top + 76, f"{facts.when:%Y/%m/%d} {facts.weekday}", 30)
    dot(on, x + 2, top + 130, GREEN)
    for index, line in enumerate(lines):
        on.text(x + 28, top + 120 + 40 * index, line, size)
    on.text(x, top + 146 + 40 * len(lines), "马克相机已验证照片真实性", 20)
    return TIMED | {"place"}


def panel(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """4. A record panel: blue or red header, grey translucent body, black justified labels."""
    size, wide = rng.uniform(23, 27), on.right * rng.uniform(0.58, 0.8)
    title = rng.choice(("工程记录", "现场记录", "施工记录", "入户走访"))
    when = rng.choice(("拍摄时间", "时　　间"))
    where = rng.choice(("地　　点", "拍摄地点"))
    rows = [
        (when, f"{facts.when:%Y-%m-%d %H:%M}"),
        ("天　　气", facts.weather),
        (where, facts.place),
    ]
    shown = TIMED | {"place"}
    if rng.random() < 0.5:
        rows += [("经　　度", f"{facts.lon:.6f}"), ("纬　　度", f"{facts.lat:.6f}")]
        shown = shown | {"coordinates"}
    if rng.random() < 0.5:
        rows.insert(0, ("施工区域", rng.choice(("活动室", "服务大厅", "二楼会议室"))))
    if rng.random() < 0.5:
        rows.append(("备　　注", rng.choice(("入户探访", "小组活动", "物资发放"))))
    header = (BLUE, RED)[rng.random() < 0.4]
    sheet(on, rng, title, rows, size, wide, header)
    return shown


def surveyor(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """5. Plain labelled lines with coordinates; a pale 现场拍照 across the centre."""
    size = rng.uniform(23, 28)
    rows = [f"经度: {facts.lon:.6f}", f"纬度: {facts.lat:.6f}"]
    if rng.random() < 0.6:
        rows.append("坐标: GCJ02 坐标系")
    second = rng.randrange(60)
    rows += [f"时间: {facts.when:%Y-%m-%d %H:%M}:{second:02d}", f"天气: {facts.weather}"]
    label = rng.choice(("地点", "地址"))
    rows += on.wrap(f"{label}: {facts.place}", size, on.right * rng.uniform(0.55, 0.8))
    rows += rng.sample(
        ("项目: 社工站服务", f"备注: {facts.worker} 入户", "编号: 0317"), rng.randrange(3)
    )
    step = size * 1.5
    top = on.low - rng.uniform(24, 50) - step * len(rows)
    for index, line in enumerate(rows):
        on.text(24, top + step * index, line, size)
    if rng.random() < 0.5:
        on.text((on.right - 300) / 2, on.low * 0.45, "现场拍照", 75, PALE, shade=False)
    return TIMED | {"place", "coordinates"}


def centred(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """6. A big clock, a long date and the place, all centred; a promise below."""
    size = rng.uniform(27, 32)
    lines = on.wrap(facts.place, size, on.right * rng.uniform(0.6, 0.85))
    big = rng.uniform(76, 100)
    rows = [
        (facts.when.strftime("%H:%M"), big, big * 1.28),
        (f"{facts.when:%Y年%m月%d日}  {facts.weekday}", rng.uniform(28, 34), 50),
        *((line, size, 42) for line in lines),
        ("水印相机已确保时间不可篡改", 20, 34),
    ]
    y = on.low - sum(step for *_, step in rows) - rng.uniform(20, 60)
    for text, tall, step in rows:
        on.text((on.right - on.wide(text, tall)) / 2, y, text, tall)
        y += step
    return TIMED | {"place"}


def bar(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """7. A yellow bar beside a list; latitude and longitude often under each other's letter."""
    size = rng.uniform(24, 30)
    north, east = rng.choice((("N", "E"), ("E", "N")))
    pair = (f"{facts.lat:.2f}°{north}", f"{facts.lon:.2f}°{east}")
    rows = [
        f"时　间: {facts.when:%Y.%m.%d %H:%M}",
        *on.wrap(f"地　点: {facts.place}", size, on.right * rng.uniform(0.6, 0.85)),
    ]
    shown = TIMED | {"place"}
    if rng.random() < 0.8:
        rows.append("经纬度: " + ",".join(pair))
        shown = shown | {"coordinates"}
    step = size * 1.55
    top = on.low - rng.uniform(30, 60) - step * len(rows)
    on.box(24, top, 31, top + step * len(rows), YELLOW)
    for index, line in enumerate(rows):
        on.text(48, top + step * index, line, size)
    return shown


def card(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """8. 打卡记录: a blue calendar card with date, weekday, clock and place."""
    size, wide = rng.uniform(25, 29), on.right * rng.uniform(0.5, 0.68)
    lines = on.wrap(facts.place, size, wide - 50)
    tall = 112 + 38 * len(lines)
    x, top = rng.uniform(22, 36), on.low - tall - rng.uniform(30, 60)
    on.box(x, top, x + wide, top + tall, (38, 98, 196, 232), 14)
    on.text(x + 22, top + 12, "打卡记录", 28, YELLOW, shade=False)
    on.text(x + 172, top + 12, facts.when.strftime("%H:%M"), 28, shade=False)
    on.text(x + 22, top + 56, f"{facts.when:%Y-%m-%d} {facts.weekday}", 29, shade=False)
    for index, line in enumerate(lines):
        on.text(x + 22, top + 102 + 38 * index, line, size, shade=False)
    return TIMED | {"place"}


def corners(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """9. DingTalk: clock and date in the top left corner, name and place in the bottom right."""
    on.text(24, rng.uniform(20, 60), facts.when.strftime("%H:%M"), 84)
    on.text(28, 160, f"{facts.when:%Y-%m-%d} {facts.weekday}", 30)
    size = rng.uniform(26, 30)
    lines = on.wrap(facts.place, size, on.right * rng.uniform(0.45, 0.7))
    y = on.low - 44 * (len(lines) + 1) - 30
    for line in (facts.worker, *lines):
        on.text(on.right - on.wide(line, size) - 26, y, line, size)
        y += 44
    return TIMED | {"place"}


def titled(on: Canvas, facts: Facts, rng: random.Random) -> Shown:
    """10. A titled list: 外勤打卡, 会议记录, 到访记录, 班前教育."""
    title, extra = rng.choice(
        (
            ("外勤打卡", [("姓　名", facts.worker), ("部　门", "社工站")]),
            ("会议记录", [("会议主题", "反诈宣传"), ("主持人", facts.worker)]),
            ("到访记录", [("拜访人", facts.worker), ("记录人", facts.worker)]),
            ("班前教育", [("负责人", facts.worker), ("海　拔", "545.2米")]),
        )
    )
    told = [("时　间", f"{facts.when:%Y-%m-%d %H:%M}"), ("地　点", facts.place)]
    rows = [*extra, *told] if rng.random() < 0.4 else [*told, *extra]
    size = rng.uniform(24, 28)
    if rng.random() < 0.5:
        header = (BLUE, RED, GREEN)[rng.randrange(3)]
        sheet(on, rng, title, rows, size, on.right * rng.uniform(0.6, 0.8), header)
    else:
        lines = [
            line
            for label, value in rows
            for line in on.wrap(f"{label}: {value}", size, on.right * 0.75)
        ]
        y = on.low - 42 * len(lines) - 90
        on.text(24, y, title, 36)
        for index, line in enumerate(lines):
            on.text(24, y + 58 + 41 * index, line, size)
    return TIMED | {"place"}


FAMILIES: Mapping[str, Family] = {
    "1 punch": punch,
    "2 classic": classic,
    "2 patrol": patrol,
    "3 mark": mark,
    "4 panel": panel,
    "5 surveyor": surveyor,
    "6 centred": centred,
    "7 bar": bar,
    "8 card": card,
    "9 corners": corners,
    "10 titled": titled,
    "11 phone date": phone_date,
    "11 LED date": led_date,
    "time only": time_only,
    "place only": place_only,
}
