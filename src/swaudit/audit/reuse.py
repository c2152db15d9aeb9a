"""One capture, one event: whose a photo is that was handed in for two (design §6).

The event whose date and place agree with the original keeps the capture, and the other is refused
with the pair named; where that does not settle it, both wait for a person. Of two stamps on one
picture the earlier is the original, for no camera shows what was not yet taken, unless the file's
own EXIF speaks for the later. An earlier use is a witness whether or not its record counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from swaudit.audit.judgements import Judgements, pair_id
from swaudit.audit.proof import Proof, Record
from swaudit.evidence.claims import Claim, claims, one_event
from swaudit.model.dossier import Dossier
from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import ReusePair
from swaudit.model.status import Counts

Agrees = Callable[[Record, PhotoFacts, str], bool]
"""Whether a record's date and place agree with a photo taken at an ISO moment."""

_Offer = tuple[str, str]
"""A record and the path of a photo offered for it."""


@dataclass(frozen=True)
class Reuses:
    """Photos that repeat another event's capture for certain, and those that may."""

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


def between_events(reuse: Iterable[ReusePair], dossier: Dossier) -> tuple[ReusePair, ...]:
    """Return the pairs without those of one event, where a photo may stand as often as one likes.

    A pair stays where a photo is linked to no record: nobody knows what it was meant for.
    """
    events, held = _events(dossier), _held(dossier)
    return tuple(
        pair
        for pair in reuse
        if not (held[pair.a] and held[pair.b]) or any(_rivals(pair, events, held))
    )


def settle(
    proofs: dict[str, list[Proof]],
    records: Mapping[str, Record],
    copies: Iterable[ReusePair],
    dossier: Dossier,
    agrees: Agrees,
) -> Reuses:
    """Let each capture prove one event only, by putting other proofs in place of those that fall.

    Used on two days it was used twice for certain, whoever keeps it.
    """
    events, held = _events(dossier), _held(dossier)
    proves = {
        (name, one.path): one.counts is Counts.COUNTED
        for name, offered in proofs.items()
        for one in offered
    }
    certain: set[str] = set()
    possible: set[str] = set()
    for pair in copies:
        original = _original(pair, dossier.photos)
        for mine, theirs in _rivals(pair, events, held):
            first, second = (mine, pair.a), (theirs, pair.b)
            if original is None:
                rights = proves[first], proves[second]
            else:
                path, moment = original
                facts = dossier.photos[path]
                rights = (
                    agrees(records[mine], facts, moment),
                    agrees(records[theirs], facts, moment),
                )
                if all(rights):
                    rights = proves[first], proves[second]
            if rights[0] != rights[1]:
                keeper, loser = (first, second) if rights[0] else (second, first)
                _refuse(proofs, records, loser, keeper)
                certain.add(loser[1])
                continue
            _leave_open(proofs, records, first, second)
            day, other_day = records[mine].day, records[theirs].day
            if day is not None and other_day is not None and day != other_day:
                certain.add(pair.a if day > other_day else pair.b)
            else:
                possible |= {pair.a, pair.b}
    return Reuses(frozenset(certain), frozenset(possible - certain))


def copies(reuse: Iterable[ReusePair], judgements: Judgements, dossier: Dossier) -> list[ReusePair]:
    """Return the pairs that are one capture: by machine, or because a person says so."""
    seen = list(reuse)
    found = [pair for pair in seen if _is_copy(pair, judgements, dossier)]
    return [*found, *_ruled(seen, judgements, dossier)]


def _ruled(
    seen: Iterable[ReusePair], judgements: Judgements, dossier: Dossier
) -> Iterator[ReusePair]:
    """Yield the pairs that a person calls one capture and no machine saw."""
    paths: dict[str, list[str]] = defaultdict(list)
    for path, facts in sorted(dossier.photos.items()):
        paths[facts.sha256].append(path)
    known = {pair_id(dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256) for pair in seen}
    for name in sorted({one.id for one in judgements.all if one.target == "pair"} - known):
        decision = judgements.on("pair", name)
        if decision is None or decision.verdict != "同一张":
            continue
        first, _, second = name.partition("+")
        said = message("record.ruled", by=decision.by, why=decision.why)
        for a, b in product(paths[first], paths[second]):
            yield ReusePair(a, b, "exact", 1.0, lead=False, explain=said)


def _is_copy(pair: ReusePair, judgements: Judgements, dossier: Dossier) -> bool:
    """Say whether two photos are one capture: by machine, unless a person has ruled on the pair."""
    hashes = (dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256)
    decision = judgements.on("pair", pair_id(*hashes))
    return not pair.lead if decision is None else decision.verdict == "同一张"


def _events(dossier: Dossier) -> dict[str, Claim]:
    return {event.record: event for event in claims(dossier.tables)}


def _held(dossier: Dossier) -> Mapping[str, list[str]]:
    held: defaultdict[str, list[str]] = defaultdict(list)
    for link in sorted(dossier.links, key=lambda one: (one.path, one.record)):
        held[link.path].append(link.record)
    return held


def _rivals(
    pair: ReusePair, events: Mapping[str, Claim], held: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the records of different events that two photos are offered for."""
    if set(held[pair.a]) & set(held[pair.b]):
        return
    for mine, theirs in product(held[pair.a], held[pair.b]):
        if not one_event(events[mine], events[theirs]):
            yield mine, theirs


def _original(pair: ReusePair, photos: Mapping[str, PhotoFacts]) -> tuple[str, str] | None:
    """Return which of two copies of a capture is the original, and when it was taken.

    None where nothing says so, or EXIF and stamps speak against each other.
    """
    stamped, taken = {}, {}
    for path in (pair.a, pair.b):
        facts = photos[path]
        if facts.watermark and facts.watermark.time:
            stamped[path] = facts.watermark.time
        if facts.taken_at:
            taken[path] = facts.taken_at
    told = stamped or taken
    if not told:
        return None
    if stamped and taken:
        days = {moment[:10] for moment in taken.values()}
        told = {path: moment for path, moment in stamped.items() if moment[:10] in days}
        if not told or len({moment[:10] for moment in told.values()}) > 1:
            return None
    path = min(told, key=lambda one: (told[one], one))
    return path, told[path]


def _refuse(
    proofs: dict[str, list[Proof]], records: Mapping[str, Record], loser: _Offer, keeper: _Offer
) -> None:
    (name, path), (rival, kept) = loser, keeper
    said = message("record.reused", photo=path, other=kept, record=records[rival].label)
    _replace(proofs, name, Proof(path, Counts.REFUSED, said))


def _leave_open(
    proofs: dict[str, list[Proof]], records: Mapping[str, Record], first: _Offer, second: _Offer
) -> None:
    for (name, path), (rival, kept) in ((first, second), (second, first)):
        said = message(
            "record.same_photo_unsettled", photo=path, other=kept, record=records[rival].label
        )
        _replace(proofs, name, Proof(path, Counts.PENDING, said))


def _replace(proofs: dict[str, list[Proof]], name: str, new: Proof) -> None:
    """Put a proof in the place of the one on the same photo, never a milder one."""
    proofs[name] = [
        new if one.path == new.path and one.counts is not Counts.REFUSED else one
        for one in proofs[name]
    ]
