"""What `explain` found, as lines for a terminal and as JSON (`schemas/explain-1.json`)."""

from __future__ import annotations

from collections.abc import Iterator

from swaudit.model.dossier import Link
from swaudit.model.message import message, tell, word
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import Cell, Note, Report
from swaudit.report.explain import CountsFor, Number, RecordExplained, RuleExplained
from swaudit.report.machine_parts import Json, number_or_null, said_json
from swaudit.report.machine_parts import number as plain
from swaudit.report.rule_words import details
from swaudit.report.rules_machine import show_json
from swaudit.report.rules_show import show_lines
from swaudit.report.words import MARKS, number, period, say, span, visible

SCHEMA = "swaudit/explain/1"


def explain_lines(found: RuleExplained | RecordExplained, language: str) -> Iterator[str]:
    """Yield the explanation as it is read on a terminal."""
    if isinstance(found, RuleExplained):
        yield from _rule_lines(found, language)
    else:
        yield from _record_lines(found, language)


def explain_json(found: RuleExplained | RecordExplained, report: Report, language: str) -> Json:
    """Return the explanation under `schemas/explain-1.json`: either `rule` or `record` is there."""
    return {
        "schema": SCHEMA,
        "generated_at": report.generated_at,
        "language": language,
        "as_of": report.as_of,
        "quick": report.quick,
        "rule": _rule_json(found, language) if isinstance(found, RuleExplained) else None,
        "record": _record_json(found, language) if isinstance(found, RecordExplained) else None,
    }


def _rule_lines(found: RuleExplained, language: str) -> Iterator[str]:
    finding = found.finding
    yield from show_lines(found.page, language)
    yield ""
    status = word(f"status.{finding.status}", language)
    said = message("explain.verdict", mark=MARKS[finding.status], status=status)
    yield tell(said, language)
    yield from ("  " + line for line in details(finding, frozenset(), language))
    yield ""
    yield word("explain.numbers", language)
    for one in found.numbers:
        yield "  " + _number(one.cell, finding.unit, language)
        yield from (
            visible(f"    {row.label}  {_in(row.file, row.label)}").rstrip() for row in one.rows
        )
        if not one.rows:
            code = "explain.rows_elsewhere" if one.cell.counted else "explain.no_rows"
            yield "    " + word(code, language)
    for code, notes in (("refused", finding.refused), ("pending", finding.pending)):
        if notes:
            yield tell(message(f"explain.{code}", n=len(notes)), language)
            yield from ("  " + _note(note, language) for note in notes)
    yield ""
    yield word("explain.next", language)
    yield from ("  " + say(step, language) for step in found.steps)


def _number(cell: Cell, unit: str, language: str) -> str:
    when = period(cell.period, language, with_year=True) if cell.period else ""
    said = message(
        "explain.number" if cell.expect else "explain.number_only",
        what=" ".join(filter(None, (visible(cell.by), when))) or word("explain.whole", language),
        mark=MARKS[cell.status],
        counted=span(cell.counted, cell.maybe),
        expect=cell.expect,
        unit=visible(unit),
    )
    told = tell(said, language)
    if cell.missing:
        told += tell(message("explain.missing", n=number(cell.missing)), language)
    return told


def _in(file: str, label: str) -> str:
    return f"[{file}]" if file and file != label else ""


def _note(note: Note, language: str) -> str:
    return visible(note.label or note.record) + " — " + say(note.reason, language)


def _record_lines(found: RecordExplained, language: str) -> Iterator[str]:
    yield visible(f"{found.label}  {_in(found.file, found.label)}").rstrip()
    yield visible(f"  {found.record}")
    if verdict := found.verdict:
        counts = word(f"counts.{verdict.counts}", language)
        yield tell(message("explain.record", counts=counts), language)
        if verdict.reason:
            yield "  " + say(verdict.reason, language)
        yield word("explain.photos" if found.offered else "explain.no_photos", language)
    for one in found.offered:
        yield visible(f"  {one.link.path}")
        yield "    " + word(f"explain.link.{one.link.reason}", language)
        if one.link.contested:
            yield "    " + word("explain.contested", language)
        yield "    " + _photo(one.facts, language)
    yield word("explain.rules" if found.rules else "explain.no_rules", language)
    yield from ("  " + _counts_for(one, language) for one in found.rules)
    for ruled in found.judgements:
        said = message(
            "explain.ruled", verdict=ruled.verdict, by=ruled.by, day=ruled.on, why=ruled.why
        )
        yield say(said, language)
    yield ""
    yield word("explain.next", language)
    yield "  " + say(found.step, language)


def _photo(facts: PhotoFacts | None, language: str) -> str:
    if facts is None:
        return word("explain.photo_not_read", language)
    told = [word(f"report.photo.{facts.verdict}", language)]
    if stamp := facts.watermark:
        nothing = word("explain.nothing", language)
        time, place = stamp.time or nothing, stamp.place or nothing
        told.append(say(message("explain.stamp", time=time, place=place), language))
    if facts.taken_at:
        told.append(say(message("explain.exif", time=facts.taken_at), language))
    return word("report.comma", language).join(told)


def _counts_for(one: CountsFor, language: str) -> str:
    when = period(one.period, language, with_year=True) if one.period else ""
    counts = word(f"counts.{one.counts}", language)
    return " ".join(filter(None, (visible(f"{one.rule} {one.title}"), visible(one.by), when))) + (
        tell(message("report.aside", said=counts), language)
    )


def _rule_json(found: RuleExplained, language: str) -> Json:
    finding = found.finding
    return {
        "id": finding.rule,
        "status": str(finding.status),
        "says": show_json(found.page),
        "numbers": [_number_json(one, language) for one in found.numbers],
        "refused": [_note_json(note, language) for note in finding.refused],
        "pending": [_note_json(note, language) for note in finding.pending],
        "notes": [said_json(note, language) for note in finding.notes],
        "next_steps": [said_json(step, language) for step in found.steps],
    }


def _number_json(one: Number, language: str) -> Json:
    cell = one.cell
    return {
        "by": cell.by,
        "period": cell.period,
        "status": str(cell.status),
        "required": number_or_null(cell.required),
        "expect": cell.expect,
        "counted": plain(cell.counted),
        "maybe": number_or_null(cell.maybe),
        "missing": plain(cell.missing),
        "note": said_json(cell.note, language) if cell.note else None,
        "rows": [
            {"record": row.record, "label": row.label, "file": row.file or None} for row in one.rows
        ],
    }


def _note_json(note: Note, language: str) -> Json:
    return {"record": note.record, "label": note.label, **_reason(note, language)}


def _reason(note: Note, language: str) -> Json:
    return {"reason": say(note.reason, language), "code": note.reason.code}


def _record_json(found: RecordExplained, language: str) -> Json:
    verdict = found.verdict
    reason = verdict.reason if verdict else None
    return {
        "id": found.record,
        "label": found.label,
        "file": found.file or None,
        "counts": str(verdict.counts) if verdict else None,
        "reason": said_json(reason, language) if reason else None,
        "photos": [{**_link_json(one.link), **_facts_json(one.facts)} for one in found.offered],
        "rules": [
            {
                "id": one.rule,
                "title": one.title,
                "counts": str(one.counts),
                "by": one.by,
                "period": one.period,
            }
            for one in found.rules
        ],
        "judgements": [
            {"verdict": one.verdict, "by": one.by, "on": one.on, "why": one.why}
            for one in found.judgements
        ],
        "next_steps": [said_json(found.step, language)],
    }


def _link_json(link: Link) -> Json:
    return {"path": link.path, "link": link.reason, "contested": link.contested}


def _facts_json(facts: PhotoFacts | None) -> Json:
    stamp = facts.watermark if facts else None
    return {
        "verdict": facts.verdict if facts else None,
        "time": stamp.time if stamp else None,
        "place": stamp.place if stamp else None,
        "taken_at": facts.taken_at if facts else None,
    }
