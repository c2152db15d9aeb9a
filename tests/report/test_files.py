"""The audit as files: each read back by a real reader, its numbers those of the report."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import PurePath
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from tests.support.reports import FULL, NASTY, PLAIN, POLICY, WITH_PHOTOS, finding

from swaudit.model.message import message
from swaudit.model.report import Note
from swaudit.model.status import Level, Status
from swaudit.report.outputs import SUFFIXES, renderer


def written(report, suffix, language="zh"):
    return renderer(PurePath(f"结果{suffix}"))(report, language)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("report", [PLAIN, FULL], ids=["plain", "full"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_report_gives_the_same_bytes(report, suffix, language):
    assert written(report, suffix, language) == written(report, suffix, language) != b""


@pytest.mark.parametrize("suffix", sorted({*SUFFIXES} - {".html", ".docx"}))
def test_forms_without_pictures_are_the_same_with_and_without(suffix):
    assert written(WITH_PHOTOS, suffix) == written(replace(WITH_PHOTOS, pictures=None), suffix)


JUNIT = {
    Status.ERROR: "error",
    Status.FAIL: "failure",
    Status.RULING_NEEDED: "skipped",
    Status.UNDETERMINED: "skipped",
    Status.REVIEW: "skipped",
    Status.LEAD: "skipped",
    Status.MANUAL: "skipped",
    Status.OPEN: None,
    Status.ADVISORY: None,
    Status.PASS: None,
    Status.NOT_APPLICABLE: "skipped",
}


def tree(report):
    return ElementTree.fromstring(written(report, ".xml"))  # noqa: S314 - made by ourselves


def cases(report):
    root = tree(report)
    return root, {case.get("name").split()[0]: case for case in root.iter("testcase")}


@pytest.mark.parametrize("status", Status)
def test_junit_takes_only_what_is_decided_for_passed_or_failed(status):
    _, found = cases(replace(PLAIN, findings=(finding("one", status),)))
    kinds = [child.tag for child in found["one"] if child.tag != "system-out"]
    assert kinds == [JUNIT[status]] if JUNIT[status] else kinds == []


def test_junit_fails_nothing_that_is_only_recommended():
    _, found = cases(
        replace(PLAIN, findings=(finding("one", Status.FAIL, level=Level.SHOULD),)),
    )
    assert [child.tag for child in found["one"] if child.tag != "system-out"] == []


def test_junit_counts_what_it_holds_and_says_why():
    root, found = cases(FULL)
    for suite in root.iter("testsuite"):
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(count)) == len(list(suite.iter(tag)))
        assert int(suite.get("tests")) == len(list(suite.iter("testcase")))
    assert len(found) == len(FULL.findings)
    assert "4月 1/2" in found[POLICY.rule].find("failure").text


def sheets(report, language="zh"):
    book = load_workbook(BytesIO(written(report, ".xlsx", language)))
    return {sheet.title: sheet for sheet in book.worksheets}


def rows(sheet):
    """Return the rows below the headings, the lines above them left out."""
    head = int(sheet.freeze_panes[1:]) - 1
    names = [cell.value for cell in sheet[head]]
    return [
        dict(zip(names, row, strict=True)) for row in sheet.iter_rows(head + 1, values_only=True)
    ]


def test_the_workbook_has_a_sheet_for_each_use():
    assert list(sheets(FULL)) == [
        "总览",
        "逐条结果",
        "缺口清单",
        "不认定",
        "待核",
        "照片问题",
        "重复照片",
        "未引用文件",
        "读取问题",
    ]
    assert len(sheets(FULL, "en")) == len(sheets(FULL))


def test_the_workbook_tells_each_rule_with_its_numbers():
    told = {row["编号"]: row for row in rows(sheets(FULL)["逐条结果"])}
    assert list(told) == [one.rule for one in FULL.findings]
    policy = told[POLICY.rule]
    assert [policy[name] for name in ("结论", "标准", "认定", "还差")] == [
        "不达标",
        "每月≥2次",
        "10…11",
        "1",
    ]
    assert "4月 1/2" in policy["说明"]


def test_the_gaps_are_told_by_month_with_pace_and_worker():
    who = replace(FULL.records[0], domain="养老服务", workers=("王甲", "李乙"))
    report = replace(
        FULL,
        findings=(
            replace(POLICY, domain="养老服务"),
            finding(
                "paper", Status.FAIL, refused=(Note("", "保密制度", message("files.missing")),)
            ),
            finding("wish", Status.ADVISORY, missing=Decimal(3), breakdown=POLICY.breakdown),
        ),
        records=(who, replace(who, workers=("李乙",)), replace(who, workers=("张丙",))),
    )
    found = rows(sheets(report)["缺口清单"])
    assert [(row["结论"], row["时段"], row["还差"], row["要补什么"]) for row in found] == [
        ("不达标", "全期", None, "保密制度"),
        ("不达标", "2026年4月", 1, "补1次"),
        ("进行中", "2026年6月", 1, "补1次"),
    ]
    assert [row["经办社工"] for row in found] == [None, "李乙、王甲", "李乙、王甲"]
    assert found[2]["每周需"] == "每周需 1.5次"


def test_records_and_files_stand_with_their_reasons():
    book = sheets(FULL)
    assert [row["记录"] for row in rows(book["不认定"])] == ["4月9日 政策宣传"]
    assert [row["记录"] for row in rows(book["待核"])] == ["5月3日 政策宣传"]
    assert [row["文件"] for row in rows(book["照片问题"])] == ["b.jpg"]
    assert len(rows(book["重复照片"])) == 1
    assert [row["文件"] for row in rows(book["未引用文件"])] == ["b.jpg", "Thumbs.db"]
    assert [row["文件"] for row in rows(book["读取问题"])] == ["坏.xlsx", "台账.xlsx"]


PAIRS = [
    # (what the machine says, what a person says) → what is told; nothing of it refuses a record
    (False, "", "同一张"),
    (True, "", "线索"),
    (True, "同一张", "同一张"),
    (False, "非同一张", "不是同一张"),
]


@pytest.mark.parametrize(("lead", "verdict", "said"), PAIRS)
def test_a_pair_says_what_it_is_and_what_both_are_for(lead, verdict, said):
    ruling = replace(FULL.judgements[0], target="pair", id="cd+ef", verdict=verdict)
    report = replace(
        FULL,
        reuse=(replace(FULL.reuse[0], lead=lead),),
        judgements=(ruling,) if verdict else (),
    )
    (row,) = rows(sheets(report)["重复照片"])
    assert row["结论"] == said
    assert (f"人的认定：{verdict}" in row["说明"]) is bool(verdict)
    files = [cell.value for cell in sheets(report)["重复照片"][2]][1:3]
    assert files == ["a.jpg\n用于：3月1日 走访（认定）", "b.jpg"]


@pytest.mark.parametrize("name", NASTY)
def test_no_text_is_a_formula(name):
    report = replace(
        FULL,
        station=replace(FULL.station, name=name),
        findings=tuple(replace(one, title=name, chapter=name) for one in FULL.findings),
        files=tuple(replace(file, path=name) for file in FULL.files),
        records=tuple(replace(one, label=name, photos=(name,)) for one in FULL.records),
    )
    for sheet in sheets(report).values():
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "inlineStr"}


def test_markdown_tells_each_rule_with_its_numbers():
    page = MarkdownIt("gfm-like", {"linkify": False}).render(written(FULL, ".md").decode())
    assert "<td>养老服务：政策宣传<br>" in page
    row = page.split("养老服务：政策宣传", 1)[1].split("</tr>", 1)[0]
    for said in (">10…11<", ">1<", "4月 1/2"):
        assert said in row
    assert page.count("<tr>") == len(FULL.findings) + page.count("<thead>")


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text_stays_text(name):
    report = replace(
        FULL,
        station=replace(FULL.station, name=name),
        findings=tuple(replace(one, title=name, chapter=name) for one in FULL.findings),
    )
    assert len(list(tree(report).iter())) == len(list(tree(FULL).iter()))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written(report, ".md").decode())
    inline = [child.type for token in tokens for child in token.children or ()]
    assert {*inline} <= {"text", "html_inline", "hardbreak", "softbreak", "text_special"}
    raw = {
        child.content for token in tokens for child in token.children or () if "html" in child.type
    }
    assert raw <= {"<br>"}
    assert not [token for token in tokens if token.type in ("html_block", "fence", "code_block")]
