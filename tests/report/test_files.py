"""The audit as files: each read back by a real reader, its numbers those of the report."""

from dataclasses import replace
from pathlib import PurePath
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from tests.support.reports import FULL, PLAIN, POLICY, finding

from swaudit.model.status import Level, Status
from swaudit.report.outputs import SUFFIXES, renderer

NASTY = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "[/red][bold]",
    "\x1b[31mred\x1b[0m",
    "\u202egpj.exe",
    "a | b | c",
    "**x** `y` [z](http://example.com) ![i](j)",
    "1. one\n2. two",
    "\ud800\ufffe\x00",
    "]]>&amp;<!--",
)


def written(report, suffix, language="zh"):
    return renderer(PurePath(f"结果{suffix}"))(report, language)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("report", [PLAIN, FULL], ids=["plain", "full"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_report_gives_the_same_bytes(report, suffix, language):
    assert written(report, suffix, language) == written(report, suffix, language) != b""


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
