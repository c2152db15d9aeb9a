"""No number of a ruleset can be moved by one without a case of its own turning red."""

import re

import pytest
from tests.support.mutants import survivors
from tests.support.rulesets import CASES, write_ruleset

from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.shipped import rulesets_folder

SHIPPED = sorted(path.parent.name for path in rulesets_folder().glob("*/ruleset.yaml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_of_a_ruleset_is_held_by_a_case(name):
    assert [str(mutant) for mutant in survivors(load_ruleset(name))] == []


def test_a_number_that_no_case_holds_is_found(tmp_path):
    assert list(survivors(load_ruleset(write_ruleset(tmp_path / "whole")))) == []
    loose = re.sub(r"  expect:\n(    .+\n)+", "  expect: {counted: 1}\n", CASES, count=1)
    found = survivors(load_ruleset(write_ruleset(tmp_path / "loose", cases=loose)))
    assert [(mutant.written, mutant.moved) for mutant in found] == [(2, 1)]


def test_red_cases_hold_nothing(tmp_path):
    red = CASES.replace("status: pass, counted: 2", "status: fail")
    with pytest.raises(ValueError, match=r"cases\.yaml:3"):
        list(survivors(load_ruleset(write_ruleset(tmp_path, cases=red))))
