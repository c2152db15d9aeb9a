"""`swaudit sample`: records drawn for checks by phone or on site, as a form to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from swaudit.audit.usage import UsageError
from swaudit.cli import output, prompt
from swaudit.cli.exit_codes import ExitCode, foremost
from swaudit.model.message import message, word

if TYPE_CHECKING:
    from swaudit.audit.pipeline import Audited
    from swaudit.audit.request import AuditRequest
    from swaudit.audit.sampling import Candidate
    from swaudit.fleet.stations import Site
    from swaudit.report.sample_form import Basis


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn, where the form goes, and whether a list of names and phones goes along.

    Names and phones stand in that list alone.
    """

    size: int
    seed: int
    to: Path | None
    contacts: bool = False

    def outputs(self, language: str) -> list[Path]:
        """Return the files to be written. Raises UsageError for phones without a file."""
        if self.to is None:
            if self.contacts:
                raise UsageError(message("sample.contacts_where"))
            return []
        beside = self.to.with_name(f"{self.to.stem}-{word('sample.contacts', language)}.xlsx")
        return [self.to, beside] if self.contacts else [self.to]


def draw_sample(
    paths: Sequence[Path], asked: AuditRequest, wanted: Wanted, language: str, *, quiet: bool
) -> ExitCode:
    """Draw records, write the form or list them; 4 where there is nothing to draw from."""
    from swaudit.audit.privacy import redacted
    from swaudit.audit.sampling import candidates, draw
    from swaudit.cli.across import collected, sites_of
    from swaudit.cli.commands import refusals_told
    from swaudit.report.sample_form import Basis, Sample, lines, to_contacts, to_form

    def taken(site: Site, audited: Audited) -> tuple[Basis, Sequence[Candidate]]:
        name = site.name if several else ""
        shown = redacted(name, audited.dossier.tables)
        return Basis.of(audited.report, name, shown), candidates(audited, name)

    with refusals_told(language):
        sites = sites_of(paths, asked)
        several = len(sites) > 1
        files = wanted.outputs(language)
        for file in files:
            output.check_writable(file, (".xlsx",))
            for site in sites:
                output.check_outside(file, site.request.station)
        found, code = collected(sites, taken, language, quiet=quiet)
        there = [one for _, (_, records) in found for one in records]
        sample = Sample(
            wanted.size,
            wanted.seed,
            draw(there, wanted.size, wanted.seed),
            tuple(basis for _, (basis, _) in found),
            tuple(site.name for site in sites if site not in {one for one, _ in found}),
        )
        for file, made in zip(files, (to_form, to_contacts), strict=False):
            output.write_file(made(sample, language), file)
    if not files:
        output.print_lines(lines(sample, language))
    for file in files:
        said = message(
            "sample.written" if file == wanted.to else "sample.contacts_written",
            n=len(sample.draw.drawn), of=sample.draw.population, path=file,
        )  # fmt: skip
        prompt.say(said, language)
    return foremost((code, ExitCode.DECIDED if sample.draw.drawn else ExitCode.NOTHING))
