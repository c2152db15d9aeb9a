"""An example station, audited for real: its photos read by OCR, its findings held against
`expected.yaml` beside it, all of them and nothing else.

    class TestOrdos(Example):
        name = "ordos"
"""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "src/swaudit/report/schemas/audit-1.json"
NUMBERS = ("status", "required", "counted", "maybe", "missing")


AS_A_USER = ("-m", "swaudit")
WITHOUT = "import sys; sys.modules['{}'] = None; from swaudit.cli.main import main; main()"
WITHOUT_READERS = ("-c", WITHOUT.format("pebble"))
"""No file can be read anew: the pool of readers cannot be made."""
WITHOUT_TABLES = ("-c", WITHOUT.format("pandas"))
"""Nothing can be counted anew."""


def swaudit(*words, how=AS_A_USER, **environment):
    """Run the command as a user does and return what came of it."""
    return subprocess.run(
        [sys.executable, *how, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LANG": "zh_CN.UTF-8", **environment},
        timeout=900,
        check=False,
    )


def fingerprint(folder):
    return {
        path.relative_to(folder): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).digest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def row(label):
    """Return the sheet and row a label begins with, or the name it ends with."""
    return label.split()[0] if "!" in label else label.split()[-1]


def cell_name(cell):
    """Return the unit's row and the period, as far as the cell has them."""
    return "/".join(filter(None, (cell["by"] and row(cell["by"]), cell["period"])))


class Example:
    """The comparison; a test module's class names its folder below `examples`."""

    name = ""

    @pytest.fixture(scope="class")
    @classmethod
    def home(cls):
        return ROOT / "examples" / cls.name

    @pytest.fixture(scope="class")
    @classmethod
    def audited(cls, home, tmp_path_factory):
        """The example's result and exit code, and those of two more runs over its work folder.

        The second is told from memory, the third made anew of the facts remembered.
        """
        work, station = tmp_path_factory.mktemp("work"), home / "station"
        before = fingerprint(station)
        first = swaudit("audit", station, "--work", work, "--format", "json")
        again = ("audit", station, "--work", work, "--format", "json")
        second = swaudit(*again, how=WITHOUT_TABLES)
        third = swaudit(*again, "--show-pii", how=WITHOUT_READERS)
        assert fingerprint(station) == before, "the evidence was changed"
        return first, second, third

    @pytest.fixture(scope="class")
    @classmethod
    def result(cls, audited):
        return json.loads(audited[0].stdout)

    @pytest.fixture(scope="class")
    @classmethod
    def expected(cls, home):
        return yaml.safe_load((home / "expected.yaml").read_text(encoding="utf-8"))

    def test_the_result_keeps_its_schema(self, result):
        jsonschema.validate(result, json.loads(SCHEMA.read_text(encoding="utf-8")))

    def test_the_exit_code_says_that_a_rule_failed(self, audited, expected):
        assert [run.returncode for run in audited] == [expected["exit_code"]] * 3

    def test_every_rule_comes_out_as_expected(self, result, expected):
        assert (result["ruleset"]["id"], result["as_of"]) == (
            expected["ruleset"],
            str(expected["as_of"]),
        )
        named = {rule["id"]: rule["status"] for rule in result["rules"]}
        told = {name: rule["status"] for name, rule in expected["rules"].items()}
        assert {
            name: status for name, status in named.items() if status not in expected["other_rules"]
        } == told
        rest = Counter(status for name, status in named.items() if name not in told)
        assert rest == expected["other_rules"]

    def test_every_short_period_has_the_expected_numbers(self, result, expected):
        got = {
            rule["id"]: {
                cell_name(cell): [cell[name] for name in NUMBERS]
                for cell in rule["breakdown"]
                if cell["status"] in ("fail", "review", "undetermined", "error")
            }
            for rule in result["rules"]
        }
        told = {name: rule.get("cells", {}) for name, rule in expected["rules"].items()}
        assert {name: cells for name, cells in got.items() if cells} == {
            name: cells for name, cells in told.items() if cells
        }

    def test_readings_that_disagree_are_all_shown(self, result, expected):
        got = {
            rule["id"]: {
                option: reading["status"]
                for reading in rule["readings"]
                for option in reading["assignment"].values()
            }
            for rule in result["rules"]
            if rule["status"] == "ruling_needed"
        }
        assert got == {
            name: rule["readings"] for name, rule in expected["rules"].items() if "readings" in rule
        }

    def test_only_the_planted_records_do_not_count(self, result, expected):
        got = {
            row(record["label"]): [record["counts"], record["code"]]
            for record in result["records"]
            if record["counts"] != "counted"
        }
        assert got == expected["records"]
        counts = Counter(record["counts"] for record in result["records"])
        assert counts["counted"] == expected["counted_records"]

    def test_rows_refused_by_a_rule_are_named(self, result, expected):
        rules = {rule["id"]: rule for rule in result["rules"]}
        for name, rows in expected["refused_rows"].items():
            assert {row(note["label"]): note["code"] for note in rules[name]["refused"]} == rows

    def test_photos_pairs_and_leads(self, result, expected):
        assert Counter(photo["verdict"] for photo in result["photos"]) == expected["photos"]
        assert (
            sorted([pair["kind"], pair["a"], pair["b"]] for pair in result["reuse"])
            == expected["reuse"]
        )
        assert [lead["code"] for lead in result["leads"]] == expected["leads"]

    def test_every_file_and_wrong_cell_is_accounted_for(self, home, result, expected):
        got = [[p["file"], p["sheet"], p["cell"], p["code"]] for p in result["problems"]]
        assert got == expected["problems"]
        files, told = result["files"], expected["files"]
        there = sum(1 for path in (home / "station").rglob("*") if path.is_file())
        assert files["total"] == told["total"] == there
        assert files["total"] == files["used"] + files["unreferenced"] + files["ignored"] + len(
            files["unreadable"]
        )
        assert files["used"] == told["used"]
        assert files["unreferenced_paths"] == told["unreferenced"]
        assert files["ignored_paths"] == told["ignored"]
        assert files["unreadable"] == told["unreadable"]

    def test_a_second_audit_says_the_same_without_reading_a_photo_again(self, audited):
        first, second, _ = (json.loads(run.stdout) for run in audited)
        assert first.pop("generated_at")
        assert second.pop("generated_at")
        assert first == second

    def test_no_name_or_phone_is_told(self, home, audited):
        import openpyxl

        book = openpyxl.load_workbook(home / "station" / "台账.xlsx", read_only=True)
        people = set()
        for sheet in {"人员", "名单", "签到"} & set(book.sheetnames):
            rows = list(book[sheet].iter_rows(values_only=True))
            for column in ("姓名", "联系电话"):
                if column in rows[0]:
                    at = rows[0].index(column)
                    people |= {str(line[at]) for line in rows[1:] if line[at]}
        assert len(people) > 50
        told = audited[0].stdout + audited[0].stderr
        assert [person for person in sorted(people) if person in told] == []
