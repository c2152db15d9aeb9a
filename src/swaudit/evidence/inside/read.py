"""The one look into a document: what it is, what can be read of it, which forms stand in it.

Runs in a child. What goes back, and is remembered, are facts alone: names of forms and fields,
numbers of words; nothing of what people wrote.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

# What reads and understands documents is imported in the child: mostly all is remembered.
from swaudit.evidence.book import decode
from swaudit.ground.store import Extractor

VERSION = 2
SECONDS = 60
MAX_BLOCKS, MAX_TEXT = 20_000, 2_000_000
"""Paragraphs and characters of what is read; a book has fewer."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024  # readers look for the %PDF mark that far
_PARTS = {
    "word/document.xml": "word",
    "[Content_Types].xml": "office",
    "content.xml": "odf",
    "OFD.xml": "ofd",
}
_FEW = 20
"""A document of pictures with fewer words than this is a scan."""


def documents(forms: Sequence[Mapping[str, Any]]) -> Extractor:
    """Return the extractor that looks for these forms; other forms are another extractor."""
    written = json.dumps(list(forms), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()[:12]
    return Extractor(f"documents/{digest}", VERSION, partial(look, forms=list(forms)), SECONDS)


def look(content: bytes, name: str, *, forms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what is known of a document, whatever it is called.

    `kind` is what its bytes are: word, office, odf, ofd, zip, ole, pdf, rtf, text, blank, locked or
    other. `problem` is the code that says why its inside could not be read, if so. `state` is read,
    scan (pictures of text), closed (a kind nobody reads here) or blank. With `words`, `forms`
    those whose titles stand in it, `whole` what each form finds in the document as a whole.
    """
    from swaudit.evidence.inside import pdf, word
    from swaudit.evidence.inside.forms import Reader, count, form_of
    from swaudit.evidence.inside.layout import InsideError, Written, paragraph

    readers: Mapping[str, Callable[[bytes], Written]] = {"word": word.read, "pdf": pdf.read}
    kind = kind_of(content)
    told: dict[str, Any] = {"kind": kind, "problem": None, "state": "closed"}
    try:
        if kind == "text":
            written = Written(tuple(map(paragraph, decode(content).splitlines())))
        elif kind in readers:
            written = readers[kind](content)
        else:
            return told
        if len(written.blocks) > MAX_BLOCKS or len(written.text) > MAX_TEXT:
            raise InsideError
    except InsideError as fault:
        return told | {"problem": fault.code}
    words = count(written.text)
    told["words"] = words
    unread = written.pictures or written.loose
    if words[0] < _FEW and unread:
        return told | {"state": "scan"}
    if not words[1]:
        return told | {"state": "blank"}
    reader = Reader(map(form_of, forms))
    titled = reader.titled(written)
    whole = [] if titled else reader.whole(written)
    return told | {
        "state": "read",
        "forms": [asdict(one) for one in titled],
        "whole": [asdict(one) for one in whole],
    }


def kind_of(content: bytes) -> str:
    """Return what the bytes of a document are, in the words of `look`."""
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    if content.startswith(_OLE):
        return "locked" if "EncryptedPackage".encode("utf-16-le") in content else "ole"
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(b"{\\rtf"):
        return "rtf"
    try:
        text = decode(content)
    except UnicodeDecodeError:
        return "other"
    if "\0" in text:
        return "other"
    return "text" if any(c.isprintable() and not c.isspace() for c in text) else "blank"


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except Exception:  # a zip can be broken in many ways
        return "other"
    return next((kind for part, kind in _PARTS.items() if part in names), "zip")
