"""Suspicions beside the rules: shown with both sides, never counted (design §4, 线索)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from swaudit.audit.judgements import Judgements, pair_id
from swaudit.audit.stamp_leads import contradictions, far_from_its_place
from swaudit.model.dossier import Dossier
from swaudit.model.message import message
from swaudit.model.report import Lead, ReusePair


def raised(
    dossier: Dossier, reuse: tuple[ReusePair, ...], judgements: Judgements
) -> tuple[Lead, ...]:
    """Return the leads of a dossier, those a person has settled left out."""
    return (
        *_alike(dossier, reuse, judgements),
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
    """Photos of different records that look like one scene; within one record that is nothing."""
    holders: dict[str, set[str]] = defaultdict(set)
    for link in dossier.links:
        holders[link.path].add(link.record)
    for pair in reuse:
        hashes = pair_id(dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256)
        if not pair.lead or judgements.on("pair", hashes):
            continue  # a person has ruled: a copy is judged with its records, the rest is nothing
        if holders[pair.a] and holders[pair.b] and not holders[pair.a] & holders[pair.b]:
            yield Lead(pair.kind, message("lead.alike", a=pair.a, b=pair.b), (pair.a, pair.b))


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
