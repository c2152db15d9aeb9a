"""What was read twice of one region: which lines stay. Pure geometry and scores."""

from __future__ import annotations

from collections.abc import Sequence

from swaudit.photos.watermark.lines import Box, Line, Spot

MOST_OF_IT = 0.5
_CERTAIN, _FAR_SURER = 0.97, 0.05
_SAME_END = 0.012  # of the width: a third of a letter


def merged(lines: Sequence[Line], again: Sequence[Line]) -> list[Line]:
    """Return the lines of a picture after a region of it was read again."""
    kept = [line for line in lines if _stays(line, again)]
    return [*kept, *(new for new in again if not any(_cover(new.box, old.box) for old in kept))]


def _stays(line: Line, again: Sequence[Line]) -> bool:
    """Say whether a line is kept beside what was read anew.

    It gives way to what covers most of it and to what was read far more surely, but not to what
    was read far less surely: rows that the edge of the region cut through.
    """
    surest = max((new.score for new in again if _cover(new.box, line.box)), default=0.0)
    if _seen_again(line.box, again) < MOST_OF_IT:
        return line.score > surest - _FAR_SURER
    return line.score > surest + _FAR_SURER


def _cover(one: Box, other: Box) -> bool:
    return common(one, other) > 0.3 * min(area(one), area(other))


def same_row(line: Line, spot: Spot) -> bool:
    """Say whether a row was read surely that ends where this one does: it would read the same."""
    one, other = line.box, spot.box
    ends = max(abs(one[0] - other[0]), abs(one[2] - other[2])) < _SAME_END
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return ends and line.score >= _CERTAIN and shared > 0.7 * (other[3] - other[1])


def _seen_again(box: Box, again: Sequence[Line]) -> float:
    """Return the share of a box in which a closer look read something."""
    return sum(common(box, new.box) for new in again) / area(box)


def common(one: Box, other: Box) -> float:
    """Return the area that two boxes share, as a share of the picture."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)


def area(box: Box) -> float:
    """Return the area of a box as a share of the picture."""
    return (box[2] - box[0]) * (box[3] - box[1])
