"""Every form of a report says what it rests on: ruleset, parameters, readings, judgements."""

import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import PurePath
from xml.etree import ElementTree

import docx
import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from rich.console import Console
from tests.support.reports import FULL

from swaudit.model.report import Judgement
from swaudit.report.outputs import renderer
from swaudit.report.terminal import render

REPORT = replace(
    FULL,
    ruleset="yunxi-2026",
    ruleset_version="3.1",
    parameters=(("月报截止日", "5"), ("金额门槛", "")),
    judgements=(
        Judgement("record", "服务记录/2", "认定", "评审一", "2026-07-01", "看过原件", "2026-12-31"),
        Judgement("item", "sheet/truth", "2.5", "评审二", "2026-07-02", "查档"),
        Judgement("rule", "office", "达标", "评审三", "2026-07-03", "看过", state="stale"),
    ),
)


def of_words(content):
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def of_sheets(content):
    rows = (row for sheet in load_workbook(BytesIO(content)) for row in sheet.values)
    return "\n".join(" ".join(str(value) for value in row if value is not None) for row in rows)


def of_json(content):
    document = json.loads(content)
    ruleset = document["ruleset"]
    assert ruleset["parameters"] == {"月报截止日": "5", "金额门槛": ""}
    assert ruleset["settled"]["makeup"]["who"] == "区民政局"
    states = [(one["id"], one["by"], one["state"]) for one in document["judgements"]]
    assert states == [
        ("服务记录/2", "评审一", "in_force"),
        ("sheet/truth", "评审二", "in_force"),
        ("office", "评审三", "stale"),
    ]


def of_properties(content):
    suite = ElementTree.fromstring(content).find("testsuite")  # noqa: S314 - made by ourselves
    return "\n".join(one.get("value") for one in suite.iter("property"))


def of_markup(content):
    return re.sub(r"<[^>]+>", " ", content.decode())


def of_markdown(content):
    import html

    return html.unescape(
        re.sub(r"<[^>]+>", "", MarkdownIt().enable("table").render(content.decode()))
    )


FORMS = [
    ("报告.html", of_markup),
    ("报告.md", of_markdown),
    ("报告.docx", of_words),
    ("报告.xlsx", of_sheets),
    ("报告.xml", of_properties),
    ("自检表.docx", of_words),
    ("自检表.xlsx", of_sheets),
    ("整改通知.docx", of_words),
    ("现场核查表.docx", of_words),
    ("确认单.docx", of_words),
]


def told(text):
    """Assert what every form says, however it lays it out."""
    assert "yunxi-2026" in text
    assert "3.1" in text
    assert re.search(r"月报截止日\s+5", text)
    assert re.search(r"金额门槛\s+没有定", text)
    for part in ("补做的算哪个月", "算被补的月", "区民政局", "函〔2026〕3号"):
        assert part in text
    for part in ("服务记录/2", "评审一", "2026-12-31", "sheet/truth", "2.5", "评审二"):
        assert part in text
    assert "失效" in text


@pytest.mark.parametrize(("name", "read"), FORMS, ids=[name for name, _ in FORMS])
def test_every_file_says_what_it_rests_on(name, read):
    told(read(renderer(PurePath(name))(REPORT, "zh")))


def test_the_terminal_says_what_it_rests_on():
    into = StringIO()
    Console(file=into, width=200).print(render(REPORT, "zh", 200))
    told(into.getvalue())


def test_the_json_says_what_it_rests_on():
    of_json(renderer(PurePath("报告.json"))(REPORT, "zh"))


def test_a_paper_names_forty_decisions_and_how_many_more():
    many = tuple(
        Judgement("record", f"服务记录/{at}", "认定", "评审一", "2026-07-01", "看过")
        for at in range(60)
    )
    report = replace(REPORT, judgements=many)
    text = of_words(renderer(PurePath("整改通知.docx"))(report, "zh"))
    assert len(re.findall(r"服务记录/\d+", text)) == 40
    assert "另有 20 条" in text
