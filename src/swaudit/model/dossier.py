"""Everything a station handed in, read and linked: frozen, and judged by nobody yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from swaudit.model.message import Message
from swaudit.model.photo import PhotoFacts

if TYPE_CHECKING:
    from swaudit.model.tables import Table

FileKind = Literal["photo", "sheet", "document", "other"]
FileState = Literal["used", "unreferenced", "ignored", "unreadable"]


@dataclass(frozen=True)
class File:
    """One regular file of the evidence: `path` relative, with forward slashes; `size` in bytes.

    `read_as` is the path with what a person said that its folders stand for, where they did.
    """

    path: str
    kind: FileKind
    size: int
    sha256: str | None = None
    state: FileState = "unreferenced"
    reason: Message | None = None
    read_as: str = ""

    @property
    def place(self) -> str:
        """The path that tells what a file is; never shown."""
        return self.read_as or self.path


@dataclass(frozen=True)
class Problem:
    """Something that could not be read, and where: file, sheet, cell, value, what was expected.

    A code that begins with `note.` is no fault: something was left aside, and is named for that.
    """

    file: str
    said: Message
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Link:
    """A photo offered for a record, and why it was linked.

    `reason` is folder_column | folder_name | path | watermark, strongest first; `contested` when
    another record has an equal claim.
    """

    record: str
    path: str
    reason: Literal["folder_column", "folder_name", "path", "watermark"]
    contested: bool = False


@dataclass(frozen=True)
class Station:
    """Who is audited, from 基本信息 or station.yaml; `start` and `end` the contract, closed."""

    id: str
    name: str
    start: date | None = None
    end: date | None = None
    city: str = ""
    county: str = ""
    town: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Dossier:
    """The evidence of one station: tables by name, files, photo facts by path, links, problems."""

    station: Station
    tables: Mapping[str, Table]
    files: tuple[File, ...]
    photos: Mapping[str, PhotoFacts]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
