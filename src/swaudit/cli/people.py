"""The commands by which people decide: `attest`, `waive`, `review` and `sample`."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from swaudit.cli.language import Language
from swaudit.model.message import word

if TYPE_CHECKING:
    from swaudit.audit.pipeline import AuditRequest

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
    pii_option = Annotated[bool, typer.Option("--show-pii", help=said("show_pii"))]
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
        from swaudit.cli.judge import decide

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
        from swaudit.cli.judge import decide

        raise typer.Exit(decide(request, {"waiver": rule}, given, lang, quiet=quiet))

    @app.command("review", help=said("review"))
    def review(
        station: station_argument,
        taken: Annotated[
            Path | None,
            typer.Option(
                "--import", metavar="FILE", exists=True, dir_okay=False, help=said("review.import")
            ),
        ] = None,
        by: Annotated[str, typer.Option("--by", metavar="NAME", help=said("by"))] = "",
        ruleset: ruleset_option = None,
        as_of: as_of_option = None,
        work: work_option = None,
        show_pii: pii_option = False,
        lang: lang_option = language,
        quiet: quiet_option = False,
    ) -> None:
        from swaudit.cli import review as reviewing

        request = _request(station, ruleset, as_of, work, show_pii=show_pii)
        if taken is not None:
            raise typer.Exit(reviewing.take(request, taken, lang, quiet=quiet))
        raise typer.Exit(reviewing.talk(request, by, lang, quiet=quiet))

    @app.command("sample", help=said("sample"))
    def sample(
        station: station_argument,
        size: Annotated[int, typer.Option("--size", metavar="N", min=1, help=said("sample.size"))],
        seed: Annotated[int, typer.Option("--seed", metavar="S", help=said("sample.seed"))],
        to: Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", metavar="FILE.xlsx", dir_okay=False, help=said("sample.output")
            ),
        ] = None,
        ruleset: ruleset_option = None,
        as_of: as_of_option = None,
        work: work_option = None,
        show_pii: pii_option = False,
        lang: lang_option = language,
        quiet: quiet_option = False,
    ) -> None:
        from swaudit.cli.sampled import draw_sample

        request = _request(station, ruleset, as_of, work, show_pii=show_pii)
        raise typer.Exit(draw_sample(request, size, seed, to, lang, quiet=quiet))


def _request(
    station: Path,
    ruleset: str | None,
    as_of: datetime | None,
    work: Path | None,
    *,
    show_pii: bool = False,
) -> "AuditRequest":
    from swaudit.audit.pipeline import HOME, AuditRequest

    day = as_of.date() if as_of else None
    return AuditRequest(station, datetime.now(HOME), ruleset, day, work=work, show_pii=show_pii)
