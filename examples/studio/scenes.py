"""All scenes by name, and the drawing of one."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from PIL import Image

from . import closeups, facilities, halls, homes, outdoors, villages
from .brush import Sheet, sheet
from .camera import photograph

SCENES: Mapping[str, Callable[[Sheet], None]] = {
    "grassland": outdoors.grassland,
    "snow street": outdoors.snow_street,
    "courtyard": outdoors.courtyard,
    "winter courtyard": outdoors.winter_courtyard,
    "village": villages.village,
    "winter village": villages.winter_village,
    "square": villages.square,
    "living room": homes.living_room,
    "heated bed": homes.heated_bed,
    "meeting": halls.meeting,
    "activity room": halls.activity_room,
    "corridor": halls.corridor,
    "office": halls.office,
    "reading corner": halls.reading_corner,
    "table top": closeups.table_top,
    "rehabilitation": facilities.rehabilitation,
    "hand over": closeups.hand_over,
    "poster wall": closeups.poster_wall,
    "kitchen": homes.kitchen,
    "empty room": facilities.empty_room,
    "team": facilities.team,
}


def draw(kind: str, size: tuple[int, int], seed: str) -> Image.Image:
    """Return a photo, `size` (width, height), of a scene of that kind; the same for equal seeds."""
    rng = random.Random(seed)
    canvas = sheet((round(size[0] * 1.15), round(size[1] * 1.15)), rng)
    SCENES[kind](canvas)
    return photograph(canvas.image, size, rng)
