"""How a rule file is refused: an error whose code the message catalogues know."""

from __future__ import annotations

from typing import Any, LiteralString, cast

from pydantic_core import PydanticCustomError


def refusal(code: str, **values: object) -> PydanticCustomError:
    """Return the validation error for a message code; the catalogue's sentence tells it."""
    context = {name: str(value) for name, value in values.items()}
    literal = cast(LiteralString, cast(Any, code))
    return PydanticCustomError(literal, literal, context)
