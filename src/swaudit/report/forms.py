"""The workbook that `init` makes: one page of guidance, then the sheets a station fills.

Every sheet has a frozen header, a note on each column, and drop-downs where only certain words may
stand. The words of 内容 stand on the page of guidance, by 领域: the drop-down of a row offers those
of the row's 领域.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from swaudit.audit.scaffold import WORKLOG, FormColumn, FormSheet, Scaffold
from swaudit.evidence.headers import GUIDE
from swaudit.model.message import message, tell, word

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS = 5_000
"""Rows that have drop-downs."""
_LIST = 255
"""Characters of a list that Excel keeps in the drop-down itself."""
_GUIDE_WIDTH, _GUIDE_COLUMNS = 16, 6
_LINE = 15
_SINGLE = ("项", "内容")
"""The header of a sheet that is filled from top to bottom."""
# What Excel would change on typing (8.10, 00012, 2026-02, 14:00-15:30) is kept as text.
_AS_TEXT = ("code", "idcard", "phone", "month", "times")


def form_book(made: Scaffold, language: str) -> bytes:
    """Return the workbook as an .xlsx file: the same scaffold gives the same bytes."""
    from xlsxwriter import Workbook

    into = BytesIO()
    book = Workbook(into, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": made.title})
    looks = _looks(book)
    lists = _guide(book.add_worksheet(GUIDE), made, looks, language)
    for sheet in made.sheets:
        page = book.add_worksheet(sheet.name)
        page.set_paper(9)  # A4
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.freeze_panes(1, 0)
        (_single if sheet.single else _many)(page, sheet, looks, lists, language)
    book.close()
    return into.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    head = {"bold": True, "bg_color": "#E8ECEE", "bottom": 1}
    return {
        "head": book.add_format(head),
        "required": book.add_format(head | {"bg_color": "#FCE8B2"}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "plain": book.add_format(),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "line": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _many(
    page: Worksheet, sheet: FormSheet, looks: Mapping[str, Format], lists: str, language: str
) -> None:
    page.repeat_rows(0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, max(10, 2 * len(column.name) + 4), looks[_form(column)])
        page.write_string(0, at, column.name, looks["required" if column.spec.required else "head"])
        page.write_comment(0, at, note(column, language), _NOTE)
        checked = _choice(column, language)
        if not checked and lists and (sheet.name, column.name) == (WORKLOG, "内容"):
            domain = next((i for i, one in enumerate(sheet.columns) if one.name == "领域"), None)
            checked = _contents(lists, domain, language)
        if checked:
            page.data_validation(1, at, _ROWS, at, checked)


def _single(
    page: Worksheet, sheet: FormSheet, looks: Mapping[str, Format], lists: str, language: str
) -> None:
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 40)
    for at, title in enumerate(_SINGLE):
        page.write_string(0, at, title, looks["head"])
    for down, column in enumerate(sheet.columns, start=1):
        page.write_string(down, 0, column.name, looks["head"])
        page.write_comment(down, 0, note(column, language), _NOTE)
        page.write_blank(down, 1, None, looks[_form(column)])
        if checked := _choice(column, language):
            page.data_validation(down, 1, down, 1, checked)


_NOTE = {"width": 260, "height": 110, "author": "swaudit"}


def note(column: FormColumn, language: str) -> str:
    """Return what a column's note says: what it is, in what form, an example."""
    spec = column.spec
    lines = [spec.about] if spec.about else []
    if spec.required:
        lines.append(word("init.required", language))
    if column.choices:
        comma = word("show.comma", language)
        lines.append(tell(message("init.choices", choices=comma.join(column.choices)), language))
    else:
        form = word(f"init.form.{spec.type}", language)
        lines.append(tell(message("init.form", form=form), language))
    if spec.example:
        lines.append(tell(message("init.example", example=spec.example), language))
    return "\n".join(lines)


def _form(column: FormColumn) -> str:
    kind = column.spec.type
    return "text" if kind in _AS_TEXT else "date" if kind == "date" else "plain"


def _choice(column: FormColumn, language: str) -> dict[str, Any] | None:
    # A list that is too long for a drop-down still stands in the note.
    if not column.choices or len(",".join(column.choices)) > _LIST:
        return None
    return {
        "validate": "list",
        "source": list(column.choices),
        "error_title": column.name,
        "error_message": word("init.not_listed", language),
    }


def _contents(lists: str, domain: int | None, language: str) -> dict[str, Any] | None:
    """Return a drop-down of the words under the row's 领域; another word is asked about, kept."""
    from xlsxwriter.utility import xl_col_to_name

    if domain is None:
        return None
    head = f"'{GUIDE}'!{lists}"
    start = (
        f"OFFSET({head.split(':', maxsplit=1)[0]},1,MATCH(${xl_col_to_name(domain)}2,{head},0)-1"
    )
    return {
        "validate": "list",
        "source": f"={start},COUNTA({start},500,1)),1)",
        "error_type": "warning",
        "error_title": "内容",
        "error_message": word("init.other_content", language),
    }


def _guide(page: Worksheet, made: Scaffold, looks: Mapping[str, Format], language: str) -> str:
    """Write the page of guidance; return where its lists' 领域 stand (empty without)."""
    from rich.cells import cell_len
    from xlsxwriter.utility import xl_rowcol_to_cell

    across = max(_GUIDE_COLUMNS, len(made.contents))
    page.set_column(0, across - 1, _GUIDE_WIDTH)
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.write_string(0, 0, tell(message("init.guide", title=made.title), language), looks["title"])
    down = 1
    for line in guide_lines(made, language):
        page.merge_range(down, 0, down, across - 1, "", looks["line"])
        page.write_string(down, 0, line, looks["line"])
        page.set_row(down, _LINE * -(-cell_len(line) // (across * _GUIDE_WIDTH - 4)))
        down += 1
    if not made.contents:
        return ""
    page.write_string(down + 1, 0, word("init.guide.contents", language))
    head = down + 2
    for at, (domain, words) in enumerate(made.contents.items()):
        page.write_string(head, at, domain, looks["required"])
        for below, told in enumerate(words, start=1):
            page.write_string(head + below, at, told)
    first = xl_rowcol_to_cell(head, 0, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(head, len(made.contents) - 1, row_abs=True, col_abs=True)
    return f"{first}:{last}"


def guide_lines(made: Scaffold, language: str) -> Sequence[str]:
    """Return the guidance, a paragraph a line; its first lines tell what each sheet is for."""
    lines = [
        tell(message("init.guide.sheet", sheet=sheet.name, about=sheet.about), language)
        for sheet in made.sheets
    ]
    lines += [word(f"init.guide.{name}", language) for name in ("cells", "missing", "photos")]
    if made.documents:
        comma = word("show.comma", language)
        named = comma.join(made.documents)
        lines.append(tell(message("init.guide.documents", documents=named), language))
    return [*lines, word("init.guide.check", language)]
