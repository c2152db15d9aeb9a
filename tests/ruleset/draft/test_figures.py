"""Figures as checklists word them."""

import pytest

from swaudit.ruleset.draft.figures import figures, hedged, number

FIGURES = [
    # text, then of each figure: phrase, bound, low, unit, every or the odd period, per, within
    ("每月2次", [("每月2次", "min", 2, "次", "month", "", False)]),
    ("每月至少开展２次宣传", [("每月至少开展２次", "min", 2, "次", "month", "", False)]),
    ("每季度不少于1次回访", [("每季度不少于1次", "min", 1, "次", "quarter", "", False)]),
    ("每半年一次督导", [("每半年一次", "min", 1, "次", "half", "", False)]),
    ("全年活动十二场", [("全年活动十二场", "min", 12, "场", "period", "", False)]),
    ("回访≥1次/季度", [("≥1次/季度", "min", 1, "次", "quarter", "", False)]),
    ("每周1次走访", [("每周1次", "min", 1, "次", "周", "", False)]),
    ("不少于6人", [("不少于6人", "min", 6, "人", "", "", False)]),
    ("不超过10%", [("不超过10%", "max", 10, "%", "", "", False)]),
    ("不得超过总额的１０％", [("不得超过总额的１０％", "max", 10, "%", "", "", False)]),
    ("超过3万元", [("超过3万元", "above", 30000, "元", "", "", False)]),
    ("不足4小时", [("不足4小时", "below", 4, "小时", "", "", False)]),
    ("2000元以上", [("2000元以上", "min", 2000, "元", "", "", False)]),
    ("1,000元以下", [("1,000元以下", "max", 1000, "元", "", "", False)]),
    ("达到90%（含）以上", [("达到90%（含）以上", "min", 90, "%", "", "", False)]),
    ("15个工作日内", [("15个工作日内", "max", 15, "工作日", "", "", True)]),
    ("十五个工作日内", [("十五个工作日内", "max", 15, "工作日", "", "", True)]),
    ("每月5日前报送月报", [("每月5日前", "max", 5, "日", "month", "", True)]),
    ("三个月以内", [("三个月以内", "max", 3, "个月", "", "", True)]),
    ("40%-65%", [("40%-65%", "range", 40, "%", "", "", False)]),
    ("40至65平方米", [("40至65平方米", "range", 40, "平方米", "", "", False)]),
    ("三百五十人次", [("三百五十人次", "min", 350, "人次", "", "", False)]),
    (
        "5个个案每个5节",
        [("5个", "min", 5, "个", "", "", False), ("每个5节", "min", 5, "节", "", "个", False)],
    ),
    (
        "两名社工，至少一人持证",
        [("两名", "min", 2, "名", "", "", False), ("至少一人", "min", 1, "人", "", "", False)],
    ),
    (
        "每节不得少于6人",
        [("每节不得少于6人", "min", 6, "人", "", "节", False)],
    ),
    ("每人每天不超过200元", [("每人每天不超过200元", "max", 200, "元", "天", "人", False)]),
]


@pytest.mark.parametrize(("text", "wanted"), FIGURES, ids=[text for text, _ in FIGURES])
def test_a_figure_is_recognised(text, wanted):
    found = [
        (one.phrase, one.kind, one.low, one.unit, one.every or one.odd_period, one.per, one.within)
        for one in figures(text)
    ]
    assert found == wanted
    assert all(one.phrase in text for one in figures(text))


@pytest.mark.parametrize(
    "text",
    ["2026年", "3月5日", "2026年3月5日前", "第3节", "五社联动", "一次性拨付", "统一场地", "3A级",
     "一站式", "8.10", "文件〔2026〕5号", "布局合理", "", "零个", "十"],
)  # fmt: skip
def test_what_is_no_figure_is_none(text):
    assert figures(text) == ()


def test_a_range_keeps_both_ends():
    (found,) = figures("占比40%—65%")
    assert (found.kind, found.low, found.high) == ("range", 40, 65)


def test_a_bare_number_is_told_apart_from_a_bound():
    assert [one.stated for one in figures("每月2次，不少于3人")] == [False, True]


@pytest.mark.parametrize(
    ("text", "word"),
    [("原则上2名", "原则上"), ("鼓励开展", "鼓励"), ("一般每月1次", "一般"), ("不得少于2名", ""),
     ("一般户", "")],
)  # fmt: skip
def test_advice_is_known_by_its_word(text, word):
    assert hedged(text) == word


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("两百", 200), ("一百零五", 105), ("三千五百", 3500),
     ("一万二千", 12000), ("二〇二六", 2026), ("1,000", 1000), ("7.5", 7.5), ("零", None)],
)  # fmt: skip
def test_numerals(text, value):
    assert number(text) == (
        value if value is None or isinstance(value, int) else number(str(value))
    )
