"""Which of the two languages swaudit speaks."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Language(StrEnum):
    """A language with a complete catalogue."""

    ZH = "zh"
    EN = "en"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of `--lang`, else of the locale: Chinese for a Chinese one, else English.

    Looked for before the command line is parsed, because help and usage errors are told in it.
    """
    asked = ""
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            asked = "".join(arguments[place + 1 : place + 2])
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    if asked in tuple(Language):
        return Language(asked)
    chinese = _locale(environment).lower().startswith(("zh", "chinese"))
    return Language.ZH if chinese else Language.EN


def _locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    if sys.platform != "win32":
        return ""
    import locale

    return locale.getlocale()[0] or ""
