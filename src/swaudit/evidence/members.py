"""What is packed inside files: photos and documents that nobody reads there, named for that.

    材料.zip            12 photos, 3 documents: not unpacked
    活动记录.docx        5 pictures large enough to be photos
    旧材料.rar          cannot be looked into

A file on disk is counted as one file, whatever is in it. Runs in a child: only the lists of
contents are read, so that a bomb stays folded.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from swaudit.evidence.inventory import kind_of
from swaudit.ground.store import Extractor, Facts, Progress, Store
from swaudit.model.dossier import File, Problem
from swaudit.model.message import message

PHOTO_BYTES = 20_000
"""Smaller pictures inside documents are logos and stamps; a phone's photo is never so small."""

_ARCHIVES = ("zip", "rar", "7z", "tar", "gz", "tgz")
_OFFICE = ("docx", "docm", "pptx", "wps", "dps", "xlsx", "xlsm", "et", "odt", "ods")
_MEDIA = ("media/", "pictures/", "embeddings/", "object ")
_SHOWN = 3
_GBK_NAMED = 0x800
_LOCKED = 0x1


def read_members(content: bytes, name: str) -> dict[str, Any]:
    """Return `{"members": [[name, bytes], …] or None, "locked": bool}`; None: not to be listed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = [one for one in archive.infolist() if not one.is_dir()]
    except Exception:  # a zip can be broken in many ways, and other archives are none
        return {"members": None, "locked": False}
    return {
        "members": [[_name(one), one.file_size] for one in found],
        "locked": any(one.flag_bits & _LOCKED for one in found),
    }


MEMBERS = Extractor("members", 1, read_members, seconds=30)


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; Chinese Windows writes GBK and does not say so."""
    if member.flag_bits & _GBK_NAMED:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def look_inside(
    store: Store, root: Path, files: Iterable[File], progress: Progress
) -> tuple[Problem, ...]:
    """Return what is packed in archives, documents and workbooks, a Problem for each such file."""
    open_files = [file for file in files if file.state not in ("ignored", "unreadable")]
    wanted = {
        root / file.path: file.path
        for file in open_files
        if _suffix(file.path) in (*_ARCHIVES, *_OFFICE)
    }
    facts = store.extract(wanted, MEMBERS, progress=progress)
    return tuple(problem for path, at in wanted.items() for problem in _told(at, facts[path]))


def _told(path: str, facts: Facts) -> Iterator[Problem]:
    packed = facts.value["members"] if facts.value else None
    if _suffix(path) in _ARCHIVES:
        if packed is None:
            yield Problem(path, message("archive.closed"))
        else:
            counts = _counts(name for name, _ in packed)
            code = "archive.locked" if facts.value["locked"] else "archive.packed"
            yield Problem(path, message(code, **counts, names=_names(packed)))
        return
    inside = [
        [name, size]
        for name, size in packed or ()
        if any(part in name.casefold() for part in _MEDIA)
    ]
    photos = [one for one in inside if kind_of(one[0]) == "photo" and one[1] >= PHOTO_BYTES]
    papers = [one for one in inside if kind_of(one[0]) in ("document", "sheet")]
    if photos:
        said = message("note.photos_inside", count=len(photos), names=_names(photos))
        yield Problem(path, said)
    if papers:
        said = message("note.papers_inside", count=len(papers), names=_names(papers))
        yield Problem(path, said)


def _counts(names: Iterable[str]) -> Mapping[str, int]:
    kinds = [kind_of(name) for name in names]
    photos = kinds.count("photo")
    papers = kinds.count("document") + kinds.count("sheet")
    return {"photos": photos, "papers": papers, "others": len(kinds) - photos - papers}


def _names(packed: Iterable[list[Any]]) -> str:
    names = [str(name) for name, _ in packed]
    return "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lstrip(".").casefold()
