"""From a truth, a deadline and a level to a status (design §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from swaudit.checks.outcome import Outcome
from swaudit.model.status import Level, Status
from swaudit.query.truth import Truth


@dataclass(frozen=True)
class Deadline:
    """The day by whose end a requirement must be met; not `known` when it was never set."""

    day: date
    known: bool = True


def verdict(outcome: Outcome, deadline: Deadline, as_of: date) -> Status:
    """Return the status of one cell.

    Before its deadline an unmet minimum is open, never a fail; a broken limit fails at once. With
    an unset deadline, what is handed in passes and what is absent stays undetermined.
    """
    if outcome.verdict is not None:
        return outcome.verdict
    if outcome.truth is Truth.YES:
        return Status.PASS
    waiting = outcome.growing and as_of < deadline.day
    if outcome.truth is Truth.UNKNOWN and outcome.number.high is None:
        return Status.UNDETERMINED
    if waiting:
        return Status.OPEN
    if outcome.truth is Truth.PENDING:
        return Status.REVIEW
    if outcome.truth is Truth.UNKNOWN or not deadline.known:
        return Status.UNDETERMINED
    return Status.FAIL


def levelled(status: Status, level: Level) -> Status:
    """Return the status as the rule's level lets it stand: only a `must` can fail."""
    if level is Level.SHOULD and status is Status.FAIL:
        return Status.ADVISORY
    if level is Level.INFO and status in (Status.FAIL, Status.PASS, Status.OPEN):
        return Status.ADVISORY
    return status
