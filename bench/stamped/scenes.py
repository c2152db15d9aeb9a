"""What a phone saw: backgrounds, and the scene text that must not be taken for a stamp.

A scene text function draws on a copy of a background and returns it. All of them show a date or a
place or both, as banners, posters, whiteboards, screens and forms do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from examples.studio.fonts import Face
from examples.studio.stamps import Facts
from PIL import Image, ImageDraw, ImageFilter

SceneText = Callable[[Image.Image, Facts, Face, random.Random], Image.Image]
Colour = tuple[int, int, int]


def background(
    size: tuple[int, int], rng: random.Random, photos: Sequence[Path] = ()
) -> Image.Image:
    """Return a picture without writing of its own: a photo's middle, or a drawn texture."""
    if photos and rng.random() < 0.75:
        with Image.open(rng.choice(photos)) as opened:
            picture = opened.convert("RGB")
        return _grain(_filled(picture, size), rng)
    return _grain(_drawn(size, rng), rng)


def _filled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    scale = max(size[0] / picture.width, size[1] / picture.height)
    wide, tall = size[0] / scale, size[1] / scale
    left, top = max(0.0, (picture.width - wide) / 2), max(0.0, (picture.height - tall) / 2)
    wide, tall = min(wide, picture.width - left), min(tall, picture.height - top)
    return picture.resize(size, Image.Resampling.BICUBIC, (left, top, left + wide, top + tall))


def _drawn(size: tuple[int, int], rng: random.Random) -> Image.Image:
    noise = np.random.default_rng(rng.getrandbits(32))
    tone = noise.integers(60, 190) + noise.integers(-25, 26, 3)
    picture = np.zeros((size[1] // 4 + 1, size[0] // 4 + 1, 3), np.float32) + tone
    shape = (picture.shape[1], picture.shape[0])
    for cells, strength in ((4, 60), (14, 30), (60, rng.choice((6, 12, 22)))):
        patch = noise.normal(0, 1, (cells, cells, 3)).astype(np.float32)
        patch = patch.mean(2, keepdims=True) * 1.3 + patch * 0.15
        layers = [
            np.asarray(Image.fromarray(patch[:, :, c]).resize(shape, Image.Resampling.BICUBIC))
            for c in range(3)
        ]
        picture += strength * np.stack(layers, axis=2)
    drawn = Image.fromarray(picture.clip(0, 255).astype(np.uint8)).resize(size)
    return (_tiles, _boards, _plain)[rng.randrange(3)](drawn, rng)


def _plain(picture: Image.Image, rng: random.Random) -> Image.Image:
    return picture


def _tiles(picture: Image.Image, rng: random.Random) -> Image.Image:
    draw, step = ImageDraw.Draw(picture), max(picture.size) // rng.randrange(6, 16)
    ink = tuple(rng.randrange(60, 220) for _ in range(3))
    for x in range(rng.randrange(step), picture.width, step):
        draw.line((x, 0, x + rng.randrange(-20, 20), picture.height), ink, max(1, step // 40))
    for y in range(rng.randrange(step), picture.height, step):
        draw.line((0, y, picture.width, y), ink, max(1, step // 40))
    return picture


def _boards(picture: Image.Image, rng: random.Random) -> Image.Image:
    draw = ImageDraw.Draw(picture)
    for _ in range(rng.randrange(3, 12)):
        x, y = rng.randrange(picture.width), rng.randrange(picture.height)
        wide, tall = (rng.randrange(edge // 20, edge // 3) for edge in picture.size)
        draw.rectangle((x, y, x + wide, y + tall), tuple(rng.randrange(256) for _ in range(3)))
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 1500))


def _grain(picture: Image.Image, rng: random.Random) -> Image.Image:
    noise = np.random.default_rng(rng.getrandbits(32))
    tile = noise.normal(0, rng.uniform(1.5, 5), (256, 256)).astype(np.float32)
    rows, columns = -(-picture.height // 256), -(-picture.width // 256)
    grain = np.tile(tile, (rows, columns))[: picture.height, : picture.width, None]
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))


def hung(
    picture: Image.Image,
    lines: Sequence[tuple[str, float]],
    face: Face,
    rng: random.Random,
    *,
    paper: Colour | None,
    ink: Colour,
    wide: float,
    at: tuple[float, float],
    tilt: float,
    centred: bool,
) -> Image.Image:
    """Hang a board of lines (text, relative size) in the scene, `wide` (0..1) of the frame.

    `at` is where its centre hangs, in fractions of the frame; `tilt` in degrees; a trapezoid's
    sides shrink a little, as boards seen from the side do.
    """
    fonts = [face(max(12, round(60 * size))) for _, size in lines]
    widths = [font.getlength(text) for font, (text, _) in zip(fonts, lines, strict=True)]
    board_wide = round(max(widths) + 120)
    steps = [font.size * 1.6 for font in fonts]
    board_tall = round(sum(steps) + 80)
    fill = (*paper, 255) if paper else (*ink, 0)
    board = Image.new("RGBA", (board_wide, board_tall), fill)
    draw, y = ImageDraw.Draw(board), 40.0
    for (text, _), font, width, step in zip(lines, fonts, widths, steps, strict=True):
        x = (board_wide - width) / 2 if centred else 60
        draw.text((x, y), text, (*ink, 255), font)
        y += step
    scale = wide * picture.width / board_wide
    board = board.resize(
        (max(1, round(board_wide * scale)), max(1, round(board_tall * scale))),
        Image.Resampling.LANCZOS,
    )
    lean = rng.uniform(-0.06, 0.06) * board.height if tilt else 0.0
    board = board.transform(
        board.size,
        Image.Transform.QUAD,
        (0, -lean, 0, board.height + lean, board.width, board.height - lean, board.width, lean),
        Image.Resampling.BICUBIC,
    )
    board = board.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    board = board.filter(ImageFilter.GaussianBlur(max(picture.size) / 3000))
    shown = picture.copy()
    corner = (
        round(at[0] * picture.width - board.width / 2),
        round(at[1] * picture.height - board.height / 2),
    )
    shown.paste(board, corner, board)
    return shown


def banner(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A red banner with an event, its place and its date."""
    day = facts.when.date()
    written = (f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y年%m月}")
    lines = [
        (f"{facts.place[:9]}{rng.choice(('关爱老人', '爱心义诊', '普法宣传'))}活动", 1.0),
        (rng.choice(written), 0.7),
    ]
    return hung(
        picture,
        lines,
        face,
        rng,
        paper=(190, 30, 35),
        ink=rng.choice(((255, 255, 255), (255, 225, 90))),
        wide=rng.uniform(0.6, 1.05),
        at=(rng.uniform(0.4, 0.6), rng.uniform(0.1, 0.9)),
        tilt=_tilt(rng),
        centred=True,
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
    return hung(
        picture,
        lines,
        face,
        rng,
        paper=rng.choice(((250, 248, 240), (250, 230, 120), (225, 240, 255))),
        ink=(30, 30, 30),
        wide=rng.uniform(0.35, 0.7),
        at=(rng.uniform(0.25, 0.75), rng.uniform(0.25, 0.8)),
        tilt=_tilt(rng),
        centred=False,
    )


def whiteboard(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A whiteboard with the meeting of the day written on it."""
    lines = [
        ("会议主题：反诈宣传", 1.0),
        (f"时间：{facts.when:%Y-%m-%d %H:%M}", 0.9),
        (f"地点：{facts.place}", 0.9),
        (f"主持人：{facts.worker}", 0.9),
    ]
    return hung(
        picture,
        lines,
        face,
        rng,
        paper=(245, 246, 248),
        ink=rng.choice(((30, 50, 150), (20, 20, 20), (170, 30, 30))),
        wide=rng.uniform(0.45, 0.9),
        at=(rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)),
        tilt=_tilt(rng),
        centred=False,
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
    return hung(
        picture,
        lines,
        face,
        rng,
        paper=rng.choice(((20, 40, 90), (10, 10, 12), (240, 240, 245))),
        ink=rng.choice(((240, 200, 90), (120, 160, 220))),
        wide=rng.uniform(0.25, 0.6),
        at=(rng.uniform(0.3, 0.7), rng.uniform(0.2, 0.6)),
        tilt=_tilt(rng),
        centred=True,
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
    return hung(
        picture,
        lines,
        face,
        rng,
        paper=(246, 244, 238),
        ink=(40, 42, 60),
        wide=rng.uniform(0.6, 0.95),
        at=(rng.uniform(0.45, 0.55), rng.uniform(0.4, 0.65)),
        tilt=_tilt(rng),
        centred=False,
    )


def plaque(picture: Image.Image, facts: Facts, face: Face, rng: random.Random) -> Image.Image:
    """A plaque at a door: a place and no date."""
    return hung(
        picture,
        [(f"{facts.place[:10]}社会工作服务站", 1.0)],
        face,
        rng,
        paper=(205, 170, 90),
        ink=(120, 20, 20),
        wide=rng.uniform(0.4, 0.8),
        at=(rng.uniform(0.35, 0.65), rng.uniform(0.15, 0.8)),
        tilt=_tilt(rng),
        centred=True,
    )


SCENE_TEXTS: Mapping[str, SceneText] = {
    "banner": banner,
    "poster": poster,
    "whiteboard": whiteboard,
    "screen": screen,
    "form": form,
    "plaque": plaque,
}


def _tilt(rng: random.Random) -> float:
    """Return an angle: one board in four hangs level in the frame."""
    return 0.0 if rng.random() < 0.25 else rng.choice((-1, 1)) * rng.uniform(0.5, 7)
