"""The JSON Schema that editors use: it takes what is right, and refuses what is plainly wrong."""

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.support.rulesets import CASES, RULESET

from swaudit.checks.registry import CHECKS, parse_body
from swaudit.report.language_page import example, language_page
from swaudit.ruleset.keys import key_told, part_told, parts
from swaudit.ruleset.load import rulesets_folder
from swaudit.ruleset.published import cases_schema, file_parts, forms_schema, ruleset_schema
from swaudit.ruleset.source import parse, plain

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in rulesets_folder().glob("*/ruleset.yaml"))
VALIDATORS = {
    "ruleset": Draft202012Validator(ruleset_schema("zh")),
    "forms": Draft202012Validator(forms_schema("zh")),
    "tests": Draft202012Validator(cases_schema("zh")),
}


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors tell numbers from text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "null|Null|NULL|~|", "nN~"),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def faults(kind, text):
    """Return what is wrong with a text, read as swaudit and as an editor reads it."""
    documents = [plain(parse(text, "text")), yaml.load(text, EditorLoader)]  # noqa: S506
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:100]}"
        for document in documents
        for error in VALIDATORS[kind].iter_errors(document)
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("made", [ruleset_schema, forms_schema, cases_schema])
def test_it_is_a_schema_of_draft_2020_12(made, language):
    Draft202012Validator.check_schema(made(language))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_shipped_rulesets_are_right(folder):
    assert faults("ruleset", (folder / "ruleset.yaml").read_text("utf-8")) == []
    for path in (folder / "tests").glob("*.yaml"):
        assert faults("tests", path.read_text("utf-8")) == []


def test_shipped_forms_are_right():
    shown = ROOT / "examples" / "guide" / "yunxi-2026"
    paths = [path for one in (rulesets_folder(), shown) for path in one.glob("forms/*.yaml")]
    assert len(paths) == 2
    for path in paths:
        assert faults("forms", path.read_text("utf-8")) == []


def test_the_small_ruleset_is_right():
    assert faults("ruleset", RULESET) == []
    assert faults("tests", CASES) == []


WRONG = [
    ("ruleset", "title: 小清单", "titel: 小清单"),
    ("ruleset", "swaudit: 1", "swaudit: 2"),
    ("ruleset", "id: small", "id: Small City"),
    ("ruleset", 'version: "1"\n', ""),
    ("ruleset", "{title: 金额门槛}", "{titel: 金额门槛}"),
    ("ruleset", "options: {allowed", "option: {allowed"),
    ("ruleset", "{names: [制度]}", "{name: [制度]}"),
    ("ruleset", "    with: [key", "    wiht: [key"),
    ("ruleset", "{template: domain, key: d1", "{templates: domain, key: d1"),
    ("ruleset", "- id: spending", "- ids: spending"),
    ("ruleset", "- id: spending", "- id: Spending!"),
    ("ruleset", "  chapter: 二\n", ""),
    ("ruleset", "document: paper, at: 行5", "document: paper, where: 行5"),
    ("ruleset", "every: month", "every: weekly"),
    ("ruleset", "      measure:", "      mesure:"),
    ("ruleset", "        count: 服务记录", "        counts: 服务记录"),
    ("ruleset", "类别: A}", "类别: {inn: [A]}}"),
    ("ruleset", "counted_if: [valid]", "counted_if: [valdi]"),
    ("ruleset", "expect: {min: 2}", "expect: {mni: 2}"),
    ("ruleset", "expect: {min: 2}", "expect: {min: soon}"),
    ("ruleset", "      expect: {min: 2}\n", ""),
    ("ruleset", "  files: {kinds", "  expect: {min: 1}\n  files: {kinds"),
    ("ruleset", "  manual: 看", "  manual: 看\n  files: {kinds: [制度]}"),
    ("ruleset", "  manual: 看\n", ""),
    ("ruleset", "{below: {param: 门槛}}", "{below: {parm: 门槛}}"),
    ("ruleset", "each: {rows: 支出", "each: {row: 支出"),
    ("ruleset", "rules:\n- id: spending", "overlay: {look: {levle: info}}\nrules:\n- id: spending"),
    ("tests", "swaudit-test: 1", "swaudit-test: 3"),
    ("tests", "- rule: spending", "- rules: spending"),
    ("tests", "as_of: 2026-01-31\n", "as_off: 2026-01-31\n"),
    ("tests", "expect: pass", "expect: passed"),
    ("tests", "counted: 2}", "counts: 2}"),
    ("tests", "given: {文件: []}", "given: {文件: 0}"),
    ("tests", "cells: {2026-01: fail}", "cells: {2026-01: failed}"),
    ("tests", "contract: [2026-01-01, 2026-01-31]", "contract: [2026-01-01]"),
]


@pytest.mark.parametrize(("kind", "right", "wrong"), WRONG)
def test_what_is_plainly_wrong_is_refused(kind, right, wrong):
    text = RULESET if kind == "ruleset" else CASES
    assert right in text
    assert faults(kind, text.replace(right, wrong, 1))


FREE = [
    ("{min: 2}", '"{bounds}"'),
    ("{min: 2}", "{by_reading: {makeup: {allowed: {min: 2}, strict: {min: 1}}}}"),
    (
        "每月2次}",
        "每月2次}\n      by_reading: {makeup: {allowed: {level: must}, strict: {level: info}}}",
    ),
    (
        "rules:\n- id: spending",
        "overlay: {d1-policy: {source: {figure: 2次}}}\nrules:\n- id: spending",
    ),
    ("expect: {min: 2}", "expect: {min: 7.5}"),
    ("类别: A}", "类别: {in: [A, B], not: empty}}"),
    ("类别: A}", "类别: {in: A}}"),
]


@pytest.mark.parametrize(("given", "instead"), FREE)
def test_slots_readings_overlays_and_short_forms_are_free(given, instead):
    assert given in RULESET
    assert faults("ruleset", RULESET.replace(given, instead, 1)) == []


@pytest.mark.parametrize("key", CHECKS)
def test_the_example_of_every_kind_of_check_is_right(key):
    written = plain(parse(example(key), key))
    body = {name: value for name, value in written.items() if name not in ("for_each", "every")}
    assert key in body
    parse_body(body)
    rule = {"id": "a", "title": "一", "chapter": "一", "source": {"document": "d", "at": "一"}}
    document = {"swaudit": 1, "id": "a", "version": "1", "title": "一", "rules": [rule | written]}
    assert list(VALIDATORS["ruleset"].iter_errors(document)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_is_explained(language):
    """Add `schema.<key>` or `schema.<Model>.<key>`, and `schema.<Model>`, to both catalogues."""
    found = parts()
    found |= file_parts(found)
    unexplained = [name for name in found if not part_told(name, language)]
    unexplained += [
        f"{name}.{key}"
        for name, part in found.items()
        for key in part.keys
        if not key_told(name, key, language)
    ]
    assert unexplained == []


def test_editors_are_told_what_a_key_means_and_which_words_there_are():
    definitions = VALIDATORS["ruleset"].schema["$defs"]
    count = next(one for one in definitions["Measure"]["anyOf"] if "properties" in one)
    assert count["properties"]["count"]["description"] == key_told("Measure", "count", "zh")
    assert "服务记录" in count["properties"]["count"]["examples"]
    condition = next(one for one in definitions["Condition"]["anyOf"] if "properties" in one)
    assert "领域" in condition["properties"]


@pytest.mark.parametrize(("language", "name"), [("zh", "language.zh-CN.md"), ("en", "language.md")])
def test_the_reference_is_the_one_made_from_the_language(language, name):
    """Renew it with `swaudit rules schema --lang zh -o docs/language.zh-CN.md` (or en)."""
    assert (ROOT / "docs" / name).read_text("utf-8") == language_page(language)
