"""The terminal report: order, figures, what is cut, hostile text, narrow and GBK consoles."""

import io
from dataclasses import replace

import pytest
from rich.console import Console
from tests.support.reports import FULL, PLAIN, POLICY

from swaudit.model.dossier import File, Problem
from swaudit.model.message import message, word
from swaudit.model.report import Lead, Note, RecordVerdict
from swaudit.model.status import Counts, Status
from swaudit.report.terminal import render
from swaudit.report.terminal_flow import wrapped
from swaudit.report.terminal_photos import render_photos
from swaudit.report.words import say


def shown(page, width=100):
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False, markup=False, emoji=False).print(page)
    return stream.getvalue()


def without_padding(text):
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def told(report, language="zh", width=100):
    return shown(render(report, language, width), width)


def test_health_and_next_steps_come_before_the_rules():
    text = told(FULL)
    wanted = ["样例镇社工站", "资料情况", "接下来先做", "二、养老服务", "不认定的记录"]
    wanted += [
        "待核的记录",
        "线索：只提示",
        "读不出的文件",
        "台账里要改的地方",
        "人工认定",
        "共 13 条要求",
    ]
    places = [text.index(part) for part in wanted]
    assert places == sorted(places)


def test_health_adds_up():
    text = told(FULL)
    assert "共 5 个 = 用上 2 + 没用上 1 + 忽略 1 + 读不出 1" in text
    assert "读到 186 行，其中 1 行有读不出的格子" in text
    assert "共 2 张：有效 1 · 水印无地点 1" in text
    assert "认定 1，不认定 1，待核 1" in text


def test_a_failed_rule_names_its_short_periods_and_records():
    text = told(replace(FULL, findings=(POLICY,)))
    assert "× 不达标" in text
    assert "每月≥2次" in text
    assert "10…11" in text
    assert "4月 1/2，5月 1…2/2，6月 1/2（进行中，每周需 1.5次）" in text
    assert "3月 2/2" not in text
    assert "不认定 1 条：4月9日 政策宣传" in text


def test_a_reason_that_stands_with_the_records_is_not_told_twice():
    text = told(replace(PLAIN, findings=(POLICY,)), width=120)
    assert "不认定 1 条：4月9日 政策宣传（无水印）" in text
    verdict = RecordVerdict("服务记录/1", "服务记录", "", Counts.REFUSED, POLICY.refused[0].reason)
    text = told(replace(PLAIN, findings=(POLICY,), records=(verdict,)), width=120)
    assert text.count("4月9日 政策宣传（无水印）") == 0
    assert text.count("服务记录/1  无水印") == 1


def test_a_single_open_period_adds_its_pace_alone():
    cell = replace(POLICY.breakdown[3], period="")
    text = told(replace(PLAIN, findings=(replace(POLICY, status=Status.OPEN, breakdown=(cell,)),)))
    assert "  每周需 1.5次" in text
    assert "1/2" not in text
    assert "每月" not in text


def test_a_passed_rule_is_one_line():
    passed = replace(POLICY, status=Status.PASS)
    text = told(replace(PLAIN, findings=(passed,)))
    assert "√ 达标" in text
    assert "4月" not in text


def test_every_reading_is_shown():
    text = told(FULL)
    assert "口径（电话算一次）：达标\n" in without_padding(text)
    assert "口径（电话不算）：不达标，还差1" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_status_has_a_word(language):
    text = told(FULL, language)
    for status in Status:
        assert word(f"status.{status}", language) in text
        assert f"status.{status}" not in text


def test_quick_says_that_photos_were_not_read_and_lists_nothing_for_that():
    text = told(replace(FULL, quick=True))
    assert "快速模式" in text
    assert "待核的记录" not in text
    assert "待核 1 条" not in text
    assert "快速模式" not in told(PLAIN)


def test_periods_of_two_years_name_the_year():
    cells = (POLICY.breakdown[1], replace(POLICY.breakdown[1], period="2025-Q4"))
    text = told(replace(PLAIN, findings=(replace(POLICY, breakdown=cells),)))
    assert "2026年4月 1/2，2025年四季度 1/2" in text


def test_long_lists_are_cut_and_counted():
    record = FULL.records[1]
    many = tuple(replace(record, label=f"第{n}条") for n in range(1, 31))
    text = told(replace(FULL, records=many))
    assert "第12条" in text
    assert "第13条" not in text
    assert "… 另有 18 条，见 JSON" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_console(width):
    from rich.cells import cell_len

    for line in told(FULL, width=width).splitlines():
        assert cell_len(line.rstrip()) <= width


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_gbk_console_can_show_every_page(language):
    told(FULL, language).encode("gbk")
    shown(render_photos(FULL.photos, FULL.reuse, FULL.files, (), language)).encode("gbk")


HOSTILE = "[/red][bold]a\x1b[31m\x9b\u202egpj\n\udcff.jpg"


def test_hostile_text_is_shown_inert_everywhere():
    said = message("report.as_of", date=HOSTILE)
    report = replace(
        FULL,
        station=replace(FULL.station, name=HOSTILE),
        findings=(
            replace(
                POLICY,
                title=HOSTILE,
                chapter=HOSTILE,
                unit=HOSTILE,
                notes=(said,),
                refused=(Note("r", HOSTILE, said),),
                breakdown=(
                    replace(POLICY.breakdown[1], by=HOSTILE, note=said),
                    replace(POLICY.breakdown[1], period=HOSTILE),
                ),
            ),
        ),
        records=(RecordVerdict("r", "t", HOSTILE, Counts.REFUSED, said),),
        files=(File(HOSTILE, "photo", 1, None, "unreadable", said),),
        leads=(Lead("k", said, (HOSTILE,)),),
        problems=(Problem(HOSTILE, said, HOSTILE, "A1"),),
        judgements=(replace(FULL.judgements[0], id=HOSTILE, why=HOSTILE),),
        next_steps=(said,),
    )
    text = told(report, width=400)
    text += shown(render_photos(((HOSTILE, FULL.photos[1][1]),), (), report.files, (), "zh"), 400)
    assert not set("\x1b\x9b\u202e\udcff") & set(text)
    assert r"[/red][bold]a\x1b[31m\x9b\u202egpj\n\udcff.jpg" in text


@pytest.mark.parametrize(
    ("sheet", "cell", "place"),
    [("3月", "B2", "台账.xlsx 3月!B2"), ("3月", "", "台账.xlsx 3月"), ("", "", "台账.xlsx")],
)
def test_a_problem_names_as_much_of_its_place_as_is_known(sheet, cell, place):
    said = message("header.missing", column="内容", table="工作流水")
    text = told(replace(PLAIN, problems=(Problem("台账.xlsx", said, sheet, cell),)))
    assert f"  {place}  “工作流水”缺少" in text


def test_photos_page_names_what_falls_short():
    crowded = (Problem("a.jpg", message("note.reuse_crowded", n=21, most=20)),)
    text = shown(render_photos(FULL.photos, FULL.reuse, FULL.files, crowded, "zh"))
    assert "a.jpg  有 21 张照片" in text
    assert "照片 2 张，文件共 5 个" in text
    assert "b.jpg  水印无地点" in text
    assert "坏.xlsx" in text
    assert "可能是同一张的照片" in text


def test_chinese_wraps_between_characters_and_figures_stay_whole():
    assert wrapped("缺 2 项：场地照片，标识照片", 12) == ["缺 2 项：场", "地照片，标识", "照片"]
    assert wrapped("1月 1/2，7月 0/2", 10) == ["1月 1/2，", "7月 0/2"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("", 4) == [""]
    assert wrapped("办公够用（原文没写）", 10) == ["办公够用", "（原文没", "写）"]
    assert wrapped("照片1.jpg（重复）", 11) == ["照片1.jpg", "（重复）"]


def test_a_document_not_handed_in_is_no_refused_record():
    absent = Note("文件/场地照片", "场地照片", message("files.missing", kind="场地照片"))
    text = told(replace(PLAIN, findings=(replace(POLICY, refused=(absent,)),)))
    assert "缺 1 项：场地照片" in text
    assert "不认定 1 条" not in text


def test_periods_in_a_sentence_are_told_as_people_say_them():
    def short(period, language="zh"):
        said = message("next.short", title="小组", period=period, missing=2, unit="次")
        return say(said, language)

    assert short("2026-04") == "4月还差2次：小组"
    assert short("2026-04、2026-05") == "4月、5月还差2次：小组"
    assert short("2025-Q4、2026-Q1").startswith("2025年四季度、2026年一季度还差")
    assert short("2026-H1", "en").startswith("first half")
