"""Whether the place on a stamp can be the place of a record.

A listed place, or anything above it in the division tree, counts (the county alone is coarse). A
stamp that names another county or city, or none of the station's places, is left to a person.
Source: design §6.
"""

from __future__ import annotations

import re

from swaudit.model.dossier import Station
from swaudit.query.columns import plain_text

# Words that end in a division word and are none: 社区, 小区, 园区, 自治区 …
_NO_DIVISION = re.compile(r"自治[区州]|[社小园校辖景街地库厂厅]区|超市|[门菜早夜]市|城市|锦旗|红旗")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治旗|[市区县旗])")
# Rare characters of place names (赉) are read as others (费, 责); shorter names must be exact.
_LONG = 4
_SUFFIXES = "区县旗镇乡"


def same_place(stamped: str, station: Station, recorded: str | None) -> bool:
    """Say whether a stamped place agrees with the record's own place or the station's places.

    With neither places nor a county to hold it against, nothing contradicts the stamp.
    """
    near = [name for name in (recorded, station.town, *station.places) if name]
    if not near and not station.county:
        return True
    text = plain_text(stamped)
    if station.county:
        county = plain_text(station.county)
        if _occurs(county, text) or _stem(county) in re.sub(_stem(county) + "[路街大]", "", text):
            return True
        if _names_another(text, station.city):
            return False
    return any(_occurs(_stem(plain_text(name)), text) or _is_part(text, name) for name in near)


def _names_another(text: str, city: str) -> bool:
    """Say whether a text names a county or city beside the station's own city."""
    named = _DIVISION.findall(_NO_DIVISION.sub("", text))
    return any(not city or plain_text(city) not in one for one in named)


def _is_part(text: str, name: str) -> bool:
    return len(text) >= _LONG and text in plain_text(name)


def _occurs(name: str, text: str) -> bool:
    """Say whether a name occurs in a text; of a long one a character but the last may be wrong."""
    if name in text:
        return True
    windows = (text[at : at + len(name)] for at in range(len(text) - len(name) + 1))
    return len(name) > _LONG and any(
        window[-1] == name[-1]
        and sum(one != other for one, other in zip(window, name, strict=True)) == 1
        for window in windows
    )


def _stem(name: str) -> str:
    """Return a name without its division word: stamps shorten 示例镇 to 示例."""
    return name[:-1] if len(name) > 3 and name[-1] in _SUFFIXES else name
