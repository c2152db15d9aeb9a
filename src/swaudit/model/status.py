"""The verdicts on rules and records, and which of several is the worst."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """The verdict on a rule or on one cell of it, worst first (the order decides)."""

    ERROR = "error"
    FAIL = "fail"
    RULING_NEEDED = "ruling_needed"
    UNDETERMINED = "undetermined"
    REVIEW = "review"
    LEAD = "lead"
    MANUAL = "manual"
    OPEN = "open"
    ADVISORY = "advisory"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"


class Counts(StrEnum):
    """The verdict on a record."""

    COUNTED = "counted"
    REFUSED = "refused"
    PENDING = "pending"


class Level(StrEnum):
    """How binding a rule is: 应/不得, 原则上/建议/鼓励, or for information only."""

    MUST = "must"
    SHOULD = "should"
    INFO = "info"


_SEVERITY = {status: rank for rank, status in enumerate(Status)}


def severity(status: Status) -> int:
    """Return the rank of a status, 0 the worst."""
    return _SEVERITY[status]


def worst(statuses: Iterable[Status]) -> Status:
    """Return the worst status; of none, undetermined: nothing evaluated is never a pass."""
    return min(statuses, key=severity, default=Status.UNDETERMINED)
