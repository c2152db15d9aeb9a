"""The audit on one page: ruleset + evidence → records → findings → report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from swaudit.audit.digests import of_photos
from swaudit.audit.gather import ContractError, Gathered, gather, read_photos
from swaudit.audit.judgements import left_behind, read_judgements
from swaudit.audit.leads import raised
from swaudit.audit.manifest import changes_since_seal, hashes, root_of
from swaudit.audit.mapping import read_mapping
from swaudit.audit.next_steps import next_steps
from swaudit.audit.outside import outside
from swaudit.audit.privacy import redacted
from swaudit.audit.provenance import rows_behind, with_hashes
from swaudit.audit.request import HOME, AuditRequest, work_folder
from swaudit.audit.reuse import between_events
from swaudit.audit.scoring import Results, results
from swaudit.audit.usage import UsageError
from swaudit.audit.validity import Judged, judge
from swaudit.evidence.documents import account
from swaudit.evidence.inventory import take_inventory
from swaudit.evidence.station import StationFile, StationFileError, read_station_yaml
from swaudit.ground.store import Progress, Store, quiet
from swaudit.model.dossier import Dossier, File, Problem
from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import Health, Report, ReusePair, SettledReading
from swaudit.model.status import Status
from swaudit.photos.reuse import Sources, crowded, pairs
from swaudit.query.scope import Scope
from swaudit.ruleset.errors import Mark, RulesetError
from swaudit.ruleset.errors import Problem as WrongFile
from swaudit.ruleset.load import load_ruleset
from swaudit.ruleset.schema import Ruleset
from swaudit.ruleset.shipped import shipped

Targets = Mapping[str, Mapping[str, str]]
"""Digests by kind of target and id."""


@dataclass(frozen=True, eq=False)
class Audited:
    """An audit and what it was made of.

    `report` is for people, masked unless it was asked for unmasked; `plain` is never masked, for
    finding what a person means; `targets` are the digests of all that can be decided on, by target
    and id. `lasting` says that the same files would surely be read alike once more.
    """

    report: Report
    plain: Report
    targets: Targets
    dossier: Dossier
    lasting: bool


@dataclass(frozen=True)
class PhotosResult:
    """What the photos of a folder say, by path, and which of them look like one capture."""

    photos: tuple[tuple[str, PhotoFacts], ...]
    reuse: tuple[ReusePair, ...]
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    generated_at: str


def audited(request: AuditRequest, progress: Progress = quiet) -> Audited:
    """Audit one station and keep what the audit was made of.

    Raises UsageError, RulesetError (a wrong ruleset, station.yaml or 认定.yaml) and OSError (the
    work folder cannot be written).
    """
    settings = _settings(request.station)
    ruleset = ruleset_of(request)
    as_of = request.as_of or settings.as_of or request.now.astimezone(HOME).date()
    work = request.place
    ruled = read_judgements(work, as_of, request.now.astimezone(HOME).date())
    if request.quick:
        ruled = ruled.undigested()
    own = read_mapping(work, ruleset.specs, ruleset.documents)

    with Store(work / "facts.sqlite") as store:
        try:
            gathered = gather(
                request.station,
                ruleset,
                store,
                with_photos=not request.quick,
                progress=progress,
                own=own.mapping,
            )
        except ContractError as error:
            raise UsageError(error.said) from None
        dossier = gathered.dossier
        # Before photos are read nothing is hashed that need not be.
        hashed = {} if request.quick else hashes(request.station, dossier.files, store.hash_of)
        every, uncompared = _reuse(request.station, dossier.photos, store, progress)
    reuse = between_events(every, dossier)
    judged = judge(
        dossier, ruleset.specs, ruleset.validity, reuse, ruled, photos_read=not request.quick
    )
    leads = raised(dossier, reuse, ruled, ruleset.validity)
    scope = Scope(ruleset.specs, judged.tables, ruleset.values(), *gathered.contract, as_of)
    found = results(ruleset.rules, scope, ruled)
    targets = _targets(dossier, judged, found, photos_read=not request.quick)
    decisions = ruled.known(targets).all
    astray = [] if request.work else [_astray(*found) for found in left_behind(work, targets)]
    plain = Report(
        ruleset=ruleset.id,
        ruleset_version=ruleset.version,
        ruleset_title=ruleset.title,
        ruleset_digest=ruleset.digest,
        ruleset_shipped=ruleset.shipped,
        sources=tuple(ruleset.sources.items()),
        parameters=tuple((name, value or "") for name, value in ruleset.values().items()),
        station=dossier.station,
        as_of=as_of.isoformat(),
        generated_at=request.now.isoformat(timespec="seconds"),
        quick=request.quick,
        health=_health(gathered, judged),
        findings=found.findings,
        records=judged.verdicts,
        files=dossier.files,
        photos=tuple(sorted(dossier.photos.items())),
        reuse=reuse,
        leads=leads,
        problems=(
            *own.remarks,
            *astray,
            *dossier.problems,
            *uncompared,
            *outside(dossier.tables, gathered.contract, as_of),
        ),
        judgements=decisions,
        next_steps=next_steps(
            found.findings,
            judged.verdicts,
            dossier.files,
            decisions,
            (*own.remarks, *dossier.problems),
        ),
        scores=found.scores,
        rows=rows_behind(found.findings, judged.tables),
        settled=_settled(ruleset),
        root=root_of(hashed) if hashed else "",
        since=changes_since_seal(work, hashed) if hashed else None,
    )
    plain = with_hashes(plain, dossier.photos)
    shown = plain if request.show_pii else redacted(plain, dossier.tables)
    drawn = None
    if request.with_photos:
        from swaudit.audit.pictures import pictures

        drawn = pictures(plain, {path: request.station / path for path in dossier.photos}, progress)
    shown = replace(shown, shows_pii=request.show_pii, pictures=drawn)
    lasting = not store.failed and all(pair.score > 0 for pair in every)
    return Audited(shown, plain, targets, dossier, lasting)


def ruleset_of(request: AuditRequest) -> Ruleset:
    """Return the ruleset a station is audited by. Raises UsageError and RulesetError."""
    if request.ruleset:
        return load_ruleset(request.ruleset)
    chosen = _settings(request.station).ruleset
    if chosen is None:
        raise UsageError(message("usage.no_ruleset", known="、".join(shipped())))
    return load_ruleset(chosen, request.station)


def examine_folder(
    folder: Path, work: Path | None, now: datetime, progress: Progress = quiet
) -> PhotosResult:
    """Read every photo below a folder, without ledger or ruleset. Raises UsageError, OSError."""
    files = _inventory(folder)
    with Store((work or work_folder(folder)) / "facts.sqlite") as store:
        photos, files = read_photos(folder, files, store, progress)
        reuse, problems = _reuse(folder, photos, store, progress)
    used = {path: message("file.photo") for path in photos}
    return PhotosResult(
        photos=tuple(sorted(photos.items())),
        reuse=reuse,
        files=account(files, used),
        problems=problems,
        generated_at=now.isoformat(timespec="seconds"),
    )


def _reuse(
    root: Path, photos: Mapping[str, PhotoFacts], store: Store, progress: Progress
) -> tuple[tuple[ReusePair, ...], tuple[Problem, ...]]:
    """Return the pairs, and what to say where so many are alike that some were not compared."""
    sources = Sources({path: root / path for path in photos}, store, progress)
    found, many = pairs(photos, sources), crowded(photos, sources)
    if not many:
        return found, ()
    from swaudit.photos.candidates import MOST_PARTNERS

    said = message("note.reuse_crowded", n=len(many), most=MOST_PARTNERS)
    return found, (Problem(many[0], said),)


def _inventory(folder: Path) -> tuple[File, ...]:
    try:
        return take_inventory(folder)
    except OSError:
        raise UsageError(message("usage.no_folder", path=folder)) from None


def _settings(station: Path) -> StationFile:
    if not station.is_dir():
        raise UsageError(message("usage.no_folder", path=station))
    try:
        return read_station_yaml(station)
    except StationFileError as error:
        mark = Mark(str(station / error.file), error.line, error.column)
        raise RulesetError([WrongFile(mark, error.said)]) from None


def _targets(dossier: Dossier, judged: Judged, found: Results, *, photos_read: bool) -> Targets:
    asked: dict[str, dict[str, str]] = {
        "record": {verdict.record: verdict.digest for verdict in judged.verdicts},
        # An attestation on a rule that no person is asked about changes nothing, and says so.
        "rule": {one.rule: one.digest for one in found.findings if one.rule in found.asked},
        "waiver": {one.rule: one.digest for one in found.findings if one.status is Status.FAIL},
        "item": {
            f"{score.rule}/{line.id}": line.digest
            for score in found.scores
            for line in score.lines
            if line.cause is not None or line.given is not None
        },
    }
    if photos_read:
        asked["photo"] = of_photos(dossier)
    return asked


def _astray(path: Path, count: int) -> Problem:
    said = message("judgement.left_behind", n=count, folder=path.parent.name)
    return Problem(f"{path.parent.name}/{path.name}", said)


def _settled(ruleset: Ruleset) -> tuple[SettledReading, ...]:
    return tuple(
        SettledReading(
            reading=name,
            question=ruleset.readings[name].question,
            option=choice.option,
            answer=ruleset.readings[name].options[choice.option],
            who=choice.who,
            document=choice.document,
            date=choice.date.isoformat(),
        )
        for name, choice in ruleset.settled.items()
    )


def _health(gathered: Gathered, judged: Judged) -> Health:
    tables = gathered.handed_in.values()
    dossier = gathered.dossier
    return Health(
        rows_read=sum(len(table) for table in tables),
        rows_problem=sum(int(table.unreadable.any(axis=1).sum()) for table in tables),
        files=_tally(file.state for file in dossier.files),
        photos=_tally(facts.verdict for facts in dossier.photos.values()),
        records=_tally(verdict.counts for verdict in judged.verdicts),
    )


def _tally(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(str(name) for name in names).items()))
