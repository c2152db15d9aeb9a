"""Documents by their names, reports and their periods, and the account of files."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support.tables import UNREADABLE, table, values

from swaudit.evidence.derive import derive
from swaudit.evidence.documents import account, classify, named_in_cells, resolve_paths
from swaudit.evidence.worklog import DocumentKind, Worklog
from swaudit.model.dossier import File
from swaudit.model.message import LANGUAGES, message, tell
from swaudit.model.tables import base_tables

DOMAINS = ("社会救助", "养老服务", "社会组织", "慈善")
KINDS = {
    "财务管理制度": DocumentKind(names=("财务管理制度", "财务制度")),
    "工作台账": DocumentKind(names=("工作台账",), folder="名单档案"),
    "回访台账": DocumentKind(names=("回访台账", "回访工作台账"), folder="名单档案"),
    "场地照片": DocumentKind(names=("场地照片",), photo=True),
    "社工证书": DocumentKind(names=("社工证书",)),
}


def file(path, kind="document", state="unreferenced"):
    return File(path, kind, 10, state=state)


def kinds_of(*files):
    made = classify(files, KINDS, DOMAINS)
    return dict(zip(values(made.files, "路径"), values(made.files, "类别"), strict=True))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (file("01_阵地制度/财务管理制度.docx"), "财务管理制度"),
        (file("别处/1. 财务 制度(修订).pdf"), "财务管理制度"),
        (file("01/财务制度.xlsx", "sheet"), "财务管理制度"),
        (file("01/财务制度.jpg", "photo"), "财务管理制度"),
        (file("01/财务制度.zip", "other"), None),
        (file("01/财务制度.docx", state="ignored"), None),
        (file("01/财务制度.docx", state="unreadable"), None),
        (file("财务制度/说明.docx"), None),
        (file("03_名单档案/养老服务/工作台账.xlsx", "sheet"), "工作台账"),
        (file("04_服务记录/工作台账.xlsx", "sheet"), None),
        (file("03_名单档案/养老服务/回访工作台账.xlsx", "sheet"), "回访台账"),
        (file("01/照片/场地照片1.jpg", "photo"), "场地照片"),
        (file("01/场地照片.docx"), None),
    ],
)
def test_a_file_is_of_the_kind_whose_name_its_own_contains(given, kind):
    assert kinds_of(given).get(given.path) == kind


def test_a_kind_is_written_with_in():
    assert DocumentKind.model_validate({"names": ["台账"], "in": "名单"}).folder == "名单"


@pytest.mark.parametrize(
    ("path", "domain"),
    [
        ("03_名单档案/养老服务/工作台账.xlsx", "养老服务"),
        ("03_名单档案/养老服务/工作台账_社会救助.xlsx", "社会救助"),
        ("03_名单档案/工作台账.xlsx", None),
        ("03_名单档案/养老服务、社会救助/工作台账.xlsx", UNREADABLE),
    ],
)
def test_the_domain_stands_in_the_name_or_the_nearest_folder(path, domain):
    made = classify([file(path, "sheet")], KINDS, DOMAINS)
    assert values(made.files, "领域") == [domain]


@pytest.mark.parametrize(
    ("path", "kind", "period"),
    [
        ("12_报送/月报_2026-03.docx", "月报", date(2026, 3, 1)),
        ("12_报送/2026年3月月报.docx", "月报", date(2026, 3, 1)),
        ("12_报送/月报202612.pdf", "月报", date(2026, 12, 1)),
        ("12_报送/2026年/３月月报.docx", "月报", date(2026, 3, 1)),
        ("12_报送/2026-03/月报.docx", "月报", date(2026, 3, 1)),
        ("12_报送/季报_2026-Q1.docx", "季报", date(2026, 1, 1)),
        ("12_报送/2026年第一季度季报.docx", "季报", date(2026, 1, 1)),
        ("12_报送/2026年4季度季报.docx", "季报", date(2026, 10, 1)),
        ("12_报送/半年报_2026-上半年.docx", "半年报", date(2026, 1, 1)),
        ("12_报送/2026年下半年半年报.docx", "半年报", date(2026, 7, 1)),
        ("12_报送/年报_2026.docx", "年报", date(2026, 1, 1)),
        ("12_报送/3月月报.docx", "月报", UNREADABLE),
        ("12_报送/月报_2026.docx", "月报", UNREADABLE),
        ("12_报送/月报_2026-13.docx", "月报", UNREADABLE),
    ],
)
def test_reports_and_their_periods_are_read_from_names(path, kind, period):
    made = classify([file(path)], KINDS, DOMAINS)
    assert values(made.reports, "报告类型") == [kind]
    assert values(made.reports, "期别") == [period]
    assert values(made.reports, "路径") == [path]
    assert list(made.used) == [path]
    assert [problem.file for problem in made.problems] == [path] * (period is UNREADABLE)


@pytest.mark.parametrize("name", ["3月报销单.pdf", "2026年报名表.docx", "2026年3月报价.pdf"])
def test_words_that_only_look_like_a_report_are_none(name):
    assert len(classify([file(name)], KINDS, DOMAINS).reports) == 0


def test_a_document_has_the_period_of_its_name():
    paths = ["03_名单档案/回访台账_2026-03-05.docx", "03_名单档案/回访台账.docx"]
    made = classify([file(path) for path in paths], KINDS, DOMAINS)
    assert values(made.files, "期别") == [None, date(2026, 3, 1)]
    assert list(made.files.rows["record"]) == [f"文件/{path}" for path in reversed(paths)]


def test_without_files_the_tables_are_there_and_empty():
    made = classify([], KINDS, DOMAINS)
    assert (len(made.files), len(made.reports), made.used) == (0, 0, {})
    assert list(made.files.frame) == ["类别", "领域", "路径", "期别"]


def test_files_named_in_cells_are_found_by_path_or_folder():
    paid = table(
        "收支与慈善",
        [{"凭证": "票据1.pdf", "照片夹": "10/发放"}, {"凭证": "无此文件", "照片夹": "甲"}],
    )
    files = [file(path) for path in ("10/票据1.pdf", "10/发放/1.jpg", "x/甲/1.jpg", "y/甲/1.jpg")]
    named = named_in_cells({"收支与慈善": paid}, files)
    assert {path: tell(said, "zh") for path, said in named.items()} == {
        "10/票据1.pdf": "台账的“凭证”一列写了它",
        "10/发放/1.jpg": "台账的“照片夹”一列写了它",
    }


@pytest.mark.parametrize(
    "name",
    [
        "财务管理制度（暂缺）.docx",
        "没有财务制度.docx",
        "尚未制定财务制度.txt",
        "财务制度(作废).docx",
        "2026-03月报 待补.docx",
    ],
)
def test_a_file_that_says_a_document_is_lacking_is_none(name):
    made = classify([file(f"01/{name}")], KINDS, DOMAINS)
    assert (len(made.files), len(made.reports), made.used) == (0, 0, {})
    assert [one.said.code for one in made.problems] == ["note.document_not"]


def test_a_word_of_the_documents_own_name_says_nothing_of_it():
    kinds = {"作废票据": DocumentKind(names=("作废票据登记",))}
    made = classify([file("作废票据登记.docx"), file("作废照片.docx")], kinds, DOMAINS)
    assert list(made.used) == ["作废票据登记.docx"]
    assert made.problems == ()


def test_a_path_cell_that_names_nothing_is_unreadable_and_told_once():
    paid = [
        {"类别": "发放", "凭证": "签收单.pdf", "照片夹": "10/发放"},
        {"类别": "发放", "凭证": "丢了.pdf", "照片夹": None},
        {"类别": "慈善救助", "凭证": "签收单.pdf", "照片夹": "不在"},
    ]
    money = table("收支与慈善", [{"日期": date(2026, 3, 5), **row} for row in paid])
    tables, _ = derive({"收支与慈善": money}, base_tables(), Worklog())
    files = [file("10/签收单.pdf"), file("10/发放/1.jpg", "photo")]
    found, problems = resolve_paths(tables, files)
    assert values(found["收支与慈善"], "凭证") == ["签收单.pdf", UNREADABLE, "签收单.pdf"]
    assert values(found["发放"], "领取单") == ["签收单.pdf", UNREADABLE]
    assert values(found["发放"], "领取照片") == ["10/发放", None]
    # The folder of a record's photos is named when it is linked.
    assert values(found["慈善"], "证据目录") == ["不在"]
    ((problem, told),) = [(one, dict(one.said.values)) for one in problems]
    assert (problem.said.code, problem.cell) == ("cell.path_missing", "3")
    assert told == {"column": "凭证", "value": "丢了.pdf"}


def test_every_file_found_is_accounted_for_once():
    files = [
        file("station.yaml", "other", "used"),
        file("a.docx"),
        file("b.docx"),
        file("Thumbs.db", "other", "ignored"),
        file("坏.xlsx", "sheet", "unreadable"),
    ]
    why = message("document.used", kind="财务制度")
    states = {one.path: one.state for one in account(files, {"a.docx": why, "坏.xlsx": why})}
    assert states == {
        "station.yaml": "used",
        "a.docx": "used",
        "b.docx": "unreferenced",
        "Thumbs.db": "ignored",
        "坏.xlsx": "unreadable",
    }


def test_a_file_that_was_not_found_cannot_be_used():
    with pytest.raises(ValueError, match=r"x\.docx"):
        account([file("a.docx")], {"x.docx": message("document.used", kind="制度")})


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_became_of_a_file_can_be_told(language):
    made = classify([file("月报.docx"), file("财务制度.docx")], KINDS, DOMAINS)
    (unused,) = account([file("a.docx")], {})
    said = [*made.used.values(), *(one.said for one in made.problems), unused.reason]
    assert not any(one.code in tell(one, language) for one in said)
