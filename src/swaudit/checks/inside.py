"""What stands in a document, against what is asked of it.

The table 文件 says of each document which fields are filled (已填), which places signed (已签).
What is in neither list is blank, unless 填写不明 or 签名不明 name it. A blank cell means that
nobody has looked: then, as with a scan, a person must, and nothing is taken for blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from swaudit.evidence.filed import OTHER
from swaudit.evidence.frames import cells
from swaudit.evidence.papers import CLOSED, OLD, SCAN
from swaudit.model.message import Message, message
from swaudit.model.tables import Table
from swaudit.query.intervals import Bounds, Interval, Resolve
from swaudit.query.truth import Truth, every

_COLUMNS = (
    *("内文", "已填", "填写不明", "已签", "签名不明"),
    *("字数", "含标点字数", "栏目字数"),
)
_UNREAD = {SCAN: "files.scan", OLD: "files.old_format", CLOSED: "files.closed"}
_LENGTH = re.compile(r"(.*)[=＝:：]\s*(\d{1,9})(?:[~～-](\d{1,9}))?")

Cells = Mapping[str, Any]
"""A document's cells by column, None where blank."""


@dataclass(frozen=True)
class Asked:
    """What a rule asks of the inside of each document."""

    fields: tuple[str, ...]
    signed: tuple[str, ...]
    words: Bounds | None
    lengths: Mapping[str, Bounds]


@dataclass(frozen=True)
class Found:
    """Whether a document is as asked: what it surely lacks, and what a person must look at."""

    truth: Truth
    lacking: tuple[Message, ...]
    doubts: tuple[Message, ...]


def inside_of(table: Table) -> list[Cells]:
    """Return what the table 文件 says of the inside of each of its documents."""
    columns = [[value for value, _ in cells(table, name)] for name in _COLUMNS]
    return [dict(zip(_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def judged(document: Cells, asked: Asked, number: Resolve) -> Found:
    """Return whether a document has in it what is asked."""
    if document["内文"] == OTHER:
        return Found(Truth.PENDING, (), (message("files.inside_other"),))
    found = list(_looked(document, asked, number))
    lacking = tuple(said for truth, said in found if truth is Truth.NO and said)
    doubts = tuple(said for truth, said in found if truth is Truth.PENDING and said)
    truth = every(one for one, _ in found)
    if truth is Truth.PENDING and not doubts:
        doubts = (message(_UNREAD.get(document["内文"], "files.not_read")),)
    return Found(truth, lacking, doubts)


def _looked(
    document: Cells, asked: Asked, number: Resolve
) -> Iterator[tuple[Truth, Message | None]]:
    """Yield what is found of each thing asked, with what there is to say of it."""
    for names, held, unclear, kind in (
        (asked.fields, document["已填"], document["填写不明"], "fields"),
        (asked.signed, document["已签"], document["签名不明"], "signatures"),
    ):
        if names and held is None:
            yield Truth.PENDING, None
            continue
        doubtful = [one for one in names if one not in held and one in (unclear or ())]
        lacking = [one for one in names if one not in (*held, *(unclear or ()))]
        if doubtful:
            yield Truth.PENDING, message(f"files.unclear_{kind}", what="、".join(doubtful))
        if lacking:
            yield Truth.NO, message(f"files.lacks_{kind}", what="、".join(lacking))
    if asked.words:
        yield _counted("", document["字数"], document["含标点字数"], asked.words, number)
    lengths = document["栏目字数"]
    read = {one[1].strip(): one for one in map(_LENGTH.fullmatch, lengths or ()) if one}
    for name, bounds in asked.lengths.items():
        low, high = (read[name][2], read[name][3]) if name in read else (None, None)
        yield _counted(name, low, high, bounds, number)


def _counted(
    name: str, low: Any, high: Any, bounds: Bounds, number: Resolve
) -> tuple[Truth, Message | None]:
    """Hold a number of words to its bounds: punctuation may count or not."""
    if low is None:
        return Truth.PENDING, None
    least, most = Decimal(int(low)), Decimal(int(high or low))
    truth = bounds.judge(Interval(least, max(least, most), pending=True), number)
    told = str(least) if least >= most else f"{least}…{most}"
    what = f"{name}{told}（{bounds.told(number)}）"
    code = "files.lacks_words" if truth is Truth.NO else "files.unclear_words"
    return truth, message(code, what=what)
