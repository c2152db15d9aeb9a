"""Test cases of rulesets: read strictly, run as an audit runs, told where they differ."""

import pytest
from tests.support.rulesets import CASES, write_ruleset

from swaudit.audit.ruletest import run_cases
from swaudit.ruleset.cases import read_cases
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.shipped import rulesets_folder

SHIPPED = sorted(path.parent.name for path in rulesets_folder().glob("*/ruleset.yaml"))


def run(folder, cases=CASES):
    ruleset = load_ruleset(write_ruleset(folder, cases=cases))
    return list(run_cases(read_cases(ruleset), ruleset))


def one(folder, case):
    """Return what differs in a case written as the mapping below `- `."""
    body = "\n".join(f"  {line}" for line in case.strip("\n").splitlines())
    (result,) = run(folder, f"swaudit-test: 1\ncases:\n-\n{body}\n")
    return {d.what: (d.wanted, d.found) for d in result.differences}


def test_a_template_case_runs_for_every_instance(tmp_path):
    results = run(tmp_path)
    assert [result.case.rule for result in results] == [
        *("d1-policy", "d2-policy", "d1-policy", "d2-policy"),
        *("spending", "spending", "papers", "papers"),
    ]
    assert [result.differences for result in results if not result.passed] == []


SERVICE = """
rule: d1-policy
contract: [2026-01-01, 2026-02-28]
given:
  服务记录:
  - {日期: 2026-01-03, 计入日: 2026-01-03, 领域: 养老, 类别: A}
  - {日期: 2026-01-04, 计入日: 2026-01-04, 领域: 养老服务, 类别: A, _: pending}
  - {日期: 2026-01-05, 计入日: 2026-02-05, 领域: 养老服务, 类别: A}
  - {日期: 2026-02-06, 计入日: 2026-02-06, 领域: 养老服务, 类别: A}
  - {日期: 2026-02-06, 计入日: 2026-02-06, 领域: 社会救助, 类别: A}
expect: """

STATED = [
    ("ruling_needed", {}),
    ("pass", {"status": ("pass", "ruling_needed")}),
    ("{counted: 3, maybe: 1, required: 4, missing: 0}", {}),
    (
        "{counted: 2, maybe: 0, required: 5, missing: 1}",
        {
            "counted": ("2", "3"),
            "maybe": ("0", "1"),
            "required": ("5", "4"),
            "missing": ("1", "0"),
        },
    ),
    ("{pending: 1, refused: 0}", {}),
    ("{pending: 0, refused: 2}", {"pending": ("0", "1"), "refused": ("2", "0")}),
    ("{cells: {2026-01: review, 2026-02: pass}}", {}),
    ("{cells: {2026-01: pass}}", {"cells.2026-01": ("pass", "review")}),
    ("{cells: {2026-03: pass}}", {"cells.2026-03": ("pass", "-")}),
    ("{readings: {allowed: review, strict: fail}}", {}),
    ("{readings: {strict: pass}}", {"readings.strict": ("pass", "fail")}),
    ("{readings: {other: pass}}", {"readings.other": ("pass", "-")}),
]


@pytest.mark.parametrize(("expect", "differs"), STATED)
def test_only_what_is_stated_is_compared(tmp_path, expect, differs):
    assert one(tmp_path, SERVICE + expect) == differs


def test_units_are_named_by_the_first_cell_of_their_row(tmp_path):
    text = CASES.split("cases:")[0]
    ruleset = """\
swaudit: 1
id: units
version: "1"
title: 逐人
sources: {paper: 文件}
chapters: [一]
start: 2026-01-01
end: 2026-02-28
rules:
- id: visits
  title: 每人每月1次
  chapter: 一
  source: {document: paper, at: 一}
  every: month
  for_each: {rows: 服务对象名单, as: 人}
  measure: {count: 服务记录, where: {对象编号: {has: {ref: 人.对象编号}}}, counted_if: [valid]}
  expect: {min: 1}
"""
    case = """cases:
- rule: visits
  given:
    名单: [{对象编号: p1}, {编号: p2}]
    服务记录: [{日期: 2026-01-03, 对象编号: p1、p2}, {日期: 2026-02-03, 对象编号: p2}]
  expect:
    cells: {p1/2026-01: pass, p1/2026-02: fail, p2: pass, 2026-01: pass}
- {rule: visits, given: {名单: []}, expect: not_applicable}
- {rule: visits, given: {}, expect: undetermined}
"""
    found = load_ruleset(write_ruleset(tmp_path, ruleset, None, text + case))
    results = list(run_cases(read_cases(found), found))
    assert [result.differences for result in results] == [(), (), ()]


def test_cells_are_read_as_a_station_writes_them(tmp_path):
    head = "rule: spending\nparameters: {门槛: 1000}\n"
    unreadable = head + "given: {支出: [{金额: 若干}]}\nexpect: undetermined"
    blank = head + 'given: {支出: [{金额: ""}]}\nexpect: undetermined'
    yuan = head + "given: {支出: [{金额: 0.09万元}]}\nexpect: pass"
    absent = head + "given: {支出: [{日期: 2026-01-02}]}\nexpect: undetermined"
    assert [one(tmp_path, case) for case in (unreadable, blank, yuan, absent)] == [{}] * 4


def test_a_parameter_of_one_case_is_unset_in_the_next(tmp_path):
    case = "rule: spending\ngiven: {支出: [{金额: 5}]}\nexpect: undetermined"
    assert one(tmp_path, case) == {}


WRONG = [
    # what stands in place of a case, what the mark points at, code
    ("- {rule: nothing, expect: pass}", "rule:", "rule.rule_unknown"),
    ("- {rule: domain/polcy, expect: pass}", "rule:", "rule.rule_unknown"),
    ("- {rule: papers}", "{rule", "rule.missing_key"),
    ("- {rule: papers, expect: pass, expekt: pass}", "expekt", "rule.unknown_key"),
    ("- {rule: papers, expect: passed}", "expect", "rule.one_of"),
    ("- {rule: papers, expect: {}}", "expect", "test.expect_empty"),
    ("- {rule: papers, expect: {count: 1}}", "count", "rule.unknown_key"),
    ("- {rule: papers, expect: {counted: many}}", "counted", "rule.number_expected"),
    ("- {rule: papers, as_of: 2026-02-30, expect: pass}", "as_of", "rule.key_date"),
    ("- {rule: papers, contract: [2026-02-01, 2026-01-01], expect: pass}", "contract", None),
    ("- {rule: papers, parameters: {门坎: 1}, expect: pass}", "门坎", "rule.parameter_unknown"),
    ("- {rule: papers, given: {文档: []}, expect: pass}", "文档", "rule.table_unknown"),
    ("- {rule: papers, given: {文件: [{种类: a}]}, expect: pass}", "种类", "rule.column_unknown"),
    ("- {rule: papers, given: {文件: [{_: refused}]}, expect: pass}", "_:", "rule.not_records"),
    ("- {rule: papers, given: {活动: [{_: perhaps}]}, expect: pass}", "_:", "rule.one_of"),
    ("- {rule: papers, given: {名单: [], 服务对象名单: []}, expect: pass}", "服务对象名单", None),
    ('- {rule: domain/policy, name: "{domian}", expect: pass}', '"{dom', "rule.slot_undefined"),
    ("- papers", "papers", "rule.mapping_expected"),
]


@pytest.mark.parametrize(("case", "word", "code"), WRONG)
def test_a_wrong_case_is_refused_where_it_is_wrong(tmp_path, case, word, code):
    ruleset = load_ruleset(write_ruleset(tmp_path, cases=f"swaudit-test: 1\ncases:\n{case}\n"))
    with pytest.raises(RulesetError) as caught:
        read_cases(ruleset)
    (problem,) = caught.value.problems
    assert problem.mark.file == str(tmp_path / "tests" / "cases.yaml")
    assert problem.mark.line == 3
    assert case[problem.mark.column - 1 :].startswith(word)
    if code:
        assert problem.said.code == code


@pytest.mark.parametrize("head", ["swaudit-test: 2", "swaudit: 1", "swaudit-test: 1\nmore: 1"])
def test_a_file_that_is_no_test_file_is_refused(tmp_path, head):
    ruleset = load_ruleset(write_ruleset(tmp_path, cases=f"{head}\ncases: []\n"))
    with pytest.raises(RulesetError):
        read_cases(ruleset)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cases_of_every_ruleset_that_comes_with_swaudit_pass(name):
    ruleset = load_ruleset(name)
    results = list(run_cases(read_cases(ruleset), ruleset))
    assert results
    assert [(r.case.mark.line, r.case.rule, r.differences) for r in results if not r.passed] == []


def test_the_contract_of_a_file_is_that_of_its_cases(tmp_path):
    cases = """\
swaudit-test: 1
contract: [2026-03-01, 2026-03-31]
cases:
- rule: d1-policy
  given: {服务记录: []}
  expect: {cells: {2026-03: fail, 2026-04: pass}}
- rule: d1-policy
  contract: [2026-04-01, 2026-04-30]
  given: {服务记录: []}
  expect: {cells: {2026-04: fail}}
"""
    first, second = run(tmp_path, cases)
    assert [(d.what, d.found) for d in first.differences] == [("cells.2026-04", "-")]
    assert second.passed
