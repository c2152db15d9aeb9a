"""The form for checking a drawn sample of records by phone or on site, to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from swaudit.audit.sampling import Draw
from swaudit.model.message import message, tell, word
from swaudit.model.report import Report
from swaudit.report.sheets import Column, Sheet, to_workbook
from swaudit.report.words import say, visible

RESULTS = ("confirmed", "denied", "not_reached")
_WIDTHS = {
    "no": 5, "station": 20, "what": 34, "day": 12, "domain": 14, "workers": 14, "people": 26,
    "result": 12, "by": 12, "on": 12, "remark": 30, "record": 26, "digest": 18, "month": 12,
    "drawn": 12, "there": 12, "name": 24, "ruleset": 24, "as_of": 12, "root": 68,
}  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """What a station's part of the draw rests on.

    `id` is what it is called in the draw, `station` the same as it is shown.
    """

    id: str
    station: str
    name: str
    ruleset: str
    as_of: str
    root: str

    @classmethod
    def of(cls, report: Report, id: str, station: str) -> Basis:
        """Return what a report says of itself."""
        name = report.station.name or report.station.id
        ruleset = f"{report.ruleset} {report.ruleset_version}"
        return cls(id, station, name, ruleset, report.as_of, report.root)


@dataclass(frozen=True)
class Sample:
    """A draw with its size and seed, and what it rests on.

    `left_out` are the stations that could not be audited, so that none of theirs was drawn.
    """

    size: int
    seed: int
    draw: Draw
    bases: tuple[Basis, ...]
    left_out: tuple[str, ...] = ()


def to_form(sample: Sample, language: str) -> bytes:
    """Return the form as an .xlsx workbook: what to check, the strata, and what it rests on."""
    rows = [
        (
            at,
            visible(one.station),
            visible(one.shown.label or one.shown.record),
            one.shown.day,
            visible(one.shown.domain),
            visible("、".join(one.shown.workers)),
            visible("\n".join(one.people_shown)),
            None,
            None,
            None,
            None,
            visible(one.shown.record),
            one.shown.digest,
        )
        for at, one in enumerate(sample.draw.drawn, start=1)
    ]
    names = {one.id: one.station for one in sample.bases}
    strata = [
        (visible(names[station]), visible(domain), month, drawn, there)
        for (station, domain, month), drawn, there in sample.draw.strata
    ]
    bases = [
        tuple(map(visible, (one.station, one.name, one.ruleset, one.as_of, one.root)))
        for one in sample.bases
    ]
    form = (
        "no", "station", "what", "day", "domain", "workers", "people", "result", "by", "on",
        "remark", "record", "digest",
    )  # fmt: skip
    return to_workbook(
        (
            _sheet("form", form, rows, language, above=about(sample, language)),
            _sheet("strata", ("station", "domain", "month", "drawn", "there"), strata, language),
            _sheet("bases", ("station", "name", "ruleset", "as_of", "root"), bases, language),
        )
    )


def to_contacts(sample: Sample, language: str) -> bytes:
    """Return who can be asked about each record of the form, by its number: names and phones."""
    rows = [
        (at, visible(one.station), visible("\n".join(one.people)))
        for at, one in enumerate(sample.draw.drawn, start=1)
    ]
    above = (say(message("sample.shown"), language),)
    return to_workbook(
        (_sheet("contacts", ("no", "station", "people"), rows, language, above=above),)
    )


def about(sample: Sample, language: str) -> tuple[str, ...]:
    """Return whose records were drawn and how, in sentences."""
    names = word("report.listed", language).join(visible(one.name) for one in sample.bases[:3])
    stations = message("sample.stations", n=len(sample.bases), names=names)
    drawn = message(
        "sample.drawn", n=len(sample.draw.drawn), of=sample.draw.population, size=sample.size,
        seed=sample.seed,
    )  # fmt: skip
    whose = say(stations, language) if len(sample.bases) > 3 else names
    told = [drawn, message("sample.masked")]
    if sample.left_out:
        without = word("report.listed", language).join(map(visible, sample.left_out))
        told.append(message("sample.left_out", stations=without))
    return whose, *(say(said, language) for said in told)


def lines(sample: Sample, language: str) -> list[str]:
    """Return the sample as lines for a terminal."""
    told = list(about(sample, language))
    for at, one in enumerate(sample.draw.drawn, start=1):
        parts = (one.station, one.shown.label or one.shown.record, one.shown.record)
        told.append(f"{at:>4}. " + "  ".join(visible(part) for part in parts if part))
    return [*told, *([tell(message("sample.empty"), language)] * (not sample.draw.drawn))]


def _sheet(
    code: str,
    names: Sequence[str],
    rows: Sequence[Sequence[str | int | None]],
    language: str,
    above: Sequence[str] = (),
) -> Sheet:
    """Return a sheet; the column of stations is left out where there is but one."""
    kept = [
        at for at, name in enumerate(names) if name != "station" or any(row[at] for row in rows)
    ]
    results = tuple(word(f"sample.result.{result}", language) for result in RESULTS)
    columns = [
        Column(
            word(f"sample.column.{names[at]}", language),
            _WIDTHS[names[at]],
            results if names[at] == "result" else (),
        )
        for at in kept
    ]
    shown = [tuple(row[at] for at in kept) for row in rows]
    return Sheet(word(f"sample.{code}", language), columns, shown, above)
