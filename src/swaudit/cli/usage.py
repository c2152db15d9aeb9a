"""What is wrong with a command line, told in the language asked for.

The library that reads the command line tells it in English alone. Its errors are known here by the
names of their classes and by their sentences; one that is not known is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from swaudit.model.message import Message, message, tell

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"(?:Value error, )?(?P<given>.+) is not one of (?P<choices>.+)\.", "usage.choice"),
        (r"(?:Value error, )?(?P<given>.+) does not match the formats? .+", "usage.date"),
        (r"(?:Directory|dir) (?P<given>.+) is a file\.", "usage.is_file"),
        (r"(?:File|file) (?P<given>.+) is a directory\.", "usage.is_folder"),
        (r"Option (?P<name>.+) requires an argument\.", "usage.no_value"),
        (r"Option (?P<name>.+) does not take a value\.", "usage.takes_none"),
        (r"No such command '(?P<given>.+?)'\.(?: Did you mean (?P<near>.+)\?)?", "usage.command"),
        (r"Got unexpected extra argument(?:s|\(s\))? \((?P<given>.+)\)", "usage.extra"),
    )
)


def is_usage_error(error: Exception) -> bool:
    """Say whether an exception is about the command line, not about what the command does."""
    return hasattr(error, "format_message") and getattr(error, "exit_code", None) == 2


def told(error: Any, language: str) -> str:
    """Return how a command is called, where its help is, and what is wrong."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.format_message())
    return "\n".join(tell(said, language) for said in _told(error))


def _told(error: Any) -> Iterator[Message]:
    context = getattr(error, "ctx", None)
    if context is not None:
        yield message("usage.line", usage=context.get_usage().partition(": ")[2].strip())
        yield message("usage.help", command=context.command_path)
    yield from _wrong(error)


def _wrong(error: Any) -> Iterator[Message]:
    kind, text = type(error).__name__, str(error.message)
    parameter = getattr(error, "param", None)
    name = _bare(parameter.get_error_hint()) if parameter is not None else ""
    if kind == "MissingParameter":
        yield message("usage.missing", name=name)
        return
    if kind == "NoSuchOption":
        yield message("usage.option", name=error.option_name)
        if error.possibilities:
            yield message("rule.did_you_mean", names=" ".join(sorted(error.possibilities)))
        return
    for pattern, code in _SENTENCES:
        if found := pattern.fullmatch(text):
            given = {key: _bare(value) for key, value in found.groupdict().items() if value}
            near = given.pop("near", "")
            yield message(code, **{"name": name, **given})
            if near:
                yield message("rule.did_you_mean", names=near)
            return
    yield (
        message("usage.value", name=name, problem=text) if name else message("rule.note", text=text)
    )


def _bare(quoted: str) -> str:
    return quoted.replace("'", "")
