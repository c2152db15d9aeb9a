"""Small pictures for a report, from real files: bounded, without what cameras write beside them."""

import io
import random

import pytest
from PIL import Image
from tests.support.copies import stamped, thing, told

from swaudit.ground.sandbox import file_sha256
from swaudit.model import pictures as limits
from swaudit.model.photo import PhotoFacts
from swaudit.photos.fingerprint import fingerprint
from swaudit.photos.pictures import PAIR_BYTES, PHOTO_BYTES, Originals, draw

MAKE, GPS = 0x010F, 0x8825


def noise(side):
    return Image.effect_noise((side, side), 200).convert("RGB")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder and its facts: a photo, its restamped copy, noise, and what is no more."""
    root = tmp_path_factory.mktemp("photos")
    rng = random.Random(4)
    scene = thing(10)
    made = {name: stamped(scene, "classic", told(rng)) for name in ("1.jpg", "2.jpg")}
    made["noise.jpg"] = noise(900), ()
    facts = {}
    for name, (picture, boxes) in made.items():
        exif = Image.Exif()
        exif[MAKE] = "secret camera"
        exif.get_ifd(GPS)[1] = "N"
        picture.save(root / name, quality=88, exif=exif)
        saved = Image.open(root / name).convert("RGB")
        facts[name] = PhotoFacts(
            file_sha256(root / name), "valid", fingerprint=fingerprint(saved, boxes)
        )
    for name in ("gone.jpg", "broken.jpg", "changed.jpg"):
        (root / name).write_bytes(b"\xff\xd8\xff" + bytes(name, "ascii"))
        facts[name] = PhotoFacts(file_sha256(root / name), "valid")
    (root / "gone.jpg").unlink()
    scene.save(root / "changed.jpg")
    return root, facts


def drawn(folder, photos, pairs, **rest):
    root, facts = folder
    return draw(photos, pairs, Originals(facts, {name: root / name for name in facts}), **rest)


@pytest.fixture(scope="module")
def everything(folder):
    steps = []
    pictures = drawn(
        folder,
        ["noise.jpg", "1.jpg", "1.jpg", "gone.jpg", "broken.jpg", "changed.jpg"],
        [("1.jpg", "2.jpg"), ("1.jpg", "gone.jpg")],
        progress=lambda *step: steps.append(step),
    )
    return pictures, steps


def opened(jpeg):
    return Image.open(io.BytesIO(jpeg))


def test_a_picture_is_small_whatever_it_shows_and_says_nothing_of_camera_and_place(
    folder, everything
):
    (_, facts), (pictures, _) = folder, everything
    assert list(pictures.photos) == [facts["noise.jpg"].sha256, facts["1.jpg"].sha256]
    for jpeg in pictures.photos.values():
        assert len(jpeg) <= PHOTO_BYTES
        assert max(opened(jpeg).size) <= 320
        assert not opened(jpeg).getexif()
        assert b"secret" not in jpeg


def test_of_a_pair_both_are_shown_in_one_frame_and_what_was_changed_is_marked(folder, everything):
    (_, facts), (pictures, _) = folder, everything
    ((names, sides),) = pictures.pairs.items()
    assert names == (facts["1.jpg"].sha256, facts["2.jpg"].sha256)
    first, second = map(opened, sides)
    assert first.size == second.size
    for side, jpeg in zip((first, second), sides, strict=True):
        assert len(jpeg) <= PAIR_BYTES
        assert not side.getexif()
        red = [(r > 170 and g < 90 and b < 90) for r, g, b in side.get_flattened_data()]
        assert sum(red) > 40


def test_what_cannot_be_opened_is_left_out_and_counted(everything):
    pictures, steps = everything
    assert (pictures.no_room, pictures.unopened) == ((0, 0), (3, 1))
    assert steps[-1] == (8, 8)


def test_more_than_a_report_carries_is_left_out_and_counted(folder, monkeypatch):
    monkeypatch.setattr("swaudit.photos.pictures.MOST_PHOTOS", 1)
    monkeypatch.setattr("swaudit.photos.pictures.MOST_PAIRS", 0)
    pictures = drawn(folder, ["2.jpg", "1.jpg", "noise.jpg"], [("1.jpg", "2.jpg")])
    assert list(pictures.photos) == [folder[1]["2.jpg"].sha256]
    assert (pictures.pairs, pictures.no_room) == ({}, (2, 1))


def test_the_most_a_report_carries_stays_below_the_bound_that_is_told():
    most = limits.MOST_PHOTOS * PHOTO_BYTES + 2 * limits.MOST_PAIRS * PAIR_BYTES
    assert most * 4 / 3 < 22_000_000
