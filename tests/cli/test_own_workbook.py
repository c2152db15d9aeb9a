"""`swaudit init --from`: a station keeps its own workbook, and only confirms what it is."""

import json
from datetime import date

import pytest
from tests.support.books import WRITERS, Page, xlsx
from tests.support.own_books import MONTHLY, OWN_BOOKS

from swaudit.audit.mapping import read_mapping
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.load import load_ruleset


@pytest.fixture
def station(tmp_path, swaudit):
    """The folder of a station, its own workbook in it."""

    class Station:
        folder = tmp_path / "示例站"
        mapping = tmp_path / "示例站.swaudit" / "对应.yaml"

        def hand_in(self, book, pages=None):
            self.folder.mkdir(exist_ok=True)
            self.book = self.folder / book.file
            self.ruleset = book.ruleset
            self.book.write_bytes(WRITERS[book.kind](*(pages or book.pages)))

        def propose(self):
            return swaudit("init", self.ruleset, self.folder, "--from", self.book)

        def confirm(self):
            text = self.mapping.read_text(encoding="utf-8")
            self.mapping.write_text(text.replace("confirmed: no", "confirmed: yes"), "utf-8")

        def audit(self, *more):
            told = swaudit(
                "audit", self.folder, "--quick", "--format", "json", "--as-of", "2026-04-01", *more
            )
            return json.loads(told[1])

    return Station()


@pytest.fixture(scope="module")
def specs():
    return load_ruleset("hulunbuir-2026").specs


def codes(found):
    return [problem["code"] for problem in found["problems"]]


@pytest.mark.parametrize("name", OWN_BOOKS)
def test_nothing_but_confirming_is_needed(name, station):
    book = OWN_BOOKS[name]
    station.hand_in(book)
    found = station.audit("--ruleset", book.ruleset)
    assert found["health"]["rows_read"] == 0
    assert {"note.sheet_unknown"} <= set(codes(found)) <= {"note.sheet_unknown", "note.sheet_like"}

    assert station.propose()[0] == 0
    found = station.audit()
    assert found["health"]["rows_read"] == 0
    assert codes(found)[0] == found["next_steps"][0]["code"] == "mapping.unconfirmed"

    station.confirm()
    found = station.audit()
    assert [one["code"] for one in found["problems"]] == ["note.mapping_in_force"]
    assert found["health"]["rows_read"] == sum(book.rows.values())
    assert found["health"]["rows_problem"] == 0


def test_a_new_month_a_new_name_and_title_rows_are_read_by_the_same_mapping(station):
    station.hand_in(MONTHLY)
    station.propose()
    station.confirm()
    january, february, roster = MONTHLY.pages
    row = [1, date(2026, 3, 3), "老人", "入户", "政策宣传", "示例乙", "示例村", "示例甲", "晴"]
    march = Page("3月走访登记", [["示例站"], ["二〇二六年三月"], january.rows[2], row])
    renamed = Page("开年走访", february.rows)
    moved = Page("辖区老人花名册", [["示例站名册"], [], *roster.rows])
    station.hand_in(MONTHLY, (january, renamed, march, moved))
    found = station.audit()
    assert [one["code"] for one in found["problems"]] == ["note.mapping_in_force"]
    assert found["health"]["rows_read"] == sum(MONTHLY.rows.values()) + 1
    (said,) = found["problems"]
    assert "走访登记" in said["text"]
    assert "→ 工作流水" in said["text"]


def test_a_mapping_that_no_longer_fits_says_so(station):
    station.hand_in(MONTHLY)
    station.propose()
    station.confirm()
    january, february, _ = MONTHLY.pages
    renamed = ["访问的人" if word == "受访者" else word for word in january.rows[2]]
    other = [renamed, *january.rows[3:]]
    station.hand_in(MONTHLY, (Page("1月走访登记", other), february))
    found = station.audit()
    assert "mapping.header_gone" in codes(found)
    assert "mapping.sheet_gone" in codes(found)  # the roster
    assert found["next_steps"][0]["code"] == "next.mapping"
    (gone,) = (one for one in found["problems"] if one["code"] == "mapping.header_gone")
    assert "受访者" in gone["text"]
    assert gone["sheet"] == "1月走访登记"

    # Proposed anew, what a person wrote before is kept, and so is the file it stood in.
    station.propose()
    told = station.mapping.read_text(encoding="utf-8")
    assert "confirmed: no" in told
    assert (station.mapping.parent / "对应-旧1.yaml").exists()


def test_what_a_person_wrote_comes_before_a_guess(station):
    station.hand_in(MONTHLY)
    station.propose()
    text = station.mapping.read_text(encoding="utf-8")
    station.mapping.write_text(text.replace("天气: 不用", "天气: 备注", 1), "utf-8")
    station.propose()
    assert "天气: 备注  # 把握大" in station.mapping.read_text(encoding="utf-8")


def test_the_proposal_shows_nobody_and_leaves_the_evidence_alone(station):
    station.hand_in(MONTHLY)
    before = station.book.read_bytes()
    _, told, _ = station.propose()
    text = station.mapping.read_text(encoding="utf-8")
    for personal in ("示例乙", "示例丁", "13800000000", "110101195001011239"):
        assert personal not in text + told
    assert sorted(path.name for path in station.folder.iterdir()) == [
        "station.yaml",
        MONTHLY.file,
    ]
    assert station.book.read_bytes() == before


def test_without_names_it_goes_by_station_yaml_and_the_folder_of_the_workbook(station, swaudit):
    station.hand_in(MONTHLY)
    (station.folder / "station.yaml").write_text("ruleset: hulunbuir-2026\n", encoding="utf-8")
    assert swaudit("init", "--from", station.book)[0] == 0
    assert station.mapping.exists()


def test_a_workbook_that_is_read_as_it_is_needs_no_mapping(station, swaudit):
    station.hand_in(MONTHLY)
    head = ["日期", "领域", "形式", "内容"]
    rows = [head, [date(2026, 3, 5), "养老服务", "走访", "政策宣传"]]
    station.book.write_bytes(xlsx(Page("工作流水", rows)))
    code, told, _ = station.propose()
    assert (code, station.mapping.exists()) == (0, False)
    assert "不用写对应" in told


def test_what_cannot_be_told_is_asked(station):
    head = ["服务日期", "板块", "事项", "谁去的", "电话情况", "服务方式"]
    rows = [["x", "老人", "聊天", "示例甲", 1, "很好"], ["y", "孩子", "z", "示例甲", 2, "一般"]]
    other = Page("食堂", [["菜名", "价钱"], ["白菜", 3]])
    station.hand_in(MONTHLY, (Page("服务记录登记", [head, *rows]), other))
    _, told, _ = station.propose()
    text = station.mapping.read_text(encoding="utf-8")
    assert "《食堂》" in told
    assert "#     菜名: " in text
    assert "服务日期: 日期  # 多半是" in text  # the very name, though no cell is a day
    assert '服务方式: "?"  # 拿不准，可能是“形式”' in text
    station.confirm()
    with pytest.raises(json.JSONDecodeError):
        station.audit()  # refused: there is a ? to be decided


def test_a_folder_of_photos_stands_for_its_field(station, swaudit):
    station.hand_in(MONTHLY)
    photos = station.folder / "影像" / "老年人" / "2026-01-06"
    photos.mkdir(parents=True)
    (photos / "a.jpg").write_bytes(b"no picture, but a file")
    station.propose()
    assert "影像/老年人: 养老服务  # 1 个文件" in station.mapping.read_text(encoding="utf-8")
    # The row in doubt about nothing but its photo: it is linked by the folder's day and field.
    station.confirm()
    _, told, _ = swaudit("explain", station.folder, "1月走访登记!4", "--quick")
    assert "2026-01-06/a.jpg" in told


RULES = """\
swaudit: 1
id: folders
version: 1
title: 文件夹
start: 2026-01-01
end: 2026-12-31
domains: {养老服务: [养老], 社会救助: []}
sources: {paper: 示例文件}
chapters: [一]
documents:
  工作台账: {names: [台账], in: 名单档案}
rules:
- id: books
  title: 台账
  chapter: 一
  source: {document: paper, at: 行1}
  files: {kinds: [工作台账], where: {领域: 养老服务}}
- id: visits
  title: 走访
  chapter: 一
  source: {document: paper, at: 行2, figure: 每月1次}
  measure: {count: 服务记录, on: 日期, where: {领域: 养老服务}}
  every: month
  expect: {min: 1}
"""
CANONICAL = ("名单档案/养老服务/台账.txt", "服务记录/养老服务/2026-01-06/a.jpg")
OWN = ("名单和档案/老年组/台账.txt", "影像/老年组/2026-01-06/a.jpg")


def test_a_station_with_folders_of_its_own_is_found_the_same(tmp_path, swaudit):
    ruleset = tmp_path / "ruleset.yaml"
    ruleset.write_text(RULES, encoding="utf-8")
    rows = [["日期", "领域", "形式", "内容"], [date(2026, 1, 6), "养老服务", "走访", "政策宣传"]]
    book = xlsx(Page("工作流水", rows))

    def audited(name, files, proposed=False):
        station = tmp_path / name
        for path in files:
            (station / path).parent.mkdir(parents=True)
            (station / path).write_text("示例文字" * 20, encoding="utf-8")
        (station / "台账.xlsx").write_bytes(book)
        if proposed:
            swaudit("init", ruleset, station, "--from", station / "台账.xlsx")
            written = tmp_path / f"{name}.swaudit" / "对应.yaml"
            said = written.read_text(encoding="utf-8")
            assert "名单和档案: 名单档案" in said
            written.write_text(said.replace("confirmed: no", "confirmed: yes"), "utf-8")
        _, told, _ = swaudit(
            "audit", station, "--ruleset", ruleset, "--quick", "--format", "json",
            "--as-of", "2026-02-01",
        )  # fmt: skip
        _, links, _ = swaudit(
            "explain",
            station,
            "工作流水!2",
            "--ruleset",
            ruleset,
            "--quick",
            "--as-of",
            "2026-02-01",
        )
        found = json.loads(told)
        rules = [(one["id"], one["status"], one["counted"], one["maybe"]) for one in found["rules"]]
        return rules, found["files"]["unreferenced"], "2026-01-06/a.jpg" in links, told

    canonical, own = audited("照规定", CANONICAL), audited("自己的", OWN, proposed=True)
    assert audited("没有确认", OWN)[:3] != canonical[:3]
    assert own[:3] == canonical[:3]
    assert own[2]
    assert "名单和档案/老年组/台账.txt" in own[3]  # reports show the path that is


WRONG = {
    "does not say whether it is confirmed": ("sheets: []", "mapping.confirmed", 1),
    "says something else": ("confirmed: maybe", "mapping.confirmed", 1),
    "no YAML": ("confirmed: yes\nsheets: [", "rule.not_yaml", 3),
    "an unknown key": ("confirmed: yes\nsheet: []", "rule.unknown_key", 2),
    "an unknown table": (
        "confirmed: yes\nsheets:\n- {sheets: [甲], table: 流水账, columns: {}}",
        "mapping.table",
        3,
    ),
    "an unknown column": (
        "confirmed: yes\nsheets:\n- sheets: [甲]\n  table: 工作流水\n  columns:\n    丙: 日子",
        "mapping.column",
        6,
    ),
    "undecided": (
        'confirmed: yes\nsheets:\n- sheets: [甲]\n  table: 工作流水\n  columns:\n    丙: "?"',
        "mapping.undecided",
        6,
    ),
    "two headers of one choice": (
        "confirmed: yes\nsheets:\n- sheets: [甲]\n  table: 工作流水\n  columns:\n"
        "    丙: 领域\n    丁: 领域",
        "mapping.twice",
        7,
    ),
    "one header twice": (
        "confirmed: yes\nsheets:\n- sheets: [甲]\n  table: 工作流水\n  columns:\n"
        "    日 子: 日期\n    日子: 备注",
        "mapping.header_twice",
        7,
    ),
    "a word that is none": (
        "confirmed: yes\nsheets:\n- sheets: [甲]\n  table: 工作流水\n  columns: {}\n"
        "  fixed:\n    领域: 老人",
        "cell.choice",
        7,
    ),
    "a meaning that is none": (
        "confirmed: yes\nsheets:\n- sheets: [甲]\n  table: 工作流水\n  columns: {}\n"
        "  values:\n    形式:\n      入户: 入户走访",
        "cell.choice",
        8,
    ),
    "a field that is none": (
        "confirmed: yes\nfolders:\n  老人: 老人服务",
        "mapping.folder",
        3,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_mapping_is_refused_at_its_line(name, tmp_path, specs):
    text, code, line = WRONG[name]
    (tmp_path / "对应.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError) as refused:
        read_mapping(tmp_path, specs, {})
    assert [(one.said.code, one.mark.line) for one in refused.value.problems] == [(code, line)]


def test_a_wrong_mapping_ends_an_audit(station, swaudit):
    station.hand_in(MONTHLY)
    station.mapping.parent.mkdir()
    station.mapping.write_text("confirmed: maybe", encoding="utf-8")
    left, _, told = swaudit("audit", station.folder, "--ruleset", MONTHLY.ruleset, "--quick")
    assert left == 2
    assert "对应.yaml:1:12" in told


def test_headers_that_fit_two_kinds_are_not_guessed_at(station):
    january, february, _ = MONTHLY.pages
    station.hand_in(MONTHLY, (january,))
    station.propose()
    text = station.mapping.read_text(encoding="utf-8")
    entry = text.partition("sheets:\n")[2]
    station.mapping.write_text(text + entry.replace("走访登记", "慰问登记"), "utf-8")
    station.confirm()
    station.hand_in(MONTHLY, (january, Page("慰问登记", january.rows), Page("其他", february.rows)))
    found = station.audit()
    assert codes(found).count("mapping.several") == 1
    assert found["health"]["rows_read"] == 6


@pytest.mark.parametrize("given", [["--from", "没有.xlsx"], ["--from", "."], []])
def test_what_is_missing_is_told(given, tmp_path, swaudit, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, told = swaudit("init", "hulunbuir-2026", *given)
    assert code == 2
    assert told
