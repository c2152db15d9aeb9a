"""The example station of Hulunbuir."""

import json

from tests.support.examples import Example, swaudit


class TestHulunbuir(Example):
    name = "hulunbuir"

    def test_quick_answers_before_any_photo_is_read(self, home, tmp_path):
        station = home / "station"
        run = swaudit("audit", station, "--work", tmp_path, "--quick", "--format", "json")
        quick = json.loads(run.stdout)
        (policy,) = [rule for rule in quick["rules"] if rule["id"] == "h3-policy"]
        april = next(cell for cell in policy["breakdown"] if cell["period"] == "2026-04")
        assert (april["status"], april["counted"], april["maybe"]) == ("fail", 0, 1)
        assert quick["photos"] == []
        assert "照片" not in run.stderr
        # Nothing that needs a photo is said to be met.
        assert not any(
            rule["status"] == "pass" and rule["id"].endswith(("-policy", "-care", "-reuse"))
            for rule in quick["rules"]
        )
