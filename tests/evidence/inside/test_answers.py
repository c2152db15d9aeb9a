"""Whether what stands in a place fills it in or signs it: tables of what people write."""

import pytest

from swaudit.evidence.inside.answers import answered, signed
from swaudit.evidence.inside.forms import count
from swaudit.evidence.inside.layout import GARBLED, PICTURE

TEXT = {
    "filled": [
        "独居老人，需要定期探访。",
        "（家庭状况、健康状况、社会关系）\n与女儿同住。",
        "1、总体情况良好",
        "3",
        "A",
        "没有固定收入",
        "无业",
        "略有好转",
        "张**",
        "共3节",
        "例行探访",
    ],
    "blank": [
        "",
        "   \t\n",
        "________",
        "____/____/____",
        "……",
        "。。。。",
        "（内容包括：服务对象个人的生理、心理等方面的资料）",
        "（填写）",
        "（请在此填写）",
        "(需求调研及问题分析",
        "请填写",
        "待补充",
        "略",
        "XXX",
        "某某",
        "1、\n2、",
        "1、总目标：\n2、分目标：",
        "年  月  日",
        "共____节",
        "      元",
        "例：14:00-16:00",
        "点击此处输入文字",
        "单击或点击此处输入文字。",
        "\u200b\ufeff\u3000",
    ],
    "doubt": ["无", "/", "——", "同上", "见附件", "（独居）", PICTURE, f"____{GARBLED}"],
}


@pytest.mark.parametrize(("wanted", "text"), [(w, t) for w, ts in TEXT.items() for t in ts])
def test_a_text(wanted, text):
    assert answered(text) == wanted


TYPED = [
    ("date", "2026年3月5日", "filled"),
    ("date", "２０２６．３．５", "filled"),
    ("date", "2026-03-05 14:00", "filled"),
    ("date", "20260305", "filled"),
    ("date", "3月5日", "filled"),
    ("date", "二〇二六年三月五日", "filled"),
    ("date", "年   月   日", "blank"),
    ("date", "2026年   月   日", "blank"),
    ("date", "2026年  月  日— 2026年  月  日", "blank"),
    ("date", "20__年__月__日", "doubt"),
    ("date", "无", "blank"),
    ("date", "当天", "doubt"),
    ("date", "0000-00-00", "doubt"),
    ("date", "2026-13-45", "doubt"),
    ("date", "12-31", "filled"),
    ("date", "2026.3", "filled"),
    ("number", "共探访  12 户", "filled"),
    ("number", "十二户", "filled"),
    ("number", "共探访       户", "doubt"),
    ("number", "若干", "doubt"),
    ("number", "0", "filled"),
    ("phone", "13800000000", "filled"),
    ("phone", "0470-1234567", "filled"),
    ("phone", "138", "doubt"),
    ("phone", "无", "blank"),
    ("phone", "/", "blank"),
    ("idcard", "110101195001010015", "filled"),
    ("idcard", "11010119500101001X", "filled"),
    ("idcard", "1101 0119 5001 0100 15", "filled"),
    ("idcard", "不详", "doubt"),
    ("idcard", "1101**********0015", "doubt"),
    ("idcard", "______", "blank"),
    ("choice", "☑主动求助 □转介", "filled"),
    ("choice", "√个案  小组", "filled"),
    ("choice", "☒需要 ☐不需要", "filled"),
    ("choice", "□主动求助 □转介 其他____", "blank"),
    ("choice", "主动求助", "filled"),
    ("choice", "目标达到   超出服务范围   其他情况", "doubt"),
    ("choice", "面谈/电话", "doubt"),
    ("choice", f"□需要 □不需要{PICTURE}", "doubt"),
    ("picture", PICTURE, "filled"),
    ("picture", "见相册", "doubt"),
    ("picture", "", "blank"),
]


@pytest.mark.parametrize(("holds", "text", "wanted"), TYPED)
def test_what_will_do_depends_on_what_the_place_is_for(holds, text, wanted):
    assert answered(text, holds) == wanted


@pytest.mark.parametrize("text", ["无", "没有", "/", "不适用", "NONE"])
def test_none_is_an_answer_where_the_form_takes_it(text):
    assert answered(text, none=True) == "filled"
    assert answered("", none=True) == "blank"


def test_a_printed_hint_is_no_answer_however_it_is_spaced():
    hints = ("面谈/电话等",)
    assert answered("面谈 / 电话等", hints=hints) == "blank"
    assert answered("面谈/电话等 面谈", hints=hints) == "filled"
    assert answered("共 探访    户", "number", hints=("共探访",)) == "blank"


SIGNED = [
    ("示例丙", "filled"),
    ("示例丙 2026.3.5", "filled"),
    ("Li Lei", "filled"),
    ("示例甲、示例乙", "filled"),
    ("示例·买买提·样本", "filled"),
    ("示例市示例镇社会工作服务站", "doubt"),
    ("电子签名", "doubt"),
    ("请签名", "doubt"),
    ("不会写字", "doubt"),
    ("社工 示例丙", "doubt"),
    (PICTURE, "filled"),
    (f"（签名）{PICTURE}  日期：", "filled"),
    ("", "blank"),
    ("________", "blank"),
    ("2026年3月5日", "blank"),
    ("    年  月  日", "blank"),
    ("（签字）", "blank"),
    ("签名", "blank"),
    ("未签", "blank"),
    ("无", "blank"),
    ("XXX", "blank"),
    ("某某", "blank"),
    ("社工", "doubt"),
    ("机构负责人", "doubt"),
    ("丙", "doubt"),
    ("同意变更", "doubt"),
    ("情况属实", "doubt"),
    (f"同意{PICTURE}", "filled"),
    (GARBLED, "doubt"),
    ("123", "doubt"),
]


@pytest.mark.parametrize(("text", "wanted"), SIGNED)
def test_a_signature(text, wanted):
    assert signed(text) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", (0, 0)),
        ("本月探访12户。", (6, 7)),
        ("使用 WPS Office 2019 制表", (7, 7)),
        ("3.5万元，共20%！", (5, 8)),
        ("㐀𠀀", (2, 2)),
    ],
)
def test_words_are_characters_latin_words_and_numbers(text, words):
    assert count(text) == words
