"""The words and shapes that watermark cameras write, as patterns over cleaned text."""

from __future__ import annotations

import re
import unicodedata

# A day of one digit behind a month with its zero, 03-1, has lost one.
DATE = re.compile(
    r"(?P<year>20\d\d)\s*[-=_./·,:~年]\s*(?P<month>1[0-2]|0?[1-9])\s*[-=_./·,:~月]\s*"
    r"(?P<day>3[01]|[12]\d|0[1-9]|(?<!0\d[-=_./·,:~])[1-9])\s*[日目]?"
)
CLOCK = re.compile(
    r"(?P<half>上午|下午|[AP]M)?\s*(?<!\d)(?P<hour>2[0-3]|[01]?\d)[:;](?P<minute>[0-5]\d)"
    r"(?:[:;.](?P<second>[0-5]\d))?(?!\d)"
)
# The clock may stand glued to the day, since OCR drops the space between them; its colon may be
# read as a full stop, which would make any other number a clock.
MOMENT = re.compile(
    DATE.pattern
    + r"\W*(?:(?:星期|周)[一二三四五六日天])?\W*"
    + CLOCK.pattern.replace(r"(?<!\d)", "").replace("[:;]", "[:;.]", 1)
)
# A big clock and the date beside it, read as one row; the bar between them is read as a 1.
CLOCK_FIRST = re.compile(
    r"(?P<half>上午|下午|[AP]M)?\s*(?<!\d)(?P<hour>2[0-3]|[01]?\d)(?:[:;]|\.(?=\d\d\s*[|lI]))"
    r"(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*[|1lI]?\s*" + DATE.pattern
)
# A date as cameras print it: in full, with leading zeros. People write 3月5日.
PRINTED_DATE = re.compile(
    r"20\d\d\s*(?:[-=_./]\s*(?:0[1-9]|1[0-2])\s*[-=_./]|年\s*(?:0[1-9]|1[0-2])\s*月)\s*(?:[0-2]\d|3[01])"
)
# The big clock on a line of its own; a coloured bar beside it is read as a 1.
CLOCK_ALONE = re.compile(
    r"\W*(?:[√vV]\W*)?(?:[\u4e00-\u9fff]{0,2}打卡(?:记录|成功)?)?\W*(?P<half>上午|下午|[AP]M)?\s*(?:1(?=\d\d\D))?"
    r"(?P<hour>2[0-3]|[01]?\d)[:;.·](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:[1lI|]\w{0,2}|[A-Za-z])?\W*"
)
# The apostrophe of '26 03 05 in LED digits is read as a digit.
LED_DATE = re.compile(r"[01\W]?\s*(2\d)[\s.]*(0[1-9]|1[0-2])[\s.:]*(0\s?[1-9]|[12]\s?\d|3\s?[01])")
WEEKDAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日天](?!边|末|年|岁)")
# The sign of degrees is easily lost.
WEATHER = re.compile(
    r"(?:晴|阴|多云|[雨雪风雾霾])?\s*-?\d{1,2}\s*°+\s*C|(?:晴|阴|多云|[小中大暴阵][雨雪])\s*-?\d{1,2}\W*$"
    r"|天\W*气\W*:|^气:"
)

LABEL = re.compile(r"^\W*(?P<label>(?:[\u4e00-\u9fff]\W{0,3}?){1,6}?)\s*[:=]\s*(?P<value>.*)$")
TIME_LABELS = {"时间", "拍摄时间", "打卡时间", "当前时间", "日期", "拍摄日期"}
PLACE_LABELS = {
    *("地点", "地址", "位置", "拍摄地点", "当前位置", "详细地址"),
    *("打卡地点", "拍摄地址", "所在位置", "施工地点"),
}
PLACE = re.compile(r"省|自治区|[市区县旗镇乡村路]|街道|大街|苏木|嘎查|社区")
# Hardly any place begins with the end of a name; no province has a name of one letter.
BROKEN_OFF = re.compile(r"[省市区县旗镇乡]|街道|.省")
BRAND = re.compile(
    r"今日水印|水印相机|马克相机|马克水印|元道|经纬相机|真实时间|时间地点真实|照片真实性"
    r"|不可篡改|防伪|已验证|相机已|钉钉"
)
CAMERA_ONLY = re.compile(r"[经纬]\s*度|坐\s*标|海\s*拔|GCJ-?02|WGS-?84|打卡")
TITLE = re.compile(
    r"(?:工程|现场|施工|打卡|会议|到访|巡查|走访|拜访|考勤|值班|巡检|执勤)记录|外勤打卡|班前教育"
    r"|执勤巡逻|治安巡查|安全检查|入户走访"
)
CODE = re.compile(r"防\W*伪\W*码?\W*(?P<code>[A-Z0-9](?:\s?[A-Z0-9]){5,19})")

_LABEL_ENDS = {"间": "时间", "点": "地点", "址": "地址"}
# OCR writes the older form of these where the font's strokes are close.
_OLDER_FORMS = str.maketrans(
    "內溫彥爾區縣鎮鄉東烏蘇達薩滿濱遼龍陽廣", "内温彦尔区县镇乡东乌苏达萨满滨辽龙阳广"
)
# 赉 is read as letters like it; 扎鲁特旗 is another place.
_LIKE_LAI = re.compile(r"(?<=扎)(?:[\u4e00-\u9fff](?=诺尔)|[赛责贵费赍](?=特旗))")
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def clean(text: str) -> str:
    """Return text with full-width forms narrowed and gaps between Chinese characters closed."""
    narrow = unicodedata.normalize("NFKC", text).translate(_OLDER_FORMS)
    closed = _HAN_GAP.sub("", narrow.replace("・", "·").replace("•", "·"))
    return _LIKE_LAI.sub("赉", closed).strip()


def labelled(text: str) -> tuple[str, str] | None:
    """Return (label, value) of cleaned text like `地 | 点: 灵泉镇`, else None.

    Justified labels fall apart and leave their end alone, `点:`, or beside a misread sign, `也点:`.
    """
    found = LABEL.match(text)
    if found is None:
        return None
    label = re.sub(r"\W", "", found["label"])
    label = re.sub(r"^(.)一(.)$", r"\1\2", label)  # the gap of 地　点 read as a stroke
    if len(label) <= 2:
        label = _LABEL_ENDS.get(label[-1], label)
    return label, found["value"].strip()
