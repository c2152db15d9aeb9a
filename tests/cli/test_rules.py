"""`swaudit rules`: what each tool prints and the code it leaves with."""

import json
from functools import partial
from pathlib import Path

import pytest
from tests.support.rulesets import CASES, REQUIREMENTS, RULESET, write_ruleset


@pytest.fixture
def swaudit(swaudit):
    """Run `swaudit rules` with some arguments."""
    return partial(swaudit, "rules")


HARD = Path(__file__).parents[1] / "support" / "hard-rules"
FAILING = CASES.replace("counted: 2}", "counted: 3}")


def test_test_prints_every_case_and_is_0_when_all_pass(swaudit, tmp_path):
    code, out, err = swaudit("test", write_ruleset(tmp_path))
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "√ d1-policy 一月两次"
    assert out.splitlines()[-1] == "通过 8 例，不通过 0 例"


def test_a_failed_case_shows_what_differs_and_where(swaudit, tmp_path):
    code, out, _ = swaudit("test", write_ruleset(tmp_path, cases=FAILING))
    assert code == 1
    place = tmp_path / "tests" / "cases.yaml"
    assert out.splitlines()[:2] == [
        f"× d1-policy 一月两次  {place}:3:3",
        "    counted：应为 3，得到 2",
    ]
    assert out.splitlines()[-1] == "通过 6 例，不通过 2 例"


def test_a_wrong_file_is_2_and_the_rest_still_runs(swaudit, tmp_path):
    good = write_ruleset(tmp_path / "good")
    bad = write_ruleset(tmp_path / "bad", cases=CASES.replace("spending", "spendings"))
    code, out, err = swaudit("test", bad, good)
    assert code == 2
    assert out.splitlines()[-1] == "通过 8 例，不通过 0 例"
    assert err.startswith(f"{bad}/tests/cases.yaml:27:3: ")
    assert "是不是想写：spending" in err


def test_a_wrong_ruleset_is_2(swaudit, tmp_path):
    code, _, err = swaudit("test", write_ruleset(tmp_path, RULESET.replace("rows:", "row:")))
    assert (code, err.count("ruleset.yaml:") > 0) == (2, True)


def test_nothing_to_run_is_4(swaudit, tmp_path):
    assert swaudit("test", write_ruleset(tmp_path, cases=None))[0] == 4


def test_test_as_json(swaudit, tmp_path):
    code, out, _ = swaudit("test", write_ruleset(tmp_path, cases=FAILING), "--format", "json")
    document = json.loads(out)
    assert (code, document["passed"], document["failed"]) == (1, 6, 2)
    first = document["cases"][0]
    assert (first["rule"], first["passed"], first["line"]) == ("d1-policy", False, 3)
    assert first["differences"] == [{"what": "counted", "wanted": "3", "found": "2"}]


def test_test_for_github_points_at_the_case(swaudit, tmp_path, monkeypatch):
    write_ruleset(tmp_path / "my,city", cases=FAILING)
    monkeypatch.chdir(tmp_path)
    _, out, _ = swaudit("test", "my,city", "--format", "github")
    assert out.splitlines()[0] == (
        "::error file=my%2Ccity/tests/cases.yaml,line=3,col=3::"
        "d1-policy 一月两次%0Acounted：应为 3，得到 2"
    )


UNUSED = RULESET.replace("parameters:\n", "parameters:\n  空: {title: 没人用}\n")


@pytest.mark.parametrize(
    ("ruleset", "code", "summary"),
    [
        (RULESET, 0, "错误 0 处，提醒 0 处"),
        (RULESET.replace(", figure: 每月2次", ""), 0, "错误 0 处，提醒 1 处"),
        (UNUSED, 1, "错误 1 处，提醒 0 处"),
        (RULESET.replace("rows: 支出", "rows: 开支"), 1, "错误 1 处，提醒 0 处"),
    ],
)
def test_lint_is_1_for_an_error_and_0_for_a_warning(swaudit, tmp_path, ruleset, code, summary):
    found, out, err = swaudit("lint", write_ruleset(tmp_path, ruleset))
    assert (found, out.splitlines()[-1], err) == (code, summary, "")


def test_lint_shows_the_line(swaudit, tmp_path):
    _, out, _ = swaudit("lint", write_ruleset(tmp_path, UNUSED))
    assert out.splitlines()[:3] == [
        f"{tmp_path}/ruleset.yaml:10:3: 参数“空”没有规则用 [错误]",
        "    空: {title: 没人用}",
        "    ^",
    ]


def test_lint_for_programs(swaudit, tmp_path, monkeypatch):
    folder = write_ruleset(tmp_path, UNUSED.replace(", figure: 每月2次", ""))
    monkeypatch.chdir(tmp_path)
    code, out, _ = swaudit("lint", folder, "--format", "github")
    assert code == 1
    assert out.splitlines() == [
        "::error file=ruleset.yaml,line=10,col=3::参数“空”没有规则用",
        "::warning file=ruleset.yaml,line=24,col=7::"
        "规则“domain/policy”有数字界限，source 里没有写原文的数字（figure）",
    ]
    _, out, _ = swaudit("lint", folder, "--format", "json")
    complaints = json.loads(out)["complaints"]
    assert [(one["severity"], one["code"], one["line"]) for one in complaints] == [
        ("error", "lint.unused.parameters", 10),
        ("warning", "lint.no_figure", 24),
    ]


def test_coverage_is_0_when_nothing_is_missing(swaudit, tmp_path):
    code, out, _ = swaudit("coverage", write_ruleset(tmp_path))
    assert (code, out) == (0, "paper：6 条，规则 4，人工 1，不归站里 1，缺 0\n")


def test_coverage_is_1_and_names_what_is_missing(swaudit, tmp_path):
    folder = write_ruleset(tmp_path, requirements=REQUIREMENTS + "X-7,paper,行7,漏,rule,\n")
    code, out, _ = swaudit("coverage", folder)
    assert code == 1
    assert out.splitlines()[1].startswith("  × X-7 写明由规则查")
    assert out.splitlines()[1].endswith("requirements.csv:8:1")
    code, out, _ = swaudit("coverage", folder, "--format", "json")
    document = json.loads(out)
    assert code == 1
    assert document["documents"] == [
        {"id": "paper", "total": 7, "rule": 4, "manual": 1, "not_station": 1, "missing": ["X-7"]}
    ]
    assert document["requirements"][0] == {
        "id": "X-1",
        "disposition": "rule",
        "rules": ["d1-policy"],
    }


def test_a_wrong_list_of_requirements_is_2(swaudit, tmp_path):
    code, out, err = swaudit("coverage", write_ruleset(tmp_path, requirements="id\n"))
    assert (code, out) == (2, "")
    assert "requirements.csv:1:1" in err


def test_without_requirements_coverage_proves_nothing(swaudit, tmp_path):
    ruleset = RULESET
    for name in ("X-1", "X-2", "X-3", "X-4", "X-5"):
        ruleset = ruleset.replace(f"[{name}]", "[]")
    code, out, _ = swaudit("coverage", write_ruleset(tmp_path, ruleset, None))
    assert (code, out) == (4, "")


def test_list_names_what_comes_with_swaudit(swaudit):
    code, out, _ = swaudit("list", "--format", "json")
    rulesets = {one["id"]: one for one in json.loads(out)["rulesets"]}
    assert code == 0
    assert rulesets["zhalainuoer-2026"]["requirements"] == 126
    assert rulesets["zhalainuoer-2026"]["rules"] > rulesets["hulunbuir-2026"]["rules"] > 100
    assert swaudit("list")[1].startswith("hulunbuir-2026  1  呼伦贝尔市")


def test_show_tells_a_ruleset_chapter_by_chapter(swaudit, tmp_path):
    code, out, _ = swaudit("show", write_ruleset(tmp_path))
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("【")] == ["【一】", "【二】"]
    assert out.splitlines()[-2:] == ["还没有定的参数：", "  门槛  金额门槛"]


def test_show_tells_one_rule_in_words(swaudit, tmp_path):
    _, out, _ = swaudit("show", write_ruleset(tmp_path), "--rule", "d1-policy")
    assert out == (
        "小清单（small 1）\n\n【一】\n\n"
        "d1-policy  政策：养老服务  [必须]\n"
        "  出处：试验文件，行2\n"
        "  原文：每月2次\n"
        "  对应要求：X-1\n"
        "  每月\n"
        "  “服务记录”的条数 ≥2\n"
        "  只看：领域=养老服务，类别=A\n"
        "  这样才计数：记录认定\n"
        "  口径：被补的月\n"
        "    日期看“计入日”\n"
        "  口径：做的月\n"
        "    日期看“日期”\n"
        "  口径待定：补做算哪月\n"
    )


def test_show_of_a_rule_that_is_not_there_is_2_with_a_hint(swaudit, tmp_path):
    code, out, err = swaudit("show", write_ruleset(tmp_path), "--rule", "d1-polcy")
    assert (code, out) == (2, "")
    assert "是不是想写：d1-policy" in err


@pytest.mark.parametrize("tool", ["show", "test", "lint", "coverage"])
def test_a_ruleset_that_is_not_there_is_refused(swaudit, tool):
    code, out, err = swaudit(tool, "no-such-city")
    assert code == (1 if tool == "lint" else 2)
    assert "找不到" in out + err


WORDS = [
    ("科目: {in: [餐费, 车费], not: 餐费}", "科目是其中一个：餐费、车费，且≠餐费"),
    ("科目: {contains: [油]}", "科目写有：油"),
    ("项目资金: true", "项目资金=是"),
    ("起点: {in_table: 地点.名称}", "起点在“地点.名称”里"),
    ("票据号: filled, 收款人: empty", "票据号已填，收款人没有填"),
    ("any: [{金额: {above: 3, max: 5}}, {科目: 车费}]", "（金额≤5，且>3 或 科目=车费）"),
    ("not: {科目: 车费}", "不（科目=车费）"),
    (
        "related: {rows: 发放, by: {批次编号: 凭证号}, sum: 数量, expect: {max: 9}}",
        "它的（批次编号=凭证号）“发放”的“数量”合计 ≤9",
    ),
    ("日期: {max: {date: as_of, less: {months: 3}}}", "日期≤检查日前3个月"),
]


@pytest.mark.parametrize(("condition", "words"), WORDS)
def test_conditions_are_told_in_words(swaudit, tmp_path, condition, words):
    ruleset = RULESET.replace("rows: 支出,", f"rows: 支出, where: {{{condition}}},")
    _, out, _ = swaudit("show", write_ruleset(tmp_path, ruleset), "--rule", "spending")
    assert f"  只看：{words}" in out.splitlines()


CHECKS = [
    (
        "unique: {rows: 人员, spans: [到岗日, 离岗日], "
        "keys: [{by: [身份证号], gives: fail}, {by: [姓名], gives: lead}]}",
        "“人员”的各行互相比对|只比时间有重叠的（到岗日 至 离岗日）|身份证号不得相同|"
        "姓名相同的列为线索，由人核对",
    ),
    (
        "disjoint: {by: photo, left: {rows: 服务记录}, "
        "right: {rows: 活动, where: {领域: 社会救助}}}",
        "下面两边的照片不得共用：|- 服务记录|- 活动|  只看：领域=社会救助",
    ),
    (
        'choose: {column: 自选项目, from: ["8.1", "8.2"], exactly: 1}',
        "“自选项目”在 8.1、8.2 中恰好选 1 项",
    ),
    ("sample: {rows: 服务记录, size: {param: 门槛}}", "由人从“服务记录”中抽查 〔门槛：未定〕 条"),
    (
        "cases: [{when: {自选项目: '1'}, files: {kinds: [制度]}}, {else: true, manual: 看}]",
        "看是哪一种情况，先符合的先算：|- 自选项目=1时：|  要有文件：制度|- 其余：|  由人判断：看",
    ),
    ("files: {kinds: [制度], expect: {min: 2, max: 2}}", "要有文件：制度|每种 =2 份"),
    (
        "due: {after_period: {param: 门槛}}\n  every: quarter\n  partial: ask\n"
        "  measure: {count: 服务记录}\n  expect: {above: 1}",
        "每季度|头尾不满一期的也要做到|每期结束后 〔门槛：未定〕 天内做到|“服务记录”的条数 >1",
    ),
    (
        "for_each: {rows: 支出, group: [收款人, 日期], as: 人日, with: {总额: {sum: 金额}}}\n"
        "  measure: {sum: 金额, rows: 人日, where: {日期: {ref: 人日.日期}}}\n  expect: {max: 9}",
        "逐个查：支出；按收款人、日期分组；“金额”合计为总额|“人日”的“金额”合计 ≤9|"
        "只看：日期=该人日的“日期”",
    ),
    (
        "any: [{manual: 看}, {all: [{manual: 问}, {files: {kinds: [制度]}}]}]",
        "以下做到一项：|- 由人判断：看|- 以下都要做到：|  - 由人判断：问|  - 要有文件：制度",
    ),
]


@pytest.mark.parametrize(("check", "words"), CHECKS)
def test_every_kind_of_check_is_told_in_words(swaudit, tmp_path, check, words):
    ruleset = RULESET.replace("files: {kinds: [制度]}", check)
    _, out, _ = swaudit("show", write_ruleset(tmp_path, ruleset), "--rule", "papers")
    lines = [f"  {line}" for line in words.split("|")]
    assert "\n".join(lines) in out


def test_the_hardest_rules_are_told_in_words(swaudit):
    """Shares of a measure, picked rows, days by row, units asked as one, and a sheet of points."""
    _, out, _ = swaudit("show", HARD)
    assert [line for line in out.splitlines() if "{" in line or "model" in line] == []
    for told in (
        "  合起来查：服务对象名单；只看：领域=养老服务，重点=是；"
        "在这段时间内的：在册起 至 在册止（一行只算一次）",
        "  只看“实拨日”最早的一行",
        "实拨日≤该约的“生效日”后10个工作日，实拨额占“合同”的“金额”合计（只看：合同号=该约的“合同号”）"
        "的百分比 ≥60 ≤70",
    ):
        assert told in out


def test_a_sheet_of_points_is_told_once_and_each_reading_what_it_changes(swaudit):
    _, out, _ = swaudit("show", HARD, "--rule", "k-score")
    lines = out.splitlines()
    assert lines.count("  打分，满分 100 分，等级应为优秀、良好、合格") == 1
    assert lines.count("    - 8–12：由人扣 3–5 分") == 0
    assert lines.count("    - ≥8 ≤12：由人扣 3–5 分") == 1
    assert "  等级：优秀 ≥90；良好 ≥70 ≤89；合格 ≥60 ≤69；不合格 ≤59" in lines
    at = lines.index("  口径：满5%才扣")
    assert lines[at : at + 8] == [
        "  口径：满5%才扣",
        "    打分，满分 100 分，等级应为优秀、良好、合格",
        "    - 满意度（10 分）",
        "      低于 90 的，每低 5 扣 1 分，不满一档的不算",
        "  口径：不足5%按一次扣",
        "    打分，满分 100 分，等级应为优秀、良好、合格",
        "    - 满意度（10 分）",
        "      低于 90 的，每低 5 扣 1 分，不满一档的按一档算",
    ]
