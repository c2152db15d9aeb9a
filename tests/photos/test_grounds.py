"""Stamps on grounds that are hard on a reader, read from drawn pictures."""

import random

import pytest
from bench.stamped.facts import invented
from bench.stamped.families import FAMILIES
from bench.stamped.legible import Measured
from examples.studio.stamps import laid
from PIL import Image, ImageDraw
from tests.photos.drawing import cjk_font, scene

from swaudit.photos.watermark.look import read_picture

SIZE = (810, 1080)
BLACK, FLOOR = (12, 12, 14), (206, 190, 170)


def coat(left):
    """A black coat that ends on a bright floor, `left` of the width in."""
    ground = Image.new("RGB", SIZE, BLACK)
    ImageDraw.Draw(ground).rectangle((0, 0, int(left * SIZE[0]), SIZE[1]), FLOOR)
    return ground


def drawn(ground, family, seed):
    """Draw the stamp of a family; return the picture, what is true of it and what was written."""
    rng = random.Random(seed)
    facts = invented("development", rng)
    canvas = Measured(SIZE, cjk_font)
    FAMILIES[family](canvas, facts, rng)
    return laid(ground, canvas), facts, [text for text, _ in canvas.written]


@pytest.mark.parametrize(
    ("family", "left"), [("2 classic", 0.2), ("2 classic", 0.36), ("6 centred", 0.5)]
)
def test_letters_on_black_are_known_by_those_beside_it(family, left):
    picture, facts, _ = drawn(coat(left), family, 5)
    stamp, _ = read_picture(picture)
    assert (stamp.time, stamp.place) == (facts.when.isoformat(timespec="minutes"), facts.place)


def test_on_black_alone_a_stamp_is_left_to_a_person():
    picture, facts, _ = drawn(coat(0), "2 classic", 5)
    stamp, scene_text = read_picture(picture)
    assert stamp is None
    assert any(f"{facts.when:%Y-%m-%d}" in text for text in scene_text)


@pytest.mark.parametrize("family", ["6 centred", "7 bar", "9 corners", "place only"])
def test_a_places_last_letter_alone_on_its_line_is_read(family):
    for seed in range(400):
        picture, facts, written = drawn(scene(seed, SIZE), family, seed)
        if any(text == facts.place[-1] for text in written):
            break
    assert read_picture(picture)[0].place == facts.place
