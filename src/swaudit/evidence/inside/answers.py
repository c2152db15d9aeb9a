"""Whether a place of a form is filled in, by what stands in it. The content is kept nowhere.

2026年3月5日   a date: filled            ____年__月__日   blank
（填写说明）    printed guidance: blank    无               an answer where the form takes one
☑是 □否        a choice: filled          □是 □否          blank
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from swaudit.evidence.inside.facts import Holds
from swaudit.evidence.inside.layout import GARBLED, PICTURE
from swaudit.evidence.text import seen

Answer = Literal["filled", "blank", "doubt"]

TICKS = "☑☒✓✔√■●◉"
BOXES = "□☐○◯"
_NOTHING = re.compile(
    r"无|没有|暂无|无此项|不适用|none|n/?a|nil|//?|\\|--?|——?|同上|同前|(?:详?见|另附)附件"
)
_PLACEHOLDER = re.compile(
    "(?:请?(?:在此)?(?:填写|输入|录入)(?:内容|文字|此处)?|此处(?:填写|输入).*|(?:单击|点击).*输入.*"
    "|待(?:填写?|补充?|定|完善)|未填写?|省?略|[x某]+|示例|样例|todo|tbd|click.*text)"
)
_GUIDANCE = re.compile(
    "请|填写|填报|例如?:|如[:,、]|包括|包含|阐述|简述|描述|总结|分析|说明|根据|字以?内|字左右|不少于"
    "|不超过|至少|可从|等$|商议|情况|建议|方式|评估|需求|反应|招募|打[钩勾√]"
)
_EXAMPLE = re.compile(r"^(?:例如?|示例|样例|如) ?:.*$", re.MULTILINE)
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)(?:[)\]】]|$)")
_LABEL = re.compile(r"[\u4e00-\u9fff/、]{1,12}\s*:")
_SEVERAL = re.compile(r"\S\s+\S|[/、]")
_NUMBERING = re.compile(r"(?:^|(?<=\s))(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[、.,):]")
_UNITS = re.compile("[年月日号时分秒元人次节户岁份共第]*")
_BARE_YEAR = re.compile("(?:19|20)[0-9]{2}年?月?日?(?:(?:19|20)[0-9]{2}年?月?日?)?")
_DIGIT = re.compile("[0-9〇零一二两三四五六七八九十百千万]")
_MONTH, _OF_MONTH = "(?:0?[1-9]|1[0-2])(?![0-9])", "(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_DATE = re.compile(
    f"(?<![0-9])(?:[0-9]{{2,4}}[年./-]{_MONTH}|{_MONTH}[月./-]{_OF_MONTH})"
    "|(?:19|20)[0-9]{6}(?![0-9])"
    "|[〇零一二三四五六七八九十]{2,4}年[元一二三四五六七八九十]{1,3}月"
    "|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]"
)
_DAY = re.compile(
    "[0-9〇零一二三四五六七八九十 ]{0,12}[年月./-][0-9〇零一二三四五六七八九十 年月日./-]{0,24}"
    "|日 ?期"
)
_NOT_SIGNED = re.compile("(?:签名|签字|签章|盖章|手写|公章)+|未签|待签(?:名|字)?")
_ROLES = re.compile(
    "(?:驻站|负责|机构|站点|专业)*"
    "(?:社工|督导|督导者|负责人|服务对象|家属|监护人|社工站|专家|助理|甲方|乙方)+"
)
_REMARK = re.compile(
    "同意|属实|已阅|通过|合格|无异议|批准|意见|[签章]|手印|不会|不能|无法|没有|外出|见附|请"
)
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+|[A-Za-z]{2,}")


def plain(text: str) -> str:
    """Return text in one width and single spaces, without marks nobody sees and blank lines."""
    folded = seen(unicodedata.normalize("NFKC", text))
    return "\n".join(filter(None, (" ".join(line.split()) for line in folded.splitlines())))


def guidance(text: str) -> bool:
    """Return whether what stands in brackets is the form speaking, not who fills it in."""
    return not bare_of_blanks(text) or bool(_GUIDANCE.search(text))


def without_guidance(text: str, hints: Iterable[str] = ()) -> str:
    """Return plain text without the guidance that forms print: hints, examples, brackets."""
    for hint in hints:
        signs = [re.escape(c) for c in plain(hint) if not c.isspace()]
        text = re.sub(r"\s*".join(signs), " ", text)
    text = _EXAMPLE.sub(" ", text)
    return _BRACKETED.sub(lambda found: " " if guidance(found[1]) else found[0], text)


def answered(
    text: str, holds: Holds = "text", *, none: bool = False, hints: Iterable[str] = ()
) -> Answer:
    """Return whether a field is filled in by what stands in its place.

    With `none`, “无” and its like are an answer; elsewhere they are in doubt, and blank where only
    a date, a number or an identity will do. A picture, or signs nobody can read, are in doubt.
    """
    if holds == "picture" and PICTURE in text:
        return "filled"
    said = without_guidance(plain(text).replace(PICTURE, " ").replace(GARBLED, " "), hints)
    unseen = PICTURE in text or GARBLED in text
    compact = "".join(said.split()).casefold()
    if holds == "choice" and not any(c in TICKS + BOXES for c in compact) and _SEVERAL.search(said):
        return "doubt"  # the options as printed, their boxes lost
    if holds == "choice" and any(c in TICKS for c in compact):
        return "filled"
    if holds == "choice" and any(c in BOXES for c in compact):
        return "doubt" if unseen else "blank"
    if _NOTHING.fullmatch(compact):
        if none:
            return "filled"
        return "doubt" if holds in ("text", "choice") or unseen else "blank"
    rest = bare_of_blanks(said)
    if not rest:
        return "doubt" if unseen else "blank"
    return _fits(compact, rest, holds)


def signed(text: str) -> Answer:
    """Return whether a place is signed: by a picture, or by letters that may be a name.

    A date beside it, a role or a repeated “签名” is no signature.
    """
    if PICTURE in text:
        return "filled"
    said = plain(text).replace(GARBLED, " ")
    unseen = GARBLED in text
    said = _DAY.sub(" ", _BRACKETED.sub(" ", said))
    compact = "".join(said.split()).casefold()
    rest = bare_of_blanks(said)
    if not rest or _NOTHING.fullmatch(compact) or _NOT_SIGNED.fullmatch(rest):
        return "doubt" if unseen else "blank"
    words = re.findall(r"[\w·]+", said)
    named = all(_NAME.fullmatch(word) and not _ROLES.fullmatch(word) for word in words)
    return "filled" if named and not _REMARK.search(rest) else "doubt"


def bare_of_blanks(text: str) -> str:
    """Return what is left of plain text without lines to write on, labels, numbers of points.

    Empty also where only a placeholder, or the units beside blanks (年 月 日, 共 节), are left.
    """
    said = _LABEL.sub(" ", _NUMBERING.sub(" ", text))
    kept = "".join(c for c in said if unicodedata.category(c)[0] in "LN").casefold()
    if _UNITS.fullmatch(kept) or _PLACEHOLDER.fullmatch(kept):
        return ""
    return kept


def _fits(compact: str, rest: str, holds: Holds) -> Answer:
    """Judge by what the place is for; `rest` is not empty."""
    if holds == "date":
        if _BARE_YEAR.fullmatch(rest):
            return "blank"
        return "filled" if _DATE.search(compact) else "doubt"
    if holds == "number":
        return "filled" if _DIGIT.search(rest) else "doubt"
    if holds == "phone":
        return "filled" if sum(c.isdigit() for c in rest) >= 7 else "doubt"
    if holds == "idcard":
        return "filled" if re.search(r"[0-9]{17}[0-9x]|[0-9]{15}", rest) else "doubt"
    # A remark where a picture should be, or nothing but brackets: a person must look.
    return "doubt" if holds == "picture" or _BRACKETED.fullmatch(compact) else "filled"
