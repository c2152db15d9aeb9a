"""An audit of a station where nothing changed since the last one is told again from memory.

What an audit rests on is known by its names, sizes and times, that of change among them, which
nobody can set back: the evidence, the work folder, the decisions beside it, the rules, swaudit and
the packages it is installed with. Any of them differs, and everything is audited anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from swaudit.audit.request import HOME, AuditRequest
from swaudit.evidence.inventory import take_inventory
from swaudit.ground.store import Progress, Store, quiet
from swaudit.ruleset.shipped import rulesets_folder

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from swaudit.model.report import Report

VERSION = 1
SETTLED_SECONDS = 3
"""What was written less than this before may be written again without its times telling it."""

_PACKAGE = Path(__file__).parents[1]
_MEMORY = "facts.sqlite"

_Stat = tuple[str, int, int, int, int] | tuple[str, None]
"""A path with its size, its two times in nanoseconds and its number; with None: it is not there."""


def audit(request: AuditRequest, progress: Progress = quiet) -> Report:
    """Audit one station, from memory where nothing changed. Raises as `pipeline.audited` does.

    Only audits by rulesets that come with swaudit are remembered, without pictures, and none in
    which a file crashed its reader or took too long: that is tried again.
    """
    standing = None if request.with_photos else _standing(request)
    known = _recalled(request, standing) if standing else None
    if known is not None:
        return replace(known, generated_at=request.now.isoformat(timespec="seconds"))

    from swaudit.audit.pipeline import audited

    anew = audited(request, progress)
    lasting = anew.lasting and anew.report.ruleset_shipped
    if standing and standing == _standing(request) and standing.settled and lasting:
        _remember(request, standing, anew.report)
    return anew.report


@dataclass(frozen=True)
class _Standing:
    """The digest of all that an audit rests on, and when any of it was last written (ns)."""

    digest: str
    newest: int

    @property
    def settled(self) -> bool:
        return self.newest < time.time_ns() - SETTLED_SECONDS * 10**9


def _recalled(request: AuditRequest, standing: _Standing) -> Report | None:
    if not (request.place / _MEMORY).is_file():
        return None
    with Store(request.place / _MEMORY) as store:
        known = store.recall(_slot(request), "report", VERSION)
    return _reports().validate_python(known[1]) if known and known[0] == standing.digest else None


def _remember(request: AuditRequest, standing: _Standing, report: Report) -> None:
    plain = _reports().dump_python(report, mode="json")
    # Only what comes back as it was, to the last digit, may stand for the audit.
    if repr(_reports().validate_python(plain)) == repr(report):
        with Store(request.place / _MEMORY) as store:
            store.remember(_slot(request), "report", VERSION, [standing.digest, plain])


def _reports() -> TypeAdapter[Report]:
    from pydantic import TypeAdapter

    from swaudit.model.report import Report

    return TypeAdapter(Report)


def _slot(request: AuditRequest) -> str:
    """Return the name that an audit is remembered under: the last one of its kind alone is kept."""
    return f"{'quick' if request.quick else 'whole'}{' unmasked' * request.show_pii}"


def _standing(request: AuditRequest) -> _Standing | None:
    """Return what an audit rests on as it stands now; None where the evidence cannot be listed."""
    station, place = request.station, request.place
    try:
        files = take_inventory(station)
    except OSError:
        return None  # the audit itself says why
    read = (station / file.path for file in files if file.state != "ignored")
    # Decisions of a station that is gone, beside this one's own, are told of (`left_behind`).
    beside = () if request.work else sorted({*place.parent.glob(f"*{place.suffix}")} - {place})
    stats = [
        *_stats(read),
        *_stats(path for path in _below(place) if not path.name.startswith(_MEMORY)),
        *_stats(path for folder in beside for path in sorted(folder.glob("*.yaml"))),
        *_stats(path for folder in (_PACKAGE, rulesets_folder()) for path in _below(folder)),
        *_stats(Path(folder) for folder in sys.path if folder.endswith("-packages")),
    ]
    asked: tuple[Any, ...] = (
        *(station.resolve(), place.resolve(), request.ruleset, request.as_of, Path.cwd()),
        *(request.now.astimezone(HOME).date(), sys.version, files),
        [(folder.name, folder.with_suffix("").exists()) for folder in beside],
    )
    told = f"{asked} {stats}".encode("utf-8", "surrogateescape")
    newest = max((max(stat[2:4]) for stat in stats if stat[1] is not None), default=0)
    return _Standing(hashlib.sha256(told).hexdigest(), newest)


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *links]))


def _stats(paths: Iterable[Path]) -> Iterator[_Stat]:
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            yield str(path), None
            continue
        times = found.st_mtime_ns, found.st_ctime_ns
        yield str(path), found.st_size, *times, found.st_ino
