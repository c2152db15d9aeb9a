"""What speaks against a stamp, and what is within what clocks, maps and OCR may be off."""

from dataclasses import replace

import pytest

from swaudit.audit.judgements import Judgements
from swaudit.audit.leads import raised as leads_of
from swaudit.audit.stamp_leads import contradictions, far_from_its_place, kilometres, saved_at
from swaudit.model.dossier import Dossier, Station
from swaudit.model.photo import PhotoFacts, Watermark

STAMP = Watermark("2026-03-05T14:30", "灵泉镇", 49.45, 117.71, text=("2026-03-05 星期四 14:30",))
PHOTO = PhotoFacts("0" * 64, "valid", watermark=STAMP)


def raised(path="照片1.jpg", stamp=None, **facts):
    photo = replace(PHOTO, watermark=replace(STAMP, **(stamp or {})), **facts)
    return [(lead.kind, lead.said.code, lead.where) for lead in contradictions(path, photo)]


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"stamp": {"text": ("2026-03-05", "星期五")}}, "lead.other_weekday"),
        ({"stamp": {"time": "2026-03-05", "text": ("2026-03-05 周日",)}}, "lead.other_weekday"),
        ({"taken_at": "2026-03-04T14:30:00"}, "lead.other_exif_day"),
        ({"taken_at": "2026-03-05T16:00:00"}, "lead.other_exif_time"),
        ({"lat": 49.60, "lon": 117.71}, "lead.other_exif_place"),
        ({"path": "IMG_20260305_120000.jpg"}, "lead.saved_before_stamp"),
        ({"path": "a/mmexport1772510400000.jpg"}, "lead.saved_before_stamp"),
    ],
    ids=["weekday", "weekday of a date", "day", "hour", "position", "file name", "chat export"],
)
def test_a_contradiction_is_a_lead(case, code):
    ((_, said, where),) = raised(**case)
    assert said == code
    assert where == (case.get("path", "照片1.jpg"),)


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"taken_at": "2026-03-05T14:28:51"},
        {"taken_at": "2026-03-05T15:30:00"},
        {"stamp": {"time": "2026-03-05"}, "taken_at": "2026-03-05T23:00:00"},
        {"lat": 49.452, "lon": 117.716},
        {"path": "IMG_20260305_143002.jpg"},
        {"path": "IMG_20260305_142500.jpg"},
        {"path": "微信图片_20260601093000.jpg"},
        {"path": "合同20260101号.jpg"},
        {"stamp": {"time": None}},
        {"stamp": {"text": ("周边环境", "星期四")}},
    ],
)
def test_what_agrees_or_cannot_be_known_is_none(case):
    assert raised(**case) == []


def test_without_a_stamp_there_is_nothing_to_contradict():
    assert list(contradictions("a.jpg", PhotoFacts("0" * 64, "no_watermark"))) == []


@pytest.mark.parametrize(
    ("path", "moment"),
    [
        ("a/IMG_20260305_143002.jpg", "2026-03-05T14:30:02"),
        ("微信图片_20260305143002.jpg", "2026-03-05T14:30:02"),
        ("mmexport1772692202000.jpg", "2026-03-05T14:30:02"),
        ("IMG_20261305_143002.jpg", None),
        ("20260305/照片.jpg", None),
        ("IMG_0001.jpg", None),
    ],
)
def test_the_moment_in_a_file_name(path, moment):
    saved = saved_at(path)
    assert (saved and saved.isoformat()) == moment


def test_a_photo_far_from_the_others_of_its_place_is_named_with_one_of_them():
    there = {f"{number}.jpg": PHOTO for number in range(3)}
    away = replace(PHOTO, watermark=replace(STAMP, lat=49.95))
    (lead,) = far_from_its_place({**there, "9.jpg": away})
    assert (lead.kind, lead.where) == ("watermark_coordinates", ("9.jpg", "0.jpg"))
    assert dict(lead.said.values)["kilometres"] in (56, "56")


def test_two_photos_make_no_place():
    away = replace(PHOTO, watermark=replace(STAMP, lat=49.95))
    assert list(far_from_its_place({"1.jpg": PHOTO, "2.jpg": away})) == []


def test_gcj_02_lies_nearer_to_wgs_84_than_what_counts_as_apart():
    assert 0.3 < kilometres((49.45, 117.71), (49.4523, 117.7164)) < 0.8


def coded(**captures):
    """Return the leads of photos that bear one code, `captures` by name."""
    bearing = replace(PHOTO, watermark=replace(STAMP, code="FTF6FXQ2VCWMWV"))
    photos = {
        f"{name}.jpg": replace(bearing, sha256=name, pixels=pixels)
        for name, pixels in captures.items()
    }
    dossier = Dossier(Station("s", "示例镇社工站"), {}, (), photos, (), ())
    return [(lead.kind, lead.where) for lead in leads_of(dossier, (), Judgements(), None)]


def test_one_code_on_two_pictures_is_a_lead():
    assert coded(a="1", b="2", c="3") == [
        ("same_code", ("a.jpg", "b.jpg")),
        ("same_code", ("b.jpg", "c.jpg")),
    ]


def test_one_code_on_one_picture_twice_is_none():
    assert coded(a="1", b="1") == []
