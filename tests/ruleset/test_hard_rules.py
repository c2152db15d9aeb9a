"""The hardest requirements of all cities as rules of the language, with their boundary cases."""

from pathlib import Path

from swaudit.audit.ruletest import run_cases
from swaudit.ruleset.cases import read_cases
from swaudit.ruleset.lint import lint
from swaudit.ruleset.load import load_ruleset

HARD = Path(__file__).parents[1] / "support" / "hard-rules"


def test_the_hardest_rules_are_sound():
    assert lint(HARD) == ()


def test_the_hardest_rules_say_what_the_sources_say():
    ruleset = load_ruleset(HARD)
    cases = read_cases(ruleset)
    failed = [one for one in run_cases(cases, ruleset) if not one.passed]
    assert [(one.case.rule, one.case.name, one.differences) for one in failed] == []
    asked = {rule.head.id for rule in ruleset.rules} - {"k-fraud"}
    assert {case.rule for case in cases} == asked
