"""What `swaudit attest`, `waive` and `review` share: a decision checked and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.model.message import message, tell, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from swaudit.audit.judgements import Entry
    from swaudit.audit.pipeline import Audited
    from swaudit.audit.request import AuditRequest


def decide(
    request: AuditRequest,
    about: Mapping[str, str | tuple[str, str]],
    given: Mapping[str, object],
    language: str,
    *,
    quiet: bool,
) -> ExitCode:
    """Add one decision to 认定.yaml: `about` names its target by kind, `given` the rest of it."""
    from swaudit.audit.deciding import check_points, target_of
    from swaudit.audit.usage import UsageError
    from swaudit.cli.commands import refusals_told

    with refusals_told(language):
        if len(about) != 1:
            raise UsageError(message("judgement.which"))
        ((kind, name),) = about.items()
        until, today = given.get("until"), request.now.date()
        if until and str(until) < today.isoformat():
            raise UsageError(message("judgement.until_past", until=until))
        # What can be wrong without the evidence is told before it is read.
        entry_of(kind, name, "", {**given, "date": today})
        audited = run(request, language, quiet=quiet)
        names = (name,) if isinstance(name, str) else name
        target = target_of(audited, kind, names)
        entry = entry_of(kind, target.id, target.digest, {**given, "date": today})
        if kind == "item":
            check_points(audited, target.id, entry)
        path = write(request, [entry])
    told = message(
        "judgement.written", kind=word(f"judgement.of.{kind}", language), name="、".join(names),
        path=path,
    )  # fmt: skip
    output.print_lines([tell(told, language)])
    return ExitCode.DECIDED


def entry_of(
    kind: str, target: str | tuple[str, str], digest: str, rest: Mapping[str, object]
) -> Entry:
    """Return a decision, a pair given as its two hashes or its id. Raises RulesetError."""
    from pydantic import ValidationError

    from swaudit.audit.judgements import Entry
    from swaudit.ruleset.errors import NOWHERE, RulesetError
    from swaudit.ruleset.source import Entries
    from swaudit.ruleset.validate import problems_of

    named = target.split("+") if kind == "pair" and isinstance(target, str) else target
    filled = {name: value for name, value in rest.items() if value is not None}
    try:
        return Entry.model_validate({kind: named, "digest": digest, **filled})
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, Entries({}, NOWHERE)))) from None


def write(request: AuditRequest, entries: Sequence[Entry]) -> Path:
    """Add decisions to the end of the station's 认定.yaml and return its path.

    Nothing that stands there is written anew, so two people may decide at once.
    """
    from swaudit.audit.deciding import addition
    from swaudit.audit.judgements import FILE_NAME

    path = request.place / FILE_NAME
    output.check_outside(path, request.station)
    output.append_file(addition(path, entries), path)
    return path


def run(request: AuditRequest, language: str, *, quiet: bool) -> Audited:
    """Audit the station that a decision is made on. Raises as `audited` does, and OutputError."""
    from swaudit.audit.pipeline import audited
    from swaudit.cli.commands import Show, progress

    output.check_outside(request.place, request.station)
    with progress(Show("table", language, quiet)) as told:
        return audited(request, told)
