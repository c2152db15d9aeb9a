"""The commands by which people decide: `attest`, `waive`, `review` and `sample`."""

# Annotations are evaluated here (no `from __future__ import annotations`), as in `app`.

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from swaudit.cli.language import Language
from swaudit.cli.options import options, request_of
from swaudit.model.message import word

_WORDS = {
    "counted": "认定", "refused": "不认定", "pass": "达标", "fail": "不达标",
    "same": "同一张", "different": "非同一张",
}  # fmt: skip
"""The verdicts as they may be typed in English."""


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands, their help in `language`."""

    def said(code: str) -> str:
        return word(f"cli.help.{code}", language)

    given = options(language)

    @app.command("attest", help=said("attest"))
    def attest(
        station: Annotated[Path, given.station],
        by: Annotated[str, given.by],
        why: Annotated[str, given.why],
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
        until: Annotated[datetime | None, given.until] = None,
        ruleset: Annotated[str | None, given.ruleset] = None,
        as_of: Annotated[datetime | None, given.as_of] = None,
        work: Annotated[Path | None, given.work] = None,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
    ) -> None:
        named = {"rule": rule, "record": record, "photo": photo, "pair": pair, "item": item}
        about = {kind: name for kind, name in named.items() if name}
        decided = {
            "verdict": _WORDS.get(verdict or "", verdict),
            "points": points,
            "by": by,
            "why": why,
            "until": until.date() if until else None,
        }
        request = request_of(station, ruleset, as_of, work)
        from swaudit.cli.judge import decide

        raise typer.Exit(decide(request, about, decided, lang, quiet=quiet))

    @app.command("waive", help=said("waive"))
    def waive(
        station: Annotated[Path, given.station],
        rule: Annotated[str, typer.Option("--rule", metavar="ID", help=said("waive.rule"))],
        by: Annotated[str, given.by],
        why: Annotated[str, given.why],
        until: Annotated[datetime, given.until],
        ruleset: Annotated[str | None, given.ruleset] = None,
        as_of: Annotated[datetime | None, given.as_of] = None,
        work: Annotated[Path | None, given.work] = None,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
    ) -> None:
        decided = {"by": by, "why": why, "until": until.date()}
        request = request_of(station, ruleset, as_of, work)
        from swaudit.cli.judge import decide

        raise typer.Exit(decide(request, {"waiver": rule}, decided, lang, quiet=quiet))

    @app.command("review", help=said("review"))
    def review(
        stations: Annotated[list[Path], given.stations],
        taken: Annotated[
            Path | None,
            typer.Option(
                "--import", metavar="FILE", exists=True, dir_okay=False, help=said("review.import")
            ),
        ] = None,
        by: Annotated[str, given.by] = "",
        ruleset: Annotated[str | None, given.ruleset] = None,
        as_of: Annotated[datetime | None, given.as_of] = None,
        work: Annotated[Path | None, given.work] = None,
        show_pii: Annotated[bool, given.show_pii] = False,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
    ) -> None:
        from swaudit.cli import review as reviewing
        from swaudit.cli import taking

        asked = request_of(stations[0], ruleset, as_of, work, show_pii=show_pii)
        if taken is not None:
            raise typer.Exit(taking.take(stations, asked, taken, lang, quiet=quiet))
        raise typer.Exit(reviewing.talk(stations, asked, by, lang, quiet=quiet))

    @app.command("sample", help=said("sample"))
    def sample(
        stations: Annotated[list[Path], given.stations],
        size: Annotated[int, typer.Option("--size", metavar="N", min=1, help=said("sample.size"))],
        seed: Annotated[int, typer.Option("--seed", metavar="S", help=said("sample.seed"))],
        to: Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", metavar="FILE.xlsx", dir_okay=False, help=said("sample.output")
            ),
        ] = None,
        ruleset: Annotated[str | None, given.ruleset] = None,
        as_of: Annotated[datetime | None, given.as_of] = None,
        work: Annotated[Path | None, given.work] = None,
        show_pii: Annotated[bool, typer.Option("--show-pii", help=said("sample.show_pii"))] = False,
        lang: Annotated[Language, given.lang] = language,
        quiet: Annotated[bool, given.quiet] = False,
    ) -> None:
        from swaudit.cli.sampled import Wanted, draw_sample

        asked = request_of(stations[0], ruleset, as_of, work)
        wanted = Wanted(size, seed, to, contacts=show_pii)
        raise typer.Exit(draw_sample(stations, asked, wanted, lang, quiet=quiet))
