"""What every Word document of swaudit is made with: A4, styles, fonts, header, footer, tables.

Fonts are named, not embedded: Word and WPS have 宋体 and 黑体, other systems put theirs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from swaudit.model.message import word
from swaudit.report.rules_phrases import Line
from swaudit.report.words import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

SONG = "宋体"
HEI = "黑体"
LATIN = "Times New Roman"
GREY = "595959"
WIDTH = 17.0
"""Centimetres of text between the margins of an A4 page."""

WIDE = WIDTH + 29.7 - 21
"""The same of a page on its side."""

CELL = "SwauditCell"
SMALL = "SwauditSmall"
HEAD = "SwauditHead"
"""Names (and ids) of the styles of a table's text, its small print and its header row."""

_INDENT = 0.35
_TICK_BOX = """\
<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
       xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">
  <w:sdtPr>
    <w14:checkbox>
      <w14:checked w14:val="0"/>
      <w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>
      <w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/>
    </w14:checkbox>
  </w:sdtPr>
  <w:sdtContent>
    <w:r>
      <w:rPr>
        <w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>
      </w:rPr>
      <w:t>\u2610</w:t>
    </w:r>
  </w:sdtContent>
</w:sdt>"""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, language: str, made: datetime) -> Document:
    """Return an empty A4 document with its styles, the title as header, page numbers as footer."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    _set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    header = section.header.paragraphs[0]
    header.text = visible(title)
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, after = word("docx.page", language).split("|")
    footer.add_run(before)
    _add_field(footer, "PAGE")
    footer.add_run(between)
    _add_field(footer, "NUMPAGES")
    footer.add_run(after)
    for paragraph in (header, footer):
        paragraph.style.font.size = Pt(9)
    properties = document.core_properties
    properties.title = visible(title)[:255]
    properties.author = properties.last_modified_by = "swaudit"
    properties.comments = ""
    properties.created = properties.modified = made
    return document


def lay_on_its_side(document: Document) -> None:
    """Turn the page, so that WIDE centimetres of text stand between its margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def to_bytes(document: Document) -> bytes:
    """Return the document's file; equal documents give equal bytes."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(packed, "w") as made:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return packed.getvalue()


def add_table(document: Document, widths: Sequence[float], header: Sequence[str]) -> Table:
    """Return a new table with columns of `widths` (cm) and a header row repeated on each page."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    table: Table = document.add_table(rows=1, cols=len(widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    first = table.rows[0]
    _set_row(first, "w:tblHeader")
    for cell, width, text in zip(first.cells, widths, header, strict=True):
        cell.width = Cm(width)
        _shade(cell)
        write(cell, text, HEAD)
    return table


def add_row(table: Table) -> tuple[_Cell, ...]:
    """Return the cells of a new row, which no page break divides."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _set_row(row, "w:cantSplit")
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    cells: tuple[_Cell, ...] = row.cells
    return cells


def add_rows_like(
    table: Table, cells: Sequence[_Cell], rows: Iterable[Sequence[str | None]]
) -> None:
    """Add rows like the one of `cells`, which is taken out: what all have in common stands in it.

    A text is written into a cell, a line to a paragraph; None leaves the cell as it is.
    """
    from copy import deepcopy

    pattern = cells[0]._tc.getparent()
    for row in rows:
        made = deepcopy(pattern)
        for cell, text in zip(made.tc_lst, row, strict=True):
            if text is not None:
                _fill(cell, text)
        table._tbl.append(made)
    table._tbl.remove(pattern)


def _fill(cell: Any, text: str) -> None:
    """Write text into a cell whose last paragraph is empty."""
    from copy import deepcopy

    from docx.oxml.parser import OxmlElement

    paragraph = cell.p_lst[-1]
    empty = deepcopy(paragraph)
    for line in text.split("\n"):
        if paragraph is None:
            paragraph = deepcopy(empty)
            cell.append(paragraph)
        run, told = OxmlElement("w:r"), OxmlElement("w:t")
        told.text = visible(line)
        told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(told)
        paragraph.append(run)
        paragraph = None


def write(cell: _Cell, text: str, style: str = CELL, depth: float = 0) -> Paragraph:
    """Write a paragraph into a cell, its first empty one if there is; `depth` sets it in."""
    from docx.shared import Cm

    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and not first.runs
    paragraph: Paragraph = first if fresh else cell.add_paragraph()
    paragraph._p.style = style  # by its id: to look a style up by name is slow
    if depth:
        paragraph.paragraph_format.left_indent = Cm(_INDENT * depth)
    if text:
        paragraph.add_run(visible(text))
    return paragraph


def write_item(cell: _Cell, text: str, depth: float = 0) -> Paragraph:
    """Write a listed paragraph into a cell: a bullet, its further lines set in after it."""
    from docx.shared import Cm

    paragraph = write(cell, "", CELL, depth + 1)
    paragraph.add_run("•\t")
    paragraph.add_run(visible(text))
    paragraph.paragraph_format.first_line_indent = Cm(-_INDENT)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_INDENT * (depth + 1)))
    return paragraph


def write_lines(cell: _Cell, lines: Iterable[Line], depth: int = 0) -> None:
    """Write what a rule asks into a cell."""
    for line in lines:
        if line.item:
            write_item(cell, line.text, depth + line.depth)
        else:
            write(cell, line.text, depth=depth + line.depth)


def add_tick_box(paragraph: Paragraph, text: str) -> None:
    """Add a box to tick, in Word with a click, on paper with a pen, and the text after it."""
    from docx.oxml.parser import parse_xml

    paragraph._p.append(parse_xml(_TICK_BOX))
    paragraph.add_run(visible(text))


def bold(run: Run) -> Run:
    """Make a run bold, in the font Chinese print uses for it."""
    run.bold = True
    _set_font(run._element.get_or_add_rPr(), HEI)
    return run


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    styles: Any = document.styles
    black, grey = RGBColor(0, 0, 0), RGBColor.from_string(GREY)
    for name, font, size in (
        *(("Normal", SONG, 10.5), ("Header", SONG, 9), ("Footer", SONG, 9)),
        *(("Title", HEI, 20), ("Heading 1", HEI, 14), ("Heading 2", HEI, 11.5)),
        *(("List Bullet", SONG, 10.5), ("List Number", SONG, 10.5)),
    ):
        style: ParagraphStyle = styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = grey if name in ("Header", "Footer") else black
        _set_font(style.element.get_or_add_rPr(), font)
    normal = styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(4), 1.25
    title = styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(10)
    for border in title.element.pPr.findall(_tag("w:pBdr")):
        title.element.pPr.remove(border)
    for name, before in (("Heading 1", 18), ("Heading 2", 12)):
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(6)
    for name, size, colour in ((CELL, 9, black), (SMALL, 8, grey), (HEAD, 9, black)):
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = styles["Normal"]
        added.font.size, added.font.color.rgb = Pt(size), colour
        added.paragraph_format.space_before = added.paragraph_format.space_after = Pt(1)
        added.paragraph_format.line_spacing = 1.1
        if name == HEAD:
            added.font.bold = True
            added.paragraph_format.keep_with_next = True
            _set_font(added.element.get_or_add_rPr(), HEI)


def _set_font(properties: Any, east_asian: str) -> None:
    """Name the fonts of a style or run outright; a theme's would go before them."""
    from docx.oxml.parser import OxmlElement

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(_tag(name), LATIN)
    fonts.set(_tag("w:eastAsia"), east_asian)
    for old in properties.findall(_tag("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(_tag("w:eastAsia"), "zh-CN")
    properties.append(language)


def _set_row(row: _Row, mark: str) -> None:
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _shade(cell: _Cell) -> None:
    from docx.oxml.parser import OxmlElement

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EDEDED")):
        shade.set(_tag(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a number that Word fills in; 1 stands there until it does."""
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_tag("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._element)
    paragraph._p.append(field)


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
