"""Small files of two kinds that any office opens: .docx written by hand, .pdf drawn as a scan."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw

from .fonts import font

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACK}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
    'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)
_MOMENT = (2026, 7, 1, 9, 0, 0)


@dataclass(frozen=True)
class Paper:
    """One document: `path` without its ending, and what stands in it."""

    path: str
    title: str
    text: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    scan: bool = False

    @property
    def file(self) -> str:
        """The path in the station."""
        return f"{self.path}.{'pdf' if self.scan else 'docx'}"


def write_all(papers: Iterable[Paper], root: Path) -> None:
    """Write papers under root."""
    for paper in papers:
        if paper.scan:
            write_scan(root / paper.file, paper.title, paper.text)
        else:
            write_docx(root / paper.file, paper.title, paper.text, paper.rows)


def pack(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a zip of parts whose bytes depend on the parts alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)


def write_docx(
    path: Path, title: str, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()
) -> None:
    """Write a Word document: a centred title, paragraphs, and a table when there are rows."""
    body = [_paragraph(title, size=36, centred=True), *(_paragraph(text) for text in paragraphs)]
    if rows:
        body.append(_table(rows))
    document = (
        f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}{_PAGE}</w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
    }
    pack(path, {name: text.encode() for name, text in parts.items()})


def _paragraph(text: str, *, size: int = 24, centred: bool = False) -> str:
    place = '<w:jc w:val="center"/>' if centred else ""
    weight = "<w:b/>" if centred else ""
    return (
        f'<w:p><w:pPr><w:spacing w:after="120"/>{place}</w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:eastAsia="宋体"/>{weight}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    wide = 9000 // len(rows[0])
    grid = f'<w:gridCol w:w="{wide}"/>' * len(rows[0])
    shape = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
    lines = [
        "".join(f"<w:tc>{shape}{_paragraph(cell, size=21)}</w:tc>" for cell in row) for row in rows
    ]
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    look = f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    # Word wants a paragraph after the last table of a body.
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{_paragraph('')}"


def write_scan(path: Path, title: str, lines: Sequence[str]) -> None:
    """Write a one-page .pdf that looks like a scanned slip: title, ruled lines, a seal."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page = Image.new("L", (744, 480 if len(lines) < 9 else 1052), 252)
    pen = ImageDraw.Draw(page)
    pen.text(((744 - font(34).getlength(title)) / 2, 40), title, 20, font(34))
    for index, line in enumerate(lines):
        y = 116 + index * 42
        pen.text((60, y), line, 40, font(22))
        pen.line(((56, y + 34), (688, y + 34)), fill=190, width=1)
    pen.ellipse((520, page.height - 170, 650, page.height - 40), outline=120, width=5)
    pen.text((545, page.height - 122), "样例专用", 120, font(20))
    moment = time.struct_time((*_MOMENT, 0, 0, 0))
    page.save(path, quality=60, resolution=90, creationDate=moment, modDate=moment)
