"""Scene text most like a stamp: level, low in the frame, labelled, with a printed date."""

from __future__ import annotations

import random
from collections.abc import Mapping

from bench.stamped.hanging import SceneText, dotted, hung, written
from examples.studio.fonts import Face
from examples.studio.stamps import Facts
from PIL import Image

_DATES = (
    *("%Y-%m-%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y.%m.%d %H:%M"),
    *("%Y年%m月%d日", "%Y/%m/%d %H:%M"),
)


def board(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A whiteboard or blackboard that tells time and place as cameras label them."""
    lines = [
        (f"时间：{facts.when.strftime(rng.choice(_DATES))}", 0.9),
        (f"地点：{facts.place}", 0.9),
    ]
    if rng.random() < 0.3:
        lines[0] = (f"日期：{facts.when:%Y年%m月%d日} {facts.weekday}", 0.9)
    if rng.random() < 0.7:
        title = ("会议主题：反诈宣传", "会议记录", "到访记录", "活动主题：手工课", "班前教育")
        lines.insert(0, (rng.choice(title), rng.choice((0.9, 1.2))))
    extra = (f"主持人：{facts.worker}", f"记录人：{facts.worker}", "参会人数：12人")
    lines += [(text, 0.9) for text in rng.sample(extra, rng.randrange(3))]
    if rng.random() < 0.15:
        lines.append((f"天气：{facts.weather.split()[0]}", 0.9))
    chalk = rng.random() < 0.3
    paper = rng.choice(((24, 60, 48), (30, 34, 36))) if chalk else (245, 246, 248)
    marker = rng.choice(((30, 50, 150), (20, 20, 20), (170, 30, 30)))
    drawn = written(
        lines,
        face,
        rng,
        paper=paper,
        ink=(238, 238, 230) if chalk else marker,
        hand=rng.random() < 0.7,
        margin=rng.uniform(0.5, 3),
    )
    return _low(picture, drawn, rng)


def notice(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A printed notice, photographed straight, signed with place and date."""
    lines = [
        (rng.choice(("便民通知", "活动公告", "公 示", "温馨提示")), 1.4),
        ("为丰富居民生活，现将有关事项告知如下：", 0.7),
        (f"时间：{facts.when:%Y年%m月%d日 %H:%M}", 0.8),
        (f"地点：{facts.place}", 0.8),
        (f"联系人：{facts.worker}", 0.8),
    ]
    if rng.random() < 0.6:
        lines += [(f"{facts.place[:9]}社工站", 0.7), (f"{facts.when:%Y年%m月%d日}", 0.7)]
    paper = rng.choice(((250, 248, 240), (250, 230, 120), (225, 240, 255), (196, 30, 36)))
    ink = (255, 246, 225) if paper[1] < 100 else rng.choice(((30, 30, 30), (160, 20, 20)))
    drawn = written(lines, face, rng, paper=paper, ink=ink, margin=rng.uniform(0.6, 2))
    return _low(picture, drawn, rng)


def slide(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A projected slide or a television with the title of a talk, its time and place."""
    lines = [
        (rng.choice(("防诈骗知识讲座", "志愿者培训", "会议记录", "工作汇报")), 1.3),
        (f"时间：{facts.when.strftime(rng.choice(_DATES))}", 0.8),
        (f"地点：{facts.place}", 0.8),
        (f"主讲人：{facts.worker}", 0.8),
    ][rng.randrange(2) :]
    paper, ink = rng.choice(
        (
            ((20, 60, 150), (255, 255, 255)),
            ((12, 14, 20), (250, 250, 250)),
            ((250, 250, 252), (30, 60, 130)),
            ((150, 20, 24), (255, 236, 170)),
        )
    )
    centred = rng.random() < 0.4
    drawn = written(
        lines, face, rng, paper=paper, ink=ink, centred=centred, margin=rng.uniform(0.5, 2.5)
    )
    return _low(picture, drawn, rng, lit=False, centred=centred)


def lamps(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """An LED sign with a greeting, the clock and the temperature."""
    temperature = facts.weather.split()[-1]
    lines = [
        (f"欢迎来到{facts.place[:10]}", 1.0),
        (f"{facts.when:%Y-%m-%d} {facts.weekday} {facts.when:%H:%M}", 0.9),
        (rng.choice((f"温度：{temperature}", f"{facts.weather}", "今日值班：张三")), 0.9),
    ]
    ink = rng.choice(((255, 40, 30), (255, 190, 40), (60, 230, 80), (250, 250, 250)))
    centred = rng.random() < 0.5
    drawn = written(lines, face, rng, paper=(14, 10, 12), ink=ink, centred=centred)
    return _low(picture, dotted(drawn, rng), rng, lit=False, centred=centred)


def kiosk(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A sign-in terminal or a phone that shows clock, date, weather and where it stands."""
    lines = [
        (f"{facts.when:%H:%M}", rng.uniform(1.8, 3)),
        (facts.when.strftime(rng.choice(("%Y-%m-%d ", "%Y年%m月%d日 "))) + facts.weekday, 0.9),
        (rng.choice((facts.place, f"{facts.place[:8]} {facts.weather}")), 0.8),
    ]
    paper = rng.choice(((30, 90, 190), (14, 16, 22), (90, 60, 140), (240, 242, 246)))
    ink = (30, 40, 60) if paper[0] > 200 else (255, 255, 255)
    centred = rng.random() < 0.6
    drawn = written(lines, face, rng, paper=paper, ink=ink, centred=centred)
    return _low(picture, drawn, rng, lit=False, centred=centred, wide=(0.2, 0.6))


CLOSE_CALLS: Mapping[str, SceneText] = {
    "board": board,
    "notice": notice,
    "slide": slide,
    "LED sign": lamps,
    "kiosk": kiosk,
}


def _low(
    picture: Image.Image,
    drawn: Image.Image,
    rng: random.Random,
    *,
    lit: bool = True,
    centred: bool = False,
    wide: tuple[float, float] = (0.4, 0.95),
) -> Image.Image:
    """Hang a board nearly level at the lower edge, on the left, the right or in the middle."""
    share = rng.uniform(*wide)
    tall = share * picture.width / drawn.width * drawn.height / picture.height
    if tall > 0.8:  # a small board in a wide frame
        share, tall = share * 0.8 / tall, 0.8
    x = rng.choice((share / 2, share / 2, 0.5, 1 - share / 2)) + rng.uniform(-0.01, 0.03)
    low = rng.uniform(0.9, 1.02) if rng.random() < 0.8 else rng.uniform(0.6, 0.9)
    tilt = 0.0 if rng.random() < 0.3 else rng.gauss(0, 0.8)
    at = (0.5 if centred else x, low - tall / 2)
    return hung(picture, drawn, rng, wide=share, at=at, tilt=tilt, lit=lit)
