"""What looks alike by nature: filled copies of one form, boards, plaques, call screenshots."""

from __future__ import annotations

import random

import cv2
import numpy as np
from examples.studio.fonts import font
from PIL import Image, ImageDraw

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = "示例样本甲乙丙丁测试演练范文"
_LINES = (
    "服务场所使用管理制度", "志愿者管理制度", "财务管理制度",
    "服务流程", "保密守则", "人员培训制度",
    "一、按时开放，专人负责。", "二、登记在册，定期核对。", "三、服务对象信息不得外传。",
    "四、经费专款专用，公开透明。", "五、接受居民监督。", "六、活动结束后清点物品。",
)  # fmt: skip


def form(kind: int, rng: random.Random) -> Image.Image:
    """Return a sheet of form `kind` filled by hand: the same print, other writing."""
    print_ = random.Random(f"form {kind}")
    sheet = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text(
        (330, 90),
        print_.choice(("活动签到表", "服务对象签到册", "入户探访记录表")),
        "black",
        font(72),
    )
    heads = print_.sample(("序号", "姓名", "性别", "年龄", "联系电话", "住址", "签名"), 5)
    top, rows = 330, print_.randint(14, 20)
    tall, wide = (1560 - top) // rows, 1080 // len(heads)
    pen.text((90, 220), "活动名称：", "black", font(40))
    pen.text((760, 220), "日期：", "black", font(40))
    for index, head in enumerate(heads):
        pen.text((100 + index * wide, top + 14), head, "black", font(36))
    for row in range(rows + 1):
        pen.line((80, top + row * tall, 80 + wide * len(heads), top + row * tall), "black", 3)
    for column in range(len(heads) + 1):
        x = 80 + column * wide
        pen.line((x, top, x, top + rows * tall), "black", 3)
    ink = rng.choice(("#1a2a8a", "#111111", "#20303a"))
    _write(pen, (310, 220), _words(rng, 6), ink, rng, 40)
    _write(pen, (890, 220), f"{rng.randint(1, 12)}.{rng.randint(1, 28)}", ink, rng, 40)
    for row in range(1, rng.randint(5, rows)):
        for column, head in enumerate(heads):
            text = str(row) if head == "序号" else _entry(head, rng)
            _write(pen, (96 + column * wide, top + row * tall + 8), text, ink, rng, 34)
    return sheet


def board(kind: int) -> Image.Image:
    """Return notice board `kind`: sheets of print under a heading, as it hangs on the wall."""
    rng = random.Random(f"board {kind}")
    colour = tuple(rng.randrange(60, 230) for _ in range(3))
    wall = Image.new("RGB", (1600, 1200), colour)
    pen = ImageDraw.Draw(wall)
    pen.rectangle((80, 60, 1520, 1140), "#f3efe4", "#7a1f1f", 14)
    pen.text((420, 90), rng.choice(("社工站公示栏", "制度上墙", "服务公示")), "#b01818", font(110))
    for row in range(2):
        for column in range(4):
            x, y = 130 + column * 350, 270 + row * 430
            paper = rng.choice(("white", "#fff8e0", "#eaf4ff"))
            pen.rectangle((x, y, x + 310, y + 390), paper, "#555555", 3)
            pen.text((x + 20, y + 16), rng.choice(_LINES[:6]), "#a01010", font(30))
            for line in range(9):
                pen.text((x + 18, y + 70 + 34 * line), rng.choice(_LINES[6:]), "#222222", font(21))
    return wall


def plaque(kind: int) -> Image.Image:
    """Return plaque `kind`: brass with an engraved name."""
    rng = random.Random(f"plaque {kind}")
    wall = Image.new("RGB", (1200, 900), tuple(rng.randrange(120, 220) for _ in range(3)))
    pen = ImageDraw.Draw(wall)
    pen.rectangle((120, 180, 1080, 720), "#c9a24a", "#6d5217", 18)
    pen.text((210, 300), "示例镇社会工作", "#5a1010", font(110))
    pen.text((300, 470), rng.choice(("服务站", "志愿站", "督导室")), "#5a1010", font(150))
    return wall


def call(rng: random.Random) -> Image.Image:
    """Return the screenshot of a phone call: one design, another person, number and length."""
    screen = Image.new("RGB", (1080, 2340), "#1d2430")
    pen = ImageDraw.Draw(screen)
    pen.text((40, 20), f"{rng.randrange(24):02d}:{rng.randrange(60):02d}", "white", font(40))
    pen.ellipse((430, 330, 650, 550), "#5b6b84")
    pen.text((480, 600), _words(rng, 2), "white", font(72))
    number = "1" + "".join(str(rng.randrange(10)) for _ in range(10))
    pen.text((330, 730), number, "#b9c3d3", font(54))
    pen.text((440, 830), f"{rng.randrange(20):02d}:{rng.randrange(60):02d}", "#b9c3d3", font(54))
    for index, word in enumerate(("静音", "键盘", "免提", "添加", "视频", "联系人")):
        x, y = 160 + index % 3 * 300, 1200 + index // 3 * 330
        pen.ellipse((x, y, x + 180, y + 180), "#3a4557")
        pen.text((x + 40, y + 200), word, "white", font(44))
    pen.ellipse((440, 1960, 640, 2160), "#d93b3b")
    return screen


def shot(subject: Image.Image, rng: random.Random, *, aslant: float = 0.05) -> Image.Image:
    """Return a hand-held photo of a flat subject: perspective, light, blur and grain of its own.

    Each corner lies up to `aslant` of the side from where it would be seen from straight ahead.
    """
    noise = np.random.default_rng(rng.getrandbits(32))
    flat = np.asarray(subject, np.float32) / 255
    height, width = flat.shape[:2]
    size = (
        (900, round(900 * height / width)) if width < height else (round(900 * width / height), 900)
    )
    inner = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]])
    goal = (0.06 + 0.88 * inner + noise.uniform(-aslant, aslant, (4, 2))) * size
    warp = cv2.getPerspectiveTransform(inner * np.float32([width, height]), np.float32(goal))
    table = tuple(float(value) for value in noise.uniform(0.2, 0.6, 3))
    seen = cv2.warpPerspective(
        flat, warp, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=table
    )
    rows, columns = np.mgrid[0 : 1 : size[1] * 1j, 0 : 1 : size[0] * 1j]
    light = rng.uniform(0.75, 1) + rng.uniform(-0.3, 0.3) * columns + rng.uniform(-0.3, 0.3) * rows
    seen = cv2.GaussianBlur(seen * light[:, :, None], (0, 0), rng.uniform(0.5, 1.1))
    seen += noise.normal(0, 0.012, seen.shape)
    return Image.fromarray((seen.clip(0, 1) * 255).astype(np.uint8))


def scanned(subject: Image.Image, rng: random.Random) -> Image.Image:
    """Return a flat subject as a scanner app straightens it: nearly no perspective left."""
    return shot(subject, rng, aslant=0.003)


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    ink: str,
    rng: random.Random,
    size: int,
) -> None:
    x, y = at
    for letter in text:
        pen.text((x, y + rng.randint(-4, 6)), letter, ink, font(size + rng.randint(-3, 3)))
        x += pen.textlength(letter, font(size)) * rng.uniform(0.9, 1.1)


def _words(rng: random.Random, count: int) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(count))


def _entry(head: str, rng: random.Random) -> str:
    if head == "联系电话":
        return "1" + "".join(str(rng.randrange(10)) for _ in range(10))
    if head in ("性别", "年龄"):
        return rng.choice("男女") if head == "性别" else str(rng.randint(7, 88))
    return _words(rng, 2)
