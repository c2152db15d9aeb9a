"""A day as rule files and 认定.yaml write it: 2026-03-05, of no time zone."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(given: Any) -> Any:
    # A moment is one day here and another day there; a number counts from nobody knows when.
    if type(given) is date or (isinstance(given, str) and _WRITTEN.fullmatch(given)):
        return given
    raise PydanticCustomError("date_type", "a day")


Day = Annotated[date, BeforeValidator(_day)]
