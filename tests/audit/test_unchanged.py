"""A second audit is told from memory where nothing changed, and is made anew where anything did."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from swaudit.audit import unchanged
from swaudit.audit.pipeline import audited
from swaudit.audit.request import AuditRequest
from swaudit.audit.unchanged import audit
from swaudit.ground.sandbox import MAX_FILE_BYTES
from swaudit.ground.store import Store
from swaudit.ruleset.shipped import rulesets_folder

NOW = datetime(2026, 7, 5, 2, tzinfo=UTC)
HEADER = ("日期", "领域", "形式", "内容", "对象或人数")
DECIDED = "- {rule: h1-office, verdict: 达标, by: 评审一, date: 2026-07-04, why: 看过原件}\n"

# In a process of its own: whether the audit loaded what reads tables, and what it said.
AGAIN = """
import sys
from datetime import datetime
from pathlib import Path
from swaudit.audit.request import AuditRequest
from swaudit.audit.unchanged import audit
root, now, ruleset = sys.argv[1:]
report = audit(AuditRequest(Path(root), datetime.fromisoformat(now), ruleset))
sys.stdout.buffer.write(f"{'pandas' in sys.modules} {report!r}".encode())
"""


def written(path, *rows):
    book = openpyxl.Workbook()
    book.active.title = "工作流水"
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(path)


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A station audited once, long after its files were written; there was no work folder."""
    monkeypatch.setattr(unchanged, "SETTLED_SECONDS", 0)
    root = tmp_path / "站点"
    root.mkdir()
    written(root / "台账.xlsx", (date(2026, 4, 2), "扶残助残", "走访", "居家安全", "3人"))
    (root / "制度").mkdir()
    (root / "制度" / "说明.txt").write_text("有字", encoding="utf-8")
    request = AuditRequest(root, NOW, "zhalainuoer-2026")
    audit(request)
    return request


def remembers(request):
    """Return what a new process says of the station, and whether it had to read it."""
    given = (str(request.station), request.now.isoformat(), request.ruleset)
    told = subprocess.run(
        (sys.executable, "-c", AGAIN, *given), check=True, capture_output=True
    ).stdout.decode()
    loaded, _, said = told.partition(" ")
    return loaded == "False", said


def test_the_second_audit_of_an_unchanged_station_reads_nothing(asked):
    later = replace(asked, now=NOW + timedelta(hours=1))
    again = replace(audited(asked).report, generated_at=later.now.isoformat())
    assert remembers(later) == (True, repr(again))


def test_all_that_is_told_comes_back_as_it_was(asked):
    assert audit(asked) == audited(asked).report
    masked, open_names = audit(asked), audit(replace(asked, show_pii=True))
    assert (masked.shows_pii, open_names.shows_pii) == (False, True)
    assert audit(replace(asked, quick=True)).quick
    assert not audit(asked).quick


def a_row_more(root, work):
    rows = ((date(2026, 4, day), "扶残助残", "走访", "居家安全", "3人") for day in (2, 3))
    written(root / "台账.xlsx", *rows)


def same_size_and_time(root, work):
    path = root / "制度" / "说明.txt"
    before = path.stat()
    path.write_text("  \n  \n", encoding="utf-8")
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES = {
    "a row": a_row_more,
    "other bytes under the old time": same_size_and_time,
    "a file more": lambda root, _: shutil.copy(root / "台账.xlsx", root / "另一本.xlsx"),
    "a file less": lambda root, _: (root / "制度" / "说明.txt").unlink(),
    "a file renamed": lambda root, _: (root / "台账.xlsx").rename(root / "台帐.xlsx"),
    "an empty file": lambda root, _: (root / "空.docx").touch(),
    "station.yaml": lambda root, _: (root / "station.yaml").write_text("ruleset: ordos-2024\n"),
    "a decision": lambda _, work: (work / "认定.yaml").write_text(DECIDED, encoding="utf-8"),
    "a station beside it that is gone": lambda root, _: (root.parent / "旧名.swaudit").mkdir(),
    "a decision beside it": lambda root, _: (
        (root.parent / "旧名.swaudit").mkdir(),
        (root.parent / "旧名.swaudit" / "认定.yaml").write_text(DECIDED, encoding="utf-8"),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_read(asked, change):
    change(asked.station, asked.place)
    assert remembers(asked)[0] is False
    assert audit(asked) == audited(asked).report


@pytest.mark.parametrize(
    "other",
    [
        {"as_of": date(2026, 6, 30)},
        {"now": NOW + timedelta(days=1)},
        {"ruleset": "hulunbuir-2026"},
        {"quick": True},
        {"show_pii": True},
    ],
    ids=str,
)
def test_whatever_is_asked_otherwise_is_answered_so(asked, other):
    request = replace(asked, **other)
    assert audit(request) == audited(request).report
    assert audit(asked) == audited(asked).report


def test_what_was_just_written_is_not_trusted_to_its_times(asked, monkeypatch):
    monkeypatch.setattr(unchanged, "SETTLED_SECONDS", 3600)
    a_row_more(asked.station, asked.place)
    audit(asked)
    assert remembers(asked)[0] is False


def test_rules_from_elsewhere_are_not_remembered(asked, tmp_path):
    own = shutil.copytree(rulesets_folder() / "hulunbuir-2026", tmp_path / "规则")
    audit(replace(asked, ruleset=str(own)))
    assert remembers(replace(asked, ruleset=str(own)))[0] is False


def test_a_file_that_crashes_or_hangs_is_tried_again_and_a_broken_one_is_not(asked):
    (asked.station / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    audit(asked)
    assert remembers(asked)[0] is True
    book = asked.station / "太大.xlsx"
    with book.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    audit(asked)
    assert remembers(asked)[0] is False


def test_a_memory_that_is_lost_or_foreign_costs_time_alone(asked):
    said = audit(asked)
    with Store(asked.place / "facts.sqlite") as store:
        assert store.recall("whole", "report", unchanged.VERSION)
        store.remember("whole", "report", unchanged.VERSION, ["another standing", {}])
    assert audit(asked) == said
    shutil.rmtree(asked.place)
    assert audit(asked) == said
