"""`swaudit review` and `sample` over a folder of stations."""

import shutil

import pytest
from openpyxl import load_workbook
from tests.cli.test_audit import call
from tests.cli.test_judge import audited
from tests.cli.test_review import answer, draw, table
from tests.support.decided import decisions, station


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Three stations of a county, and one that nobody can audit."""
    county = tmp_path_factory.mktemp("fleet") / "示例县"
    for name, rows in (("乙站", 4), ("甲站", 8), ("丙站", 2)):
        station(county, rows, name)
    (county / "坏站").mkdir()
    (county / "坏站" / "station.yaml").write_text("ruleset: [\n")
    return county


@pytest.fixture
def county(kept, tmp_path):
    """A copy, so that decisions stay apart."""
    shutil.copytree(kept, tmp_path / "示例县")
    text = (tmp_path / "示例县" / "ruleset.yaml").resolve()
    for name in ("甲站", "乙站", "丙站"):
        settings = tmp_path / "示例县" / name / "station.yaml"
        settings.write_text(f"ruleset: {text}\nas_of: 2026-07-05\n", "utf-8")
    return tmp_path / "示例县"


def test_one_queue_over_all_stations_and_what_fails_is_named(county, capsys, monkeypatch):
    answer(monkeypatch, "1", "看过原图", "2", "", "q")
    code, out, err = call(capsys, "review", county, "--by", "评审一", "-q")
    assert code == 2
    assert "坏站：没审成。" in err
    assert "station.yaml:2" in err or "station.yaml:1" in err
    asked = [line for line in out.splitlines() if line.startswith("[")]
    assert "3 个站点等人定的有 20 条" in out
    assert asked[0].startswith("[1/20] 丙站 · 记录")
    assert "定了 2 条，还有 18 条没定" in out
    assert "认定" in decisions(county / "丙站")
    # Who comes back goes on where they stopped.
    answer(monkeypatch, "q")
    _, out, _ = call(capsys, "review", county, "--by", "评审一", "-q")
    assert "等人定的有 18 条" in out


def test_a_file_that_cannot_be_added_to_holds_up_no_other_station(county, capsys, monkeypatch):
    shutil.rmtree(county / "坏站")
    kept = county / "丙站.swaudit" / "认定.yaml"
    kept.parent.mkdir()
    kept.write_text(
        '[{"rule": "x", "verdict": "达标", "by": "甲", "date": "2026-07-01", "why": "y"}]', "utf-8"
    )
    answer(monkeypatch, "1", "看过", *"ssss", "1", "", "q")
    _, out, err = call(capsys, "review", county, "--by", "评审一", "-q")
    assert "认定.yaml" in err
    assert "定了 1 条" in out
    assert kept.read_text("utf-8").startswith("[")


def test_a_draw_says_whose_records_it_could_not_be_of(county, capsys, tmp_path):
    named = (county / "坏站").rename(county / "贾示范\x1b[31m站")
    (county / "丙站").rename(county / "贾示范的站")
    to = tmp_path / "a.xlsx"
    code, _, err = call(capsys, "sample", county, "--size", "6", "--seed", "7", "-o", to, "-q")
    sheet = load_workbook(to)["抽查表"]
    assert (code, named.is_dir(), "\x1b" in err) == (2, True, False)
    assert any("没审成" in str(row[0]) for row in sheet.iter_rows(max_row=5, values_only=True))
    assert {row["站点"] for row in table(sheet)} == {"甲站", "乙站", "贾**的站"}


def test_a_draw_over_stations_is_the_same_wherever_they_lie(county, capsys, tmp_path):
    shutil.rmtree(county / "坏站")
    first = draw(capsys, county, tmp_path / "a.xlsx", "7", "6")
    rows = table(first["抽查表"])
    assert [row["站点"] for row in rows] == sorted(row["站点"] for row in rows)
    assert {row["站点"] for row in rows} == {"甲站", "乙站", "丙站"}
    moved = tmp_path / "搬到别处" / "另一个名字"
    shutil.copytree(county, moved)
    named = [moved / name for name in ("乙站", "丙站", "甲站")]
    to = tmp_path / "b.xlsx"
    call(capsys, "sample", *named, "--size", "6", "--seed", "7", "-o", to, "-q")
    assert to.read_bytes() == (tmp_path / "a.xlsx").read_bytes()
    assert len(table(load_workbook(to)["依据"])) == 3
    strata = table(first["分层"])
    assert sum(row["抽到"] for row in strata) == 6
    assert sum(row["共有"] for row in strata) == 14


def test_the_form_of_many_comes_back_to_each(county, capsys, tmp_path):
    shutil.rmtree(county / "坏站")
    to = tmp_path / "抽查.xlsx"
    form = draw(capsys, county, to, "7", "6")
    sheet = form["抽查表"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    at = {cell.value: cell.column for cell in head}
    drawn = table(sheet)
    for offset, row in enumerate(drawn, start=1):
        result = "不属实" if row["站点"] == "甲站" else "属实"
        for title, value in (("核实结果", result), ("核实人", "核查员甲")):
            sheet.cell(head[0].row + offset, at[title], value)
    sheet.cell(head[0].row + 1, at["站点"], "没有的站")
    form.save(to)
    code, out, err = call(capsys, "review", county, "--import", to, "-q")
    assert (code, "收下 5 条，已有 0 条，没收 1 条" in out) == (5, True)
    assert "没有站点“没有的站”" in err
    _, now = audited(capsys, county / "甲站")
    denied = {one["record"] for one in now["records"] if one["counts"] == "refused"}
    assert denied == {row["记录编号"] for row in drawn if row["站点"] == "甲站"}
    other = tmp_path / "认定-2026-07-02.yaml"
    other.write_text(
        '[{"record": "x", "verdict": "认定", "by": "甲", "date": "2026-07-02", "why": "y"}]'
    )
    code, _, err = call(capsys, "review", county, "--import", other, "-q")
    assert (code, "只写那一个站点" in err) == (2, True)


def test_a_work_folder_inside_a_station_is_refused_before_anything_is_written(county, capsys):
    inside = county / "甲站" / "里面"
    for more in ((), ("--import", county / "ruleset.yaml")):
        code, _, _ = call(capsys, "review", county / "甲站", "--work", inside, *more, "-q")
        assert (code, inside.exists()) == (2, False)
