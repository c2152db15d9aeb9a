"""What changed between two audits: identity by rule, period, record and place, never by time."""

import json
from dataclasses import replace
from decimal import Decimal
from importlib import resources

import jsonschema
import pytest
from tests.support.reports import FULL, POLICY, finding

from swaudit.cli.exit_codes import ExitCode, of_changes
from swaudit.model.report import Judgement
from swaudit.model.status import Counts, Level, Status
from swaudit.report.compare import NoAuditError, compare, read_audit
from swaudit.report.compare_pages import diff_json
from swaudit.report.machine import to_json, to_text

WAIVER = Judgement("waiver", "x", "", "民政科", "2026-07-01", "封路", "2026-09-30")
SCHEMA = resources.files("swaudit.report").joinpath("schemas/diff-1.json")


def read(report):
    return read_audit(to_text(to_json(report, "zh")))


def changes(old, new):
    return [(one.kind, one.what, one.id) for one in compare(read(old), read(new))]


def with_policy(**new):
    return replace(FULL, findings=(replace(POLICY, **new), *FULL.findings[1:]))


def with_april(**new):
    cells = tuple(
        replace(cell, **new) if cell.period == "2026-04" else cell for cell in POLICY.breakdown
    )
    return with_policy(breakdown=cells)


def with_record(at, **new):
    records = list(FULL.records)
    records[at] = replace(records[at], **new)
    return replace(FULL, records=tuple(records))


def test_the_same_evidence_audited_again_has_not_changed():
    again = replace(FULL, generated_at="2027-01-01T00:00:00+08:00", records=FULL.records[::-1])
    assert changes(FULL, again) == []


CASES = {
    "a rule is met now": (
        with_policy(status=Status.PASS),
        [("fixed", "rule", "elderly-policy")],
    ),
    "another number": (
        with_policy(counted=Decimal(11)),
        [("changed", "rule", "elderly-policy")],
    ),
    "one month is met now": (
        with_april(status=Status.PASS, counted=Decimal(2)),
        [("fixed", "cell", "elderly-policy//2026-04")],
    ),
    "a new month": (
        with_policy(breakdown=(*POLICY.breakdown, replace(POLICY.breakdown[3], period="2026-07"))),
        [("added", "cell", "elderly-policy//2026-07")],
    ),
    "a rule that is no more, its months with it": (
        replace(FULL, findings=FULL.findings[1:]),
        [("fixed", "rule", "elderly-policy")],
    ),
    "a quiet rule that is no more": (
        replace(FULL, findings=tuple(one for one in FULL.findings if one.rule != "all-pass")),
        [("gone", "rule", "all-pass")],
    ),
    "a rule that came and fails": (
        replace(FULL, findings=(*FULL.findings, finding("late", Status.FAIL))),
        [("new", "rule", "late")],
    ),
    "a record counts now": (
        with_record(1, counts=Counts.COUNTED, reason=None),
        [("fixed", "record", "服务记录/1")],
    ),
    "a record is refused now": (
        with_record(0, counts=Counts.REFUSED, reason=FULL.records[1].reason),
        [("new", "record", "服务记录/0")],
    ),
    "pending has become refused": (
        with_record(2, counts=Counts.REFUSED),
        [("changed", "record", "服务记录/2")],
    ),
    "a lead is settled": (
        replace(FULL, leads=()),
        [("fixed", "lead", "scene/a.jpg/b.jpg")],
    ),
    "the same lead told the other way round": (
        replace(FULL, leads=(replace(FULL.leads[0], where=("b.jpg", "a.jpg")),)),
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_changes_are_told_by_identity(name):
    new, expected = CASES[name]
    assert changes(FULL, new) == expected


MIRRORED = {"new": "fixed", "fixed": "new", "added": "gone", "gone": "added", "changed": "changed"}


@pytest.mark.parametrize("name", CASES)
def test_looking_back_tells_the_opposite(name):
    new, expected = CASES[name]
    assert changes(new, FULL) == [(MIRRORED[kind], what, id_) for kind, what, id_ in expected]


@pytest.mark.parametrize("name", CASES)
def test_the_json_keeps_to_its_schema(name):
    old, new = read(FULL), read(CASES[name][0])
    document = json.loads(to_text(diff_json(old, new, compare(old, new))))
    jsonschema.validate(document, json.loads(SCHEMA.read_text("utf-8")))
    assert len(document["changes"]) == len(CASES[name][1])


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (FULL, ExitCode.DECIDED),
        (with_policy(status=Status.PASS), ExitCode.DECIDED),
        (replace(FULL, findings=(*FULL.findings, finding("x", Status.FAIL))), ExitCode.FAILED),
        (
            replace(FULL, findings=(*FULL.findings, finding("x", Status.FAIL, level=Level.SHOULD))),
            ExitCode.DECIDED,
        ),
        (replace(FULL, findings=(*FULL.findings, finding("x", Status.REVIEW))), ExitCode.DECIDED),
        (
            replace(FULL, findings=(*FULL.findings, finding("x", Status.FAIL, waiver=WAIVER))),
            ExitCode.DECIDED,
        ),
    ],
)
def test_only_a_binding_rule_that_newly_fails_makes_the_exit_code_1(new, code):
    assert of_changes(compare(read(FULL), read(new))) is code


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '{"schema": "swaudit/photos/1"}', '{"schema": "swaudit/audit/2"}', "\x00"],
)
def test_what_is_no_audit_is_refused(text):
    with pytest.raises(NoAuditError):
        read_audit(text)
