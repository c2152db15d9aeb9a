"""`swaudit review`: what waits for a person in one station or many, settled one by one."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from swaudit.cli import output, prompt
from swaudit.cli.exit_codes import ExitCode, foremost
from swaudit.model.message import message, word

if TYPE_CHECKING:
    from pathlib import Path

    from swaudit.audit.pipeline import Audited
    from swaudit.audit.request import AuditRequest
    from swaudit.fleet.stations import Site
    from swaudit.report.asks import Ask

_SKIP, _QUIT, _BACK, _OPEN = "s", "q", "b", "o"
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_MOST_OPENED = 6
"""Photos opened at once to be looked at."""


@dataclass(frozen=True)
class Waiting:
    """One decision of one station: as it is shown (masked), and as it is meant."""

    site: Site
    station: str
    shown: Ask
    meant: Ask


def talk(
    paths: Sequence[Path], asked: AuditRequest, by: str, language: str, *, quiet: bool
) -> ExitCode:
    """Ask a person about everything that waits, what most rules wait for first.

    Each decision is written at once, so whoever leaves goes on where they stopped. Returns 5 while
    something is left undecided.
    """
    from swaudit.audit.privacy import redacted
    from swaudit.cli.across import collected, sites_of
    from swaudit.cli.commands import refusals_told
    from swaudit.report.asks import asks
    from swaudit.report.words import visible

    def waiting(site: Site, audited: Audited) -> list[Waiting]:
        both = zip(asks(audited.report, language), asks(audited.plain, language), strict=True)
        tables = audited.dossier.tables
        name = visible(site.name if asked.show_pii else redacted(site.name, tables))
        return [Waiting(site, name, shown, meant) for shown, meant in both]

    with refusals_told(language):
        sites = sites_of(paths, asked)
        found, code = collected(sites, waiting, language, quiet=quiet)
        queue = [one for _, several in found for one in several]
        queue.sort(key=lambda one: -one.meant.decides)
        stations = len({one.site.name for one in queue})
        told = "review.waiting" if len(sites) == 1 else "review.waiting_in"
        prompt.say(message(told, n=len(queue), stations=stations), language)
        if queue and not by.strip():
            by = prompt.line(message("review.by"), language)
        decided = _Dialogue(queue, by, language, several=len(sites) > 1).run() if by else 0
    left = len(queue) - decided
    prompt.say(message("review.done", n=decided, left=left), language)
    return foremost((code, ExitCode.UNDECIDED if left else ExitCode.DECIDED))


class _Dialogue:
    """The questions one after another; remembers the reason given last."""

    def __init__(self, queue: Sequence[Waiting], by: str, language: str, *, several: bool) -> None:
        self._queue, self._by, self._language, self._several = queue, by, language, several
        self._why = ""

    def run(self) -> int:
        """Ask until the end or until the person leaves; return how many were decided."""
        decided: set[int] = set()
        at = 0
        while at < len(self._queue):
            one = self._queue[at]
            self._show(one, at)
            choice = self._points(one) if one.shown.points else self._choice(one)
            if choice == _QUIT:
                break
            if choice == _BACK:
                at = max(0, at - 1)
                continue
            why = "" if choice == _SKIP else self._reason()
            if not why:
                prompt.say(message("review.skipped"), self._language)
            elif self._write(one, choice, why):
                decided.add(at)
            at += 1
        return len(decided)

    def _show(self, one: Waiting, at: int) -> None:
        ask = one.shown
        kind = word(f"judgement.of.{ask.target}", self._language)
        place = [f"{one.station} ·"] if self._several else []
        head = [f"[{at + 1}/{len(self._queue)}]", *place, kind, ask.what]
        output.print_lines(["", " ".join(head), *([f"  {ask.why}"] if ask.why else [])])
        output.print_lines(f"  {path}" for path in ask.photos)
        if ask.decides:
            prompt.say(message("review.decides", n=ask.decides), self._language)

    def _choice(self, one: Waiting) -> str:
        """Return the verdict chosen, or the key to skip, go back or leave; others ask again."""
        choices = one.shown.choices
        known = {str(at): choice for at, choice in enumerate(choices, start=1)}
        known |= {choice: choice for choice in choices} | self._keys()
        told = {f"n{at}": self._said(choice) for at, choice in enumerate(choices, start=1)}
        question = message("review.choose", **told)
        while (given := prompt.key(question, self._language, end=_QUIT)) not in known or (
            known[given] == _OPEN
        ):
            if known.get(given) == _OPEN:
                self._open(one)
            else:
                prompt.say(message("review.again"), self._language)
        return known[given]

    def _points(self, one: Waiting) -> str:
        """Return the points given, or the key to skip, go back or leave; others ask again."""
        from swaudit.checks.spans import holds, told

        spans, keys = one.shown.points, self._keys()
        question = message("review.points", span=told(spans))
        while True:
            given = prompt.line(question, self._language, end=_QUIT)
            if given in keys and keys[given] != _OPEN:
                return keys[given]
            if _NUMBER.fullmatch(given) and holds(spans, Decimal(given)):
                return given
            prompt.say(message("review.points_again", span=told(spans)), self._language)

    def _keys(self) -> dict[str, str]:
        keys = {"": _SKIP} | {key: key for key in (_SKIP, _QUIT, _BACK, _OPEN)}
        for code, key in (("skip", _SKIP), ("quit", _QUIT), ("back", _BACK), ("open", _OPEN)):
            keys[word(f"review.{code}", self._language)] = key
        return keys

    def _said(self, choice: str) -> str:
        return word(f"review.choice.{choice}", self._language)

    def _reason(self) -> str:
        """Return why; nothing written means the same as the last time."""
        question = (
            message("review.why_again", why=self._why) if self._why else message("review.why")
        )
        self._why = prompt.line(question, self._language) or self._why
        return self._why

    def _open(self, one: Waiting) -> None:
        """Show the photos in the system's own viewer."""
        station = one.site.request.station
        both = list(zip(one.meant.photos, one.shown.photos, strict=True))
        if not both:
            prompt.say(message("review.no_photos"), self._language)
        for path, shown in both[:_MOST_OPENED]:
            if not prompt.opened(station / path):
                prompt.say(message("review.not_opened", path=shown), self._language)

    def _write(self, one: Waiting, choice: str, why: str) -> bool:
        """Write a decision; where a station's file cannot be added to, say so and go on."""
        from swaudit.cli.commands import refusal
        from swaudit.cli.judge import entry_of, write

        meant, request = one.meant, one.site.request
        what = "points" if meant.points else "verdict"
        given = {what: choice, "by": self._by, "why": why, "date": request.now.date()}
        try:
            write(request, [entry_of(meant.target, "+".join(meant.ids), meant.digest, given)])
        except Exception as error:
            if (lines := refusal(error, self._language)) is None:
                raise
            sys.stderr.writelines(f"{line}\n" for line in lines)
            return False
        return True
