"""The audit as JUnit XML, so that a CI shows each rule as a test.

JUnit knows passed, failed, error and skipped. Only a rule that is decided against the station is a
failure; what nobody has decided is skipped with its verdict, so that it never looks passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from swaudit.model.report import Report
from swaudit.model.status import Level, Status
from swaudit.report.page import Page, Row, page

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_SKIPPED = frozenset(
    {
        Status.RULING_NEEDED,
        Status.UNDETERMINED,
        Status.REVIEW,
        Status.LEAD,
        Status.MANUAL,
        Status.NOT_APPLICABLE,
    }
)


def to_junit(report: Report, language: str) -> bytes:
    """Return the rules as a JUnit document (UTF-8), a suite for each chapter."""
    told = page(report, language)
    root = ElementTree.Element("testsuites", {"name": told.station})
    for chapter, rows in told.chapters:
        suite = ElementTree.SubElement(
            root, "testsuite", {"name": chapter, "timestamp": report.generated_at, **_counts(rows)}
        )
        properties = ElementTree.SubElement(suite, "properties")
        for name, value in _properties(report, told, whole=chapter == told.chapters[0][0]):
            ElementTree.SubElement(properties, "property", {"name": name, "value": value})
        for row in rows:
            _case(suite, row, report.ruleset)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f"{_DECLARATION}{text}\n".encode()


def _properties(report: Report, told: Page, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield what the verdicts rest on, once as a `whole`: only a suite has a place for it."""
    yield "personal_data", "shown" if report.shows_pii else "masked"
    yield "ruleset", told.ruleset
    yield "dates", told.dates
    for section in told.basis if whole else ():
        for at, line in enumerate(section.lines, start=1):
            yield f"{section.title} {at}", line.text


def _case(suite: ElementTree.Element, row: Row, ruleset: str) -> None:
    name = f"{row.finding.rule} {row.title}"
    case = ElementTree.SubElement(
        suite, "testcase", {"classname": ruleset, "name": name, "time": "0"}
    )
    kind = _kind(row)
    numbers = " ".join(filter(None, (row.required, row.counted)))
    if kind:
        said = ElementTree.SubElement(
            case, kind, {"message": " ".join(filter(None, (row.status, numbers)))}
        )
        said.text = "\n".join(row.why)
    elif row.why:
        ElementTree.SubElement(case, "system-out").text = "\n".join((row.status, *row.why))


def _kind(row: Row) -> str:
    status = row.finding.status
    if status is Status.ERROR:
        return "error"
    if status is Status.FAIL and row.finding.level is Level.MUST:
        # A waived rule is not met: it must not look passed.
        return "skipped" if row.finding.waiver else "failure"
    return "skipped" if status in _SKIPPED else ""


def _counts(rows: Sequence[Row]) -> dict[str, str]:
    kinds = Counter(map(_kind, rows))
    return {
        "tests": str(len(rows)),
        "failures": str(kinds["failure"]),
        "errors": str(kinds["error"]),
        "skipped": str(kinds["skipped"]),
    }
