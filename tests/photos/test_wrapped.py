"""Where the last letter of a place stands when it alone did not fit."""

import pytest
from tests.photos.drawing import table

from swaudit.photos.watermark.wrapped import next_letter

SHAPE = 3 / 4
PLACE = "示例市示例区示例镇示例社"
WIDE = 0.04 * len(PLACE)


@pytest.mark.parametrize(
    ("left", "slot"),
    [(0.03, (0.05, 0.833)), (0.5 - WIDE / 2, (0.5, 0.833)), (0.98 - WIDE, (0.96, 0.833))],
    ids=["under its beginning", "centred", "under its end"],
)
def test_the_letter_stands_as_the_layout_has_it(left, slot):
    (place,) = table((PLACE, left, 0.77, left + WIDE, 0.81))
    begin, top, end, low = next_letter([place], [], SHAPE)
    assert ((begin + end) / 2, (top + low) / 2) == pytest.approx(slot, abs=0.005)
    assert begin < end
    assert top < low


@pytest.mark.parametrize(("top", "room"), [(0.81, False), (0.86, True)])
def test_there_is_none_where_the_next_row_follows(top, room):
    place, below = table(
        (PLACE, 0.03, 0.77, 0.03 + WIDE, 0.81), ("天气:晴", 0.03, top, 0.2, top + 0.04)
    )
    assert (next_letter([place], [below], SHAPE) is not None) is room


def test_a_short_line_does_not_break():
    (place,) = table(("示例镇", 0.03, 0.77, 0.15, 0.81))
    assert next_letter([place], [], SHAPE) is None
