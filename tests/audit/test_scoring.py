"""A score in a whole audit: what the ledger shows, what a person gave, what stays open."""

from datetime import UTC, datetime

import openpyxl
from tests.support.worlds import rule_file

from swaudit.audit.request import AuditRequest
from swaudit.audit.unchanged import audit
from swaudit.model.status import Status

HEAD = """\
swaudit: 1
id: trial
version: "1"
title: 试验
sources: {paper: 试验文件}
chapters: [一]
start: 2026-01-01
end: 2026-06-30
readings:
  staff: {question: 站长算不算, options: {narrow: 不算, broad: 算}}
settle: {staff: {option: broad, who: 区民政局, document: 函, date: 2026-02-01}}
"""
START = "  chapter: 一\n  source: {document: paper, at: 一}\n"
RULES = f"""\
- id: sheet
  title: 百分考核
{START}  due: now
  expect: {{grade: [合格]}}
  score:
    total: 10
    items:
    - {{id: staffing, title: 人员, max: 4, rule: two, deduct: 4}}
    - {{id: truth, title: 真实性, max: 6, manual: 档案是否真实}}
    veto: [{{rule: fraud}}]
    grades: [{{name: 合格, min: 6}}, {{name: 不合格, max: 5}}]
- id: two
  title: 两名社工
{START}  due: now
  measure:
    count: 人员
    where:
      岗位: {{by_reading: {{staff: {{narrow: 驻站社工, broad: {{in: [站长, 驻站社工]}}}}}}}}
  expect: {{min: 2}}
- id: fraud
  title: 没有造假
{START}  manual: 是否造假
"""
RULED = """\
- {item: sheet/truth, points: 4.5, by: 评审一, date: "2026-06-30", why: 查阅档案}
- {rule: fraud, verdict: 达标, by: 评审一, date: "2026-06-30", why: 查阅档案}
- {item: sheet/staffing, points: 4, by: 评审一, date: "2026-06-30", why: 看过人了}
"""


def audited(folder, posts, ruled=""):
    root, work = folder / "站点", folder / "work"
    for made in (root, work):
        made.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.active.title = "人员"
    for row in (("姓名", "岗位"), *((f"示例{at}", post) for at, post in enumerate(posts))):
        book.active.append(row)
    book.save(root / "台账.xlsx")
    if ruled:
        (work / "认定.yaml").write_text(ruled, encoding="utf-8")
    path = rule_file(folder, RULES, HEAD)
    now = datetime(2026, 7, 1, 2, tzinfo=UTC)
    return audit(AuditRequest(station=root, now=now, ruleset=path, work=work))


def test_a_score_rests_on_other_rules_and_on_what_a_person_gave(tmp_path):
    report = audited(tmp_path, ["站长", "驻站社工"], RULED)
    (score,) = report.scores
    assert (score.low, score.high, score.grades, score.veto) == (8.5, 8.5, ("合格",), "none")
    assert [finding.status for finding in report.findings] == [Status.PASS] * 3
    states = {one.id: one.state for one in report.judgements}
    # Nobody is asked for points that the machine is sure of.
    assert states == {
        "sheet/truth": "in_force",
        "fraud": "in_force",
        "sheet/staffing": "stale",
    }
    (settled,) = report.settled
    assert (settled.reading, settled.answer, settled.document) == ("staff", "算", "函")


def test_what_nobody_gave_stays_open_beside_the_veto(tmp_path):
    report = audited(tmp_path, ["驻站社工"])
    (score,) = report.scores
    assert (score.low, score.high, score.gaps, score.veto) == (0, 6, ("5–6",), "possible")
    assert score.grades == ("合格", "不合格")
    by_rule = {finding.rule: finding.status for finding in report.findings}
    assert by_rule == {"sheet": Status.MANUAL, "two": Status.FAIL, "fraud": Status.MANUAL}
