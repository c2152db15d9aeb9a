"""The file of a proposed mapping says what was proposed, whatever the headers hold."""

from __future__ import annotations

import pytest

from swaudit.audit.mapping import read_mapping, read_written
from swaudit.evidence.propose import HeaderGuess, Proposal, SheetGuess, WordGuess
from swaudit.model.message import LANGUAGES, message
from swaudit.model.tables import base_tables
from swaudit.report.mapping_text import mapping_text

ODD = [
    "日期",
    "yes",
    "null",
    "8.10",
    "12",
    "- 甲",
    "a: b",
    "甲 # 乙",
    '他说"好"',
    "{x}",
    "[y]",
    "&锚",
    "*号",
    "!签",
    "100%",
    "\\路径",
    "笑😀",
    "响\x07",
    "删\x7f",
    "行\u2028行",
    "'引'",
    "? 问",
    "~ 乙",
]


def guess(header: str, column: str | None) -> HeaderGuess:
    sure = "high" if column else "none"
    samples = (f"{header}\n# 甲", "乙")
    return HeaderGuess(header, column, sure, message("mapping.why.name"), samples)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_back(language, tmp_path):
    columns = [guess(header, "内容" if header == "日期" else None) for header in ODD]
    words = [WordGuess("内容", word, "政策宣传", 1) for word in ODD]
    words.append(WordGuess("内容", "甲\n乙", None, 1))
    one = SheetGuess(
        ("表: 一",),
        "工作流水",
        tuple(columns),
        (("地点", "# 村"),),
        tuple(words),
        ("形式",),
        3,
        ("x",),
    )
    unknown = (("台账\n.xlsx", "表\n二", ("甲\n乙", "# 丙")),)
    found = Proposal((one,), (("三\n", "人员"),), unknown, (("照片/老: 人", "养老服务", 2),))
    text = mapping_text(found, base_tables(), language)
    path = tmp_path / "对应.yaml"
    path.write_text(text, encoding="utf-8")
    assert [said.said.code for said in read_mapping(tmp_path, base_tables(), {}).remarks] == [
        "mapping.unconfirmed"
    ]
    (read,) = read_written(path).sheets
    assert dict(read.columns) == {one.header: one.column for one in columns}
    assert dict(read.values["内容"]) == dict.fromkeys(ODD, "政策宣传")
    assert (read.sheets, read.table, dict(read.fixed)) == (
        ("表: 一",),
        "工作流水",
        {"地点": "# 村"},
    )
    path.write_text(text.replace("confirmed: no", "confirmed: yes"), encoding="utf-8")
    assert read_mapping(tmp_path, base_tables(), {}).mapping.sheets[0].table == "工作流水"
