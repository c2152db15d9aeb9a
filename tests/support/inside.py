"""Documents with something inside: forms as .docx and .pdf made from one list of rows.

A row is a list of cells that share the width; `SEAL` in a text is a picture in that place. A row
that begins with `UP` continues the first cell of the row above.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from PIL import Image

SEAL = "〔图〕"
UP = "〔上〕"
_COLUMNS = 12

Rows = Sequence[Sequence[str]]


def picture() -> bytes:
    """Return a small picture, as of a signature."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 24), (20, 30, 120)).save(stream, "PNG")
    return stream.getvalue()


def word(*parts: str | Rows, header: str = "") -> bytes:
    """Return a .docx: paragraphs and tables in order."""
    import docx

    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for part in parts:
        if isinstance(part, str):
            _paragraph(document.add_paragraph(), part)
        else:
            _word_table(document, part)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def body(xml: str) -> bytes:
    """Return a .docx whose body is the XML given, with the prefixes w, w14, wp, a, r, v and mc."""
    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }
    named = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    return packed(f"<w:document {named}><w:body>{xml}</w:body></w:document>")


def packed(document: str | bytes, **others: bytes) -> bytes:
    """Return the zip of a .docx with the text of its document part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _paragraph(paragraph: Any, text: str) -> None:
    for at, piece in enumerate(text.split(SEAL)):
        if at:
            paragraph.add_run().add_picture(io.BytesIO(picture()))
        paragraph.add_run(piece)


def _word_table(document: Any, rows: Rows) -> None:
    from docx.oxml import OxmlElement
    from docx.table import _Cell

    made = document.add_table(rows=0, cols=_COLUMNS)
    for at, row in enumerate(rows):
        line = made._tbl.add_tr()
        below = at + 1 < len(rows) and rows[at + 1][0] == UP
        for text, left, right in _spans(row):
            cell = _Cell(line._add_tc(), made)
            cell._tc.grid_span = right - left
            if not left and (below or text == UP):
                merge = OxmlElement("w:vMerge")
                if text != UP:
                    merge.set(f"{{{cell._tc.nsmap['w']}}}val", "restart")
                cell._tc.get_or_add_tcPr().append(merge)
            paragraph = cell.add_paragraph()
            if text != UP:
                _paragraph(paragraph, text)


def _spans(row: Sequence[str]) -> list[tuple[str, int, int]]:
    wide = _COLUMNS // len(row)
    lefts = [at * wide for at in range(len(row))]
    return list(zip(row, lefts, [*lefts[1:], _COLUMNS], strict=True))


def pdf(*parts: str | Rows, scanned: bool = False, white: str = "") -> bytes:
    """Return a .pdf of one page: lines of text and ruled tables.

    `scanned` puts a picture over the whole page, `white` is text nobody sees.
    """
    page = _Page()
    y = 800.0
    for part in parts:
        if isinstance(part, str):
            y -= 20
            for at, piece in enumerate(part.split(SEAL)):
                x = 60 + 12 * len("".join(part.split(SEAL)[:at])) + 30 * at
                if at:
                    page.image(x - 28, y - 4, 26, 14)
                page.text(x, y, piece)
            y -= 10
            continue
        held: tuple[float, float, float] | None = None
        for row in (*part, ()):
            if held and (not row or row[0] != UP):
                page.box(held[0], y, held[1], held[2])
                held = None
            if not row:
                break
            row = [_wrapped(text, 480 // len(row)) for text in row]
            low = y - 8 - 14 * max(text.count("\n") + 1 for text in row)
            for text, left, right in _spans(row):
                x0, x1 = 60 + 40 * left, 60 + 40 * right
                if left:
                    page.box(x0, low, x1, y)
                elif text != UP:
                    held = (x0, x1, y)
                if SEAL in text:
                    page.image(x1 - 40, low + 3, 30, 12)
                for number, line in enumerate(text.replace(SEAL, "").split("\n")):
                    page.text(x0 + 3, y - 14 - 14 * number, "" if text == UP else line)
            y = low
    if white:
        page.text(300, 700, white, colour="1 1 1 rg")
    if scanned:
        page.image(0, 0, 595, 842)
    return page.bytes()


def _wrapped(text: str, width: int) -> str:
    most = width // 12 - 1
    lines = (
        line[at : at + most] for line in text.split("\n") for at in range(0, len(line) or 1, most)
    )
    return "\n".join(lines)


def encrypted(content: bytes, password: str) -> bytes:
    """Return a .pdf that opens with a password alone."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


class _Page:
    """The drawing of one page; its letters are numbered as they come, and named by ToUnicode."""

    def __init__(self) -> None:
        self._drawn: list[str] = []
        self._letters: dict[str, int] = {}

    def text(self, x: float, y: float, text: str, colour: str = "0 g") -> None:
        codes = "".join(f"{self._letters.setdefault(c, len(self._letters) + 1):04X}" for c in text)
        self._drawn.append(f"q {colour} BT /F 12 Tf {x} {y} Td <{codes}> Tj ET Q")

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._drawn.append(f"{x0} {y0} {x1 - x0} {y1 - y0} re S")

    def image(self, x: float, y: float, width: float, height: float) -> None:
        self._drawn.append(f"q {width} 0 0 {height} {x} {y} cm /I Do Q")

    def bytes(self) -> bytes:
        names = "\n".join(
            f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>"
            for letter, code in self._letters.items()
        )
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /T def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> "
            f"endcodespacerange\n{len(self._letters)} beginbfchar\n{names}\nendbfchar\n"
            "endcmap end end"
        )
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</I 8 0 R>>>>>>",
            _stream(b"", "\n".join(self._drawn).encode()),
            b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H"
            b"/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 9 0 R>>",
            _stream(b"", cmap.encode()),
            _stream(
                b"/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB"
                b"/BitsPerComponent 8",
                bytes(range(12)),
            ),
            b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
            b"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
        ]
        made = bytearray(b"%PDF-1.7\n")
        places = []
        for number, one in enumerate(objects, start=1):
            places.append(len(made))
            made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
        start = len(made)
        made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        made += b"".join(b"%010d 00000 n \n" % at for at in places)
        made += b"trailer <</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
            len(objects) + 1,
            start,
        )
        return bytes(made)


def _stream(head: bytes, content: bytes) -> bytes:
    packed_ = zlib.compress(content)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (
        head,
        len(packed_),
        packed_,
    )
