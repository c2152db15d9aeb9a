"""Lint: every fault at its place; a sound ruleset has none."""

from pathlib import Path

import pytest
from tests.support.rulesets import CASES, REQUIREMENTS, RULESET, write_ruleset

from swaudit.ruleset.lint import lint


def found(folder, ruleset=RULESET, requirements=REQUIREMENTS, cases=CASES):
    """Return (severity, code, values, text at the mark) of each complaint about the ruleset."""
    write_ruleset(folder, ruleset, requirements, cases)
    told = []
    for one in lint(folder):
        mark = one.problem.mark
        lines = Path(mark.file).read_text(encoding="utf-8").splitlines()
        at = lines[mark.line - 1][mark.column - 1 :]
        told.append((one.severity, one.problem.said.code, dict(one.problem.said.values), at))
    return told


def without(case, text=CASES):
    """Return the cases without those of a rule that expect a status."""
    head, *cases = text.split("\n- ")
    rule, status = case
    kept = [one for one in cases if not (rule in one and f"{status}" in one.split("expect")[1])]
    assert len(kept) < len(cases)
    return "\n- ".join([head, *kept]) + "\n"


def test_a_sound_ruleset_has_no_fault(tmp_path):
    assert found(tmp_path) == []


UNTESTED = [
    (("domain/policy", "pass"), "met", "domain/policy", 'id: "{key}-policy"'),
    (("domain/policy", "fail"), "unmet", "domain/policy", 'id: "{key}-policy"'),
    (("spending", "pass"), "met", "spending", "id: spending"),
    (("spending", "fail"), "unmet", "spending", "id: spending"),
    (("papers", ""), "at_all", "papers", "id: papers"),
]


@pytest.mark.parametrize(("gone", "side", "rule", "at"), UNTESTED)
def test_a_rule_is_tested_on_both_sides(tmp_path, gone, side, rule, at):
    cases = without(gone)
    assert found(tmp_path, cases=cases) == [
        ("error", f"lint.untested.{side}", {"rule": rule}, at),
    ]


def test_what_is_not_applicable_shows_no_rule_unmet(tmp_path):
    cases = CASES.replace("expect: {status: fail, missing: 1}", "expect: not_applicable")
    ((_, code, values, _),) = found(tmp_path, cases=cases)
    assert (code, values) == ("lint.untested.unmet", {"rule": "papers"})


@pytest.mark.parametrize(("level", "faults"), [("should", 0), ("info", 0)])
def test_what_only_advises_is_unmet_when_it_advises(tmp_path, level, faults):
    ruleset = RULESET.replace("  files: {kinds", f"  level: {level}\n  files: {{kinds")
    cases = CASES.replace("expect: {status: fail, missing: 1}", "expect: advisory")
    assert len(found(tmp_path, ruleset, cases=cases)) == faults


UNUSED = [
    ("parameters", "spare: {title: 人数}"),
    ("readings", "spare: {question: 问, options: {a: 甲, b: 乙}}"),
    ("documents", "spare: {names: [账本]}"),
    ("templates", "spare: {with: [key], rules: []}"),
]


@pytest.mark.parametrize(("kind", "added"), UNUSED)
def test_what_nothing_uses_is_an_error(tmp_path, kind, added):
    ruleset = RULESET.replace(f"{kind}:\n", f"{kind}:\n  {added}\n")
    assert found(tmp_path, ruleset) == [
        ("error", f"lint.unused.{kind}", {"name": "spare"}, added),
    ]


def test_a_requirement_that_nobody_listed_is_an_error(tmp_path):
    ruleset = RULESET.replace("covers: [X-3]", "covers: [X-3, X-33]")
    ((severity, code, values, at),) = found(tmp_path, ruleset)
    assert (severity, code) == ("error", "lint.not_listed")
    assert values["requirement"] == "X-33"
    assert at.startswith("X-33]")


def test_a_requirement_covered_in_two_chapters_is_a_warning(tmp_path):
    ruleset = RULESET.replace("covers: [X-3]", "covers: [X-3, X-1]")
    ((severity, code, values, at),) = found(tmp_path, ruleset)
    assert (severity, code) == ("warning", "lint.shared")
    assert values == {"requirement": "X-1", "rule": "d1-policy"}
    assert at.startswith("X-1]")


def test_a_requirement_covered_twice_in_one_chapter_is_none(tmp_path):
    assert found(tmp_path, RULESET.replace("covers: [X-4]", "covers: [X-4, X-3]")) == []


def test_a_number_without_the_figure_of_its_source_is_a_warning(tmp_path):
    ruleset = RULESET.replace(", figure: 每月2次", "")
    assert found(tmp_path, ruleset) == [
        (
            "warning",
            "lint.no_figure",
            {"rule": "domain/policy"},
            "source: {document: paper, at: 行2}",
        )
    ]


def test_that_there_must_be_some_is_no_figure(tmp_path):
    ruleset = RULESET.replace(", figure: 每月2次", "").replace("{min: 2}", "{min: 1}")
    assert found(tmp_path, ruleset) == []


SPENDING = "each: {rows: 支出, assert: {金额: {below: {param: 门槛}}}}"
IMPOSSIBLE = [
    "where: {科目: 餐费, all: [{科目: 车费}]}",
    "where: {科目: {in: [餐费, 车费]}, all: [{科目: 油费}]}",
    "where: {科目: {in: [餐费, 车费], not: {in: [车费, 餐费]}}}",
    "where: {科目: 餐费, all: [{科目: {not: 餐费}}]}",
    "where: {科目: empty, all: [{科目: 餐费}]}",
    "where: {金额: {min: 5, below: 5}}",
    'where: {金额: {above: "7.5", max: 7}}',
    "where: {金额: 3, all: [{金额: {min: 4}}]}",
    "where: {日期: {min: 2026-03-01}, all: [{日期: {max: 2026-02-28}}]}",
    "where: {any: [{科目: 餐费, all: [{科目: 车费}]}, {科目: 油费}]}",
]
POSSIBLE = [
    "where: {科目: {in: [餐费, 车费]}, all: [{科目: {in: [车费, 油费]}}]}",
    "where: {科目: {in: [餐费, 车费], not: 餐费}}",
    "where: {any: [{科目: 餐费}, {科目: 车费}]}",
    "where: {金额: {min: 5, max: 5}}",
    "where: {金额: {min: 5}, not: {金额: {max: 7}}}",
    "where: {金额: {not: {min: 5, max: 7}}, all: [{金额: 9}]}",
    "where: {日期: {min: 2026-03-01, max: 2026-03-01}}",
    "where: {项目资金: true, 科目: filled}",
]


@pytest.mark.parametrize("where", IMPOSSIBLE)
def test_a_condition_that_no_row_can_meet_is_an_error(tmp_path, where):
    ruleset = RULESET.replace("rows: 支出,", f"rows: 支出, {where},")
    ((severity, code, _, at),) = found(tmp_path, ruleset)
    assert (severity, code) == ("error", "lint.unmeetable")
    assert at.startswith(("科目:", "金额:", "日期:"))


@pytest.mark.parametrize("where", POSSIBLE)
def test_a_condition_that_a_row_can_meet_is_none(tmp_path, where):
    assert found(tmp_path, RULESET.replace("rows: 支出,", f"rows: 支出, {where},")) == []


def test_an_assertion_that_contradicts_its_selection_is_an_error(tmp_path):
    each = SPENDING.replace("assert: {", "where: {科目: 餐费}, assert: {科目: 车费, ")
    ((_, code, values, at),) = found(tmp_path, RULESET.replace(SPENDING, each))
    assert (code, values) == ("lint.unmeetable", {"column": "科目"})
    assert at.startswith("科目: 车费")


def test_what_keeps_it_from_loading_is_told_alone(tmp_path):
    ((severity, code, _, at),) = found(tmp_path, RULESET.replace("rows: 支出", "rows: 开支"))
    assert (severity, code) == ("error", "rule.table_unknown")
    assert at.startswith("rows: 开支")


def test_wrong_cases_and_requirements_are_told_together(tmp_path):
    codes = [
        one[1]
        for one in found(
            tmp_path,
            requirements=REQUIREMENTS.replace("not_station", "elsewhere"),
            cases=CASES.replace("expect: pass", "expect: passed"),
        )
    ]
    assert sorted(codes) == ["rule.one_of"] * 3


ABOVE = """\
swaudit: 1
id: above
version: "1"
title: 区
extends: {id: %s, version: "1"}
start: 2026-01-01
end: 2026-06-30
overlay:
  papers: {level: should}
rules:
- id: more
  title: 另加
  chapter: 二
  source: {document: paper, at: 行9}
  covers: [Y-1]
  manual: 看
"""


def test_of_an_extension_only_its_own_part_is_looked_at(tmp_path):
    below = write_ruleset(tmp_path / "below", cases=None)
    above = write_ruleset(
        tmp_path / "above",
        ABOVE % below,
        REQUIREMENTS.splitlines()[0] + "\nY-1,paper,行9,另加,manual,\n",
        None,
    )
    told = [(one.problem.said.code, one.problem.mark.line) for one in lint(above)]
    # What it changes of the other, it must test; the rest is tested there.
    assert told == [("lint.untested.at_all", 9)]


def test_what_both_cover_is_no_duplicate(tmp_path):
    below = write_ruleset(tmp_path / "below", cases=None)
    rule = ABOVE.split("overlay:")[0] + "rules:" + ABOVE.split("rules:")[1]
    above = write_ruleset(tmp_path / "above", rule.replace("Y-1", "X-1") % below, None, None)
    assert lint(above) == ()


def test_a_share_contradicts_no_amount(tmp_path):
    share = "金额: {share_of: {sum: 金额, rows: 支出}, max: 70}, all: [{金额: {min: 1000}}]"
    ruleset = RULESET.replace("金额: {below: {param: 门槛}}", share)
    ruleset = ruleset.replace("parameters:\n  门槛: {title: 金额门槛}\n", "")
    codes = [code for _, code, _, _ in found(tmp_path, ruleset)]
    assert "lint.unmeetable" not in codes
