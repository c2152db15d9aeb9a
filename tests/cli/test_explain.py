"""`swaudit explain`: a rule with the rows behind each number, a record with its photos."""

import json
from importlib import resources

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.support.visits import visited

from swaudit.cli.main import main

RULED = ("--ruleset", "hulunbuir-2026", "--as-of", "2026-07-05")
ROW = "工作流水!2"


def _schema():
    folder = resources.files("swaudit.report").joinpath("schemas")
    said, shown = (
        json.loads(folder.joinpath(f"{name}-1.json").read_text("utf-8"))
        for name in ("explain", "rules-show")
    )
    Draft202012Validator.check_schema(said)
    registry = Registry().with_resource(shown["$id"], Resource.from_contents(shown))
    return Draft202012Validator(said, registry=registry)


SCHEMA = _schema()


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    """A station with two visits, one of them with a photo that has no watermark."""
    return visited(
        tmp_path_factory.mktemp("explain"),
        {"2026-03-05": "3月走访", "2026-04-06": ""},
        人员=(("姓名", "岗位", "到岗日"), ("示例甲", "站长", "2026-01-01")),
    )


@pytest.fixture
def work(station):
    """Return the work folder that the tests share: photos are read once."""
    return station.with_name("work")


@pytest.fixture
def explain(station, capsys, work):
    def run(name, *more):
        given = (str(station), name, *RULED, "-q", "--work", str(work))
        with pytest.raises(SystemExit) as left:
            main(["explain", *given, "--lang", "zh", *more])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    def document(name, *more):
        code, out, err = run(name, "--format", "json", *more)
        assert code == 0, err
        found = json.loads(out)
        SCHEMA.validate(found)
        return found

    run.json = document
    return run


def test_every_object_of_the_schema_is_closed():
    def objects(tree):
        if isinstance(tree, dict):
            if tree.get("type") == "object":
                yield tree
            for inner in tree.values():
                yield from objects(inner)

    found = list(objects(SCHEMA.schema))
    assert found
    assert all(one["additionalProperties"] is False for one in found)


def test_a_refused_record_names_its_photo_the_link_and_the_reason(explain):
    found = explain.json(ROW)["record"]
    assert (found["counts"], found["file"]) == ("refused", "台账.xlsx")
    (photo,) = found["photos"]
    assert photo["path"] == "照片/3月走访/a.jpg"
    assert (photo["link"], photo["verdict"]) == ("folder_column", "no_watermark")
    assert ("h3-policy", "refused") in [(one["id"], one["counts"]) for one in found["rules"]]
    assert found["next_steps"][0]["code"] == "explain.record.refused"

    code, out, _ = explain(ROW)
    assert code == 0
    for told in ("不认定", "照片/3月走访/a.jpg", "“照片夹”一栏", "无水印", "h3-policy", "补证"):
        assert told in out


def test_a_record_without_a_photo_says_so(explain):
    _, out, _ = explain("工作流水!3")
    assert "没有照片连到这条记录" in out


def test_a_quick_look_says_that_the_photo_was_not_read(explain):
    found = explain.json(ROW, "--quick")
    assert found["quick"]
    assert (found["record"]["counts"], found["record"]["photos"][0]["verdict"]) == ("pending", None)
    assert "还没有读这张照片" in explain(ROW, "--quick")[1]


def test_what_a_person_ruled_counts_and_stands_behind_the_number(explain, work, request):
    record = explain.json(ROW, "--quick")["record"]["id"]
    ruled = work / "认定.yaml"
    request.addfinalizer(ruled.unlink)
    ruled.write_text(
        f"- {{record: '{record}', verdict: 认定, by: 评审一, date: 2026-07-01, why: 核对原图}}\n",
        encoding="utf-8",
    )
    found = explain.json(record, "--quick")["record"]
    assert found["counts"] == "counted"
    assert found["judgements"] == [
        {"verdict": "认定", "by": "评审一", "on": "2026-07-01", "why": "核对原图"}
    ]
    assert ("h3-policy", "2026-03") in [(one["id"], one["period"]) for one in found["rules"]]

    rule = explain.json("h3-policy", "--quick")["rule"]
    march = next(one for one in rule["numbers"] if one["period"] == "2026-03")
    assert [row["record"] for row in march["rows"]] == [record]
    april = next(one for one in rule["numbers"] if one["period"] == "2026-04")
    assert april["rows"] == []
    assert {row["period"] for row in rule["numbers"] if row["missing"]} >= {"2026-01", "2026-02"}
    (pending,) = rule["pending"]
    assert pending["label"].startswith("工作流水!3")


def test_a_rule_is_told_in_words_with_its_source_and_what_to_do(explain):
    code, out, _ = explain("h3-policy", "--quick")
    assert code == 0
    for told in ("政策与资源类服务", "≥2次/月", "附件3行2", "2026年3月", "还差", "下一步"):
        assert told in out


def test_a_row_that_no_photo_proves_is_found_by_its_place(explain):
    found = explain.json("人员!2", "--quick")["record"]
    assert (found["counts"], found["file"]) == (None, "台账.xlsx")
    assert found["rules"]
    assert "示例甲" not in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "told"), [("h3-polcy", "h3-policy"), ("工作流水!22", "工作流水!2"), ("无此", "没有叫")]
)
def test_a_name_that_is_not_there_ends_with_2_and_a_hint(explain, name, told):
    code, out, err = explain(name, "--quick")
    assert (code, out) == (2, "")
    assert told in err


def test_it_is_told_in_english(explain):
    assert "Rules it stands in" in explain(ROW, "--quick", "--lang", "en")[1]
