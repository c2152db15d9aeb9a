"""Photos read from files by real children with real OCR."""

from pathlib import Path

import pytest
from PIL import ImageFont
from tests.photos.drawing import cjk_font, encoded, scene, stamp

from swaudit.ground.store import Store
from swaudit.photos.examine import examine


def written(folder, files):
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    """A folder of photos that need no Chinese letters, its facts, and the facts read again."""
    folder = tmp_path_factory.mktemp("photos")
    led = stamp(scene(3), ["2026-03-05 14:30:22"], ImageFont.load_default(32), (620, 1220))
    paths = written(
        folder,
        {
            "1.jpg": encoded(led, quality=85),
            "1 copy.jpg": encoded(led, quality=85),
            "2.png": encoded(scene(4)),
            "empty.jpg": b"",
            "cut.jpg": encoded(scene(5))[:-5000],
            "notes.jpg": "会议记录".encode(),
        },
    )
    told = []
    with Store(tmp_path_factory.mktemp("work") / "facts.sqlite") as store:
        first = examine(store, [*paths, folder / "gone.jpg"])
        second = examine(store, paths, progress=lambda *what: told.append(what))
    return {path.name: facts for path, facts in first.items()}, second, told


def test_a_date_without_a_place_is_read_from_pixels(examined):
    facts = examined[0]["1.jpg"]
    assert (facts.width, facts.height) == (960, 1280)
    assert facts.watermark.time == "2026-03-05T14:30"
    assert facts.verdict == "no_place"
    ((left, top, right, bottom),) = facts.watermark.boxes
    assert 0.6 < left < right <= 1
    assert 0.9 < top < bottom <= 1


def test_equal_bytes_give_equal_facts(examined):
    assert examined[0]["1.jpg"] == examined[0]["1 copy.jpg"]


def test_a_photo_without_text_has_no_watermark(examined):
    facts = examined[0]["2.png"]
    assert (facts.verdict, facts.watermark, facts.problem) == ("no_watermark", None, None)
    assert facts.scene_text == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("empty.jpg", "photo.empty"),
        ("cut.jpg", "photo.truncated"),
        ("notes.jpg", "photo.not_an_image"),
        ("gone.jpg", "file.gone"),
    ],
)
def test_unreadable_files_are_named(examined, name, problem):
    facts = examined[0][name]
    assert (facts.verdict, facts.problem, facts.pixels) == ("unreadable", problem, None)


def test_a_second_look_comes_from_memory(examined):
    first, second, told = examined
    assert told == []
    assert {path.name: facts for path, facts in second.items()} == {
        name: facts for name, facts in first.items() if name != "gone.jpg"
    }


def test_a_stamp_in_chinese_is_read_from_pixels(tmp_path):
    lines = ["时间: 2026-03-05 14:30", "地点: 呼伦贝尔市扎赉诺尔区灵泉镇", "天气: 晴 -8℃"]
    picture = stamp(scene(6), lines, cjk_font(34), (40, 1080), bar=True)
    (tmp_path / "p.jpg").write_bytes(encoded(picture, quality=80))
    with Store(tmp_path / "facts.sqlite") as store:
        (facts,) = examine(store, [tmp_path / "p.jpg"]).values()
    assert facts.verdict == "valid"
    assert facts.watermark.time == "2026-03-05T14:30"
    assert facts.watermark.place == "呼伦贝尔市扎赉诺尔区灵泉镇"


def test_progress_is_told(tmp_path):
    (tmp_path / "a.jpg").write_bytes(encoded(scene(1, (64, 64))))
    told = []
    with Store(tmp_path / "facts.sqlite") as store:
        examine(store, [Path(tmp_path / "a.jpg")], progress=lambda *what: told.append(what))
    assert told == [("photo", 1, 1)]
