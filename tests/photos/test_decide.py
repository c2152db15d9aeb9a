"""Stamps of the known layouts, as OCR returns them, and the scene texts that must not pass."""

from dataclasses import replace

import pytest
from tests.photos.drawing import DRAWN, SHINING, WRITTEN, stacked, table

from swaudit.photos.watermark.lines import Ink
from swaudit.photos.watermark.read import read_stamp, verdict

CLASSIC = table(
    ("07:14", 0.01, 0.80, 0.31, 0.89, 0.97),
    ("2026-01-07", 0.31, 0.80, 0.52, 0.84),
    ("星期三 阴 21℃", 0.31, 0.84, 0.54, 0.88),
    ("陈巴尔虎旗巴彦哈达苏木", 0.02, 0.89, 0.69, 0.93),
    ("今日水印", 0.84, 0.91, 0.99, 0.94),
    ("防伪JST33MFQ9AMW", 0.79, 0.96, 0.99, 0.99),
)
PANEL = table(
    ("工程记录", 0.30, 0.69, 0.49, 0.74),
    ("施工区域: 活动室", 0.05, 0.76, 0.30, 0.79),
    ("时", 0.05, 0.79, 0.09, 0.83),
    ("间: 2026-06-29 08:19", 0.11, 0.79, 0.44, 0.83),
    ("天地", 0.05, 0.83, 0.09, 0.90),
    ("气: 晴12℃", 0.11, 0.83, 0.29, 0.87),
    ("点:扎赉诺尔区灵泉社区", 0.11, 0.87, 0.67, 0.91),
)
CENTRED = table(
    ("16:10", 0.34, 0.79, 0.66, 0.87),
    ("2026年09月13日 星期日", 0.28, 0.86, 0.71, 0.90),
    ("陈巴尔虎旗巴彦哈达苏木", 0.17, 0.91, 0.83, 0.94),
    ("水印相机已确保时间不可篡改", 0.35, 0.95, 0.65, 0.97),
)
DINGTALK = table(
    ("10:09", 0.02, 0.05, 0.30, 0.15),
    ("2026-04-26星期日", 0.02, 0.14, 0.33, 0.18),
    ("王小明", 0.85, 0.88, 0.98, 0.93),
    ("扎赉诺尔区灵泉镇", 0.59, 0.94, 0.98, 0.98),
)
VALID = {
    "classic": (CLASSIC, "2026-01-07T07:14", "陈巴尔虎旗巴彦哈达苏木"),
    "check-in": (
        stacked("打卡 10:46", "扎赉诺尔区灵泉镇", "2026.03.14 星期六", "晴 12℃"),
        "2026-03-14T10:46",
        "扎赉诺尔区灵泉镇",
    ),
    "pin lost": (
        table(
            ("√打卡 11:16", 0.04, 0.68, 0.32, 0.72),
            ("2026/06/23 星期二", 0.02, 0.75, 0.34, 0.79),
            ("扎赉诺尔区灵泉镇", 0.06, 0.80, 0.70, 0.85),
            ("马克相机已验证照片真实性", 0.02, 0.90, 0.30, 0.93),
        ),
        "2026-06-23T11:16",
        "扎赉诺尔区灵泉镇",
    ),
    "panel": (PANEL, "2026-06-29T08:19", "扎赉诺尔区灵泉社区"),
    "plain lines": (
        stacked(
            "经度:117.7167", "纬度: 49.4543", "时间:2026-09-2816:54:00", "地点:灵泉镇", top=0.6
        ),
        "2026-09-28T16:54",
        "灵泉镇",
    ),
    "centred": (CENTRED, "2026-09-13T16:10", "陈巴尔虎旗巴彦哈达苏木"),
    "centred, a stray sign after the date": (
        table(
            ("11:21", 0.34, 0.71, 0.66, 0.81),
            ("2026年02月09日星期一1", 0.26, 0.80, 0.84, 0.85),
            ("扎赉诺尔区示例镇", 0.20, 0.85, 0.80, 0.90),
            ("水印相机已确保时间不可篡改", 0.32, 0.93, 0.67, 0.96),
        ),
        "2026-02-09T11:21",
        "扎赉诺尔区示例镇",
    ),
    "yellow bar list": (
        stacked("时间:2026.02.1616:46", "地 点:灵泉镇", "经纬度:49.90°E,117.15°N", top=0.8),
        "2026-02-16T16:46",
        "灵泉镇",
    ),
    "calendar card": (
        table(
            ("打卡记录", 0.03, 0.69, 0.12, 0.75),
            ("2026-01-21 星期三", 0.03, 0.75, 0.20, 0.80),
            ("15:10", 0.26, 0.75, 0.31, 0.80),
            ("满洲里市扎赉诺尔区中央街道新", 0.03, 0.81, 0.32, 0.87),
            ("华路", 0.03, 0.87, 0.08, 0.92),
        ),
        "2026-01-21T15:10",
        "满洲里市扎赉诺尔区中央街道新华路",
    ),
    "two corners": (DINGTALK, "2026-04-26T10:09", "扎赉诺尔区灵泉镇"),
    "titled, on a busy shirt": (
        table(
            ("会议记录", 0.02, 0.72, 0.25, 0.78),
            ("主持人：张建国", 0.02, 0.82, 0.29, 0.86),
            ("时间：2026-05-1515:27OHE", 0.01, 0.84, 0.50, 0.91, -1.61),
            ("地点：牙克石市东风村", 0.01, 0.88, 0.64, 0.95, 1.89),
            ("海拔：545.2米", 0.02, 0.94, 0.27, 0.97),
        ),
        "2026-05-15T15:27",
        "牙克石市东风村",
    ),
}


@pytest.mark.parametrize(("lines", "time", "place"), VALID.values(), ids=VALID.keys())
def test_stamps_are_read(lines, time, place):
    watermark, _ = read_stamp(lines)
    assert (watermark.time, watermark.place) == (time, place)
    assert verdict(watermark) == "valid"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (table(("2026年05月25日19:12", 0.62, 0.94, 0.98, 0.98)), "no_place"),
        (table(("1260718", 0.71, 0.92, 0.98, 0.97, -1.3)), "no_place"),
        (stacked("14:30", "2026-03-05 星期四"), "no_place"),
        (
            [
                *stacked("地点:灵泉镇", "天气:多云-3℃", top=0.85),
                *table(("今日水印", 0.85, 0.94, 0.99, 0.98)),
            ],
            "no_time",
        ),
        (stacked("时间: 2026-03-05 14:30", "经度:117.71", "纬度:49.45"), "valid"),
    ],
    ids=["phone date", "LED digits", "clock and date", "place only", "coordinates for a place"],
)
def test_verdicts_of_incomplete_stamps(lines, expected):
    watermark, _ = read_stamp(lines)
    assert watermark is not None
    assert verdict(watermark) == expected


SCENES = {
    "nothing": [],
    "level banner": table(
        ("扎赉诺尔区灵泉镇“关爱老人”活动", 0.12, 0.15, 0.89, 0.21),
        ("2026年4月10日", 0.33, 0.21, 0.67, 0.26),
    ),
    "low banner": table(
        ("扎赉诺尔区灵泉镇“关爱老人”活动", 0.12, 0.75, 0.89, 0.81),
        ("2026年4月10日", 0.33, 0.81, 0.67, 0.86),
    ),
    "one line with a date": table(("2026-09-30 灵泉镇安全知识讲座", 0.05, 0.90, 0.70, 0.95)),
    "poster": stacked(
        "便民通知", "定于2026年2月15日14:30", "在灵泉社区活动室义诊", left=0.3, top=0.45
    ),
    "whiteboard": stacked(
        "会议主题：反诈", "时间：2026-07-22 14:30", "地点：灵泉镇", left=0.28, top=0.4
    ),
    "whiteboard at the edge": stacked(
        "会议主题：反诈", "时间：2026年7月22日", "地点：灵泉镇", top=0.7
    ),
    "tilted stamp-like board": stacked(
        "时间：2026-07-22 14:30", "地点：灵泉镇", "晴 12℃", top=0.7, tilt=3.0
    ),
    "form seen from above": stacked("时间：2026-07-22 14:30", "地点：灵泉镇", "签到表", top=0.1),
    "brand alone": table(
        ("今日水印", 0.85, 0.95, 0.98, 0.99), ("真实时间防伪4XQBMZVU247EN4", 0.72, 0.98, 0.98, 1.0)
    ),
    "phone model": stacked("HUAWEI P40", "26mm f/1.8 1/50s ISO200", top=0.92),
    "wall clock": table(("14:30", 0.4, 0.2, 0.6, 0.3)),
    "status bar": table(("14:30", 0.03, 0.01, 0.1, 0.03), ("5G 87%", 0.85, 0.01, 0.97, 0.03)),
}


@pytest.mark.parametrize("lines", SCENES.values(), ids=SCENES.keys())
def test_scene_text_is_no_stamp(lines):
    watermark, scene = read_stamp(lines)
    assert watermark is None
    assert scene == tuple(line.text for line in lines)
    assert verdict(watermark) == "no_watermark"


KIOSK = (
    ("14:30", 0.4, 0.72, 0.6, 0.8),
    ("2026-03-05 星期四", 0.35, 0.81, 0.65, 0.85),
    ("扎赉诺尔区灵泉镇 晴 12℃", 0.3, 0.86, 0.7, 0.9),
)
LIKE_A_STAMP = {
    "board": (("会议主题：反诈", "时间：2026-07-22 14:30", "地点：灵泉镇"), WRITTEN),
    "board with a camera's title": (
        ("会议记录", "时间：2026-07-22 14:30", "地点：灵泉镇", "天气：晴"),
        WRITTEN,
    ),
    "slide": (("反诈讲座", "时间：2026年07月22日 14:30", "地点：扎赉诺尔区灵泉镇"), SHINING),
    "LED sign": (("欢迎来到扎赉诺尔区", "2026-03-05 星期四 14:30", "温度: 晴 21℃"), SHINING),
}


@pytest.mark.parametrize(("texts", "ink"), LIKE_A_STAMP.values(), ids=LIKE_A_STAMP.keys())
def test_what_reads_like_a_stamp_is_one_only_when_it_was_drawn(texts, ink):
    lines = stacked(*texts, top=0.8)
    assert read_stamp(lines)[0] is not None
    assert read_stamp([replace(line, ink=ink) for line in lines])[0] is None
    assert read_stamp([replace(line, ink=None) for line in lines])[0] is None


def test_a_camera_that_stamps_its_brand_does_not_vouch_for_a_screen():
    brand = table(("今日水印", 0.85, 0.92, 0.98, 0.96))
    assert read_stamp([*table(*KIOSK), *brand])[0] is not None
    assert read_stamp([*table(*KIOSK, ink=SHINING), *brand])[0] is None


SHEET = stacked("时间：2026-06-29 08:19", "天气：晴12℃", "地点：灵泉社区", top=0.8, ink=WRITTEN)
TITLE = ("工程记录", 0.25, 0.755, 0.45, 0.795)


def test_a_sheet_is_a_stamp_under_a_cameras_header():
    header = table(TITLE, ink=SHINING)
    watermark, scene = read_stamp([*header, *SHEET])
    assert (watermark.time, watermark.place) == ("2026-06-29T08:19", "灵泉社区")
    assert watermark.text[0] == "工程记录"
    assert scene == ()


@pytest.mark.parametrize(
    "header",
    [
        [],
        table(TITLE, ink=WRITTEN),
        table(("活动通知", *TITLE[1:]), ink=SHINING),
        table((TITLE[0], 0.25, 0.4, 0.45, 0.44), ink=SHINING),
    ],
    ids=["none", "in the ink of its rows", "of a writer", "far above"],
)
def test_without_it_a_sheet_is_scene(header):
    assert read_stamp([*header, *SHEET])[0] is None


def test_a_sheet_with_coordinates_is_a_cameras():
    rows = ("时间：2026-06-29 08:19", "地点：灵泉社区", "经度：117.716712", "纬度：49.454301")
    watermark, _ = read_stamp(stacked(*rows, top=0.8, ink=WRITTEN))
    assert (watermark.lat, watermark.place) == (49.454301, "灵泉社区")


def test_rows_below_an_indented_place_belong_to_its_sheet():
    rows = (
        ("时间：2026-06-29 08:19", 0.04, 0.7, 0.48, 0.733),
        ("地点：示例市示例区示例镇示例", 0.04, 0.771, 0.71, 0.805),
        ("街道示例社区", 0.21, 0.809, 0.52, 0.842),
        ("经度：117.716712", 0.04, 0.846, 0.4, 0.881),
        ("纬度：49.454301", 0.04, 0.881, 0.38, 0.918),
    )
    watermark, _ = read_stamp(table(*rows, ink=WRITTEN))
    assert (watermark.lat, watermark.lon) == (49.454301, 117.716712)
    assert watermark.place == "示例市示例区示例镇示例街道示例社区"


@pytest.mark.parametrize(("drawn", "taken"), [(2, True), (1, False), (0, False)])
def test_rows_that_stand_on_white_are_known_by_two_others(drawn, taken):
    on_white = Ink(light=False, shadows=())
    rows = stacked("16:20", "2026年02月05日 星期四", "示例镇示例社区", "示例路", top=0.8)
    lines = [*rows[:drawn], *(replace(line, ink=on_white) for line in rows[drawn:])]
    assert (read_stamp(lines)[0] is not None) is taken


@pytest.mark.parametrize(("clock", "taken"), [(DRAWN, True), (SHINING, False), (None, False)])
def test_rows_that_stand_on_black_are_known_by_another(clock, taken):
    on_black = Ink(light=True, shadows=())
    rows = stacked("16:20", "2026年02月05日 星期四", "示例镇示例社区", top=0.8, ink=on_black)
    rows[0] = replace(rows[0], ink=clock or on_black)
    assert (read_stamp(rows)[0] is not None) is taken


@pytest.mark.parametrize("ink", [WRITTEN, SHINING])
def test_a_brand_in_the_corner_does_not_vouch_for_a_board_below_it(ink):
    rows = ("时间：2024年06月04日", 0.64, 0.82, 0.95, 0.86), ("天气：晴", 0.64, 0.86, 0.8, 0.9)
    brand = ("今日水印", 0.81, 0.9, 0.97, 0.93), ("防伪 G7BACPN9JXEZ37", 0.77, 0.94, 0.97, 0.97)
    assert read_stamp([*table(*rows, ink=ink), *table(*brand)])[0] is None
    assert read_stamp([*table(*rows), *table(*brand)])[0] is not None


def test_what_else_stands_in_a_shadow_does_not_vouch_for_a_board():
    board = stacked(
        "时间：2024年05月04日", "地点：示例镇示例路6号", "主讲人：钱七", top=0.85, ink=WRITTEN
    )
    printed = stacked("RIP", "PURLE", "CURL", "RAN", "RIPCURL", top=0.7, height=0.028)
    assert read_stamp([*printed, *board])[0] is None


def test_one_row_taken_for_shadowed_does_not_vouch_for_a_board():
    title, day, place = stacked(
        "到访记录", "日期：2026年08月13日星期四", "地点：示例镇示例街道12栋", top=0.85, ink=WRITTEN
    )
    day = replace(day, ink=Ink(light=False, shadows=(0.7,) * 4))
    assert read_stamp([title, day, place])[0] is None


@pytest.mark.parametrize("ink", [WRITTEN, SHINING])
def test_a_date_or_a_place_in_the_corner_is_taken_only_when_drawn(ink):
    dated = table(("2026年05月25日19:12", 0.62, 0.94, 0.98, 0.98), ink=ink)
    assert read_stamp(dated)[0] is None
    name, place = DINGTALK[2:]
    watermark, _ = read_stamp([*DINGTALK[:2], replace(name, ink=ink), replace(place, ink=ink)])
    assert watermark.place is None


ON_WHITE = Ink(light=False, shadows=())
ON_PAPER = Ink(light=False, shadows=(1.0,) * 4)


def corners(*inks):
    return [replace(line, ink=ink) for line, ink in zip(DINGTALK, inks, strict=True)]


@pytest.mark.parametrize(
    ("inks", "place"),
    [
        ((ON_WHITE, ON_WHITE, DRAWN, DRAWN), "扎赉诺尔区灵泉镇"),
        ((DRAWN, DRAWN, ON_WHITE, DRAWN), "扎赉诺尔区灵泉镇"),
        ((DRAWN, DRAWN, ON_WHITE, ON_WHITE), None),
        ((DRAWN, DRAWN, ON_PAPER, ON_WHITE), None),
    ],
    ids=["time on white", "name on white", "all on white", "on paper"],
)
def test_one_corner_vouches_for_the_other_that_stands_on_white(inks, place):
    watermark, _ = read_stamp(corners(*inks))
    assert (watermark.time, watermark.place) == ("2026-04-26T10:09", place)


@pytest.mark.parametrize("ink", [ON_PAPER, SHINING])
def test_an_address_drawn_in_the_corner_does_not_vouch_for_a_clock_at_the_wall(ink):
    assert read_stamp(corners(ink, ink, DRAWN, DRAWN))[0] is None


def test_a_pattern_of_the_scene_leaves_a_phones_date_alone():
    dated = ("2026年09月15日10:23", 0.01, 0.955, 0.48, 0.999)
    pattern = ("MN", 0.45, 0.888, 0.97, 0.997)
    board = ("主讲人：钱七", 0.01, 0.91, 0.3, 0.95)
    watermark, scene = read_stamp(table(dated, pattern))
    assert (watermark.time, scene) == ("2026-09-15T10:23", ("MN",))
    assert read_stamp(table(dated, board))[0] is None


@pytest.mark.parametrize(("ink", "taken"), [(DRAWN, True), (Ink(light=True, shadows=()), False)])
def test_a_date_alone_on_black_may_be_an_led_clocks(ink, taken):
    alone = table(("2026-09-15 10:23", 0.01, 0.955, 0.48, 0.999), ink=ink)
    assert (read_stamp(alone)[0] is not None) == taken


def test_scene_text_beside_a_stamp_stays_apart():
    banner = SCENES["level banner"]
    watermark, scene = read_stamp([*banner, *CLASSIC])
    assert watermark.time == "2026-01-07T07:14"
    assert watermark.code == "JST33MFQ9AMW"
    assert scene == tuple(line.text for line in banner)
    assert len(watermark.boxes) == len(watermark.text) == len(CLASSIC)
