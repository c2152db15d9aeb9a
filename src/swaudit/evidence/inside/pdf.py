"""Reads the text of a .pdf with where it stands: ruled cells, and the lines around them.

pdfminer.six (below pdfplumber) knows the fixed encodings of Chinese fonts, which many official
papers use without saying what their letters are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from swaudit.evidence.inside.layout import (
    GARBLED,
    PICTURE,
    Block,
    Cell,
    InsideError,
    Written,
    paragraph,
)

MAX_PAGES = 300
_SCANNED = 0.4
"""A picture over so much of a page is the page: what it shows is not in the text."""
_EDGE = 3.0
_SMALL = 0.3
_WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))
_DRAWN = ("Ink", "Stamp")


def read(content: bytes) -> Written:
    """Return what stands in a .pdf. Raises InsideError. For a child process only."""
    try:
        pages = _pages(content)
    except InsideError:
        raise
    except Exception as error:  # a pdf can be broken in many ways
        if _is_locked(error):
            raise InsideError("document.locked") from error
        # Readers differ in what they forgive: what another can show is sound.
        raise InsideError(None if _shows(content) else "document.damaged") from error
    written = Written(
        tuple(block for page in pages for block in page.blocks),
        any(page.loose for page in pages),
        any(page.pictures for page in pages),
    )
    if not written.text.strip() and not written.pictures and _shows(content):
        raise InsideError
    return written


def _pages(content: bytes) -> list[Written]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        if not document.pages:
            raise InsideError("document.damaged")
        if len(document.pages) > MAX_PAGES:
            raise InsideError
        return [_page(page) for page in document.pages]


def _is_locked(error: Exception) -> bool:
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    causes = [error, error.__cause__, error.__context__, *error.args]
    locked = (PDFPasswordIncorrect, PDFTextExtractionNotAllowed)
    return any(isinstance(one, locked) for one in causes)


def _shows(content: bytes) -> bool:
    """Return whether any page is more than one colour, as PDFium paints it."""
    import numpy as np
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        for page in range(min(len(document), MAX_PAGES)):
            if np.ptp(document[page].render(scale=_SMALL).to_numpy()) > 0:
                return True
    except pypdfium2.PdfiumError:
        pass
    return False


def _page(page: Any) -> Written:
    area = float(page.width * page.height) or 1.0
    large = [one for one in page.images if _area(one) > _SCANNED * area]
    small = [one for one in page.images if _area(one) <= _SCANNED * area]
    chars = [_readable(one) for one in page.chars if one["upright"] and not _is_white(one)]
    notes, drawn = _annotations(page)
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    boxes = [box for table in tables for box in table.cells]
    marks = [_mark(one, PICTURE) for one in (*small, *drawn)]
    # Strokes in a cell may be handwriting, letters turned to outlines, or an ornament.
    marks += [_mark(one, GARBLED) for one in page.curves if _inside(one, boxes)]
    chars += [*notes, *marks]
    found: list[tuple[float, Block]] = []
    for table in tables:
        cells = tuple(
            Cell(top, left, bottom, right, _text(_within(chars, (left, top, right, bottom))))
            for left, top, right, bottom in sorted(table.cells, key=lambda box: (box[1], box[0]))
        )
        found.append((table.bbox[1], Block(cells, table=True)))
    outside = [one for one in chars if not _inside(one, boxes)]
    found += [(top, paragraph(text)) for top, text in _lines(outside)]
    blocks = tuple(block for _, block in sorted(found, key=lambda one: one[0]))
    over = any(not _fits(one, boxes) for one in small) and bool(boxes)
    return Written(blocks, bool(large) or over, bool(large or small or drawn or page.curves))


def _area(one: Any) -> float:
    return float(max(0, one["x1"] - one["x0"]) * max(0, one["bottom"] - one["top"]))


def _is_white(char: Any) -> bool:
    colour = char.get("non_stroking_color")
    if isinstance(colour, (int, float)):
        colour = (colour,)
    return isinstance(colour, (tuple, list)) and tuple(colour) in _WHITE


def _readable(char: dict[str, Any]) -> dict[str, Any]:
    """Return a letter; one whose font does not say what it is as GARBLED."""
    text = char["text"]
    strange = text.startswith("(cid:") or any("\ue000" <= c <= "\uf8ff" or c == "\0" for c in text)
    return {**char, "text": GARBLED} if strange else char


def _annotations(page: Any) -> tuple[list[Any], list[Any]]:
    """Return the text of notes and form fields as letters, and what is drawn or stamped."""
    letters: list[Any] = []
    drawn: list[Any] = []
    for one in page.annots:
        data = one.get("data") or {}
        kind = getattr(data.get("Subtype"), "name", "")
        written = data.get("V") if kind == "Widget" else data.get("Contents")
        if kind in _DRAWN:
            drawn.append(one)
        elif kind in ("Widget", "FreeText") and written:
            letters.append(_mark(one, _decoded(written)))
    return letters, drawn


def _decoded(value: Any) -> str:
    from pdfminer.utils import decode_text

    if isinstance(value, bytes):
        return str(decode_text(value))
    name = getattr(value, "name", value)
    # A ticked box has the name of its state as its value.
    return "" if name in ("Off", "") else "☑" if hasattr(value, "name") else str(name)


def _mark(one: Any, text: str) -> dict[str, Any]:
    """Return a letter in the middle of something that is none."""
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return {
        "text": text, "upright": True, "x0": x - 4, "x1": x + 4, "top": y - 5, "bottom": y + 5,
        "doctop": y - 5, "width": 8, "height": 10, "size": 10, "fontname": "", "direction": 1,
    }  # fmt: skip


def _inside(one: Any, boxes: Sequence[tuple[float, ...]]) -> bool:
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _fits(one: Any, boxes: Sequence[tuple[float, ...]]) -> bool:
    """Return whether a picture lies within one cell, or in none."""
    if not any(
        one["x0"] < right and one["x1"] > left and one["top"] < bottom and one["bottom"] > top
        for left, top, right, bottom in boxes
    ):
        return True
    return any(
        left - _EDGE <= one["x0"] and one["x1"] <= right + _EDGE
        and top - _EDGE <= one["top"] and one["bottom"] <= bottom + _EDGE
        for left, top, right, bottom in boxes
    )  # fmt: skip


def _within(chars: Sequence[Any], box: tuple[float, ...]) -> list[Any]:
    return [one for one in chars if _inside(one, [box])]


def _text(chars: Sequence[Any]) -> str:
    return "\n".join(text for _, text in _lines(chars))


def _lines(chars: Sequence[Any]) -> Iterator[tuple[float, str]]:
    """Yield (top, text) of each line."""
    from pdfplumber.utils.text import extract_words

    words = extract_words(list(chars), keep_blank_chars=True, x_tolerance=6, y_tolerance=4)
    line: list[Any] = []
    for word in sorted(words, key=lambda one: one["top"]):
        if line and word["top"] > line[0]["top"] + (line[0]["bottom"] - line[0]["top"]) / 2:
            yield _joined(line)
            line = []
        line.append(word)
    if line:
        yield _joined(line)


def _joined(words: Sequence[Any]) -> tuple[float, str]:
    ordered = sorted(words, key=lambda one: one["x0"])
    return ordered[0]["top"], "  ".join(word["text"] for word in ordered)
