"""Why a task cannot even begin."""

from __future__ import annotations

from swaudit.model.message import Message


class UsageError(Exception):
    """What was asked cannot be done as asked; `said` tells why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.code)
        self.said = said
