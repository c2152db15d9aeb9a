"""Reads .docx: headers, body and footers, with tables, text boxes, controls and ticked boxes.

What is deleted, moved away or hidden is not there; the prompt of an empty control is no content.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from swaudit.evidence.inside.layout import PICTURE, Block, Cell, InsideError, Written, paragraph

MAX_UNPACKED = 512 * 1024**2
MAX_PART = 48 * 1024**2
"""Bytes of one XML part: the text of a thousand pages is smaller."""
MAX_CELLS, MAX_COLUMNS = 50_000, 2_000
"""Word itself has no table of more than 63 columns."""
_LOCKED = 0x1
SCALE = 10.0
"""What a row or column counts, so that an edge is never `close` to the next."""

_GONE = frozenset(
    ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "tcPr", "rt", "sdtPr")
)
_SYMBOLS = {  # (font, character): Word's boxes are signs of Wingdings
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xFC): "√",
    ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□", ("wingdings", 0xA3): "□",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x53): "☒", ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x54): "☒",
}  # fmt: skip
_SIGN = "\u25a1"


def read(content: bytes) -> Written:
    """Return what stands in a .docx. Raises InsideError. For a child process only."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if any(one.flag_bits & _LOCKED for one in members):
                raise InsideError("document.locked")
            if sum(one.file_size for one in members) > MAX_UNPACKED:
                raise InsideError("document.too_large")
            return _read(archive)
    except InsideError:
        raise
    except Exception as error:  # a zip, and the XML in it, can be broken in many ways
        raise InsideError("document.damaged") from error


def _read(archive: zipfile.ZipFile) -> Written:
    main = next(_related(archive, "", "/officeDocument"), "word/document.xml")
    around = {kind: list(_related(archive, main, kind)) for kind in ("/header", "/footer")}
    reader = _Reader()
    blocks: list[Block] = []
    for part in (*around["/header"], main, *around["/footer"]):
        blocks += reader.blocks(_part(archive, part))
    return Written(tuple(blocks), reader.loose, reader.pictures)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    if archive.getinfo(name).file_size > MAX_PART:
        raise InsideError("document.too_large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(archive.read(name), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise InsideError("document.damaged")  # Office's own files never have one
    return root


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> Iterator[str]:
    """Yield the parts that one refers to with a kind of relation; of the package for ''."""
    folder, _, name = part.rpartition("/")
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive.namelist():
        return
    for one in _part(archive, listed):
        if one.get("Type", "").endswith(kind) and one.get("TargetMode") != "External":
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            if (path := posixpath.normpath(path)) in archive.namelist():
                yield path


@dataclass
class _Reader:
    """Goes through the parts of one document; keeps what is true of it as a whole."""

    loose: bool = False
    pictures: bool = False
    cells: int = 0
    boxes: list[Any] = field(default_factory=list)

    def blocks(self, container: Any, depth: int = 0) -> list[Block]:
        """Return paragraphs and tables in order; text boxes follow the paragraph they hang on."""
        found: list[Block] = []
        for child in container:
            name = _name(child)
            if name == "p":
                found.append(paragraph("".join(self._pieces(child, in_cell=depth > 0))))
            elif name == "tbl":
                found += self.table(child, depth)
            elif name == "altChunk":
                self.loose = True  # a whole document of another kind, put in unread
            elif name not in _GONE and not _is_prompt(child):
                found += self.blocks(child, depth)
            while self.boxes:
                found += self.blocks(self.boxes.pop(0), depth)
        return found

    def table(self, table: Any, depth: int) -> list[Block]:
        """Return a table as a block, and behind it the tables in its cells."""
        open_: dict[int, list[Any]] = {}
        done: list[list[Any]] = []
        inner: list[Block] = []
        rows = [row for row in _own(table, "tr") if _find(row, "trPr", "del") is None]
        for at, row in enumerate(rows):
            column = _number(row, "trPr", "gridBefore")
            for cell in _own(row, "tc"):
                self.cells += 1
                if self.cells > MAX_CELLS or column > MAX_COLUMNS:
                    raise InsideError
                span = max(1, _number(cell, "tcPr", "gridSpan"))
                held = self.blocks(cell, depth + 1)
                text = "\n".join(one.text for one in held if one.depth in (0, depth + 1))
                inner += [one for one in held if one.table]
                merged = _find(cell, "tcPr", "vMerge")
                above = open_.get(column)
                if above and merged is not None and _value(merged) != "restart":
                    above[2] = at + 1
                    above[4] += "\n" + text if text.strip() else ""
                else:
                    open_[column] = [at, column, at + 1, column + span, text]
                    done.append(open_[column])
                column += span
        cells = tuple(
            Cell(top * SCALE, left * SCALE, bottom * SCALE, right * SCALE, text)
            for top, left, bottom, right, text in done
        )
        return [Block(cells, table=True, depth=depth), *inner]

    def _pieces(self, element: Any, *, in_cell: bool) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "tab":
                yield "\t"
            elif name == "sym":
                yield _symbol(child)
            elif name == "checkBox" and _name(element) == "ffData":
                yield "☑" if _is_on(child) else _SIGN
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name in ("blip", "imagedata", "contentPart"):
                yield from self._picture(child, in_cell=in_cell)
            elif name == "AlternateContent":
                # The same thing twice, for newer and for older programs.
                yield from self._pieces(child[:1], in_cell=in_cell)
            elif name in _GONE or _is_prompt(child) or (name == "r" and _is_hidden(child)):
                continue
            else:
                yield from self._pieces(child, in_cell=in_cell)

    def _picture(self, picture: Any, *, in_cell: bool) -> Iterator[str]:
        self.pictures = True
        floating = any(_floats(one) for one in picture.iterancestors())
        if floating and not in_cell:
            self.loose = True
        else:
            yield PICTURE


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, key: str = "val") -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == key), "")


def _find(element: Any, *path: str) -> Any:
    for step in path:
        element = next((one for one in element if _name(one) == step), None)
        if element is None:
            return None
    return element


def _number(element: Any, *path: str) -> int:
    found = _find(element, *path)
    text = "" if found is None else _value(found)
    return min(int(text), 1000) if text.isdecimal() else 0


def _own(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, controls and marks of change apart."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            yield from _own(child, name)


def _is_prompt(element: Any) -> bool:
    return _name(element) == "sdt" and _find(element, "sdtPr", "showingPlcHdr") is not None


def _is_on(element: Any) -> bool:
    """Return whether a box of an old form is ticked: `checked`, or else `default`, is on."""
    for name in ("checked", "default"):
        if (found := _find(element, name)) is not None:
            return _value(found) not in ("0", "false", "off")
    return False


def _is_hidden(run: Any) -> bool:
    """Return whether nobody sees a run: it is marked so, or white on nothing dark."""
    found = _find(run, "rPr", "vanish")
    if found is not None and _value(found) not in ("0", "false", "off"):
        return True
    colour = _find(run, "rPr", "color")
    if colour is None or _value(colour).upper() != "FFFFFF":
        return False
    behind = (_find(one, f"{_name(one)}Pr", "shd") for one in (run, *run.iterancestors()))
    return all(one is None or _value(one, "fill") in ("", "auto", "FFFFFF") for one in behind)


def _floats(element: Any) -> bool:
    return _name(element) == "anchor" or "position:absolute" in element.get("style", "").replace(
        " ", ""
    )


def _symbol(element: Any) -> str:
    """Return what a sign of a picture font shows: a box, a tick, else an unknown sign."""
    font, code = _value(element, "font").casefold(), _value(element, "char")
    try:
        return _SYMBOLS.get((font, int(code, 16) & 0xFF), "")
    except ValueError:
        return ""
