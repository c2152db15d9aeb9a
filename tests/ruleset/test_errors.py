"""Every wrong rule file is refused at the place that is wrong, with a hint where there is one."""

import pytest
from tests.support.worlds import HEAD, rule_file

from swaudit.model.message import tell
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.load import load_ruleset

START = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
"""
WRONG = [
    # what stands after the head of the rule, what the mark points at, code, hint contains
    (
        "  mesure: {count: 服务记录}\n",
        "mesure",
        "rule.unknown_key",
        "measure",
    ),
    (
        ("  manual: 看\n  every: weekly\n"),
        "every",
        "rule.one_of",
        None,
    ),
    (
        ("  manual: 看\n  level: hard\n"),
        "level",
        "rule.one_of",
        None,
    ),
    (
        ("  measure: {count: 服务纪录}\n  expect: {min: 1}\n"),
        "count",
        "rule.table_unknown",
        "服务记录",
    ),
    (
        ("  measure: {count: 服务记录, where: {领城: 养老}}\n  expect: {min: 1}\n"),
        "领城",
        "rule.column_unknown",
        "领域",
    ),
    (
        ("  measure: {count: 人员, where: {岗位: 站张}}\n  expect: {min: 1}\n"),
        "岗位",
        "rule.value_unknown",
        "站长",
    ),
    (
        ("  measure: {count: 人员, where: {到岗日: {min: soon}}}\n  expect: {min: 1}\n"),
        "min: soon",
        "rule.value_unknown",
        None,
    ),
    (
        ("  measure: {count: 人员, counted_if: [valid]}\n  expect: {min: 1}\n"),
        "valid",
        "rule.not_records",
        None,
    ),
    (
        ("  measure: {count: 服务记录, where: {对象编号: p1}}\n  expect: {min: 1}\n"),
        "对象编号",
        "rule.list_uses_has",
        None,
    ),
    (
        ("  measure: {count: 人员}\n  expect: {min: 6, max: 5}\n"),
        "expect",
        "rule.bounds_impossible",
        None,
    ),
    (
        ("  measure: {count: 人员}\n  expect: {}\n"),
        "expect",
        "rule.bounds_empty",
        None,
    ),
    (
        ("  measure: {count: 人员}\n  expect: {min: 1.5e}\n"),
        "min",
        "rule.number_expected",
        None,
    ),
    (
        ("  measure: {count: 人员}\n  expect: {min: {param: 门坎}}\n"),
        "min",
        "rule.parameter_unknown",
        "门槛",
    ),
    (
        "  measure: {count: 人员}\n",
        "id: trial",
        "rule.missing_key",
        None,
    ),
    (
        ("  measure: {count: 人员, sum: 金额}\n  expect: {min: 1}\n"),
        "measure",
        "rule.one_amount",
        None,
    ),
    (
        ("  measure: {sum: 金额}\n  expect: {min: 1}\n"),
        "measure",
        "rule.rows_with_amount",
        None,
    ),
    (
        ("  every: month\n  measure: {count: 人员}\n  expect: {min: 1}\n"),
        "measure",
        "rule.on_needed",
        None,
    ),
    (
        ("  manual: 看\n  files: {kinds: [财务管理制度]}\n"),
        "id: trial",
        "rule.one_check",
        None,
    ),
    (
        "",
        "id: trial",
        "rule.one_check",
        None,
    ),
    (
        "  files: {kinds: [财物管理制度]}\n",
        "财物管理制度",
        "rule.document_unknown",
        "财务管理制度",
    ),
    (
        ("  manual: 看\n  when: {自选项木: filled}\n"),
        "自选项木",
        "rule.column_unknown",
        "自选项目",
    ),
    (
        ("  for_each: {as: 人, rows: 服务对象名单, values: [a]}\n  manual: 看\n"),
        "for_each",
        "rule.units_values_or_rows",
        None,
    ),
    (
        (
            "  for_each: {as: 人, rows: 服务对象名单}\n"
            "  measure: {count: 服务记录, where: {对象编号: {has: {ref: 入.对象编号}}}}\n"
            "  expect: {min: 1}\n"
        ),
        "has",
        "rule.unit_unknown",
        "人",
    ),
    (
        (
            "  for_each: {as: 人, rows: 服务对象名单}\n"
            "  measure: {count: 服务记录, where: {对象编号: {has: {ref: 人.编码}}}}\n"
            "  expect: {min: 1}\n"
        ),
        "has",
        "rule.column_unknown",
        "对象编号",
    ),
    (
        ("  measure: {count: 服务记录, where: {领域: {inn: [a]}}}\n  expect: {min: 1}\n"),
        "inn",
        "rule.unknown_key",
        "in",
    ),
    (
        ("  measure: {count: 服务记录, where: {领域: {refer: a}}}\n  expect: {min: 1}\n"),
        "refer",
        "rule.unknown_key",
        None,
    ),
    (
        ("  measure: {count: {by_reading: {wyde: {a: 人员}}}}\n  expect: {min: 1}\n"),
        "{a",
        "rule.reading_unknown",
        None,
    ),
    (
        ("  measure: {count: {by_reading: {wide: {narrow: 人员}}}}\n  expect: {min: 1}\n"),
        "{narrow",
        "rule.reading_options",
        None,
    ),
    (
        ("  manual: 看\n  manual: 听\n"),
        "manual: 听",
        "rule.duplicate_key",
        None,
    ),
    (
        "  manual:\n",
        "",
        "rule.null",
        None,
    ),
    (
        "  manual: &a 看\n",
        "&a",
        "rule.no_anchors",
        None,
    ),
    (
        "  manual: !!python/name:os.system x\n",
        "!!python",
        "rule.no_tags",
        None,
    ),
    (
        "  manual: [看\n",
        "",
        "rule.not_yaml",
        None,
    ),
]


@pytest.mark.parametrize(("body", "word", "code", "hint"), WRONG)
def test_a_wrong_rule_is_refused_where_it_is_wrong(tmp_path, body, word, code, hint):
    path = rule_file(tmp_path, START + body)
    with pytest.raises(RulesetError) as caught:
        load_ruleset(path)
    problem = caught.value.problems[0]
    assert problem.said.code == code
    lines = [*path.read_text(encoding="utf-8").splitlines(), ""]  # a flow may end with the file
    line = lines[problem.mark.line - 1]
    assert (problem.mark.file, problem.mark.text) == (str(path), line)
    assert line[problem.mark.column - 1 :].startswith(word)
    if hint is not None:
        assert problem.hint is not None
        assert hint in tell(problem.hint, "zh")


def test_all_wrong_rules_are_told_at_once(tmp_path):
    second = START.replace("trial", "other")
    path = rule_file(tmp_path, f"{START}  manuel: 看\n{second}  manuel: 看\n")
    with pytest.raises(RulesetError) as caught:
        load_ruleset(path)
    first, other = (problem.mark.line for problem in caught.value.problems)
    assert other - first == START.count("\n") + 1


def test_the_caret_stands_under_the_mistake_behind_wide_characters(tmp_path):
    path = rule_file(
        tmp_path, START + "  measure: {count: 服务记录, where: {领城: 养老}}\n  expect: {min: 1}\n"
    )
    with pytest.raises(RulesetError) as caught:
        load_ruleset(path)
    place, line, caret, _ = caught.value.problems[0].told("zh").splitlines()
    assert place.startswith(f"{path}:{HEAD.count(chr(10)) + 6}:34: ")
    # Four Chinese characters stand before the mistake: four columns more than characters.
    assert caret.index("^") == line.index("领城") + len("服务记录")


HEADS = [
    (HEAD.replace("swaudit: 1", "swaudit: 2"), "rule.one_of"),
    (HEAD.replace("id: trial", "id: Trial!"), "rule.wrong_value"),
    (HEAD.replace("title: 试验\n", "titel: 试验\n"), "rule.unknown_key"),
    (HEAD + "extends: {id: hulunbuir-2062, version: '1'}\n", "rule.ruleset_unknown"),
    (HEAD + "extends: {id: hulunbuir-2026, version: '9'}\n", "rule.version_differs"),
    (HEAD + "remove: [{rule: nothing, reason: 无}]\n", "rule.rule_unknown"),
    (HEAD + "overlay: {nothing: {level: info}}\n", "rule.rule_unknown"),
    (HEAD + "instances: [{template: nothing}]\n", "rule.template_unknown"),
    (HEAD.replace("chapters: [一]", "chapters: [二]"), "rule.chapter_unknown"),
    (HEAD.replace("{paper:", "{book:"), "rule.source_unknown"),
]


@pytest.mark.parametrize(("head", "code"), HEADS)
def test_a_wrong_head_is_refused(tmp_path, head, code):
    with pytest.raises(RulesetError) as caught:
        load_ruleset(rule_file(tmp_path, START + "  manual: 看\n", head))
    assert code in [problem.said.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"[" * 5000, b"- 1\n- 2\n", b"x" * 3_000_000]
)
def test_what_is_no_ruleset_is_refused(tmp_path, content):
    path = tmp_path / "ruleset.yaml"
    path.write_bytes(content)
    with pytest.raises(RulesetError):
        load_ruleset(path)


def test_a_ruleset_that_extends_itself_is_refused(tmp_path):
    head = HEAD + f"extends: {{id: {tmp_path / 'ruleset.yaml'}, version: '1'}}\n"
    with pytest.raises(RulesetError):
        load_ruleset(rule_file(tmp_path, START + "  manual: 看\n", head))
