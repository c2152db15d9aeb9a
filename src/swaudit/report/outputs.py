"""The forms an audit can be saved in, chosen by the file's name.

The name says which document is meant (整改通知.docx), the suffix its form; a name that speaks of
none of them is the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from swaudit.model.report import Report

Renderer = Callable[[Report, str], bytes]
"""A pure function of the report and the language (zh or en)."""


@dataclass(frozen=True)
class _Form:
    """A form: the module of this room that renders it and the Renderer there.

    The module is imported when it is asked for: each brings a heavy library of its own.
    """

    module: str
    renderer: str
    shows_photos: bool = False


_BY_SUFFIX: Mapping[str, _Form] = {
    ".docx": _Form("acceptance", "to_docx", shows_photos=True),
    ".html": _Form("html", "to_html", shows_photos=True),
    ".json": _Form("machine", "to_bytes"),
    ".md": _Form("markdown", "to_markdown"),
    ".xlsx": _Form("workbook", "to_xlsx"),
    ".xml": _Form("junit", "to_junit"),
}
_BY_NAME: Mapping[str, Mapping[str, _Form]] = {
    "自检表|self-check": {
        ".docx": _Form("self_check_files", "to_docx"),
        ".xlsx": _Form("self_check_files", "to_xlsx"),
    },
    "整改通知|notice": {".docx": _Form("notice", "to_docx", shows_photos=True)},
    "现场核查表|site-check": {".docx": _Form("site_check", "to_docx")},
    "确认单|confirmation": {".docx": _Form("confirmation", "to_docx", shows_photos=True)},
}
"""The documents that a name may speak of (a pattern of its words), each by suffix."""

SUFFIXES = tuple(_BY_SUFFIX)
"""The kinds of file an audit can be saved in."""


def renderer(file: PurePath) -> Renderer:
    """Return what renders the form a file name asks for. Raises KeyError for an unknown one."""
    form = _forms(file)[file.suffix.lower()]
    found: Renderer = getattr(import_module(f"swaudit.report.{form.module}"), form.renderer)
    return found


def suffixes(file: PurePath) -> tuple[str, ...]:
    """Return the kinds of file that the document a file name speaks of can be saved in."""
    return tuple(_forms(file))


def shows_photos(file: PurePath) -> bool:
    """Say whether the form a file name asks for can carry pictures. Raises KeyError as above."""
    return _forms(file)[file.suffix.lower()].shows_photos


def _forms(file: PurePath) -> Mapping[str, _Form]:
    stem = re.sub(r"[\s_]+", "-", file.stem.casefold())
    named = (forms for words, forms in _BY_NAME.items() if re.search(words, stem))
    return next(named, _BY_SUFFIX)
