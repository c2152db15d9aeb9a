"""Templates, overlays, extension, and the strict reading of YAML."""

from tests.support.worlds import HEAD, rule_file

from swaudit.model.status import Level
from swaudit.ruleset.load import load_ruleset
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
