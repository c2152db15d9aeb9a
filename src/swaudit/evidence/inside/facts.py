"""What is known of the forms in a document: all that leaves the child that looked into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Holds = Literal["text", "date", "number", "phone", "idcard", "choice", "picture"]
"""What a place of a form is for."""


@dataclass(frozen=True)
class Facts:
    """What is known of one form in a document; of its content, nothing but these.

    Fields and places to sign that are in none of the lists are surely blank; of the `unclear` ones
    a person must say: they were not found, or cannot be judged. `words` are counted without and
    with punctuation, `lengths` likewise by field; `session` is the number in the title (第3次).
    """

    kind: str
    filled: tuple[str, ...]
    unclear: tuple[str, ...]
    signed: tuple[str, ...]
    unclear_signed: tuple[str, ...]
    words: tuple[int, int]
    lengths: Mapping[str, tuple[int, int]]
    session: int | None = None
