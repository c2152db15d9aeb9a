"""A check proposed for a clause, with everything that is uncertain about it.

A proposal is a guess to be corrected, never a reading of the source: whatever is not written in the
clause itself is told as a doubt, and what has no figure is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from swaudit.model.message import Message, message
from swaudit.query.periods import Every
from swaudit.ruleset.draft.clauses import Clause
from swaudit.ruleset.draft.figures import Figure, figures, hedged
from swaudit.ruleset.draft.guess import Case, Guess, guess

_DOMAINS = (
    ("社会救助", "救助|低保|特困|困难群众"),
    ("养老服务", "养老|老年|老人|为老"),
    ("儿童关爱保护", "儿童|未成年"),
    ("扶残助残", "残疾|助残|康复"),
    ("社会组织", "社会组织"),
    ("慈善", "慈善|募捐"),
)


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one clause.

    `figure` quotes the clause's figures, `check` are the keys of the check as data, None where only
    a person can look. `doubts` say what its author must settle; `documents` and `domain` are what
    the check needs declared.
    """

    clause: Clause
    figure: str
    check: Mapping[str, Any] | None
    level: str = "must"
    every: Every | None = None
    due: Mapping[str, Any] | None = None
    cases: tuple[Case, ...] = ()
    doubts: tuple[Message, ...] = ()
    documents: tuple[str, ...] = ()
    domain: str = ""


def propose(clause: Clause, year: int) -> Proposal:
    """Return what is proposed for a clause; the tests happen in `year`."""
    found = figures(clause.text)
    context = f"{clause.subject} {clause.text}"
    domain = _domain(clause)
    made = guess(clause, found, context, domain, year) or Guess(None)
    advice = hedged(clause.text)
    doubts = list(made.doubts)
    if made.check is None:
        doubts.append(message("draft.todo.manual"))
    if found:
        doubts += _of_figure(found, made)
    if advice:
        doubts.append(message("draft.todo.hedged", word=advice))
    if clause.rows > 1:
        last = clause.row + clause.rows - 1
        doubts.append(message("draft.todo.merged", first=clause.row, last=last))
    return Proposal(
        clause=clause,
        figure="、".join(one.phrase for one in found),
        check=made.check,
        level="should" if advice else "must",
        every=made.every,
        due=made.due,
        cases=made.cases,
        doubts=tuple(doubts),
        documents=made.documents,
        domain=domain if made.check and "领域" in str(made.check) else "",
    )


def _domain(clause: Clause) -> str:
    for text in (clause.chapter, clause.subject, clause.text):
        for name, words in _DOMAINS:
            if re.search(words, text):
                return name
    return ""


def _of_figure(found: tuple[Figure, ...], made: Guess) -> Iterator[Message]:
    first = found[0]
    if made.check is not None and not first.stated:
        yield message("draft.todo.at_least", figure=first.phrase)
    if first.odd_period:
        yield message("draft.todo.period", period=first.odd_period)
    if made.check is not None and first.per:
        yield message("draft.todo.each", thing=first.per)
    used = 2 if made.check and "related" in str(made.check) else 1
    for other in found[used if made.check is not None else 0 :]:
        yield message("draft.todo.figure", figure=other.phrase)
