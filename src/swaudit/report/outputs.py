"""The forms an audit can be saved in, chosen by the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from swaudit.model.report import Report

Renderer = Callable[[Report, str], bytes]
"""A pure function of the report and the language (zh or en)."""


def _json(report: Report, language: str) -> bytes:
    from swaudit.report.machine import to_json, to_text

    return to_text(to_json(report, language)).encode()


def _junit(report: Report, language: str) -> bytes:
    from swaudit.report.junit import to_junit

    return to_junit(report, language)


def _markdown(report: Report, language: str) -> bytes:
    from swaudit.report.markdown import to_markdown

    return to_markdown(report, language)


def _html(report: Report, language: str) -> bytes:
    from swaudit.report.html import to_html

    return to_html(report, language)


def _workbook(report: Report, language: str) -> bytes:
    from swaudit.report.workbook import to_xlsx

    return to_xlsx(report, language)


_BY_SUFFIX: dict[str, Renderer] = {
    ".html": _html,
    ".json": _json,
    ".md": _markdown,
    ".xlsx": _workbook,
    ".xml": _junit,
}

SUFFIXES = tuple(_BY_SUFFIX)
"""The kinds of file an audit can be saved in."""


def renderer(file: PurePath) -> Renderer:
    """Return what renders the form a file name asks for. Raises KeyError for an unknown one."""
    return _BY_SUFFIX[file.suffix.lower()]
