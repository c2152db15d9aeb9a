"""Photos in a Word document: pairs side by side with what is said of them, thumbnails in lists."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.model.status import Counts, Status
from swaudit.report.album import Album, Named, Pair, left_out, named, pairs, said_to_be_one
from swaudit.report.docx_page import SMALL, WIDTH, add_row, add_table, bold, write
from swaudit.report.words import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_SIDE = 7.9
_THUMBNAIL = 2.4
"""Centimetres: the width of a picture of a pair, and the height of a thumbnail."""
_PAIR_HEIGHT = 9.0


def add_notices(document: Document, report: Report, language: str) -> None:
    """Say that the document carries photos, and how many are left out."""
    if report.pictures is not None:
        for line in (word("photos.on_paper", language), *left_out(report, language)):
            bold(document.add_paragraph().add_run(line))


def add_pairs(document: Document, told: Iterable[Pair], language: str) -> None:
    """Add the pairs that the report carries pictures of, under a heading; else nothing."""
    shown = [pair for pair in told if pair.shown]
    if not shown:
        return
    title = message("report.titled", title=word("paper.pairs", language), n=len(shown))
    document.add_heading(tell(title, language), 1)
    for pair in shown:
        said = document.add_paragraph()
        said.paragraph_format.keep_with_next = True
        bold(said.add_run(pair.said))
        lead = word("html.pair_lead", language) if pair.status is Status.LEAD else ""
        if pair.ruling or lead:
            aside = document.add_paragraph(pair.ruling or lead)
            aside.paragraph_format.keep_with_next = True
        _add_pair(document, pair)


def pairs_behind(report: Report, counts: Collection[Counts], language: str) -> list[Pair]:
    """Return the pairs for which some record is refused, or pending, as `counts` says."""
    found = pairs(report, language)
    every = Album((), {}, found)
    numbers = {
        every.pair(said_to_be_one(record.reason), named(record))
        for record in report.records
        if record.counts in counts
    }
    return [pair for at, pair in enumerate(found) if at in numbers]


def add_thumbnails(
    table: Table, column: int, photos: Sequence[Sequence[Named]], shown: Album, first: int = 1
) -> None:
    """Add to each row of a table, from its row `first` on, the thumbnails of its photos."""
    from docx.table import _Cell

    if not shown.photos:
        return
    rows = table._tbl.tr_lst[first:]
    for row, found in zip(rows, photos, strict=True):
        if shown.of(found):
            put_thumbnails(write(_Cell(row.tc_lst[column], table), ""), found, shown)


def put_thumbnails(into: Paragraph, photos: Iterable[Named], shown: Album) -> None:
    """Put the thumbnails of some photos into a paragraph."""
    for one in shown.of(photos):
        said, jpeg = shown.photos[one.number]
        _add_picture(into, jpeg, f"{one.path} {said}", height=_THUMBNAIL)


def _add_pair(document: Document, pair: Pair) -> None:
    table = add_table(document, (WIDTH / 2, WIDTH / 2), ("", ""))
    table._tbl.remove(table.rows[0]._tr)
    for cell, side in zip(add_row(table), pair.sides, strict=True):
        _add_picture(write(cell, ""), side.picture or b"", side.path, width=_SIDE)
        for line in (side.path, side.caption, *side.used):
            if line:
                write(cell, line, SMALL)
    document.add_paragraph()


def _add_picture(
    into: Paragraph, jpeg: bytes, said: str, width: float = 0, height: float = 0
) -> None:
    """Add a picture (centimetres, the other edge in proportion), `said` for who cannot see it."""
    from docx.shared import Cm

    shape: Any = into.add_run().add_picture(
        io.BytesIO(jpeg), Cm(width) if width else None, Cm(height) if height else None
    )
    if width and shape.height > Cm(_PAIR_HEIGHT):
        shape.width = int(shape.width * Cm(_PAIR_HEIGHT) / shape.height)
        shape.height = Cm(_PAIR_HEIGHT)
    inline = shape._inline
    inline.docPr.set("descr", visible(said))
    for edge in ("distT", "distB", "distL", "distR"):  # else each office has a margin of its own
        inline.set(edge, "0")
