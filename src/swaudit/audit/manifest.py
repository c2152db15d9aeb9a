"""The evidence sealed at a cut-off day: a hash of every file, and one root hash of them all.

A seal is a text (UTF-8) in the form that `sha256sum -c` reads, so that anybody can check it without
this program; its root is the SHA-256 of that text. Ignored files (the system's own) are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from swaudit.audit.usage import UsageError
from swaudit.evidence.inventory import take_inventory
from swaudit.ground.sandbox import file_sha256
from swaudit.model.dossier import File
from swaudit.model.message import message
from swaudit.model.report import Since

UNREAD = "-" * 64
"""Stands for the hash of a file that cannot be opened."""
_FILE = re.compile(r"封存-(\d{4}-\d\d-\d\d)\.sha256")
_LINE = re.compile(r"(\\?)([0-9a-f]{64}|-{64})  (.+)", re.DOTALL)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}

Hashes = Mapping[str, str]
"""SHA-256 (hex) by path."""


def hashes(root: Path, files: Iterable[File], hash_of: Callable[[Path], str]) -> dict[str, str]:
    """Return the hash of each file that is not ignored, by its path below `root`."""
    found: dict[str, str] = {}
    for file in files:
        if file.state == "ignored":
            continue
        try:
            found[file.path] = file.sha256 or hash_of(root / file.path)
        except OSError:
            found[file.path] = UNREAD
    return found


def root_of(found: Hashes) -> str:
    """Return the one hash that stands for all of them: that of the seal's text."""
    return hashlib.sha256(_bytes(found)).hexdigest()


@dataclass(frozen=True)
class Seal:
    """A seal that was written: its file, its root hash and the files it holds."""

    path: Path
    root: str
    files: Hashes


def write_seal(station: Path, work: Path, day: date) -> Seal:
    """Write the seal of a station's evidence into the work folder.

    Every file is read anew: what a seal says of it is true whatever was remembered. Raises
    UsageError where there is nothing to seal or that day's seal stands already; OSError.
    """
    found = hashes(station, take_inventory(station), file_sha256)
    if not found:
        raise UsageError(message("manifest.nothing", path=station))
    work.mkdir(parents=True, exist_ok=True)
    path = work / f"封存-{day.isoformat()}.sha256"
    try:
        with path.open("xb") as stream:
            stream.write(_bytes(found))
    except FileExistsError:
        raise UsageError(message("manifest.exists", path=path)) from None
    return Seal(path, root_of(found), found)


def changes_since_seal(work: Path, now: Hashes) -> Since | None:
    """Return what happened since the latest seal in a work folder, or None without one.

    Raises UsageError for a file that is no seal.
    """
    found = {match[1]: path for path in work.glob("*") if (match := _FILE.fullmatch(path.name))}
    if not found:
        return None
    day, path = max(found.items())
    return since(day, read_seal(path), now)


def read_seal(path: Path) -> dict[str, str]:
    """Return the hashes a seal holds. Raises UsageError for a line that is none."""
    found: dict[str, str] = {}
    # Only \n ends a line: a file's name may hold other characters that do for str.splitlines.
    lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    for number, line in enumerate(lines[:-1], start=1):
        match = _LINE.fullmatch(line)
        if not match:
            raise UsageError(message("manifest.line", path=path, line=number))
        found[_unescaped(match[3]) if match[1] else match[3]] = match[2]
    return found


def since(day: str, sealed: Hashes, now: Hashes) -> Since:
    """Return what was added, changed and removed since a seal."""
    return Since(
        day=day,
        root=root_of(sealed),
        added=tuple(sorted(now.keys() - sealed.keys())),
        changed=tuple(sorted(path for path in now.keys() & sealed if now[path] != sealed[path])),
        removed=tuple(sorted(sealed.keys() - now.keys())),
    )


def _bytes(found: Hashes) -> bytes:
    text = "".join(_line(path, found[path]) for path in sorted(found))
    return text.encode("utf-8", "surrogateescape")


def _line(path: str, digest: str) -> str:
    escaped = re.sub(r"[\\\n\r]", lambda char: _ESCAPES[char[0]], path)
    mark = "\\" if escaped != path else ""
    return f"{mark}{digest}  {escaped}\n"


def _unescaped(path: str) -> str:
    plain = {escaped[1]: char for char, escaped in _ESCAPES.items()}
    return re.sub(r"\\([\\nr])", lambda found: plain[found[1]], path)
