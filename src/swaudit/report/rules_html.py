"""A ruleset's page as one HTML file that needs nothing beside it."""

from __future__ import annotations

from swaudit.model.message import message, word
from swaudit.report.rules_page import Cited, RulesetPage
from swaudit.report.rules_said import agreed_said, cited, opening, reading_said
from swaudit.report.words import say, visible


def show_html(page: RulesetPage, language: str) -> str:
    """Return the page as HTML; everything that comes from the ruleset is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("swaudit", "report/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = visible

    def said(code: str, **values: str) -> str:
        return say(message(code, **values), language)

    def place(where: Cited) -> str:
        return cited(where, page, language)

    return environment.get_template("ruleset.html").render(
        page=page,
        language=language,
        opening=opening(page, language),
        readings={reading.name: reading for reading in page.readings},
        word=lambda code: word(code, language),
        said=said,
        cited=place,
        agreed_said=lambda agreed: agreed_said(agreed, language),
        reading_said=lambda reading: reading_said(reading, language),
    )
