"""`swaudit rules`: what each tool prints and the code it leaves with."""

import json

import pytest
from tests.support.rulesets import CASES, REQUIREMENTS, RULESET, write_ruleset

from swaudit.cli.main import main


@pytest.fixture
def swaudit(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["rules", *map(str, arguments), "--lang", "zh"])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return run


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
    assert out.splitlines()[-2:] == ["还没有定的参数：", "  {门槛} 金额门槛"]


def test_show_tells_one_rule_in_words(swaudit, tmp_path):
    _, out, _ = swaudit("show", write_ruleset(tmp_path), "--rule", "d1-policy")
    assert out == (
        "小清单（small 1）\n\n【一】\n\n"
        "d1-policy  政策：养老服务  [必须]\n"
        "  出处：试验文件，行2\n"
        "  原文：每月2次\n"
        "  对应要求：X-1\n"
        "  口径“被补的月”：\n"
        "    每月\n"
        "    “服务记录”的条数 ≥2\n"
        "    日期看“计入日”\n"
        "    只看：领域=养老服务，类别=A\n"
        "    这样才计数：记录认定\n"
        "  口径“做的月”：\n"
        "    每月\n"
        "    “服务记录”的条数 ≥2\n"
        "    日期看“日期”\n"
        "    只看：领域=养老服务，类别=A\n"
        "    这样才计数：记录认定\n"
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
    ("科目: {in: [餐费, 车费], not: 餐费}", "科目是其中一个：餐费、车费，且不（=餐费）"),
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
    ("日期: {max: {date: as_of, less: {months: 3}}}", "日期≤{date: as_of, less: {months: 3}}"),
]


@pytest.mark.parametrize(("condition", "words"), WORDS)
def test_conditions_are_told_in_words(swaudit, tmp_path, condition, words):
    ruleset = RULESET.replace("rows: 支出,", f"rows: 支出, where: {{{condition}}},")
    _, out, _ = swaudit("show", write_ruleset(tmp_path, ruleset), "--rule", "spending")
    assert f"  只看：{words}" in out.splitlines()


def test_people_asked_one_by_one_and_together_are_told_apart(swaudit):
    _, out, _ = swaudit("show", "ordos-2024", "--rule", "o-key-elderly-services")
    told = [line.partition("：")[0].strip() for line in out.splitlines() if "服务对象名单" in line]
    assert told == ["逐个查", "合起来查"]


def test_what_has_no_words_yet_is_shown_as_written(swaudit, tmp_path):
    body = (
        "when: {自选项目: '1'}\n  cases:\n"
        "  - {when: {自选项目: '1'}, files: {kinds: [制度]}}\n  - {else: true, manual: 看}"
    )
    ruleset = RULESET.replace("files: {kinds: [制度]}", body)
    _, out, _ = swaudit("show", write_ruleset(tmp_path, ruleset), "--rule", "papers")
    assert "cases:" in out
    assert "制度" in out.split("cases:")[1]
