"""`swaudit review`: what waits for a person, settled one by one or from a file that came back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.model.message import Message, message, tell, word
from swaudit.report.words import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from swaudit.audit.pipeline import AuditRequest
    from swaudit.audit.returned import Returned
    from swaudit.report.asks import Ask

_SKIP, _QUIT = "s", "q"


def talk(request: AuditRequest, by: str, language: str, *, quiet: bool) -> ExitCode:
    """Ask a person about everything that waits, and write each decision at once.

    Returns 5 while something is left undecided.
    """
    from swaudit.cli.commands import refusals_told
    from swaudit.cli.judge import entry_of, run, write
    from swaudit.report.asks import asks

    with refusals_told(language):
        audited = run(request, language, quiet=quiet)
        shown = asks(audited.report, language)
        # Names are masked in what is shown, never in what is written.
        meant = asks(audited.plain, language)
        _say(message("review.waiting", n=len(shown)), language)
        decided = 0
        if shown and not by.strip():
            by = _answer(message("review.by"), language)
        for at, (ask, plain) in enumerate(zip(shown, meant, strict=True), start=1):
            _show(ask, at, len(shown), language)
            choice = _choice(ask, language)
            if choice == _QUIT or not by:
                break
            why = _answer(message("review.why"), language) if choice != _SKIP else ""
            if choice == _SKIP or not why:
                _say(message("review.skipped"), language)
                continue
            target = "+".join(plain.ids)
            given = {"verdict": choice, "by": by, "why": why, "date": request.now.date()}
            write(request, [entry_of(plain.target, target, plain.digest, given)])
            decided += 1
        left = len(shown) - decided
        _say(message("review.done", n=decided, left=left), language)
    return ExitCode.UNDECIDED if left else ExitCode.DECIDED


def take(request: AuditRequest, file: Path, language: str, *, quiet: bool) -> ExitCode:
    """Take the decisions of a file that came back; 5 where some of them do not fit the station."""
    from swaudit.audit.deciding import not_there
    from swaudit.audit.judgements import FILE_NAME
    from swaudit.audit.returned import fitting
    from swaudit.cli.commands import refusals_told
    from swaudit.cli.judge import run, write

    with refusals_told(language):
        returned, refused = _read(request, file)
        audited = run(request, language, quiet=quiet)
        taken = fitting(audited, returned)
        refused = (*refused, *taken.refused)
        path = request.place / FILE_NAME
        fresh = not_there(path, taken.entries)
        if fresh:
            write(request, fresh)
    for where, said in refused:
        told = tell(said, language)
        sys.stderr.write(visible(f"{file.name} {where}: {told}") + "\n")
    known = len(taken.entries) - len(fresh)
    _say(message("review.taken", n=len(fresh), known=known, not_=len(refused)), language)
    return ExitCode.UNDECIDED if refused else ExitCode.DECIDED


def _read(
    request: AuditRequest, file: Path
) -> tuple[Sequence[Returned], tuple[tuple[str, Message], ...]]:
    from swaudit.audit.returned import from_entries, from_form
    from swaudit.audit.usage import UsageError
    from swaudit.evidence.sheets import SHEETS, sheets_of
    from swaudit.ground.store import Store

    if file.suffix.lower() != ".xlsx":
        return from_entries(file), ()
    with Store(request.place / "facts.sqlite") as store:
        facts = store.extract([file], SHEETS)
    sheets, problems = sheets_of(file.name, facts[file])
    if problems:
        raise UsageError(problems[0].said)
    found, wrong = from_form(sheets, request.now.date())
    return found, wrong.refused


def _show(ask: Ask, at: int, of: int, language: str) -> None:
    kind = word(f"judgement.of.{ask.target}", language)
    lines = ["", f"[{at}/{of}] {kind} {ask.what}", f"  {ask.why}"]
    lines += [f"  {path}" for path in ask.photos]
    output.print_lines(lines)


def _choice(ask: Ask, language: str) -> str:
    """Return the verdict chosen, `s` to skip or `q` to leave; whatever else is asked again."""
    known = {"1": ask.choices[0], "2": ask.choices[1], _SKIP: _SKIP, "": _SKIP, _QUIT: _QUIT}
    known |= {choice: choice for choice in ask.choices}
    for code, key in (("skip", _SKIP), ("quit", _QUIT)):
        known[word(f"review.{code}", language)] = key
    one, two = (word(f"review.choice.{choice}", language) for choice in ask.choices)
    question = message("review.choose", one=one, two=two)
    while (given := _answer(question, language, end=_QUIT)) not in known:
        _say(message("review.again"), language)
    return known[given]


def _answer(question: Message, language: str, end: str = "") -> str:
    """Return a line from the person, `end` where there are no more."""
    output.print_text(tell(question, language) + " ")
    line = sys.stdin.readline()
    return line.strip() if line else end


def _say(said: Message, language: str) -> None:
    output.print_lines([tell(said, language)])
