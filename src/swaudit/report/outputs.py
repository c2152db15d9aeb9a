"""The forms an audit can be saved in, chosen by the file's name.

The name says which document is meant (整改通知.docx), the suffix its form; a name that speaks of
none of them is the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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


def _acceptance(report: Report, language: str) -> bytes:
    from swaudit.report.acceptance import to_docx

    return to_docx(report, language)


def _self_check(report: Report, language: str) -> bytes:
    from swaudit.report.self_check_files import to_docx

    return to_docx(report, language)


def _self_check_sheet(report: Report, language: str) -> bytes:
    from swaudit.report.self_check_files import to_xlsx

    return to_xlsx(report, language)


def _notice(report: Report, language: str) -> bytes:
    from swaudit.report.notice import to_docx

    return to_docx(report, language)


def _site_check(report: Report, language: str) -> bytes:
    from swaudit.report.site_check import to_docx

    return to_docx(report, language)


def _confirmation(report: Report, language: str) -> bytes:
    from swaudit.report.confirmation import to_docx

    return to_docx(report, language)


_BY_SUFFIX: dict[str, Renderer] = {
    ".docx": _acceptance,
    ".html": _html,
    ".json": _json,
    ".md": _markdown,
    ".xlsx": _workbook,
    ".xml": _junit,
}

SUFFIXES = tuple(_BY_SUFFIX)
"""The kinds of file an audit can be saved in."""


_BY_NAME: Mapping[str, Mapping[str, Renderer]] = {
    "自检表|self-check": {".docx": _self_check, ".xlsx": _self_check_sheet},
    "整改通知|notice": {".docx": _notice},
    "现场核查表|site-check": {".docx": _site_check},
    "确认单|confirmation": {".docx": _confirmation},
}
"""The documents that a name may speak of (a pattern of its words), each by suffix."""


def renderer(file: PurePath) -> Renderer:
    """Return what renders the form a file name asks for. Raises KeyError for an unknown one."""
    return _forms(file)[file.suffix.lower()]


def suffixes(file: PurePath) -> tuple[str, ...]:
    """Return the kinds of file that the document a file name speaks of can be saved in."""
    return tuple(_forms(file))


def _forms(file: PurePath) -> Mapping[str, Renderer]:
    stem = re.sub(r"[\s_]+", "-", file.stem.casefold())
    named = (forms for words, forms in _BY_NAME.items() if re.search(words, stem))
    return next(named, _BY_SUFFIX)
