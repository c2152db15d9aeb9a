"""What the commands do: ask the lower rooms, show the result, return the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from swaudit.audit import unchanged
from swaudit.audit.request import AuditRequest, work_folder
from swaudit.audit.usage import UsageError
from swaudit.cli import exit_codes, output
from swaudit.cli.exit_codes import ExitCode
from swaudit.cli.progress import shown
from swaudit.ground.store import Progress, quiet
from swaudit.model.message import message, tell, word
from swaudit.report.outputs import renderer, shows_photos, suffixes
from swaudit.report.words import visible
from swaudit.ruleset.errors import RulesetError

if TYPE_CHECKING:
    from datetime import date, datetime

    from swaudit.model.report import Report
    from swaudit.report.compare import AuditFile


@dataclass(frozen=True)
class Show:
    """How a result is to be shown."""

    form: Literal["table", "json", "junit", "markdown"]
    language: str
    quiet: bool = False
    outputs: tuple[Path, ...] = ()
    exit_zero: bool = False


def audit(request: AuditRequest, show: Show) -> ExitCode:
    """Audit one station, show its report, and return the exit code."""
    with refusals_told(show.language):
        output.check_outputs(show.outputs, request.station, suffixes)
        if request.with_photos:
            _check_photos(request, show)
        if request.work:
            output.check_outside(request.work, request.station)
        with progress(show) as told:
            report = unchanged.audit(request, told)
        _show_report(report, show)
    found = exit_codes.of_report(report)
    code = ExitCode.DECIDED if show.exit_zero else found
    _explain(found, code, show)
    return code


def _check_photos(request: AuditRequest, show: Show) -> None:
    """Raise UsageError where there are no photos to be shown, or no output that can carry them."""
    if request.quick:
        raise UsageError(message("usage.photos_not_read"))
    if not any(map(shows_photos, show.outputs)):
        raise UsageError(message("usage.photos_nowhere"))


def explain(request: AuditRequest, name: str, show: Show) -> ExitCode:
    """Audit one station and explain one rule or record of it."""
    from swaudit.audit.pipeline import ruleset_of
    from swaudit.report.explain import UnknownError
    from swaudit.report.explain import explain as explained
    from swaudit.report.explain_pages import explain_json, explain_lines

    with refusals_told(show.language):
        if request.work:
            output.check_outside(request.work, request.station)
        with progress(show) as told:
            report = unchanged.audit(request, told)
        ruleset = ruleset_of(request)
        try:
            found = explained(report, ruleset, name, show.language)
        except UnknownError as error:
            near = "、".join(error.near)
            hint = [message("explain.near", names=near)] if near else []
            said = "\n".join(tell(one, show.language) for one in (error.said, *hint))
            sys.stderr.writelines(visible(line) + "\n" for line in said.splitlines())
            raise typer.Exit(ExitCode.USAGE) from None
    if show.form == "json":
        output.print_json(explain_json(found, report, show.language))
    else:
        output.print_lines(explain_lines(found, show.language))
    return ExitCode.DECIDED


def photos(folder: Path, work: Path | None, now: datetime, show: Show) -> ExitCode:
    """Read the photos of one folder, show what they say, and return the exit code."""
    from swaudit.audit.pipeline import examine_folder

    with refusals_told(show.language):
        if work:
            output.check_outside(work, folder)
        with progress(show) as told:
            result = examine_folder(folder, work, now, told)
    if show.form == "json":
        from swaudit.report.machine import photos_json

        output.print_json(
            photos_json(
                result.photos,
                result.reuse,
                result.files,
                result.problems,
                result.generated_at,
                show.language,
            )
        )
    else:
        from swaudit.report.terminal_photos import render_photos

        page = render_photos(
            result.photos, result.reuse, result.files, result.problems, show.language
        )
        output.print_page(page, output.console(sys.stdout))
    code = exit_codes.of_photos(result.files, result.photos, result.reuse)
    _explain(code, code, show)
    return code


def manifest(station: Path, work: Path | None, day: date, language: str) -> ExitCode:
    """Seal a station's evidence, tell where and under which root hash; return the exit code."""
    from swaudit.audit.manifest import write_seal

    with refusals_told(language):
        folder = work or work_folder(station)
        output.check_outside(folder, station)
        seal = write_seal(station, folder, day)
    told = message("manifest.done", n=len(seal.files), day=day, path=seal.path, root=seal.root)
    output.print_lines(visible(line) for line in tell(told, language).splitlines())
    return ExitCode.DECIDED


def diff(old: Path, new: Path, show: Show) -> ExitCode:
    """Show what changed between two audit results, and return the exit code."""
    from swaudit.report.compare import compare
    from swaudit.report.compare_pages import diff_json, render_changes

    with refusals_told(show.language):
        before, after = _read_audit(old), _read_audit(new)
        if before.station.name != after.station.name:
            names = {"old": before.station.name, "new": after.station.name}
            raise UsageError(message("cli.other_station", **names))
    changes = compare(before, after)
    if show.form == "json":
        output.print_json(diff_json(before, after, changes))
    else:
        page = render_changes(before, after, changes, show.language)
        output.print_page(page, output.console(sys.stdout))
    return exit_codes.of_changes(changes)


def _read_audit(path: Path) -> AuditFile:
    from swaudit.report.compare import NoAuditError, read_audit

    try:
        return read_audit(path.read_bytes())
    except NoAuditError:
        raise UsageError(message("cli.no_audit", file=path)) from None


def _show_report(report: Report, show: Show) -> None:
    for path in show.outputs:
        output.write_file(renderer(path)(report, show.language), path)
    if show.form == "table":
        from swaudit.report.terminal import render

        console = output.console(sys.stdout)
        output.print_page(render(report, show.language, console.width), console)
    elif show.form == "json":
        from swaudit.report.machine import to_json

        output.print_json(to_json(report, show.language))
    elif show.form == "junit":
        from swaudit.report.junit import to_junit

        output.print_text(to_junit(report, show.language).decode())
    else:
        from swaudit.report.markdown import to_markdown

        output.print_text(to_markdown(report, show.language).decode())


def progress(show: Show) -> AbstractContextManager[Progress]:
    """Return what shows the work's progress on stderr, or nothing where it is to be quiet."""
    return nullcontext(quiet) if show.quiet else shown(output.console(sys.stderr), show.language)


def _explain(found: ExitCode, code: ExitCode, show: Show) -> None:
    """Tell on stderr what was found and the exit code, which `--exit-zero` makes another."""
    if not show.quiet:
        said = message("exit.told", said=word(f"exit.{found.value}", show.language), code=int(code))
        sys.stderr.write(tell(said, show.language) + "\n")


def refusal(error: Exception, language: str) -> list[str] | None:
    """Return in lines why a command cannot be carried out; None for an error that is our own."""
    if isinstance(error, RulesetError):
        said = "\n".join(problem.told(language) for problem in error.problems)
    elif isinstance(error, UsageError | output.OutputError):
        said = tell(error.said, language)
    elif isinstance(error, OSError):  # the work folder, mostly
        why = error.strerror or type(error).__name__
        said = tell(message("cli.refused_by_system", file=error.filename or "", why=why), language)
    else:
        return None
    return [visible(line) for line in said.splitlines()]


@contextmanager
def refusals_told(language: str) -> Iterator[None]:
    """Tell on stderr why a command cannot be carried out, and leave with the code for that."""
    try:
        yield
        return
    except (RulesetError, UsageError, output.OutputError, OSError) as error:
        lines = refusal(error, language) or []
    sys.stderr.writelines(line + "\n" for line in lines)
    raise typer.Exit(ExitCode.USAGE)
