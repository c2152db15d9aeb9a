"""`swaudit attest` and `waive`: a person's decisions on their way into 认定.yaml."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.language import Language
from swaudit.model.message import message, tell, word

if TYPE_CHECKING:
    from swaudit.audit.deciding import Kind
    from swaudit.audit.judgements import Entry
    from swaudit.audit.pipeline import Audited, AuditRequest

_WORDS = {
    "counted": "认定", "refused": "不认定", "pass": "达标", "fail": "不达标",
    "same": "同一张", "different": "非同一张",
}  # fmt: skip
"""The verdicts as they may be typed in English."""


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands, their help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    station_argument = Annotated[Path, typer.Argument(metavar="STATION", help=said("station"))]
    ruleset_option = Annotated[
        str | None, typer.Option("--ruleset", metavar="ID|PATH", help=said("ruleset"))
    ]
    as_of_option = Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help=said("as_of")),
    ]
    until_option = Annotated[
        datetime | None,
        typer.Option("--until", metavar="DATE", formats=["%Y-%m-%d"], help=said("until")),
    ]
    work_option = Annotated[
        Path | None, typer.Option("--work", metavar="DIR", file_okay=False, help=said("work"))
    ]
    by_option = Annotated[str, typer.Option("--by", metavar="NAME", help=said("by"))]
    why_option = Annotated[str, typer.Option("--why", metavar="TEXT", help=said("why"))]
    lang_option = Annotated[Language, typer.Option("--lang", help=said("lang"))]
    quiet_option = Annotated[bool, typer.Option("--quiet", "-q", help=said("quiet"))]

    @app.command("attest", help=said("attest"))
    def attest(
        station: station_argument,
        by: by_option,
        why: why_option,
        rule: Annotated[
            str | None, typer.Option("--rule", metavar="ID", help=said("attest.rule"))
        ] = None,
        record: Annotated[
            str | None, typer.Option("--record", metavar="ID", help=said("attest.record"))
        ] = None,
        photo: Annotated[
            str | None, typer.Option("--photo", metavar="PATH", help=said("attest.photo"))
        ] = None,
        pair: Annotated[
            tuple[str, str] | None, typer.Option("--pair", metavar="A B", help=said("attest.pair"))
        ] = None,
        item: Annotated[
            str | None, typer.Option("--item", metavar="RULE/ITEM", help=said("attest.item"))
        ] = None,
        points: Annotated[
            str | None, typer.Option("--points", metavar="N", help=said("attest.points"))
        ] = None,
        verdict: Annotated[
            str | None, typer.Option("--verdict", metavar="VERDICT", help=said("attest.verdict"))
        ] = None,
        until: until_option = None,
        ruleset: ruleset_option = None,
        as_of: as_of_option = None,
        work: work_option = None,
        lang: lang_option = language,
        quiet: quiet_option = False,
    ) -> None:
        named = {"rule": rule, "record": record, "photo": photo, "pair": pair, "item": item}
        about = {kind: name for kind, name in named.items() if name}
        given = {
            "verdict": _WORDS.get(verdict or "", verdict),
            "points": points,
            "by": by,
            "why": why,
            "until": until.date() if until else None,
        }
        request = _request(station, ruleset, as_of, work)
        raise typer.Exit(decide(request, about, given, lang, quiet=quiet))

    @app.command("waive", help=said("waive"))
    def waive(
        station: station_argument,
        rule: Annotated[str, typer.Option("--rule", metavar="ID", help=said("waive.rule"))],
        by: by_option,
        why: why_option,
        until: Annotated[
            datetime,
            typer.Option("--until", metavar="DATE", formats=["%Y-%m-%d"], help=said("until")),
        ],
        ruleset: ruleset_option = None,
        as_of: as_of_option = None,
        work: work_option = None,
        lang: lang_option = language,
        quiet: quiet_option = False,
    ) -> None:
        given = {"by": by, "why": why, "until": until.date()}
        request = _request(station, ruleset, as_of, work)
        raise typer.Exit(decide(request, {"waiver": rule}, given, lang, quiet=quiet))


def decide(
    request: "AuditRequest",
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
        target = target_of(audited, _kind(kind), names)
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
) -> "Entry":
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


def write(request: "AuditRequest", entries: "Sequence[Entry]") -> Path:
    """Add decisions to the station's 认定.yaml, whole or not at all, and return its path."""
    from swaudit.audit.deciding import with_added
    from swaudit.audit.judgements import FILE_NAME

    path = request.place / FILE_NAME
    output.check_outside(path, request.station)
    output.write_file(with_added(path, entries), path)
    return path


def run(request: "AuditRequest", language: str, *, quiet: bool) -> "Audited":
    """Audit the station that a decision is made on. Raises as `audited` does, and OutputError."""
    from swaudit.audit.pipeline import audited
    from swaudit.cli.commands import Show, progress

    output.check_outside(request.place, request.station)
    with progress(Show("table", language, quiet)) as told:
        return audited(request, told)


def _request(
    station: Path, ruleset: str | None, as_of: datetime | None, work: Path | None
) -> "AuditRequest":
    from swaudit.audit.pipeline import HOME, AuditRequest

    day = as_of.date() if as_of else None
    return AuditRequest(station, datetime.now(HOME), ruleset, day, work=work)


def _kind(name: str) -> "Kind":
    return name  # type: ignore[return-value]
