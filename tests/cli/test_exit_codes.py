"""Exit codes: what each result maps to, and which of several goes first."""

from dataclasses import replace

import pytest
from tests.support.reports import FULL, PLAIN, finding

from swaudit.cli.exit_codes import ExitCode, foremost, of_photos, of_report
from swaudit.model.dossier import File
from swaudit.model.message import message
from swaudit.model.report import Lead
from swaudit.model.status import Counts, Level, Status

UNREADABLE = File("坏.xlsx", "sheet", 1, None, "unreadable")
LEAD = Lead("scene", message("report.photos.reuse"), ())


def with_rules(*findings):
    return replace(PLAIN, findings=(finding("ok", Status.PASS), *findings))


@pytest.mark.parametrize(
    ("status", "level", "code"),
    [
        (Status.PASS, Level.MUST, 0),
        (Status.OPEN, Level.MUST, 0),
        (Status.ADVISORY, Level.SHOULD, 0),
        (Status.NOT_APPLICABLE, Level.MUST, 0),
        (Status.FAIL, Level.MUST, 1),
        (Status.FAIL, Level.SHOULD, 0),
        (Status.ERROR, Level.MUST, 3),
        (Status.REVIEW, Level.MUST, 5),
        (Status.UNDETERMINED, Level.MUST, 5),
        (Status.RULING_NEEDED, Level.MUST, 5),
        (Status.LEAD, Level.MUST, 5),
        (Status.MANUAL, Level.MUST, 5),
    ],
)
def test_one_rule_decides(status, level, code):
    assert of_report(with_rules(finding("x", status, level=level))) == code


def test_leads_and_pending_records_wait_for_a_person():
    pending = replace(PLAIN.records[0], counts=Counts.PENDING)
    assert of_report(replace(PLAIN, leads=(LEAD,))) == ExitCode.UNDECIDED
    assert of_report(replace(PLAIN, records=(pending,))) == ExitCode.UNDECIDED


@pytest.mark.parametrize(
    "empty",
    [
        replace(PLAIN, findings=()),
        replace(PLAIN, findings=(finding("x", Status.NOT_APPLICABLE),)),
        replace(PLAIN, files=()),
        replace(PLAIN, records=(), health=replace(PLAIN.health, rows_read=0)),
    ],
)
def test_nothing_evaluated_is_never_a_pass(empty):
    assert of_report(empty) == ExitCode.NOTHING


def test_rows_alone_are_something_evaluated():
    assert of_report(replace(PLAIN, records=())) == ExitCode.DECIDED


def test_a_wrong_cell_is_no_unreadable_file():
    assert of_report(replace(PLAIN, problems=FULL.problems)) == ExitCode.DECIDED


def test_precedence():
    failed = with_rules(finding("x", Status.FAIL), finding("y", Status.REVIEW))
    assert of_report(failed) == ExitCode.FAILED
    nothing = replace(failed, records=(), health=replace(PLAIN.health, rows_read=0))
    assert of_report(nothing) == ExitCode.NOTHING
    assert of_report(replace(nothing, files=(UNREADABLE,))) == ExitCode.UNREADABLE
    assert [foremost(list(ExitCode)[n:6]) for n in range(6)] == [2, 2, 2, 3, 4, 5]
    assert foremost(()) == ExitCode.DECIDED


def test_photos():
    good = File("a.jpg", "photo", 1, "ab", "used")
    assert of_photos((good,), FULL.photos, ()) == ExitCode.DECIDED
    assert of_photos((good,), FULL.photos, FULL.reuse) == ExitCode.UNDECIDED
    assert of_photos((good,), (), ()) == ExitCode.NOTHING
    assert of_photos((UNREADABLE,), (), ()) == ExitCode.UNREADABLE
