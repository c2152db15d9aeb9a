"""Whether the place on a stamp can be the place of a record.

A listed place, or anything above it in the division tree, counts (the county alone is coarse); a
stamp that names none of them may be another county and is left to a person. Source: design §6.
"""

from __future__ import annotations

from swaudit.model.dossier import Station
from swaudit.query.evaluate import plain_text

# Rare characters of place names (赉) are read as others (费, 责); shorter names must be exact.
_LONG = 4
_SUFFIXES = "省市区县旗镇乡"


def same_place(stamped: str, station: Station, recorded: str | None) -> bool:
    """Say whether a stamped place agrees with the record's own place or the station's places.

    With neither places nor a county to hold it against, nothing contradicts the stamp.
    """
    known = [name for name in (recorded, station.town, station.county, *station.places) if name]
    if not known:
        return True
    text = plain_text(stamped)
    return any(_occurs(_stem(name), text) or text in plain_text(name) for name in known)


def _occurs(name: str, text: str) -> bool:
    """Say whether a name occurs in a text; one character of a long name may be misread."""
    if name in text:
        return True
    windows = (text[at : at + len(name)] for at in range(len(text) - len(name) + 1))
    return len(name) >= _LONG and any(
        sum(one != other for one, other in zip(window, name, strict=True)) == 1
        for window in windows
    )


def _stem(name: str) -> str:
    """Return a name without its division word: stamps shorten 示例镇 to 示例."""
    text = plain_text(name)
    return text[:-1] if len(text) > 2 and text[-1] in _SUFFIXES else text
