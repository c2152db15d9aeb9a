import pytest
from tests.photos.drawing import stacked, table

from swaudit.photos.watermark.parse import parse


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-05 14:30:22", "2026-03-05T14:30"),
        ("2026-03-0514:30:22", "2026-03-05T14:30"),
        ("2026.03.0514:30", "2026-03-05T14:30"),
        ("2026/3/5 9:05", "2026-03-05T09:05"),
        ("2026年03月05日14:30", "2026-03-05T14:30"),
        ("2026年03月05日  星期四 14:30", "2026-03-05T14:30"),
        ("2026-03-05 星期四", "2026-03-05"),
        ("2026.03.15星期日", "2026-03-15"),
        ("2026=03=05 14:30", "2026-03-05T14:30"),
        ("2026-05-1111.13", "2026-05-11T11:13"),
        ("２０２６－０３－０５　１４：３０", "2026-03-05T14:30"),
        ("2026-03-05 下午2:30", "2026-03-05T14:30"),
        ("时间：2026-03-05 14:30", "2026-03-05T14:30"),
        ("时 | 间: 2026.03.05 14:30", "2026-03-05T14:30"),
        ("间:2026-03-05 14:30", "2026-03-05T14:30"),
        ("| 2026-03-05", "2026-03-05"),
        ("'26 03 05", "2026-03-05"),
        ("1260305", "2026-03-05"),
        ("026 03 05", "2026-03-05"),
        ("'2603:3 1", "2026-03-31"),
        ("2026年03月05目14:30", "2026-03-05T14:30"),
        ("2026-03-3", None),  # it may have been the 30th
        ("14:30|2026-03-05", "2026-03-05T14:30"),
        ("14.30|2026-03-05", "2026-03-05T14:30"),
        ("14:3012026-03-05", "2026-03-05T14:30"),
        ("3.15 2026-03-05", "2026-03-05"),
        ("2026-02-30 14:30", None),
        ("2026-03-05 25:30", "2026-03-05"),
        ("第20260305号", None),
        ("14:30", None),
    ],
)
def test_times(text, time):
    assert parse(stacked(text)).time == time


@pytest.mark.parametrize(
    "clock",
    [
        "14:30",
        "打卡 14:30",
        "打卡记录 14:30",
        "√打卡 14:30",
        "14.30",
        "14:301",
        "114:30",
        "14:30C",
        "14:301V",
    ],
)
def test_a_clock_apart_joins_the_date(clock):
    assert parse(stacked(clock, "2026-03-05 星期四")).time == "2026-03-05T14:30"


def test_of_two_clocks_the_big_one_counts():
    lines = table(
        ("08:00", 0.03, 0.60, 0.10, 0.62),
        ("14:30", 0.03, 0.70, 0.30, 0.78),
        ("2026-03-05", 0.03, 0.79, 0.30, 0.82),
    )
    assert parse(lines).time == "2026-03-05T14:30"


def test_the_labelled_date_counts_before_another():
    lines = stacked("项目日期段 2025-01-01 10:00", "时间: 2026-03-05 14:30")
    assert parse(lines).time == "2026-03-05T14:30"


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (["地点: 灵泉镇社区活动室"], "灵泉镇社区活动室"),
        (["地 | 点：灵泉镇"], "灵泉镇"),
        (["点:灵泉镇"], "灵泉镇"),
        (["也点：灵泉镇"], "灵泉镇"),
        (["地一点：灵泉镇"], "灵泉镇"),
        (["地址：和平家园3号楼"], "和平家园3号楼"),
        (["地点扎赉诺尔区灵泉镇"], "扎赉诺尔区灵泉镇"),
        (["●呼伦贝尔市扎赉诺尔区"], "呼伦贝尔市扎赉诺尔区"),
        (["| 陈巴尔虎旗巴彦哈达苏木"], "陈巴尔虎旗巴彦哈达苏木"),
        (["扎赉诺尔区・灵泉社区"], "扎赉诺尔区·灵泉社区"),
        (["鄂溫克族自治旗"], "鄂温克族自治旗"),
        (["呼伦贝尔市扎赉诺尔区中央街道新", "华路12号"], "呼伦贝尔市扎赉诺尔区中央街道新华路12号"),
        (["地点: 呼伦贝尔市扎赉诺尔区灵泉", "镇"], "呼伦贝尔市扎赉诺尔区灵泉镇"),
        (["灵泉镇东山社区", "王小明"], "灵泉镇东山社区"),
        (["会议主题：社区安全", "地点：灵泉镇"], "灵泉镇"),
        (["部门: 灵泉镇社工站"], None),
        (["今日水印相机已验证 | 时间地点真实"], None),
        (["晴 12℃"], None),
    ],
)
def test_places(texts, place):
    assert parse(stacked(*texts)).place == place


def test_a_value_may_stand_apart_from_its_label():
    lines = table(
        ("间:", 0.10, 0.70, 0.14, 0.73),
        ("2026-01-13 14:21", 0.18, 0.70, 0.50, 0.73),
        ("点:", 0.10, 0.74, 0.14, 0.77),
        ("和平家园3号", 0.18, 0.74, 0.60, 0.77),
    )
    reading = parse(lines)
    assert (reading.time, reading.place) == ("2026-01-13T14:21", "和平家园3号")


def test_an_address_does_not_run_on_into_the_weather_or_the_date():
    lines = stacked("呼伦贝尔市扎赉诺尔区灵泉镇东", "2026.03.05星期四", "晴12℃")
    assert parse(lines).place == "呼伦贝尔市扎赉诺尔区灵泉镇东"


@pytest.mark.parametrize(
    "texts",
    [
        ["经度: 117.716749", "纬度: 49.454395"],
        ["经度: 49.454395", "纬度: 117.716749"],
        ["经纬度: 49.454395°E,117.716749°N"],
        ["经纬度:117.716749°E,49.454395°N"],
        ["坐标: 49.454395，117.716749"],
    ],
)
def test_latitude_and_longitude_are_told_by_range(texts):
    reading = parse(stacked(*texts))
    assert (reading.lat, reading.lon) == (49.454395, 117.716749)


def test_degrees_minutes_seconds():
    reading = parse(stacked("北纬49°27'18\" 东经117°42'0\""))
    assert (reading.lat, reading.lon) == (49.455, 117.7)


def test_numbers_without_a_name_are_no_coordinates():
    assert parse(stacked("海拔：545.2米", "12.5 80.25")).lat is None


@pytest.mark.parametrize(
    "text", ["防伪 FTF6FXQ2VCWMWV", "防伪FTF6FXQ2VCWMWV", "防伪码: FTF6FXQ2VCWMWV"]
)
def test_codes(text):
    assert parse(stacked(text)).code == "FTF6FXQ2VCWMWV"


def test_confidence_is_that_of_the_weakest_line_used():
    sure, unsure, unused = stacked("2026-03-05 14:30", "地点: 灵泉镇", "晴 3℃")
    lines = [sure, type(sure)("地点: 灵泉镇", 0.6, unsure.box), type(sure)("晴", 0.1, unused.box)]
    assert parse(lines).confidence == 0.6


def test_nothing_gives_nothing():
    reading = parse([])
    assert (reading.time, reading.place, reading.lat, reading.code) == (None, None, None, None)
    assert reading.confidence == 0.0


def test_a_place_goes_on_under_its_label_read_apart():
    lines = table(
        ("地", 0.03, 0.64, 0.06, 0.67),
        ("点:陈巴尔虎旗示例苏木示例社区示例", 0.07, 0.633, 0.62, 0.685),
        ("路社工站", 0.025, 0.688, 0.17, 0.74),
        ("天气:阴3", 0.023, 0.742, 0.18, 0.794),
    )
    assert parse(lines).place == "陈巴尔虎旗示例苏木示例社区示例路社工站"


@pytest.mark.parametrize(
    ("read", "place"),
    [
        ("扎费诺尔区灵泉镇", "扎赉诺尔区灵泉镇"),
        ("扎责诺尔区灵泉镇", "扎赉诺尔区灵泉镇"),
        ("扎赉诺尔区灵泉镇", "扎赉诺尔区灵泉镇"),
        ("兴安盟扎责特旗", "兴安盟扎赉特旗"),
        ("通辽市扎鲁特旗", "通辽市扎鲁特旗"),
    ],
)
def test_a_rare_letter_is_put_right_where_no_other_place_is_called_so(read, place):
    assert parse(stacked(read)).place == place
