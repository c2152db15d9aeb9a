"""Documents are what their names say: looked into, in a child process, just as far as that.

财务管理制度.docx      a zip of Office parts       as it should be
财务管理制度.docx      a renamed picture           not what it says
志愿者管理制度.txt      nothing but spaces          blank
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from swaudit.evidence.sheets import decode
from swaudit.ground.store import Extractor, Progress, Store
from swaudit.model.dossier import File
from swaudit.model.message import Message, message

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024  # readers look for the %PDF mark that far
_PARTS = {"[Content_Types].xml": "office", "content.xml": "odf", "OFD.xml": "ofd"}
_WANTED: Mapping[str, frozenset[str]] = {
    suffix: frozenset(kinds)
    for suffixes, kinds in (
        ("docx docm pptx", ("office",)),
        ("doc ppt", ("ole",)),
        ("wps dps", ("ole", "office")),
        ("odt", ("odf",)),
        ("ofd", ("ofd",)),
        ("pdf", ("pdf",)),
        ("rtf", ("rtf",)),
        ("txt md", ("text", "rtf")),
    )
    for suffix in suffixes.split()
}


def read_kind(content: bytes, name: str) -> str:
    """Return office, odf, ofd, zip, ole, pdf, rtf, text, blank or other. Runs in a child."""
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    if content.startswith(_OLE):
        return "ole"
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


DOCUMENTS = Extractor("documents", 1, read_kind, seconds=30)


def check(
    store: Store, root: Path, files: Iterable[File], progress: Progress
) -> dict[str, Message]:
    """Return, by path, the documents among `files` that are not what their suffix says, and why.

    A file that cannot be read at all is among them. Ignored and unreadable files are not opened.
    """
    shut = ("ignored", "unreadable")
    paths = {
        root / file.path: file.path
        for file in files
        if file.kind == "document" and file.state not in shut
    }
    found: dict[str, Message] = {}
    for path, facts in store.extract(paths, DOCUMENTS, progress=progress).items():
        suffix = PurePosixPath(paths[path]).suffix.lstrip(".").casefold()
        if facts.problem is not None:
            found[paths[path]] = message(facts.problem)
        elif facts.value == "blank":
            found[paths[path]] = message("document.blank")
        elif facts.value not in _WANTED[suffix]:
            found[paths[path]] = message("document.not_what_it_says", suffix=suffix)
    return found


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except Exception:  # a zip can be broken in many ways
        return "other"
    return next((kind for part, kind in _PARTS.items() if part in names), "zip")
