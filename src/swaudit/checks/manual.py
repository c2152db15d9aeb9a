"""`manual`: what only a person can judge.

    manual: 查看活动场所布局是否合理

The verdict stays manual until an attestation settles it.
"""

from __future__ import annotations

from collections.abc import Iterator

from swaudit.checks.outcome import CheckKind, Outcome
from swaudit.model.message import message
from swaudit.model.status import Status
from swaudit.query.grammar import Node
from swaudit.query.names import Misnamed, Names, Path
from swaudit.query.scope import Scope
from swaudit.query.truth import Truth


class ManualBody(Node):
    """The question a person answers on the spot or on paper."""

    manual: str


def run(body: ManualBody, scope: Scope) -> Outcome:
    """Return the question, undecided."""
    note = message("manual.ask", question=body.manual)
    return Outcome(Truth.UNKNOWN, verdict=Status.MANUAL, notes=(note,))


def names(body: ManualBody, known: Names, path: Path) -> Iterator[Misnamed]:
    """Yield nothing: a question names no table."""
    return iter(())


KIND = CheckKind("manual", ManualBody, run, names)
