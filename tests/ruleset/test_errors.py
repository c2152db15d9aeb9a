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
        "  each: {rows: 个案, assert: {结案日: {max: {date: 接案曰, plus: {days: 1}}}}}\n",
        "date",
        "rule.column_unknown",
        "接案日",
    ),
    (
        "  each: {rows: 个案, assert: {结案日: {max: {date: {first_of: [接案日, 状态]}}}}}\n",
        "date",
        "rule.not_a_date",
        None,
    ),
    (
        "  each: {rows: 个案, assert: {状态: {max: {date: as_of}}}}\n",
        "max",
        "rule.not_a_date",
        None,
    ),
    (
        "  each: {rows: 个案, assert: {结案日: {max: {date: {last_of: [接案日]}}}}}\n",
        "date",
        "rule.date_unknown",
        None,
    ),
    (
        "  each: {rows: 个案, assert: {结案日: {max: {date: as_of, less: {workdays: 0}}}}}\n",
        "less",
        "rule.span_empty",
        None,
    ),
    (
        "  each: {rows: 个案, assert: {结案日: {max: {date: as_of, plus: {weekdays: 5}}}}}\n",
        "weekdays",
        "rule.unknown_key",
        None,
    ),
    (
        "  each: {rows: 个案, assert: {结案日: {max: {date: {ref: 案.接案日}}}}}\n",
        "date",
        "rule.unit_unknown",
        None,
    ),
    (
        "  for_each: {values: [a], as: 组, group: [日期]}\n  manual: 看\n",
        "for_each",
        "rule.units_group",
        None,
    ),
    (
        "  for_each: {rows: 支出, as: 组, with: {共: {sum: 金额}}}\n  manual: 看\n",
        "for_each",
        "rule.units_group",
        None,
    ),
    (
        "  for_each: {rows: 支出, as: 地点, group: [日期]}\n  manual: 看\n",
        "as",
        "rule.unit_is_table",
        None,
    ),
    (
        "  for_each: {rows: 支出, as: 组, group: [日其]}\n  manual: 看\n",
        "日其",
        "rule.column_unknown",
        "日期",
    ),
    (
        "  for_each: {rows: 服务记录, as: 组, group: [日期, 社工]}\n  manual: 看\n",
        "社工",
        "rule.list_no_key",
        None,
    ),
    (
        "  for_each: {rows: 支出, as: 组, group: [日期], with: {共: {sum: 事由}}}\n  manual: 看\n",
        "sum",
        "rule.not_a_number",
        None,
    ),
    (
        (
            "  for_each: {rows: 支出, as: 组, group: [日期]}\n"
            "  measure: {count: 支出, where: {科目: {ref: 组.科目}}}\n"
            "  expect: {min: 1}\n"
        ),
        "科目",
        "rule.column_unknown",
        None,
    ),
    (
        (
            "  for_each: {rows: 支出, as: 组, group: [日期]}\n"
            "  each: {rows: 发放, assert: {日期: {in_table: 组.日期}}}\n"
        ),
        "in_table",
        "rule.table_unknown",
        None,
    ),
    (
        "  each: {rows: 个案, pick: {first_by: 接案日, last_by: 结案日}, assert: {状态: filled}}\n",
        "pick",
        "rule.pick_one_end",
        None,
    ),
    (
        "  each: {rows: 个案, pick: {first_by: 状态}, assert: {状态: filled}}\n",
        "first_by",
        "rule.not_a_date",
        None,
    ),
    (
        "  each: {rows: 个案, pick: {last_by: 接案日, per: [名字]}, assert: {状态: filled}}\n",
        "名字",
        "rule.column_unknown",
        "名称",
    ),
    (
        "  each: {rows: 个案, due: {date: 状态}, assert: {状态: filled}}\n",
        "date",
        "rule.not_a_date",
        None,
    ),
    (
        "  each: {rows: 个案, due: {date: {param: 截止曰}}, assert: {状态: filled}}\n",
        "date",
        "rule.parameter_unknown",
        None,
    ),
    (
        "  each: {rows: 支出, assert: {金额: {share_of: {count: 合同}, max: 70}}}\n",
        "count",
        "rule.table_unknown",
        None,
    ),
    (
        "  each: {rows: 支出, assert: {科目: {share_of: {count: 慈善}, max: 70}}}\n",
        "share_of",
        "rule.not_a_number",
        None,
    ),
    (
        "  each: {rows: 支出, assert: {金额: {share_of: {count: 慈善}, in: [70]}}}\n",
        "金额",
        "rule.share_bounds",
        None,
    ),
    (
        "  each: {rows: 支出, assert: {金额: {share_of: {count: 慈善}, max: 70, shareof: 1}}}\n",
        "shareof",
        "rule.unknown_key",
        "share_of",
    ),
    (
        "  across: 组\n  measure: {count: 人员}\n  expect: {min: 1}\n",
        "across",
        "rule.unit_unknown",
        None,
    ),
    (
        "  for_each: {rows: 个案, as: 案}\n  across: 案\n  manual: 看\n",
        "across",
        "rule.across_measure",
        None,
    ),
    (
        (
            "  measure: {count: 服务记录, counted_if: [{related: {rows: 服务对象名单,\n"
            "    by: {对象编号: 对象编号, 领域: 领域}}}]}\n  expect: {min: 1}\n"
        ),
        "对象编号",
        "rule.list_no_key",
        None,
    ),
    (
        "  cases: []\n",
        "cases",
        "rule.key_few",
        None,
    ),
    (
        "  cases:\n  - {when: {市: 某市}, else: true, manual: 看}\n",
        "{when",
        "rule.case_guard",
        None,
    ),
    (
        "  cases:\n  - {manual: 看}\n",
        "{manual",
        "rule.case_guard",
        None,
    ),
    (
        "  cases:\n  - {else: true, manual: 看}\n  - {when: {市: 某市}, manual: 听}\n",
        "cases",
        "rule.else_last",
        None,
    ),
    (
        "  cases:\n  - {else: false, manual: 看}\n",
        "else",
        "rule.one_of",
        None,
    ),
    (
        "  cases:\n  - {else: true, measure: {count: 人员}, expect: {mni: 1}}\n",
        "mni",
        "rule.unknown_key",
        "min",
    ),
    (
        "  cases:\n  - {else: true, measure: {count: 人圆}, expect: {min: 1}}\n",
        "count",
        "rule.table_unknown",
        "人员",
    ),
    (
        "  cases:\n  - {else: true}\n",
        "{else",
        "rule.one_check",
        None,
    ),
    (
        "  cases:\n  - {when: {城市: 某市}, manual: 看}\n",
        "城市",
        "rule.column_unknown",
        None,
    ),
    (
        "  cases:\n  - {when: {any: [{建站方式: 独自建设}]}, manual: 看}\n",
        "建站方式",
        "rule.value_unknown",
        "独立建设",
    ),
    (
        (
            "  for_each: {rows: 支出, as: 组, group: [日期]}\n"
            "  cases:\n  - {when: {组.科目: 餐费}, manual: 看}\n"
        ),
        "组.科目",
        "rule.column_unknown",
        None,
    ),
    (
        "  cases:\n  - {when: {not: valid}, manual: 看}\n",
        "not",
        "rule.guard_columns",
        None,
    ),
    (
        "  unique: {rows: 人员, keys: []}\n",
        "keys",
        "rule.key_few",
        None,
    ),
    (
        "  unique: {rows: 人圆, keys: [{by: [姓名], gives: fail}]}\n",
        "rows",
        "rule.table_unknown",
        None,
    ),
    (
        "  unique: {rows: 人员, keys: [{by: [姓名], gives: warn}]}\n",
        "gives",
        "rule.one_of",
        None,
    ),
    (
        "  unique: {rows: 人员, keys: [{by: [姓名, 名字], gives: fail}]}\n",
        "名字",
        "rule.column_unknown",
        None,
    ),
    (
        "  unique: {rows: 服务记录, keys: [{by: [社工], gives: fail}]}\n",
        "社工",
        "rule.list_no_key",
        None,
    ),
    (
        "  unique: {rows: 人员, spans: [到岗日, 岗位], keys: [{by: [姓名], gives: fail}]}\n",
        "岗位",
        "rule.not_a_date",
        None,
    ),
    (
        "  unique: {rows: 人员, spans: [到岗日], keys: [{by: [姓名], gives: fail}]}\n",
        "spans",
        "rule.missing_key",
        None,
    ),
    (
        "  disjoint: {by: 金额, left: {rows: 支出}, right: {rows: 发放}}\n",
        "by",
        "rule.column_unknown",
        None,
    ),
    (
        "  disjoint: {by: photo, left: {rows: 支出}, right: {rows: 发方}}\n",
        "rows: 发方",
        "rule.table_unknown",
        "发放",
    ),
    (
        "  disjoint: {by: 日期, left: {rows: 支出, where: {科木: 餐费}}, right: {rows: 发放}}\n",
        "科木",
        "rule.column_unknown",
        "科目",
    ),
    (
        "  choose: {column: 自选项木, from: [a, b], exactly: 1}\n",
        "column",
        "rule.column_unknown",
        "自选项目",
    ),
    (
        "  choose: {column: 自选项目, from: [a, b], exactly: 3}\n",
        "choose",
        "rule.choose_too_many",
        None,
    ),
    (
        "  choose: {column: 自选项目, from: [a, b], exactly: 0}\n",
        "exactly",
        "rule.key_least",
        None,
    ),
    (
        "  choose: {column: 建站方式, from: [独立建设, 合作建设], exactly: 1}\n",
        "合作建设",
        "rule.value_unknown",
        None,
    ),
    (
        "  sample: {rows: 支初, size: 2}\n",
        "rows",
        "rule.table_unknown",
        "支出",
    ),
    (
        "  sample: {rows: 支出, size: 0}\n",
        "size",
        "rule.key_least",
        None,
    ),
    (
        "  sample: {rows: 支出, size: {param: 门坎}}\n",
        "size",
        "rule.parameter_unknown",
        "门槛",
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
    (HEAD.replace("id: trial", "id: Trial!"), "rule.pattern"),
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
