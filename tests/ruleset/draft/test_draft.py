"""A ruleset drafted from a checklist: it loads, its tests pass, and only TODOs are left."""

import csv
import zipfile

import pytest
from tests.support.checklists import write_docx, write_xlsx

from swaudit.audit.ruletest import run_cases
from swaudit.ruleset.cases import read_cases
from swaudit.ruleset.draft.clauses import clauses, split
from swaudit.ruleset.draft.folder import draft, example, tally, write
from swaudit.ruleset.draft.reading import DraftError, parse_tables, read_checklist
from swaudit.ruleset.lint import lint
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.source import plain

YEAR = 2026


def drafted(checklist, folder, language="zh"):
    files = draft(checklist, folder.name, "某市清单", YEAR, language)
    write(files, folder)
    return load_ruleset(folder)


def read(path):
    """Read in this process: the children have tests of their own (and one below)."""
    from swaudit.ruleset.draft import reading

    value = parse_tables(path.read_bytes(), path.name)
    assert value["problem"] is None
    tables = tuple(
        reading.ChecklistTable(one["name"] or str(at), reading.regions(one["regions"]))
        for at, one in enumerate(value["tables"], start=1)
    )
    return reading.Checklist(tables, tuple(filter(None, value["outside"])))


@pytest.fixture(scope="module")
def checklist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checklist")
    return read(write_docx(folder / "清单.docx", above=["某市2027年清单", "照片不得重复使用"]))


EXPECTED = {
    # rule: (keys of its check, figure)
    "t1-r2-1": ({"every", "measure", "expect"}, "每月不少于2次"),
    "t1-r3-1": ({"every", "measure", "expect"}, "全年5个、每个5节"),
    "t1-r4-1": ({"each"}, "15个工作日内"),
    "t1-r4-2": ({"level", "measure", "expect"}, "2名"),
    "t1-r5-1": ({"measure", "expect"}, "不超过10%"),
    "t1-r5-2": ({"each"}, "2000元以上"),
    "t1-r6-1": ({"files"}, ""),
    "t1-r7-1": ({"manual"}, ""),
    "t1-r8-1": ({"every", "due", "measure", "expect"}, "每月5日前"),
}
HEAD = {"id", "title", "chapter", "source", "covers"}


def test_every_clause_becomes_a_rule_with_its_figure_and_a_check(checklist, tmp_path):
    rules = drafted(checklist, tmp_path / "my-city").rules
    found = {
        rule.head.id: (set(rule.tree.entries) - HEAD, rule.head.source.figure) for rule in rules
    }
    assert found == EXPECTED
    places = {rule.head.id: rule.head.source.at for rule in rules}
    assert places["t1-r4-2"] == "表1 行4"


def test_merged_cells_are_carried_down(checklist):
    found = {one.id: one for one in clauses(checklist)}
    assert [found[name].chapter for name in ("t1-r2-1", "t1-r4-2")] == ["养老服务"] * 2
    assert found["t1-r4-1"].subject == "个案服务"
    assert found["t1-r7-1"].evidence == "制度文本"


def test_a_cell_merged_over_rows_is_one_requirement_and_a_doubt(tmp_path):
    rows = (("任务", "服务标准"), ("养老服务", "每月2次宣传"), ("社会救助", "^"), ("助残", "^"))
    ruleset = drafted(read(write_docx(tmp_path / "a.docx", rows)), tmp_path / "my-city")
    assert [rule.head.id for rule in ruleset.rules] == ["t1-r2-1"]
    assert "第 2–4 行" in (tmp_path / "my-city" / "ruleset.yaml").read_text("utf-8")


def test_what_is_drafted_is_what_its_checks_say(checklist, tmp_path):
    rules = {rule.head.id: plain(rule.tree) for rule in drafted(checklist, tmp_path / "a").rules}
    service = {"count": "服务记录", "where": {"领域": "养老服务"}, "counted_if": ["valid"]}
    assert rules["t1-r2-1"]["measure"] == service
    assert rules["t1-r2-1"]["expect"] == {"min": 2}
    (related,) = rules["t1-r3-1"]["measure"]["counted_if"]
    assert related["related"]["expect"] == {"min": 5}
    until = {"date": "接案日", "plus": {"workdays": 15}}
    assert rules["t1-r4-1"]["each"]["assert"] == {"结案日": {"max": until}}
    assert rules["t1-r4-2"]["level"] == "should"
    assert rules["t1-r5-1"]["measure"]["ratio"]["of"]["where"] == {"科目": "管理费"}
    assert rules["t1-r5-2"]["each"]["where"] == {"金额": {"min": 2000}}
    assert rules["t1-r6-1"]["files"] == {"kinds": ["财务管理制度", "人员管理制度"]}
    assert rules["t1-r8-1"]["due"] == {"after_period": 5}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_loads_its_tests_pass_and_lint_finds_only_todos(checklist, tmp_path, language):
    ruleset = drafted(checklist, tmp_path / "my-city", language)
    results = list(run_cases(read_cases(ruleset), ruleset))
    assert [one for one in results if not one.passed] == []
    assert {one.case.rule for one in results} == set(EXPECTED)
    complaints = lint(tmp_path / "my-city")
    assert {one.problem.said.code for one in complaints} == {"lint.todo"}
    assert {one.severity for one in complaints} == {"error"}
    files = {path.name for path in (tmp_path / "my-city").rglob("*") if path.is_file()}
    assert files == {"ruleset.yaml", "requirements.csv", "README.md", "table-1.yaml"}


def test_nothing_of_the_source_stands_outside_a_todo(checklist, tmp_path):
    drafted(checklist, tmp_path / "my-city")
    for line in (tmp_path / "my-city" / "ruleset.yaml").read_text("utf-8").splitlines():
        for words in ("布局合理", "政策宣传", "不少于2次", "完成预估", "签到表"):
            assert words not in line or "TODO" in line or f"figure: 每月{words}" in line


def test_a_ruleset_without_todos_is_done(checklist, tmp_path):
    drafted(checklist, tmp_path / "my-city")
    for path in (tmp_path / "my-city").rglob("*.*"):
        text = path.read_text("utf-8").replace('"TODO ', '"').replace("TODO ", "")
        path.write_text(text, "utf-8")
    assert lint(tmp_path / "my-city") == ()


def test_every_requirement_is_listed_once(checklist, tmp_path):
    drafted(checklist, tmp_path / "my-city")
    with (tmp_path / "my-city" / "requirements.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == [f"R-{at:03}" for at in range(1, len(EXPECTED) + 1)]
    assert [row["disposition"] for row in rows].count("manual") == 1
    assert all("TODO" in row["requirement"] for row in rows)


def test_what_stands_outside_the_tables_is_named(checklist, tmp_path):
    drafted(checklist, tmp_path / "my-city")
    readme = (tmp_path / "my-city" / "README.md").read_text("utf-8")
    assert "- [ ] 照片不得重复使用" in readme


def test_the_year_is_the_source_s_where_it_names_one(checklist, tmp_path):
    assert drafted(checklist, tmp_path / "my-city").start.year == 2027


def test_a_workbook_gives_the_same_rules(checklist, tmp_path):
    ruleset = drafted(read(write_xlsx(tmp_path / "清单.xlsx")), tmp_path / "my-city")
    assert {rule.head.id for rule in ruleset.rules} == set(EXPECTED)
    assert ruleset.rules[0].head.source.at == "清单 行2"


def test_a_draft_is_the_same_every_time(checklist):
    assert draft(checklist, "a", "b", YEAR, "zh") == draft(checklist, "a", "b", YEAR, "zh")


def test_a_name_that_is_no_id_gets_one(checklist):
    assert "id: my-city\n" in draft(checklist, "本市清单", "b", YEAR, "zh")["ruleset.yaml"]


def test_the_bare_one_is_drafted_from_an_example(tmp_path):
    ruleset = drafted(example(), tmp_path / "my-city")
    assert all(one.passed for one in run_cases(read_cases(ruleset), ruleset))
    assert tally(draft(example(), "a", "b", YEAR, "zh"))["total"] == len(ruleset.rules)


@pytest.mark.parametrize(
    "text",
    [
        '每月2次 "引号" {花括号} # 井号: 冒号',
        "=cmd|' /C calc'!A0 每月2次",
        "每月2次\x1b[31m红\x07",
        "{domain}：不少于{n}人",
        "- 每月2次\n- null\n- true",
        "每月99999999999999999999次",
        "接案后99999999个工作日内，每月9999999日前报送月报",
        "不少于0次活动",
        "不超过1.5个小组",
        "活动每月２次" * 200,
        "一" * 3000,
        "（" * 500 + "每月2次",
    ],
)
def test_whatever_a_cell_holds_the_draft_loads(tmp_path, text):
    from swaudit.ruleset.draft.reading import Checklist, ChecklistTable, regions

    raw = [[1, 1, 1, 1, "任务"], [1, 2, 1, 1, "要求"], [2, 1, 1, 1, "养老"], [2, 2, 1, 1, text]]
    ruleset = drafted(Checklist((ChecklistTable("1", regions(raw)),)), tmp_path / "a")
    assert all(one.passed for one in run_cases(read_cases(ruleset), ruleset))
    assert {one.problem.said.code for one in lint(tmp_path / "a")} == {"lint.todo"}


SPLIT = [
    ("①办公场所。\n②桌椅", ["办公场所", "桌椅"]),
    ("1.有章程；2.有公示", ["有章程", "有公示"]),
    ("6个小组、每个5节（每节不得少于6人）", ["6个小组、每个5节（每节不得少于6人）"]),
    ("2名社工，至少1人持证", ["2名社工", "至少1人持证"]),
    ("政策咨询、就业援助，每月2次", ["政策咨询、就业援助，每月2次"]),
    ("1,000元以上", ["1,000元以上"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), SPLIT)
def test_a_cell_is_cut_into_its_requirements(text, wanted):
    assert list(split(text)) == wanted


def test_a_table_without_a_header_is_drafted_all_the_same(tmp_path):
    rows = (("养老服务", "每月2次宣传"), ("社会救助", "每月1次走访"))
    found = clauses(read(write_docx(tmp_path / "a.docx", rows)))
    assert [(one.chapter, one.text) for one in found] == list(rows)


def test_a_heading_over_the_whole_width_is_the_chapter(tmp_path):
    path = write_docx(tmp_path / "a.docx", (("任务", "要求"), ("^", "^"), ("", "每月2次走访")))
    import docx

    document = docx.Document(str(path))
    table = document.tables[0]
    row = table.add_row()
    row.cells[0].merge(row.cells[1]).text = "二、养老服务"
    table.add_row().cells[1].text = "每月3次宣传"
    document.save(str(path))
    assert [one.chapter for one in clauses(read(path))][-1] == "二、养老服务"


def bomb(path):
    """Write an archive that says of itself how much it would unfold to."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
        archive.filelist[0].file_size = 2**31
    return path


BROKEN = [
    ("a.docx", b"", "draft.not_a_document"),
    ("a.docx", b"plain text", "draft.not_a_document"),
    ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "draft.old_word"),
    ("a.docx", b"PK\x03\x04" + bytes(60), "sheet.damaged"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.damaged"),
]


@pytest.mark.parametrize(("name", "content", "code"), BROKEN)
def test_what_cannot_be_read_is_told(name, content, code):
    assert parse_tables(content, name) == {"problem": code}


def test_a_bomb_is_refused_before_it_unfolds(tmp_path):
    path = bomb(tmp_path / "a.docx")
    assert parse_tables(path.read_bytes(), "a.docx") == {"problem": "sheet.too_large"}


def test_files_are_read_in_a_child(tmp_path):
    checklist = read_checklist(write_docx(tmp_path / "清单.docx"))
    assert len(clauses(checklist)) == len(EXPECTED)
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(DraftError) as caught:
        read_checklist(tmp_path / "bad.docx")
    assert (caught.value.said.code, caught.value.reason.code) == (
        "draft.unreadable",
        "sheet.damaged",
    )


def test_a_document_without_tables_is_told(tmp_path):
    import docx

    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(DraftError) as caught:
        read_checklist(tmp_path / "a.docx")
    assert caught.value.said.code == "draft.no_table"


def test_a_folder_that_holds_anything_is_never_written(tmp_path):
    (tmp_path / "a").mkdir()
    write({"x": "1"}, tmp_path / "a")
    with pytest.raises(DraftError) as caught:
        write({"x": "2"}, tmp_path / "a")
    assert caught.value.said.code == "draft.folder_taken"
    assert (tmp_path / "a" / "x").read_text() == "1"
