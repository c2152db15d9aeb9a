"""A wrong score sheet is refused at the place that is wrong."""

import pytest
from tests.support.worlds import rule_file

from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.load import load_ruleset

START = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
"""
SHEET = "  score:\n    total: 10\n    items:\n    - {id: a, max: 10, %s}\n  expect: {min: 6}\n"

ITEMS = [
    # what an item of ten points says, what the mark points at, code
    ("title: 空", "{id", "rule.change_incomplete"),
    ("manual: 看, per: {count: 支出}, deduct: 1", "{id", "rule.change_incomplete"),
    ("per: {count: 支出}", "{id", "rule.change_incomplete"),
    ("on: {count: 支出}, deduct: 1", "{id", "rule.change_incomplete"),
    ("rule: look", "{id", "rule.change_incomplete"),
    ("changes: [{manual: 看}], deduct: 1", "{id", "rule.change_incomplete"),
    ("per: {count: 支初}, deduct: 1", "count", "rule.table_unknown"),
    ("per: {count: 支出}, deduct: -1", "deduct", "rule.points_range"),
    ("per: {count: 支出}, deduct: {min: 5, max: 3}", "deduct", "rule.points_range"),
    ("per: {count: 支出}, deduct: 1.5x", "deduct", "rule.number_expected"),
    ("changes: [{manual: 看, deduct: 1}, {manual: 听, add: 1}]", "{id", "rule.item_start"),
    ("combine: worst, manual: 看", "{id", "rule.combine_for_each"),
    ("floor: 11, manual: 看", "{id", "rule.points_range"),
    ("rule: nothing, deduct: 1", "rule", "rule.rule_unknown"),
    # A score rests on no score, and so on itself neither.
    ("rule: trial, deduct: 1", "rule", "rule.rule_unknown"),
]
TIERS = [
    ("[{max: 5, deduct: 0}, {min: 5, deduct: 1}]", "tiers", "rule.tiers_overlap"),
    ("[{max: 5, deduct: 0}, {min: 6, deduct: 1}]", "tiers", "rule.tiers_gap"),
    ("[{below: 5, deduct: 0}, {above: 5, deduct: 1}]", "tiers", "rule.tiers_gap"),
    ("[{max: 5, deduct: 0}, {above: 5, max: 9, deduct: 1}]", "tiers", "rule.tiers_gap"),
    ("[{above: 0, deduct: 1}]", "tiers", "rule.tiers_gap"),
    ("[{min: 0, deduct: 0, unspecified: 无}]", "{min", "rule.tier_consequence"),
    ("[{min: 0}]", "{min", "rule.tier_consequence"),
    ("[{min: 9, max: 5, deduct: 0}]", "{min", "rule.bounds_impossible"),
    ("[{min: 0, dedact: 0}]", "dedact", "rule.unknown_key"),
]
STEPS = [
    ("{each: 5, points: 1, partial: whole}", "steps", "rule.steps_one_side"),
    ("{above: 9, each: 5, points: 1, partial: half}", "partial", "rule.one_of"),
    ("{above: 9, each: 0, points: 1, partial: whole}", "each", "rule.key_above"),
    ("{above: 9, each: 5, points: 1}", "steps", "rule.missing_key"),
]
ITEMS += [(f"on: {{count: 支出}}, tiers: {tiers}", *rest) for tiers, *rest in TIERS]
ITEMS += [(f"on: {{count: 支出}}, steps: {steps}", *rest) for steps, *rest in STEPS]

WHOLE = [
    (SHEET.replace("total: 10", "total: 9") % "manual: 看", "score", "rule.score_total"),
    (
        SHEET.replace(
            "    items", "    grades: [{name: 甲, min: 6}, {name: 乙, max: 6}]\n    items"
        )
        % "manual: 看",
        "grades",
        "rule.grades_overlap",
    ),
    (SHEET.replace("{min: 6}", "{grade: [甲]}") % "manual: 看", "id: trial", "rule.grade_unknown"),
    (SHEET.replace("{min: 6}", "{grade: []}") % "manual: 看", "grade", "rule.key_few"),
    (
        SHEET.replace("    items", "    veto: [{rule: nothing}]\n    items") % "manual: 看",
        "rule",
        "rule.rule_unknown",
    ),
    (
        SHEET.replace("  expect", "    - {id: a, max: 0, manual: 听}\n  expect") % "manual: 看",
        "items",
        "rule.item_twice",
    ),
    ("  every: month\n" + SHEET % "manual: 看", "every", "rule.score_whole"),
    (
        "  all: [{score: {total: 1, items: [{id: a, max: 1, manual: 看}]}, expect: {min: 1}}]\n",
        "{score",
        "rule.score_alone",
    ),
    (SHEET.replace("  expect: {min: 6}\n", "") % "manual: 看", "id: trial", "rule.missing_key"),
]


@pytest.mark.parametrize(
    ("body", "word", "code"), [(SHEET % item, word, code) for item, word, code in ITEMS] + WHOLE
)
def test_a_wrong_sheet_is_refused_where_it_is_wrong(tmp_path, body, word, code):
    with pytest.raises(RulesetError) as caught:
        load_ruleset(rule_file(tmp_path, START + body))
    problem = caught.value.problems[0]
    assert problem.said.code == code
    assert problem.mark.text[problem.mark.column - 1 :].startswith(word)


def test_a_ruleset_has_one_score_only(tmp_path):
    sheet = SHEET % "manual: 看"
    path = rule_file(tmp_path, START + sheet + START.replace("trial", "other") + sheet)
    with pytest.raises(RulesetError) as caught:
        load_ruleset(path)
    (problem,) = caught.value.problems
    assert (problem.said.code, problem.said.values) == ("rule.one_score", (("rule", "trial"),))
    assert problem.mark.text == "- id: other"
