"""What every rendering of a ruleset's page says in the same sentence."""

from __future__ import annotations

from collections import Counter

from swaudit.model.message import message
from swaudit.model.status import Level
from swaudit.report.rules_page import Cited, ReadingPage, RulesetPage
from swaudit.report.words import say, visible
from swaudit.ruleset.schema import Agreement


def opening(page: RulesetPage, language: str) -> list[str]:
    """Return the lines under the title: which ruleset this is, and what is in it."""
    levels = Counter(rule.level for rule in page.rules)
    said = [message("show.identity", id=page.id, version=page.version)]
    if page.start and page.end:
        said.append(message("show.span", start=page.start, end=page.end))
    said.append(
        message(
            "show.summary",
            rules=len(page.rules),
            **{str(level): levels[level] for level in Level},
        )
    )
    unset = sum(parameter.value is None for parameter in page.parameters)
    unsettled = sum(reading.settled is None for reading in page.readings)
    if unset or unsettled:
        said.append(message("show.open", parameters=unset, readings=unsettled))
    return [say(one, language) for one in said]


def cited(place: Cited, page: RulesetPage, language: str) -> str:
    """Return a place in a source; among several sources by its number in their list."""
    if len(page.sources) == 1:
        return visible(place.at)
    return say(message("show.cited", number=place.number, at=place.at), language)


def agreed_said(agreed: Agreement, language: str) -> str:
    """Return by whom something was decided, in what document, when."""
    said = message("show.agreed", who=agreed.who, document=agreed.document, date=agreed.date)
    return say(said, language)


def reading_said(reading: ReadingPage, language: str) -> str:
    """Return how it stands with a reading: open, or settled by whom."""
    if reading.settled is None:
        return say(message("show.open_reading", question=reading.question), language)
    said = message(
        "show.settled",
        question=reading.question,
        answer=reading.answer,
        who=reading.settled.who,
        document=reading.settled.document,
        date=reading.settled.date,
    )
    return say(said, language)
