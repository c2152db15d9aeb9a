"""Templates, overlays, extension, and the strict reading of YAML."""

import pytest
from tests.support.worlds import HEAD, rule_file

from swaudit.model.status import Level
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.load import load_ruleset, rulesets_folder
from swaudit.ruleset.source import parse, plain

BASE = """\
swaudit: 1
id: base
version: "1"
title: 市清单
sources: {paper: 文件}
chapters: [一, 二]
templates:
  domain:
    with: [key, domain, covers]
    rules:
    - id: "{key}-policy"
      title: "政策：{domain}"
      chapter: 一
      source: {document: paper, at: 行2}
      covers: "{covers.policy}"
      every: month
      measure: {count: 服务记录, where: {领域: "{domain}"}}
      expect: {min: 2}
    - id: "{key}-look"
      title: 看
      chapter: 二
      source: {document: paper, at: 行3}
      manual: 看
instances:
- {template: domain, key: d1, domain: 养老服务, covers: {policy: [X-1, X-2]}}
- {template: domain, key: d2, domain: 社会救助, covers: {policy: [X-3]}, overlay: {level: should}}
rules:
- {id: own, title: 自己, chapter: 二, source: {document: paper, at: 行1}, manual: 看}
"""

ABOVE = """\
swaudit: 1
id: above
version: "1"
title: 区要求
extends: {id: %s, version: "1"}
remove: [{rule: own, reason: 本区不要求}]
overlay:
  domain/policy: {expect: {min: 3}}
  d1-look: {manual: 到现场看, level: info}
rules:
- {id: more, title: 另加, chapter: 一, source: {document: paper, at: 行9}, manual: 看}
"""


START = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
"""


def rules_of(path):
    return {rule.head.id: rule.variants[0] for rule in load_ruleset(path).rules}


def test_a_template_makes_rules_for_each_instance(tmp_path):
    (tmp_path / "ruleset.yaml").write_text(BASE, encoding="utf-8")
    rules = rules_of(tmp_path)
    # In the order of the chapters, whatever the order in the file.
    assert list(rules) == ["d1-policy", "d2-policy", "own", "d1-look", "d2-look"]
    assert rules["d1-policy"].head.title == "政策：养老服务"
    assert rules["d1-policy"].head.covers == ("X-1", "X-2")
    assert rules["d1-policy"].body.measure.where.tests["领域"].is_ == "养老服务"
    assert rules["d1-policy"].head.level is Level.MUST
    assert rules["d2-policy"].head.level is Level.SHOULD


def test_an_overlay_changes_what_it_names_and_nothing_else(tmp_path):
    for name, text in (("base", BASE), ("above", ABOVE % (tmp_path / "base"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ruleset.yaml").write_text(text, encoding="utf-8")
    rules = rules_of(tmp_path / "above")
    assert list(rules) == ["d1-policy", "d2-policy", "more", "d1-look", "d2-look"]
    assert {int(rules[f"d{n}-policy"].body.expect.min) for n in (1, 2)} == {3}
    assert (rules["d1-look"].body.manual, rules["d1-look"].head.level) == ("到现场看", Level.INFO)
    assert rules["d2-look"].body.manual == "看"
    assert {
        int(v.body.expect.min) for n, v in rules_of(tmp_path / "base").items() if "policy" in n
    } == {2}


def test_scalars_stay_what_was_written():
    text = "[8.10, 010, 12:30, on, yes, 2026-03-05, 1e3, 0x10, true, -3, '5', 0]"
    assert plain(parse(text, "t")) == [
        "8.10",
        "010",
        "12:30",
        "on",
        "yes",
        "2026-03-05",
        "1e3",
        "0x10",
        True,
        -3,
        "5",
        0,
    ]


def test_a_settled_reading_leaves_one_variant(tmp_path):
    body = """\
- id: trial
  title: 试验
  chapter: 一
  source: {document: paper, at: 一}
  measure: {count: {by_reading: {wide: {narrow: 人员, broad: 组织成员}}}}
  expect: {min: 1}
"""
    settle = "settle: {wide: {option: broad, who: 委托方, document: 函, date: '2026-02-01'}}\n"
    (rule,) = load_ruleset(rule_file(tmp_path, body)).rules
    assert [variant.body.measure.count for variant in rule.variants] == ["人员", "组织成员"]
    (rule,) = load_ruleset(rule_file(tmp_path, body, HEAD + settle)).rules
    assert [variant.body.measure.count for variant in rule.variants] == ["组织成员"]


def test_a_word_outside_the_lists_is_no_domain(tmp_path):
    ruleset = load_ruleset("zhalainuoer-2026")
    assert "养老服务" in ruleset.specs["工作流水"].columns["领域"].values
    assert "走访" in ruleset.specs["工作流水"].columns["形式"].values


def test_categories_of_contents_merge_and_lists_replace(tmp_path):
    contents = "contents: {养老服务: {A: [宣传, 咨询], B: [陪伴]}}\n"
    more = "contents: {养老服务: {B: [理发], C: [义诊]}, 社会救助: {A: [调查]}}\n"
    texts = (("base", BASE + contents), ("above", ABOVE % (tmp_path / "base") + more))
    for name, text in texts:
        (tmp_path / name).mkdir()
        (tmp_path / name / "ruleset.yaml").write_text(text, encoding="utf-8")
    assert load_ruleset(tmp_path / "above").worklog.contents == {
        "养老服务": {"A": ("宣传", "咨询"), "B": ("理发",), "C": ("义诊",)},
        "社会救助": {"A": ("调查",)},
    }


def settled(**given):
    parts = {"option": "broad", "who": "委托方", "document": "函", "date": "2026-02-01"} | given
    return f"settle: {{wide: {{{', '.join(f'{k}: {v}' for k, v in parts.items() if v)}}}}}\n"


WRONG_SETTLEMENTS = [
    (settled(who=""), "wide", "rule.missing_key"),
    (settled(document=""), "wide", "rule.missing_key"),
    (settled(date=""), "wide", "rule.missing_key"),
    (settled(who="' '"), "who", "rule.key_blank"),
    (settled(date="soon"), "date", "rule.key_date"),
    (settled(option="bread"), "option", "rule.option_unknown"),
    (settled().replace("wide", "wyde"), "wyde", "rule.reading_unknown"),
]


@pytest.mark.parametrize(("settle", "word", "code"), WRONG_SETTLEMENTS)
def test_a_settlement_says_who_settled_it_where_and_when(tmp_path, settle, word, code):
    path = rule_file(tmp_path, START + "  manual: 看\n", HEAD + settle)
    with pytest.raises(RulesetError) as refused:
        load_ruleset(path)
    (problem,) = refused.value.problems
    assert problem.said.code == code
    assert problem.mark.text[problem.mark.column - 1 :].startswith(word)


def many(*readings):
    """Return a ruleset whose only rule refers to so many readings of two options each."""
    declared = "".join(f"  {n}: {{question: 问, options: {{a: 甲, b: 乙}}}}\n" for n in readings)
    where = "".join(
        f"    - {{by_reading: {{{n}: {{a: {{姓名: filled}}, b: {{姓名: empty}}}}}}}}\n"
        for n in readings
    )
    body = f"{START}  expect: {{min: 1}}\n  measure:\n    count: 人员\n    counted_if:\n{where}"
    return body, HEAD + declared


def test_three_readings_of_two_options_are_the_most_a_rule_may_refer_to(tmp_path):
    (rule,) = load_ruleset(rule_file(tmp_path, *many("r", "s", "t"))).rules
    assert len(rule.variants) == 8
    assert len({variant.assignment for variant in rule.variants}) == 8
    with pytest.raises(RulesetError) as refused:
        load_ruleset(rule_file(tmp_path, *many("r", "s", "t", "u")))
    (problem,) = refused.value.problems
    assert problem.said.code == "rule.too_many_readings"
    assert problem.mark.text.startswith("- id: trial")


def test_only_the_readings_a_rule_refers_to_combine(tmp_path):
    body, head = many("r", "s", "t", "u")
    one = body.split("    counted_if:")[0] + "    where: {姓名: filled}\n"
    (rule,) = load_ruleset(rule_file(tmp_path, one, head)).rules
    assert [variant.assignment for variant in rule.variants] == [()]


def test_rules_that_only_bear_the_name_of_a_shipped_ruleset_are_told_apart(tmp_path):
    shipped = load_ruleset("ordos-2024")
    text = (rulesets_folder() / "ordos-2024" / "ruleset.yaml").read_text(encoding="utf-8")
    own = tmp_path / "ordos-2024" / "ruleset.yaml"
    own.parent.mkdir()
    own.write_text(f"# 抄来的\n{text}", encoding="utf-8")
    copied = load_ruleset(own)
    assert (shipped.shipped, copied.shipped) == (True, False)
    assert (copied.id, copied.version, copied.digest) == (
        "ordos-2024",
        shipped.version,
        shipped.digest,
    )

    own.write_text(text.replace("min: ", "min: 1", 1), encoding="utf-8")
    assert load_ruleset(own).digest != shipped.digest
