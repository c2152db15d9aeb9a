"""Scene text that must not be taken for a stamp: banners, posters, whiteboards, screens, forms.

A scene text function draws on a copy of a background and returns it. All of them show a date or a
place or both.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from bench.stamped.close_calls import CLOSE_CALLS
from bench.stamped.hanging import SceneText, hung, some_tilt, written
from examples.studio.fonts import Face
from examples.studio.stamps import Facts
from PIL import Image


def banner(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A red banner with an event, its place and its date."""
    day = facts.when.date()
    ways = (f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y年%m月}")
    lines = [
        (f"{facts.place[:9]}{rng.choice(('关爱老人', '爱心义诊', '普法宣传'))}活动", 1.0),
        (rng.choice(ways), 0.7),
    ]
    board = written(
        lines,
        face,
        rng,
        paper=(190, 30, 35),
        ink=rng.choice(((255, 255, 255), (255, 225, 90))),
        centred=True,
    )
    return hung(
        picture,
        board,
        rng,
        wide=rng.uniform(0.6, 1.05),
        at=(rng.uniform(0.4, 0.6), rng.uniform(0.1, 0.9)),
        tilt=some_tilt(rng),
    )


def poster(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A notice with a time and a place to come to."""
    lines = [
        (rng.choice(("便民通知", "活动预告", "停水通知")), 1.4),
        (f"时间：{facts.when:%Y年%m月%d日 %H:%M}", 0.8),
        (f"地点：{facts.place}", 0.8),
        ("请相互转告，准时参加", 0.8),
        (facts.when.strftime("%Y年%m月%d日"), 0.7),
    ]
    board = written(
        lines,
        face,
        rng,
        paper=rng.choice(((250, 248, 240), (250, 230, 120), (225, 240, 255))),
        ink=(30, 30, 30),
        centred=False,
    )
    return hung(
        picture,
        board,
        rng,
        wide=rng.uniform(0.35, 0.7),
        at=(rng.uniform(0.25, 0.75), rng.uniform(0.25, 0.8)),
        tilt=some_tilt(rng),
    )


def whiteboard(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A whiteboard with the meeting of the day written on it."""
    lines = [
        ("会议主题：反诈宣传", 1.0),
        (f"时间：{facts.when:%Y-%m-%d %H:%M}", 0.9),
        (f"地点：{facts.place}", 0.9),
        (f"主持人：{facts.worker}", 0.9),
    ]
    board = written(
        lines,
        face,
        rng,
        paper=(245, 246, 248),
        ink=rng.choice(((30, 50, 150), (20, 20, 20), (170, 30, 30))),
        centred=False,
    )
    return hung(
        picture,
        board,
        rng,
        wide=rng.uniform(0.45, 0.9),
        at=(rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)),
        tilt=some_tilt(rng),
    )


def screen(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A screen at the wall: a slide's title with place and date, or a clock with the weather."""
    if rng.random() < 0.5:
        lines = [
            (f"{facts.place[:8]}工作汇报", 1.3),
            ("汇报人：社工站", 0.7),
            (facts.when.strftime("%Y-%m-%d"), 0.7),
        ]
    else:
        lines = [
            (facts.when.strftime("%H:%M"), 1.8),
            (f"{facts.when:%Y-%m-%d} {facts.weekday}", 0.8),
            (f"{facts.place[:6]} {facts.weather}", 0.8),
        ]
    board = written(
        lines,
        face,
        rng,
        paper=rng.choice(((20, 40, 90), (10, 10, 12), (240, 240, 245))),
        ink=rng.choice(((240, 200, 90), (120, 160, 220))),
        centred=True,
    )
    return hung(
        picture,
        board,
        rng,
        wide=rng.uniform(0.25, 0.6),
        at=(rng.uniform(0.3, 0.7), rng.uniform(0.2, 0.6)),
        tilt=some_tilt(rng),
    )


def form(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A sign-in sheet on a table, filling much of the frame."""
    lines = [
        ("活动签到表", 1.3),
        (f"活动时间：{facts.when:%Y年%m月%d日}", 0.7),
        (f"活动地点：{facts.place}", 0.7),
        *(
            (f"{index}  {name}  {facts.when:%m.%d}", 0.7)
            for index, name in enumerate(("张三", "李四", "王五", "赵六", "孙八"), start=1)
        ),
    ]
    board = written(
        lines,
        face,
        rng,
        paper=(246, 244, 238),
        ink=(40, 42, 60),
        centred=False,
    )
    return hung(
        picture,
        board,
        rng,
        wide=rng.uniform(0.6, 0.95),
        at=(rng.uniform(0.45, 0.55), rng.uniform(0.4, 0.65)),
        tilt=some_tilt(rng),
    )


def plaque(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A plaque at a door: a place and no date."""
    board = written(
        [(f"{facts.place[:10]}社会工作服务站", 1.0)],
        face,
        rng,
        paper=(205, 170, 90),
        ink=(120, 20, 20),
        centred=True,
    )
    return hung(
        picture,
        board,
        rng,
        wide=rng.uniform(0.4, 0.8),
        at=(rng.uniform(0.35, 0.65), rng.uniform(0.15, 0.8)),
        tilt=some_tilt(rng),
    )


SCENE_TEXTS: Mapping[str, SceneText] = {
    "banner": banner,
    "poster": poster,
    "whiteboard": whiteboard,
    "screen": screen,
    "form": form,
    "plaque": plaque,
    **CLOSE_CALLS,
}
