"""What stands in a document: fields filled in, signatures, words; pending where nobody looked."""

import json

import pytest
from tests.support.rulesets import RULESET, write_ruleset
from tests.support.tables import table
from tests.support.worlds import found, world

from swaudit.cli.main import main
from swaudit.model.status import Status

ASKED = "files: {kinds: [财务管理制度], fields: [单位, 日期], signed: [负责人], words: {min: 500}}"
WHOLE = {"已填": ("单位", "日期", "电话"), "已签": ("负责人",), "字数": 600}
CASES = [
    ([WHOLE], Status.PASS, [], []),
    ([WHOLE | {"已填": ("单位",)}], Status.FAIL, ["files.lacks_fields"], []),
    ([WHOLE | {"已签": ("社工",)}], Status.FAIL, ["files.lacks_signatures"], []),
    ([WHOLE | {"字数": 499}], Status.FAIL, ["files.lacks_words"], []),
    ([WHOLE | {"字数": 500}], Status.PASS, [], []),
    (
        [WHOLE | {"已填": ("电话",), "已签": ("社工",)}],
        Status.FAIL,
        ["files.lacks_fields", "files.lacks_signatures"],
        [],
    ),
    ([WHOLE | {"已签": None}], Status.REVIEW, [], ["files.not_read"]),
    ([{}], Status.REVIEW, [], ["files.not_read"]),
    # What is surely lacking decides, whatever nobody has looked at.
    ([{"已签": ("社工",)}], Status.FAIL, ["files.lacks_signatures"], []),
    # One good document of a kind is enough.
    ([WHOLE | {"字数": 3}, WHOLE], Status.PASS, [], []),
    ([WHOLE, {}], Status.PASS, [], []),
    ([WHOLE | {"字数": 3}, {}], Status.REVIEW, [], ["files.not_read"]),
    ([], Status.FAIL, ["files.missing"], []),
]


@pytest.mark.parametrize(("documents", "status", "refused", "pending"), CASES)
def test_what_is_asked_of_a_document(tmp_path, documents, status, refused, pending):
    rows = [{"类别": "财务管理制度", "路径": "a.docx"} | one for one in documents]
    finding = found(tmp_path, ASKED, world(table("文件", rows)))
    assert finding.status is status
    assert [note.reason.code for note in finding.refused] == refused
    assert [note.reason.code for note in finding.pending] == pending
    for note in finding.refused:
        lacking = dict(note.reason.values).get("what", "")
        assert "单位" not in lacking or documents[0].get("已填") == ("电话",)


INSIDE = RULESET.replace("files: {kinds: [制度]}", "files: {kinds: [制度], signed: [负责人]}")
FACTS = """\
swaudit-test: 1
cases:
- {rule: papers, given: {文件: [{类别: 制度, 已签: 负责人、社工}]}, expect: pass}
- {rule: papers, given: {文件: [{类别: 制度, 已签: 社工}]}, expect: fail}
- {rule: papers, given: {文件: [{类别: 制度}]}, expect: review}
"""


def told(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments), "--lang", "zh"])
    return int(left.value.code or 0), capsys.readouterr().out


def test_rule_tests_state_what_stands_in_documents(tmp_path, capsys):
    ruleset = write_ruleset(tmp_path / "small", INSIDE, cases=FACTS)
    code, out = told(capsys, "rules", "test", ruleset)
    assert code == 0, out
    assert "每份都要有签名：负责人" in told(capsys, "rules", "show", ruleset)[1]


def test_a_document_handed_in_waits_for_a_person_to_look_into_it(tmp_path, capsys):
    ruleset = write_ruleset(tmp_path / "small", INSIDE, cases=FACTS)
    station = tmp_path / "站"
    station.mkdir()
    (station / "财务制度.txt").write_text("制度全文", encoding="utf-8")
    given = ("--ruleset", ruleset, "--quick", "--format", "json")
    _, out = told(capsys, "audit", station, *given)
    (papers,) = [rule for rule in json.loads(out)["rules"] if rule["id"] == "papers"]
    assert papers["status"] == "review"
    assert [one["record"] for one in papers["pending"]] == ["文件/财务制度.txt"]
