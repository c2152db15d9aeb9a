"""The form for checking a drawn sample of records by phone or on site, to be filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from swaudit.model.message import message, tell, word
from swaudit.model.report import RecordVerdict, Report
from swaudit.report.sheets import Column, Sheet, to_workbook
from swaudit.report.words import say, visible

RESULTS = ("confirmed", "denied", "not_reached")
_WIDTHS = {
    "no": 5, "what": 34, "day": 12, "domain": 14, "workers": 14, "people": 26, "result": 12,
    "by": 12, "on": 12, "remark": 30, "record": 26, "digest": 18,
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A draw as it is told: its size and seed, its records, and the strata in words and numbers."""

    size: int
    seed: int
    records: tuple[RecordVerdict, ...]
    strata: tuple[tuple[str, str, int, int], ...]
    population: int


def to_form(
    sample: Sample,
    report: Report,
    people: Callable[[RecordVerdict], tuple[str, ...]],
    language: str,
) -> bytes:
    """Return the form as an .xlsx workbook; `people` are those who can be asked about a record."""
    rows = [
        (
            at,
            visible(record.label or record.record),
            record.day,
            visible(record.domain),
            visible("、".join(record.workers)),
            visible("\n".join(people(record))),
            None,
            None,
            None,
            None,
            visible(record.record),
            record.digest,
        )
        for at, record in enumerate(sample.records, start=1)
    ]
    results = tuple(word(f"sample.result.{code}", language) for code in RESULTS)
    columns = [
        Column(word(f"sample.column.{code}", language), width, results if code == "result" else ())
        for code, width in _WIDTHS.items()
    ]
    above = (visible(report.station.name or report.station.id), *about(sample, report, language))
    form = Sheet(word("sample.form", language), columns, rows, above)
    strata = Sheet(
        word("sample.strata", language),
        [
            Column(word(f"sample.column.{code}", language), 16)
            for code in ("domain", "month", "drawn", "there")
        ],
        [(visible(domain), month, drawn, there) for domain, month, drawn, there in sample.strata],
    )
    return to_workbook((form, strata))


def about(sample: Sample, report: Report, language: str) -> tuple[str, ...]:
    """Return how the sample was drawn and whether names and phones are shown, in sentences."""
    drawn = message(
        "sample.drawn", n=len(sample.records), of=sample.population, size=sample.size,
        seed=sample.seed,
    )  # fmt: skip
    ruled = message(
        "sample.about", id=report.ruleset, version=report.ruleset_version, as_of=report.as_of,
        root=report.root,
    )  # fmt: skip
    pii = message("sample.shown" if report.shows_pii else "sample.masked")
    return tuple(say(said, language) for said in (drawn, ruled, pii))


def lines(sample: Sample, report: Report, language: str) -> list[str]:
    """Return the sample as lines for a terminal."""
    told = list(about(sample, report, language))
    for at, record in enumerate(sample.records, start=1):
        told.append(f"{at:>4}. {visible(record.label or record.record)}  {visible(record.record)}")
    return [*told, *([tell(message("sample.empty"), language)] * (not sample.records))]
