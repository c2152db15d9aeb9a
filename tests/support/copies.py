"""What people do to a photo before they hand it in again, drawn for tests and benches.

Each way takes a picture and a random generator; what it does is drawn anew from the generator each
time, within the bounds its docstring states.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import cv2
import numpy as np
from examples.studio.fonts import font
from examples.studio.stamps import LAYOUTS, Canvas, Facts
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Box = tuple[float, float, float, float]
STYLES = tuple(name for name in LAYOUTS if name != "date only")
_TURN = Image.Transpose


class _Noted(Canvas):
    """A canvas that remembers where text was written, in fractions."""

    def text(self, x, y, text, size, ink=(255, 255, 255, 255), *, shade=True):
        super().text(x, y, text, size, ink, shade=shade)
        left, top, right, low = font(self.px(size)).getbbox(text)
        x, y, (width, height) = x * self.u, y * self.u, self.size
        box = ((x + left) / width, (y + top) / height, (x + right) / width, (y + low) / height)
        self.__dict__.setdefault("boxes", []).append(box)


def told(rng: random.Random, when: datetime | None = None) -> Facts:
    """Return what a stamp says, of an invented place and of `when` or any day of half a year."""
    when = when or datetime(2026, 1, 5, 8) + timedelta(minutes=rng.randrange(180 * 1440))
    place = f"内蒙古自治区呼伦贝尔市示例区{rng.choice('东西南北')}{rng.choice('街路')}示例社区"
    letters = "ABCDEFGHJKLMNPQRTUVWXY346789"
    code = "".join(rng.choice(letters) for _ in range(14))
    return Facts(when, place, f"晴 {rng.randint(-30, 30)}℃", "示例社工", 49.45, 117.7, code)


def stamped(picture: Image.Image, style: str, facts: Facts) -> tuple[Image.Image, tuple[Box, ...]]:
    """Return the picture with a stamp, and the boxes of the stamp's lines in fractions."""
    canvas = _Noted(picture.size)
    LAYOUTS[style](canvas, facts)
    soft = canvas.under.filter(ImageFilter.GaussianBlur(1.6 * canvas.u))
    shown = picture.convert("RGBA")
    shown.alpha_composite(soft)
    shown.alpha_composite(canvas.over)
    return shown.convert("RGB"), tuple(canvas.__dict__["boxes"])


def recompressed(picture: Image.Image, rng: random.Random) -> Image.Image:
    """JPEG at quality 25 to 85, the sides at 50 to 100 %."""
    scale = rng.uniform(0.5, 1)
    size = (round(picture.width * scale), round(picture.height * scale))
    return _jpeg(picture.resize(size, Image.Resampling.LANCZOS), rng.randint(25, 85))


def filtered(picture: Image.Image, rng: random.Random) -> Image.Image:
    """One of the looks a phone's editor offers, strong enough to be seen."""
    look = rng.choice(("light", "dark", "contrast", "colour", "grey", "sepia", "soft", "sharp"))
    if look == "grey":
        return picture.convert("L").convert("RGB")
    if look == "sepia":
        return ImageOps.colorize(picture.convert("L"), "#2b1b0a", "#fff3d6", "#b08a5a")
    if look == "soft":
        return picture.filter(ImageFilter.GaussianBlur(min(picture.size) / 400))
    if look == "sharp":
        return picture.filter(ImageFilter.UnsharpMask(min(picture.size) / 200, 120, 2))
    if look == "colour":
        return ImageEnhance.Color(picture).enhance(rng.choice((0.3, 2.0)))
    if look == "contrast":
        return ImageEnhance.Contrast(picture).enhance(rng.choice((0.65, 1.5)))
    return ImageEnhance.Brightness(picture).enhance(1.4 if look == "light" else 0.65)


def cropped(share: float) -> Callable[[Image.Image, random.Random], Image.Image]:
    """Return a way to cut off `share` of the area, the rest anywhere and in the photo's shape."""

    def crop(picture: Image.Image, rng: random.Random) -> Image.Image:
        side = (1 - share) ** 0.5
        stretch = rng.uniform(0.94, 1.06) if share > 0.15 else 1.0
        width, height = side * stretch * picture.width, side / stretch * picture.height
        left = rng.uniform(0, picture.width - width)
        top = rng.uniform(0, picture.height - height)
        return picture.crop((round(left), round(top), round(left + width), round(top + height)))

    return crop


def mirrored(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Left and right exchanged."""
    return picture.transpose(_TURN.FLIP_LEFT_RIGHT)


def rotated(degrees: float) -> Callable[[Image.Image, random.Random], Image.Image]:
    """Return a way to turn by `degrees` to either side; a slanted picture keeps black corners or
    is cut to the largest upright part of its shape."""

    def rotate(picture: Image.Image, rng: random.Random) -> Image.Image:
        if degrees == 180:
            return picture.transpose(_TURN.ROTATE_180)
        if degrees == 90:
            return picture.transpose(rng.choice((_TURN.ROTATE_90, _TURN.ROTATE_270)))
        angle = degrees * rng.choice((1, -1))
        turned = picture.rotate(angle, Image.Resampling.BICUBIC)
        if rng.random() < 0.5:
            return turned
        slant, (width, height) = np.radians(degrees), picture.size
        long, short = max(width, height), min(width, height)
        scale = short / (long * np.sin(slant) + short * np.cos(slant))
        left, top = width * (1 - scale) / 2, height * (1 - scale) / 2
        return turned.crop((round(left), round(top), round(width - left), round(height - top)))

    return rotate


def framed(picture: Image.Image, rng: random.Random) -> Image.Image:
    """A plain border of 3 to 12 % in any colour, now and then wider below, with text."""
    border = round(rng.uniform(0.03, 0.12) * min(picture.size))
    colour = tuple(rng.choice((0, 255, rng.randrange(256))) for _ in range(3))
    low = border * rng.choice((1, 1, 3))
    size = (picture.width + 2 * border, picture.height + border + low)
    frame = Image.new("RGB", size, colour)
    frame.paste(picture, (border, border))
    if low > border:
        ink = tuple(255 - value for value in colour)
        at = (border, border + picture.height + border // 2)
        ImageDraw.Draw(frame).text(at, "活动留影", ink, font(max(border, 8)))
    return frame


def screenshot(picture: Image.Image, rng: random.Random) -> Image.Image:
    """A phone's screen that shows the picture as wide as it is, bars and buttons around it."""
    width, height = 1080, rng.choice((1920, 2160, 2400))
    ground, ink = rng.choice((("black", "white"), ("white", "black"), ("#f5f5f5", "#333333")))
    screen = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(screen)
    pen.text((40, 20), f"{rng.randrange(24):02d}:{rng.randrange(60):02d}", ink, font(40))
    pen.text((820, 20), f"5G  {rng.randrange(100)}%", ink, font(36))
    pen.text((60, 110), rng.choice(("‹  返回", "‹  相册", "6月5日 下午")), ink, font(48))
    for index, word in enumerate(("分享", "收藏", "编辑", "删除")):
        pen.text((110 + 250 * index, height - 120), word, ink, font(40))
    shown = ImageOps.contain(picture, (width, height - 400), Image.Resampling.LANCZOS)
    screen.paste(shown, ((width - shown.width) // 2, (height - shown.height) // 2))
    return _jpeg(screen, 80)


def photographed_screen(picture: Image.Image, rng: random.Random) -> Image.Image:
    """The picture on a screen, photographed aslant: perspective, fine stripes, another light."""
    noise = np.random.default_rng(rng.getrandbits(32))
    shown = np.asarray(ImageOps.contain(picture, (1000, 1000), Image.Resampling.LANCZOS))
    height, width = shown.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    pitch, slant = rng.uniform(2.2, 4.5), rng.uniform(-0.4, 0.4)
    stripes = 1 + rng.uniform(0.02, 0.07) * np.sin(2 * np.pi * (columns + slant * rows) / pitch)
    bright = (shown / 255.0) ** rng.uniform(0.8, 1.3) * stripes[:, :, None]
    glare = np.exp(
        -(((columns / width - rng.random()) ** 2 + (rows / height - rng.random()) ** 2) / 0.06)
    )
    bright = bright * rng.uniform(0.75, 1.0) + rng.uniform(0, 0.18) * glare[:, :, None]
    room = rng.uniform(0.06, 0.16)
    size = np.array([width, height]) * (1 + 2 * room)
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    shift = noise.uniform(-0.05, 0.05, (4, 2)) * [width, height]
    goal = np.float32(corners + room * np.array([width, height]) + shift)
    warp = cv2.getPerspectiveTransform(corners, goal)
    wall = rng.uniform(0.02, 0.5)
    out = cv2.warpPerspective(
        np.float32(bright), warp, tuple(int(edge) for edge in size), flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(wall, wall, wall),
    )  # fmt: skip
    out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.6, 1.2)) + noise.normal(0, 0.012, out.shape)
    return _jpeg(Image.fromarray((out.clip(0, 1) * 255).astype(np.uint8)), rng.randint(60, 90))


def collage(
    others: Callable[[random.Random], Image.Image],
) -> Callable[[Image.Image, random.Random], Image.Image]:
    """Return a way to put a picture with three others on one sheet, two by two."""

    def embed(picture: Image.Image, rng: random.Random) -> Image.Image:
        pictures = [picture, *(others(rng) for _ in range(3))]
        rng.shuffle(pictures)
        cell = (640, 480) if picture.width > picture.height else (480, 640)
        gap = rng.choice((0, 8, 20))
        sheet = Image.new("RGB", (2 * cell[0] + 3 * gap, 2 * cell[1] + 3 * gap), "white")
        for index, one in enumerate(pictures):
            at = (gap + index % 2 * (cell[0] + gap), gap + index // 2 * (cell[1] + gap))
            sheet.paste(ImageOps.fit(one, cell, Image.Resampling.LANCZOS), at)
        return _jpeg(sheet, 80)

    return embed


WAYS: Mapping[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "recompressed": recompressed,
    "filtered": filtered,
    "cropped 10 %": cropped(0.1),
    "cropped 30 %": cropped(0.3),
    "cropped 50 %": cropped(0.5),
    "mirrored": mirrored,
    "rotated 5°": rotated(5),
    "rotated 90°": rotated(90),
    "rotated 180°": rotated(180),
    "framed": framed,
    "screenshot": screenshot,
    "photo of a screen": photographed_screen,
}


def _jpeg(picture: Image.Image, quality: int) -> Image.Image:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return Image.open(content).convert("RGB")


def thing(seed: int, size: tuple[int, int] = (900, 1200)) -> Image.Image:
    """Return a picture of coloured things on a grained ground, another one for every seed."""
    rng, noise = random.Random(f"thing {seed}"), np.random.default_rng(seed)
    width, height = size
    ground = np.zeros((height, width, 3), np.float32)
    for cells, weight in ((5, 60), (24, 30), (90, 22)):
        grain = noise.normal(0, 1, (cells * height // width, cells, 3)).astype(np.float32)
        ground += weight * cv2.resize(grain, size, interpolation=cv2.INTER_CUBIC)
    picture = Image.fromarray(np.clip(128 + ground, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(picture, "RGBA")
    for _ in range(30):
        x, y, side = rng.randrange(width), rng.randrange(height), rng.randint(30, 220)
        colour = (*(rng.randrange(256) for _ in range(3)), 190)
        box = (x, y, x + side, y + rng.randint(20, side))
        rng.choice((pen.ellipse, pen.rectangle))(box, fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(1.2))
