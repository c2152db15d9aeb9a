"""The three things to do next: what fails first, then what waits for a person, then the pace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from swaudit.model.dossier import File, Problem
from swaudit.model.message import Message, message
from swaudit.model.report import Finding, Judgement, RecordVerdict
from swaudit.model.status import Counts, Level, Status
from swaudit.query.intervals import plain

COUNT = 3


def next_steps(
    findings: Sequence[Finding],
    records: Sequence[RecordVerdict],
    files: Sequence[File],
    judgements: Sequence[Judgement] = (),
    problems: Sequence[Problem] = (),
) -> tuple[Message, ...]:
    """Return up to three sentences, the most urgent first."""
    return tuple(dict.fromkeys(_candidates(findings, records, files, judgements, problems)))[:COUNT]


def _candidates(
    findings: Sequence[Finding],
    records: Sequence[RecordVerdict],
    files: Sequence[File],
    judgements: Sequence[Judgement],
    problems: Sequence[Problem],
) -> Iterator[Message]:
    # What a whole sheet says hangs on it.
    about = [one.said for one in problems if one.said.code.startswith("mapping.")]
    waiting_for_a_person = [said for said in about if said.code == "mapping.unconfirmed"]
    yield from waiting_for_a_person
    if about and not waiting_for_a_person:
        yield message("next.mapping", count=len(about))
    unreadable = [file for file in files if file.state == "unreadable"]
    if unreadable:
        yield message("next.unreadable", count=len(unreadable), path=unreadable[0].path)
    standing = {(one.target, one.id) for one in judgements if one.state == "in_force"}
    fallen = [
        one
        for one in judgements
        if one.state in ("stale", "expired") and (one.target, one.id) not in standing
    ]
    if fallen:
        yield message("next.judgements", count=len(fallen), id=fallen[0].id)
    binding = [one for one in findings if one.level is Level.MUST and not one.waiver]
    failed = [_unmet(one) for one in binding if one.status is Status.FAIL]
    # What can still be mended in time comes first, then single records, then papers and the rest.
    yield from (said for said in failed if said.code == "next.short")
    for counts, code in ((Counts.PENDING, "next.pending"), (Counts.REFUSED, "next.refused")):
        named = [record for record in records if record.counts is counts]
        if named:
            yield message(code, count=len(named), label=named[0].label)
    yield from (said for said in failed if said.code != "next.short")
    waiting = [one for one in binding if one.status is Status.OPEN and _pace(one)]
    for one in sorted(waiting, key=lambda one: -_pace(one)):
        missing = plain(one.missing)
        yield message(
            "next.pace", title=one.title, missing=missing, unit=one.unit, pace=plain(_pace(one))
        )
    for one in binding:
        if one.status in (Status.UNDETERMINED, Status.RULING_NEEDED):
            yield message(f"next.{one.status}", title=one.title)


def _unmet(one: Finding) -> Message:
    short = [cell for cell in one.breakdown if cell.status is Status.FAIL and cell.missing > 0]
    absent = [note.label for note in one.refused if note.reason.code == "files.missing"]
    if absent:
        return message("next.hand_in", title=one.title, kinds="、".join(absent))
    if not short:
        return message("next.unmet", title=one.title)
    if one.of_all:
        return message("next.rows", title=one.title, count=plain(one.missing), unit=one.unit)
    first = short[0]
    return message(
        "next.short" if first.period else "next.short_whole",
        title=one.title,
        period="、".join(dict.fromkeys(cell.period for cell in short)),
        missing=plain(sum((cell.missing for cell in short), start=Decimal(0))),
        unit=one.unit,
    )


def _pace(one: Finding) -> Decimal:
    return max((cell.pace for cell in one.breakdown if cell.pace is not None), default=Decimal(0))
