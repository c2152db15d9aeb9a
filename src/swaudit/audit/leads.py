"""Suspicions beside the rules: shown with both sides, never counted (design §4, 线索)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from swaudit.audit.judgements import Judgements, pair_id
from swaudit.audit.reuse import between_events
from swaudit.audit.stamp_leads import contradictions, far_from_its_place
from swaudit.model.dossier import Dossier
from swaudit.model.message import message
from swaudit.model.report import Lead, ReusePair
from swaudit.ruleset.schema import Validity


def raised(
    dossier: Dossier,
    reuse: tuple[ReusePair, ...],
    judgements: Judgements,
    validity: Validity | None,
) -> tuple[Lead, ...]:
    """Return the leads of a dossier, those a person has settled left out.

    Where the rules do not refuse a photo used twice (`validity`), the copy is a lead.
    """
    refused = validity is not None and validity.reuse == "refuse"
    unjudged = tuple(pair for pair in reuse if pair.lead or not refused)
    return (
        *_alike(dossier, unjudged, judgements),
        *_same_code(dossier),
        *(
            lead
            for path, facts in sorted(dossier.photos.items())
            for lead in contradictions(path, facts)
        ),
        *far_from_its_place(dossier.photos),
    )


def _alike(
    dossier: Dossier, reuse: tuple[ReusePair, ...], judgements: Judgements
) -> Iterator[Lead]:
    """Photos of different events that show one scene; within one event that is nothing."""
    linked = {link.path for link in dossier.links}
    for pair in between_events(reuse, dossier):
        hashes = pair_id(dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256)
        # Where a person has ruled, a copy is judged with its records, and the rest is nothing.
        if judgements.on("pair", hashes) or not {pair.a, pair.b} <= linked:
            continue
        yield Lead(pair.kind, message(_code(pair), a=pair.a, b=pair.b), (pair.a, pair.b))


def _code(pair: ReusePair) -> str:
    if not pair.lead:
        return "lead.copied"
    return "lead.rephotographed" if pair.kind == "rephotographed" else "lead.alike"


def _same_code(dossier: Dossier) -> Iterator[Lead]:
    """An anti-forgery code belongs to one shot: on two different pictures it speaks of a copy."""
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for path, facts in sorted(dossier.photos.items()):
        if facts.watermark and facts.watermark.code and facts.pixels:
            bearers[facts.watermark.code].setdefault(facts.pixels, path)
    for code, paths in sorted(bearers.items()):
        if len(paths) > 1:
            where = tuple(paths.values())
            yield Lead("same_code", message("lead.same_code", code=code), where)
