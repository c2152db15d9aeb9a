"""Where to look closer for what is still open of a stamp. Pure geometry and words."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from swaudit.photos.watermark import words
from swaudit.photos.watermark.again import MOST_OF_IT, area, common
from swaudit.photos.watermark.decide import address_corners, branded, sheets, stamp_lines
from swaudit.photos.watermark.lines import Box, Line, Spot, around
from swaudit.photos.watermark.parse import parse
from swaudit.photos.watermark.read import is_complete

MOST_LOOKS = 2
_TALLEST = 0.4  # of the frame: what fills more of it is no stamp
_HEADER, _BLOCK, _BESIDE = 0.12, 0.3, 0.4
_LOW = 0.65  # of the height: a camera's writing ends below
_LOWER_EDGE = (0.0, 0.88, 1.0, 1.0)
_TOP_LEFT, _LOW_RIGHT = (0.0, 0.0, 0.6, 0.25), (0.25, 0.78, 1.0, 1.0)


def open_region(
    lines: Sequence[Line], promising: Sequence[Sequence[Spot]], looked: Sequence[Box]
) -> Box | None:
    """Return where to look closer next; None when enough is known or was looked at.

    What a first look showed, a camera's brand perhaps, may tell where to look again.
    """
    if is_complete(lines) or len(looked) == MOST_LOOKS or (looked and stamp_lines(lines)):
        return None
    for region in _regions(lines, promising):
        seen = sum(common(region, before) for before in looked)
        if seen < MOST_OF_IT * area(region):
            return region
    return None


def beside_clock(lines: Sequence[Line]) -> Box | None:
    """Return where the date stands that a stamp's big clock goes with, when it was overlooked."""
    stamp = stamp_lines(lines)
    clocks = [line for line in stamp if words.CLOCK_ALONE.fullmatch(words.clean(line.text))]
    if not clocks or parse(stamp).time is not None:
        return None
    left, top, right, bottom = clocks[0].box
    tall = bottom - top
    return (
        max(0.0, left - 0.1),
        max(0.0, top - tall),
        min(1.0, right + _BESIDE),
        min(1.0, bottom + tall),
    )


def _regions(lines: Sequence[Line], promising: Sequence[Sequence[Spot]]) -> list[Box]:
    """Return where the rest of a stamp may stand, the likelier place first.

    That is where a header stands, over a sheet that says all else; or around what was read of a
    stamp, or across the picture from what stands in one corner alone, as DingTalk writes; else
    where rows stand of which nothing could be read, and the lower edge, where a phone's own small
    date may have been overlooked.
    """
    stamp = stamp_lines(lines)
    hung = [] if stamp else sheets(lines)
    if hung and hung[0][3] > _LOW:
        return [_header_of(hung[0])]
    return _around_stamp(lines, stamp, promising)


def _header_of(sheet: Box) -> Box:
    left, top, right, _ = sheet
    right = min(1.0, max(right, left + 0.75))
    return max(0.0, left - 0.05), max(0.0, top - _HEADER), right, min(1.0, top + 0.05)


def _around_stamp(
    lines: Sequence[Line], stamp: Sequence[Line], promising: Sequence[Sequence[Spot]]
) -> list[Box]:
    seen = stamp or [line for line in lines if _stamp_like(line)]
    read = {line.box for line in lines}
    dark = next((heap for heap in promising if not any(row.box in read for row in heap)), None)
    if dark and max(row.box[3] for row in dark) - min(row.box[1] for row in dark) > _TALLEST:
        dark = None
    if stamp and max(line.box[3] for line in stamp) < 0.4 and "T" in (parse(stamp).time or ""):
        return [_LOW_RIGHT]
    low_left = any(line.box[0] < 0.4 and line.box[3] > _LOW for line in seen)
    if not low_left and address_corners(lines):
        return [_TOP_LEFT]
    if not seen and dark is None:
        return [_LOWER_EDGE]
    boxes = [line.box for line in seen or dark or ()]
    # What is read at the top of a scene is no part of a stamp below.
    boxes = [box for box in boxes if box[3] > _LOW] or boxes
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


def _stamp_like(line: Line) -> bool:
    """Say whether a line may be part of a stamp: a brand, or digits where cameras write."""
    left, top, right, bottom = line.box
    aside = left < 0.1 or right > 0.9 or abs(left + right - 1) < 0.1
    digits = sum(letter.isdigit() for letter in line.text)
    return branded([line]) or (digits > 1 and aside and (bottom > _LOW or top < 0.2))
