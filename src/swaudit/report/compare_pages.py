"""The difference of two audits, for people (a terminal) and for programs (JSON)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

from swaudit.model.message import Message, message, tell, word
from swaudit.model.status import Status
from swaudit.report.compare import AuditFile, Change, Kind, Seen
from swaudit.report.terminal_flow import Flow
from swaudit.report.terminal_parts import heading, listed
from swaudit.report.words import period, say, span, visible

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

DIFF_SCHEMA = "swaudit/diff/1"


def render_changes(
    old: AuditFile, new: AuditFile, changes: Sequence[Change], language: str
) -> Group:
    """Return what changed as lines to print: what is new first, then what was mended."""
    from rich.console import Group

    return Group(
        Flow(visible(new.station.name), "bold"),
        *(
            Flow(say(_audit(code, one), language), "dim")
            for code, one in (("diff.old", old), ("diff.new", new))
        ),
        *_sections(changes, language),
    )


def diff_json(old: AuditFile, new: AuditFile, changes: Iterable[Change]) -> dict[str, Any]:
    """Return what changed as plain JSON types (`schemas/diff-1.json`)."""
    return {
        "schema": DIFF_SCHEMA,
        "old": _which(old),
        "new": _which(new),
        "changes": [
            {
                "kind": change.kind,
                "what": change.what,
                "id": change.id,
                "title": change.known.title,
                "by": change.known.by,
                "period": change.known.period,
                "before": _plain(change.before),
                "after": _plain(change.after),
            }
            for change in changes
        ],
    }


def _sections(changes: Sequence[Change], language: str) -> Iterator[RenderableType]:
    # A rule with several periods is told by those that changed.
    told = [one for one in changes if not (one.what == "rule" and _told_by_cells(one, changes))]
    for kind in get_args(Kind):
        lines = [Flow(_line(one, language)) for one in told if one.kind == kind]
        if lines:
            title = message(
                "report.titled", title=word(f"diff.kind.{kind}", language), n=len(lines)
            )
            yield heading(tell(title, language))
            yield listed(lines)
    if not told:
        yield Flow(word("diff.nothing", language))


def _told_by_cells(rule: Change, changes: Sequence[Change]) -> bool:
    return any(
        one.what == "cell" and one.kind == rule.kind and one.id.startswith(f"{rule.id}/")
        for one in changes
    )


def _line(change: Change, language: str) -> str:
    states = " → ".join(_seen(one, language) for one in (change.before, change.after))
    known = change.known
    when = period(known.period, language, with_year=True) if known.period else ""
    name = " ".join(filter(None, map(visible, (known.title, known.by, when))))
    return "  ".join(filter(None, (name, states, visible(known.why))))


def _seen(seen: Seen | None, language: str) -> str:
    if seen is None:
        return word("diff.absent", language)
    codes = "status" if seen.verdict in tuple(Status) else "counts"
    said = word(f"{codes}.{seen.verdict}", language)
    return said if seen.counted is None else f"{said} {span(seen.counted, seen.maybe)}"


def _audit(code: str, audit: AuditFile) -> Message:
    return message(code, date=audit.as_of, id=audit.ruleset.id, version=audit.ruleset.version)


def _which(audit: AuditFile) -> dict[str, str]:
    return {
        "station": audit.station.name,
        "as_of": audit.as_of,
        "ruleset": audit.ruleset.id,
        "version": audit.ruleset.version,
    }


def _plain(seen: Seen | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {
        "verdict": seen.verdict,
        "counted": None if seen.counted is None else float(seen.counted),
        "maybe": None if seen.maybe is None else float(seen.maybe),
        "expect": seen.expect,
        "why": seen.why or None,
    }
