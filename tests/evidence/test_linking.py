"""Photos and the records they are offered for: the strongest reason, and who contests it."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.support.tables import table

from swaudit.evidence.frames import in_doubt
from swaudit.evidence.linking import link, link_by_path
from swaudit.model.dossier import File, Link
from swaudit.model.message import LANGUAGES, message, tell
from swaudit.model.photo import PhotoFacts, Watermark

DAY = date(2026, 3, 5)
ELDERS = "养老服务"


def services(*rows):
    rows = [{"日期": DAY, "领域": ELDERS, "形式": "走访", **row} for row in rows]
    return {"服务记录": table("服务记录", rows)}


def photo(path, state="unreferenced"):
    return File(path, "photo", 10, state=state)


def stamped(time_shown, place=None):
    return PhotoFacts("0" * 64, "valid", watermark=Watermark(time_shown, place))


def links(tables, *paths, photos=None, taken=()):
    found, _ = link(tables, [photo(path) for path in paths], photos or {}, set(taken))
    return {(one.path, one.record.partition("/")[2], one.reason, one.contested) for one in found}


@pytest.mark.parametrize(
    "told",
    [
        "04_服务记录/2026-03/甲",
        "04_服务记录\\2026-03\\甲\\",
        "./０４_服务记录/2026-03/甲/",
        "2026-03/甲",
        "甲",
        "04_服务记录/2026-03/甲/1.jpg",
    ],
)
def test_a_folder_column_names_a_folder_or_a_file(told):
    paths = ["04_服务记录/2026-03/甲/1.jpg", "04_服务记录/2026-03/乙/2.jpg"]
    found = links(services({"证据目录": told}), *paths)
    assert found == {(paths[0], "r1", "folder_column", False)}


def test_photos_below_the_folder_count_and_the_nearest_named_folder_decides():
    tables = services({"证据目录": "a"}, {"证据目录": "a/b"})
    assert links(tables, "a/1.jpg", "a/c/2.jpg", "a/b/3.jpg") == {
        ("a/1.jpg", "r1", "folder_column", False),
        ("a/c/2.jpg", "r1", "folder_column", False),
        ("a/b/3.jpg", "r2", "folder_column", False),
    }


@pytest.mark.parametrize(
    ("told", "code"), [("丙", "link.folder_missing"), ("甲", "link.folder_several")]
)
def test_a_folder_that_cannot_be_told_is_a_problem_and_weaker_reasons_still_try(told, code):
    path = f"2026-03-05_{ELDERS}/1.jpg"
    files = [photo(path), photo("x/甲/1.jpg"), photo("y/甲/1.jpg")]
    found, (problem,) = link_by_path(services({"证据目录": told}), files, set())
    assert found == (Link("服务记录/r1", path, "path"),)
    assert (problem.said.code, problem.sheet, problem.cell) == (code, "服务记录", "2")
    assert all(told in tell(problem.said, language) for language in LANGUAGES)


def test_one_folder_of_two_records_is_contested():
    tables = services({"证据目录": "a"}, {"证据目录": "a"})
    assert links(tables, "a/1.jpg") == {
        ("a/1.jpg", "r1", "folder_column", True),
        ("a/1.jpg", "r2", "folder_column", True),
    }


AT = (time(9), time(10))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"地点": "广场", "起止时间": AT}, {"地点": "广场", "起止时间": AT}),
        ({"地点": "广场", "起止时间": AT}, {"地点": "广场"}),
        ({"地点": "广场", "起止时间": AT}, {"地点": "站里", "起止时间": AT}),
        ({"地点": "广场", "起止时间": AT}, {"日期": date(2026, 3, 6), "地点": "广场"}),
    ],
)
@pytest.mark.parametrize("other", ["服务记录", "个案节次", "培训督导会议"])
def test_rows_that_say_when_or_where_are_never_one_event(first, second, other):
    rows = [{"日期": DAY, "领域": ELDERS, "证据目录": "a", **one} for one in (first, second)]
    tables = {"服务记录": table("服务记录", rows)}
    if other != "服务记录":
        tables = {"服务记录": table("服务记录", rows[:1]), other: table(other, rows[1:])}
    assert {one[3] for one in links(tables, "a/1.jpg")} == {True}


def test_a_row_repeated_word_for_word_leaves_the_first_its_photos():
    told = {"日期": DAY, "领域": ELDERS, "形式": "走访", "证据目录": "a"}
    rows = in_doubt(table("服务记录", [told, told]), {1: message("record.repeated")})
    assert links({"服务记录": rows}, "a/1.jpg") == {
        ("a/1.jpg", "r1", "folder_column", False),
        ("a/1.jpg", "r2", "folder_column", False),
    }


def test_two_grants_of_one_day_contest_a_photo():
    grant = {"日期": DAY, "类型": "救助", "证据目录": "a"}
    assert {one[3] for one in links({"慈善": table("慈善", [grant, grant])}, "a/1.jpg")} == {True}


@pytest.mark.parametrize(("day", "contested"), [(DAY, False), (date(2026, 3, 6), True)])
def test_a_grant_shares_the_photos_of_the_activity_of_its_day(day, contested):
    tables = {
        "活动": table("活动", [{"日期": DAY, "领域": "慈善", "证据目录": "a", "地点": "广场"}]),
        "慈善": table("慈善", [{"日期": day, "类型": "救助", "证据目录": "a"}]),
    }
    assert {one[3] for one in links(tables, "a/1.jpg")} == {contested}


@pytest.mark.parametrize(
    ("folder", "linked"),
    [
        ("HD-12", True),
        ("hd-12", True),
        ("0305 HD-12 照片", True),
        ("HD-123", False),
        ("AHD-12", False),
        ("端午活动", True),
        ("2026年端午 活动（一）", True),
        ("端午", False),
    ],
)
def test_a_folder_may_be_named_after_the_record(folder, linked):
    activity = {"活动编号": "HD-12", "名称": "端午活动", "日期": DAY}
    path = f"05_活动/{folder}/照片/1.jpg"
    expected = {(path, "HD-12", "folder_name", False)} if linked else set()
    assert links({"活动": table("活动", [activity])}, path) == expected


def test_a_bare_number_is_no_name_within_another():
    tables = services({"记录编号": "2026"})
    assert links(tables, "2026-04/1.jpg") == set()
    assert links(tables, "2026/1.jpg") == {("2026/1.jpg", "2026", "folder_name", False)}


GROUP = {
    "小组": table("小组", [{"小组编号": "G-1", "名称": "手工小组", "领域": ELDERS}]),
    "小组节次": table(
        "小组节次",
        [
            {"节次编号": "S-1", "小组编号": "G-1", "第几节": 1, "日期": DAY},
            {"节次编号": "S-2", "小组编号": "G-1", "第几节": 2, "日期": date(2026, 3, 12)},
        ],
    ),
}


@pytest.mark.parametrize(
    ("path", "session"),
    [
        ("手工小组/第2节/1.jpg", "S-2"),
        ("G-1/第二节/1.jpg", "S-2"),
        ("2026-03/手工小组_0312/1.jpg", "S-2"),
        ("手工小组/2026-03-05/1.jpg", "S-1"),
        ("手工小组/1.jpg", None),
        ("手工小组/第7节/1.jpg", None),
    ],
)
def test_a_groups_name_links_with_the_sessions_number_or_day(path, session):
    found = links(GROUP, path)
    assert found == ({(path, session, "folder_name", False)} if session else set())


@pytest.mark.parametrize(
    ("path", "linked"),
    [
        (f"04/2026-03-05_{ELDERS}/1.jpg", True),
        (f"04/{ELDERS}/2026.3.5/1.jpg", True),
        (f"04/{ELDERS}/20260305/1.jpg", True),
        (f"04/{ELDERS}/2026年3月5日/1.jpg", True),
        (f"2026-03/0305_{ELDERS}/1.jpg", True),
        (f"{ELDERS}/3月5日/1.jpg", True),
        (f"{ELDERS}/IMG_20260305_101112.jpg", True),
        (f"{ELDERS}/2026-03-05/IMG_20260306_101112.jpg", True),
        (f"2025-03/0305_{ELDERS}/1.jpg", False),
        (f"04/2026-03-06_{ELDERS}/1.jpg", False),
        ("04/2026-03-05/1.jpg", False),
        (f"04/{ELDERS}/1.jpg", False),
    ],
)
def test_a_path_with_day_and_domain_links(path, linked):
    expected = {(path, "r1", "path", False)} if linked else set()
    assert links(services({}), path) == expected


def test_several_records_of_one_day_and_domain_contest_a_path():
    path = f"2026-03-05_{ELDERS}/1.jpg"
    assert links(services({}, {}, {"领域": "社会救助"}), path) == {
        (path, "r1", "path", True),
        (path, "r2", "path", True),
    }


def test_a_word_of_the_record_in_the_path_decides_between_them():
    tables = services({"服务类型": "政策宣传"}, {"服务类型": "健康管理"})
    path = f"2026-03-05_{ELDERS}_健康管理/1.jpg"
    assert links(tables, path) == {(path, "r2", "path", False)}


def test_only_the_strongest_reason_links():
    path = f"a/2026-03-05_{ELDERS}/1.jpg"
    tables = services({"证据目录": "a"}, {})
    assert links(tables, path, photos={path: stamped("2026-03-05T10:00")}) == {
        (path, "r1", "folder_column", False)
    }


@pytest.mark.parametrize(
    ("shown", "place", "linked"),
    [
        ("2026-03-05T14:30", "呼伦贝尔市扎赉诺尔区第三街道星光社区", True),
        ("2026-03-05", None, True),
        ("2026-03-05T14:30", "扎赉诺尔区第三街道", True),
        ("2026-03-05T14:30", "扎赉诺尔区第三街道灵泉社区", False),
        ("2026-03-05T14:30", "老年活动中心", True),
        ("2026-03-06T14:30", None, False),
        ("14:30", None, False),
        (None, None, False),
    ],
)
def test_a_stamp_links_by_day_and_place(shown, place, linked):
    tables = services({"地点": "星光社区活动室"})
    expected = {("x/1.jpg", "r1", "watermark", False)} if linked else set()
    assert links(tables, "x/1.jpg", photos={"x/1.jpg": stamped(shown, place)}) == expected


def test_stamps_go_to_records_without_a_photo():
    tables = services({"证据目录": "a"}, {})
    photos = {path: stamped("2026-03-05") for path in ("a/1.jpg", "x/2.jpg", "x/3.jpg")}
    assert links(tables, *photos, photos=photos) == {
        ("a/1.jpg", "r1", "folder_column", False),
        ("x/2.jpg", "r2", "watermark", False),
        ("x/3.jpg", "r2", "watermark", False),
    }


def test_a_stamp_that_fits_several_records_is_contested():
    assert links(services({}, {}), "1.jpg", photos={"1.jpg": stamped("2026-03-05")}) == {
        ("1.jpg", "r1", "watermark", True),
        ("1.jpg", "r2", "watermark", True),
    }


def test_photos_that_serve_as_documents_are_offered_to_no_record():
    photos = {"a/1.jpg": stamped("2026-03-05")}
    tables = services({"证据目录": "a"})
    assert links(tables, "a/1.jpg", photos=photos, taken={"a/1.jpg"}) == set()


def test_unreadable_photos_are_linked_and_ignored_files_are_not():
    files = [photo("a/1.jpg", "unreadable"), photo("a/2.jpg", "ignored"), photo("a/3.jpg")]
    found, _ = link(services({"证据目录": "a"}), files, {}, set())
    assert [one.path for one in found] == ["a/1.jpg", "a/3.jpg"]


def test_the_order_of_files_and_rows_changes_nothing():
    one, other = {"证据目录": "a", "地点": "甲"}, {"记录编号": "B", "证据目录": "a"}
    files = [photo("a/1.jpg"), photo("a/2.jpg")]
    forth, _ = link(services({**one, "记录编号": "A"}, other), files, {}, set())
    back, _ = link(services(other, {**one, "记录编号": "A"}), files[::-1], {}, set())
    assert set(forth) == set(back)
