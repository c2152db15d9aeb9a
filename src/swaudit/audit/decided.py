"""A person's decisions on rules, worked into their findings."""

from __future__ import annotations

from dataclasses import replace

from swaudit.audit.judgements import Judgements
from swaudit.audit.verdict import levelled
from swaudit.model.message import message
from swaudit.model.report import Finding
from swaudit.model.status import Status


def attested(found: Finding, judgements: Judgements) -> Finding:
    """Return the finding with a person's attestation in place of a manual verdict."""
    decision = judgements.on("rule", found.rule, found.digest)
    if decision is None or found.status is not Status.MANUAL:
        return found
    status = Status.PASS if decision.verdict == "达标" else Status.FAIL
    note = message("rule.attested", by=decision.by, on=decision.on, why=decision.why)
    return replace(found, status=levelled(status, found.level), notes=(*found.notes, note))


def waived(found: Finding, judgements: Judgements) -> Finding:
    """Return the finding with the waiver in force on it, if it is unmet: unmet it stays."""
    if found.status is not Status.FAIL:
        return found
    return replace(found, waiver=judgements.on("waiver", found.rule, found.digest))
