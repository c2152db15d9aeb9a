"""Spots as the detector returns them, put together to rows. Boxes in hundredths of the frame."""

import pytest

from swaudit.photos.watermark.lines import Spot
from swaudit.photos.watermark.rows import NARROW_GAP, heaps, rows

SQUARE = 1.0


def spots(*boxes, tilt=0.0):
    return [Spot(tuple(edge / 100 for edge in box), tilt) for box in boxes]


def boxes(found):
    return [tuple(round(edge * 100, 1) for edge in spot.box) for spot in found]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(5, 80, 9, 84), (14, 80, 50, 84)], [(5, 80, 50, 84)]),
        ([(14, 80, 50, 84), (5, 80, 9, 84)], [(5, 80, 50, 84)]),
        ([(5, 80, 9, 84), (30, 80, 50, 84)], [(5, 80, 9, 84), (30, 80, 50, 84)]),
        ([(5, 80, 20, 92), (22, 80, 50, 84)], [(5, 80, 20, 92), (22, 80, 50, 84)]),
        ([(5, 80, 20, 84), (5, 85, 20, 89)], [(5, 80, 20, 84), (5, 85, 20, 89)]),
        (
            [(5, 80, 9, 90), (12, 80, 50, 84), (12, 86, 60, 90)],
            [(5, 80, 50, 84), (5, 86, 60, 90)],
        ),
        (
            [(5, 80, 9, 96), (12, 80, 50, 84), (12, 88, 30, 92), (12, 92, 30, 96)],
            [(5, 80, 50, 84), (5, 84, 9, 88), (5, 88, 30, 92), (5, 92, 30, 96)],
        ),
    ],
    ids=[
        "split label",
        "in any order",
        "far apart",
        "clock beside date",
        "stacked",
        "labels column",
        "a letter alone among the labels",
    ],
)
def test_pieces_become_rows(found, expected):
    assert boxes(rows(spots(*found), SQUARE)) == expected


def test_a_closer_look_leaves_words_apart():
    apart = [(5, 80, 9, 84), (14, 80, 50, 84)]
    assert boxes(rows(spots(*apart), SQUARE, NARROW_GAP)) == apart


def test_tilted_text_is_no_row():
    assert rows(spots((5, 80, 50, 84), tilt=6.0), SQUARE) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(5, 80, 30, 84), (5, 85, 40, 89)], 1),
        ([(5, 80, 30, 84), (80, 90, 95, 94)], 2),
        ([(35, 30, 60, 34), (35, 35, 60, 39)], 0),
        ([(3, 3, 20, 12), (3, 13, 30, 16)], 1),
        ([(40, 90, 60, 95)], 1),
    ],
    ids=["lower left", "and a brand on the right", "amid the scene", "top left", "centred below"],
)
def test_only_where_cameras_write_is_promising(found, expected):
    assert len(heaps(rows(spots(*found), SQUARE))) == expected
