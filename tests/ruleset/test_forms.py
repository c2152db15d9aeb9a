"""Files of forms: where they are found, what is refused, and the ones that come with swaudit."""

import pytest
from tests.support.rulesets import RULESET, write_ruleset
from tests.support.tables import values

from swaudit.evidence.documents import classify
from swaudit.evidence.inside.read import look
from swaudit.evidence.papers import forms_of
from swaudit.model.dossier import File
from swaudit.ruleset.errors import NOWHERE, RulesetError
from swaudit.ruleset.forms import read_forms
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.shipped import rulesets_folder
from swaudit.ruleset.source import Entries

OWN = """\
swaudit-forms: 1
source: 附表
documents:
  走访登记: {names: [走访登记], fields: {对象: [姓名], 日期: date}, signed: {社工: []}}
"""
# What the guide's own lists of contents, and the pages behind them, call the forms.
PART_FIVE = """\
个案资料封面 个案咨询资料清单 个案工作接案记录表 个案工作预估表 个案工作服务协议 接受服务同意书
个案工作计划表 个案工作过程记录表 个案工作评估表 个案工作结案表 个案转介同意书 个案工作转介表
社区工作资料封面 社区活动资料清单 社区活动计划书 社区工作计划书 社区活动签到表 社区活动总结报告
参与者意见反馈表 志愿者意见反馈表 参与者意见反馈汇总表 新闻稿与照片资料
小组资料封面 小组活动资料清单 小组活动计划书 小组第3节活动计划书 小组活动签到表
小组活动评估总结报告 参加者意见反馈汇总表 新闻稿及照片资料
探访记录表 第3月度工作简报 督导工作月度总结 督导记录表 驻站社工月度工作计划表
项目中期报告 项目结项报告书 项目变更申请审批表
"""


def loaded(folder, head="", files="kinds: [制度]", own=OWN):
    ruleset = RULESET.replace("files: {kinds: [制度]}", f"files: {{{files}}}")
    path = write_ruleset(folder / "small", ruleset.replace("documents:", f"{head}\ndocuments:", 1))
    (folder / "small" / "forms").mkdir()
    (folder / "small" / "forms" / "own.yaml").write_text(own, encoding="utf-8")
    return load_ruleset(path)


def wrong(folder, **given):
    with pytest.raises(RulesetError) as error:
        loaded(folder, **given)
    return [(one.said.code, one.mark.line > 0) for one in error.value.problems]


def test_a_ruleset_takes_forms_over_from_its_own_folder_and_from_ours(tmp_path):
    ruleset = loaded(tmp_path, "forms: [own, kunming]")
    kind = ruleset.documents["走访登记"]
    assert kind.fields["对象"].labels == ("姓名",)
    assert kind.fields["日期"].holds == "date"
    assert {"制度", "接案记录表"} <= ruleset.documents.keys()


def test_another_form_is_another_ruleset_to_a_report(tmp_path):
    digests = {
        loaded(tmp_path / name, "forms: [own]", own=own).digest
        for name, own in (("a", OWN), ("b", OWN), ("c", OWN.replace("姓名", "名字")))
    }
    assert len(digests) == 2


def test_what_the_ruleset_writes_itself_goes_before(tmp_path):
    own = OWN.replace("走访登记: {names: [走访登记]", "制度: {names: [别的名称]")
    ruleset = loaded(tmp_path, "forms: [own]", own=own)
    assert "别的名称" not in ruleset.documents["制度"].names


def test_a_kind_without_places_takes_those_that_rules_ask_for(tmp_path):
    ruleset = loaded(
        tmp_path, files="kinds: [制度], fields: 单位, signed: 负责人, lengths: {正文: {min: 9}}"
    )
    assert set(ruleset.documents["制度"].fields) == {"单位", "正文"}
    assert set(ruleset.documents["制度"].signed) == {"负责人"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"head": "forms: [owm]"}, "rule.forms_unknown"),
        (
            {"head": "forms: [own]", "files": "kinds: [走访登记], fields: [对像]"},
            "rule.place_unknown",
        ),
        (
            {"head": "forms: [own]", "files": "kinds: [走访登记], signed: [督导]"},
            "rule.place_unknown",
        ),
        (
            {"head": "forms: [own]", "files": "kinds: [走访登记], lengths: {正文: {min: 1}}"},
            "rule.place_unknown",
        ),
        ({"head": "forms: [own]", "own": OWN.replace("date", "dat")}, "rule.one_of"),
        ({"head": "forms: [own]", "own": OWN.replace("names:", "name:")}, "rule.unknown_key"),
        ({"head": "forms: [own]", "own": OWN.replace("source: 附表\n", "")}, "rule.missing_key"),
    ],
)
def test_a_mistake_in_forms_is_told_at_its_line(tmp_path, given, code):
    assert wrong(tmp_path, **given)[0] == (code, True)


@pytest.fixture(scope="module")
def kunming():
    (found,) = read_forms(Entries({}, NOWHERE), ["kunming"], [rulesets_folder()])
    return found.documents


@pytest.mark.parametrize("name", PART_FIVE.split())
def test_every_form_of_part_five_is_known_by_its_file_and_by_its_title(kunming, name):
    made = classify([File(f"{name}.docx", "document", 10)], kunming, ())
    (kind,) = values(made.files, "类别")
    spec = kunming[kind]
    if spec.fields or spec.signed:
        label = next(iter(spec.fields))
        content = f"示例镇社工站{name}\n{label}：示例\n".encode()
        assert [one["kind"] for one in look(content, "x", forms=forms_of(kunming))["forms"]] == [
            kind
        ]


def test_no_two_forms_have_one_name(kunming):
    names = [name for kind, spec in kunming.items() for name in {kind, *spec.names}]
    assert len(names) == len(set(names))
