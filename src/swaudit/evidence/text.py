"""How text from evidence is tidied for keeping and folded for comparing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_HALF_WIDTH = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
# Soft hyphen, zero-width and direction marks, byte order mark: pasted along, never meant.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

_TOGETHER = 1000
"""How many texts are folded together; one that is not plain makes slow work of its neighbours."""


def seen(text: str) -> str:
    """Return text without the marks that nobody sees."""
    return _INVISIBLE.sub("", text)


def tidy(text: str) -> str:
    """Return text as it is kept: NFC, plain digits and letters, single spaces, nothing invisible.

    Chinese punctuation stays, so that what is shown is what was written.
    """
    # Most text is plain already, which C tells much faster than it is made so.
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        return text if " " not in text else " ".join(text.split())
    plain = unicodedata.normalize("NFC", text).translate(_HALF_WIDTH)
    return " ".join(seen(plain).split())


def each_tidy(texts: Sequence[str]) -> list[str]:
    """Return the `tidy` form of each of many texts: plain ones are looked at together."""
    found: list[str] = []
    for start in range(0, len(texts), _TOGETHER):
        some = texts[start : start + _TOGETHER]
        joined = "\n".join(some)  # nothing is composed across a line's end
        plain = unicodedata.is_normalized("NFKC", joined) and "".join(some).isprintable()
        found += some if plain and " " not in joined else map(tidy, some)
    return found


def comparable(text: str) -> str:
    """Return the form in which two texts are compared: NFKC, no spaces, no case."""
    plain = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    folded = plain.casefold()
    if folded.isprintable():
        return folded.replace(" ", "")
    return "".join(seen(folded).split())


def each_comparable(texts: Sequence[str]) -> list[str]:
    """Return the `comparable` form of each of many texts: plain ones are folded together."""
    found: list[str] = []
    for start in range(0, len(texts), _TOGETHER):
        some = texts[start : start + _TOGETHER]
        joined = "\n".join(some)
        folded = joined.casefold()
        # Nothing is composed across a line's end, and folding looks at one character alone.
        if folded.replace("\n", "").isprintable() and unicodedata.is_normalized("NFKC", joined):
            lines = folded.replace(" ", "").split("\n")
            found += lines if len(lines) == len(some) else map(comparable, some)
        else:
            found += map(comparable, some)
    return found


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return `comparable` text without punctuation and signs: how names of tables are compared."""
    return "".join(c for c in comparable(text) if unicodedata.category(c)[0] not in "PSC")
