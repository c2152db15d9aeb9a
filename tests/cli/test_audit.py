"""`swaudit audit` and `swaudit photos` on real folders, as a user calls them."""

import hashlib
import json
from importlib import resources

import pytest
from jsonschema import Draft202012Validator
from tests.support.visits import visited

from swaudit.cli.main import main
from swaudit.ruleset.shipped import rulesets_folder


def call(capsys, *arguments):
    """Return (exit code, stdout, stderr) of one command line."""
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def digest(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def station(tmp_path):
    """A station with one sheet of two services in March, and one photo without a watermark."""
    return visited(tmp_path, {"2026-03-05": "3月走访", "2026-03-32": ""})


def quick(station, *more):
    ruled = ("--ruleset", "hulunbuir-2026", "--as-of", "2026-07-05")
    return ("audit", station, *ruled, "--quick", *more)


def test_json_on_stdout_is_the_result_alone_and_holds_the_schema(station, capsys):
    before = digest(station)
    code, out, err = call(capsys, *quick(station, "--format", "json"))
    document = json.loads(out)
    text = resources.files("swaudit.report").joinpath("schemas/audit-1.json").read_text("utf-8")
    Draft202012Validator(json.loads(text)).validate(document)
    assert code == 1
    assert "结束码 1" in err
    assert document["quick"] is True
    assert document["as_of"] == "2026-07-05"
    assert document["files"]["total"] == len(before)
    assert digest(station) == before


def test_two_runs_differ_in_generated_at_alone(station, capsys):
    first = json.loads(call(capsys, *quick(station, "--format", "json"))[1])
    second = json.loads(call(capsys, *quick(station, "--format", "json"))[1])
    assert {key for key in first if first[key] != second[key]} <= {"generated_at"}


def test_table_names_the_wrong_cell_and_the_file_written_beside(station, capsys, tmp_path):
    target = tmp_path / "结果.json"
    code, out, _ = call(capsys, *quick(station, "-o", target))
    assert code == 1
    assert "工作流水!A3" in out
    assert "快速模式" in out
    assert json.loads(target.read_text("utf-8"))["station"]["name"] == "样例站"


def test_language_and_quiet(station, capsys):
    _, out, err = call(capsys, *quick(station, "--lang", "en", "--quiet"))
    assert "What could be read" in out
    assert err == ""


def test_a_ruleset_that_only_bears_a_shipped_name_is_told_in_every_form(station, capsys, tmp_path):
    shipped = rulesets_folder() / "hulunbuir-2026" / "ruleset.yaml"
    own = tmp_path / "hulunbuir-2026" / "ruleset.yaml"
    own.parent.mkdir()
    own.write_bytes(shipped.read_bytes())
    page = tmp_path / "报告.html"
    told = quick(station, "--ruleset", own, "-o", page)
    assert "自备的规则集" in call(capsys, *told)[1]
    assert "自备的规则集" in page.read_text("utf-8")
    assert "自备的规则集" in call(capsys, *told, "--format", "markdown")[1]
    assert json.loads(call(capsys, *told, "--format", "json")[1])["ruleset"]["shipped"] is False


def test_exit_zero(station, capsys):
    code, _, err = call(capsys, *quick(station, "--exit-zero"))
    assert code == 0
    assert "有不达标的要求（结束码 0）" in err


def test_a_folder_that_is_not_there_is_2_and_said_in_the_language(tmp_path, capsys):
    for command in ("audit", "photos"):
        code, out, err = call(capsys, command, tmp_path / "没有")
        assert (code, out) == (2, "")
        assert "没有这个文件夹" in err


def test_an_unreadable_workbook_is_3_and_the_rest_is_audited(station, capsys):
    (station / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    code, out, _ = call(capsys, *quick(station, "--format", "json"))
    document = json.loads(out)
    assert code == 3
    assert [file["path"] for file in document["files"]["unreadable"]] == ["坏.xlsx"]
    assert document["records"]


def test_an_empty_folder_is_4(tmp_path, capsys):
    empty = tmp_path / "空"
    empty.mkdir()
    assert call(capsys, *quick(empty))[0] == 4


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("swaudit: 1\nid: tiny\ntitel: x\n", ":3:1:"),
        ("swaudit: 1\nid: [", ":3:"),
        ("", ":1:"),
    ],
)
def test_a_wrong_ruleset_is_2_with_its_place(station, capsys, tmp_path, text, place):
    path = tmp_path / "ruleset.yaml"
    path.write_text(text, "utf-8")
    code, out, err = call(capsys, "audit", station, "--ruleset", path, "--exit-zero")
    assert (code, out) == (2, "")
    assert f"ruleset.yaml{place}" in err


def test_an_unknown_or_unnamed_ruleset_is_2(station, capsys):
    assert call(capsys, "audit", station, "--ruleset", "nowhere-2026")[:2] == (2, "")
    code, out, err = call(capsys, "audit", station)
    assert (code, out) == (2, "")
    assert err.strip()


def test_outputs_into_the_evidence_are_refused(station, capsys):
    before = digest(station)
    code, out, err = call(capsys, *quick(station, "-o", station / "结果.json"))
    assert (code, out) == (2, "")
    assert "不往资料里写" in err
    assert call(capsys, *quick(station, "--work", station / "work"))[0] == 2
    assert digest(station) == before


def test_photos_are_carried_only_where_they_can_be_and_only_when_asked(station, capsys, tmp_path):
    without, carried = tmp_path / "1.html", tmp_path / "2.html"
    before = digest(station)
    for file, asked in ((without, []), (carried, ["--with-photos"])):
        code, _, said = call(
            capsys, "audit", station, "--ruleset", "zhalainuoer-2026", "-o", file, *asked
        )
        assert code == 1, said
    assert "/9j/" not in without.read_text("utf-8")
    page = carried.read_text("utf-8")
    assert "/9j/" in page
    assert "缩图 1 张" in page
    assert digest(station) == before


REFUSED_WITH_PHOTOS = [
    (["-o", "页.html", "--quick"], "--quick 不读照片"),
    (["-o", "表.xlsx"], "要有能放照片的输出"),
    ([], "要有能放照片的输出"),
]


@pytest.mark.parametrize(("arguments", "why"), REFUSED_WITH_PHOTOS)
def test_photos_that_could_not_be_shown_are_not_asked_for_in_vain(
    station, capsys, tmp_path, monkeypatch, arguments, why
):
    monkeypatch.chdir(tmp_path)
    code, out, said = call(
        *(capsys, "audit", station, "--ruleset", "zhalainuoer-2026", "--with-photos"), *arguments
    )
    assert (code, out) == (2, "")
    assert why in said
    assert not list(tmp_path.glob("*.html"))


def test_a_work_folder_that_cannot_be_made_is_2(station, capsys, tmp_path):
    (tmp_path / "file").write_text("x")
    code, _, err = call(capsys, *quick(station, "--work", tmp_path / "file" / "work"))
    assert code == 2
    assert "file" in err


def test_photos_as_json_and_as_a_page(station, capsys):
    code, out, err = call(capsys, "photos", station / "照片", "--format", "json")
    document = json.loads(out)
    text = resources.files("swaudit.report").joinpath("schemas/photos-1.json").read_text("utf-8")
    Draft202012Validator(json.loads(text)).validate(document)
    assert [photo["verdict"] for photo in document["photos"]] == ["no_watermark"]
    assert code == 0
    assert err == "都有结论，没有不达标（结束码 0）\n"
    code, out, _ = call(capsys, "photos", station / "照片")
    assert "无水印 1" in out


def test_two_results_are_compared(capsys, tmp_path, station):
    old, new = tmp_path / "先.json", tmp_path / "后.json"
    for output, day in ((old, "2026-03-20"), (new, "2026-04-20")):
        call(capsys, *quick(station, "-o", output, "--as-of", day))
    code, out, _ = call(capsys, "diff", old, new, "--format", "json")
    document = json.loads(out)
    assert code in (0, 1)
    assert {"new", "added"} <= {change["kind"] for change in document["changes"]}
    code, out, _ = call(capsys, "diff", old, old)
    assert (code, "没有不同" in out) == (0, True)


def test_only_results_can_be_compared(capsys, tmp_path, station):
    other = tmp_path / "别的.json"
    other.write_text("{}")
    code, out, err = call(capsys, "diff", other, other)
    assert (code, out) == (2, "")
    assert "别的.json" in err


def test_an_audit_names_what_changed_since_the_seal(capsys, station, tmp_path):
    work = tmp_path / "工作"
    code, out, _ = call(capsys, "manifest", station, "--work", work)
    assert code == 0
    (station / "照片" / "3月走访" / "a.jpg").unlink()
    (station / "补.txt").write_text("补的材料")
    ruled = ("--ruleset", "hulunbuir-2026", "--as-of", "2026-07-05")
    _, out, _ = call(capsys, "audit", station, *ruled, "--work", work, "--format", "json")
    evidence = json.loads(out)["evidence"]
    assert evidence["since"]["added"] == ["补.txt"]
    assert evidence["since"]["removed"] == ["照片/3月走访/a.jpg"]
    assert evidence["root"] != evidence["since"]["root"]
    code, out, _ = call(capsys, "manifest", station, "--work", work)
    assert (code, out) == (2, "")
    code, out, _ = call(capsys, "manifest", station, "--work", station / "里面")
    assert (code, out) == (2, "")
