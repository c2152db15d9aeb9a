"""The stamps Chinese watermark cameras draw on a photo.

Each layout is a function of a `Canvas` and the `Facts` to show. Lengths are in `u`, a 768th of the
photo's short side. Text is white over a soft dark shadow unless the camera does it otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PIL import Image, ImageDraw, ImageFilter

from .fonts import Face, font

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
WHITE = (255, 255, 255, 255)
YELLOW = (255, 194, 51, 255)
BLUE = (38, 98, 196, 255)
GREEN = (30, 150, 90, 255)
INK = (28, 30, 34, 255)
Ink = tuple[int, int, int, int]


@dataclass(frozen=True)
class Facts:
    """What a stamp says; `lat` and `lon` in degrees, `code` the camera's 14 characters."""

    when: datetime
    place: str
    weather: str
    worker: str
    lat: float
    lon: float
    code: str

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.when.weekday()]


@dataclass(frozen=True, eq=False)
class Canvas:
    """Two clear layers as large as the photo: shadows, and what lies over them."""

    size: tuple[int, int]
    face: Face = font
    under: Image.Image = field(init=False)
    over: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "under", Image.new("RGBA", self.size, (0, 0, 0, 0)))
        object.__setattr__(self, "over", Image.new("RGBA", self.size, (0, 0, 0, 0)))

    @property
    def u(self) -> float:
        return min(self.size) / 768

    def px(self, units: float) -> int:
        """Return a length in pixels."""
        return max(1, round(units * self.u))

    def wide(self, text: str, size: float) -> float:
        """Return the width of a text in units."""
        return self.face(self.px(size)).getlength(text) / self.u

    def text(
        self, x: float, y: float, text: str, size: float, ink: Ink = WHITE, *, shade: bool = True
    ) -> None:
        """Write text with its top left at (x, y) units."""
        at, face = (x * self.u, y * self.u), self.face(self.px(size))
        if shade:
            spread = self.px(size / 16)
            ImageDraw.Draw(self.under).text(
                at, text, (0, 0, 0, 235), face, stroke_width=spread, stroke_fill=(0, 0, 0, 235)
            )
        ImageDraw.Draw(self.over).text(at, text, ink, face)

    def box(
        self, left: float, top: float, right: float, low: float, fill: Ink, radius: float = 0
    ) -> None:
        """Fill a rectangle given in units."""
        edges = tuple(round(edge * self.u) for edge in (left, top, right, low))
        ImageDraw.Draw(self.over).rounded_rectangle(edges, round(radius * self.u), fill=fill)

    @property
    def right(self) -> float:
        return self.size[0] / self.u

    @property
    def low(self) -> float:
        return self.size[1] / self.u

    def wrap(self, text: str, size: float, wide: float) -> list[str]:
        """Break a text into lines no wider than `wide` units."""
        lines = [""]
        for letter in text:
            if self.wide(lines[-1] + letter, size) > wide:
                lines.append("")
            lines[-1] += letter
        return lines


def _punch(on: Canvas, facts: Facts) -> None:
    """Today's punch card: white strip with a yellow tag and the clock."""
    lines = on.wrap(facts.place, 32, on.right * 0.62)
    top = on.low - 236 - 40 * len(lines)
    on.box(28, top, 236, top + 62, (255, 255, 255, 255), 8)
    on.box(33, top + 5, 118, top + 57, YELLOW, 6)
    on.text(44, top + 8, "打卡", 32, INK, shade=False)
    on.text(130, top + 8, facts.when.strftime("%H:%M"), 36, BLUE, shade=False)
    on.box(28, top + 80, 34, top + 162 + 40 * len(lines), YELLOW)
    for index, line in enumerate(lines):
        on.text(48, top + 74 + 40 * index, line, 32)
    y = top + 78 + 40 * len(lines)
    on.text(48, y, f"{facts.when:%Y.%m.%d} {facts.weekday}", 28)
    on.text(48, y + 40, facts.weather, 28)
    on.text(28, y + 96, "今日水印相机已验证 | 时间地点真实", 20)
    on.text(on.right - 170, on.low - 74, "今日水印相机", 22)
    on.text(on.right - 190, on.low - 42, f"防伪 {facts.code}", 15)


def _classic(on: Canvas, facts: Facts) -> None:
    """Big clock, yellow bar, date over weekday, address below."""
    lines = on.wrap(facts.place, 30, on.right * 0.6)
    top = on.low * 0.7 - 40
    clock = facts.when.strftime("%H:%M")
    on.text(30, top, clock, 84)
    x = 30 + on.wide(clock, 84) + 16
    on.box(x, top + 20, x + 6, top + 96, YELLOW)
    on.text(x + 20, top + 18, f"{facts.when:%Y-%m-%d}", 32)
    on.text(x + 20, top + 60, f"{facts.weekday}  {facts.weather.split()[-1]}", 28)
    for index, line in enumerate(lines):
        on.text(30, top + 118 + 40 * index, line, 30)
    for index, (word, size) in enumerate(
        (("今日水印", 28), ("相机 真实时间", 20), (f"防伪 {facts.code}", 16))
    ):
        on.text(on.right - on.wide(word, size) - 24, on.low - 110 + 36 * index, word, size)


def _check(on: Canvas, facts: Facts) -> None:
    """White strip with a green tick, date with slashes, a dot before the place."""
    lines = on.wrap(facts.place, 30, on.right * 0.64)
    top = on.low - 222 - 40 * len(lines)
    on.box(28, top, 252, top + 60, (255, 255, 255, 250), 10)
    on.box(34, top + 6, 132, top + 54, GREEN, 8)
    tick = [(44, 30), (53, 40), (68, 20)]
    ImageDraw.Draw(on.over).line(
        [(x * on.u, (top + y) * on.u) for x, y in tick], fill=WHITE, width=on.px(5), joint="curve"
    )
    on.text(74, top + 11, "打卡", 26, shade=False)
    on.text(146, top + 8, facts.when.strftime("%H:%M"), 36, GREEN, shade=False)
    on.text(30, top + 76, f"{facts.when:%Y/%m/%d} {facts.weekday}", 30)
    ImageDraw.Draw(on.over).ellipse(
        [round(edge * on.u) for edge in (32, top + 130, 46, top + 144)], fill=GREEN
    )
    for index, line in enumerate(lines):
        on.text(58, top + 120 + 40 * index, line, 30)
    on.text(30, on.low - 62, "马克相机已验证照片真实性", 20)


def _panel(on: Canvas, facts: Facts) -> None:
    """A record card: blue header, grey translucent body, black labelled lines."""
    size, wide = 26, on.right * 0.66
    rows = [
        ("时　间", f"{facts.when:%Y-%m-%d %H:%M}"),
        ("地　点", facts.place),
        ("天　气", facts.weather),
        ("记录人", facts.worker),
    ]
    told = [(label, on.wrap(value, size, wide - 150)) for label, value in rows]
    tall = sum(38 * len(lines) for _, lines in told) + 18
    top = on.low - tall - 86
    on.box(24, top, 24 + wide, top + 54, BLUE, 8)
    on.text(44, top + 8, "到访记录", 30, shade=False)
    on.box(24, top + 50, 24 + wide, top + 60 + tall, (226, 230, 236, 205))
    y = top + 62
    for label, lines in told:
        on.text(38, y, f"{label}:", size, INK, shade=False)
        for line in lines:
            on.text(146, y, line, size, INK, shade=False)
            y += 38


def _lines(on: Canvas, facts: Facts) -> None:
    """Plain labelled lines with coordinates."""
    size = 25
    rows = [
        f"经度: {facts.lon:.6f}",
        f"纬度: {facts.lat:.6f}",
        f"时间: {facts.when:%Y-%m-%d %H:%M}:{facts.when.minute % 47 + 11:02d}",
        f"天气: {facts.weather}",
    ]
    place = on.wrap(f"地址: {facts.place}", size, on.right * 0.68)
    lines = [*rows, *place, f"备注: {facts.worker} 入户"]
    top = on.low - 36 - 38 * len(lines)
    for index, line in enumerate(lines):
        on.text(26, top + 38 * index, line, size)


def _centred(on: Canvas, facts: Facts) -> None:
    """Everything centred: clock, long date, place, promise."""
    lines = on.wrap(facts.place, 30, on.right * 0.8)
    rows = [
        (facts.when.strftime("%H:%M"), 88, 112),
        (f"{facts.when:%Y年%m月%d日}  {facts.weekday}", 32, 50),
        *((line, 30, 42) for line in lines),
        ("水印相机已确保时间不可篡改", 20, 34),
    ]
    y = on.low - sum(step for *_, step in rows) - 34
    for text, size, step in rows:
        on.text((on.right - on.wide(text, size)) / 2, y, text, size)
        y += step


def _bar(on: Canvas, facts: Facts) -> None:
    """A yellow bar beside a list of time, place and coordinates."""
    size = 27
    rows = [
        f"时　间: {facts.when:%Y.%m.%d %H:%M}",
        *on.wrap(f"地　点: {facts.place}", size, on.right * 0.7),
        f"经纬度: {facts.lat:.2f}°N,{facts.lon:.2f}°E",
    ]
    top = on.low - 44 - 42 * len(rows)
    on.box(26, top, 34, on.low - 42, YELLOW)
    for index, line in enumerate(rows):
        on.text(50, top + 42 * index, line, size)


def _card(on: Canvas, facts: Facts) -> None:
    """A blue calendar card with date and place."""
    lines = on.wrap(facts.place, 28, on.right * 0.6)
    tall = 118 + 38 * len(lines)
    top = on.low - tall - 40
    on.box(28, top, 28 + on.right * 0.66, top + tall, (38, 98, 196, 232), 14)
    on.text(50, top + 12, "打卡记录", 28, YELLOW, shade=False)
    on.text(190, top + 12, facts.when.strftime("%H:%M"), 28, shade=False)
    on.text(50, top + 60, f"{facts.when:%Y-%m-%d} {facts.weekday}", 30, shade=False)
    for index, line in enumerate(lines):
        on.text(50, top + 106 + 38 * index, line, 28, shade=False)


def date_only(on: Canvas, facts: Facts) -> None:
    """A phone's own date stamp: small, bottom right, and no place."""
    text = f"{facts.when:%Y年%m月%d日 %H:%M}"
    on.text(on.right - on.wide(text, 24) - 26, on.low - 48, text, 24)


LAYOUTS: Mapping[str, Callable[[Canvas, Facts], None]] = {
    "punch": _punch,
    "classic": _classic,
    "check": _check,
    "panel": _panel,
    "lines": _lines,
    "centred": _centred,
    "bar": _bar,
    "card": _card,
    "date only": date_only,
}


def stamp(photo: Image.Image, layout: str, facts: Facts) -> Image.Image:
    """Return the photo with the stamp of a layout drawn on it."""
    canvas = Canvas(photo.size)
    LAYOUTS[layout](canvas, facts)
    return laid(photo, canvas)


def laid(photo: Image.Image, canvas: Canvas) -> Image.Image:
    """Return the photo under what was drawn on a canvas of its size, the shadows softened."""
    drawn = Image.new("L", photo.size)
    for layer in (canvas.under, canvas.over):
        drawn.paste(255, mask=layer.getchannel("A"))
    box = drawn.getbbox()
    if box is None:
        return photo
    edge = canvas.px(10)
    box = (
        *(max(0, at - edge) for at in box[:2]),
        *(min(at + edge, end) for at, end in zip(box[2:], photo.size, strict=True)),
    )
    shown = photo.crop(box).convert("RGBA")
    shown.alpha_composite(canvas.under.crop(box).filter(ImageFilter.GaussianBlur(1.6 * canvas.u)))
    shown.alpha_composite(canvas.over.crop(box))
    stamped = photo.convert("RGB")
    stamped.paste(shown.convert("RGB"), box[:2])
    return stamped
