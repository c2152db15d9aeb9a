"""What cameras and phones write that proves nothing: a brand alone, the phone's model."""

from __future__ import annotations

import random

from bench.stamped.parts import brand
from examples.studio.stamps import INK, WHITE, Canvas, Facts


def brand_corner(on: Canvas, facts: Facts, rng: random.Random) -> None:
    """The brand and its code alone, without time or place: no watermark that proves anything."""
    if rng.random() < 0.5:
        brand(on, facts)
        return
    size = rng.uniform(22, 30)
    word = rng.choice(("今日水印相机", "马克相机", "水印相机 真实时间", "元道经纬相机"))
    on.text(on.right - on.wide(word, size) - 24, on.low - 60, word, size)


def model_strip(on: Canvas, facts: Facts, rng: random.Random) -> None:
    """A phone's own strip: its model, and perhaps how the picture was exposed."""
    model = rng.choice(("HUAWEI P40", "Xiaomi 14", "REDMI NOTE 8", "OPPO Reno9", "HONOR 50"))
    second = rng.choice(("26mm f/1.8 1/50s ISO200", "AI QUAD CAMERA", "LEICA DUAL CAMERA", ""))
    ink = WHITE
    if rng.random() < 0.4:
        on.box(0, on.low - 92, on.right, on.low, WHITE)
        ink = INK
    on.text(30, on.low - 80, model, 30, ink, shade=False)
    on.text(30, on.low - 42, second, 20, ink, shade=False)
