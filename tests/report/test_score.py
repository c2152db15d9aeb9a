"""A score and the settled readings, told on every page."""

from tests.support.reports import FULL

from swaudit.report.machine import to_json
from swaudit.report.page import page


def sections(language):
    told = page(FULL, language)
    every = (*told.scores, *told.sections, *told.basis)
    return {section.title: section.lines for section in every}


def test_a_score_is_told_in_one_block():
    title = "评分“百分考核”：72…81.5 分，满分 100 分"
    lines = [line.text for line in sections("zh")[title]]
    assert lines == [
        "可能的等级  良好，档位空档（69–70）",
        "一票否决  未定，取决于：no-fraud",
        "票据  2…4/7 分 · 人工 · 实测 9.5%",
        "满意度  8…10/10 分 · 需裁定 · 服务对象 10 · 购买方 8",
        "真实性  2.5/3 分 · 人工定分 · 由人定分：档案是否真实",
        "投诉  总分调整 -5",
    ]
    assert len(sections("en")["Score “百分考核”: 72…81.5 of 100 points"]) == len(lines)


def test_a_settled_reading_says_who_where_and_when():
    (line,) = sections("zh")["已定口径（1）"]
    assert line.text == "补做的算哪个月  算被补的月（区民政局，函〔2026〕3号，2026-02-01）"


def test_the_score_in_json():
    told = to_json(FULL, "zh")["score"]
    assert (told["low"], told["high"], told["grades"], told["gaps"], told["veto"]) == (
        72,
        81.5,
        ["良好"],
        ["69–70"],
        "possible",
    )
    assert [item["id"] for item in told["items"]] == ["receipts", "satisfaction", "truth"]
    assert [item["id"] for item in told["adjust"]] == ["complaints"]
    assert told["items"][1]["parts"] == [
        {"by": "服务对象", "low": 10, "high": 10},
        {"by": "购买方", "low": 8, "high": 8},
    ]
    assert (told["items"][2]["given"], told["items"][2]["cause"]) == (2.5, None)
    assert told["readings"] == []
    settled = to_json(FULL, "zh")["ruleset"]["settled"]
    assert settled["makeup"]["document"] == "函〔2026〕3号"
