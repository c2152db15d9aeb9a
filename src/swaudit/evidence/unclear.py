"""What is written, but may mean one of several things."""

from __future__ import annotations


class UnclearError(ValueError):
    """Something that may mean one of several things; `code` is the message code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
