"""How the tools of `rules` tell that something cannot be done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.model.message import Message

if TYPE_CHECKING:
    from swaudit.ruleset.errors import Problem


@contextmanager
def refusals_told(language: str) -> Iterator[None]:
    """Tell on stderr what is wrong with a ruleset, a letter or an output, and leave with 2."""
    from swaudit.ruleset.answers import LetterError
    from swaudit.ruleset.errors import RulesetError

    try:
        yield
        return
    except RulesetError as error:
        tell_problems(error.problems, language)
    except LetterError as error:
        tell(error.said, language)
    except output.OutputError as error:
        tell([error.said], language)
    raise typer.Exit(ExitCode.USAGE)


def tell_problems(problems: Iterable[Problem], language: str) -> None:
    """Tell on stderr what is wrong in rule files, each thing once."""
    from swaudit.report.rules_text import problem_lines

    for problem in dict.fromkeys(problems):
        sys.stderr.writelines(f"{line}\n" for line in problem_lines(problem, language))


def tell(said: Iterable[Message], language: str) -> None:
    """Tell remarks on stderr."""
    from swaudit.report.words import say

    sys.stderr.writelines(f"{say(one, language)}\n" for one in said)
