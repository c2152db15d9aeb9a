"""Coverage: every listed requirement has its account, and nothing is forgotten unseen."""

import pytest
from tests.support.rulesets import REQUIREMENTS, RULESET, write_ruleset

from swaudit.ruleset.coverage import coverage, merged, tallies
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.load import load_ruleset, rulesets_folder

SHIPPED = sorted(path.parent.name for path in rulesets_folder().glob("*/ruleset.yaml"))


def accounts(folder, ruleset=RULESET, requirements=REQUIREMENTS):
    return coverage(load_ruleset(write_ruleset(folder, ruleset, requirements)))


def missing(folder, ruleset=RULESET, requirements=REQUIREMENTS):
    found = accounts(folder, ruleset, requirements)
    return {one.id: one.missing.code for one in found if one.missing}


def test_every_requirement_has_its_account(tmp_path):
    found = accounts(tmp_path)
    assert {one.id: (one.disposition, one.rules) for one in found} == {
        "X-1": ("rule", ("d1-policy",)),
        "X-2": ("rule", ("d2-policy",)),
        "X-3": ("rule", ("spending",)),
        "X-4": ("rule", ("papers",)),
        "X-5": ("manual", ("look",)),
        "X-6": ("not_station", ()),
    }
    (tally,) = tallies(found)
    assert (tally.total, tally.rule, tally.manual, tally.not_station) == (6, 4, 1, 1)
    assert tally.missing == ()


MISSING = [
    (RULESET.replace("[X-3]", "[]"), REQUIREMENTS, {"X-3": "no_rule"}),
    (RULESET, REQUIREMENTS + "X-7,paper,行7,漏了,rule,\n", {"X-7": "no_rule"}),
    (RULESET, REQUIREMENTS + "X-7,paper,行7,漏了,manual,\n", {"X-7": "no_reason"}),
    (RULESET, REQUIREMENTS + "X-7,paper,行7,由人看,manual,看现场\n", {}),
    (RULESET, REQUIREMENTS.replace("区里的事", " "), {"X-6": "no_reason"}),
    (RULESET, REQUIREMENTS.replace("manual,", "rule,"), {"X-5": "only_manual"}),
    (RULESET, REQUIREMENTS.replace("rule,\nX-4", "manual,\nX-4"), {"X-3": "no_reason"}),
    (RULESET.replace("[X-4]", "[X-4, Z-9]"), REQUIREMENTS, {"Z-9": "not_listed"}),
]


@pytest.mark.parametrize(("ruleset", "requirements", "wanted"), MISSING)
def test_what_is_not_borne_out_is_missing(tmp_path, ruleset, requirements, wanted):
    found = missing(tmp_path, ruleset, requirements)
    assert found == {name: f"coverage.{code}" for name, code in wanted.items()}


def test_a_missing_requirement_is_counted_once(tmp_path):
    found = accounts(tmp_path, RULESET.replace("[X-4]", "[Z-9]"))
    (tally,) = tallies(found)
    assert (tally.total, tally.rule, tally.missing) == (6, 3, ("X-4", "Z-9"))


def test_a_requirement_that_nobody_listed_is_shown_where_it_is_covered(tmp_path):
    ruleset = RULESET.replace("[X-4]", "[X-4, Z-9]")
    (stranger,) = [one for one in accounts(tmp_path, ruleset) if one.id == "Z-9"]
    line = ruleset.splitlines()[stranger.mark.line - 1]
    assert line[stranger.mark.column - 1 :] == "Z-9]"


def test_without_a_list_whatever_is_covered_is_missing(tmp_path):
    assert set(missing(tmp_path, requirements=None).values()) == {"coverage.not_listed"}


WRONG = [
    (REQUIREMENTS.replace("at,", "place,"), 1, "coverage.header"),
    ("", 1, "coverage.header"),
    (REQUIREMENTS.replace("not_station", "other"), 7, "rule.one_of"),
    (REQUIREMENTS.replace("X-2,", "X-1,"), 3, "coverage.repeated"),
    (REQUIREMENTS.replace("X-2,paper", ",paper"), 3, "rule.missing_key"),
    (REQUIREMENTS.replace("X-2,paper", "X-2,"), 3, "rule.missing_key"),
    (REQUIREMENTS.replace("有制度,rule,", "有制度,rule"), 5, "coverage.width"),
    (REQUIREMENTS + 'X-9,paper,"', 1, "coverage.not_csv"),
]


@pytest.mark.parametrize(("requirements", "line", "code"), WRONG)
def test_a_wrong_list_is_refused_where_it_is_wrong(tmp_path, requirements, line, code):
    with pytest.raises(RulesetError) as caught:
        accounts(tmp_path, requirements=requirements)
    (problem,) = caught.value.problems
    assert (problem.mark.file, problem.mark.line) == (str(tmp_path / "requirements.csv"), line)
    assert problem.said.code == code


def test_a_list_may_be_saved_by_a_spreadsheet(tmp_path):
    write_ruleset(tmp_path)
    text = REQUIREMENTS.replace("有制度", '"有制度,\n两份"').replace("\n", "\r\n")
    (tmp_path / "requirements.csv").write_bytes(b"\xef\xbb\xbf" + text.encode() + b",,,,,\r\n")
    assert tallies(coverage(load_ruleset(tmp_path)))[0].total == 6


ABOVE = """\
swaudit: 1
id: above
version: "1"
title: 区
extends: {id: %s, version: "1"}
sources: {notice: 通知}
rules:
- id: more
  title: 验收
  chapter: 二
  source: {document: notice, at: 三}
  covers: [X-6, Y-1]
  files: {kinds: [制度]}
"""


def test_an_extension_accounts_for_what_it_extends(tmp_path):
    below = write_ruleset(tmp_path / "below")
    own = (
        REQUIREMENTS.splitlines()[0] + "\nX-6,paper,行6,验收材料,rule,\nY-1,notice,三,另加,rule,\n"
    )
    above = write_ruleset(tmp_path / "above", ABOVE % below, own, None)
    rulesets = [load_ruleset(one) for one in (below, above)]
    papers, notice = tallies(coverage(rulesets[1]))
    # Its own line about a requirement takes the place of the other's.
    assert (papers.total, papers.rule, papers.not_station) == (6, 5, 0)
    assert (notice.document, notice.total, notice.missing) == ("notice", 1, ())
    both = merged(map(coverage, rulesets))
    assert [one.id for one in both] == ["X-1", "X-2", "X-3", "X-4", "X-5", "X-6", "Y-1"]
    assert {one.id: one.rules for one in both}["X-6"] == ("more",)


def test_missing_in_one_ruleset_is_missing_in_all_together(tmp_path):
    sound = accounts(tmp_path / "a")
    short = accounts(tmp_path / "b", RULESET.replace("[X-3]", "[]"))
    for both in ((sound, short), (short, sound)):
        assert [one.id for one in merged(both) if one.missing] == ["X-3"]


@pytest.mark.parametrize("name", SHIPPED)
def test_no_requirement_of_a_ruleset_that_comes_with_swaudit_is_missing(name):
    found = coverage(load_ruleset(name))
    assert found
    assert [(one.id, one.missing) for one in found if one.missing] == []
