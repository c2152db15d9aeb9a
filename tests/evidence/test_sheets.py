"""Workbooks and csv files, read from real files; hostile ones cost themselves alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from swaudit.evidence.book import read_book
from swaudit.evidence.cells import Unreadable, parse
from swaudit.evidence.sheets import SHEETS, Sheet, sheets_of
from swaudit.ground.store import Facts, Store
from swaudit.model.message import message, tell
from swaudit.model.tables import Column

Rows = list[list[Any]]

# How empty elements are spelled depends on the writer, and openpyxl has two.
_NO_VALUE = re.compile(rb"<v ?/>|<v></v>")
_NO_CONTENT = re.compile(rb'(<c r="XFD1048576"[^>]*?) ?(?:/>|></c>)')


def _book(rows: Rows, title: str = "工作流水") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rewritten(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with its first sheet's XML changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return stream.getvalue()


def _far() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "日期"
    sheet["XFD1048576"] = "远"
    return _saved(book)


def _sheets(content: bytes, name: str = "台账.xlsx") -> tuple[Sheet, ...]:
    sheets, problems = sheets_of(name, Facts("0", read_book(content, name)))
    assert problems == ()
    return sheets


def _code(content: bytes, name: str = "台账.xlsx") -> str:
    sheets, (problem,) = sheets_of(name, Facts("0", read_book(content, name)))
    assert sheets == ()
    assert problem.file == name
    return problem.said.code


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("养老服务", "s养老服务"),
        (" 留着 ", "s 留着 "),
        ("   ", None),
        (3, "n3"),
        (8.1, "n8.1"),
        (0.05, "n0.05"),
        (1e-7, "n0.0000001"),
        (13812345678, "n13812345678"),
        (date(2026, 3, 5), "d2026-03-05"),
        (datetime(2026, 3, 5, 14, 30), "d2026-03-05T14:30:00"),
        (time(14, 30), "t14:30:00"),
        (True, "b1"),
        (False, "b0"),
        ("#REF!", "e#REF!"),
    ],
)
def test_a_cell_keeps_its_kind_and_text(written: object, cell: str | None) -> None:
    (sheet,) = _sheets(_book([[written, "x"]]))
    assert sheet.rows[0][0] == cell


def test_row_one_is_the_spreadsheets_own() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C5"] = "x"
    sheet["C9"] = "y"
    (read,) = _sheets(_saved(book))
    assert read.rows[4] == (None, None, "sx")
    assert read.rows[8] == (None, None, "sy")
    assert len(read.rows) == 9


def test_hidden_sheets_are_read_and_said_to_be_hidden() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("藏").sheet_state = "hidden"
    assert [(s.name, s.hidden) for s in _sheets(_saved(book))] == [("Sheet", False), ("藏", True)]


def test_a_failed_formula_is_not_blank() -> None:
    content = _rewritten(
        _book([[1, 2]]),
        lambda xml: xml.replace(b't="n"', b't="e"', 1).replace(b"<v>1<", b"<v>#DIV/0!<", 1),
    )
    (sheet,) = _sheets(content)
    assert sheet.rows[0] == ("e#DIV/0!", "n2")


def test_failed_formulas_are_found_however_they_are_written() -> None:
    def written(cell: bytes) -> Callable[[bytes], bytes]:
        return lambda xml: re.sub(rb'<c r="B3"[^>]*>.*?</c>', cell, xml)

    book = _book([["甲"], [None, 1], [2, 3]])
    for cell in (
        b'<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        b'<c r="B3" s="0" t="e"><v>#DIV/0!</v></c>',
        b'<c s="0" t="e" r="B3"><v>#DIV/0!</v></c>',
    ):
        (sheet,) = _sheets(_rewritten(book, written(cell)))
        assert sheet.rows == (("s甲",), (None, "n1"), ("n2", "e#DIV/0!"))


def test_a_formula_far_out_is_refused_before_it_fills_the_memory() -> None:
    cells = b'<c r="A1048576"><v>1</v></c></row><row r="2"><c r="XFD2"><f>1+1</f></c></row>'
    content = _rewritten(
        _book([["甲"]]),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576">' + cells + b"</sheetData>"),
    )
    assert read_book(content, "a.xlsx")["problem"] == "sheet.far_cell"


@pytest.mark.parametrize("last", [b"", b"<!-- <row r=1 -->"])
def test_a_large_sheet_is_read_as_a_small_one(last: bytes) -> None:
    stream = io.BytesIO()
    rows: list[tuple[str | None, ...]] = []
    with xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": True}) as book:
        page = book.add_worksheet("工作流水")
        for row in range(720):
            # Blank rows where the cut will be, and a first column that ends above it.
            said = None if 350 < row < 370 else f"{row}" + "字" * 10_000
            first = "甲" if row < 200 else None
            for at, text in enumerate((first, said)):
                if text:
                    page.write_string(row, at, text)
            rows.append(() if said is None else (first and "s" + first, "s" + said))
        page.merge_range(719, 2, 719, 3, "合计")
        rows[-1] += ("s合计",)
        book.add_worksheet("个案").write_string(0, 0, "编号")
    content = _rewritten(
        stream.getvalue(), lambda xml: xml.replace(b"</sheetData>", last + b"</sheetData>")
    )
    sheet, other = _sheets(content)
    assert sheet.rows == tuple(rows)
    assert sheet.merged == ((719, 2, 719, 3),)
    assert other.rows == (("s编号",),)


def test_a_csv_of_one_endless_line_is_named() -> None:
    content = "示例，文字".encode() * 30_000
    assert read_book(content, "a.csv")["problem"] == "sheet.long_text"
    assert tell(message("sheet.long_text"), "zh") != "sheet.long_text"


def test_a_csv_whose_rectangle_is_too_large_is_named() -> None:
    content = b"a\n" * 20_000 + b"," * 600 + b"a\n"
    read = read_book(content, "a.csv")
    assert read["problem"] == "sheet.too_large"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(b"", "e="), (b"<v />", "e="), (b"<v></v>", "e="), (b"<v>3</v>", "n3")],
)
def test_a_formula_saved_without_its_value_is_not_blank(value: bytes, cell: str) -> None:
    content = _rewritten(
        _book([["甲", None], [None, "=1+2"]]), lambda xml: _NO_VALUE.sub(value, xml)
    )
    (sheet,) = _sheets(content)
    assert tuple(sheet.rows) == (("s甲",), (None, cell))
    said = parse(Column(type="int"), cell)
    assert said == 3 if cell == "n3" else isinstance(said, Unreadable)


def test_a_formula_that_gave_an_empty_text_is_blank() -> None:
    content = _rewritten(
        _book([["甲", "=1+2"]]),
        lambda xml: _NO_VALUE.sub(b"<v></v>", xml.replace(b'<c r="B1">', b'<c r="B1" t="str">')),
    )
    assert _sheets(content)[0].rows == (("s甲",),)


def test_a_book_the_first_reader_refuses_is_read_by_the_second() -> None:
    content = _rewritten(_book([["日期", 3]]), lambda xml: xml.replace(b't="n"', b't="odd"'))
    (sheet,) = _sheets(content)
    assert tuple(sheet.rows) == (("s日期", "s3"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    text = f"姓名{delimiter}编号\r\n\r\n张三丰{delimiter}8.10\r\n"
    (sheet,) = _sheets(text.encode(encoding), "人员.csv")
    assert (sheet.name, sheet.rows) == ("人员", (("s姓名", "s编号"), (), ("s张三丰", "s8.10")))


def test_a_rare_character_needs_gb18030() -> None:
    (sheet,) = _sheets("姓名,村\n𠮷田,㐀\n".encode("gb18030"), "a.csv")
    assert sheet.rows[1] == ("s𠮷田", "s㐀")


def test_a_quoted_line_break_stays_in_its_cell() -> None:
    (sheet,) = _sheets('备注,人\n"一\n二",三\n四,五\n'.encode(), "a.csv")
    assert sheet.rows[1] == ("s一\n二", "s三")
    assert sheet.rows[2] == ("s四", "s五")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('日期,内容\n3月5日,"宣传\n3月6日,走访\n3月7日,走访\n', "2"),
        ('备注,人\n"一\n二",三\n四,"五\n3月6日,"六"\n', "4"),
        ('日期\n"3月5日"晴\n', "2"),
    ],
)
def test_an_unclosed_quote_swallows_no_rows(text: str, line: str) -> None:
    sheets, (problem,) = sheets_of("a.csv", Facts("0", read_book(text.encode(), "a.csv")))
    assert sheets == ()
    assert (problem.said.code, problem.cell) == ("sheet.damaged", line)


def test_content_decides_before_the_suffix() -> None:
    (sheet,) = _sheets(_book([["日期"]]), "其实是表格.csv")
    assert sheet.name == "工作流水"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "file.empty"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "sheet.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "a.xls", "sheet.damaged"),
        (b"<html><table></table></html>", "a.xls", "sheet.not_a_workbook"),
        (b"\xff\x81\x00\xff", "a.csv", "sheet.encoding"),
    ],
)
def test_a_broken_file_is_named_with_the_reason(content: bytes, name: str, code: str) -> None:
    assert _code(content, name) == code


def test_a_protected_workbook_is_called_so() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert _code(container + "EncryptedPackage".encode("utf-16-le")) == "sheet.encrypted"


def test_a_cut_off_workbook_is_damaged() -> None:
    content = _book([["日期", "内容"]] * 50)
    assert _code(content[: len(content) // 2]) == "sheet.damaged"


def test_far_cells_are_refused_before_they_are_unfolded() -> None:
    assert _code(_far()) == "sheet.far_cell"


@pytest.mark.parametrize("ending", [rb"\1/>", rb"\1 />", rb"\1></c>"])
def test_blank_cells_far_out_do_no_harm(ending: bytes) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "日期"
    sheet["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    content = _rewritten(_saved(book), lambda xml: _NO_CONTENT.sub(ending, xml))
    (read,) = _sheets(content)
    assert read.rows == (("s日期",),)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = bytearray(_book([["日期"]]))
    unpacked_size = content.rfind(b"PK\x01\x02") + 24
    content[unpacked_size : unpacked_size + 4] = (2**31 - 1).to_bytes(4, "little")
    assert _code(bytes(content)) == "sheet.too_large"


def test_hostile_files_cost_themselves_alone(tmp_path: Path) -> None:
    # Quoted the other way, the far cell is seen by the reader only, which aborts its process.
    hidden_bomb = _rewritten(_far(), lambda xml: xml.replace(b'r="XFD1048576"', b"r='XFD1048576'"))
    files = {
        "炸弹.xlsx": hidden_bomb,
        "远.xlsx": _far(),
        "坏.xlsx": b"PK\x03\x04",
        "好.xlsx": _book([["日期"], [date(2026, 3, 5)]]),
        "好.csv": "日期\n3月5日\n".encode("gbk"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    paths = [tmp_path / name for name in files]
    with Store(tmp_path / "work" / "facts.sqlite") as store:
        first = store.extract(paths, SHEETS)
        again = store.extract(paths, SHEETS)
    outcome = {path.name: sheets_of(path.name, facts) for path, facts in first.items()}
    codes = {name: [p.said.code for p in problems] for name, (_, problems) in outcome.items()}
    assert codes == {
        "炸弹.xlsx": ["file.crashed"],
        "远.xlsx": ["sheet.far_cell"],
        "坏.xlsx": ["sheet.damaged"],
        "好.xlsx": [],
        "好.csv": [],
    }
    assert outcome["好.xlsx"][0][0].rows == (("s日期",), ("d2026-03-05",))
    assert again[tmp_path / "好.xlsx"] == first[tmp_path / "好.xlsx"]
