"""What the stamp on a picture says.

Read in stages, each only as far as the one before leaves something open:

1. Text is found on the whole picture, reduced to FIRST_LOOK pixels at its short side.
2. The rows that stand where cameras write are read, heap by heap, from the full picture; reading
   ends when a stamp with time and place is complete. Of what is left then, only the lower right
   corner is read, where the code stands.
3. A stamp that lacks something, or a picture with a camera's brand and no stamp, is looked at
   again, closer: text is found anew in the stamp's own region at twice the scale, and words that
   stand apart are read apart, so that what a background added to a row is not read with it. So
   is the right corner where it shows a brand and no code: that is the smallest writing of all;
   the surroundings of a clock without a date; and a place whose last line is full with room for
   another below it, or that begins within a name (`regions.py`, `wrapped.py`).
4. Where no stamp was found, all level rows are read: what they say is scene text, and a person
   will want to know whether a date was among it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from swaudit.model.photo import Watermark
from swaudit.photos.watermark import words
from swaudit.photos.watermark.again import merged, same_row
from swaudit.photos.watermark.decide import branded, stamp_lines
from swaudit.photos.watermark.drawn import is_drawn
from swaudit.photos.watermark.ink import ink_of
from swaudit.photos.watermark.lines import Box, Line, Spot, around
from swaudit.photos.watermark.ocr import Pixels, detect, recognise
from swaudit.photos.watermark.parse import parse, place_lines
from swaudit.photos.watermark.read import hinted, is_complete, read_stamp
from swaudit.photos.watermark.regions import beside_clock, open_region
from swaudit.photos.watermark.rows import NARROW_GAP, WIDE_GAP, heaps, rows
from swaudit.photos.watermark.wrapped import next_letter

FIRST_LOOK = 384
CLOSER = 2.0
MOST_SCENE_ROWS = 12
"""Bounds the time a page full of text may cost."""
_MOST_PIXELS, _MOST_CLOSER = 400_000, 250_000
# Of the frame's height: what fills more of it is no row. On cloth with a fine
# pattern the detector takes all of it for one.
_TALLEST_ROW = 0.25
_CORNER = (0.6, 0.82, 1.0, 1.0)
SURE = 0.5  # lines read with less confidence are left out
_SURE_LETTER = 0.9
_ASIDE = 0.2


def read_picture(picture: Image.Image) -> tuple[Watermark | None, tuple[str, ...]]:
    """Return the stamp on an upright RGB picture (None: there is none) and the other text read."""
    found = _rows_of(picture, (0.0, 0.0, 1.0, 1.0), 1.0, WIDE_GAP)
    lines: list[Line] = []
    unread = list(found)
    promising = heaps(found)
    for heap in promising:
        if is_complete(lines) and not _may_hold_code(heap):
            continue
        lines += _read(picture, heap)
        unread = [spot for spot in unread if spot not in heap]
    looked: list[Box] = []
    while (region := open_region(lines, promising, looked)) is not None:
        lines = _looked_closer(picture, lines, region)
        looked.append(region)
    if (dated := beside_clock(lines)) is not None:
        lines = _looked_closer(picture, lines, dated)
    if _lacks_code(lines):
        lines = _looked_closer(picture, lines, _CORNER)
    lines = _with_whole_place(picture, lines)
    if not stamp_lines(lines):
        lines += _scene(picture, lines, unread[:MOST_SCENE_ROWS])
    return read_stamp(sorted(lines, key=lambda line: (line.box[1], line.box[0])))


def _rows_of(picture: Image.Image, region: Box, scale: float, gap: float) -> list[Spot]:
    """Find the rows in a region of the picture, `scale` times as large as in the first look."""
    left, top, right, bottom = _in_pixels(region, picture)
    wide, tall = right - left, bottom - top
    most = _MOST_PIXELS if scale == 1.0 else _MOST_CLOSER
    scale = min(scale * FIRST_LOOK / min(picture.size), (most / (wide * tall)) ** 0.5, 1.0)
    size = (max(1, round(wide * scale)), max(1, round(tall * scale)))
    # reducing_gap: shrink by a whole number first, several times faster on phone-sized pictures
    small = picture.resize(
        size, Image.Resampling.BILINEAR, (left, top, right, bottom), reducing_gap=1.0
    )
    found = rows(detect(_pixels(small)), wide / tall, gap)
    placed = [Spot(_placed(spot.box, region), spot.tilt) for spot in found]
    return [spot for spot in placed if spot.box[3] - spot.box[1] <= _TALLEST_ROW]


def _placed(box: Box, region: Box) -> Box:
    left, top, right, bottom = region
    wide, tall = right - left, bottom - top
    return (
        round(left + box[0] * wide, 4),
        round(top + box[1] * tall, 4),
        round(left + box[2] * wide, 4),
        round(top + box[3] * tall, 4),
    )


def _read(picture: Image.Image, found: Iterable[Spot]) -> list[Line]:
    lines = []
    for spot in found:
        left, top, right, bottom = _in_pixels(spot.box, picture)
        row = picture.crop((int(left), int(top), math.ceil(right), math.ceil(bottom)))
        text, score = recognise(_pixels(row))
        if score >= SURE and text.strip():
            ink = ink_of(picture, spot.box)
            lines.append(Line(text, round(score, 3), spot.box, spot.tilt, ink))
    return lines


def _scene(picture: Image.Image, lines: Sequence[Line], unread: Sequence[Spot]) -> list[Line]:
    """Read what else is written there until a date turns up: more of it decides nothing."""
    read: list[Line] = []
    for spot in unread:
        if "time" in hinted(line.text for line in (*lines, *read)):
            break
        read += _read(picture, [spot])
    return read


def _in_pixels(box: Box, picture: Image.Image) -> Box:
    wide, tall = picture.size
    return box[0] * wide, box[1] * tall, box[2] * wide, box[3] * tall


def _pixels(picture: Image.Image) -> Pixels:
    return np.asarray(picture)[:, :, ::-1]


def _lacks_code(lines: Sequence[Line]) -> bool:
    """Say whether a stamp has a brand in the right corner, but not the code that stands below."""
    stamp = stamp_lines(lines)
    cornered = any(line.box[0] > 0.5 and branded([line]) for line in stamp)
    return cornered and parse(stamp).code is None


def _may_hold_code(heap: Sequence[Spot]) -> bool:
    left, top, _, _ = around([row.box for row in heap])
    return left > 0.5 and top > 0.75


def _looked_closer(picture: Image.Image, lines: Sequence[Line], region: Box) -> list[Line]:
    """Read a region again, at twice the size; the old lines where that is no gain."""
    better = merged(lines, _reread(picture, lines, region))
    return better if _worth(better) >= _worth(lines) else list(lines)


def _reread(picture: Image.Image, lines: Sequence[Line], region: Box) -> list[Line]:
    again: list[Line] = []
    for spot in _rows_of(picture, region, CLOSER, NARROW_GAP):
        same = next((line for line in lines if same_row(line, spot)), None)
        if same is None:
            again += _read(picture, [spot])
        else:
            again.append(replace(same, box=spot.box, tilt=spot.tilt, ink=ink_of(picture, spot.box)))
    return again


def _with_whole_place(picture: Image.Image, lines: list[Line]) -> list[Line]:
    """Look once more around a place that may go on: below a long line, or beside its beginning.

    A letter alone, or half a row on a restless background, is easily overlooked.
    """
    stamp = stamp_lines(lines)
    before = parse(stamp)
    if before.place is None:
        return lines
    found = place_lines(stamp)
    others = [line for line in lines if line not in found]
    slot = next_letter(found, others, picture.width / picture.height)
    if slot is None and not words.BROKEN_OFF.match(before.place):
        return lines
    letters = [] if slot is None else _drawn_letter(picture, slot)
    left, top, right, bottom = around([line.box for line in found])
    tall = found[0].height
    region = (
        max(0.0, left - _ASIDE),
        max(0.0, top - 0.5 * tall),
        min(1.0, right + _ASIDE),
        min(1.0, bottom + 1.6 * tall),
    )
    again = [*lines, *letters] if letters else merged(lines, _reread(picture, lines, region))
    after = parse(stamp_lines(again))
    same = replace(after, place=before.place, confidence=before.confidence) == before
    longer = before.place != after.place and before.place in (after.place or "")
    return again if same and longer else lines


def _drawn_letter(picture: Image.Image, slot: Box) -> list[Line]:
    """Read a place where one letter of a stamp may stand: textures are read as letters, too."""
    return [
        line
        for line in _read(picture, [Spot(slot, 0.0)])
        if len(line.text) == 1 and line.score > _SURE_LETTER and is_drawn([line])
    ]


def _worth(lines: Sequence[Line]) -> tuple[int, float]:
    stamp = stamp_lines(lines)
    reading = parse(stamp)
    parts = (stamp, reading.time, reading.place, reading.lat, reading.code)
    clock = reading.time is not None and "T" in reading.time
    return sum(map(bool, parts)) + clock, reading.confidence
