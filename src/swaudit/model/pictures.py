"""The small pictures that a report carries for people, where they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_PHOTOS, MOST_PAIRS = 400, 40
"""What one report carries at most."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """JPEGs made of plain pixels: nothing that a camera wrote beside the picture is in them.

    `photos` by the photo's SHA-256; `pairs` by the SHA-256 of both: each of the two as it lies on
    the other, with what differs framed in red. `no_room` photos and pairs were not asked for, as a
    report carries so many only; `unopened` could not be opened again.
    """

    photos: Mapping[str, bytes]
    pairs: Mapping[tuple[str, str], tuple[bytes, bytes]]
    no_room: tuple[int, int] = (0, 0)
    unopened: tuple[int, int] = (0, 0)
