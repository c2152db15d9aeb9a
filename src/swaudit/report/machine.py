"""The audit as JSON for other programs: `schemas/audit-1.json` and `photos-1.json` describe it.

Keys stand in a fixed order and nothing but `generated_at` varies between two runs, so that two
outputs can be compared line by line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from swaudit import __version__
from swaudit.model.dossier import File, Problem, Station
from swaudit.model.message import Message, tell
from swaudit.model.photo import PhotoFacts, Watermark
from swaudit.model.report import (
    Cell,
    Finding,
    Judgement,
    Lead,
    Note,
    ReadingResult,
    RecordVerdict,
    Report,
    ReusePair,
    Row,
    Since,
)
from swaudit.report.machine_parts import Json, number, number_or_null, said_json
from swaudit.report.score_machine import score_json, settled_json

AUDIT_SCHEMA = "swaudit/audit/1"
PHOTOS_SCHEMA = "swaudit/photos/1"

# Lone surrogates (file names that are not UTF-8) and characters that steer a terminal or turn the
# direction of text; in JSON they can only stand inside strings, where an escape means the same.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def to_json(report: Report, language: str) -> Json:
    """Return the whole report as plain JSON types (design.md §7), sentences in `language`."""
    return {
        "schema": AUDIT_SCHEMA,
        "generated_at": report.generated_at,
        "swaudit": __version__,
        "language": language,
        "as_of": report.as_of,
        "quick": report.quick,
        "personal_data": "shown" if report.shows_pii else "masked",
        "ruleset": {
            "id": report.ruleset,
            "version": report.ruleset_version,
            "title": report.ruleset_title,
            "digest": report.ruleset_digest,
            "shipped": report.ruleset_shipped,
            "sources": dict(report.sources),
            "parameters": dict(report.parameters),
            "readings": _readings_met(report.findings),
            "settled": {one.reading: settled_json(one) for one in report.settled},
        },
        "station": _station(report.station),
        "health": {
            "rows_read": report.health.rows_read,
            "rows_problem": report.health.rows_problem,
            "files": dict(report.health.files),
            "photos": dict(report.health.photos),
            "records": dict(report.health.records),
        },
        "evidence": {"root": report.root or None, "since": _since(report.since)},
        "next_steps": [said_json(step, language) for step in report.next_steps],
        "rules": [_rule(finding, language) for finding in report.findings],
        "records": [_record(record, language) for record in report.records],
        "rows": [_row(row) for row in report.rows],
        "leads": [_lead(lead, language) for lead in report.leads],
        "score": score_json(report.scores, language),
        "photos": [_photo(path, facts) for path, facts in report.photos],
        "reuse": [_reuse(pair, language) for pair in report.reuse],
        "files": _files(report.files, language),
        "problems": [_problem(problem, language) for problem in report.problems],
        "judgements": [_judgement(judgement) for judgement in report.judgements],
    }


def to_bytes(report: Report, language: str) -> bytes:
    """Return the whole report as a JSON file."""
    return to_text(to_json(report, language)).encode()


def photos_json(
    photos: Sequence[tuple[str, PhotoFacts]],
    reuse: Sequence[ReusePair],
    files: Sequence[File],
    problems: Sequence[Problem],
    generated_at: str,
    language: str,
) -> Json:
    """Return what the photos of a folder say as plain JSON types (design.md §7)."""
    return {
        "schema": PHOTOS_SCHEMA,
        "generated_at": generated_at,
        "photos": [_photo(path, facts) for path, facts in photos],
        "reuse": [_reuse(pair, language) for pair in reuse],
        "files": _files(files, language),
        "problems": [_problem(problem, language) for problem in problems],
    }


def to_text(document: Json, *, ascii_only: bool = False) -> str:
    """Return a document as JSON text that any encoding can carry and no terminal obeys."""
    text = json.dumps(document, ensure_ascii=ascii_only, indent=2)
    return _UNSEEN.sub(lambda char: f"\\u{ord(char[0]):04x}", text) + "\n"


def _reason(said: Message | None, language: str) -> Json:
    if said is None:
        return {"reason": None, "code": None}
    return {"reason": tell(said, language), "code": said.code}


def _station(station: Station) -> Json:
    return {
        "id": station.id,
        "name": station.name,
        "start": station.start.isoformat() if station.start else None,
        "end": station.end.isoformat() if station.end else None,
        "county": station.county,
        "town": station.town,
        "places": list(station.places),
    }


def _readings_met(findings: Iterable[Finding]) -> Mapping[str, list[str]]:
    """Return the readings (口径) that rules were tried under, each with the answers tried."""
    met: dict[str, list[str]] = {}
    for finding in findings:
        for result in finding.readings:
            for reading, answer in result.assignment:
                answers = met.setdefault(reading, [])
                if answer not in answers:
                    answers.append(answer)
    return met


def _rule(finding: Finding, language: str) -> Json:
    return {
        "id": finding.rule,
        "title": finding.title,
        "chapter": finding.chapter,
        "domain": finding.domain or None,
        "level": finding.level.value,
        "status": finding.status.value,
        "required": number_or_null(finding.required),
        "expect": finding.expect,
        "counted": number(finding.counted),
        "maybe": number_or_null(finding.maybe),
        "missing": number(finding.missing),
        "unit": finding.unit,
        "breakdown": [_cell(cell, language) for cell in finding.breakdown],
        "refused": [_note(note, language) for note in finding.refused],
        "pending": [_note(note, language) for note in finding.pending],
        "readings": [_reading(result) for result in finding.readings],
        "notes": [said_json(note, language) for note in finding.notes],
        "source": {
            "document": finding.source.document,
            "at": finding.source.at,
            "figure": finding.source.figure,
        },
        "covers": list(finding.covers),
        "digest": finding.digest,
        "waiver": _judgement(finding.waiver) if finding.waiver else None,
    }


def _cell(cell: Cell, language: str) -> Json:
    return {
        "by": cell.by,
        "period": cell.period,
        "status": cell.status.value,
        "required": number_or_null(cell.required),
        "expect": cell.expect,
        "counted": number(cell.counted),
        "maybe": number_or_null(cell.maybe),
        "missing": number(cell.missing),
        "pace": number_or_null(cell.pace),
        "note": said_json(cell.note, language) if cell.note else None,
        "evidence": list(cell.evidence),
    }


def _reading(result: ReadingResult) -> Json:
    return {
        "assignment": dict(result.assignment),
        "answer": result.answer,
        "status": result.status.value,
        "required": number_or_null(result.required),
        "counted": number(result.counted),
        "maybe": number_or_null(result.maybe),
        "missing": number(result.missing),
    }


def _note(note: Note, language: str) -> Json:
    return {"record": note.record, "label": note.label, **_reason(note.reason, language)}


def _record(record: RecordVerdict, language: str) -> Json:
    return {
        "record": record.record,
        "table": record.table,
        "label": record.label,
        "day": record.day or None,
        "domain": record.domain,
        "workers": list(record.workers),
        "counts": record.counts.value,
        **_reason(record.reason, language),
        "photos": list(record.photos),
        "digest": record.digest,
    }


def _row(row: Row) -> Json:
    return {
        "record": row.record,
        "table": row.table,
        "label": row.label,
        "file": row.file,
        "sheet": row.sheet or None,
        "row": row.row or None,
    }


def _lead(lead: Lead, language: str) -> Json:
    return {"kind": lead.kind, **said_json(lead.said, language), "where": list(lead.where)}


def _photo(path: str, facts: PhotoFacts) -> Json:
    return {
        "path": path,
        "sha256": facts.sha256,
        "width": facts.width,
        "height": facts.height,
        "taken_at": facts.taken_at,
        "watermark": _watermark(facts.watermark) if facts.watermark else None,
        "verdict": facts.verdict,
    }


def _watermark(mark: Watermark) -> Json:
    return {
        "time": mark.time,
        "place": mark.place,
        "lat": mark.lat,
        "lon": mark.lon,
        "code": mark.code,
        "text": list(mark.text),
        "boxes": [list(box) for box in mark.boxes],
        "confidence": mark.confidence,
    }


def _reuse(pair: ReusePair, language: str) -> Json:
    return {
        "a": pair.a,
        "b": pair.b,
        "kind": pair.kind,
        "score": pair.score,
        "explain": tell(pair.explain, language),
    }


def _files(files: Sequence[File], language: str) -> Json:
    by_state: dict[str, list[File]] = {"used": [], "unreferenced": [], "ignored": []}
    for file in files:
        by_state.setdefault(file.state, []).append(file)
    return {
        "total": len(files),
        **{state: len(by_state[state]) for state in ("used", "unreferenced", "ignored")},
        "unreadable": [
            {"path": file.path, **_reason(file.reason, language)}
            for file in by_state.get("unreadable", ())
        ],
        "unreferenced_paths": [file.path for file in by_state["unreferenced"]],
        "ignored_paths": [file.path for file in by_state["ignored"]],
    }


def _problem(problem: Problem, language: str) -> Json:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        **said_json(problem.said, language),
    }


def _since(since: Since | None) -> Json | None:
    if since is None:
        return None
    return {
        "day": since.day,
        "root": since.root,
        "added": list(since.added),
        "changed": list(since.changed),
        "removed": list(since.removed),
    }


def _judgement(judgement: Judgement) -> Json:
    return {
        "id": judgement.id,
        "target": judgement.target,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "on": judgement.on,
        "why": judgement.why,
        "until": judgement.until,
        "state": judgement.state,
        "digest": judgement.digest,
    }
