"""Whole audits of small stations: real workbooks, real photos, real children."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from swaudit.audit.pipeline import UsageError, examine_folder
from swaudit.audit.request import AuditRequest
from swaudit.audit.unchanged import audit
from swaudit.model.status import Counts, Status
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.source import plain

PHOTOS = Path(__file__).parents[2] / "examples/hulunbuir/station/04_服务记录"
# A photo of the example and the day its stamp shows.
SECOND = PHOTOS / "2026-04/2026-04-02_扶残助残_居家安全/照片1.jpg"
NOW = datetime(2026, 7, 5, 2, tzinfo=UTC)
SIGNED = "by: 评审一, date: 2026-07-04, why: 看过原件"
HEADER = ("日期", "领域", "形式", "内容", "对象或人数", "照片夹")


def station(folder, rows, photos):
    """Make a station of a worklog and photos alone: path in the station → source."""
    root = folder / "站点"
    root.mkdir()
    book = openpyxl.Workbook()
    book.active.title = "工作流水"
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(root / "台账.xlsx")
    for path, source in photos.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(source, bytes):
            target.write_bytes(source)
        else:
            shutil.copy(source, target)
    return root


def run(root, **rest):
    asked = {"ruleset": "zhalainuoer-2026", "as_of": date(2026, 7, 5), **rest}
    return audit(AuditRequest(station=root, now=NOW, **asked))


def cell(report, rule, period):
    (found,) = [one for one in report.findings if one.rule == rule]
    return next(one for one in found.breakdown if one.period == period)


@pytest.fixture(scope="module")
def worklog_alone(tmp_path_factory):
    """A station with a worklog and photos, nothing else, and its audit."""
    rows = [
        (date(2026, 4, 2), "扶残助残", "走访", "居家安全", "3人", "照片/一"),
        (date(2026, 4, 9), "助残", "走访", "居家安全", "3人", "照片/二"),
        (date(2026, 4, 16), "扶残助残", "走访", "居家安全", "3人", "照片/没有这个文件夹"),
        (date(2026, 12, 1), "扶残助残", "走访", "居家安全", "3人", None),
        (date(2026, 4, 20), "扶贫", "走访", "居家安全", "3人", None),
    ]
    photos = {"照片/一/a.jpg": SECOND, "照片/二/b.jpg": b"\xff\xd8\xff no picture"}
    root = station(tmp_path_factory.mktemp("alone"), rows, photos)
    return root, run(root)


def test_monthly_quotas_are_answered_from_worklog_and_photos_alone(worklog_alone):
    _, report = worklog_alone
    april = cell(report, "h5-care", "2026-04")
    assert (april.status, april.counted, april.maybe) == (Status.REVIEW, 1, 1)
    assert cell(report, "h5-care", "2026-05").status is Status.FAIL
    undecided = {f.rule: f.status for f in report.findings}
    assert undecided["h1-workers"] is Status.UNDETERMINED
    assert undecided["h7-aid"] is Status.UNDETERMINED
    assert undecided["h5-groups"] is Status.OPEN


def test_every_monthly_quota_is_answered_but_those_of_the_project_to_be_chosen(worklog_alone):
    _, report = worklog_alone
    monthly = {
        rule.head.id
        for rule in load_ruleset("zhalainuoer-2026").rules
        if (body := plain(rule.tree)).get("every") == "month"
        and body.get("measure", {}).get("count") in ("服务记录", "活动", "个案节次", "小组节次")
    }
    assert len(monthly) > 12
    status = {one.rule: one.status for one in report.findings if one.rule in monthly}
    assert status.keys() == monthly
    unanswered = {name for name, said in status.items() if said is Status.UNDETERMINED}
    assert unanswered == {"h8-policy", "h8-care", "h8-visits"}  # 自选项目 is named in 站点信息


def test_each_record_is_counted_pending_or_refused_with_its_reason(worklog_alone):
    _, report = worklog_alone
    got = {v.label.split()[0]: (v.counts, v.reason and v.reason.code) for v in report.records}
    assert got == {
        "工作流水!2": (Counts.COUNTED, None),
        "工作流水!3": (Counts.PENDING, "photo.cannot_be_read"),
        "工作流水!4": (Counts.REFUSED, "record.no_photo"),
        "工作流水!5": (Counts.REFUSED, "record.no_photo"),
        "工作流水!6": (Counts.REFUSED, "record.no_photo"),
    }


def test_the_report_says_where_each_row_stands_that_a_rule_names(worklog_alone):
    _, report = worklog_alone
    places = {row.record: (row.file, row.sheet, row.row) for row in report.rows}
    (care,) = (one for one in report.findings if one.rule == "h5-care")
    named = {one.label.split()[0]: one.record for one in (*care.refused, *care.pending)}
    assert {label: places[record] for label, record in named.items()} == {
        f"工作流水!{row}": ("台账.xlsx", "工作流水", row) for row in (3, 4)
    }
    assert set(evidence(care)) <= set(places)


def test_each_photo_of_a_record_is_known_by_its_hash(worklog_alone):
    _, report = worklog_alone
    hashes = {path: facts.sha256 for path, facts in report.photos}
    assert len(hashes) == 2
    for one in report.records:
        assert one.sha256 == tuple(hashes[path] for path in one.photos)


def evidence(finding):
    return [record for one in finding.breakdown for record in one.evidence]


def test_nothing_is_left_aside_in_silence(worklog_alone):
    _, report = worklog_alone
    said = {(p.cell, p.said.code) for p in report.problems}
    # A folder that is not there, a word that is no domain, a row after the as-of date.
    assert {("F4", "link.folder_missing"), ("4", "link.folder_missing")} & said
    assert ("B6", "cell.choice") in said
    assert ("5", "note.later") in said
    assert [(f.path, f.state) for f in report.files] == [
        ("台账.xlsx", "used"),
        ("照片/一/a.jpg", "used"),
        ("照片/二/b.jpg", "unreadable"),
    ]


def test_a_person_settles_the_pending_record(worklog_alone):
    root, report = worklog_alone
    (waiting,) = [v for v in report.records if v.counts is Counts.PENDING]
    work = root.with_name("站点.swaudit")
    (work / "认定.yaml").write_text(
        f"- {{record: {waiting.record}, verdict: 认定, {SIGNED}}}\n"
        f"- {{record: 服务记录/没有, verdict: 认定, {SIGNED}}}\n"
        f"- {{rule: h1-office, verdict: 达标, {SIGNED}}}\n"
        f"- {{rule: h5-policy, verdict: 达标, {SIGNED}}}\n",
        encoding="utf-8",
    )
    try:
        again = run(root)
    finally:
        (work / "认定.yaml").unlink()
    assert cell(again, "h5-care", "2026-04").status is Status.PASS
    assert [one.state for one in again.judgements] == ["in_force", "stale", "in_force", "stale"]
    (policy,) = [one for one in again.findings if one.rule == "h5-policy"]
    assert policy.status is Status.FAIL
    (office,) = [one for one in again.findings if one.rule == "h1-office"]
    assert office.status is Status.PASS


def test_a_row_written_twice_waits_for_a_person_who_says_it_was_done_twice(tmp_path):
    row = (date(2026, 4, 2), "扶残助残", "走访", "居家安全", "3人", "照片/一")
    root = station(tmp_path, [row, row], {"照片/一/a.jpg": SECOND})
    report = run(root)
    first, again = report.records
    assert (first.counts, again.counts) == (Counts.COUNTED, Counts.PENDING)
    assert again.reason.code == "record.repeated"
    assert (cell(report, "h5-care", "2026-04").counted, dict(report.health.records)) == (
        1,
        {"counted": 1, "pending": 1},
    )

    ruling = f"- {{record: {again.record}, verdict: 认定, {SIGNED}}}\n"
    (root.with_name("站点.swaudit") / "认定.yaml").write_text(ruling, encoding="utf-8")
    assert cell(run(root), "h5-care", "2026-04").counted == 2


def test_the_evidence_holds_only_what_the_station_put_there(worklog_alone):
    root, _ = worklog_alone
    assert {p.name for p in root.rglob("*")} == {"台账.xlsx", "照片", "一", "二", "a.jpg", "b.jpg"}


def test_what_cannot_begin_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError):
        run(tmp_path / "nowhere")
    root = station(tmp_path, [], {})
    with pytest.raises(UsageError):
        run(root, ruleset=None)


def test_photos_of_a_folder_need_no_ledger(tmp_path):
    folder = tmp_path / "photos"
    (folder / "x").mkdir(parents=True)
    shutil.copy(SECOND, folder / "a.jpg")
    shutil.copy(SECOND, folder / "x" / "b.jpg")
    result = examine_folder(folder, None, NOW)
    assert [(path, facts.verdict) for path, facts in result.photos] == [
        ("a.jpg", "valid"),
        ("x/b.jpg", "valid"),
    ]
    assert result.photos[0][1].watermark.time.startswith("2026-04-02")
    assert [(pair.a, pair.b, pair.kind) for pair in result.reuse] == [("a.jpg", "x/b.jpg", "exact")]
    assert {file.state for file in result.files} == {"used"}
