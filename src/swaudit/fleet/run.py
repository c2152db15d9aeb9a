"""Stations audited one after another; what goes wrong with one is that one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from swaudit.audit.pipeline import Audited, audited
from swaudit.fleet.stations import Site
from swaudit.ground.store import Progress, quiet

T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What was taken from a station's audit, or the error that stopped it."""

    site: Site
    taken: T | None = None
    error: Exception | None = None


def each(
    sites: Sequence[Site], take: Callable[[Site, Audited], T], progress: Progress = quiet
) -> Iterator[Done[T]]:
    """Audit each station and yield what `take` makes of it; only that is kept in memory."""
    for at, site in enumerate(sites):
        if len(sites) > 1:
            progress("stations", at, len(sites))
        try:
            done = Done(site, take(site, audited(site.request, progress)))
        except Exception as error:
            done = Done(site, error=error)
        yield done
    if len(sites) > 1:
        progress("stations", len(sites), len(sites))
