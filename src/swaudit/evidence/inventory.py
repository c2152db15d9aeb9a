"""Every file of the evidence, found and named before anything is read.

    root/03月/照片.JPG     photo, unreferenced until something refers to it
    root/Thumbs.db        ignored: left there by the system
    root/空.xlsx           unreadable: zero bytes

Links and junctions are listed and never followed, so that nothing outside the root is touched.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from swaudit.model.dossier import File, FileKind, Problem
from swaudit.model.message import Message, message

STATION_FILE = "station.yaml"

_KINDS: dict[FileKind, str] = {
    "photo": "jpg jpeg jpe jfif png webp bmp gif tif tiff heic heif",
    "sheet": "xlsx xlsm xlsb xls et ods csv tsv",
    "document": "docx docm doc wps pdf txt md rtf ppt pptx dps odt ofd",
}
_KIND_OF = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}

# First match wins; folders end with a slash and cover everything below them.
_IGNORED = (
    ("*.swaudit/", "ignored.work"),
    ("__macosx/", "ignored.system"),
    ("thumbs.db", "ignored.system"),
    ("desktop.ini", "ignored.system"),
    (".ds_store", "ignored.system"),
    ("~$*", "ignored.lock"),
    (".~*", "ignored.lock"),
    ("*.tmp", "ignored.temporary"),
    (".*/", "ignored.hidden"),
    (".*", "ignored.hidden"),
)
_TOO_LONG = 206  # ERROR_FILENAME_EXCED_RANGE, on Windows only
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, which `stat` names on Windows only


def take_inventory(root: Path) -> tuple[File, ...]:
    """Return every file below `root`, sorted by path.

    A link, a junction and a special file are ignored with the reason, never opened; a folder that
    cannot be listed stands as one unreadable entry. A name that is no text (bytes in another
    encoding) is unreadable and shown with its bytes escaped. Raises OSError when `root` itself
    cannot be listed.
    """
    os.scandir(root).close()
    return tuple(sorted(_walk(root), key=lambda file: unicodedata.normalize("NFC", file.path)))


Stamps = Mapping[str, tuple[int, int] | None]
"""The size and the time of change of each file by path; None for one that is gone."""


def stamps(root: Path, files: Iterable[File]) -> Stamps:
    """Return how each file that is read stands on disk now."""
    return {
        file.path: _stamp(root / file.path)
        for file in files
        if file.state not in ("ignored", "unreadable")
    }


def changed(before: Stamps, now: Stamps) -> tuple[Problem, ...]:
    """Return the files that were changed in between: what was read of them may not belong together.

    A file that is in one of the two only is none.
    """
    return tuple(
        Problem(path, message("file.changed"))
        for path, stamp in before.items()
        if stamp is not None and path in now and now[path] != stamp
    )


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def kind_of(path: str) -> FileKind:
    """Return what a file is by its suffix; anything unknown is other."""
    return _KIND_OF.get(PurePosixPath(path).suffix.lstrip(".").casefold(), "other")


def _walk(root: Path) -> Iterator[File]:
    pending = [("", os.fspath(root))]
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                found = list(entries)
        except OSError as error:
            said = _why(error, "file.folder_unreadable")
            yield File(_shown(prefix.rstrip("/")), "other", 0, None, "unreadable", said)
            continue
        for entry in found:
            path = prefix + entry.name
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                said = _why(error, "file.gone")
                yield File(_shown(path), kind_of(path), 0, None, "unreadable", said)
                continue
            if stat.S_ISDIR(status.st_mode) and not _is_junction(status):
                pending.append((path + "/", entry.path))
            else:
                yield _file(path, status)


def _file(path: str, status: os.stat_result) -> File:
    kind, size = kind_of(path), status.st_size
    if stat.S_ISLNK(status.st_mode) or _is_junction(status):
        return File(_shown(path), kind, 0, None, "ignored", message("ignored.link"))
    if not stat.S_ISREG(status.st_mode):
        return File(_shown(path), kind, 0, None, "ignored", message("ignored.special"))
    ignored = _ignored(path)
    if ignored is not None:
        return File(_shown(path), kind, size, None, "ignored", ignored)
    if _shown(path) != path:
        return File(_shown(path), kind, size, None, "unreadable", message("file.bad_name"))
    if size == 0:
        return File(path, kind, 0, None, "unreadable", message("file.empty"))
    if path == STATION_FILE:
        return File(path, kind, size, None, "used")
    return File(path, kind, size)


def _ignored(path: str) -> Message | None:
    *folders, name = path.casefold().split("/")
    for pattern, code in _IGNORED:
        if pattern.endswith("/"):
            if any(fnmatch(folder, pattern[:-1]) for folder in folders):
                return message(code, pattern=pattern)
        elif fnmatch(name, pattern):
            return message(code, pattern=pattern)
    return None


def _is_junction(status: os.stat_result) -> bool:
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _shown(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _why(error: OSError, usual: str) -> Message:
    too_long = error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", 0) == _TOO_LONG
    return message("file.path_too_long" if too_long else usual)
