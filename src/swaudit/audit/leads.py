"""Suspicions beside the rules: shown with both sides, never counted (design §4, 线索)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from swaudit.audit.digests import of_photos
from swaudit.audit.judgements import Judgements, pair_id
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

    `reuse` are the pairs between events: within one event a second shot is nothing.
    Where the rules do not refuse a photo used twice (`validity`), the copy is a lead.
    """
    refused = validity is not None and validity.reuse == "refuse"
    unjudged = tuple(pair for pair in reuse if pair.lead or not refused)
    found = (
        *_alike(dossier, unjudged),
        *_same_code(dossier),
        *(
            lead
            for path, facts in sorted(dossier.photos.items())
            for lead in contradictions(path, facts)
        ),
        *far_from_its_place(dossier.photos),
    )
    digests = of_photos(dossier)
    about = (_about(lead, dossier, digests) for lead in found)
    return tuple(lead for lead in about if not _settled(lead, judgements))


def _about(lead: Lead, dossier: Dossier, digests: Mapping[str, str]) -> Lead:
    """Return the lead with the photos to decide on: of a stamp the one that bears it."""
    where = lead.where[:1] if lead.kind.startswith("watermark") else lead.where
    photos = tuple(dossier.photos[path].sha256 for path in where)
    digest = digests[photos[0]] if len(photos) == 1 else ""
    return replace(lead, sha256=photos, digest=digest)


def _settled(lead: Lead, judgements: Judgements) -> bool:
    """Say whether a person has decided on the photo or the pair that a lead is about."""
    if len(lead.sha256) == 1:
        return judgements.on("photo", lead.sha256[0], lead.digest) is not None
    return judgements.on("pair", pair_id(*lead.sha256)) is not None


def _alike(dossier: Dossier, reuse: tuple[ReusePair, ...]) -> Iterator[Lead]:
    """Photos of different events that show one scene."""
    linked = {link.path for link in dossier.links}
    for pair in reuse:
        if not {pair.a, pair.b} <= linked:
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
        for pair in pairwise(paths.values()):
            yield Lead("same_code", message("lead.same_code", code=code), pair)
