"""Broken files of a ruleset: what the tools say, word for word, and where.

Every line changes one thing in a sound ruleset (`tests/support/rulesets.py`).
"""

# ruff: noqa: E501  (what is said stands here as it is said)

import pytest
from tests.support.rulesets import CASES, REQUIREMENTS, RULESET, write_ruleset

from swaudit.cli.main import main

RULES, TESTS, LIST = "ruleset.yaml", "tests/cases.yaml", "requirements.csv"

POLICY = '{领域: "{domain}", 类别: A}'
SPENT = "{金额: {below: {param: 门槛}}}"
LINTED = [
    # file, what stands there, what is written instead, what is said, the hint
    (RULES, "swaudit: 1", "swaudit: 2", ["ruleset.yaml:1:1: “swaudit”只能是 1 [错误]"]),
    (
        RULES,
        "id: small",
        "id: Small City",
        ["ruleset.yaml:2:1: “id”的写法不对，要符合 ^[a-z0-9]+([.-][a-z0-9]+)*$ [错误]"],
    ),
    (
        RULES,
        "title: 小清单",
        "titel: 小清单",
        [
            "ruleset.yaml:4:1: 不认识的键“titel” [错误]",
            "  是不是想写：title",
            "ruleset.yaml:1:1: 缺少“title” [错误]",
        ],
    ),
    (
        RULES,
        "end: 2026-06-30",
        "end: 2026-06-31",
        ["ruleset.yaml:8:1: “end”要写日期，如 2026-03-05 [错误]"],
    ),
    (
        RULES,
        "  门槛: {title: 金额门槛}",
        "  门槛: {titel: 金额门槛}",
        [
            "ruleset.yaml:10:8: 不认识的键“titel” [错误]",
            "  是不是想写：title",
            "ruleset.yaml:10:3: 缺少“title” [错误]",
        ],
    ),
    (
        RULES,
        "options: {allowed: 被补的月, strict: 做的月}",
        "options: {allowed: 被补的月}",
        ["ruleset.yaml:12:29: “options”至少要写 2 项 [错误]"],
    ),
    (
        RULES,
        "  制度: {names: [制度]}",
        "  制度: {name: [制度]}",
        [
            "ruleset.yaml:14:8: 不认识的键“name” [错误]",
            "  是不是想写：names",
            "ruleset.yaml:14:3: 缺少“names” [错误]",
        ],
    ),
    (
        RULES,
        "    with: [key, domain, covers]",
        "    wiht: [key, domain, covers]",
        ["ruleset.yaml:18:5: 不认识的键“wiht” [错误]", "  是不是想写：with"],
    ),
    (
        RULES,
        "{template: domain, key: d1, domain: 养老服务, covers: [X-1]}",
        "{template: domian, key: d1, domain: 养老服务, covers: [X-1]}",
        ["ruleset.yaml:33:3: 没有模板“domian” [错误]", "  是不是想写：domain"],
    ),
    (
        RULES,
        "key: d2, domain: 社会救助, ",
        "key: d2, ",
        ["ruleset.yaml:34:3: 模板“domain”还要写“domain” [错误]"],
    ),
    (
        RULES,
        "key: d2, domain",
        "key: d2, domian: 养老, domain",
        ["ruleset.yaml:34:31: 模板“domain”不用“domian” [错误]", "  是不是想写：domain"],
    ),
    (
        RULES,
        "source: {document: paper, at: 行3",
        "source: {document: papre, at: 行3",
        ["ruleset.yaml:39:12: sources 里没有“papre” [错误]", "  是不是想写：paper"],
    ),
    (
        RULES,
        "  chapter: 二\n  source: {document: paper, at: 行4}",
        "  chapter: 三\n  source: {document: paper, at: 行4}",
        ["ruleset.yaml:44:3: chapters 里没有“三” [错误]", "  可用的有：一、二"],
    ),
    (
        RULES,
        "      every: month",
        "      every: weekly",
        ["ruleset.yaml:25:7: “every”只能是 month、quarter、half、year、period [错误]"],
    ),
    (
        RULES,
        "        count: 服务记录",
        "        count: 服务纪录",
        ["ruleset.yaml:27:9: 没有表“服务纪录” [错误]", "  是不是想写：服务记录"],
    ),
    (
        RULES,
        POLICY,
        '{领域: "{domain}", 类型别: A}',
        ["ruleset.yaml:29:33: 表“服务记录”没有列“类型别” [错误]", "  是不是想写：类别、服务类型"],
    ),
    (
        RULES,
        POLICY,
        '{领域: "{domian}", 类别: A}',
        ["ruleset.yaml:29:21: 没有给“domian”赋值 [错误]", "  是不是想写：domain"],
    ),
    (
        RULES,
        "        counted_if: [valid]",
        "        counted_fi: [valid]",
        [
            "ruleset.yaml:30:9: 不认识的键“counted_fi” [错误]",
            "  是不是想写：counted_if、count",
        ],
    ),
    (
        RULES,
        "      expect: {min: 2}",
        "      expect: {mni: 2}",
        ["ruleset.yaml:31:16: 不认识的键“mni” [错误]", "  是不是想写：min"],
    ),
    (
        RULES,
        "      expect: {min: 2}",
        "      expect: {min: 6, max: 5}",
        ["ruleset.yaml:31:7: 没有数能同时满足这些界限 [错误]"],
    ),
    (RULES, "      expect: {min: 2}\n", "", ["ruleset.yaml:20:7: 缺少“expect” [错误]"]),
    (
        RULES,
        "strict: 日期}}}",
        "strcit: 日期}}}",
        ["ruleset.yaml:28:35: 口径“makeup”的选项应是：allowed、strict [错误]"],
    ),
    (
        RULES,
        SPENT,
        "{金额: {below: {param: 门坎}}}",
        ["ruleset.yaml:41:34: parameters 里没有“门坎” [错误]", "  是不是想写：门槛"],
    ),
    (
        RULES,
        SPENT,
        "{金额: {bellow: 5}}",
        ["ruleset.yaml:41:34: 不认识的键“bellow” [错误]", "  是不是想写：below"],
    ),
    (
        RULES,
        SPENT,
        "{日期: {max: {date: as_of, plsu: {days: 1}}}}",
        ["ruleset.yaml:41:53: 不认识的键“plsu” [错误]", "  是不是想写：plus、less"],
    ),
    (
        RULES,
        "files: {kinds: [制度]}",
        "files: {kinds: [制渡]}",
        ["ruleset.yaml:47:19: documents 里没有“制渡” [错误]", "  是不是想写：制度"],
    ),
    (
        RULES,
        "  manual: 看",
        "  manual: 看\n  manual: 听",
        ["ruleset.yaml:54:3: 键“manual”重复，第 53 行已有 [错误]"],
    ),
    (
        RULES,
        "  manual: 看",
        "  manual:",
        ["ruleset.yaml:53:10: 值是空的；没有值就不要写这一行 [错误]"],
    ),
    (
        RULES,
        "  manual: 看",
        "  manual: 看\n  files: {kinds: [制度]}",
        [
            "ruleset.yaml:48:3: 每条要求要写且只写一种检查：measure each files manual all any cases unique disjoint choose sample score [错误]"
        ],
    ),
    (
        RULES,
        "- id: look",
        "- id: papers",
        ["ruleset.yaml:48:3: 要求的 id “papers”重复，第 42 行已经用过 [错误]"],
    ),
    (
        RULES,
        "  manual: 看\n",
        '  manual: "看\n',
        ["ruleset.yaml:54:1: 不是正确的 YAML：found unexpected end of stream [错误]"],
    ),
    (
        TESTS,
        "- rule: spending\n  parameters: {门槛: 1000}\n  given: {支出: [{日期: 2026-01-03, 金额: 1000}]}",
        "- rule: spendings\n  given: {}",
        ["tests/cases.yaml:31:3: 没有 id 是“spendings”的要求 [错误]", "  是不是想写：spending"],
    ),
    (
        TESTS,
        "as_of: 2026-01-31",
        "as_off: 2026-01-31",
        ["tests/cases.yaml:5:3: 不认识的键“as_off” [错误]", "  是不是想写：as_of"],
    ),
    (
        TESTS,
        "counted: 2}",
        "coutned: 2}",
        ["tests/cases.yaml:11:26: 不认识的键“coutned” [错误]", "  是不是想写：counted"],
    ),
    (
        TESTS,
        "expect: pass\n- rule",
        "expect: passed\n- rule",
        [
            "tests/cases.yaml:30:3: “status”只能是 error、fail、ruling_needed、undetermined、review、lead、manual、open、advisory、pass、not_applicable [错误]"
        ],
    ),
    (
        TESTS,
        "{支出: [{日期: 2026-01-03, 金额: 999.99元}]}",
        "{支初: [{日期: 2026-01-03, 金额: 1}]}",
        ["tests/cases.yaml:29:11: 没有表“支初” [错误]", "  是不是想写：支出"],
    ),
    (
        TESTS,
        "金额: 999.99元",
        "金颜: 999.99元",
        ["tests/cases.yaml:29:33: 表“支出”没有列“金颜” [错误]", "  是不是想写：金额"],
    ),
    (
        TESTS,
        "_: refused",
        "_: rejected",
        ["tests/cases.yaml:19:64: “_”只能是 counted、refused、pending [错误]"],
    ),
    (
        TESTS,
        "{文件: []}",
        "{文件: [], 材料: [{_: refused}]}",
        [
            "tests/cases.yaml:36:34: 没有表“材料” [错误]",
            "  可用的有：站点信息、人员、服务对象名单、工作流水、收支与慈善、签到、服务记录、个案、个案节次、小组、小组节次、活动、培训督导会议、慈善、支出、发放、组织队伍、组织成员、文件、报送、地点、照片",
        ],
    ),
    (
        TESTS,
        "contract: [2026-01-01, 2026-01-31]",
        "contract: [2026-01-31, 2026-01-01]",
        [
            "tests/cases.yaml:6:3: 要写 contract: [起, 止]（先后不能颠倒），规则包也没有起止日 [错误]"
        ],
    ),
    (
        TESTS,
        "swaudit-test: 1",
        "swaudit-tests: 1",
        ["tests/cases.yaml:1:1: 不认识的键“swaudit-tests” [错误]", "  是不是想写：swaudit-test"],
    ),
    (
        LIST,
        "id,document,at",
        "id,doc,at",
        ["requirements.csv:1:1: 第一行要是：id,document,at,requirement,disposition,why [错误]"],
    ),
    (
        LIST,
        "行5,现场合适,manual,",
        "行5,现场合适,by-hand,",
        ["requirements.csv:6:1: “disposition”只能是 rule、manual、not_station [错误]"],
    ),
    (LIST, "X-6,paper", "X-5,paper", ["requirements.csv:7:1: “X-5”重复，第 6 行已有 [错误]"]),
    (
        LIST,
        "行6,区里验收,not_station,区里的事",
        "行6,区里验收",
        ["requirements.csv:7:1: 这一行有 4 格，应有 6 格 [错误]"],
    ),
    (
        RULES,
        "parameters:\n",
        "parameters:\n  空: {title: 没人用}\n",
        ["ruleset.yaml:10:3: 参数“空”没有规则用 [错误]"],
    ),
    (
        RULES,
        "readings:\n",
        "readings:\n  空: {question: 问, options: {a: 甲, b: 乙}}\n",
        ["ruleset.yaml:12:3: 口径“空”没有规则用 [错误]"],
    ),
    (
        RULES,
        "documents:\n",
        "documents:\n  账本: {names: [账本]}\n",
        ["ruleset.yaml:14:3: 文件“账本”没有规则用 [错误]"],
    ),
    (
        RULES,
        "covers: [X-3]",
        "covers: [X-3, X-33]",
        ["ruleset.yaml:40:17: requirements.csv 里没有“X-33” [错误]"],
    ),
    (
        RULES,
        "covers: [X-3]",
        "covers: [X-3, X-1]",
        ["ruleset.yaml:40:17: “X-1”另一章的规则“d1-policy”也写了，看是不是重复 [提醒]"],
    ),
    (
        RULES,
        ", figure: 每月2次",
        "",
        [
            "ruleset.yaml:23:7: 规则“domain/policy”有数字界限，source 里没有写原文的数字（figure） [提醒]"
        ],
    ),
    (
        RULES,
        "rows: 支出,",
        "rows: 支出, where: {科目: 餐费, all: [{科目: 车费}]},",
        ["ruleset.yaml:41:43: “科目”的条件互相矛盾，没有一行能满足 [错误]"],
    ),
    (
        TESTS,
        "- {rule: papers, given: {文件: []}, expect: {status: fail, missing: 1}}\n",
        "",
        ["ruleset.yaml:42:3: 规则“papers”没有不达标的测试 [错误]"],
    ),
    (
        TESTS,
        "- {rule: papers, given: {文件: [{类别: 制度}]}, expect: pass}\n",
        "",
        ["ruleset.yaml:42:3: 规则“papers”没有达标的测试 [错误]"],
    ),
    (RULES, "title: 看现场", "title: TODO 看现场", ["ruleset.yaml:49:10: 还没有定：看现场 [错误]"]),
    (
        RULES,
        "chapters: [一, 二]",
        "chapters: 一",
        ["ruleset.yaml:6:1: “chapters”要写成列表，如 [甲, 乙] [错误]"],
    ),
    (
        RULES,
        'version: "1"',
        "version: [1]",
        ["ruleset.yaml:3:1: “version”要写文字（纯数字请加引号） [错误]"],
    ),
    (
        RULES,
        "{below: {param: 门槛}}",
        "{between: [1, 2]}",
        ["ruleset.yaml:41:34: 不认识的键“between” [错误]", "  是不是想写：below"],
    ),
    (
        RULES,
        "rows: 支出,",
        "rows: 支初,",
        ["ruleset.yaml:41:10: 没有表“支初” [错误]", "  是不是想写：支出"],
    ),
    (RULES, "{template: domain, key: d1", "{key: d1", ["ruleset.yaml:33:3: 缺少“template” [错误]"]),
    (
        RULES,
        "      source: {document: paper, at: 行2, figure: 每月2次}\n",
        "",
        ["ruleset.yaml:20:7: 缺少“source” [错误]"],
    ),
    (TESTS, "refused: 1", "refused: one", ["tests/cases.yaml:24:5: “refused”要写整数 [错误]"]),
    (
        TESTS,
        "  as_of: 2026-01-31",
        "  as_of: soon",
        ["tests/cases.yaml:5:3: “as_of”要写日期，如 2026-03-05 [错误]"],
    ),
    (
        TESTS,
        "- rule: domain/policy\n  name: 一月两次",
        "- name: 一月两次",
        ["tests/cases.yaml:3:3: 缺少“rule” [错误]"],
    ),
]

FAILED = [
    # what stands in the tests, what is written instead, what the run says
    ("counted: 2}", "counted: 3}", 3, "counted：应为 3，得到 2"),
    ("missing: 1\n", "missing: 2\n", 12, "missing：应为 2，得到 1"),
    ("refused: 1", "refused: 0", 12, "refused：应为 0，得到 1"),
]


@pytest.fixture
def swaudit(capsys, tmp_path, monkeypatch):
    def run(tool, texts):
        folder = write_ruleset(tmp_path, texts[RULES], texts[LIST], texts[TESTS])
        monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as left:
            main(["rules", tool, ".", "--lang", "zh"])
        return int(left.value.code or 0), capsys.readouterr().out.splitlines()

    return run


def texts(file, right, wrong):
    """Return the ruleset's files with one thing changed in one of them."""
    sound = {RULES: RULESET, TESTS: CASES, LIST: REQUIREMENTS}
    assert right in sound[file]
    return sound | {file: sound[file].replace(right, wrong, 1)}


@pytest.mark.parametrize(("file", "right", "wrong", "told"), LINTED)
def test_lint_says_what_is_wrong_and_where(swaudit, file, right, wrong, told):
    code, lines = swaudit("lint", texts(file, right, wrong))
    shown = [line for line in lines if line.startswith(("ruleset.", "tests/", "requirements."))]
    hints = [line for line in lines if line.startswith(("  是不是想写", "  可用的有"))]
    assert sorted(shown + hints) == sorted(told)
    assert code == (0 if "[提醒]" in told[0] else 1)


@pytest.mark.parametrize(("right", "wrong", "line", "told"), FAILED)
def test_a_failed_case_says_what_differs_and_where(swaudit, right, wrong, line, told):
    code, lines = swaudit("test", texts(TESTS, right, wrong))
    (first, *_) = (at for at, shown in enumerate(lines) if shown.startswith("×"))
    assert code == 1
    assert lines[first].endswith(f"  {TESTS}:{line}:3")
    assert lines[first + 1].strip() == told


def test_there_are_many_kinds_of_fault():
    kinds = {told[0].partition(": ")[2] for *_, told in LINTED}
    assert len(kinds) >= 25
