"""Rows that are in doubt, in the ledgers and in what is derived from them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support.tables import UNREADABLE, table, values

from swaudit.evidence.derive import derive
from swaudit.evidence.frames import appended, become, doubts, in_doubt, known_as, pick
from swaudit.evidence.grid import columns_of
from swaudit.evidence.ledger import Ledgers, read_ledgers
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.worklog import Worklog
from swaudit.model.message import LANGUAGES, message, tell
from swaudit.model.tables import base_tables

HEADER = ("日期", "领域", "形式", "内容")
VISIT = ("2026-03-05", "养老服务", "走访", "政策宣传")
CALL = ("2026-03-06", "养老服务", "电话", "电话问候")
WHY = message("record.repeated")


def sheet(name, *rows):
    return Sheet(name, False, columns_of([[c and "s" + c for c in row] for row in rows]))


def read(**files) -> Ledgers:
    return read_ledgers({f"{name}.xlsx": sheets for name, sheets in files.items()}, base_tables())


def why(made):
    return [doubt and doubt.code for doubt in doubts(made)]


def codes(ledgers):
    return [problem.said.code for problem in ledgers.problems]


def test_a_doubt_travels_with_its_row():
    specs = base_tables()
    log = in_doubt(table("工作流水", [{"日期": date(2026, 3, day)} for day in (5, 6, 7)]), {1: WHY})
    assert doubts(pick(log, [2, 1])) == [None, WHY]
    assert doubts(known_as(log, "甲乙丙", "甲乙丙")) == [None, WHY, None]
    service = become(log, specs["服务记录"])
    assert doubts(service) == [None, WHY, None]
    sure = table("服务记录", [{"日期": date(2026, 3, 5)}])
    assert doubts(appended(sure, service)) == [None, None, WHY, None]
    assert doubts(appended(sure, sure)) == [None, None]
    assert appended(sure, service).rows["doubt"].isna().tolist() == [True, True, False, True]


def test_a_row_said_again_is_kept_in_doubt_and_both_places_are_named():
    log = sheet("工作流水", HEADER, VISIT, CALL)
    ledgers = read(台账=[log, sheet("流水", HEADER, CALL, CALL)], 副本=[log])
    repeated = "record.repeated"
    assert why(ledgers.tables["工作流水"]) == [None, None, repeated, repeated, repeated, repeated]
    told = [dict(problem.said.values) for problem in ledgers.problems]
    assert codes(ledgers) == ["cell.row_repeated"] * 2
    assert [(one["places"], one["first"], one["count"]) for one in told] == [
        ("台账.xlsx 工作流水!2–3", "副本.xlsx 工作流水!2–3", "2"),
        ("台账.xlsx 流水!2–3", "副本.xlsx 工作流水!3", "2"),
    ]


def test_a_row_said_again_is_derived_in_doubt():
    log = sheet("工作流水", HEADER, VISIT, VISIT)
    made, _ = derive(read(台账=[log]).tables, base_tables(), Worklog())
    assert why(made["服务记录"]) == [None, "record.repeated"]


def test_a_name_signed_in_twice_is_only_noted():
    ledgers = read(
        台账=[sheet("签到", ("日期", "姓名"), ("2026-03-05", "甲"), ("2026-03-05", "甲"))]
    )
    assert why(ledgers.tables["签到"]) == [None, None]
    assert codes(ledgers) == ["note.rows_repeated"]


def test_a_copy_of_the_roster_leaves_its_people_known():
    people = sheet("服务对象名单", ("姓名", "领域"), ("王芳", "养老服务"))
    log = sheet("工作流水", (*HEADER, "对象"), (*VISIT, "王芳"))
    ledgers = read(台账=[log, people], 副本=[people])
    made, problems = derive(ledgers.tables, base_tables(), Worklog())
    (ids,) = values(made["服务记录"], "对象编号")
    assert ids == (values(made["服务对象名单"], "对象编号")[0],)
    assert problems == ()


@pytest.mark.parametrize(
    ("name", "header", "row", "doubt"),
    [
        ("人员", ("姓名", "岗位"), (None, "站长"), "姓名"),
        ("人员", ("姓名", "岗位"), ("甲", "厨师"), "岗位"),
        ("工作流水", HEADER, ("2026-03-05", "养老服务", "走访", None), "内容"),
        ("工作流水", HEADER, ("3月32日", "养老服务", "走访", "宣传"), None),
        ("工作流水", HEADER, (None, "养老服务", "走访", "宣传"), None),
        ("慈善", ("类型", "日期"), ("捐款", "2026-03-05"), "类型"),
    ],
)
def test_a_row_without_a_required_cell_is_in_doubt(name, header, row, doubt):
    (said,) = doubts(read(台账=[sheet(name, header, row)]).tables[name])
    assert said == (doubt and message("record.required_missing", column=doubt))


def test_a_key_on_two_rows_is_unreadable_in_both():
    header = ("对象编号", "姓名", "领域")
    rows = [("A1", "甲", "养老服务"), ("A2", "乙", "养老服务"), ("A1", "丙", "养老服务")]
    log = sheet("工作流水", (*HEADER, "对象"), (*VISIT, "甲"), (*CALL, "乙"))
    ledgers = read(台账=[log, sheet("服务对象名单", header, *rows)])
    roster = ledgers.tables["服务对象名单"]
    assert values(roster, "对象编号") == [UNREADABLE, "A2", UNREADABLE]
    (problem,) = ledgers.problems
    assert (problem.said.code, problem.cell) == ("cell.key_repeated", "A2")
    assert dict(problem.said.values)["places"] == "台账.xlsx 服务对象名单!2、4"
    made, _ = derive(ledgers.tables, base_tables(), Worklog())
    assert values(made["服务记录"], "对象编号") == [UNREADABLE, ("A2",)]


def test_a_keyed_row_said_again_keeps_the_key_of_the_first():
    header = ("对象编号", "姓名", "领域")
    people = sheet("服务对象名单", header, ("A1", "甲", "养老服务"))
    roster = read(台账=[people], 副本=[people]).tables["服务对象名单"]
    assert roster.rows["record"][0] == "服务对象名单/A1"
    assert values(roster, "对象编号") == ["A1", "A1"]
    assert why(roster) == [None, "record.repeated"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_can_be_told(language):
    rows = [("甲", "A1", "宣传"), ("甲", "A1", "宣传"), ("乙", "A1", None)]
    ledgers = read(台账=[sheet("小组", ("名称", "小组编号", "领域"), *rows)])
    said = [problem.said for problem in ledgers.problems]
    said += [doubt for doubt in doubts(ledgers.tables["小组"]) if doubt]
    said.append(message("record.form_unknown", column="形式"))
    assert len(said) == 6
    assert not any(one.code in tell(one, language) for one in said)
