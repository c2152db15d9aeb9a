"""Which stations a command is about: named one by one, or all those in a folder.

县/                 no station.yaml of its own, but of a folder in it: a folder of stations
县/示例镇社工站/     station.yaml …
县/示例街道社工站/   without one it is a station as well: it is audited, or it is told why not
县/示例镇社工站.swaudit/   a work folder, no station
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from swaudit.audit.request import AuditRequest
from swaudit.audit.usage import UsageError
from swaudit.evidence.inventory import STATION_FILE
from swaudit.model.message import message

_WORK = ".swaudit"


@dataclass(frozen=True)
class Site:
    """A station among others: what it is called there, and the audit that is asked of it.

    The name is that of its folder, with as much of the path before it as tells it apart.
    """

    name: str
    request: AuditRequest


def sites(paths: Sequence[Path], asked: AuditRequest) -> tuple[Site, ...]:
    """Return the stations of some paths, each once, sorted by name.

    `asked` is what is asked of each; its own station does not matter. Where its work folder is
    named, several stations have a folder of their own in it. Raises UsageError for a path that is
    no folder.
    """
    found = {one.resolve(): one for path in paths for one in _stations_at(path)}
    names = _names(list(found))
    alone = len(paths) == 1 and list(found) == [paths[0].resolve()]
    return tuple(
        Site(name, replace(asked, station=found[folder], work=_work(asked.work, name, alone)))
        for name, folder in sorted(zip(names, found, strict=True))
    )


def _work(work: Path | None, name: str, alone: bool) -> Path | None:
    return work if work is None or alone else work / f"{name}{_WORK}"


def _stations_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        raise UsageError(message("usage.no_folder", path=path))
    inner = [
        child
        for child in path.iterdir()
        if child.is_dir() and child.suffix != _WORK and not child.name.startswith(".")
    ]
    own = (path / STATION_FILE).is_file()
    if own or not any((child / STATION_FILE).is_file() for child in inner):
        yield path
    else:
        yield from inner


def _names(folders: Sequence[Path]) -> list[str]:
    """Return the shortest ends of the paths that are all different."""
    for length in range(1, max((len(folder.parts) for folder in folders), default=0) + 1):
        names = ["/".join(folder.parts[-length:]) for folder in folders]
        if len(set(names)) == len(names):
            break
    return [unicodedata.normalize("NFC", name) for name in names] if folders else []
