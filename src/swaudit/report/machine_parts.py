"""The small pieces that JSON documents are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from swaudit.model.message import Message
from swaudit.report.words import told

Json = dict[str, Any]


def number(amount: Decimal) -> int | float:
    """Return an amount as JSON has it: an int where it is whole."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def number_or_null(amount: Decimal | None) -> int | float | None:
    """Return an amount, or null where there is none."""
    return None if amount is None else number(amount)


def said_json(said: Message, language: str) -> Json:
    """Return a sentence with its code beside it."""
    return {"text": told(said, language), "code": said.code}
