"""What to audit, and where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Shanghai")
"""Where the days of an audit begin."""


@dataclass(frozen=True)
class AuditRequest:
    """What to audit: the station's folder, and what the caller sets over station.yaml.

    `now` is the moment of the audit (aware); its day in Asia/Shanghai is the as-of date where
    neither the caller nor station.yaml names one. `work` defaults to `<station>.swaudit`.
    `show_pii` leaves names and numbers as they are, and `with_photos` puts pictures of the photos
    into the report, which it then says.
    """

    station: Path
    now: datetime
    ruleset: str | Path | None = None
    as_of: date | None = None
    quick: bool = False
    work: Path | None = None
    show_pii: bool = False
    with_photos: bool = False

    @property
    def place(self) -> Path:
        """The work folder."""
        return self.work or work_folder(self.station)


def work_folder(station: Path) -> Path:
    """Return the default folder for swaudit's own files, beside the evidence, never in it."""
    whole = station.resolve()
    return whole.with_name(f"{whole.name}.swaudit")
