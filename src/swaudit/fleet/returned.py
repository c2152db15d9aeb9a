"""Decisions that come back for several stations in one file, sorted out by station."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from swaudit.audit.returned import Returned
from swaudit.audit.usage import UsageError
from swaudit.fleet.stations import Site
from swaudit.model.message import Message, message


def by_station(
    returned: Iterable[Returned], sites: Sequence[Site]
) -> tuple[Mapping[str, tuple[Returned, ...]], tuple[tuple[str, Message], ...]]:
    """Return the decisions by the station's name, and those of no station that is there.

    What names no station is about the only one. Raises UsageError where there are several.
    """
    sorted_out: dict[str, list[Returned]] = {}
    refused: list[tuple[str, Message]] = []
    for one in returned:
        if not one.station and len(sites) > 1:
            raise UsageError(message("review.which_station"))
        found = [site.name for site in sites if not one.station or _may_be(one.station, site.name)]
        if len(found) == 1:
            sorted_out.setdefault(found[0], []).append(one)
        else:
            refused.append((one.where, message("review.no_station", station=one.station)))
    return {name: tuple(several) for name, several in sorted_out.items()}, tuple(refused)


def _may_be(told: str, name: str) -> bool:
    """Say whether a station was told so, each masked character standing for any."""
    return told == name or bool(re.fullmatch(re.escape(told).replace(r"\*", "."), name))
