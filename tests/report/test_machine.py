"""The JSON: valid under the published schemas, complete, in the asked language, inert."""

import json
from dataclasses import replace
from importlib import resources

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from tests.support.reports import FULL, PLAIN, POLICY

from swaudit.model.dossier import File, Problem
from swaudit.model.message import message
from swaudit.report.machine import photos_json, to_json, to_text

CROWDED = (Problem("a.jpg", message("note.reuse_crowded", n=21, most=20)),)


def validator(name: str) -> Draft202012Validator:
    text = resources.files("swaudit.report").joinpath(f"schemas/{name}-1.json").read_text("utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("report", [FULL, PLAIN, replace(FULL, quick=True)])
def test_audit_json_holds_its_schema(report, language):
    validator("audit").validate(json.loads(to_text(to_json(report, language))))


def test_photos_json_holds_its_schema():
    document = photos_json(FULL.photos, FULL.reuse, FULL.files, CROWDED, FULL.generated_at, "zh")
    validator("photos").validate(json.loads(to_text(document)))


def test_schemas_refuse_unknown_and_missing_keys():
    document = to_json(FULL, "zh")
    with pytest.raises(ValidationError):
        validator("audit").validate({**document, "extra": 1})
    with pytest.raises(ValidationError):
        validator("audit").validate({key: document[key] for key in document if key != "rules"})
    document["rules"][0]["status"] = "warn"
    with pytest.raises(ValidationError):
        validator("audit").validate(document)


def test_every_object_of_the_schemas_is_closed():
    for name in ("audit", "photos"):
        schema = validator(name).schema
        for part in (schema, *schema["$defs"].values()):
            if "properties" in part:
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])


def test_a_rule_carries_its_numbers_and_reasons():
    rule = to_json(FULL, "zh")["rules"][0]
    assert rule["id"] == POLICY.rule
    assert (rule["required"], rule["counted"], rule["maybe"], rule["missing"]) == (12, 10, 1, 1)
    assert rule["breakdown"][1] == {
        "by": "",
        "period": "2026-04",
        "status": "fail",
        "required": 2,
        "expect": "≥2",
        "counted": 1,
        "maybe": 0,
        "missing": 1,
        "pace": None,
        "note": None,
        "evidence": [],
    }
    assert rule["breakdown"][3]["pace"] == 1.5
    assert rule["refused"] == [
        {
            "record": "服务记录/1",
            "label": "4月9日 政策宣传",
            "reason": "无水印",
            "code": "report.photo.no_watermark",
        }
    ]
    assert rule["source"] == {"document": "checklist", "at": "附件 2–5 行5", "figure": "每月2次"}


def test_what_stands_behind_a_number_says_where():
    told = to_json(FULL, "zh")
    rows = {row["record"]: row for row in told["rows"]}
    behind = [rows[name] for name in told["rules"][0]["breakdown"][0]["evidence"]]
    assert [(row["file"], row["sheet"], row["row"]) for row in behind] == [
        ("台账.xlsx", "工作流水", 2),
        ("台账.xlsx", "工作流水", 3),
    ]


def test_unlimited_is_null_and_readings_are_told():
    document = to_json(FULL, "en")
    rule = document["rules"][-1]
    assert rule["maybe"] is None
    assert [result["status"] for result in rule["readings"]] == ["pass", "fail"]
    assert document["ruleset"]["readings"] == {"phone": ["counts", "not"]}
    assert document["records"][1]["reason"] == "no watermark"


def test_files_add_up():
    files = to_json(FULL, "zh")["files"]
    parts = files["used"] + files["unreferenced"] + files["ignored"] + len(files["unreadable"])
    assert files["total"] == parts == 5
    assert files["unreadable"][0]["path"] == "坏.xlsx"
    assert files["ignored_paths"] == ["Thumbs.db"]


def test_no_watermark_is_null():
    first, second = to_json(FULL, "zh")["photos"]
    assert first["watermark"]["boxes"][0] == [0.1, 0.8, 0.4, 0.85]
    assert second["watermark"] is None


def test_only_generated_at_varies():
    later = replace(FULL, generated_at="2026-07-06T09:00:00+08:00")
    first, second = to_json(FULL, "zh"), to_json(later, "zh")
    assert {key for key in first if first[key] != second[key]} == {"generated_at"}
    assert list(first) == list(second)


def test_hostile_names_are_inert_and_survive():
    name = "a\x1b[31m\x9b\u202egpj\udcff.jpg"
    report = replace(FULL, files=(File(name, "photo", 1, None, "ignored"),))
    text = to_text(to_json(report, "zh"))
    assert not set("\x1b\x9b\u202e\udcff") & set(text)
    text.encode("utf-8")
    assert json.loads(text)["files"]["ignored_paths"] == [name]


def test_ascii_text_is_the_same_document():
    document = to_json(FULL, "zh")
    text = to_text(document, ascii_only=True)
    assert text.isascii()
    assert json.loads(text) == json.loads(to_text(document))
