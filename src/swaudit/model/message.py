"""Words for people, kept apart from the facts they tell.

Every sentence swaudit says is a `Message`: a code and its values. The sentence itself stands in a
gettext catalogue (`locale/<language>/LC_MESSAGES/swaudit.po`) under that code, so that a report
can be told in either language and a machine can rely on the code.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Message:
    """A sentence to be told: its catalogue code and the values it names (name, value)."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


def message(code: str, /, **values: object) -> Message:
    """Make a Message; values are told with str()."""
    return Message(code, tuple((name, str(value)) for name, value in values.items()))


def tell(said: Message, language: str) -> str:
    """Return the sentence in `language` (zh or en); a code without a sentence is told as itself."""
    text = _catalogue(language).gettext(said.code)
    return text.format(**dict(said.values)) if text != said.code else _bare(said)


def word(code: str, language: str) -> str:
    """Return the catalogue's word for a bare code, such as a heading or a status."""
    return _catalogue(language).gettext(code)


def _bare(said: Message) -> str:
    inner = ", ".join(f"{name}={value}" for name, value in said.values)
    return f"{said.code}({inner})" if inner else said.code


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = resources.files("swaudit").joinpath("locale")
    return gettext.translation("swaudit", str(folder), languages=[language])
