"""A ruleset's page in Word and HTML, and the JSON of the rule author's tools under its schemas."""

import io
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from importlib import resources

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from jsonschema import Draft202012Validator
from tests.support.rulesets import CASES, RULESET, write_ruleset

from swaudit.checks.cases import Case
from swaudit.checks.choose import Choose
from swaudit.checks.disjoint import Disjoint, Side
from swaudit.checks.each import Each
from swaudit.checks.files import Files
from swaudit.checks.registry import CHECKS
from swaudit.checks.sample import Sample
from swaudit.checks.scoresheet import Item, Sheet, Steps, Tier
from swaudit.checks.unique import Unique
from swaudit.cli.main import main
from swaudit.query.grammar import Condition, DateOperand, Measure, Pick, Related, Span
from swaudit.query.grammar import Test as Grammar
from swaudit.report.rules_docx import show_docx
from swaudit.report.rules_html import show_html
from swaudit.report.rules_page import page_of
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.schema import RuleHead, Units

MADE = datetime(2026, 7, 1)
HOSTILE = RULESET.replace("title: 看现场", 'title: "<script>alert(1)</script>\\u202e看"')
POLICY = """\
validity:
  source: {document: paper, at: 注1, figure: 水印}
  photos: {needs: [watermark, time], place_free: [培训督导会议]}
"""


@pytest.fixture
def page(tmp_path):
    def read(ruleset=RULESET + POLICY, language="zh"):
        found = load_ruleset(write_ruleset(tmp_path, ruleset))
        return page_of(found, found.rules, language)

    return read


def opened(content):
    return docx.Document(io.BytesIO(content))


def told(document):
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_word_holds_the_whole_page(page):
    document = opened(show_docx(page(), "zh", MADE))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        *("依据文件", "哪些记录算数", "怎样读", "一", "二"),
        *("原文没有写、要确认的数", "原文有几种理解的地方"),
    ]
    assert document.paragraphs[0].style.name == "Title"
    first = [cell.text for cell in document.tables[0].rows[1].cells]
    assert first == [
        "政策：养老服务\n必须\nd1-policy",
        "行2\n“每月2次”\nX-1",
        "每月\n“服务记录”的条数 ≥2\n只看：领域=养老服务，类别=A\n这样才计数：记录认定\n"
        "口径：被补的月\n日期看“计入日”\n口径：做的月\n日期看“日期”\n口径待定：补做算哪月",
    ]
    parameter = [cell.text for cell in document.tables[2].rows[1].cells]
    assert parameter == ["门槛", "金额门槛", "未定", "spending"]
    assert "照片要有水印、水印时间，缺一样的不认定；看不清的由人核定" in told(document)
    assert "共 5 条：必须 5 条，建议 0 条，只报告 0 条" in told(document)


def test_word_is_a4_with_real_styles_repeated_headers_and_chinese_fonts(page):
    document = opened(show_docx(page(), "zh", MADE))
    section = document.sections[0]
    assert section.page_width == pytest.approx(Cm(21), abs=Cm(0.01))
    assert section.page_height == pytest.approx(Cm(29.7), abs=Cm(0.01))
    assert section.header.paragraphs[0].text == "小清单"
    fields = section.footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1", "Header")
    }
    assert fonts == {"Normal": "宋体", "Title": "黑体", "Heading 1": "黑体", "Header": "宋体"}


def test_equal_pages_are_equal_files(page):
    assert show_docx(page(), "zh", MADE) == show_docx(page(), "zh", MADE)


class Parsed(HTMLParser):
    """What a browser would make of a page: its tags, their attributes, the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_html_needs_nothing_beside_it(page, language):
    text = show_html(page(language=language), language)
    parsed = Parsed(text)
    assert not {"script", "link", "img", "iframe"} & set(parsed.tags)
    links = [value for name, value in parsed.attributes if name in ("href", "src")]
    ids = {value for name, value in parsed.attributes if name == "id"}
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    assert "url(" not in text
    assert "@import" not in text
    for expected in ("小清单", "d1-policy", "每月2次", "金额门槛", "补做算哪月"):
        assert expected in parsed.text
    assert not re.search(r"\b(show|ask|report)\.[a-z_]+", parsed.text), "a code without a sentence"


def test_what_a_ruleset_says_is_never_markup_nor_turned_round(page):
    hostile = page(HOSTILE)
    html = Parsed(show_html(hostile, "zh"))
    assert "script" not in html.tags
    for text in (html.text, told(opened(show_docx(hostile, "zh", MADE)))):
        assert "<script>alert(1)</script>\\u202e看" in text


def schema(name):
    text = resources.files("swaudit.report").joinpath(f"schemas/{name}-1.json").read_text("utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text))


SETTLED = RULESET.replace("title: 金额门槛", "title: 金额门槛, value: 5") + (
    "settle: {makeup: {option: strict, who: 某某, document: 复函, date: 2026-07-01}}\n"
)
TOOLS = [
    (["list"], RULESET, CASES),
    (["show", "HERE"], RULESET + POLICY, CASES),
    (["show", "HERE"], SETTLED, CASES),
    (["show", "HERE", "--rule", "papers"], RULESET, CASES),
    (["test", "HERE"], RULESET, CASES.replace("counted: 2}", "counted: 3}")),
    (["test", "HERE"], RULESET, CASES.replace("spending", "spendings")),
    (["lint", "HERE"], RULESET.replace("figure: 每月2次", "figure: ''"), CASES),
    (["lint", "HERE"], RULESET.replace("rows: 支出", "rows: 开支"), CASES),
    (["lint", "no-such-city"], RULESET, CASES),
    (["coverage", "HERE"], RULESET.replace("[X-3]", "[X-9]"), CASES),
    (["diff", "HERE", "hulunbuir-2026"], RULESET, CASES),
]


@pytest.mark.parametrize(("arguments", "ruleset", "cases"), TOOLS)
def test_the_json_of_every_tool_holds_its_schema(tmp_path, capsys, arguments, ruleset, cases):
    folder = str(write_ruleset(tmp_path, ruleset, cases=cases))
    given = [folder if one == "HERE" else one for one in arguments]
    with pytest.raises(SystemExit):
        main(["rules", *given, "--format", "json", "--lang", "zh"])
    document = json.loads(capsys.readouterr().out)
    name = f"rules-{arguments[0]}"
    assert document["schema"] == f"swaudit/{name}/1"
    schema(name).validate(document)


def objects(tree):
    if isinstance(tree, dict):
        if tree.get("type") == "object":
            yield tree
        for inner in tree.values():
            yield from objects(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from objects(inner)


@pytest.mark.parametrize("tool", ["list", "show", "test", "lint", "coverage", "diff"])
def test_every_object_of_the_schemas_is_closed(tool):
    found = list(objects(schema(f"rules-{tool}").schema))
    assert found
    assert all("additionalProperties" in one for one in found)


def test_a_page_can_be_written_in_each_form(tmp_path, capsys):
    folder = write_ruleset(tmp_path / "small")
    files = [tmp_path / f"清单{suffix}" for suffix in (".docx", ".html", ".json")]
    given = [part for file in files for part in ("-o", str(file))]
    with pytest.raises(SystemExit) as left:
        main(["rules", "show", str(folder), *given, "--lang", "zh"])
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (0, "")
    assert said.err.splitlines() == [f"写好了 {file}" for file in files]
    assert "政策：养老服务" in told(docx.Document(files[0]))
    assert "政策：养老服务" in files[1].read_text("utf-8")
    schema("rules-show").validate(json.loads(files[2].read_text("utf-8")))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "small",
        *sorted(file.name for file in files),
    ]


TOLD = {
    RuleHead: "id title chapter source level covers note unit scope when for_each across every "
    "partial due",
    Units: "as_ values rows where active group with_",
    Condition: "valid related all any not_",
    Grammar: "is_ in_ has contains min max above below share_of in_table filled not_",
    Related: "where active pick counted_if rows by distinct sum expect",
    Measure: "where active pick counted_if count distinct sum rows on ratio",
    Pick: "first_by last_by per",
    DateOperand: "date less plus",
    Span: "months days workdays",
    Each: "rows where active pick due assert_",
    Files: "kinds where fields signed words lengths expect",
    Case: "when else_ body",
    Choose: "rows where column options exactly",
    Unique: "rows where keys spans",
    Disjoint: "by left right",
    Side: "rows where",
    Sample: "rows where size",
    Sheet: "total items adjust veto grades",
    Item: "on per rule manual tiers steps deduct add cap id title max start floor changes "
    "for_each combine",
    Tier: "min max above below deduct add unspecified",
    Steps: "below above each points partial",
}


@pytest.mark.parametrize("model", TOLD)
def test_every_key_of_the_language_has_words(model):
    """A key that is added needs words in `report/rules_*.py`: what is not told would mislead."""
    assert set(model.model_fields) == set(TOLD[model].split())


def test_every_kind_of_check_is_among_them():
    kinds = {"measure", "each", "files", "manual", "all", "any", "cases", "score"}
    assert set(CHECKS) == kinds | {"unique", "disjoint", "choose", "sample"}
