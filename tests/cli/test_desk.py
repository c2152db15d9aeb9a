"""What a rule author takes to those who decide: the document, the letter and its answers, diff."""

import json
from datetime import date, datetime

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook
from tests.support.rulesets import RULESET, write_ruleset

from swaudit.model.message import tell
from swaudit.report.questions_docx import letter_docx
from swaudit.report.rules_questions import letter_of
from swaudit.ruleset.answers import LetterError, answers_of, parse_letter
from swaudit.ruleset.load import load_ruleset

MAKEUP = """\
swaudit: 1
id: city
version: "1"
title: 一市清单
sources: {paper: 试验文件}
chapters: [一]
start: 2026-01-01
end: 2026-02-28
domains: {养老服务: []}
parameters:
  次数: {title: 项目期内走访几次}
  项目: {title: 选哪一项}
  起算日: {title: 从哪天起}
readings:
  makeup: {question: 补做算哪月, options: {allowed: 算被补的月, strict: 算做的月}}
  unused: {question: 没有要求用到的, options: {a: 甲, b: 乙}}
rules:
- id: monthly
  title: 每月服务
  chapter: 一
  source: {document: paper, at: 行1, figure: 每月1次}
  every: month
  measure:
    count: 服务记录
    on: {by_reading: {makeup: {allowed: 计入日, strict: 日期}}}
    counted_if: [valid]
  expect: {min: 1}
- id: visits
  title: 走访
  chapter: 一
  source: {document: paper, at: 行2}
  when: {自选项目: {in: ["8.1", {param: 项目}]}}
  measure: {count: 服务记录, where: {日期: {min: {date: {param: 起算日}}}}}
  expect: {min: {param: 次数}}
"""


@pytest.fixture
def city(tmp_path):
    return write_ruleset(tmp_path / "city", MAKEUP, None, None)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """Return the file of the letter that the city's ruleset asks."""
    ruleset = load_ruleset(write_ruleset(tmp_path_factory.mktemp("city"), MAKEUP, None, None))
    return letter_docx(letter_of(ruleset, "zh"), "zh", datetime(2026, 7, 1))


@pytest.fixture
def letter(blank, tmp_path):
    """Return the path of a letter, and a function that fills it in and saves it."""
    path = tmp_path / "口径确认函.docx"
    path.write_bytes(blank)

    def fill(**cells):
        document = docx.Document(path)
        for table in document.tables[-2:]:
            for row in table.rows:
                first, *_, last = row.cells
                name = first.paragraphs[0].text.strip()
                if name in cells:
                    cells[name](last)
        document.save(path)
        return path

    return path, fill


def tick(*letters):
    def write(cell):
        for paragraph in cell.paragraphs:
            box, words = paragraph._p.findall(".//" + qn("w:t"))
            if words.text.split()[0] in letters:
                box.text = "☑"

    return write


def say(text):
    def write(cell):
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        for part in list(cell.paragraphs[0]._p):
            cell.paragraphs[0]._p.remove(part)
        cell.paragraphs[0].add_run(text)

    return write


SIGNED = {
    "答复人": say("示例市民政局 某某"),
    "依据文件": say("复函〔2026〕0号"),
    "答复日期": say("2026年7月1日"),
}


def test_the_letter_asks_what_rules_use_and_nobody_has_settled(swaudit, city, tmp_path):
    path = tmp_path / "函.docx"
    code, out, err = swaudit("rules", "questions", city, "-o", path)
    assert (code, out, err) == (0, "", f"写好了 {path}：4 个问题\n")
    document = docx.Document(path)
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "口径确认函" in told
    assert "1. 补做算哪月" in told
    ids = [row.cells[0].text for row in document.tables[-2].rows]
    assert ids == ["编号", "口径:makeup", "参数:次数", "参数:项目", "参数:起算日"]
    effects = document.tables[0].rows
    assert [cell.text for cell in effects[0].cells] == [
        "关系到的要求",
        "A  算被补的月",
        "B  算做的月",
    ]
    assert [cell.text for cell in effects[1].cells[1:]] == ["日期看“计入日”", "日期看“日期”"]
    assert "“每月1次”" in effects[1].cells[0].text
    code, out, _ = swaudit("rules", "questions", city)
    assert code == 0
    assert out.splitlines()[0] == "口径:makeup  补做算哪月"


def test_answers_come_back_as_a_ruleset_that_changes_the_verdict(swaudit, city, letter, tmp_path):
    _, fill = letter
    path = fill(**{"口径:makeup": tick("A"), "参数:次数": say("２次"), **SIGNED})
    station = make_station(tmp_path / "站")
    assert monthly(swaudit, station, city) == "ruling_needed"
    overlay = tmp_path / "口径.yaml"
    code, out, err = swaudit("rules", "questions", city, "--answers", path, "-o", overlay)
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        f"写好了 {overlay}：口径 1 个、参数 1 个有了答复",
        "还没有答复：参数:项目、参数:起算日",
    ]
    assert monthly(swaudit, station, overlay) == "pass"
    _, shown, _ = swaudit("rules", "show", overlay)
    assert (
        "  口径已定：补做算哪月 → 算被补的月（示例市民政局 某某，复函〔2026〕0号，2026-07-01）"
        in shown.splitlines()
    )
    assert "  “服务记录”的条数 ≥2〔次数〕" in shown.splitlines()
    document = json.loads(swaudit("rules", "show", overlay, "--format", "json")[1])
    assert {one["name"]: (one["value"], one["agreed"]) for one in document["parameters"]} == {
        "次数": (
            "2",
            {"who": "示例市民政局 某某", "document": "复函〔2026〕0号", "date": "2026-07-01"},
        ),
        "项目": (None, None),
        "起算日": (None, None),
    }
    assert document["readings"][0]["settled"]["option"] == "allowed"


def test_the_rest_can_be_answered_in_a_second_letter(swaudit, city, letter, tmp_path):
    _, fill = letter
    path = fill(**{"口径:makeup": tick("B"), "参数:起算日": say("2026.1.9"), **SIGNED})
    first, again = tmp_path / "一.yaml", tmp_path / "函二.docx"
    swaudit("rules", "questions", city, "--answers", path, "-o", first)
    swaudit("rules", "questions", first, "-o", again)
    document = docx.Document(again)
    assert [row.cells[0].text for row in document.tables[-2].rows][1:] == ["参数:次数", "参数:项目"]
    rows = {row.cells[0].paragraphs[0].text: row for t in document.tables for row in t.rows}
    for name, write in {**SIGNED, "参数:次数": say("2"), "参数:项目": say("8.10")}.items():
        write(rows[name].cells[-1])
    document.save(again)
    second = tmp_path / "二.yaml"
    assert swaudit("rules", "questions", first, "--answers", again, "-o", second)[0] == 0
    code, _, err = swaudit("rules", "questions", second)
    assert (code, err) == (4, "没有要问的：参数都定了，口径都确认了\n")
    shown = json.loads(swaudit("rules", "show", second, "--format", "json")[1])
    assert [one["value"] for one in shown["parameters"]] == ["2", "8.10", "2026-01-09"]
    assert shown["readings"][0]["settled"]["option"] == "strict"


WAYS = [
    (tick("B"), "strict"),
    (say("A"), "allowed"),
    (say("b"), "strict"),
    (say("算做的月"), "strict"),
    (say("√ A 算被补的月"), "allowed"),
    (say("□A 算被补的月 √"), "allowed"),
]


def answers(path, city):
    """Read a letter without the child process that it is parsed in for a user."""
    return answers_of(parse_letter(path.read_bytes(), path.name), load_ruleset(city))


@pytest.mark.parametrize(("answer", "option"), WAYS)
def test_an_option_may_be_ticked_or_typed(city, letter, answer, option):
    _, fill = letter
    read = answers(fill(**{"口径:makeup": answer, **SIGNED}), city)
    assert (read.settled, read.values) == ({"makeup": option}, {})
    assert [question.id for question in read.open] == ["参数:次数", "参数:项目", "参数:起算日"]


DATES = ["2026-07-01", "2026.7.1", "2026/7/1", "２０２６年７月１日"]


@pytest.mark.parametrize("written", DATES)
def test_a_date_may_be_written_as_people_do(city, letter, written):
    _, fill = letter
    path = fill(**{"口径:makeup": tick("A"), **SIGNED, "答复日期": say(written)})
    assert answers(path, city).day == date(2026, 7, 1)


VALUES = [("3", 3), ("３", 3), ("3次", 3), (" 1,000 元 ", 1000), ("2.50", "2.50")]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_a_number_may_have_its_unit(city, letter, written, value):
    _, fill = letter
    assert answers(fill(**{"参数:次数": say(written), **SIGNED}), city).values == {"次数": value}


WRONG = [
    ({"口径:makeup": tick("A", "B")}, "答复表的“口径:makeup”选了几种"),
    ({"口径:makeup": say("C")}, "答复表的“口径:makeup”看不懂：C。请在 A、B 里选一种"),
    ({"口径:makeup": say("都行")}, "答复表的“口径:makeup”看不懂：都行"),
    ({"口径:makeup": say("☒ A 算被补的月")}, "答复表的“口径:makeup”看不懂：☒ A 算被补的月"),
    ({"参数:次数": say("三次")}, "答复表的“参数:次数”要填一个数，如 5；填的是：三次"),
    ({"参数:起算日": say("年初")}, "答复表的“参数:起算日”要填日期，如 2026年7月1日；填的是：年初"),
    ({"参数:次数": say("5个工作日")}, "要填一个数，如 5；填的是：5个工作日"),
    ({"参数:次数": say("2"), "答复人": say(" ")}, "落款表的“答复人”没有填"),
    ({"参数:次数": say("2"), "依据文件": say("")}, "落款表的“依据文件”没有填"),
    ({"参数:次数": say("2"), "答复日期": say("")}, "落款表的“答复日期”没有填"),
    ({"参数:次数": say("2"), "答复日期": say("7月1日")}, "落款表的“答复日期”看不懂：7月1日"),
    (
        {"参数:次数": say("2"), "清单": say("city 2")},
        "这份函问的是“city 2”，要写的是“city 1”的答复",
    ),
    (
        {"参数:次数": say("2"), "口径:makeup": lambda cell: say("口径:nope")(first(cell))},
        "没有问过",
    ),
    ({"参数:次数": say("2"), "口径:makeup": lambda cell: say("参数:次数")(first(cell))}, "有两行"),
    ({}, "一项也没有答复"),
]


def first(cell):
    """Return the first cell of the row another cell stands in."""
    return docx.table._Cell(cell._tc.getparent().tc_lst[0], cell._parent)


@pytest.mark.parametrize(("cells", "told"), WRONG)
def test_a_letter_that_is_not_clear_is_refused_with_the_place(city, letter, cells, told):
    _, fill = letter
    path = fill(**{**SIGNED, **cells})
    with pytest.raises(LetterError) as refused:
        answers(path, city)
    assert told in "\n".join(tell(said, "zh") for said in refused.value.said)


def test_nothing_is_written_of_a_letter_that_is_not_clear(swaudit, city, letter, tmp_path):
    _, fill = letter
    path, overlay = fill(**{"口径:makeup": tick("A", "B")}), tmp_path / "口径.yaml"
    code, out, err = swaudit("rules", "questions", city, "--answers", path, "-o", overlay)
    assert (code, out, overlay.exists()) == (2, "", False)
    assert len(err.splitlines()) == 4


def test_what_is_no_letter_is_refused(swaudit, city, tmp_path):
    other, broken = tmp_path / "别的.docx", tmp_path / "坏.docx"
    docx.Document().save(other)
    broken.write_bytes(b"PK\x03\x04 not a document")
    with pytest.raises(LetterError, match=r"letter\.no_tables"):
        answers(other, city)
    code, _, err = swaudit("rules", "questions", city, "--answers", broken)
    assert (code, err) == (2, "坏.docx：读不出来，要的是 Word 文件（.docx）\n")


@pytest.mark.parametrize("tool", [["show"], ["questions"], ["questions", "--answers"]])
def test_the_ruleset_and_unknown_kinds_are_never_written(swaudit, city, letter, tool):
    path, fill = letter
    fill(**{"口径:makeup": tick("A"), **SIGNED})
    more = [path] if "--answers" in tool else []
    before = (city / "ruleset.yaml").read_bytes()
    for target in (city / "ruleset.yaml", city / "x.pdf", city / "没有" / "x.docx"):
        code, _, err = swaudit("rules", tool[0], city, *tool[1:], *more, "-o", target)
        assert code == 2
        assert str(target) in err
    assert (city / "ruleset.yaml").read_bytes() == before


def monthly(swaudit, station, ruleset):
    arguments = ("--ruleset", ruleset, "--as-of", "2026-03-05", "--format", "json", "--quiet")
    report = json.loads(swaudit("audit", station, *arguments)[1])
    return next(rule["status"] for rule in report["rules"] if rule["id"] == "monthly")


def make_station(folder):
    """Two services in February, one of them made up for January."""
    folder.mkdir()
    book = Workbook()
    basics = book.active
    basics.title = "基本信息"
    basics.append(("项", "内容"))
    basics.append(("站点名称", "示例站"))
    basics.append(("合同起", date(2026, 1, 1)))
    basics.append(("合同止", date(2026, 2, 28)))
    work = book.create_sheet("工作流水")
    work.append(("日期", "领域", "形式", "内容", "对象或人数", "地点", "补哪月"))
    work.append((date(2026, 2, 3), "养老服务", "走访", "政策宣传", "12", "示例镇", "1月"))
    work.append((date(2026, 2, 10), "养老服务", "走访", "政策宣传", "12", "示例镇", None))
    book.save(folder / "台账.xlsx")
    return folder


CHANGED = [
    ("    expect: {min: 2}", "expect: {min: 2}", "expect: {min: 3}", "    界限 ≥：2 → 3"),
    ("expect", "expect: {min: 2}", "expect: {min: {param: 门槛}}", "    界限 ≥：2 → 〔门槛〕"),
    ("period", "every: month", "every: quarter", "    期间：month → quarter"),
    ("level", "every: month", "every: month\n      level: should", "    级别：must → should"),
    ("figure", "figure: 每月2次", "figure: 每月两次", "    出处 原文数字：每月2次 → 每月两次"),
    ("at", "at: 行2, ", "at: 行9, ", "    出处 位置：行2 → 行9"),
]


@pytest.mark.parametrize(("_", "old", "new", "line"), CHANGED)
def test_diff_tells_each_field_that_changed(swaudit, tmp_path, _, old, new, line):
    before = write_ruleset(tmp_path / "a")
    after = write_ruleset(tmp_path / "b", RULESET.replace(old, new))
    code, out, err = swaudit("rules", "diff", before, after)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        *("small 1 → small 1", "", "要求：加 0 条，去 0 条，改 2 条"),
        *("~ d1-policy  政策：养老服务", line, "~ d2-policy  政策：社会救助", line),
    ]


def test_diff_tells_what_came_and_went(swaudit, tmp_path):
    after = (
        RULESET.replace('version: "1"', 'version: "2"')
        .replace("- id: look\n", "- id: see\n")
        .replace("  门槛: {title: 金额门槛}", "  门槛: {title: 金额门槛, value: 5}")
        .replace("strict: 做的月}", "strict: 实际做的月}")
        .replace("[养老]", "[养老, 为老]")
        .replace("documents:", "tables: {物品: {columns: {名称: text}}}\ndocuments:")
        .replace("制度: {names: [制度]}", "制度: {names: [制度, 办法]}")
    )
    new = write_ruleset(tmp_path / "b", after)
    code, out, _ = swaudit("rules", "diff", write_ruleset(tmp_path / "a"), new)
    assert code == 0
    assert out.splitlines() == [
        *("small 1 → small 2", "", "清单本身", "  领域 养老服务：养老 → 养老、为老"),
        *("", "要求：加 1 条，去 1 条，改 0 条", "- look  看现场", "+ see  看现场"),
        *("", "参数：加 0 个，去 0 个，改 1 个", "~ 门槛  金额门槛", "    值：加上 5"),
        *("", "口径：加 0 个，去 0 个，改 1 个", "~ makeup  补做算哪月"),
        "    几种理解 strict：做的月 → 实际做的月",
        *("", "表：加 1 张，去 0 张，改 0 张", "+ 物品"),
        *("", "文件：加 0 种，去 0 种，改 1 种", "~ 制度", "    文件名：制度 → 制度、办法"),
    ]


def test_diff_of_the_same_is_0_and_says_so(swaudit, tmp_path):
    folder = write_ruleset(tmp_path)
    assert swaudit("rules", "diff", folder, folder)[:2] == (0, "small 1 → small 1\n没有不同\n")


def test_diff_of_a_ruleset_that_is_not_there_is_2(swaudit, tmp_path):
    code, out, err = swaudit("rules", "diff", write_ruleset(tmp_path), "no-such-city")
    assert (code, out) == (2, "")
    assert err.startswith("找不到清单“no-such-city”\n")
