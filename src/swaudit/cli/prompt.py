"""Questions to a person at a terminal: one key where one can be read, else a line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import typer

from swaudit.cli import output
from swaudit.model.message import Message, tell

_LAUNCH = 2
"""Seconds in which a viewer that cannot be started says so."""


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


def opened(file: Path) -> bool:
    """Open a file in the system's own viewer; say whether there is one that takes it."""
    if not file.is_file():
        return False
    try:
        if sys.platform == "win32":
            os.startfile(file)  # noqa: S606 - a photo of the evidence that the person asked for
            return True
        viewer = "open" if sys.platform == "darwin" else "xdg-open"
        quiet = subprocess.DEVNULL
        shown = subprocess.Popen(  # noqa: S603
            [viewer, str(file.resolve())], stdin=quiet, stdout=quiet, stderr=quiet
        )
        return shown.wait(timeout=_LAUNCH) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
