"""Sheets as stations lay them out, read into typed tables; every wrong cell is named."""

from __future__ import annotations

import io
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from swaudit.evidence.book import read_book
from swaudit.evidence.grid import columns_of
from swaudit.evidence.ledger import Ledgers, read_ledgers
from swaudit.evidence.sheets import SHEETS, Sheet, sheets_of
from swaudit.ground.store import Facts, Store
from swaudit.model.dossier import Problem
from swaudit.model.message import tell
from swaudit.model.tables import Column, Table, TableSpec, base_tables, extend_tables

Rows = list[list[Any]]

HEADER = ["日期", "领域", "形式", "内容"]
VISIT = [date(2026, 3, 5), "养老服务", "走访", "政策宣传"]
CALL = [date(2026, 3, 6), "养老服务", "电话", "电话问候"]
SPAN = (date(2026, 1, 1), date(2026, 12, 31))


def _workbook(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    sheets, problems = sheets_of(name, Facts("0", read_book(content, name)))
    assert problems == ()
    return sheets


def _read(**sheets: Rows) -> Ledgers:
    return _read_files({"台账.xlsx": _workbook(**sheets)})


def _read_files(files: dict[str, bytes]) -> Ledgers:
    books = {path: _sheets(content, path) for path, content in files.items()}
    return read_ledgers(books, base_tables(), SPAN)


def _said(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.said.code, problem.sheet, problem.cell) for problem in problems]


def _column(table: Table, name: str) -> list[Any]:
    return table.frame[name].tolist()


LAYOUTS: dict[str, tuple[str, Rows]] = {
    "plain": ("工作流水", [HEADER, VISIT, CALL]),
    "alias of the sheet": ("工作日志", [HEADER, VISIT, CALL]),
    "month before the name": ("3月工作流水", [HEADER, VISIT, CALL]),
    "year and month before": ("2026年3月工作流水表", [HEADER, VISIT, CALL]),
    "month behind the name": ("工作流水2026-03", [HEADER, VISIT, CALL]),
    "numbered sheet": ("4.工作流水", [HEADER, VISIT, CALL]),
    "title rows": ("工作流水", [["某某社工站工作流水"], [], ["2026年3月"], HEADER, VISIT, CALL]),
    "header to the right": ("工作流水", [[None, *row] for row in (HEADER, VISIT, CALL)]),
    "other order": ("工作流水", [row[::-1] for row in (HEADER, VISIT, CALL)]),
    "aliases": ("工作流水", [["服务日期", "领域", "形式", "服务内容"], VISIT, CALL]),
    "full width and spaces": (
        "工 作 流 水",
        [["日　期", " 领域 ", "*形式", "内容："], VISIT, CALL],
    ),
    "running numbers": (
        "工作流水",
        [["序号", *HEADER], [1, *VISIT], [2, *CALL], [3], [4, None, "/"]],
    ),
    "blank rows between": ("工作流水", [HEADER, [], VISIT, [None, "  ", "—"], CALL, []]),
    "header once more": ("工作流水", [HEADER, VISIT, HEADER, CALL]),
    "totals and remarks": (
        "工作流水",
        [HEADER, VISIT, CALL, ["合计", None, None, 2], ["备注：电话含微信"], ["填表人：某"]],
    ),
    "unknown column": ("工作流水", [[*HEADER, "天气"], [*VISIT, "晴"], [*CALL, "雨"]]),
    "column without header": ("工作流水", [HEADER, [*VISIT, "随手"], CALL]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_rows_are_read_from_every_layout(layout: str) -> None:
    title, rows = LAYOUTS[layout]
    ledgers = _read(**{title: rows})
    table = ledgers.tables["工作流水"]
    assert _column(table, "内容") == ["政策宣传", "电话问候"]
    assert [day.date() for day in table.frame["日期"]] == [date(2026, 3, 5), date(2026, 3, 6)]
    assert ledgers.used == {"台账.xlsx"}
    assert all(code.startswith("note.") for code, _, _ in _said(ledgers.problems))


def test_row_numbers_are_the_spreadsheets() -> None:
    rows = [["标题"], [], HEADER, [], VISIT, ["小计"], CALL]
    assert _column_of_rows(_read(工作流水=rows), "row") == [5, 7]


def _column_of_rows(ledgers: Ledgers, name: str) -> list[Any]:
    return ledgers.tables["工作流水"].rows[name].tolist()


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([HEADER, VISIT, ["合计", 1]], ("note.row_no_data", "工作流水", "A3")),
        ([HEADER, VISIT, HEADER], ("note.row_header", "工作流水", "A3")),
        ([[*HEADER, "天气"], [*VISIT, "晴"]], ("note.header_unknown", "工作流水", "E1")),
        ([[*HEADER, "服务内容1"], [*VISIT, "晴"]], ("note.header_like", "工作流水", "E1")),
        ([HEADER, [*VISIT, "随手"]], ("note.header_blank", "工作流水", "E2")),
        (
            [[*HEADER, "天气"], VISIT, [None, None, None, None, "雨"]],
            ("note.row_outside", "工作流水", "E3"),
        ),
        ([HEADER, VISIT, VISIT], ("cell.row_repeated", "工作流水", "3")),
    ],
)
def test_what_is_left_aside_is_noted(rows: Rows, note: tuple[str, str, str]) -> None:
    ledgers = _read(工作流水=rows)
    assert note in _said(ledgers.problems)


WRONG_CELLS = [
    ("3月32日", "日期", "cell.date", "A3"),
    ("", "日期", "cell.required", "A3"),
    ("饭后", "时间", "cell.times", "E3"),
    ("很久", "补哪月", "cell.month", "F3"),
    ("半室内", "室内外", "cell.choice", "G3"),
]


@pytest.mark.parametrize(("written", "column", "code", "cell"), WRONG_CELLS)
def test_a_wrong_cell_is_named_and_its_row_is_kept(
    written: str, column: str, code: str, cell: str
) -> None:
    header = [*HEADER, "时间", "补哪月", "室内外"]
    wrong: list[Any] = [*CALL, None, None, None]
    wrong[header.index(column)] = written
    ledgers = _read(工作流水=[header, VISIT, wrong])
    (problem,) = ledgers.problems
    assert (problem.file, problem.sheet, problem.cell) == ("台账.xlsx", "工作流水", cell)
    assert problem.said.code == code
    assert tell(problem.said, "zh") != code
    table = ledgers.tables["工作流水"]
    assert len(table) == 2
    assert table.frame[column].isna().tolist()[1]
    assert table.unreadable[column].tolist() == [False, code != "cell.required"]


def test_a_wrong_cell_of_a_personal_column_is_not_quoted() -> None:
    ledgers = _read(签到=[["姓名", "手机号"], ["某甲", "9988776655"]])
    (problem,) = ledgers.problems
    assert (problem.said.code, problem.cell) == ("cell.phone", "B2")
    assert "9988776655" not in str(problem)


def test_wrong_cells_come_row_by_row_over_several_sheets() -> None:
    bad = ["3月32日", "养老服务", "走访", None]
    ledgers = _read(**{"3月工作流水": [HEADER, bad, bad], "4月工作流水": [HEADER, VISIT, bad]})
    assert _said(ledgers.problems)[:6] == [
        ("cell.date", "3月工作流水", "A2"),
        ("cell.required", "3月工作流水", "D2"),
        ("cell.date", "3月工作流水", "A3"),
        ("cell.required", "3月工作流水", "D3"),
        ("cell.date", "4月工作流水", "A3"),
        ("cell.required", "4月工作流水", "D3"),
    ]


def test_a_table_is_put_together_from_sheets_and_files() -> None:
    ledgers = _read_files(
        {
            "b.xlsx": _workbook(工作流水=[[*HEADER, "地点"], [*VISIT, "东一社区"]]),
            "a/工作流水.csv": "日期,领域,形式,内容\n3月6日,养老服务,电话,电话问候\n".encode("gbk"),
        }
    )
    table = ledgers.tables["工作流水"]
    assert list(table.rows[["file", "sheet", "row"]].itertuples(index=False, name=None)) == [
        ("a/工作流水.csv", "工作流水", 2),
        ("b.xlsx", "工作流水", 2),
    ]
    assert table.frame["地点"].isna().tolist() == [True, False]
    assert ledgers.used == {"a/工作流水.csv", "b.xlsx"}
    assert ledgers.problems == ()


def test_a_column_no_sheet_carries_is_absent() -> None:
    table = _read(工作流水=[HEADER, VISIT]).tables["工作流水"]
    assert list(table.frame.columns) == ["日期", "领域", "形式", "内容"]
    assert list(table.unreadable.columns) == list(table.frame.columns)


def test_a_missing_required_column_is_named() -> None:
    ledgers = _read(工作流水=[HEADER[:3], VISIT[:3]])
    (problem,) = ledgers.problems
    assert problem.said.code == "header.missing"
    assert dict(problem.said.values)["column"] == "内容"


def test_a_header_without_rows_is_an_empty_table() -> None:
    assert len(_read(工作流水=[HEADER]).tables["工作流水"]) == 0


def test_a_sheet_without_header_gives_no_table() -> None:
    ledgers = _read(工作流水=[["随便写写"], ["没有表头"]])
    assert ledgers.tables == {}
    assert ledgers.used == frozenset()
    assert _said(ledgers.problems) == [("header.none", "工作流水", "")]


@pytest.mark.parametrize(
    ("title", "rows", "code", "table"),
    [
        ("杂项", [["甲", "乙"], [1, 2]], "note.sheet_unknown", None),
        ("杂项", [HEADER, VISIT], "sheet.not_read", "工作流水"),
        ("工作流水（样表）", [HEADER, VISIT], "sheet.not_read", "工作流水"),
        ("工作流水说明", [["填表要求"], ["每天填"]], "note.sheet_like", "工作流水"),
        ("志愿者名单", [["甲", "乙"]], "note.sheet_unknown", None),
        ("工作流水帐", [["甲", "乙"]], "note.sheet_like", "工作流水"),
    ],
)
def test_a_sheet_of_another_name_is_only_suggested(
    title: str, rows: Rows, code: str, table: str | None
) -> None:
    ledgers = _read(**{title: rows})
    assert ledgers.tables == {}
    (problem,) = ledgers.problems
    assert problem.said.code == code
    assert dict(problem.said.values).get("table") == table


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("工作流水(补)", "工作流水"),
        ("工作流水1月", "工作流水"),
        ("2026年上半年嘎查流水", "工作流水"),
        ("培训签到", "签到"),
    ],
)
def test_a_sheet_is_read_whose_name_holds_a_tables_and_whose_header_is_its(
    title: str, table: str
) -> None:
    rows = [HEADER, VISIT] if table == "工作流水" else [["日期", "姓名"], ["3月5日", "甲"]]
    ledgers = _read(**{title: rows})
    assert list(ledgers.tables) == [table]
    assert len(ledgers.tables[table]) == 1
    assert ledgers.problems == ()


def test_a_sheet_without_its_own_name_goes_by_its_file() -> None:
    ledgers = _read_files({"材料/工作流水.xlsx": _workbook(Sheet1=[HEADER, VISIT], Sheet2=[])})
    assert len(ledgers.tables["工作流水"]) == 1
    assert ledgers.problems == ()


def test_of_two_columns_with_one_meaning_the_one_of_its_name_is_read() -> None:
    ledgers = _read(工作流水=[["服务日期", *HEADER], ["3月1日", *VISIT]])
    assert ledgers.tables["工作流水"].frame["日期"][0].date() == date(2026, 3, 5)
    assert _said(ledgers.problems) == [("header.repeated", "工作流水", "A1")]


def test_a_hidden_sheet_is_read_and_noted() -> None:
    sheet = Sheet("工作流水", True, columns_of([("s日期", "s内容"), ("s3月5日", "s政策宣传")]))
    ledgers = read_ledgers({"a.xlsx": [sheet]}, base_tables(), SPAN)
    assert len(ledgers.tables["工作流水"]) == 1
    assert "note.sheet_hidden" in [problem.said.code for problem in ledgers.problems]


KEYED = [
    ["社工站基本信息"],
    ["项", "内容", "填写说明"],
    ["站点名称", "某某社工站", "全称"],
    ["合同起", date(2025, 7, 1)],
    ["合同止", "2026年6月31日"],
    ["地点", "东一社区、文化广场"],
    ["吉祥物", "小马"],
]


def test_keys_and_values_are_one_row() -> None:
    ledgers = _read(基本信息=KEYED)
    table = ledgers.tables["站点信息"]
    assert len(table) == 1
    assert _column(table, "站点名称") == ["某某社工站"]
    assert _column(table, "地点") == [("东一社区", "文化广场")]
    assert _said(ledgers.problems) == [
        ("note.header_unknown", "基本信息", "A7"),
        ("cell.date", "基本信息", "B5"),
    ]


def test_the_stations_contract_supplies_the_year_of_its_other_tables() -> None:
    station = [["项", "内容"], ["合同起", "2027-01-01"], ["合同止", "2027-12-31"]]
    ledgers = _read(工作流水=[HEADER, ["3月5日", *VISIT[1:]]], 基本信息=station)
    assert ledgers.tables["工作流水"].frame["日期"][0].date() == date(2027, 3, 5)


EVERY_TYPE = TableSpec(
    name="各类",
    columns={
        "文字": Column(),
        "编码": Column(type="code"),
        "日": Column(type="date"),
        "月": Column(type="month"),
        "时": Column(type="times"),
        "数": Column(type="int"),
        "小数": Column(type="number"),
        "钱": Column(type="money"),
        "否": Column(type="bool"),
        "多": Column(type="list"),
    },
)


def test_each_type_has_its_documented_dtype_and_value() -> None:
    header = list(EVERY_TYPE.columns)
    filled = ["甲", "8.10", "3月5日", "3月", "9:00-10:30", "6人", "1.50", "1.2万", "√", "甲、乙"]
    wrong = [None, None, "坏", "坏", "坏", "坏", "坏", "坏", "坏", None]
    content = _workbook(各类=[header, filled, wrong, [None, "x"]])
    books = {"a.xlsx": _sheets(content, "a.xlsx")}
    table = read_ledgers(books, extend_tables(base_tables(), {"各类": EVERY_TYPE}), SPAN).tables[
        "各类"
    ]
    dtypes = {name: str(dtype) for name, dtype in table.frame.dtypes.items()}
    assert (dtypes["日"], dtypes["月"]) == ("datetime64[s]", "datetime64[s]")
    assert (dtypes["数"], dtypes["钱"], dtypes["否"]) == ("Int64", "Int64", "boolean")
    first = {name: table.frame[name][0] for name in header}
    assert first["时"] == (time(9), time(10, 30))
    assert (first["数"], first["钱"], str(first["小数"])) == (6, 1_200_000, "1.50")
    assert (first["文字"], first["编码"], first["多"]) == ("甲", "8.10", ("甲", "乙"))
    assert first["否"]
    assert not table.unreadable.loc[0].any()
    assert table.unreadable.loc[1].tolist() == [False, False, *[True] * 7, False]
    assert table.frame.loc[1].isna().all()
    assert not table.unreadable.loc[2].any()


def test_a_blank_cell_of_a_sheet_takes_the_declared_value() -> None:
    table = _read(签到=[["姓名", "角色"], ["某甲", None], ["某乙", "社工"]]).tables["签到"]
    assert _column(table, "角色") == ["参与者", "工作人员"]


def test_a_row_keeps_its_identity_when_sorted_and_retyped() -> None:
    first = _read(工作流水=[HEADER, VISIT, CALL])
    second = _read(
        流水=[
            ["天气", "服务内容", "形式", "领域", "服务日期"],
            ["晴", "电话问候", "电话", "养老服务", "2026.3.6"],
            ["雨", " 政策宣传", "走访", "养老服务 ", "3月5日"],
        ]
    )
    ids = _column_of_rows(first, "record")
    assert _column_of_rows(second, "record") == ids[::-1]
    assert all(id.startswith("工作流水/#") and len(id) == len("工作流水/#") + 12 for id in ids)


def test_identical_rows_are_told_apart() -> None:
    one, two = _column_of_rows(_read(工作流水=[HEADER, VISIT, VISIT]), "record")
    assert two == f"{one}~2"


def test_a_key_names_its_row_where_it_is_filled_and_unique() -> None:
    rows = [["活动编号", "名称", "日期"]]
    rows += [
        ["H1", "甲", "3月5日"],
        ["H2", "乙", "3月6日"],
        ["H2", "丙", "3月6日"],
        [None, "丁", "3月7日"],
    ]
    records = _read(活动=rows).tables["活动"].rows["record"].tolist()
    assert records[0] == "活动/H1"
    assert all(record.startswith("活动/#") for record in records[1:])
    assert len(set(records)) == 4


def test_a_label_says_where_when_and_what_and_names_nobody() -> None:
    header = [*HEADER, "对象或人数", "社工"]
    ledgers = _read(
        工作流水=[header, [*VISIT, "某甲", "某乙"]], 人员=[["姓名", "岗位"], ["某乙", "站长"]]
    )
    assert _column_of_rows(ledgers, "label") == ["工作流水!2 2026-03-05 养老服务 政策宣传"]
    assert ledgers.tables["人员"].rows["label"].tolist() == ["人员!2"]


def test_files_are_read_through_the_store_and_left_as_they_are(tmp_path: Path) -> None:
    station = tmp_path / "station"
    station.mkdir()
    (station / "台账.xlsx").write_bytes(_workbook(工作流水=[HEADER, VISIT]))
    (station / "坏.xlsx").write_bytes(b"PK\x03\x04")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in station.iterdir()}
    with Store(tmp_path / "work" / "facts.sqlite") as store:
        facts = store.extract(sorted(station.iterdir()), SHEETS)
    read = {path.name: sheets_of(path.name, found) for path, found in facts.items()}
    ledgers = read_ledgers({name: sheets for name, (sheets, _) in read.items()}, base_tables())
    assert len(ledgers.tables["工作流水"]) == 1
    assert read["坏.xlsx"][1] != ()
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in station.iterdir()
    }


def test_an_endless_title_states_nothing_and_takes_no_time() -> None:
    ledgers = _read(
        签到=[["活动名称：甲" + " " * 30_000 + "乙"], ["姓名", "联系电话"], ["示例甲", 13812345678]]
    )
    assert len(ledgers.tables["签到"]) == 1
