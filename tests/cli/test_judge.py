"""`swaudit attest` and `waive` on a real folder, as an evaluator calls them."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.audit.test_pipeline import SECOND
from tests.audit.test_pipeline import station as worklog_and_photos
from tests.cli.test_audit import call, digest
from tests.support.decided import book, decisions, station

from swaudit.audit.judgements import entries_of
from swaudit.audit.request import AuditRequest
from swaudit.cli.judge import entry_of, write

BY = ("--by", "评审一", "--why", "现场看过：原图在，水印清楚")
LATER = (date.today() + timedelta(days=400)).isoformat()


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def root(tmp_path):
    return station(tmp_path)


def audited(capsys, root, *more):
    code, out, err = call(capsys, "audit", root, "--format", "json", "-q", *more)
    assert out, err
    return code, json.loads(out)


def rule(document, name):
    return next(one for one in document["rules"] if one["id"] == name)


def states(document):
    return [(one["target"], one["state"]) for one in document["judgements"]]


def test_every_kind_of_target_is_decided_on_and_counts(root, capsys):
    before = digest(root)
    _, was = audited(capsys, root)
    assert [one["counts"] for one in was["records"]] == ["pending"] * 3
    place = was["records"][0]["label"].split()[0]
    photo = was["records"][1]["photos"][0]
    for wanted in (
        ("--record", place, "--verdict", "认定"),
        ("--photo", photo.replace("贾**", "贾示范"), "--verdict", "refused"),
        ("--pair", was["photos"][0]["sha256"], was["photos"][1]["sha256"], "--verdict", "非同一张"),
        ("--rule", "office", "--verdict", "达标"),
        ("--item", "sheet/truth", "--points", "35.5"),
    ):
        code, out, err = call(capsys, "attest", root, *wanted, *BY, "-q")
        assert (code, err) == (0, "")
        assert "认定.yaml" in out
    _, now = audited(capsys, root)
    assert {state for _, state in states(now)} == {"in_force"}
    assert [one["counts"] for one in now["records"]] == ["counted", "refused", "pending"]
    assert rule(now, "office")["status"] == "pass"
    score = now["score"]
    assert (score["low"], score["high"]) == (95.5, 95.5)
    assert digest(root) == before


def test_two_records_that_claim_one_photo_are_settled_by_refusing_one(tmp_path, capsys):
    root = worklog_and_photos(
        tmp_path,
        [
            (date(2026, 4, 2), "扶残助残", "走访", "居家安全", "3人", "照片"),
            (date(2026, 4, 2), "扶残助残", "走访", "心理康复", "2人", "照片"),
        ],
        {"照片/a.jpg": SECOND},
    )
    asked = ("--ruleset", "hulunbuir-2026")
    _, was = audited(capsys, root, *asked)
    assert {one["counts"] for one in was["records"]} == {"pending"}
    wanted = ("--record", "工作流水!3", "--verdict", "不认定")
    code, out, err = call(capsys, "attest", root, *asked, *wanted, *BY, "-q")
    assert (code, err) == (0, ""), out
    _, now = audited(capsys, root, *asked)
    assert {one["label"].split()[0]: one["counts"] for one in now["records"]} == {
        "工作流水!2": "counted",
        "工作流水!3": "refused",
    }


def test_what_a_file_of_decisions_holds_is_kept_to_the_letter(root, capsys):
    call(capsys, "attest", root, "--rule", "office", "--verdict", "达标", *BY, "-q")
    path = root.with_name("样例站.swaudit") / "认定.yaml"
    kept = "# 自己写的\r\n" + path.read_text("utf-8").replace("\n", "\r\n") + "  # 末尾没有换行"
    path.write_bytes(kept.encode("utf-8-sig"))
    code, _, _ = call(capsys, "attest", root, "--rule", "office", "--verdict", "fail", *BY, "-q")
    assert code == 0
    after = path.read_bytes().decode("utf-8-sig")
    assert after.startswith(kept + "\r\n")
    assert "不达标" in after.removeprefix(kept)
    assert rule(audited(capsys, root)[1], "office")["status"] == "fail"


def test_a_list_on_one_line_is_not_added_to(root, capsys):
    path = root.with_name("样例站.swaudit") / "认定.yaml"
    path.parent.mkdir()
    path.write_text(
        '[{"rule": "office", "verdict": "达标", "by": "甲", "date": "2026-07-01", "why": "看过"}]'
    )
    before = path.read_bytes()
    code, _, err = call(capsys, "attest", root, "--rule", "office", "--verdict", "达标", *BY, "-q")
    assert (code, path.read_bytes()) == (2, before)
    assert "认定.yaml" in err


WRONG = [
    (("--record", "工作流水!99", "--verdict", "认定"), "没有记录"),
    (("--rule", "offices", "--verdict", "达标"), "office"),
    (("--rule", "visits", "--verdict", "达标"), "由资料判定"),
    (("--photo", "照片/第9次/贾示范.jpg", "--verdict", "认定"), "照片/第0次/贾**.jpg"),
    (
        ("--pair", "照片/第1次/贾示范.jpg", "照片/第1次/贾示范.jpg", "--verdict", "同一张"),
        "一个文件",
    ),
    (("--item", "sheet/truths", "--points", "3"), "sheet/truth"),
    (("--item", "sheet/truth", "--points", "41"), "40"),
    (("--item", "sheet/truth", "--verdict", "达标"), "points"),
    (("--rule", "office", "--verdict", "认定"), "达标"),
    (("--rule", "office", "--verdict", "达标", "--until", "2020-01-01"), "已经过了"),
    (("--rule", "office", "--record", "工作流水!2", "--verdict", "达标"), "只写一个"),
    ((), "只写一个"),
]


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    return station(tmp_path_factory.mktemp("still"))


@pytest.mark.parametrize(("wanted", "said"), WRONG)
def test_what_cannot_be_decided_is_refused_with_what_may_be_meant(still, capsys, wanted, said):
    code, out, err = call(capsys, "attest", still, *wanted, *BY, "-q")
    assert (code, out) == (2, "")
    assert said in err
    assert not (still.with_name("样例站.swaudit") / "认定.yaml").exists()


def test_names_are_masked_in_what_is_refused(still, capsys):
    _, _, err = call(capsys, "attest", still, "--photo", "照片/贾", "--verdict", "认定", *BY)
    assert "贾示范" not in err


def test_nothing_is_written_into_the_evidence(root, capsys):
    before = digest(root)
    wanted = ("--rule", "office", "--verdict", "达标", "--work", root / "里面")
    code, _, _ = call(capsys, "attest", root, *wanted, *BY, "-q")
    assert (code, digest(root)) == (2, before)


def waive(capsys, root, *more):
    return call(capsys, "waive", root, "--rule", "helpers", *BY, "--until", LATER, "-q", *more)


def test_a_waived_rule_stays_unmet_and_does_not_decide_the_exit_code(root, capsys, tmp_path):
    code, document = audited(capsys, root)
    assert (code, rule(document, "helpers")["status"]) == (3, "fail")  # photos nobody can read
    for photo in root.glob("照片/*/*"):
        photo.unlink()
    assert audited(capsys, root)[0] == 1
    assert waive(capsys, root)[0] == 0
    files = [tmp_path / f"报告.{suffix}" for suffix in ("html", "md", "xlsx", "xml")]
    outputs = [part for file in files for part in ("-o", file)]
    code, document = audited(capsys, root, *outputs)
    found = rule(document, "helpers")
    assert (code, found["status"]) == (5, "fail")
    assert (found["waiver"]["by"], found["waiver"]["until"]) == ("评审一", LATER)
    assert not any("社工" in step["text"] for step in document["next_steps"])
    _, page, _ = call(capsys, "audit", root, "-q")
    texts = [page.replace("\n", ""), *(file.read_text("utf-8") for file in files[:2])]
    for text in texts:
        assert "不达标·豁免" in text
        assert LATER in text
    assert "<failure" not in files[3].read_text("utf-8").split("helpers")[1].split("</testcase")[0]


def test_a_waiver_and_a_decision_go_stale_when_what_they_were_made_on_changes(root, capsys):
    waive(capsys, root)
    _, was = audited(capsys, root)
    place = was["records"][0]["label"].split()[0]
    call(capsys, "attest", root, "--record", place, "--verdict", "认定", *BY, "-q")
    (root / was["records"][0]["photos"][0].replace("贾**", "贾示范")).write_bytes(b"\xff\xd8 other")
    _, now = audited(capsys, root)
    assert states(now) == [("waiver", "in_force"), ("record", "stale")]
    assert now["records"][0]["counts"] == "pending"
    book(root, 3)
    (root / was["records"][0]["photos"][0].replace("贾**", "贾示范")).write_bytes(b"\xff\xd8 other")
    assert states(audited(capsys, root)[1]) == states(now)
    from openpyxl import load_workbook

    ledger = load_workbook(root / "台账.xlsx")
    ledger["人员"].append(("甄再来", "驻站社工"))
    ledger.save(root / "台账.xlsx")
    _, now = audited(capsys, root)
    assert dict(states(now))["waiver"] == "stale"
    assert rule(now, "helpers")["waiver"] is None
    assert "失效" in now["next_steps"][1]["text"] + now["next_steps"][0]["text"]
    _, page, _ = call(capsys, "audit", root, "-q")
    assert "有效 0，过期 0，失效 2" in page


def test_a_waiver_runs_out(root, capsys):
    waive(capsys, root)
    text = (
        decisions(root).replace(LATER, "2026-07-04").replace(date.today().isoformat(), "2026-06-01")
    )
    (root.with_name("样例站.swaudit") / "认定.yaml").write_text(text, "utf-8")
    _, document = audited(capsys, root)
    assert states(document) == [("waiver", "expired")]
    assert rule(document, "helpers")["waiver"] is None
    _, document = audited(capsys, root, "--as-of", "2026-07-04")
    assert rule(document, "helpers")["waiver"]["until"] == "2026-07-04"


def test_only_an_unmet_rule_can_be_waived(root, capsys):
    code, _, err = call(capsys, "waive", root, "--rule", "office", *BY, "--until", LATER, "-q")
    assert code == 2
    assert "不是“不达标”" in err


def test_before_photos_are_read_no_decision_is_called_stale(root, capsys):
    waive(capsys, root)
    _, was = audited(capsys, root)
    call(capsys, "attest", root, "--photo", was["photos"][0]["sha256"], "--verdict", "认定", *BY)
    assert {state for _, state in states(audited(capsys, root, "--quick")[1])} == {"in_force"}


def test_two_people_may_decide_at_once(tmp_path):
    root = station(tmp_path)
    root.with_name("样例站.swaudit").mkdir()
    request = AuditRequest(root, datetime(2026, 7, 5, tzinfo=UTC))

    def decide(who):
        for at in range(20):
            given = {"verdict": "认定", "by": who, "why": "看过", "date": date(2026, 7, 1)}
            write(request, [entry_of("record", f"服务记录/{who}{at}", "", given)])

    with ThreadPoolExecutor(2) as both:
        list(both.map(decide, ("评审一", "评审二")))
    entries = entries_of(request.place / "认定.yaml")
    assert {entry.record for entry in entries} == {
        f"服务记录/{who}{at}" for who in ("评审一", "评审二") for at in range(20)
    }
