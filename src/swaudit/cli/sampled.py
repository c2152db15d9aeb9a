"""`swaudit sample`: records drawn for checks by phone or on site, as a form to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swaudit.cli import output
from swaudit.cli.exit_codes import ExitCode
from swaudit.model.message import message, tell

if TYPE_CHECKING:
    from pathlib import Path

    from swaudit.audit.pipeline import AuditRequest


def draw_sample(
    request: AuditRequest, size: int, seed: int, to: Path | None, language: str, *, quiet: bool
) -> ExitCode:
    """Draw records, write the form or list them; 4 where there is nothing to draw from."""
    from swaudit.audit.sampling import contacts, draw
    from swaudit.cli.commands import refusals_told
    from swaudit.cli.judge import run
    from swaudit.report.sample_form import Sample, lines, to_form

    with refusals_told(language):
        if to is not None:
            output.check_writable(to, (".xlsx",))
            output.check_outside(to, request.station)
        audited = run(request, language, quiet=quiet)
        drawn = draw(audited.plain.records, size, seed)
        # What is drawn hangs on identities as they are; what is told is masked.
        shown = dict(
            zip((one.record for one in audited.plain.records), audited.report.records, strict=True)
        )
        plain = {id(shown[one.record]): one.record for one in drawn.records}
        sample = Sample(
            size,
            seed,
            tuple(shown[one.record] for one in drawn.records),
            tuple((domain, month, n, of) for (domain, month), n, of in drawn.strata),
            drawn.population,
        )
        if to is not None:
            form = to_form(
                sample,
                audited.report,
                lambda one: contacts(audited, plain[id(one)], show_pii=request.show_pii),
                language,
            )
            output.write_file(form, to)
    if to is None:
        output.print_lines(lines(sample, audited.report, language))
    else:
        told = message("sample.written", n=len(sample.records), of=sample.population, path=to)
        output.print_lines([tell(told, language)])
    return ExitCode.DECIDED if sample.records else ExitCode.NOTHING
