"""Letters drawn over a picture and letters in it, told apart by their surroundings."""

import random
from statistics import median

import pytest
from bench.stamped.hanging import hung, written
from examples.studio.stamps import Canvas, laid
from PIL import Image, ImageFont
from tests.photos.drawing import scene

from swaudit.photos.watermark.ink import SHADOWED, ink_of

TEXT = "2026-03-05 14:30"
GROUNDS = {
    "scene": scene(3),
    "red": Image.new("RGB", (960, 1280), (196, 24, 32)),
    "yellow": Image.new("RGB", (960, 1280), (232, 226, 30)),
    "sky": Image.new("RGB", (960, 1280), (70, 140, 232)),
    "white": Image.new("RGB", (960, 1280), (250, 251, 246)),
}


def face(size):
    return ImageFont.load_default(size)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS.keys())
def test_a_cameras_letters_stand_in_their_shadow(ground):
    assert median(_drawn_on(ground).shadows) < SHADOWED


def test_on_black_no_shadow_can_be_told():
    """Where the ground changes within a row, that of its brighter end can."""
    ground = Image.new("RGB", (960, 1280), (14, 14, 16))
    dark = _drawn_on(ground)
    assert (dark.light, dark.shadows) == (True, ())
    ground.paste((190, 186, 180), (140, 0, 960, 1280))
    shadows = _drawn_on(ground).shadows
    assert shadows
    assert median(shadows) < SHADOWED


@pytest.mark.parametrize(
    ("paper", "letters", "light"),
    [
        ((245, 246, 248), (20, 20, 20), False),
        ((20, 60, 150), (255, 255, 255), True),
        ((190, 30, 35), (255, 225, 90), True),
        ((24, 60, 48), (238, 238, 230), True),
    ],
    ids=["whiteboard", "slide", "banner", "blackboard"],
)
def test_letters_of_a_board_do_not(paper, letters, light):
    rng = random.Random(1)
    board = written([(TEXT, 1.0)], face, rng, paper=paper, ink=letters)
    shown = hung(scene(3), board, rng, wide=0.6, at=(0.4, 0.9), tilt=0.0)
    tall = 0.6 * 960 / board.width * board.height
    box = (0.15, 0.9 - 0.3 * tall / 1280, 0.65, 0.9 + 0.3 * tall / 1280)
    ink = ink_of(shown, box)
    assert median(ink.shadows) > SHADOWED
    assert ink.light == light


@pytest.mark.parametrize("text", [TEXT, "2026-08-06 08:09", "88:00"])
def test_dark_digits_on_white_paper_may_be_anybodys(text):
    """What is light in 0, 6 and 8 is closed off from the paper, as a camera's letters are."""
    board = written([(text, 1.0)], face, random.Random(2), paper=(250, 251, 246), ink=(20, 20, 20))
    paper = Image.new("RGB", (960, 1280), (250, 251, 246))
    shown = hung(paper, board, random.Random(3), wide=0.6, at=(0.4, 0.9), tilt=0.0, lit=False)
    tall = 0.6 * 960 / board.width * board.height
    box = (0.15, 0.9 - 0.3 * tall / 1280, 0.65, 0.9 + 0.3 * tall / 1280)
    assert ink_of(shown, box).shadows == ()


def test_nothing_is_said_of_a_row_without_letters():
    assert ink_of(Image.new("RGB", (200, 200), "gray"), (0.1, 0.5, 0.6, 0.6)) is None


def _drawn_on(ground):
    canvas = Canvas(ground.size, face)
    canvas.text(30, 900, TEXT, 28)
    box = canvas.over.getbbox()
    return ink_of(laid(ground, canvas), _share(box, ground.size))


def _share(box, size):
    return tuple(edge / size[at % 2] for at, edge in enumerate(box))
