"""A small ruleset on disk, with its requirements and test cases, for the tools of `rules`."""

from pathlib import Path

RULESET = """\
swaudit: 1
id: small
version: "1"
title: 小清单
sources: {paper: 试验文件}
chapters: [一, 二]
start: 2026-01-01
end: 2026-06-30
parameters:
  门槛: {title: 金额门槛}
readings:
  makeup: {question: 补做算哪月, options: {allowed: 被补的月, strict: 做的月}}
documents:
  制度: {names: [制度]}
domains: {养老服务: [养老], 社会救助: []}
templates:
  domain:
    with: [key, domain, covers]
    rules:
    - id: "{key}-policy"
      title: "政策：{domain}"
      chapter: 一
      source: {document: paper, at: 行2, figure: 每月2次}
      covers: "{covers}"
      every: month
      measure:
        count: 服务记录
        on: {by_reading: {makeup: {allowed: 计入日, strict: 日期}}}
        where: {领域: "{domain}", 类别: A}
        counted_if: [valid]
      expect: {min: 2}
instances:
- {template: domain, key: d1, domain: 养老服务, covers: [X-1]}
- {template: domain, key: d2, domain: 社会救助, covers: [X-2]}
rules:
- id: spending
  title: 大额
  chapter: 二
  source: {document: paper, at: 行3, figure: 大额}
  covers: [X-3]
  each: {rows: 支出, assert: {金额: {below: {param: 门槛}}}}
- id: papers
  title: 制度
  chapter: 二
  source: {document: paper, at: 行4}
  covers: [X-4]
  files: {kinds: [制度]}
- id: look
  title: 看现场
  chapter: 二
  source: {document: paper, at: 行5}
  covers: [X-5]
  manual: 看
"""

REQUIREMENTS = """\
id,document,at,requirement,disposition,why
X-1,paper,行2,养老每月2次,rule,
X-2,paper,行2,救助每月2次,rule,
X-3,paper,行3,大额,rule,
X-4,paper,行4,有制度,rule,
X-5,paper,行5,现场合适,manual,
X-6,paper,行6,区里验收,not_station,区里的事
"""

CASES = """\
swaudit-test: 1
cases:
- rule: domain/policy
  name: 一月两次
  as_of: 2026-01-31
  contract: [2026-01-01, 2026-01-31]
  given:
    服务记录:
    - {日期: 1月3日, 计入日: 1月3日, 领域: "{domain}", 类别: A}
    - {日期: 2026.1.9, 计入日: 2026.1.9, 领域: "{domain}", 类别: A}
  expect: {status: pass, counted: 2}
- rule: domain/policy
  name: 一次不认定
  as_of: 2026-01-31
  contract: [2026-01-01, 2026-01-31]
  given:
    服务记录:
    - {日期: 2026-01-03, 计入日: 2026-01-03, 领域: "{domain}", 类别: A}
    - {日期: 2026-01-09, 计入日: 2026-01-09, 领域: "{domain}", 类别: A, _: refused}
  expect:
    status: fail
    counted: 1
    missing: 1
    refused: 1
    cells: {2026-01: fail}
    readings: {strict: fail}
- rule: spending
  parameters: {门槛: 1000}
  given: {支出: [{日期: 2026-01-03, 金额: 999.99元}]}
  expect: pass
- rule: spending
  parameters: {门槛: 1000}
  given: {支出: [{日期: 2026-01-03, 金额: 1000}]}
  expect: fail
- {rule: papers, given: {文件: [{类别: 制度}]}, expect: pass}
- {rule: papers, given: {文件: []}, expect: {status: fail, missing: 1}}
"""


def write_ruleset(
    folder: Path,
    ruleset: str = RULESET,
    requirements: str | None = REQUIREMENTS,
    cases: str | None = CASES,
) -> Path:
    """Write a ruleset's folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ruleset.yaml").write_text(ruleset, encoding="utf-8")
    if requirements is not None:
        (folder / "requirements.csv").write_text(requirements, encoding="utf-8")
    if cases is not None:
        (folder / "tests").mkdir(exist_ok=True)
        (folder / "tests" / "cases.yaml").write_text(cases, encoding="utf-8")
    return folder
