"""One drawn photo file with the truth about it, by split and number."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.stamped.backgrounds import background
from bench.stamped.bare import brand_corner, model_strip
from bench.stamped.facts import Split, half, invented
from bench.stamped.families import FAMILIES
from bench.stamped.legible import Measured, legible
from bench.stamped.scenes import SCENE_TEXTS
from examples.studio.fonts import Face, FontMissingError, find, font
from examples.studio.stamps import Canvas, laid
from PIL import Image, ImageFont

# Per split: (file, face inside it). No typeface serves both.
_FACES = (
    (("NotoSansCJK-Regular.ttc", 2), ("wqy-microhei.ttc", 0)),
    (("NotoSansCJK-Bold.ttc", 2), ("NotoSerifCJK-Regular.ttc", 2)),
)
_LED_FACES = ("DSEG7Classic-Bold.ttf", "DSEG7Modern-Bold.ttf")
BARE = ("plain", "brand", "strip")
KINDS = (*FAMILIES, *(f"scene {name}" for name in SCENE_TEXTS), *BARE)
# Long sides: chat copies, phone screens, phone cameras.
_SIDES = (640, 1080, 1280, 1440, 1600, 1920, 2400, 3000, 3264, 4000)
_SHAPES = (4 / 3, 4 / 3, 16 / 9, 3 / 2, 20 / 9)
_LARGEST = (8000, 6000)  # 48 million pixels
_TURNED = {3: 180, 6: 90, 8: 270}


@dataclass(frozen=True)
class Sample:
    """A photo file and what is true of it; None where the picture does not say.

    `kind` is a name of KINDS; `forms` says how the file came about, in words to count by; `time`
    ISO to the minute, or a date where no clock is shown; `legible` which of "minute", "date" and
    "place" are written large enough in the file.
    """

    name: str
    kind: str
    forms: tuple[str, ...]
    content: bytes
    size: tuple[int, int]
    verdict: str
    time: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    code: str | None = None
    legible: frozenset[str] = frozenset()


def samples(
    split: Split, numbers: Sequence[int], photos: Sequence[Path] = (), side: int | None = None
) -> Iterator[Sample]:
    """Yield the samples of some numbers; `photos` are backgrounds, `side` forces the long side.

    Kinds follow one another, so that any run of len(KINDS) numbers has each once. Raises
    FontMissingError where the machine lacks a typeface of the split.
    """
    backgrounds = [path for at, path in enumerate(photos) if (at % 3 == 2) == (split == "held-out")]
    for number in numbers:
        yield _sample(split, number, backgrounds, side)


def _sample(split: Split, number: int, photos: Sequence[Path], side: int | None) -> Sample:
    rng = random.Random(f"{split} {number}")
    kind = KINDS[number % len(KINDS)]
    long = side or rng.choice(_SIDES)
    # A long screenshot at 640 pixels has letters of 9: nobody could read them.
    edges = (long, round(long / rng.choice(_SHAPES if long > 640 else _SHAPES[:-1])))
    if side is None and rng.random() < 0.02:
        edges = _LARGEST
    size = edges if rng.random() < 0.35 else edges[::-1]
    # A chat app makes its copy small after the stamp was drawn.
    chat = side is None and long <= 1920 and rng.random() < 0.4
    sent = size
    if chat:
        size = (2 * size[0], 2 * size[1]) if long < 1400 else (size[0] * 3 // 2, size[1] * 3 // 2)
    facts, face = invented(split, rng), _face(split, rng)
    picture = background(size, rng, photos)
    shown: set[str] = set()
    clear: frozenset[str] = frozenset()
    if kind in FAMILIES:
        if rng.random() < 0.2 and kind != "9 corners":
            # In the upper half: what lies under a stamp nobody could read.
            half_way = picture.crop((0, 0, size[0], round(size[1] * 0.55)))
            text = rng.choice([*SCENE_TEXTS.values()])
            picture.paste(text(half_way, invented(split, rng), face, rng), (0, 0))
        canvas = Measured(size, _led_face(split) if kind == "11 LED date" else face)
        shown = FAMILIES[kind](canvas, facts, rng)
        clear = legible(canvas, facts, sent[0] / size[0])
        _soften(canvas, rng.uniform(0.55, 1.0))
        picture = laid(picture, canvas)
    elif kind.startswith("scene "):
        picture = SCENE_TEXTS[kind.removeprefix("scene ")](picture, facts, face, rng)
        if rng.random() < 0.15:
            canvas = Canvas(size, face)
            brand_corner(canvas, facts, rng)
            picture = laid(picture, canvas)
    elif kind != "plain":
        canvas = Canvas(size, face)
        (brand_corner if kind == "brand" else model_strip)(canvas, facts, rng)
        picture = laid(picture, canvas)
    if chat:
        ways = (Image.Resampling.LANCZOS, Image.Resampling.BILINEAR, Image.Resampling.BICUBIC)
        picture = picture.resize(sent, rng.choice(ways))
    content, form = _encoded(picture, rng, chat)
    minute = facts.when.isoformat(timespec="minutes")
    located = "coordinates" in shown
    decimals = 2 if kind.startswith("7") else 6
    return Sample(
        name=f"{split}-{number:05d}.{form[0].lower()}",
        kind=kind,
        forms=_forms(sent, chat, form),
        content=content,
        size=sent,
        verdict=_verdict(shown),
        time=minute if "minute" in shown else minute[:10] if "date" in shown else None,
        place=facts.place if "place" in shown else None,
        lat=round(facts.lat, decimals) if located else None,
        lon=round(facts.lon, decimals) if located else None,
        code=facts.code if "code" in shown else None,
        legible=clear,
    )


def _soften(canvas: Canvas, strength: float) -> None:
    """Weaken the shadows: cameras differ in how dark theirs are."""
    shadow = canvas.under.getchannel("A").point(lambda alpha: round(alpha * strength))
    canvas.under.putalpha(shadow)


def _verdict(shown: set[str]) -> str:
    if not shown:
        return "no_watermark"
    if "date" not in shown:
        return "no_time"
    return "valid" if shown & {"place", "coordinates"} else "no_place"


def _forms(size: tuple[int, int], chat: bool, form: Sequence[str]) -> tuple[str, ...]:
    long = max(size)
    scale = "640" if long == 640 else "to 1920" if long <= 1920 else "to 4000"
    return (
        "landscape" if size[0] > size[1] else "portrait",
        f"{scale} pixels" if long <= 4000 else "48 million pixels",
        "made small by a chat app" if chat else "as taken",
        *form,
    )


def _encoded(picture: Image.Image, rng: random.Random, chat: bool) -> tuple[bytes, list[str]]:
    """Return the file as a phone, a chat or a scanner app would write it, and in what form."""
    stream = io.BytesIO()
    form = rng.random()
    if form < 0.06 and max(picture.size) <= 2000:
        picture.save(stream, "PNG", compress_level=1)
        return stream.getvalue(), ["PNG"]
    if form < 0.14 and max(picture.size) <= 4000:
        picture.save(stream, "WEBP", quality=rng.randrange(60, 95), method=0)
        return stream.getvalue(), ["WebP"]
    quality = rng.choice((55, 68, 75, 80) if chat else (55, 68, 75, 80, 85, 90, 95))
    exif = Image.Exif()
    told = ["JPEG"]
    if rng.random() < 0.25:
        turn = rng.choice(list(_TURNED))
        exif[0x0112] = turn
        picture = picture.rotate(_TURNED[turn], expand=True)
        told.append("turned by EXIF")
    picture.save(stream, "JPEG", quality=quality, exif=exif)
    return stream.getvalue(), told


def _face(split: Split, rng: random.Random) -> Face:
    name, index = rng.choice(_FACES[half(split)])
    path = find(name)
    if path is None:
        raise FontMissingError(f"{name} is missing (Debian: fonts-noto-cjk, fonts-wqy-microhei)")
    return lambda size: ImageFont.truetype(path, size, index=index)


def _led_face(split: Split) -> Face:
    path = find(_LED_FACES[half(split)])
    return font if path is None else lambda size: ImageFont.truetype(path, size)
