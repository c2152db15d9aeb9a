"""A score and the settled readings put into words, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from swaudit.model.message import Message, message, tell, word
from swaudit.model.report import Score, ScoreLine, SettledReading
from swaudit.report.words import number, say, visible


def title(score: Score, language: str) -> str:
    """Return the total of a score, the range it may lie in, and its reading."""
    told = message(
        "report.score",
        title=visible(score.title),
        points=_range(score.low, score.high),
        total=number(score.total),
    )
    return " · ".join(filter(None, (tell(told, language), visible(score.answer))))


def lines(score: Score, language: str) -> Iterator[tuple[str, str]]:
    """Yield (name, what is said of it): the grades, the veto, then every item."""
    yield from outcome(score, language)
    yield from items(score, language)


def items(score: Score, language: str) -> Iterator[tuple[str, str]]:
    """Yield (name, points and why) of each of its lines."""
    for line in score.lines:
        yield visible(line.title), _line(line, language)


def outcome(score: Score, language: str) -> Iterator[tuple[str, str]]:
    """Yield (name, what is said of it): the grades within reach and the veto."""
    comma = word("report.comma", language)
    if score.grades or score.gaps:
        gaps = [tell(message("report.score.gap", between=gap), language) for gap in score.gaps]
        grades = comma.join((*map(visible, score.grades), *gaps))
        yield word("report.score.grades", language), grades
    if score.veto != "none":
        said = message(f"report.score.veto.{score.veto}", on=comma.join(score.vetoes))
        yield word("report.score.veto", language), say(said, language)


def settled(reading: SettledReading, language: str) -> tuple[str, str]:
    """Return a settled reading: its question, and who settled it how, where and when."""
    said = message(
        "report.settled",
        answer=reading.answer,
        who=reading.who,
        document=reading.document,
        date=reading.date,
    )
    return visible(reading.question), say(said, language)


def _line(line: ScoreLine, language: str) -> str:
    points = _range(line.low, line.high)
    if line.max is None:
        told: Message = message("report.score.adjusted", points=points)
    else:
        told = message("report.score.item", points=points, max=number(line.max))
    parts = [f"{visible(name)} {_range(low, high)}" for name, low, high in line.parts]
    given = message("report.score.given") if line.given is not None else None
    status = word(f"status.{line.cause}", language) if line.cause else ""
    why = (say(said, language) for said in line.why)
    aside = [status, tell(given, language) if given else "", *parts, *why]
    return " · ".join(filter(None, (tell(told, language), *aside)))


def _range(low: Decimal, high: Decimal) -> str:
    return number(low) if low == high else f"{number(low)}…{number(high)}"
