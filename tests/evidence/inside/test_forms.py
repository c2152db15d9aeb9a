"""Forms in real files: which they are, what is filled in and signed; and what ought not to pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.inside import SEAL, UP, body, pdf, word

from swaudit.evidence.inside.read import documents, look
from swaudit.evidence.papers import forms_of
from swaudit.ruleset.errors import NOWHERE
from swaudit.ruleset.forms import read_forms
from swaudit.ruleset.shipped import rulesets_folder
from swaudit.ruleset.source import Entries

TITLE = "个案工作接案记录表"
BLANK = [
    ["服务对象", "", "接案日期", "年   月   日"],
    ["性    别", "", "年 龄", "", "健康状况", ""],
    ["身份证号", ""],
    ["联系电话", "", "微信/QQ", ""],
    ["家庭住址", ""],
    ["家庭主要成员", "姓名", "关系", "年龄", "联系电话", "是否同住"],
    [UP, "", "", "", "", ""],
    ["服务对象来源", "□主动求助   □他人求助   □转介   □外展\n□其他         "],
    ["服务对象情况", "（家庭状况、健康状况、学习/工作情况、社会关系）\n\n"],
    ["服务对象曾接受服务的情况\n/曾经尝试过的方法", ""],
    ["危机因素", "□无    □有    （□高   □中   □低）"],
    ["危机介入", "□需要    □不需要"],
    ["负责社工（签名）：", "日期："],
    ["督导（签名）：", "日期："],
    ["机构（站点）负责人（签名）：", "日期："],
]
FULL = [
    ["服务对象", "示例甲", "接案日期", "2026年3月5日"],
    ["性    别", "男", "年 龄", "70", "健康状况", "良好"],
    ["身份证号", "110101195001010015"],
    ["联系电话", "13800000000", "微信/QQ", ""],
    ["家庭住址", "示例村1号"],
    ["家庭主要成员", "姓名", "关系", "年龄", "联系电话", "是否同住"],
    [UP, "示例乙", "女儿", "40", "", "否"],
    ["服务对象来源", "☑主动求助   □他人求助   □转介   □外展\n□其他         "],
    ["服务对象情况", "（家庭状况、健康状况、学习/工作情况、社会关系）\n独居，低保。"],
    ["服务对象曾接受服务的情况\n/曾经尝试过的方法", "无"],
    ["危机因素", "☑无    □有    （□高   □中   □低）"],
    ["危机介入", "□需要    √不需要"],
    ["负责社工（签名）：示例丙", "日期：2026.3.5"],
    [f"督导（签名）：{SEAL}", "日期：2026.3.5"],
    ["机构（站点）负责人（签名）：", "日期：2026.3.5"],
]
MAKERS = {"docx": word, "pdf": pdf}


@pytest.fixture(scope="module")
def forms():
    folder = rulesets_folder()
    (kunming,) = read_forms(Entries({}, NOWHERE), ["kunming"], [folder])
    return forms_of(kunming.documents)


@pytest.fixture(scope="module")
def read(forms):
    def reader(content: bytes) -> list[dict]:
        return look(content, "x", forms=forms)["forms"]

    return reader


def fields(forms, kind):
    return set(next(one["fields"] for one in forms if one["kind"] == kind))


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_blank_form_has_nothing_filled_in_and_nothing_signed(read, suffix):
    (found,) = read(MAKERS[suffix](TITLE, BLANK))
    assert found["kind"] == "接案记录表"
    told = [found[name] for name in ("filled", "unclear", "signed", "unclear_signed")]
    assert told == [()] * 4


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_filled_form_is_filled_but_for_the_signature_that_lacks(read, forms, suffix):
    (found,) = read(MAKERS[suffix](f"示例县示例镇社工站{TITLE}", FULL))
    assert set(found["filled"]) == fields(forms, "接案记录表")
    assert found["unclear"] == ()
    assert found["signed"] == ("负责社工", "督导")
    assert found["unclear_signed"] == ()


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("row", [0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 13])
def test_each_row_left_blank_is_found(read, suffix, row):
    rows = [*FULL[:row], BLANK[row], *FULL[row + 1 :]]
    (found,) = read(MAKERS[suffix](TITLE, rows))
    (whole,) = read(MAKERS[suffix](TITLE, FULL))
    gone = set(whole["filled"]) - set(found["filled"])
    gone |= set(whole["signed"]) - set(found["signed"])
    assert gone
    assert not found["unclear"]
    assert not found["unclear_signed"]


TEXT = """\
探访记录表
服务对象：示例甲   负责社工：示例丙
日期及时间：2026年3月5日 14:00   地点：示例村
探访总户数：共探访  12  户
探访名单：____________
具体探访工作内容
上门问候老人，查看用电安全。
留下联系卡。
特殊情况描述：无
负责社工（签名）：示例丙   日期：2026-03-05
机构（站点）负责人（签名）：             日期：2026-03-05
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_running_text_is_read_in_every_encoding(read, encoding):
    (found,) = read(TEXT.encode(encoding))
    assert found["kind"] == "探访记录表"
    assert set(found["filled"]) == {
        *("服务对象", "负责社工", "日期及时间", "地点", "探访总户数"),
        *("具体探访工作内容", "特殊情况"),
    }
    # What the text does not have at all is no blank: a person must look.
    assert {"服务领域", "服务类型", "督导意见"} <= set(found["unclear"])
    assert "探访名单" not in found["unclear"]
    assert (found["signed"], found["unclear_signed"]) == (("负责社工",), ())
    assert found["lengths"]["具体探访工作内容"] == (17, 20)


PLAN = [
    ["服务对象", "示例甲", "负责社工", "示例丙"],
    ["案主问题及需求分析"],
    ["缺少陪伴"],
    ["服务目标（与服务对象商议后制定）"],
    [""],
    ["服务计划"],
    ["略"],
    ["督导意见"],
    ["（请督导填写）"],
    ["负责社工（签名）：示例丙", "日期：2026.3.6"],
    ["服务对象（签名）：", "日期：2026.3.6"],
    ["督导（签名）：督导", "日期："],
]


@pytest.mark.parametrize("suffix", MAKERS)
def test_what_stands_below_a_label_belongs_to_it(read, suffix):
    (found,) = read(MAKERS[suffix]("个案工作计划表", PLAN))
    assert found["filled"] == ("服务对象", "负责社工", "问题及需求分析")
    assert found["unclear"] == ()
    assert found["signed"] == ("负责社工",)
    assert found["unclear_signed"] == ("督导",)


@pytest.mark.parametrize("suffix", MAKERS)
def test_two_forms_in_one_file_are_two(read, suffix):
    plan = ["个案工作计划表", PLAN[:3]] if suffix == "pdf" else ["个案工作计划表", PLAN]
    found = read(MAKERS[suffix](TITLE, FULL, *plan))
    assert [one["kind"] for one in found] == ["接案记录表", "个案计划表"]
    assert found[0]["signed"] == ("负责社工", "督导")


def test_one_form_several_times_is_several_and_a_repeated_title_is_not(read):
    session = [["服务对象", "示例甲", "负责社工", "示例丙"], ["地点", "示例村"]]
    again = [["介入过程"], ["谈话"], ["督导（签名）：示例丁"]]
    title = "个案工作过程记录表（第 {} 次）"
    found = read(word(title.format(1), session, title.format(1), again, title.format(2), session))
    assert [one["session"] for one in found] == [1, 2]
    assert found[0]["filled"] == ("服务对象", "负责社工", "地点", "介入过程")
    assert found[0]["signed"] == ("督导",)


LISTED = [["表格", "完成“√”", "页码", "备注"], ["个案工作接案记录表", "√", "1", ""]]


@pytest.mark.parametrize(
    "content",
    [
        word("个案咨询资料清单", [["个案工作编号", "GA-01", "负责社工", ""], *LISTED]),
        word("目录", f"{TITLE}\t3", "个案工作计划表………4"),
        word("目录", TITLE, "个案工作计划表", "个案工作结案表"),
        word(f"请按要求填写{TITLE}", [["服务对象", "示例甲"]]),
        word("工作总结", f"本月完成了{TITLE}、计划表的填写。", "社工：示例丙"),
    ],
)
def test_a_form_that_is_only_mentioned_is_not_there(read, content):
    assert "接案记录表" not in [one["kind"] for one in read(content)]


def cell(text: str) -> str:
    return f"<w:tc><w:p>{text}</w:p></w:tc>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


IMAGE = '<a:graphic><a:graphicData><a:blip r:embed="r1"/></a:graphicData></a:graphic>'
INLINE = f"<w:r><w:drawing><wp:inline>{IMAGE}</wp:inline></w:drawing></w:r>"
ANCHOR = f"<w:r><w:drawing><wp:anchor>{IMAGE}</wp:anchor></w:drawing></w:r>"
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>" + run("示例甲") + "</w:sdtContent></w:sdt>"
BOX = "<w:r><w:sym w:font='Wingdings 2' w:char='F0{}'/></w:r>"
OLD_BOX = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
    "<w:checked w:val='{}'/></w:checkBox></w:ffData></w:fldChar></w:r>"
)
TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{0}</w:p></w:txbxContent>"
    "</mc:Choice><mc:Fallback><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
# What stands behind the label 服务对象, and whether it is filled in.
INSIDE = [
    (run("示例甲"), "filled"),
    (run("示例") + run("甲"), "filled"),
    (f"<w:ins>{run('示例甲')}</w:ins>", "filled"),
    (f"<w:hyperlink>{run('示例甲')}</w:hyperlink>", "filled"),
    (CONTROL.format(""), "filled"),
    (CONTROL.format("<w:showingPlcHdr/>"), "blank"),
    (f"<w:del>{run('示例甲')}</w:del>", "blank"),
    ("<w:del><w:r><w:delText>示例甲</w:delText></w:r></w:del>", "blank"),
    (f"<w:moveFrom>{run('示例甲')}</w:moveFrom>", "blank"),
    (run("示例甲", "<w:vanish/>"), "blank"),
    (run("示例甲", '<w:color w:val="FFFFFF"/>'), "blank"),
    (run("示例甲", '<w:color w:val="FFFFFF"/><w:shd w:fill="203864"/>'), "filled"),
    ("<w:r><w:instrText>示例甲</w:instrText></w:r>", "blank"),
    (run("      ", "<w:u w:val='single'/>"), "blank"),
    (INLINE, "doubt"),
]


@pytest.mark.parametrize(("given", "wanted"), INSIDE)
def test_only_what_is_seen_in_a_place_fills_it(read, given, wanted):
    row = f"<w:tbl><w:tr>{cell(run('服务对象'))}{cell(given)}</w:tr></w:tbl>"
    (found,) = read(body(f"<w:p>{run(TITLE)}</w:p>{row}<w:p>{run('社工站' * 9)}</w:p>"))
    state = "filled" if "服务对象" in found["filled"] else "blank"
    assert ("doubt" if "服务对象" in found["unclear"] else state) == wanted


@pytest.mark.parametrize(
    ("given", "filled"),
    [
        (BOX.format("52") + run("需要") + BOX.format("A3") + run("不需要"), True),
        (BOX.format("A3") + run("需要") + BOX.format("A3") + run("不需要"), False),
        (OLD_BOX.format(1) + run("需要") + OLD_BOX.format(0) + run("不需要"), True),
        (OLD_BOX.format(0) + run("需要") + OLD_BOX.format(0) + run("不需要"), False),
    ],
)
def test_ticks_are_read_however_word_draws_them(read, given, filled):
    row = f"<w:tbl><w:tr>{cell(run('危机介入'))}{cell(given)}</w:tr></w:tbl>"
    (found,) = read(body(f"<w:p>{run(TITLE)}</w:p>{row}"))
    assert (found["filled"] == ("危机介入",)) is filled
    assert "危机介入" not in found["unclear"]


@pytest.mark.parametrize(
    ("picture", "signed", "unclear"),
    [(INLINE, ("负责社工",), ()), (ANCHOR, (), ("负责社工",)), ("", (), ())],
)
def test_a_picture_that_lies_anywhere_leaves_blanks_to_a_person(read, picture, signed, unclear):
    line = f"<w:p>{run('负责社工（签名）：')}{picture}{run('   日期：')}</w:p>"
    row = f"<w:tbl><w:tr>{cell(run('服务对象'))}{cell(run('示例甲'))}</w:tr></w:tbl>"
    (found,) = read(body(f"<w:p>{run(TITLE)}</w:p>{row}{line}<w:p>{run('社工站' * 9)}</w:p>"))
    assert found["signed"] == signed
    assert [one for one in found["unclear_signed"] if one == "负责社工"] == list(unclear)


def test_text_boxes_headers_and_inner_tables_are_read_once(read):
    outer = [["服务对象", "示例甲"]]
    (found,) = read(word("", outer, header=TITLE))
    assert found["filled"] == ("服务对象",)
    box = TEXT_BOX.format(run("身份证号：110101195001010015"))
    inner = f"<w:tbl><w:tr>{cell(run('性别'))}{cell(run('女'))}</w:tr></w:tbl>"
    nested = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    (found,) = read(body(f"<w:p>{run(TITLE)}</w:p><w:p>{box}</w:p>{nested}"))
    assert found["filled"] == ("性别", "身份证号")


def test_what_a_pdf_hides_or_scans_fills_nothing(read):
    rows = [["服务对象", ""], ["负责社工（签名）：", "日期："]]
    (found,) = read(pdf(TITLE, rows, white="示例甲"))
    assert found["filled"] == ()
    # Below a picture of the page, what looks blank may be written on.
    (found,) = read(pdf(TITLE, rows, scanned=True))
    assert "服务对象" in found["unclear"]
    assert "负责社工" in found["unclear_signed"]


@pytest.mark.parametrize("neighbour", ["日期：", "日期：2026.3.5", "督导（签名）：", "备注"])
def test_a_label_beside_a_place_is_no_answer(read, neighbour):
    (found,) = read(word(TITLE, [["负责社工（签名）：", neighbour], ["服务对象", "接案日期"]]))
    assert (found["signed"], found["filled"]) == ((), ())


def test_a_label_that_nobody_declared_makes_a_doubt_not_an_answer(read):
    (found,) = read(
        "接案记录表\n负责社工（签名）： 张三日期：2026\n服务对象：   随访日期：\n".encode()
    )
    assert "负责社工" in found["unclear_signed"]
    assert found["filled"] == ()


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (["督导（签名）：", "示例丁"], "doubt"),
        (["督导（签名）：          日期：", "示例丁"], "blank"),
        (["日期：2026.3.5   督导（签名）：", "示例丁"], "doubt"),
        (["督导（签名）：", "示例市示例镇社会工作服务站"], "blank"),
        (["督导（签名）：", "2026年3月5日"], "blank"),
    ],
)
def test_a_name_on_the_next_line_may_be_the_signature(read, lines, state):
    (found,) = read(word(TITLE, *lines))
    assert found["signed"] == ()
    assert ("督导" in found["unclear_signed"]) is (state == "doubt")


@pytest.mark.parametrize(
    ("cell", "signed", "unclear"),
    [
        (f"{SEAL}\n督导（签名）：", ("督导",), ()),
        (f"{SEAL}\n督导（签名）：  日期：", (), ("督导",)),
        ("督导（签名）：  日期：", (), ()),
    ],
)
def test_a_picture_above_the_words_of_its_cell_is_in_the_place(read, cell, signed, unclear):
    (found,) = read(word(TITLE, [["服务对象", "示例甲"], [cell, "备注"]], "社工站" * 9))
    assert found["signed"] == signed
    assert tuple(one for one in found["unclear_signed"] if one == "督导") == unclear


UNRULED = [
    *("身份证号", "联系电话  微信/QQ", "家庭住址", "家庭主要成  姓名  关系  年龄", "员"),
    *("服务对象曾接受服务的情况", "/曾经尝试过的方法", "服务对象情况", "独居，低保。"),
]


@pytest.mark.parametrize("suffix", MAKERS)
def test_lines_of_a_table_without_rules_prove_little(read, suffix):
    (found,) = read(MAKERS[suffix](TITLE, *UNRULED, "督导（签名）：", SEAL))
    assert found["filled"] == ("服务对象情况",)
    assert {"身份证号", "家庭住址", "曾接受服务的情况"} <= set(found["unclear"])
    assert found["signed"] == ()
    assert "督导" in found["unclear_signed"]


@pytest.mark.parametrize(
    "title",
    [
        f"附件5：{TITLE}",
        f"附表二、{TITLE}（样表）",
        "个 案 工 作 接 案 记 录 表",
        f"2026年示例镇社工站{TITLE}（GA-01）",
        f"{TITLE} 2026年3月",
        "接案登记表",
    ],
)
def test_a_title_may_be_dressed(read, title):
    assert [one["kind"] for one in read(word(title, FULL[:2]))] == ["接案记录表"]
    assert [one["kind"] for one in read(word([[title], *FULL[:2]]))] == ["接案记录表"]


def test_nothing_that_people_wrote_is_kept(forms):
    told = str(look(word(TITLE, FULL), "示例甲.docx", forms=forms))
    for written in ("示例甲", "示例丙", "110101195001010015", "13800000000", "独居", "示例村"):
        assert written not in told


def test_other_forms_are_another_memory(forms):
    names = {documents(given).name for given in (forms, forms[:3], [])}
    assert len(names) == 3
    assert documents(forms).name == documents([dict(one) for one in forms]).name


def test_the_shipped_forms_come_from_a_data_file():
    assert Path(rulesets_folder() / "forms" / "kunming.yaml").is_file()
