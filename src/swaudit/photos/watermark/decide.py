"""Is there a stamp among the lines of a picture, and which lines are it?

A camera draws its stamp level, at the edge of the frame, in the words and shapes of its layout;
a banner, poster, whiteboard or screen is *in* the scene: tilted, anywhere, in a writer's words.
The rule:

1. Lines that stand together (stacked on a common left edge, centre or right edge, or side by
   side) form blocks, and a block counts only if it runs level: its mean tilt, weighted by width,
   is at most LEVEL degrees.
2. A block may be a stamp only where cameras write: low, at the left or right edge or centred; or
   top-left, when a clock stands apart in it. A block of one line must be nothing but a date and
   clock in a corner (the stamp of the phone itself) or stand in a frame with a camera's brand: a
   line of a banner with a date is not a stamp.
3. It must show a time or a place, and signs of a camera: two each for a clock apart, a
   temperature, words only cameras write (经度, 海拔, 打卡) or a brand in it or in the frame; one
   each for a printed date (with its zeros), a clock beside such a date, a weekday, the labels 时间
   and 地点. Letters *drawn* over the picture (`drawn.py`) need NEEDED signs at the frame's edge.
   Where boards hang as well, or where only some letters are seen to be drawn, it takes
   NEEDED_ELSEWHERE, and the brand must be in the block itself: a camera that stamps only its brand
   also photographs boards.
4. Letters on a sheet may be a camera's or a writer's. They take NEEDED_ELSEWHERE as well, and
   something no writer has: words only cameras write, a brand among the rows, or a camera's title
   in a header (two signs), that is light where the rows below are dark or the other way about.
5. Of several such blocks the one with most signs is the stamp; brand lines and, when it has no
   place, an address in the lower right corner (DingTalk) belong to it. All other text is scene.
"""

from __future__ import annotations

from collections.abc import Sequence

from swaudit.photos.watermark import words
from swaudit.photos.watermark.drawn import MANY, are_drawn, is_drawn, shadows_of
from swaudit.photos.watermark.lines import Box, Line, around
from swaudit.photos.watermark.parse import is_address, is_telling, led_date, moment_in, parse

NEEDED, NEEDED_ELSEWHERE = 3, 5
LEVEL = 1.0
HOME, EDGE = 0.075, 0.1
ALIGNED = 0.025
INDENT = 0.05
_MOST_TILTED = 4.0
_OTHER_SIZE = 1.6


def stamp_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are the stamp, from top to bottom; none when there is no stamp."""
    # A background that runs through a line spoils its angle, hence the wide bound for one line.
    level = [line for line in lines if abs(line.tilt) <= _MOST_TILTED]
    blocks = [_without_neighbours(block) for block in _blocks(level)]
    marked = branded(level)
    stamps = [
        block
        for block in blocks
        if _is_stamp(block, marked, _header(block, level) is not None, _corners(block, blocks))
    ]
    if not stamps:
        return []
    stamp = max(stamps, key=lambda block: (_signs(block, marked), len(block)))
    stamp = [*stamp, *_companions(stamp, level)]
    return sorted(stamp, key=lambda line: (line.box[1], line.box[0]))


def unsure_lines(lines: Sequence[Line], stamp: Sequence[Line]) -> list[Line]:
    """Return an address in the lower right corner that a stamp without place may have drawn."""
    if not stamp or parse(stamp).place is not None:
        return []
    return address_corners([line for line in lines if line not in stamp])


def address_corners(lines: Sequence[Line]) -> list[Line]:
    """Return the lines around an address in the lower right corner, where DingTalk writes it."""
    level = [line for line in lines if abs(line.tilt) <= _MOST_TILTED]
    return [line for block in _blocks(level) if _is_address_corner(block) for line in block]


def sheets(lines: Sequence[Line]) -> list[Box]:
    """Return where sheets lie that tell time and place, and would be stamps under a header."""
    level = [line for line in lines if abs(line.tilt) <= _MOST_TILTED]
    found = []
    for block in _blocks(level):
        reading = parse(block)
        told = reading.time is not None and reading.place is not None
        if told and not is_drawn(block) and _header(block, level) is None:
            found.append(around([line.box for line in block]))
    return found


def branded(lines: Sequence[Line]) -> bool:
    """Say whether a camera's brand is among some lines."""
    return any(words.BRAND.search(words.clean(line.text)) for line in lines)


def _is_level(block: Sequence[Line]) -> bool:
    # Signed: what a background does to single lines cancels out, a tilted banner's angles add up.
    widths = [line.box[2] - line.box[0] for line in block]
    leaning = sum(line.tilt * width for line, width in zip(block, widths, strict=True))
    return abs(leaning) <= LEVEL * sum(widths)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand together, directly or through others."""
    blocks: list[list[Line]] = []
    for line in lines:
        near = [block for block in blocks if any(_together(line, other) for other in block)]
        merged = [line, *(other for block in near for other in block)]
        blocks = [block for block in blocks if block not in near] + [merged]
    return blocks


def _together(one: Line, other: Line) -> bool:
    upper, lower = sorted((one, other), key=lambda line: line.box[1])
    small = min(one.height, other.height)
    overlap = min(one.box[3], other.box[3]) - lower.box[1]
    if overlap > 0.5 * small:
        left, right = sorted((one, other), key=lambda line: line.box[0])
        return right.box[0] - left.box[2] < EDGE
    if -overlap > 1.2 * small:
        return False
    if abs(upper.box[0] - lower.box[0]) < INDENT:  # a pin or bullet before the place may be lost
        return True
    if abs(_centre(upper) - _centre(lower)) < ALIGNED or abs(upper.box[2] - lower.box[2]) < ALIGNED:
        return True
    text, below = words.clean(upper.text), words.clean(lower.text)
    if words.labelled(text) and words.labelled(below):
        # Of a split label the first half may be lost: 点: under 时间:
        return abs(upper.box[0] - lower.box[0]) < EDGE
    if words.labelled(below) and lower.box[0] < upper.box[0] < lower.box[2]:
        return True  # what the label before said goes on, indented
    if _spans(upper, lower):
        return words.labelled(text) is not None or is_address(text)
    # A stray sign at its end moves the centre of a date.
    return _spans(lower, upper) and words.CLOCK_ALONE.fullmatch(text) is not None


def _spans(wide: Line, narrow: Line) -> bool:
    return wide.box[0] <= narrow.box[0] and narrow.box[2] <= wide.box[2]


def _centre(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2


def _without_neighbours(block: list[Line]) -> list[Line]:
    """Leave a phone's own date alone where all else around it is of another size and tells nothing.

    Patterns in a scene are read, too, as letters.
    """
    for line in block:
        others = [other for other in block if other is not line]
        silent = not any(is_telling(words.clean(other.text)) for other in others)
        sized = all(_sizes_apart(line, other) for other in others)
        if others and silent and sized and _is_phone_date(line):
            return [line]
    return block


def _sizes_apart(one: Line, other: Line) -> bool:
    small, large = sorted((one.height, other.height))
    return large > _OTHER_SIZE * small


def _corners(block: Sequence[Line], blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the address in the lower right corner that a clock in the top left one goes with."""
    if not _is_top_left(block) or parse(block).place is not None:
        return []
    return [line for other in blocks if _is_address_corner(other) for line in other]


def _is_stamp(
    block: Sequence[Line], marked: bool, headed: bool, corners: Sequence[Line] = ()
) -> bool:
    if len(block) == 1 and _is_phone_date(block[0]):
        return True
    reading = parse(block)
    shown = reading.time or reading.place or reading.lat
    if not shown or not _is_level(block):
        return False
    # In a frame with a brand a board may hang, too: there the block's own signs count.
    own = _signs(block, branded(block))
    hardly = _at_home(block) and own >= NEEDED_ELSEWHERE and is_drawn(block, MANY)
    if not (is_drawn(block) or hardly or are_drawn(block, corners)):
        return len(block) > 1 and _nearby(block) and _is_a_cameras_sheet(block, headed)
    if _at_home(block):
        return (len(block) > 1 or marked) and _signs(block, marked) >= NEEDED
    return _nearby(block) and len(block) > 1 and own >= NEEDED_ELSEWHERE


def _is_a_cameras_sheet(block: Sequence[Line], headed: bool) -> bool:
    # A brand drawn beside a board, or over it, does not head one of its rows.
    left = min(line.box[0] for line in block)
    texts = {line: words.clean(line.text) for line in block}
    named = any(
        words.BRAND.match(text) and line.box[0] < left + INDENT and not is_drawn([line])
        for line, text in texts.items()
    )
    spoken = any(words.CAMERA_ONLY.search(text) for text in texts.values())
    signs = _signs(block, named) + 2 * headed
    return (headed or spoken or named) and signs >= NEEDED_ELSEWHERE


def _header(block: Sequence[Line], level: Sequence[Line]) -> Line | None:
    """Return a camera's title that heads a block, light where it is dark or the other way about."""
    left, top, right, _ = around([line.box for line in block])
    for line in level:
        rest = [other.ink.light for other in block if other.ink and other is not line]
        if line.ink is None or not rest or not words.TITLE.search(words.clean(line.text)):
            continue
        inside = left - INDENT < line.box[0] < right + EDGE
        above = line in block or -line.height < top - line.box[3] < line.height
        if inside and above and line.ink.light != (2 * sum(rest) > len(rest)):
            return line
    return None


def _is_phone_date(line: Line) -> bool:
    text = words.clean(line.text)
    left, top, right, bottom = line.box
    in_corner = (left < EDGE or right > 1 - EDGE) and (top > 0.85 or bottom < 0.15)
    if not in_corner:
        return False
    if led_date(text):
        return True
    rest = words.MOMENT.sub("", text, count=1) if words.MOMENT.search(text) else text
    dated = moment_in(text) is not None and len(words.DATE.sub("", rest).strip()) <= 3
    # On black, where nothing can be told, an LED clock shows the same.
    return dated and (line.ink is None or is_drawn([line]))


def _at_home(block: Sequence[Line]) -> bool:
    """Say whether a block stands where cameras write: low in a corner or centred, or top left."""
    left, _, right, bottom = around([line.box for line in block])
    aside = left < HOME or right > 1 - HOME or abs((left + right) / 2 - 0.5) < ALIGNED
    if aside and bottom > (0.75 if _has_clock_apart(block) else 0.8):
        return True
    return _is_top_left(block)


def _is_top_left(block: Sequence[Line]) -> bool:
    left, top, _, _ = around([line.box for line in block])
    return top < 0.15 and left < EDGE and _has_clock_apart(block)


def _nearby(block: Sequence[Line]) -> bool:
    left, _, right, bottom = around([line.box for line in block])
    aside = left < EDGE or right > 1 - EDGE or abs((left + right) / 2 - 0.5) < 2 * ALIGNED
    return aside and bottom > 0.65


def _has_clock_apart(block: Sequence[Line]) -> bool:
    return any(words.CLOCK_ALONE.fullmatch(words.clean(line.text)) for line in block)


def _signs(block: Sequence[Line], marked: bool) -> int:
    texts = [words.clean(line.text) for line in block]
    labels = {found[0] for found in map(words.labelled, texts) if found}
    printed = [text for text in texts if words.PRINTED_DATE.search(text)]
    return (
        2 * _has_clock_apart(block)
        + 2 * any(words.WEATHER.search(text) for text in texts)
        + 2 * any(words.CAMERA_ONLY.search(text) for text in texts)
        + 2 * marked
        + bool(printed)
        + any("T" in (moment_in(text) or "") for text in printed)
        + any(words.WEEKDAY.search(text) for text in texts)
        + bool(labels & words.TIME_LABELS)
        + bool(labels & words.PLACE_LABELS)
    )


def _companions(stamp: Sequence[Line], level: Sequence[Line]) -> list[Line]:
    others = [line for line in level if line not in stamp]
    header = _header(stamp, others)
    brands = [line for line in others if branded([line]) or line is header]
    if parse(stamp).place is not None:
        return brands
    corners = [
        block
        for block in _blocks(others)
        if _is_address_corner(block) and (is_drawn(block) or _of_top_left(block, stamp))
    ]
    return [*brands, *(line for block in corners for line in block if line not in brands)]


def _of_top_left(corner: Sequence[Line], stamp: Sequence[Line]) -> bool:
    # On white alone it may be a notice in the scene: one of its own rows must stand in a shadow.
    return _is_top_left(stamp) and bool(shadows_of(corner)) and are_drawn(stamp, corner)


def _is_address_corner(block: Sequence[Line]) -> bool:
    _, top, right, _ = around([line.box for line in block])
    named = any(is_address(words.clean(line.text)) for line in block)
    return named and right > 1 - EDGE and top > 0.7
