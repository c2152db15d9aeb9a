"""Pairs of photos from real files: what was done to a copy is found, the innocent is not named."""

import random
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.support.copies import WAYS, collage, stamped, thing, told
from tests.support.papers import board, call, form, scanned, shot

from swaudit.ground.sandbox import file_sha256
from swaudit.ground.store import Store
from swaudit.model.photo import PhotoFacts, Watermark
from swaudit.photos.candidates import MOST_PARTNERS
from swaudit.photos.fingerprint import fingerprint
from swaudit.photos.hashes import pixel_hash
from swaudit.photos.reuse import Sources, crowded, pairs
from swaudit.photos.side_by_side import side_by_side


class Folder:
    """Pictures saved under a folder, with the facts their reader would have found."""

    def __init__(self, root):
        self.root, self.photos = root, {}

    def put(self, name, picture, boxes=(), time=None, place=None, **options):
        path = self.root / name
        picture.save(path, quality=options.get("quality", 88))
        saved = Image.open(path).convert("RGB")
        mark = Watermark(time, place, boxes=boxes) if boxes else None
        self.photos[name] = PhotoFacts(
            sha256=file_sha256(path),
            verdict="valid",
            pixels=pixel_hash(saved),
            watermark=mark,
            fingerprint=fingerprint(saved, boxes),
        )
        return path

    def pairs(self):
        with Store(self.root / "facts.sqlite") as store:
            files = {name: self.root / name for name in self.photos}
            return pairs(self.photos, Sources(files, store))

    def told(self):
        return [(pair.a, pair.b, pair.kind) for pair in self.pairs()]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_the_same_bytes_and_the_same_pixels_are_proof(folder):
    folder.put("1.png", thing(1))
    folder.put("2.png", thing(1))
    folder.put("3.png", thing(2))
    folder.photos["4.png"] = replace(folder.photos["3.png"], sha256="other")
    found = folder.pairs()
    assert [(p.a, p.b, p.kind, p.score, p.lead) for p in found] == [
        ("1.png", "2.png", "exact", 1.0, False),
        ("3.png", "4.png", "reencoded", 1.0, False),
    ]
    assert [p.explain.code for p in found] == ["photo.reuse.exact", "photo.reuse.reencoded"]


def test_unreadable_photos_are_compared_by_bytes_alone(folder):
    broken = PhotoFacts("x", "unreadable", problem="photo.truncated")
    gone = PhotoFacts("", "unreadable", problem="file.gone")
    folder.photos = {"1": broken, "2": broken, "3": gone, "4": gone}
    assert folder.told() == [("1", "2", "exact")]


def test_a_new_stamp_is_told_with_both_days(folder):
    rng = random.Random(3)
    for name, day in (("b.jpg", "2026-03-05T14:30"), ("a.jpg", "2026-04-09T09:00")):
        picture, boxes = stamped(thing(3), "punch", told(rng))
        folder.put(name, picture, boxes, day, "示例社区")
    (pair,) = folder.pairs()
    assert (pair.kind, pair.lead) == ("restamped", False)
    assert pair.explain.code == "photo.reuse.restamped"
    values = dict(pair.explain.values)
    assert (values["before"], values["after"]) == ("2026-03-05", "2026-04-09")
    assert int(values["percent"]) > 90


# On photos with plain margins `cropped`, `framed` and `embedded` are now and then taken for one
# another (docs/reuse.md, Limits); on these pictures each is told as what it is.
KINDS = {
    "recompressed": "reencoded",
    "filtered": "reencoded",
    "cropped 10 %": "cropped",
    "cropped 30 %": "cropped",
    "cropped 50 %": "cropped",
    "mirrored": "mirrored",
    "rotated 5°": "rotated",
    "rotated 90°": "rotated",
    "rotated 180°": "rotated",
    "framed": "framed",
    "screenshot": "framed",
    "photo of a screen": "rephotographed",
    "2×2 embedded": "embedded",
}


def test_what_was_done_to_a_copy(folder):
    ways = {**WAYS, "2×2 embedded": collage(lambda rng: thing(rng.randint(50, 60)))}
    got = {}
    for index, (name, way) in enumerate(ways.items()):
        rng = random.Random(f"way {name}")
        original = thing(100 + index)
        folder.put(f"{index:02d}a.jpg", original)
        folder.put(f"{index:02d}b.jpg", way(original, rng))
        got[f"{index:02d}"] = name
    found = folder.pairs()
    kinds = {got[pair.a[:2]]: pair.kind for pair in found if pair.a[:2] == pair.b[:2]}
    assert kinds == KINDS
    assert [pair for pair in found if pair.a[:2] != pair.b[:2]] == []
    assert {pair.kind for pair in found if pair.lead} == {"rephotographed"}


def test_what_a_filter_burnt_out_does_not_count_against_a_copy(folder):
    noise = np.random.default_rng(14).normal(0, 1, (75, 56)).astype(np.float32)
    wall = Image.fromarray(noise).resize((900, 1200), Image.Resampling.BICUBIC)
    picture = Image.fromarray((214 + 9 * np.asarray(wall)).clip(0, 255).astype(np.uint8))
    picture = picture.convert("RGB")
    picture.paste(thing(31).crop((0, 0, 400, 500)), (250, 350))
    folder.put("a.jpg", picture)
    folder.put("b.jpg", Image.eval(picture, lambda value: min(round(1.4 * value), 255)))
    assert folder.told() == [("a.jpg", "b.jpg", "reencoded")]


def test_the_grain_of_a_strong_compression_does_not_count_against_a_copy(folder):
    noise = np.random.default_rng(15).normal(0, 9, (600, 450)).astype(np.float32)
    wall = Image.fromarray(noise).resize((900, 1200), Image.Resampling.BICUBIC)
    picture = Image.fromarray((150 + np.asarray(wall)).clip(0, 255).astype(np.uint8))
    picture = picture.convert("RGB")
    picture.paste(thing(32).crop((0, 0, 300, 400)), (250, 350))
    folder.put("a.jpg", picture)
    folder.put("b.jpg", picture.resize((450, 600), Image.Resampling.LANCZOS), quality=25)
    assert folder.told() == [("a.jpg", "b.jpg", "reencoded")]


@pytest.mark.parametrize("again", [False, True])
def test_a_photo_taken_off_a_screen_is_one_capture_by_the_old_stamp_in_it(folder, again):
    rng = random.Random(16)
    old, new = (told(rng, datetime(2026, month, 5, 9)) for month in (3, 4))
    first, boxes = stamped(thing(33), "punch", old)
    folder.put("a.jpg", first, boxes, "2026-03-05T09:00")
    screen = WAYS["photo of a screen"](first, rng)
    if again:
        folder.put("b.jpg", *stamped(screen, "classic", new), "2026-04-05T09:00")
    else:
        folder.put("b.jpg", screen)
    (pair,) = folder.pairs()
    assert (pair.kind, pair.lead) == ("embedded", False)
    assert pair.explain.code == "photo.reuse.retaken" + again * "_restamped"


def test_what_was_not_read_of_a_new_stamp_does_not_hide_the_old_one_on_a_screen(folder):
    rng = random.Random(16)
    old, new = (told(rng, datetime(2026, month, 5, 9)) for month in (3, 4))
    first, boxes = stamped(thing(33), "punch", old)
    folder.put("a.jpg", first, boxes, "2026-03-05T09:00")
    again, lines = stamped(WAYS["photo of a screen"](first, rng), "card", new)
    folder.put("b.jpg", again, lines[:1] + lines[2:], "2026-04-05T09:00")
    assert folder.told() == [("a.jpg", "b.jpg", "embedded")]


def test_a_screen_that_shows_no_stamp_is_a_lead(folder):
    rng = random.Random(18)
    folder.put("a.jpg", *stamped(thing(35), "punch", told(rng)))
    screen = WAYS["photo of a screen"](thing(35), rng)
    folder.put("b.jpg", *stamped(screen, "punch", told(rng)))
    assert folder.told() == [("a.jpg", "b.jpg", "rephotographed")]


def test_two_shots_of_one_picture_on_a_wall_are_a_lead_though_both_are_stamped(folder):
    rng = random.Random(17)
    wall = Image.new("RGB", (1600, 1400), "#b0a890")
    wall.paste(thing(34), (350, 100))
    near = wall.crop((300, 60, 1300, 1340))
    for name, seen in (("a.jpg", near), ("b.jpg", wall)):
        folder.put(name, *stamped(shot(seen, rng), "punch", told(rng)))
    assert [pair.lead for pair in folder.pairs()] == [True]


def test_other_pictures_under_one_stamp_are_no_pair(folder):
    rng = random.Random(5)
    for index in range(12):
        picture, boxes = stamped(thing(200 + index), "panel", told(rng))
        folder.put(f"{index}.jpg", picture, boxes if index % 2 else (), None)
    assert folder.told() == []


def test_print_is_never_a_copy_because_of_the_form(folder):
    rng = random.Random(6)
    for index in range(6):
        folder.put(f"flat {index}.png", form(7, rng))
        folder.put(f"scan {index}.jpg", scanned(form(7, rng), rng))
        folder.put(f"call {index}.png", call(rng))
    assert folder.told() == []


def test_two_shots_of_one_board_are_at_most_a_lead(folder):
    rng = random.Random(7)
    for index in range(4):
        folder.put(f"{index}.jpg", shot(board(3), rng))
    assert all(pair.lead for pair in folder.pairs())


def test_a_pair_that_cannot_be_opened_again_is_a_lead(folder):
    folder.put("1.jpg", thing(8))
    folder.put("2.jpg", thing(8), quality=60).unlink()
    (pair,) = folder.pairs()
    assert (pair.lead, pair.explain.code) == (True, "photo.reuse.not_compared")


def test_a_file_that_changed_since_it_was_read_is_not_compared(folder):
    folder.put("1.jpg", thing(8))
    path = folder.put("2.jpg", thing(8), quality=60)
    thing(9).save(path)
    (pair,) = folder.pairs()
    assert pair.explain.code == "photo.reuse.not_compared"


def test_a_second_run_opens_nothing(folder):
    folder.put("1.jpg", thing(8))
    path = folder.put("2.jpg", thing(8), quality=60)
    first = folder.pairs()
    path.unlink()
    assert folder.pairs() == first
    assert [pair.kind for pair in first] == ["reencoded"]


def test_the_pair_is_shown_as_a_picture(folder):
    rng = random.Random(9)
    one = folder.put("1.jpg", *stamped(thing(10), "classic", told(rng)))
    other = folder.put("2.jpg", thing(10).crop((100, 100, 800, 1000)))
    shown = side_by_side((one, folder.photos["1.jpg"]), (other, folder.photos["2.jpg"]))
    assert shown[:2] == b"\xff\xd8"
    other.unlink()
    assert side_by_side((one, folder.photos["1.jpg"]), (other, folder.photos["2.jpg"])) is None


def test_no_photos_no_pairs(folder):
    assert folder.pairs() == ()


def test_what_is_like_too_many_others_is_named(folder):
    rng = random.Random(11)
    for index in range(MOST_PARTNERS + 2):
        folder.put(f"{index:02d}.png", form(7, rng))
    folder.put("other.jpg", thing(1))
    few = {name: folder.photos[name] for name in ("00.png", "01.png", "other.jpg")}
    with Store(folder.root / "facts.sqlite") as store:
        assert crowded(few, Sources({}, store)) == ()
        named = set(crowded(folder.photos, Sources({}, store)))
    assert named
    assert named <= set(folder.photos) - {"other.jpg"}


def test_a_dark_thing_on_a_plain_ground_is_a_picture_and_a_form_is_print(folder):
    rng = random.Random(12)
    noise = np.random.default_rng(12)
    bed = 200 + 2 * noise.normal(0, 1, (1200, 900, 1)) + np.linspace(-12, 12, 900)[None, :, None]
    shirt = Image.fromarray(np.repeat(bed, 3, axis=2).clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(shirt)
    pen.polygon([(200, 200), (700, 200), (860, 420), (740, 480), (690, 400), (690, 1050),
                 (230, 1050), (230, 400), (150, 480), (40, 420)], "#20222a")  # fmt: skip
    pen.ellipse((350, 420, 560, 640), "#8090b0")
    for colour in ("#d0c040", "#a03030", "#e8e8e8", "#d0c040", "#a03030", "#e8e8e8"):
        x, y = rng.randrange(280, 600), rng.randrange(350, 800)
        corners = [(x + rng.randrange(-90, 90), y + rng.randrange(-90, 90)) for _ in range(4)]
        pen.polygon(corners, colour)
    for index in range(2):
        picture, boxes = stamped(shirt, "classic", told(rng))
        folder.put(f"shirt {index}.jpg", picture, boxes[:2])
        picture, boxes = stamped(form(7, rng), "classic", told(rng))
        folder.put(f"form {index}.jpg", picture, boxes[:2])
    assert folder.told() == [("shirt 0.jpg", "shirt 1.jpg", "reencoded")]
