"""Where a place may go on that breaks over lines: a letter alone is easily overlooked. Geometry."""

from __future__ import annotations

from collections.abc import Sequence

from swaudit.photos.watermark import words
from swaudit.photos.watermark.lines import Box, Line
from swaudit.photos.watermark.parse import FULL_LINE

# Type sizes from one line to the next: 1.24 to 1.57 in all layouts.
_STEP, _NEXT_BUT_ONE = 1.42, (2.0, 3.4)
_SLOT = 0.75  # type sizes around the middle of a letter
_CENTRED, _RIGHT = 0.03, 0.9


def next_letter(found: Sequence[Line], others: Sequence[Line], shape: float) -> Box | None:
    """Return where the only letter of a place's next line would stand; None if there is no room.

    `found` are the lines of the place, `others` all other lines, `shape` the width of the picture
    divided by its height.
    """
    last = found[-1]
    text = words.clean(last.text)
    if len(text) < FULL_LINE:
        return None
    left, top, right, bottom = last.box
    wide = (right - left) / sum(1.0 if ord(letter) > 0x2E7F else 0.5 for letter in text)
    tall = wide * shape
    middle = (top + bottom) / 2
    below = [
        (line.box[1] + line.box[3]) / 2 - middle
        for line in others
        if line.box[0] < right and left < line.box[2]
    ]
    step = min((apart for apart in below if apart > 0.5 * tall), default=1.0)
    if step < _NEXT_BUT_ONE[0] * tall:
        return None
    middle += step / 2 if step < _NEXT_BUT_ONE[1] * tall else _STEP * tall
    if abs((left + right) / 2 - 0.5) < _CENTRED:
        centre = 0.5
    elif left > 0.2 and right > _RIGHT:
        centre = right - wide / 2
    else:
        centre = found[0].box[0] + wide / 2
    across, down = _SLOT * wide, _SLOT * tall
    slot = (centre - across, middle - down, centre + across, middle + down)
    return slot if slot[0] >= 0 and slot[2] <= 1 and slot[3] <= 1 else None
