"""Facts remembered by content: (SHA-256 of the file, extractor, its version) → value.

One SQLite file in the work folder, written by the parent alone. Losing it costs time, never truth.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from swaudit.ground.sandbox import Parser, Sandbox, file_sha256

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (
    sha256 TEXT, extractor TEXT, version INTEGER, value TEXT,
    PRIMARY KEY (sha256, extractor, version)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hashed (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, sha256 TEXT)
    WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Extractor:
    """A parser with the name and version under which its results are remembered.

    Raise `version` whenever the same bytes would give another value. `seconds` bounds one file.
    """

    name: str
    version: int
    parser: Parser
    seconds: float


@dataclass(frozen=True)
class Facts:
    """The value an extractor gave for a file, or the problem (a message code) that prevented it."""

    sha256: str | None
    value: Any = None
    problem: str | None = None


Progress = Callable[[str, int, int], None]
"""Told (what, done, total) as work goes on."""


def quiet(what: str, done: int, total: int) -> None:
    """Take note of nothing: the progress of callers that do not show any."""


class Store:
    """The SQLite file of facts. Use as a context manager; raises sqlite3.Error, OSError.

    OSError also where another process keeps the file locked. The children that read files are
    kept until the end. `failed` says whether a file crashed, hung or vanished: read once more, it
    may not.

    A file that is damaged, or no database at all, is begun anew: it holds nothing but memory.
    """

    def __init__(self, path: Path) -> None:
        self.failed = False
        self._children = Sandbox()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _opened(path)
        except sqlite3.OperationalError as error:
            # Locked by another audit, or not to be opened: nothing is wrong with what it holds.
            raise OSError(errno.EBUSY, str(error), str(path)) from None
        except sqlite3.DatabaseError:
            path.unlink()
            self._db = _opened(path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._children.close()
        self._db.commit()
        self._db.close()

    def hash_of(self, path: Path) -> str:
        """Return a file's SHA-256, read only when its size or times changed. Raises OSError.

        The time of change is among them where the system keeps it: unlike that of writing, nobody
        can set it back.
        """
        stat = path.stat()
        stamp = (str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        row = self._db.execute(
            "SELECT sha256 FROM hashed WHERE path=? AND size=? AND mtime_ns=? AND ctime_ns=?",
            stamp,
        ).fetchone()
        if row:
            return str(row[0])
        sha256 = file_sha256(path)
        self._db.execute(
            "INSERT OR REPLACE INTO hashed VALUES (?,?,?,?,?)",
            (*stamp, sha256),
        )
        return sha256

    def extract(
        self,
        paths: Iterable[Path],
        extractor: Extractor,
        *,
        progress: Progress = quiet,
    ) -> dict[Path, Facts]:
        """Return the facts of each file, from memory where the same bytes were read before.

        Files that crash, hang or vanish come back with a problem and are tried again next time.
        """
        found: dict[Path, Facts] = {}
        missing: dict[Path, str] = {}
        for path in paths:
            try:
                sha256 = self.hash_of(path)
            except OSError:
                found[path] = Facts(None, problem="file.gone")
                continue
            value = self.recall(sha256, extractor.name, extractor.version)
            if value is None:
                missing[path] = sha256
            else:
                found[path] = Facts(sha256, value)
        self._db.commit()
        self._parse(missing, extractor, found, progress)
        self.failed |= any(one.problem is not None for one in found.values())
        return found

    def recall(self, key: str, name: str, version: int) -> Any | None:
        """Return what `remember` was told under the same three, or None."""
        row = self._db.execute(
            "SELECT value FROM facts WHERE sha256=? AND extractor=? AND version=?",
            (key, name, version),
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def remember(self, key: str, name: str, version: int, value: Any) -> None:
        """Keep a value of plain JSON types under a key of one's own, such as a pair of hashes."""
        self._db.execute(
            "INSERT OR REPLACE INTO facts VALUES (?,?,?,?)",
            (key, name, version, json.dumps(value, ensure_ascii=False)),
        )
        self._db.commit()

    def _parse(
        self,
        missing: Mapping[Path, str],
        extractor: Extractor,
        found: dict[Path, Facts],
        progress: Progress,
    ) -> None:
        outcomes = self._children.parse_all(
            list(missing), extractor.parser, seconds=extractor.seconds
        )
        for done, parsed in enumerate(outcomes, start=1):
            # Whatever kills its parser is known by its content as well.
            sha256 = parsed.sha256 or missing[parsed.path]
            found[parsed.path] = Facts(sha256, parsed.value, parsed.problem)
            if parsed.problem is None and parsed.sha256 is not None:
                self.remember(parsed.sha256, extractor.name, extractor.version, parsed.value)
            progress(extractor.name, done, len(missing))


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
