"""How a rule file is wrong: every problem with its place, the line, a caret and a hint."""

from __future__ import annotations

from dataclasses import dataclass

from swaudit.model.message import Message, message, tell


@dataclass(frozen=True)
class Mark:
    """A place in a file: line and column count from 1; `text` is the line."""

    file: str
    line: int
    column: int
    text: str = ""


NOWHERE = Mark("", 0, 0)
"""The place of what is wrong with the command itself, not with a file."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a rule file, and what may have been meant."""

    mark: Mark
    said: Message
    hint: Message | None = None

    def told(self, language: str) -> str:
        """Return `file:line:col: sentence`, the line with a caret under it, and the hint."""
        where = f"{self.mark.file}:{self.mark.line}:{self.mark.column}: "
        told = [(where if self.mark.file else "") + tell(self.said, language)]
        if self.mark.text:
            before = self.mark.text[: self.mark.column - 1]
            # Chinese characters are two columns wide in a terminal.
            width = sum(2 if ord(letter) > 0x2E7F else 1 for letter in before)
            told += [f"  {self.mark.text}", f"  {' ' * width}^"]
        if self.hint:
            told.append(f"  {tell(self.hint, language)}")
        return "\n".join(told)


class RulesetError(Exception):
    """A ruleset (or another file of rules) cannot be used; `problems` says why, all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(*(problem.told("en") for problem in problems))
        self.problems = problems


def did_you_mean(name: str, known: tuple[str, ...]) -> Message | None:
    """Return the hint that names the nearest known word, or all of them when they are few."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3, cutoff=0.5)
    if near:
        return message("rule.did_you_mean", names="、".join(near))
    return message("rule.known_are", names="、".join(known)) if 0 < len(known) <= 30 else None
