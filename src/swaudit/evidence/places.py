"""Whether two places, as people and cameras write them, can be one. Pure text, no map."""

from __future__ import annotations

import re

from swaudit.evidence.text import comparable

_UNITS = re.compile(r"(.+?)(省|自治区|市|盟|街道|苏木|镇|乡|社区|嘎查|村|区|县|旗)")
_LEVELS = {"街道": "town", "苏木": "town", "镇": "town", "乡": "town"} | {
    "社区": "village",
    "嘎查": "village",
    "村": "village",
}


def contradict(a: str | None, b: str | None) -> bool:
    """Say whether two places name different towns, or different communities or villages.

    A place that is not given, or names no such unit, contradicts nothing: whether it is the right
    place is judged later, with the station's list of places.
    """
    if not a or not b:
        return False
    ours, theirs = _units(a), _units(b)
    return any(_differ(ours[level], theirs[level]) for level in ours.keys() & theirs.keys())


def _units(place: str) -> dict[str, str]:
    found = _UNITS.findall(comparable(place))
    return {_LEVELS[kind]: name for name, kind in found if kind in _LEVELS}


def _differ(a: str, b: str) -> bool:
    return not (a.endswith(b) or b.endswith(a))
