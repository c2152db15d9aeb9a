"""What changed between two audits: mended, new and otherwise changed, by identity, not by line.

A rule's cell is known by rule, unit and period, a record by its id, a lead by its kind and places;
times of making and the order of things change nothing. Source: design §5, Identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from swaudit.model.status import Counts, Level, Status

Kind = Literal["new", "fixed", "changed", "gone", "added"]
"""A trouble that was not there, one that is no more, and what else differs, left or came."""
What = Literal["rule", "cell", "record", "lead"]

_TROUBLE: frozenset[str] = frozenset(
    {
        Status.ERROR,
        Status.FAIL,
        Status.RULING_NEEDED,
        Status.UNDETERMINED,
        Status.REVIEW,
        Status.LEAD,
        Counts.REFUSED,
        Counts.PENDING,
    }
)


class _Old(BaseModel):
    """A part of an audit's JSON; keys that a comparison needs not are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Cell(_Old):
    by: str
    period: str
    status: Status
    expect: str
    counted: Decimal
    maybe: Decimal | None


class _Rule(_Old):
    id: str
    title: str
    level: Level
    status: Status
    expect: str
    counted: Decimal
    maybe: Decimal | None
    breakdown: tuple[_Cell, ...]
    waiver: dict[str, str] | None = None


class _Record(_Old):
    record: str
    label: str
    counts: Counts
    reason: str | None


class _Lead(_Old):
    kind: str
    text: str
    where: tuple[str, ...]


class _Ruleset(_Old):
    id: str
    version: str


class _Station(_Old):
    name: str


class AuditFile(_Old):
    """What `swaudit audit --format json` said, as far as comparisons need it."""

    version: Literal["swaudit/audit/1"] = Field(alias="schema")
    as_of: str
    ruleset: _Ruleset
    station: _Station
    rules: tuple[_Rule, ...]
    records: tuple[_Record, ...]
    leads: tuple[_Lead, ...]


class NoAuditError(Exception):
    """A file that is no audit result of a version this program reads."""


@dataclass(frozen=True)
class Seen:
    """What something was or is: a verdict (a status, or what became of a record), numbers, why.

    `by` and `period` (a period code) say which cell of a rule it is; `must` that it binds and no
    waiver is in force.
    """

    title: str
    verdict: str
    counted: Decimal | None = None
    maybe: Decimal | None = Decimal(0)
    expect: str = ""
    why: str = ""
    by: str = ""
    period: str = ""
    must: bool = False


@dataclass(frozen=True)
class Change:
    """One difference. `before` is None for what was not there, `after` for what is no more."""

    kind: Kind
    what: What
    id: str
    before: Seen | None
    after: Seen | None

    @property
    def known(self) -> Seen:
        """What it is now, or was."""
        return self.after or self.before or Seen("", "")


def read_audit(text: str | bytes) -> AuditFile:
    """Return an audit from its JSON. Raises NoAuditError."""
    try:
        return AuditFile.model_validate_json(text)
    except ValidationError:
        raise NoAuditError from None


def compare(old: AuditFile, new: AuditFile) -> tuple[Change, ...]:
    """Return every difference: rules, each with its cells, then records, then leads."""
    before, after = dict(_things(old)), dict(_things(new))
    rules = {rule.id for rule in old.rules} & {rule.id for rule in new.rules}
    return tuple(
        Change(_kind(was, is_), what, name, was, is_)
        for what, name in dict.fromkeys((*after, *before))
        if (was := before.get((what, name))) != (is_ := after.get((what, name)))
        # The cells of a rule that came or went say no more than the rule.
        and (what != "cell" or name.split("/")[0] in rules)
    )


def _things(audit: AuditFile) -> Iterator[tuple[tuple[What, str], Seen]]:
    for rule in audit.rules:
        yield ("rule", rule.id), _seen(rule, rule)
        for cell in rule.breakdown:
            seen = replace(_seen(cell, rule), by=cell.by, period=cell.period)
            yield ("cell", f"{rule.id}/{cell.by}/{cell.period}"), seen
    for record in audit.records:
        yield ("record", record.record), Seen(record.label, record.counts, why=record.reason or "")
    for lead in audit.leads:
        name = "/".join((lead.kind, *sorted(lead.where)))
        yield ("lead", name), Seen(lead.text, Status.LEAD, why=" + ".join(sorted(lead.where)))


def _seen(numbers: _Rule | _Cell, rule: _Rule) -> Seen:
    return Seen(
        title=rule.title,
        verdict=numbers.status,
        counted=numbers.counted,
        maybe=numbers.maybe,
        expect=numbers.expect,
        must=rule.level is Level.MUST and rule.waiver is None,
    )


def _kind(before: Seen | None, after: Seen | None) -> Kind:
    was, is_ = _troubled(before), _troubled(after)
    if was != is_:
        return "new" if is_ else "fixed"
    if before is None:
        return "added"
    return "gone" if after is None else "changed"


def _troubled(seen: Seen | None) -> bool:
    return seen is not None and seen.verdict in _TROUBLE
