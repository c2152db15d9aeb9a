import io
import random

import numpy as np
import pytest
from PIL import Image
from tests.photos.drawing import encoded, scene
from tests.support.copies import WAYS, stamped, thing, told

from swaudit.photos.candidates import candidates
from swaudit.photos.decode import open_picture, upright
from swaudit.photos.features import Features
from swaudit.photos.fingerprint import (
    Fingerprint,
    fingerprint,
    hidden,
    hidden_whole,
    read_fingerprint,
)
from swaudit.photos.hashes import TURNS, looks, pixel_hash, thinned
from swaudit.photos.panels import panels

PICTURE = scene(1, (300, 700))


def pixels(content):
    return pixel_hash(upright(open_picture(content)))


def test_metadata_does_not_change_the_pixels():
    exif = Image.Exif()
    exif[0x010E] = "another description"
    plain, described = encoded(PICTURE, "PNG"), encoded(PICTURE, "PNG", exif=exif)
    assert plain != described
    assert pixels(plain) == pixels(described) == pixels(encoded(PICTURE, "BMP"))


def test_turned_by_exif_or_in_the_pixels_is_the_same():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = encoded(PICTURE.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)
    assert pixels(lying) == pixels(encoded(PICTURE, "PNG"))


def test_one_pixel_far_down_makes_another_picture():
    changed = PICTURE.copy()
    changed.putpixel((150, 650), (1, 2, 3))
    assert pixel_hash(changed) != pixel_hash(PICTURE)


def test_of_a_large_picture_some_of_the_pixels_are_enough():
    large = thing(5, (3000, 2000))
    assert thinned(large).size == (1500, 1000)
    changed = large.copy()
    changed.paste(0, (700, 900, 712, 912))
    assert pixel_hash(changed) != pixel_hash(large) == pixel_hash(large, thinned(large))


def test_same_pixels_in_another_shape_is_another_picture():
    flat = Image.new("RGB", (40, 10), "grey")
    assert pixel_hash(flat) != pixel_hash(flat.resize((10, 40)))


def test_the_hashes_of_a_turned_picture_are_those_of_the_picture_turned():
    grey = PICTURE.convert("L")
    found = looks(grey)
    for column, turn in enumerate(TURNS):
        plain = looks(grey if turn is None else grey.transpose(turn))[0, 0]
        assert int(plain ^ found[0, column]).bit_count() <= 2


def test_a_plain_frame_and_what_stands_in_it_is_no_panel():
    framed = Image.new("L", (400, 800), 255)
    framed.paste(PICTURE.convert("L"), (50, 20))
    framed.paste(0, (100, 750, 200, 770))
    assert panels(np.asarray(framed)) == [(50, 20, 350, 720)]


def test_four_pictures_on_a_sheet_are_four_panels_whatever_covers_the_gap():
    sheet = Image.new("L", (620, 620), 255)
    corners = [(x, y) for y in (0, 320) for x in (0, 320)]
    for index, at in enumerate(corners):
        sheet.paste(scene(index, (300, 300)).convert("L"), at)
    sheet.paste(90, (100, 400, 600, 600))
    shown = np.full((620, 620), 255, np.uint8)
    shown[400:600, 100:600] = 0
    assert sorted(panels(np.asarray(sheet), shown)) == sorted(
        (x, y, x + 300, y + 300) for x, y in corners
    )


def test_a_plain_picture_is_its_own_panel():
    assert panels(np.full((30, 40), 200, np.uint8)) == [(0, 0, 40, 30)]


@pytest.mark.parametrize("size", [(1, 1), (3000, 2), (40, 40), (400, 300)])
def test_any_picture_has_a_fingerprint_under_four_kilobytes(size):
    text = fingerprint(thing(3).resize(size))
    assert len(text) <= 4096
    read = read_fingerprint(text)
    assert read.looks.shape == (3, len(TURNS))
    assert fingerprint(Image.new("RGB", size, "white"))


def test_features_come_back_as_they_were_kept():
    one = read_fingerprint(fingerprint(thing(1))).features
    assert len(one) > 50
    assert (one.at >= 0).all()
    assert (one.at[:, 0] <= one.width + 1).all()
    assert (one.at[:, 1] <= one.height + 1).all()


def test_the_features_of_a_mirrored_picture_are_those_of_the_picture_in_a_mirror():
    grey = thing(1)
    mirrored = read_fingerprint(fingerprint(grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    expected = read_fingerprint(fingerprint(grey)).features.mirrored()
    apart = np.bitwise_count(expected.codes[:, None] ^ mirrored.features.codes[None]).sum(-1)
    assert np.median(apart.min(axis=1)) <= 4


def test_nothing_is_looked_at_where_the_stamp_stands():
    picture, boxes = stamped(thing(4), "punch", told(random.Random(1)))
    features = read_fingerprint(fingerprint(picture, boxes)).features
    for left, top, right, bottom in boxes:
        x, y = features.at[:, 0] / features.width, features.at[:, 1] / features.height
        # Positions are kept to 1.6 pixels.
        inside = (x > left + 0.01) & (x < right - 0.01) & (y > top + 0.01) & (y < bottom - 0.01)
        assert not inside.any()


def test_a_stamp_of_many_lines_is_hidden_and_a_page_of_text_is_not():
    lines = tuple((0.05, 0.5 + 0.05 * row, 0.35, 0.54 + 0.05 * row) for row in range(9))
    assert len(hidden(lines)) == 9
    assert len(hidden_whole(lines)) == 1
    page = tuple((0.05, 0.1 * row, 0.95, 0.1 * row + 0.04) for row in range(9))
    assert hidden(page) == hidden_whole(page) == ()


def test_a_line_that_was_not_read_is_hidden_with_those_around_it():
    (whole,) = hidden_whole([(0.1, 0.7, 0.5, 0.74), (0.1, 0.8, 0.5, 0.84)])
    assert whole == pytest.approx((0.06, 0.66, 0.54, 0.88))


def test_what_a_screen_shows_small_has_all_the_features():
    screen = WAYS["screenshot"](thing(2, (1200, 900)), random.Random(2))
    found = read_fingerprint(fingerprint(screen)).features
    height = 1080 * 0.75 / screen.height
    assert len(found) > 100
    assert (np.abs(found.at[:, 1] / found.height - 0.5) < height / 2 + 0.02).all()


def test_a_picture_with_little_contrast_has_features():
    faint = Image.eval(thing(1), lambda value: 110 + value // 6)
    assert len(read_fingerprint(fingerprint(faint)).features) > 30


def test_no_photos_no_candidates():
    assert candidates([]) == []
    blank = read_fingerprint(fingerprint(Image.new("RGB", (10, 10))))
    assert isinstance(candidates([blank, blank]), list)


def test_candidates_do_not_depend_on_recompression():
    content = io.BytesIO()
    PICTURE.save(content, "JPEG", quality=40)
    again = Image.open(content)
    prints = [read_fingerprint(fingerprint(one)) for one in (PICTURE, scene(9, (300, 700)), again)]
    assert [(one.a, one.b, one.mirrored) for one in candidates(prints)] == [(0, 2, False)]


@pytest.mark.parametrize(("count", "inliers"), [(150, []), (20, [0])])
def test_equal_hashes_make_a_candidate_only_where_features_cannot_tell(count, inliers):
    one, other = (read_fingerprint(fingerprint(thing(seed))) for seed in (1, 2))
    alike = Fingerprint(one.looks, other.features.first(count))
    assert [found.inliers for found in candidates([one, alike])] == inliers


def drawn(numbers, codes):
    """Return a fingerprint of features drawn anywhere, with these codes."""
    count = len(codes)
    at = numbers.uniform(0, 400, (count, 2)).astype(np.float32)
    size, angle = np.full(count, 8, np.float32), numbers.uniform(0, 360, count).astype(np.float32)
    looks = numbers.integers(0, 1 << 63, (3, len(TURNS)), np.uint64)
    return Fingerprint(looks, Features(400, 400, at, size, angle, codes))


def shifted(one, codes):
    of = one.features
    looks = ~one.looks
    return Fingerprint(looks, Features(400, 400, of.at + 9, of.size, of.angle, codes))


def test_a_copy_is_found_among_so_many_that_not_all_are_looked_at():
    numbers = np.random.default_rng(5)
    prints = [drawn(numbers, numbers.integers(0, 256, (150, 16), np.uint8)) for _ in range(200)]
    for at in (7, 150):
        flipped = np.packbits(numbers.random((150, 128)) < 0.06, axis=1)
        prints.append(shifted(prints[at], prints[at].features.codes ^ flipped))
    assert [(one.a, one.b) for one in candidates(prints)] == [(7, 200), (150, 201)]


def test_of_a_pattern_count_the_features_that_are_like_several_others():
    numbers = np.random.default_rng(5)
    motifs = numbers.integers(0, 256, (12, 16), np.uint8).repeat(5, axis=0)
    codes = [motifs ^ np.packbits(numbers.random((60, 128)) < 0.05, axis=1) for _ in range(2)]
    one = drawn(numbers, codes[0])
    (found,) = candidates([one, shifted(one, codes[1])])
    assert found.inliers > 30
