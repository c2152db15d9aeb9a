"""Where results and remarks go: the result alone to stdout or files, everything else to stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from swaudit.model.message import Message, message

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 120
PIPED = 100
"""Columns of a report that goes to a file or a pipe."""


class OutputError(Exception):
    """An output that cannot be written; `said` tells why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.code)
        self.said = said


def settle_streams() -> None:
    """Let no character break the output, whatever the console's encoding (GBK, say)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def console(stream: TextIO) -> Console:
    """Return a console on stdout or stderr that takes no text for markup."""
    from rich.console import Console

    found = Console(file=stream, highlight=False, markup=False, emoji=False)
    found.width = min(found.width, WIDEST) if found.is_terminal else PIPED
    return found


def print_page(page: RenderableType, to: Console) -> None:
    """Print a rendered page on a console."""
    try:
        to.print(page)
        to.file.flush()
    except BrokenPipeError:
        _forget_stdout()


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on stdout as they are, not wrapped."""
    print_text("".join(f"{line}\n" for line in lines))


def print_text(text: str) -> None:
    """Print a text on stdout as it is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()


def print_json(document: dict[str, Any]) -> None:
    """Print a JSON document on stdout, in ASCII where stdout is not UTF-8."""
    from swaudit.report.machine import to_text

    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print_text(to_text(document, ascii_only=not unicode))


def check_outputs(
    outputs: Sequence[Path], evidence: Path, known: Callable[[Path], Collection[str]]
) -> None:
    """Raise OutputError for an output of unknown kind, without a folder, or inside the evidence.

    `known` returns the suffixes that can be written under a name.
    """
    for output in outputs:
        check_writable(output, known(output))
        check_outside(output, evidence)


def check_writable(output: Path, known: Collection[str]) -> None:
    """Raise OutputError for an output of unknown kind, or without a folder to stand in."""
    if output.suffix.lower() not in known:
        raise OutputError(message("cli.output_suffix", file=output, known=" ".join(known)))
    if not output.parent.is_dir():
        raise OutputError(message("cli.output_folder", file=output))


def check_outside(written: Path, evidence: Path) -> None:
    """Raise OutputError if a place to be written lies inside the evidence."""
    if written.resolve().is_relative_to(evidence.resolve()):
        raise OutputError(message("cli.output_in_evidence", file=written, folder=evidence))


def write_file(content: bytes, output: Path) -> None:
    """Write a file whole or not at all. Raises OutputError."""
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _failed(output, error) from error


def append_file(content: bytes, output: Path) -> None:
    """Add to the end of a file, all or nothing. Raises OutputError."""
    try:
        with output.open("ab", buffering=0) as stream:
            before = stream.seek(0, os.SEEK_END)
            try:
                if stream.write(content) != len(content):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(stream.fileno())
            except OSError:
                stream.truncate(before)
                raise
    except OSError as error:
        raise _failed(output, error) from error


def _failed(output: Path, error: OSError) -> OutputError:
    why = error.strerror or type(error).__name__
    return OutputError(message("cli.output_failed", file=output, why=why))


def _forget_stdout() -> None:
    # The reader (head, less) has left; what Python still holds must not raise at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
