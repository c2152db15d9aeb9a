"""A photo to draw, as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Shot:
    """One photo to draw.

    `path` in the station; `scene` a name of `scenes.SCENES` and `seed` what it is drawn from;
    `layout` a name of `stamps.LAYOUTS`, or None for a bare photo; `when` and `place` what the stamp
    says; `exif` whether the file keeps the camera's data; `copy_of` the path of an earlier shot
    whose bytes this file repeats.
    """

    path: str
    scene: str
    seed: str
    size: tuple[int, int]
    layout: str | None
    when: datetime
    place: str
    worker: str
    exif: bool = False
    copy_of: str | None = None
