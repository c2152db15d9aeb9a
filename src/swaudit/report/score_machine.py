"""A score and the settled readings as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from swaudit.model.report import Score, ScoreLine, SettledReading
from swaudit.report.machine_parts import Json, number, number_or_null, said_json


def settled_json(reading: SettledReading) -> Json:
    """Return a reading that was settled: how, by whom, where and when."""
    return {
        "question": reading.question,
        "option": reading.option,
        "answer": reading.answer,
        "who": reading.who,
        "document": reading.document,
        "date": reading.date,
    }


def score_json(scores: Sequence[Score], language: str) -> Json | None:
    """Return the score; one under several readings as that of the first, with all beside it."""
    told = [_one_score(score, language) for score in scores]
    return {**told[0], "readings": told if len(told) > 1 else []} if told else None


def _one_score(score: Score, language: str) -> Json:
    items = [line for line in score.lines if line.max is not None]
    adjusted = [line for line in score.lines if line.max is None]
    return {
        "rule": score.rule,
        "title": score.title,
        "assignment": dict(score.assignment),
        "answer": score.answer,
        "status": score.status.value,
        "total": number(score.total),
        "low": number(score.low),
        "high": number(score.high),
        "grades": list(score.grades),
        "gaps": list(score.gaps),
        "veto": score.veto,
        "vetoes": list(score.vetoes),
        "items": [_score_line(line, language) for line in items],
        "adjust": [_score_line(line, language) for line in adjusted],
    }


def _score_line(line: ScoreLine, language: str) -> Json:
    return {
        "id": line.id,
        "title": line.title,
        "max": number_or_null(line.max),
        "low": number(line.low),
        "high": number(line.high),
        "cause": line.cause.value if line.cause else None,
        "given": number_or_null(line.given),
        "parts": [
            {"by": name, "low": number(low), "high": number(high)} for name, low, high in line.parts
        ],
        "why": [said_json(said, language) for said in line.why],
    }
