"""What a photo says: facts read from its bytes, without judging the record it proves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PhotoVerdict = Literal["valid", "no_watermark", "no_time", "no_place", "unreadable"]


@dataclass(frozen=True)
class Watermark:
    """The stamp a watermark camera drew.

    `time` is ISO `2026-03-05T14:30`, or `2026-03-05` where no clock time is shown, or None; `lat`
    and `lon` decimal degrees as stamped; `code` the anti-forgery code; `text` the stamp's lines;
    `boxes` one (left, top, right, bottom) per line in fractions of the upright picture;
    `confidence` 0..1, the lowest of the lines that were parsed.
    """

    time: str | None
    place: str | None
    lat: float | None = None
    lon: float | None = None
    code: str | None = None
    text: tuple[str, ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class PhotoFacts:
    """Facts about one picture, by content: the same bytes always give the same facts.

    `sha256` of the file; `pixels` a hash of the upright decoded picture (equal for copies that
    differ only in metadata), None when unreadable; `width` and `height` upright, in pixels;
    `taken_at` EXIF DateTimeOriginal as ISO or None; `lat`/`lon` from EXIF GPS; `watermark` None
    unless a stamp was recognised; `scene_text` other text in the picture; `fingerprint` what it
    is known again by (photos/fingerprint.py); `problem` why the picture is unreadable (a message
    code), else None.
    """

    sha256: str
    verdict: PhotoVerdict
    pixels: str | None = None
    width: int = 0
    height: int = 0
    taken_at: str | None = None
    lat: float | None = None
    lon: float | None = None
    watermark: Watermark | None = None
    scene_text: tuple[str, ...] = ()
    fingerprint: str | None = None
    problem: str | None = None
