"""A station's forms from the files to the report: what is blank, unsigned, too short."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.inside import SEAL, pdf, word
from tests.support.tables import values

from swaudit.audit.gather import gather
from swaudit.audit.request import AuditRequest
from swaudit.audit.unchanged import audit
from swaudit.cli.main import main
from swaudit.evidence.filed import OTHER
from swaudit.evidence.papers import OLD, READ, SCAN
from swaudit.ground.store import Store, quiet
from swaudit.model.message import tell
from swaudit.ruleset.load import load_ruleset

RULESET = """\
swaudit: 1
id: forms-trial
version: "1"
title: 表格试验
sources: {guide: 试验指引}
chapters: [文书]
start: "2026-01-01"
end: "2026-12-31"
forms: [own, kunming]
rules:
- id: visits
  title: 探访记录
  chapter: 文书
  source: {document: guide, at: 一}
  due: now
  files: {kinds: [走访登记], fields: [对象, 日期], signed: [社工]}
"""
OWN = """\
swaudit-forms: 1
source: 试验指引附表
documents:
  走访登记:
    names: [走访登记表]
    fields: {对象: [走访对象], 日期: {holds: date}}
    signed: {社工: []}
"""
VISIT = [["走访对象", "示例甲"], ["日期", "2026-03-05"], ["社工（签名）：示例丙", "备注"]]


def station(folder: Path, files: dict[str, bytes], rules: str = "") -> tuple[Path, Path]:
    """Write a ruleset with forms of its own and a station with some files."""
    ruleset, root = folder / "rules", folder / "示例站"
    (ruleset / "forms").mkdir(parents=True)
    (ruleset / "ruleset.yaml").write_text(RULESET + rules, encoding="utf-8")
    (ruleset / "forms" / "own.yaml").write_text(OWN, encoding="utf-8")
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return ruleset, root


def told(capsys, *arguments) -> str:
    with pytest.raises(SystemExit):
        main([*map(str, arguments)])
    return capsys.readouterr().out


def rule_of(capsys, ruleset, root, name):
    out = told(capsys, "audit", root, "--ruleset", ruleset, "--format", "json", "--lang", "zh")
    return next(rule for rule in json.loads(out)["rules"] if rule["id"] == name)


FILES = [
    ({"走访登记表.docx": word("走访登记表", VISIT)}, "pass", [], []),
    ({"走访登记表.pdf": pdf("走访登记表", VISIT)}, "pass", [], []),
    ({"新建文档.docx": word("走访登记表", VISIT)}, "pass", [], []),
    ({"走访登记表.docx": word("示例镇", VISIT)}, "pass", [], []),
    (
        {"走访登记表.docx": word("走访登记表", [["走访对象", "____"], *VISIT[1:]])},
        "fail",
        ["没有填：对象"],
        [],
    ),
    (
        {"走访登记表.docx": word("走访登记表", [*VISIT[:2], ["社工（签名）：", "备注"]])},
        "fail",
        ["没有签名：社工"],
        [],
    ),
    (
        {"走访登记表.docx": word("走访登记表", VISIT[1:])},
        "review",
        [],
        ["填没填看不准：对象（没找到这一栏，或写的不像），请人看"],
    ),
    ({"走访登记表.docx": word(SEAL)}, "review", [], ["是扫描件或照片，填了什么、签了没有要人看"]),
    (
        {"走访登记表.pdf": pdf(scanned=True)},
        "review",
        [],
        ["是扫描件或照片，填了什么、签了没有要人看"],
    ),
    (
        {"走访登记表.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)},
        "review",
        [],
        ["旧版 Word 文件，里面读不了；请用 Word 或 WPS 另存为 .docx"],
    ),
    (
        {"走访登记表.docx": word("个案工作结案表", [["督导（签名）：", "日期："]])},
        "review",
        [],
        ["文件名说的和里面的表不是一种，请人看"],
    ),
    (
        {"走访登记表.docx": word("本月走访工作总结，共走访老人三十户，情况良好，没有异常。")},
        "review",
        [],
        ["里面填了什么、签了没有，还没有人看过"],
    ),
    ({"走访登记表.docx": word("")}, "fail", ["没有找到“走访登记”"], []),
    ({"结案表.docx": word("结案表", VISIT)}, "fail", ["没有找到“走访登记”"], []),
]


SUMMARIES = [
    ("本月督导三次，" * 6, "pass"),
    ("本月督导三次。", "fail"),
    ("本月督导三次，" * 5 + "。。", "pass"),
    ("本月督导，" * 6 + "。", "review"),
    (
        "（本月工作分类汇总，包括工作任务、会议或培训、督导过程，不少于30字，请逐项填写清楚）",
        "fail",
    ),
]
RULE = """\
- id: {name}
  title: 试验
  chapter: 文书
  source: {{document: guide, at: 一}}
  due: now
  files: {{kinds: [{kind}], where: {{路径: {{contains: {name}/}}}}, {asked}}}
"""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Return the findings of one audit: a rule and a folder for each case."""
    asked = "fields: [对象, 日期], signed: [社工]"
    files, rules = {}, ""
    for at, (given, *_) in enumerate(FILES):
        files |= {f"v{at:02}/{name}": content for name, content in given.items()}
        rules += RULE.format(name=f"v{at:02}", kind="走访登记", asked=asked)
    asked = "lengths: {工作内容: {min: 30}}"
    for at, (text, _) in enumerate(SUMMARIES):
        rows = [["工作内容"], [text], ["督导自评"], [""]]
        files[f"s{at:02}/总结.docx"] = word("督导工作月度总结", rows)
        rules += RULE.format(name=f"s{at:02}", kind="督导月度总结", asked=asked)
    ruleset, root = station(tmp_path_factory.mktemp("forms"), files, rules)
    now = datetime(2026, 7, 5, tzinfo=UTC)
    report = audit(AuditRequest(root, now, ruleset=ruleset, quick=True))
    return {one.rule: one for one in report.findings}


@pytest.mark.parametrize(("at", "case"), list(enumerate(FILES)))
def test_a_form_from_the_file_to_the_verdict(verdicts, at, case):
    _, status, refused, pending = case
    found = verdicts[f"v{at:02}"]
    assert found.status == status
    assert [tell(one.reason, "zh") for one in found.refused] == refused
    assert [tell(one.reason, "zh") for one in found.pending] == pending


@pytest.mark.parametrize(("at", "case"), list(enumerate(SUMMARIES)))
def test_words_of_a_field_are_counted_without_what_the_form_prints(verdicts, at, case):
    assert verdicts[f"s{at:02}"].status == case[1]


def test_one_good_form_of_several_in_a_file_is_enough_and_each_is_named(tmp_path, capsys):
    bad = [["走访对象", ""], *VISIT[1:]]
    both = word("走访登记表", bad, "走访登记表", VISIT)
    ruleset, root = station(tmp_path, {"走访.docx": both})
    assert rule_of(capsys, ruleset, root, "visits")["status"] == "pass"
    (root / "走访.docx").write_bytes(word("走访登记表", bad, "走访登记表", bad))
    rule = rule_of(capsys, ruleset, root, "visits")
    assert rule["status"] == "fail"
    assert [one["record"] for one in rule["refused"]] == [
        "文件/走访.docx#走访登记1",
        "文件/走访.docx#走访登记2",
    ]


def test_explain_names_the_file_and_the_blank_but_nothing_written(tmp_path, capsys):
    rows = [["走访对象", "示例甲"], ["日期", "年  月  日"], ["社工（签名）：", "备注"]]
    ruleset, root = station(tmp_path, {"三月/走访登记表.docx": word("走访登记表", rows)})
    out = told(capsys, "explain", root, "visits", "--ruleset", ruleset, "--lang", "zh")
    assert "三月/走访登记表.docx" in out
    assert "没有填：日期" in out
    assert "没有签名：社工" in out
    assert "示例甲" not in out
    out = told(capsys, "explain", root, "visits", "--ruleset", ruleset, "--lang", "en")
    assert "not filled in: 日期" in out
    for path in (tmp_path / "示例站.swaudit").iterdir():
        assert "示例甲".encode() not in path.read_bytes()


def test_documents_belong_to_what_their_path_names(tmp_path):
    ledger = "个案编号,名称,领域\nGA-01,示例甲的个案,养老服务\nGA-02,示例乙的个案,养老服务\n"
    closing = word("个案工作结案表", [["督导（签名）：", "日期："]])
    files = {
        "个案.csv": ledger.encode(),
        "05_个案/GA-01/结案表.docx": closing,
        "05_个案/GA-02_结案表.pdf": pdf(scanned=True),
        "05_个案/第2节/结案表.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "05_个案/GA-02/全套.docx": word(
            "走访登记表", VISIT, "结案表", [["督导（签名）：", "日期："]]
        ),
        "05_个案/GA-01/走访登记表.docx": closing,
    }
    ruleset, root = station(tmp_path, files)
    with Store(tmp_path / "facts.sqlite") as store:
        made = gather(root, load_ruleset(ruleset), store, with_photos=False, progress=quiet)
    table = made.dossier.tables["文件"]
    found = zip(
        table.rows["label"],
        *(values(table, name) for name in ("类别", "关联编号", "内文", "第几节", "已签")),
        strict=True,
    )
    assert list(found) == [
        ("05_个案/GA-01/结案表.docx", "结案表", ("GA-01",), READ, None, ()),
        ("05_个案/GA-01/走访登记表.docx", "走访登记", ("GA-01",), OTHER, None, None),
        ("05_个案/GA-01/走访登记表.docx（结案表）", "结案表", ("GA-01",), READ, None, ()),
        ("05_个案/GA-02/全套.docx（走访登记）", "走访登记", ("GA-02",), READ, None, ("社工",)),
        ("05_个案/GA-02/全套.docx（结案表）", "结案表", ("GA-02",), READ, None, ()),
        ("05_个案/GA-02_结案表.pdf", "结案表", ("GA-02",), SCAN, None, None),
        ("05_个案/第2节/结案表.doc", "结案表", None, OLD, 2, None),
    ]
