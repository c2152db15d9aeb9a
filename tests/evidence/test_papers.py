"""Documents whose content is not what their name says, found in child processes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.support.inside import SEAL, encrypted, packed, pdf, word

from swaudit.evidence.inside.word import MAX_PART
from swaudit.evidence.inventory import take_inventory
from swaudit.evidence.papers import CLOSED, OLD, READ, SCAN, read_papers
from swaudit.ground.store import Store, quiet
from swaudit.model.message import LANGUAGES, tell


def zipped(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in parts:
            archive.writestr(part, "<xml/>")
    return stream.getvalue()


OFFICE = word("值班制度")
SLIDES = zipped("[Content_Types].xml", "ppt/presentation.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PDF = pdf("值班制度")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"

BILLION_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
)

FITS = {
    "a.docx": OFFICE,
    "a.docm": OFFICE,
    "a.PPTX": SLIDES,
    "a.doc": OLE,
    "a.ppt": OLE,
    "a.wps": OLE,
    "a.odt": zipped("mimetype", "content.xml"),
    "a.ofd": zipped("OFD.xml"),
    "a.pdf": PDF,
    "a.rtf": b"{\\rtf1 text}",
    "a.txt": "值班制度".encode("gbk"),
    "a.md": "# 值班制度".encode(),
}
FAILS = {
    "改名.docx": (JPEG, "document.not_what_it_says"),
    "文本.docx": (b"text", "document.not_what_it_says"),
    "半截.docx": (OFFICE[:40], "document.not_what_it_says"),
    "压缩包.docx": (zipped("a.txt"), "document.not_what_it_says"),
    "新式.doc": (OFFICE, "document.not_what_it_says"),
    "改名.pdf": (OFFICE, "document.not_what_it_says"),
    "乱码.txt": (JPEG, "document.not_what_it_says"),
    "空白.txt": (" \r\n\t\u3000".encode(), "document.blank"),
    "空白.pdf": (b"\n\n", "document.blank"),
    "空白.docx": (word("", [["", " "]]), "document.blank"),
    "白纸.pdf": (pdf(), "document.blank"),
    "半截.pdf": (PDF[:300], "document.damaged"),
    "有密码.pdf": (encrypted(PDF, "pass"), "document.locked"),
    "有密码.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "document.locked"),
    "坏.docx": (packed("<w:document"), "document.damaged"),
    "深.docx": (packed("<a>" * 9_000 + "</a>" * 9_000), "document.damaged"),
    "实体.docx": (packed(BILLION_LAUGHS), "document.damaged"),
    "炸弹.docx": (packed(b"<a>" + b" " * (MAX_PART + 1) + b"</a>"), "document.too_large"),
}
STATES = {
    "扫描.docx": (word(SEAL), SCAN),
    "扫描.pdf": (pdf(scanned=True), SCAN),
    "旧.doc": (OLE, OLD),
    "演示.pptx": (SLIDES, CLOSED),
    "制度.docx": (OFFICE, READ),
    "制度.pdf": (PDF, READ),
    "制度.txt": ("值班制度".encode("utf-16"), READ),
    "照片多.pdf": (pdf("值班制度" * 10, SEAL), READ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    root = tmp_path_factory.mktemp("station")
    for name, content in FITS.items():
        (root / name).write_bytes(content)
    for name, (content, _) in (FAILS | STATES).items():
        (root / name).write_bytes(content)
    # The same bytes under two names: what is remembered of one must not answer for the other.
    (root / "照片.jpg").write_bytes(JPEG)
    (root / "坏.xlsx").write_bytes(JPEG)
    with Store(tmp_path_factory.mktemp("work") / "facts.sqlite") as store:
        files = take_inventory(root)
        return [read_papers(store, root, files, {}, quiet) for _ in range(2)]


@pytest.mark.parametrize("name", FITS)
def test_a_document_that_is_what_it_says_is_no_problem(found, name):
    assert name not in found[0].unreadable


@pytest.mark.parametrize("name", FAILS)
def test_a_document_that_is_not_is_told_why(found, name):
    said = found[0].unreadable[name]
    assert said.code == FAILS[name][1]
    assert all(said.code not in tell(said, one) for one in LANGUAGES)


@pytest.mark.parametrize("name", STATES)
def test_what_became_of_the_inside_is_told(found, name):
    assert found[0].inside[name].state == STATES[name][1]


def test_only_documents_are_looked_into_and_memory_changes_nothing(found):
    assert found[0].unreadable.keys() == FAILS.keys()
    assert found[1] == found[0]


def test_a_document_that_is_gone_is_told(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(PDF)
    files = take_inventory(tmp_path)
    (tmp_path / "a.pdf").unlink()
    with Store(tmp_path / "facts.sqlite") as store:
        papers = read_papers(store, tmp_path, files, {}, quiet)
    assert papers.unreadable["a.pdf"].code == "file.gone"
