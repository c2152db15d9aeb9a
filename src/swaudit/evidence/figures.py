"""The grammar of counts, sums of money and numbers as station staff write them.

    count    6  6人  ６人次  共6户  十二人  第3节          约30人, 30余人, 20-30人 are unclear
    money    900  900元  ￥1,000.00  1.2万元  1万2千  壹仟元整  九百元  12元5角
    number   3.5  1,234.50  85%: 85

Pure; text is expected as `text.comparable` gives it (NFKC, no spaces), money is in 分.
"""

from __future__ import annotations

import re
from decimal import Decimal

from swaudit.evidence.numerals import chinese_int, chinese_money
from swaudit.evidence.unclear import UnclearError

_GROUPED = r"\d{1,3}(?:,\d{3}){1,3}"
_COUNTER = "(?:人次|户次|[个人名次份户位袋件桶张节场天本套箱瓶册盒])"
_CHINESE = "[零〇一二两三四五六七八九十百千万]{1,20}"
_COUNT = re.compile(
    rf"[第共计]?(?:(?P<digits>\d{{1,12}}|{_GROUPED})(?:\.0+)?|(?P<words>{_CHINESE})){_COUNTER}?"
)
_APPROXIMATE = re.compile(
    r"(?:大?约|近|将近|接近|大概|大致|超过?|不少于|不低于|至少|估计)+.*\d.*|.*[\d一-十百千万](?:余|多|几|来)\D*"
    r"|.*(?:左右|上下|以上|以内|以下|许|\+)|\d+[-~〜—–至到]\d+\D{0,2}|\D*几\D*",
)
_UNIT = {"万": 10_000, "w": 10_000, "千": 1000, "百": 100}
_PREFIX = re.compile("^(?:共计?|合计|计)?(?:人民币|rmb|cny)?[¥:]?")
_SUM = re.compile(
    rf"(?P<yuan>-?(?:{_GROUPED}|\d{{1,12}})(?:\.\d{{1,20}})?)"
    r"(?:(?P<unit>[万w千百])(?:(?P<thousands>\d)千)?)?(?:元|块|圆)?[整正]?"
)
_COINS = re.compile(r"(?P<yuan>\d{1,12})[元块圆](?:(?P<jiao>\d)[角毛])?(?:(?P<fen>\d)分)?")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=%?$)")
_DUST = Decimal("0.0001")
_LONGEST = 60


def read_count(text: str) -> int | None:
    """Return a whole number without its counter, or None; raises UnclearError where not exact."""
    if found := _COUNT.fullmatch(text):
        digits, words = found["digits"], found["words"]
        return int(digits.replace(",", "")) if digits else chinese_int(words)
    _refuse_approximate(text)
    return None


def read_money(text: str, *, computed: bool = False) -> int | None:
    """Return 分, or None; raises UnclearError for a sum that is not exact.

    A `computed` number carries dust far behind the decimal point; written text does not.
    """
    plain = _PREFIX.sub("", text)
    yuan = _sum(plain) if len(text) <= _LONGEST else None
    if yuan is None:
        _refuse_approximate(text)
        return None
    fen = yuan * 100
    whole = fen.quantize(Decimal(1))
    return int(whole) if abs(fen - whole) <= (_DUST if computed else 0) else None


def read_number(text: str) -> Decimal | None:
    """Return a number, or None; a percentage is its figure. Raises UnclearError."""
    if found := _NUMBER.match(text):
        return _decimal(found[0])
    _refuse_approximate(text)
    return None


def _sum(plain: str) -> Decimal | None:
    if found := _SUM.fullmatch(plain):
        yuan = _decimal(found["yuan"]) * _UNIT.get(found["unit"], 1)
        return yuan + 1000 * int(found["thousands"] or 0)
    if found := _COINS.fullmatch(plain):
        return Decimal(found["yuan"]) + Decimal(f"0.{found['jiao'] or 0}{found['fen'] or 0}")
    return chinese_money(plain)


def _refuse_approximate(text: str) -> None:
    if len(text) <= _LONGEST and _APPROXIMATE.fullmatch(text):
        raise UnclearError("cell.approximate")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
