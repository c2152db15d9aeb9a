from datetime import date

import pytest

from swaudit.audit.judgements import FILE_NAME, read_judgements
from swaudit.ruleset.errors import RulesetError

GOOD = """\
- {record: 服务记录/r1, verdict: 认定, by: 评审一, date: "2026-07-01", why: 看过原图}
- {pair: [b, a], verdict: 非同一张, by: 评审一, date: "2026-07-01", why: 两次, until: "2026-07-31"}
- {rule: h1-office, verdict: 达标, by: 评审二, date: "2026-06-01", why: 现场看过}
- {rule: h1-office, verdict: 不达标, by: 评审二, date: "2026-07-02", why: 复查}
"""


def written(folder, text):
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder


def test_no_file_no_judgements(tmp_path):
    assert read_judgements(tmp_path, date(2026, 7, 5)).all == ()


def test_the_latest_decision_in_force_holds(tmp_path):
    ruled = read_judgements(written(tmp_path, GOOD), date(2026, 7, 31))
    assert ruled.on("record", "服务记录/r1").verdict == "认定"
    assert ruled.on("pair", "a+b").verdict == "非同一张"
    assert ruled.on("rule", "h1-office").verdict == "不达标"
    assert read_judgements(tmp_path, date(2026, 8, 1)).on("pair", "a+b") is None


def test_a_decision_on_what_is_gone_is_stale(tmp_path):
    ruled = read_judgements(written(tmp_path, GOOD), date(2026, 7, 5))
    known = ruled.known({"record": {"服务记录/r2": ""}, "rule": {}, "photo": {"a": "", "b": ""}})
    assert [one.state for one in known.all] == ["stale", "in_force", "stale", "stale"]


def test_points_are_given_to_the_items_of_a_score(tmp_path):
    text = """\
- {item: sheet/truth, points: 2.5, by: 评审一, date: "2026-07-01", why: 查阅档案}
- {item: sheet/complaints, points: -7, by: 评审一, date: "2026-07-01", why: 情节一般}
- {item: sheet/truth, points: 2, by: 评审二, date: "2026-07-02", why: 复查}
- {item: other/truth, points: 1, by: 评审二, date: "2026-07-02", why: 另一套}
"""
    ruled = read_judgements(written(tmp_path, text), date(2026, 7, 5))
    assert ruled.points("sheet", {}) == {"truth": 2, "complaints": -7}
    assert ruled.points("she", {}) == {}


WRONG = [
    ("- {item: s/i, verdict: 达标, by: x, date: '2026-07-01', why: y}", "judgement.points"),
    ("- {rule: r, points: 2, by: x, date: '2026-07-01', why: y}", "judgement.points"),
    ("- {item: s, points: 2, by: x, date: '2026-07-01', why: y}", "rule.pattern"),
    ("- {item: s/i, points: 多, by: x, date: '2026-07-01', why: y}", "rule.number_expected"),
    (
        "- {record: r, photo: p, verdict: 认定, by: x, date: '2026-07-01', why: y}",
        "judgement.one_target",
    ),
    ("- {verdict: 认定, by: x, date: '2026-07-01', why: y}", "judgement.one_target"),
    ("- {rule: r, verdict: 认定, by: x, date: '2026-07-01', why: y}", "judgement.verdict"),
    ("- {rule: r, verdict: 好, by: x, date: '2026-07-01', why: y}", "rule.one_of"),
    ("- {rule: r, verdict: 达标, by: x, date: 七月, why: y}", "rule.key_date"),
    ("- {rule: r, verdict: 达标, date: '2026-07-01', why: y}", "rule.missing_key"),
    (
        "- {rule: r, verdict: 达标, by: x, date: '2026-07-01', why: y, untill: z}",
        "rule.unknown_key",
    ),
    ("{rule: r, verdict: 达标, by: x, date: '2026-07-01', why: y}", "rule.key_list"),
    ("- 达标", "rule.key_mapping"),
    ("- {rule: r, rule: s, verdict: 达标}", "rule.duplicate_key"),
    ("- {rule: r, verdict: 达标, by: &a [x, x], date: [*a, *a, *a], why: y}", "rule.no_anchors"),
    ("- {rule: r, verdict: 达标, by: 5, date: '2026-07-01', why: y}", "rule.key_text"),
    ("- {pair: [a, b, c], verdict: 同一张, by: x, date: '2026-07-01', why: y}", "rule.key_many"),
    *(
        (f"- {{item: s/i, points: {n}, by: x, date: 2026-07-01, why: y}}", "rule.number_expected")
        for n in ("1e999999999", "1e-999999999", "true", "多")
    ),
    *(
        (f"- {{rule: r, verdict: 达标, by: x, date: {day}, why: y}}", "rule.key_date")
        for day in (
            "0", "20260701", "'1782864000'", "2026-7-1", "2026-02-30", "true",
            "'2026-07-01T00:00:00-08:00'", "'2026-07-01T00:00:00Z'", "2026-07-01 10:00:00",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_wrong_judgement_is_refused_at_its_place(tmp_path, text, code):
    with pytest.raises(RulesetError) as caught:
        read_judgements(written(tmp_path, text), date(2026, 7, 5))
    (problem,) = caught.value.problems
    assert problem.said.code == code
    assert problem.mark.line == 1
