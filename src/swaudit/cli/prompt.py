"""Questions to a person at a terminal: one key where one can be read, else a line."""

from __future__ import annotations

import sys

import typer

from swaudit.cli import output
from swaudit.model.message import Message, tell


def say(said: Message, language: str) -> None:
    """Tell a sentence on stdout."""
    output.print_lines([tell(said, language)])


def line(question: Message, language: str, end: str = "") -> str:
    """Return a line from the person, `end` where there are no more."""
    output.print_text(tell(question, language) + " ")
    given = sys.stdin.readline()
    return given.strip() if given else end


def key(question: Message, language: str, end: str = "") -> str:
    """Return the key a person presses, without Enter; where stdin is no terminal, a line."""
    if not sys.stdin.isatty():
        return line(question, language, end)
    output.print_text(tell(question, language) + " ")
    try:
        given = typer.getchar()
    except EOFError:
        return end
    output.print_text(f"{given if given.isprintable() else ''}\n")
    return given.strip()
