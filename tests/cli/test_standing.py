"""Decisions follow content and go stale loudly: the evidence is changed under them."""

import pytest
from openpyxl import load_workbook
from tests.cli.test_audit import call
from tests.cli.test_judge import audited, rule, states
from tests.support.decided import station


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def attest(capsys, root, *wanted, by="评审一"):
    given = ("--by", by, "--why", "看过", "-q")
    code, _, err = call(capsys, "attest", root, *wanted, *given)
    assert code == 0, err


@pytest.fixture
def decided(tmp_path, capsys):
    """A station where a person has decided on the first record and on the second one's photo."""
    root = station(tmp_path)
    attest(capsys, root, "--record", "工作流水!2", "--verdict", "认定")
    attest(capsys, root, "--photo", "照片/第1次/贾示范.jpg", "--verdict", "认定")
    return root


def counts(document):
    return [one["counts"] for one in document["records"]]


def cell(root, at, value, sheet="工作流水"):
    path = root / "台账.xlsx"
    ledger = load_workbook(path)
    ledger[sheet][at] = value
    ledger.save(path)


def renamed(root):
    for at in (0, 1):
        photo = root / f"照片/第{at}次/贾示范.jpg"
        photo.rename(photo.with_name("改了名.jpg"))


def moved(root):
    root.rename(root.with_name("搬走的站"))
    root.with_name("样例站.swaudit").rename(root.with_name("搬走的站.swaudit"))


def sorted_anew(root):
    """The rows change places, and one is added above them."""
    path = root / "台账.xlsx"
    ledger = load_workbook(path)
    sheet = ledger["工作流水"]
    rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, len(rows))
    for row in (["2026-06-01", "社会救助", *rows[0][2:7], ""], *reversed(rows)):
        sheet.append(row)
    ledger.save(path)


KEPT = [renamed, moved, sorted_anew]


@pytest.mark.parametrize("change", KEPT, ids=lambda change: change.__name__)
def test_what_leaves_the_content_as_it_was_leaves_decisions_standing(decided, capsys, change):
    change(decided)
    root = decided if decided.exists() else decided.with_name("搬走的站")
    _, now = audited(capsys, root)
    assert {state for _, state in states(now)} == {"in_force"}
    assert sorted(counts(now))[:2] == ["counted", "counted"]


def other_photo(root):
    for at in (0, 1):
        (root / f"照片/第{at}次/贾示范.jpg").write_bytes(b"\xff\xd8\xff another picture")


def no_photo(root):
    for at in (0, 1):
        (root / f"照片/第{at}次/贾示范.jpg").unlink()


def other_people(root):
    for at in ("F2", "F3"):
        cell(root, at, "别的镇")


def other_day(root):
    for at in ("A2", "A3"):
        cell(root, at, "2026-05-20")


def rows_gone(root):
    path = root / "台账.xlsx"
    ledger = load_workbook(path)
    ledger["工作流水"].delete_rows(2, 2)
    ledger.save(path)


def photo_lent(root):
    """The photo that was vouched for is offered for another record."""
    cell(root, "H2", "照片/第1次")
    cell(root, "H3", "照片/第0次")


CHANGED = [other_photo, no_photo, other_people, other_day, rows_gone, photo_lent]


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: change.__name__)
def test_whatever_changes_the_evidence_makes_decisions_stale_and_says_so(decided, capsys, change):
    assert counts(audited(capsys, decided)[1]) == ["counted", "counted", "pending"]
    change(decided)
    _, now = audited(capsys, decided)
    assert {state for _, state in states(now)} == {"stale"}
    assert "counted" not in counts(now)
    assert any("认定" in step["text"] for step in now["next_steps"])
    _, page, _ = call(capsys, "audit", decided, "-q")
    assert "失效 2" in page


def test_of_two_contrary_decisions_the_later_holds_and_the_other_says_so(tmp_path, capsys):
    root = station(tmp_path)
    attest(capsys, root, "--record", "工作流水!2", "--verdict", "认定")
    attest(capsys, root, "--record", "工作流水!2", "--verdict", "不认定", by="评审二")
    _, now = audited(capsys, root)
    assert [(one["by"], one["state"]) for one in now["judgements"]] == [
        ("评审一", "superseded"),
        ("评审二", "in_force"),
    ]
    assert counts(now)[0] == "refused"
    _, page, _ = call(capsys, "audit", root, "-q")
    assert "有效 1" in page
    assert "被取代 1" in page


def test_a_decision_that_falls_lets_the_one_before_it_hold(tmp_path, capsys):
    root = station(tmp_path)
    work = root.with_name("样例站.swaudit")
    work.mkdir()
    (work / "认定.yaml").write_text(
        "- {rule: office, verdict: 达标, by: 评审一, date: 2026-06-01, why: 看过}\n"
        "- {rule: office, verdict: 不达标, by: 评审二, date: 2026-06-02, why: 暂时,"
        " until: 2026-07-04}\n"
        "- {rule: nowhere, verdict: 达标, by: 评审二, date: 2026-06-02, why: 没有这一条}\n",
        "utf-8",
    )
    _, now = audited(capsys, root)
    assert [state for _, state in states(now)] == ["in_force", "expired", "stale"]
    assert rule(now, "office")["status"] == "pass"
    _, before = audited(capsys, root, "--as-of", "2026-07-04")
    assert [state for _, state in states(before)] == ["superseded", "in_force", "stale"]
    assert rule(before, "office")["status"] == "fail"


def test_decisions_left_behind_by_a_station_that_was_renamed_are_told(decided, capsys):
    other = station(decided.parent / "别处", 2, "没动过的站")
    other.rename(decided.with_name("没动过的站"))
    new = decided.rename(decided.with_name("新名字"))
    _, now = audited(capsys, new)
    assert now["judgements"] == []
    told = [one["text"] for one in now["problems"] if "认定.yaml" in one["file"]]
    assert len(told) == 1
    assert "2 条认定，没有算进来" in told[0]
    decided.with_name("样例站.swaudit").rename(decided.with_name("旧的.swaudit"))
    assert "认定.yaml" in str(audited(capsys, new)[1]["problems"])
    decided.with_name("旧的.swaudit").replace(decided.with_name("拿走"))
    assert "认定.yaml" not in str(audited(capsys, new)[1]["problems"])
