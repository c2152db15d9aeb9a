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
   and a place whose last line is full with nothing below it, or that begins within a name.
4. Where no stamp was found, all level rows are read: what they say is scene text, and a person
   will want to know whether a date was among it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from PIL import Image

from swaudit.model.photo import Watermark
from swaudit.photos.watermark import words
from swaudit.photos.watermark.again import MOST_OF_IT, area, common, merged, same_row
from swaudit.photos.watermark.decide import address_corners, branded, sheets, stamp_lines
from swaudit.photos.watermark.ink import ink_of
from swaudit.photos.watermark.lines import Box, Line, Spot, around
from swaudit.photos.watermark.ocr import Pixels, detect, recognise
from swaudit.photos.watermark.parse import FULL_LINE, parse, place_lines
from swaudit.photos.watermark.read import hinted, read_stamp
from swaudit.photos.watermark.rows import NARROW_GAP, WIDE_GAP, heaps, rows

FIRST_LOOK = 384
CLOSER = 2.0
MOST_LOOKS = 2
MOST_SCENE_ROWS = 12
"""Bounds the time a page full of text may cost."""
_MOST_PIXELS, _MOST_CLOSER = 400_000, 250_000
_TALLEST = 0.4  # of the frame: what fills more of it is no stamp
_HEADER, _BLOCK = 0.12, 0.3
_LOWER_EDGE = (0.0, 0.88, 1.0, 1.0)
_TOP_LEFT, _LOW_RIGHT = (0.0, 0.0, 0.6, 0.25), (0.25, 0.78, 1.0, 1.0)
_CORNER = (0.6, 0.82, 1.0, 1.0)
SURE = 0.5  # lines read with less confidence are left out
_ASIDE = 0.2


def read_picture(picture: Image.Image) -> tuple[Watermark | None, tuple[str, ...]]:
    """Return the stamp on an upright RGB picture (None: there is none) and the other text read."""
    found = _rows_of(picture, (0.0, 0.0, 1.0, 1.0), 1.0, WIDE_GAP)
    lines: list[Line] = []
    unread = list(found)
    promising = heaps(found)
    for heap in promising:
        if _complete(lines) and not _may_hold_code(heap):
            continue
        lines += _read(picture, heap)
        unread = [spot for spot in unread if spot not in heap]
    looked: list[Box] = []
    while (region := _open_region(lines, promising, looked)) is not None:
        lines = _looked_closer(picture, lines, region)
        looked.append(region)
    if _lacks_code(lines):
        lines = _looked_closer(picture, lines, _CORNER)
    if _complete(lines):
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
    return [Spot(_placed(spot.box, region), spot.tilt) for spot in found]


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


def _complete(lines: Sequence[Line]) -> bool:
    stamp = stamp_lines(lines)
    if not stamp:
        return False
    reading = parse(stamp)
    located = reading.place or (reading.lat and reading.lon)
    return bool(located and reading.time and "T" in reading.time)


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
    left, top, right, bottom = around([line.box for line in found])
    tall = found[0].height
    cut = words.BROKEN_OFF.match(before.place) is not None
    others = [line for line in lines if line not in found and line.box[0] < right]
    followed = any(abs(line.box[1] - bottom) < 0.6 * tall for line in others)
    if not cut and (followed or len(found[-1].text) < FULL_LINE):
        return lines
    region = (
        max(0.0, left - _ASIDE),
        max(0.0, top - 0.5 * tall),
        min(1.0, right + _ASIDE),
        min(1.0, bottom + 1.6 * tall),
    )
    again = merged(lines, _reread(picture, lines, region))
    after = parse(stamp_lines(again))
    same = replace(after, place=before.place, confidence=before.confidence) == before
    longer = before.place != after.place and before.place in (after.place or "")
    return again if same and longer else lines


def _stamp_like(line: Line) -> bool:
    """Say whether a line may be part of a stamp: a brand, or digits where cameras write."""
    left, top, right, bottom = line.box
    aside = left < 0.1 or right > 0.9 or abs(left + right - 1) < 0.1
    digits = sum(letter.isdigit() for letter in line.text)
    return branded([line]) or (digits > 1 and aside and (bottom > 0.65 or top < 0.2))


def _open_region(
    lines: Sequence[Line], promising: Sequence[Sequence[Spot]], looked: Sequence[Box]
) -> Box | None:
    """Return where to look closer next; None when enough is known or was looked at.

    What a first look showed, a camera's brand perhaps, may tell where to look again.
    """
    if _complete(lines) or len(looked) == MOST_LOOKS or (looked and stamp_lines(lines)):
        return None
    for region in _regions(lines, promising):
        seen = sum(common(region, before) for before in looked)
        if seen < MOST_OF_IT * area(region):
            return region
    return None


def _regions(lines: Sequence[Line], promising: Sequence[Sequence[Spot]]) -> list[Box]:
    """Return where the rest of a stamp may stand, the likelier place first.

    That is where a header stands, over a sheet that says all else; or around what was read of a
    stamp, or across the picture from what stands in one corner alone, as DingTalk writes; else
    where rows stand of which nothing could be read, and the lower edge, where a phone's own small
    date may have been overlooked.
    """
    stamp = stamp_lines(lines)
    hung = [] if stamp else sheets(lines)
    if hung:
        left, top, right, _ = hung[0]
        right = min(1.0, max(right, left + 0.75))
        return [(max(0.0, left - 0.05), max(0.0, top - _HEADER), right, min(1.0, top + 0.05))]
    seen = stamp or [line for line in lines if _stamp_like(line)]
    read = {line.box for line in lines}
    dark = next((heap for heap in promising if not any(row.box in read for row in heap)), None)
    if dark and max(row.box[3] for row in dark) - min(row.box[1] for row in dark) > _TALLEST:
        dark = None
    if stamp and max(line.box[3] for line in stamp) < 0.4 and "T" in (parse(stamp).time or ""):
        return [_LOW_RIGHT]
    low_left = any(line.box[0] < 0.4 and line.box[3] > 0.65 for line in seen)
    if not low_left and address_corners(lines):
        return [_TOP_LEFT]
    if not seen and dark is None:
        return [_LOWER_EDGE]
    boxes = [line.box for line in seen or dark or ()]
    # What is read at the top of a scene is no part of a stamp below.
    boxes = [box for box in boxes if box[3] > 0.65] or boxes
    # A brand's own corner belongs to it only where nothing else does.
    boxes = [box for box in boxes if box[0] < 0.5] or boxes
    left, top, right, bottom = around(boxes)
    reach = min(3 * median(box[3] - box[1] for box in boxes), 0.15) + 0.05
    if left > 0.5 and branded(seen):
        return [(0.0, max(0.0, top - _BLOCK), 1.0, min(1.0, bottom + reach))]
    near = (
        0.0 if left < 0.5 else left - 0.1,
        max(0.0, top - reach),
        min(1.0, max(right + 0.2, left + 0.75)),
        min(1.0, bottom + reach),
    )
    return [near] if seen else [near, _LOWER_EDGE]


def _worth(lines: Sequence[Line]) -> tuple[int, float]:
    stamp = stamp_lines(lines)
    reading = parse(stamp)
    parts = (stamp, reading.time, reading.place, reading.lat, reading.code)
    clock = reading.time is not None and "T" in reading.time
    return sum(map(bool, parts)) + clock, reading.confidence
