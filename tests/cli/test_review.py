"""`swaudit review` and `sample`: the dialogue, and decisions that come back in a file."""

import io
import json
import sys

import pytest
from openpyxl import load_workbook
from tests.cli.test_audit import call
from tests.cli.test_judge import audited, rule, states
from tests.support.decided import RULES, book, decisions, station


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def root(tmp_path):
    return station(tmp_path)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A station with thirty services; nothing is written into its work folder but what was read."""
    return station(tmp_path_factory.mktemp("many"), rows=30)


def answer(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_what_waits_is_settled_one_by_one_and_written_at_once(root, capsys, monkeypatch):
    lines = (
        "评审一",
        "1",
        "看过原图",
        "好的",
        "不认定",
        "不是这次",
        "1",
        "看过",
        "35.5",
        "查了档案",
        "s",
    )
    answer(monkeypatch, *lines)
    code, out, err = call(capsys, "review", root, "-q")
    assert (code, err) == (5, "")
    assert "等人定的有 5 条" in out
    # First what rules wait for: two visits to the old, the office and the score; a child's last.
    asked = [line for line in out.splitlines() if line.startswith("[")]
    assert [line.split()[1:3] for line in asked] == [
        ["记录", "工作流水!2"],
        ["记录", "工作流水!4"],
        ["要求", "有办公场所"],
        ["评分项", "考核：truth"],
        ["记录", "工作流水!3"],
    ]
    assert "照片/第0次/贾**.jpg" in out
    assert "贾示范" not in out
    assert "没看懂" in out
    assert "定了 4 条，还有 1 条没定" in out
    _, now = audited(capsys, root)
    assert [one["counts"] for one in now["records"]] == ["counted", "pending", "refused"]
    assert rule(now, "office")["status"] == "pass"
    assert now["score"]["items"][0]["given"] == 35.5
    assert {state for _, state in states(now)} == {"in_force"}


def test_points_keep_to_what_the_item_leaves_open(root, capsys, monkeypatch):
    path = root.parent / "ruleset.yaml"
    deducted = RULES.replace("manual: 档案是否真实}", "manual: 档案是否真实, deduct: 2.5}")
    path.write_text(deducted, "utf-8")
    answer(monkeypatch, *"sss", "39", "-1", "NaN", "１e2", "37.5", "少一份")
    code, out, _ = call(capsys, "review", root, "--by", "评审一", "-q")
    assert "分数（37.5、40；" in out
    assert out.count("分数只能是 37.5、40") == 4
    _, now = audited(capsys, root)
    assert now["score"]["items"][0]["given"] == 37.5
    wanted = ("--item", "sheet/truth", "--points", "38", "--by", "评审一", "--why", "看过")
    code, _, err = call(capsys, "attest", root, *wanted, "-q")
    assert (code, "37.5、40" in err) == (2, True)


def test_one_may_go_back_and_the_reason_is_remembered(root, capsys, monkeypatch):
    answer(monkeypatch, "1", "看过原图", "b", "2", "", "q")
    _, out, _ = call(capsys, "review", root, "--by", "评审一", "-q")
    assert "直接回车＝同上：看过原图" in out
    assert "定了 1 条" in out
    _, now = audited(capsys, root)
    assert [one["counts"] for one in now["records"]] == ["refused", "pending", "pending"]


@pytest.mark.skipif(sys.platform != "linux", reason="a viewer of our own stands in for xdg-open")
def test_photos_are_opened_in_the_system_s_viewer(root, capsys, monkeypatch, tmp_path):
    tools, seen = tmp_path / "bin", tmp_path / "seen"
    tools.mkdir()
    viewer = tools / "xdg-open"
    viewer.write_text(f'#!/bin/sh\necho "$1" >> "{seen}"\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    answer(monkeypatch, "o", "s", "s", "o", "q")
    _, out, _ = call(capsys, "review", root, "--by", "评审一", "-q")
    assert seen.read_text().splitlines() == [str(root / "照片/第0次/贾示范.jpg")]
    assert "这一条没有照片" in out
    viewer.unlink()
    answer(monkeypatch, "o", "q")
    _, out, _ = call(capsys, "review", root, "--by", "评审一", "-q")
    assert "打不开：照片/第0次/贾**.jpg" in out


@pytest.mark.parametrize(
    "lines", [(), ("评审一",), ("评审一", "q"), ("评审一", "1"), ("评审一", "1", "", "退出")]
)
def test_leaving_the_dialogue_writes_nothing(root, capsys, monkeypatch, lines):
    answer(monkeypatch, *lines)
    code, out, _ = call(capsys, "review", root, "-q")
    assert code == 5
    assert "定了 0 条" in out
    assert not (root.with_name("样例站.swaudit") / "认定.yaml").exists()


def test_a_decision_written_before_leaving_stays(root, capsys, monkeypatch):
    answer(monkeypatch, "1", "看过原图", "q")
    call(capsys, "review", root, "--by", "评审二", "-q")
    assert "评审二" in decisions(root)


def downloaded(folder, document, **changed):
    """Write the decisions of a browser: every pending record is counted."""
    entries = [
        {
            "record": one["record"], "verdict": "认定", "by": "评审一", "date": "2026-07-02",
            "why": "看过原图", "digest": one["digest"], **changed,
        }
        for one in document["records"]
    ]  # fmt: skip
    path = folder / "认定-2026-07-02.yaml"
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_decisions_of_the_browser_are_taken_once(root, capsys, tmp_path):
    _, was = audited(capsys, root)
    path = downloaded(tmp_path, was)
    code, out, err = call(capsys, "review", root, "--import", path, "-q")
    assert (code, err) == (0, "")
    assert "收下 3 条，已有 0 条，没收 0 条" in out
    assert "收下 0 条，已有 3 条" in call(capsys, "review", root, "--import", path, "-q")[1]
    _, now = audited(capsys, root)
    assert {one["counts"] for one in now["records"]} == {"counted"}


def test_decisions_on_what_has_changed_or_is_not_there_are_not_taken(root, capsys, tmp_path):
    _, was = audited(capsys, root)
    (root / "照片/第1次/贾示范.jpg").write_bytes(b"\xff\xd8 other")
    code, out, err = call(capsys, "review", root, "--import", downloaded(tmp_path, was), "-q")
    assert code == 5
    assert "收下 2 条，已有 0 条，没收 1 条" in out
    assert "#2" in err
    assert "依据变了" in err
    path = downloaded(tmp_path, was, record="服务记录/#000000000000")
    code, out, err = call(capsys, "review", root, "--import", path, "-q")
    assert (code, "没收 3 条" in out, "没有记录" in err) == (5, True, True)


def draw(capsys, root, to, seed, size="9", *more):
    code, _, err = call(
        capsys, "sample", root, "--size", size, "--seed", seed, "-o", to, "-q", *more
    )
    assert (code, err) == (0, "")
    return load_workbook(to)


def table(sheet):
    """Return the rows under the head (the row with 序号) as mappings."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(at for at, row in enumerate(rows) if row[0] in ("序号", "领域", "站点"))
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def phones(path):
    book = load_workbook(path.with_name(f"{path.stem}-电话.xlsx"))
    return table(book["电话"])


def test_the_same_seed_draws_the_same_and_every_stratum_has_its_share(many, capsys, tmp_path):
    first = draw(capsys, many, tmp_path / "a.xlsx", "7")
    second = draw(capsys, many, tmp_path / "b.xlsx", "7")
    other = draw(capsys, many, tmp_path / "c.xlsx", "8")
    ids = [[row["记录编号"] for row in table(one["抽查表"])] for one in (first, second, other)]
    assert ids[0] == ids[1] != ids[2]
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    strata = table(first["分层"])
    assert len(strata) == 6
    assert all(1 <= row["抽到"] <= 2 for row in strata)
    assert sum(row["抽到"] for row in strata) == len(ids[0]) == 9
    assert sum(row["共有"] for row in strata) == 30


def test_more_than_there_are_draws_all(many, capsys, tmp_path):
    assert len(table(draw(capsys, many, tmp_path / "a.xlsx", "7", "99")["抽查表"])) == 30


def test_phones_stand_in_a_file_of_their_own_and_only_when_asked_for(many, capsys, tmp_path):
    draw(capsys, many, tmp_path / "a.xlsx", "7")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    form = draw(capsys, many, tmp_path / "b.xlsx", "7", "9", "--show-pii")["抽查表"]
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert {row["对象和电话"] for row in table(form)} == {"贾** 138****0001"}
    told = phones(tmp_path / "b.xlsx")
    assert {row["对象和电话"] for row in told} == {"贾示范 13800000001"}
    assert [row["序号"] for row in told] == [row["序号"] for row in table(form)]
    code, out, err = call(capsys, "sample", many, "--size", "3", "--seed", "7", "--show-pii", "-q")
    assert (code, out, "-o" in err) == (2, "", True)


def test_the_form_comes_back_as_judgements(root, capsys, tmp_path):
    to = tmp_path / "抽查.xlsx"
    form = draw(capsys, root, to, "1", "3")
    sheet = form["抽查表"]
    (rule_of,) = sheet.data_validations.dataValidation
    assert "属实" in rule_of.formula1
    head = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    at = {cell.value: cell.column for cell in head}
    for offset, (result, who, day) in enumerate(
        [
            ("不属实", "核查员甲", "2026-07-03"),
            ("联系不上", "核查员甲", None),
            ("属实", None, None),
        ],
        start=1,
    ):
        for title, value in (("核实结果", result), ("核实人", who), ("核实日期", day)):
            sheet.cell(head[0].row + offset, at[title], value)
    form.save(to)
    denied = table(sheet)[0]["记录编号"]
    code, out, err = call(capsys, "review", root, "--import", to, "-q")
    assert (code, "收下 1 条，已有 0 条，没收 1 条" in out) == (5, True)
    assert "没有核实人" in err
    _, now = audited(capsys, root)
    assert {one["record"] for one in now["records"] if one["counts"] == "refused"} == {denied}
    (judgement,) = now["judgements"]
    assert (judgement["by"], judgement["on"]) == ("核查员甲", "2026-07-03")
    assert "不属实" in judgement["why"]


def test_a_workbook_that_is_no_form_is_refused(root, capsys):
    code, _, err = call(capsys, "review", root, "--import", root / "台账.xlsx", "-q")
    assert (code, "不是抽查表" in err) == (2, True)


def test_personal_data_is_shown_only_when_asked_and_the_report_says_so(root, capsys, tmp_path):
    book(root, 4)
    outputs = [tmp_path / f"r.{suffix}" for suffix in ("html", "md", "xlsx", "xml", "json")]
    flags = [part for file in outputs for part in ("-o", file)]
    _, masked, _ = call(capsys, "audit", root, "-q", *flags)
    assert not any("贾示范" in text for text in texts(outputs, masked))
    _, shown, _ = call(capsys, "audit", root, "-q", "--show-pii", *flags)
    for text in texts(outputs, shown):
        assert "贾示范" in text or "<testsuites" in text
        assert "--show-pii" in text or "personal_data" in text
    assert json.loads(outputs[4].read_text("utf-8"))["personal_data"] == "shown"


def texts(outputs, page):
    yield page
    for file in outputs:
        if file.suffix == ".xlsx":
            sheets = load_workbook(file).worksheets
            yield "\n".join(
                str(v) for s in sheets for row in s.iter_rows(values_only=True) for v in row
            )
        else:
            yield file.read_text("utf-8")
