"""How many records each field of work has in each month: the calendar of a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from swaudit.model.report import Report
from swaudit.model.status import Counts

UNDATED = ""
"""The month of records without a readable date."""


@dataclass(frozen=True)
class Month:
    """The records of one field of work in one month (YYYY-MM, or UNDATED), by what became of them.

    `outside` says that the month lies outside the contract.
    """

    month: str
    counted: int
    pending: int
    refused: int
    outside: bool = False

    @property
    def total(self) -> int:
        """All records, counted or not."""
        return self.counted + self.pending + self.refused


def calendar(report: Report) -> tuple[tuple[str, tuple[Month, ...]], ...]:
    """Return each field of work (领域) with its months: the contract's, and any that has records.

    Every row has the same months in order; records without a date stand last.
    """
    counts = Counter(
        (record.domain, record.day[:7], record.counts) for record in report.records if record.domain
    )
    asked = set(_contract_months(report))
    seen = {month for _, month, _ in counts}
    months = sorted((asked | seen) - {UNDATED}) + [UNDATED] * (UNDATED in seen)
    return tuple(
        (
            domain,
            tuple(
                Month(
                    month,
                    counts[domain, month, Counts.COUNTED],
                    counts[domain, month, Counts.PENDING],
                    counts[domain, month, Counts.REFUSED],
                    outside=bool(month and asked and month not in asked),
                )
                for month in months
            ),
        )
        for domain in dict.fromkeys(record.domain for record in report.records if record.domain)
    )


def _contract_months(report: Report) -> list[str]:
    start, end = report.station.start, report.station.end
    if not start or not end:
        return []
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(first, last + 1)]
