"""The entry point of `swaudit`: runs a command and leaves with its exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from swaudit.cli.exit_codes import ExitCode
from swaudit.ground.sandbox import collect_rarely
from swaudit.model.message import message, tell

# Every child that reads files loads this module: what makes the command line is loaded in `main`.


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line (argv by default) and exit; see `ExitCode`."""
    import typer

    from swaudit.cli import language, output, usage
    from swaudit.cli.app import build

    collect_rarely()
    # Nothing here multiplies matrices: making threads for it costs time at every start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    given = sys.argv[1:] if arguments is None else list(arguments)
    output.settle_streams()
    speaks = language.chosen(given, os.environ)
    try:
        code = build(speaks)(given, prog_name="swaudit", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        if usage.is_usage_error(error):
            sys.stderr.write(usage.told(error, speaks) + "\n")
            sys.exit(ExitCode.USAGE)
        sys.stderr.write(_told(error, speaks, trace="--verbose" in given) + "\n")
        sys.exit(ExitCode.UNREADABLE)
    sys.exit(code or ExitCode.DECIDED)


def _told(error: Exception, speaks: str, *, trace: bool) -> str:
    """Name an unexpected exception and its place; never its message or locals (personal data)."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames]
    where = " > ".join(places) if trace else places[-1]
    return tell(message("cli.broke", kind=type(error).__name__, where=where), speaks)
