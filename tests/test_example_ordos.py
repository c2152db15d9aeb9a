"""The example station of Ordos, whose source asks for no watermark at all."""

import pytest

from tests.support.examples import Example

MONTHS = ["2024-09", "2024-10", "2024-11", "2024-12"]
ON_THE_ROSTER = [
    # The key elderly: 赵示例 all the time, 钱样本 until 12 November.
    ("名单!2", ["pass", "pass", "pass", "open"]),
    ("名单!3", ["pass", "fail", "not_applicable"]),
]


class TestOrdos(Example):
    name = "ordos"

    @pytest.mark.parametrize(("person", "months"), ON_THE_ROSTER)
    def test_a_month_is_asked_of_who_is_on_the_roster_all_through_it(self, result, person, months):
        (rule,) = [rule for rule in result["rules"] if rule["id"] == "o-key-elderly-services"]
        told = {
            cell["period"]: cell["status"]
            for cell in rule["breakdown"]
            if cell["by"].startswith(person)
        }
        assert told == dict(zip(MONTHS, months, strict=False))
