"""Suspicions beside the rules: shown with both sides, never counted (design §4, 线索)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, product

from swaudit.audit.judgements import Judgements, pair_id
from swaudit.evidence.claims import claims, one_event
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
        *_same_code(dossier, judgements),
        *_stamp_against_camera(dossier, judgements),
    )


def _alike(
    dossier: Dossier, reuse: tuple[ReusePair, ...], judgements: Judgements
) -> Iterator[Lead]:
    """Photos of different events that show one scene; within one event that is nothing."""
    events = {event.record: event for event in claims(dossier.tables)}
    holders: dict[str, set[str]] = defaultdict(set)
    for link in dossier.links:
        holders[link.path].add(link.record)
    for pair in reuse:
        hashes = pair_id(dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256)
        if judgements.on("pair", hashes) or holders[pair.a] & holders[pair.b]:
            continue  # a person has ruled: a copy is judged with its records, the rest is nothing
        both = product(holders[pair.a], holders[pair.b])
        if any(not one_event(events[one], events[other]) for one, other in both):
            code = "lead.alike" if pair.lead else "lead.copied"
            said = message(code, a=pair.a, b=pair.b)
            both_hashes = (dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256)
            yield Lead(pair.kind, said, (pair.a, pair.b), both_hashes)


def _same_code(dossier: Dossier, judgements: Judgements) -> Iterator[Lead]:
    """An anti-forgery code belongs to one shot: on two different pictures it speaks of a copy."""
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for path, facts in sorted(dossier.photos.items()):
        if facts.watermark and facts.watermark.code and facts.pixels:
            bearers[facts.watermark.code].setdefault(facts.pixels, path)
    for code, paths in sorted(bearers.items()):
        for a, b in pairwise(paths.values()):
            both = (dossier.photos[a].sha256, dossier.photos[b].sha256)
            if not judgements.on("pair", pair_id(*both)):
                yield Lead("same_code", message("lead.same_code", code=code), (a, b), both)


def _stamp_against_camera(dossier: Dossier, judgements: Judgements) -> Iterator[Lead]:
    """A stamp of another day than the camera's own clock; without EXIF there is nothing to say."""
    for path, facts in sorted(dossier.photos.items()):
        stamped = facts.watermark.time if facts.watermark else None
        if judgements.on("photo", facts.sha256):
            continue
        if stamped and facts.taken_at and stamped[:10] != facts.taken_at[:10]:
            said = message("lead.other_exif_day", stamped=stamped[:10], taken=facts.taken_at[:10])
            yield Lead("watermark_exif", said, (path,), (facts.sha256,))
