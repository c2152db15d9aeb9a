"""The pictures of a report as a page shows them: numbered, with their captions, and how many.

Without pictures everything here is empty: a page says then what it says anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from swaudit.model.message import Message, message, tell, word
from swaudit.model.photo import PhotoFacts
from swaudit.model.pictures import MOST_PAIRS, MOST_PHOTOS
from swaudit.model.report import Judgement, RecordVerdict, Report, ReusePair
from swaudit.model.status import Status
from swaudit.report.words import say, visible

Named = tuple[str, str]
"""A photo: its path as the report has it, which may be masked, and its hash."""


@dataclass(frozen=True)
class Photo:
    """A photo on a page: its path, and the number of its picture."""

    path: str
    number: int


@dataclass(frozen=True)
class Side:
    """One photo of a pair: where it lies, what it says of itself, the records it is handed in for.

    `picture` is the photo as it lies on the other one, None where the report carries none.
    """

    path: str
    caption: str
    used: tuple[str, ...]
    picture: bytes | None = None


@dataclass(frozen=True)
class Pair:
    """Two photos that are, or may be, one capture; `said` tells what was done to it.

    `status` is lead where a machine can only suspect it, else fail, or pass where a person has
    decided that they are two; `ruling` says who decided.
    """

    sha256: tuple[str, str]
    said: str
    status: Status
    ruling: str
    sides: tuple[Side, Side]

    @property
    def shown(self) -> bool:
        """Whether there are pictures of it."""
        return all(side.picture is not None for side in self.sides)


@dataclass(frozen=True)
class Album:
    """What pictures there are: `photos` (caption, JPEG) in the order of their numbers.

    `numbers` are those numbers by the photos' hashes, `pairs` the pairs shown side by side.
    """

    photos: tuple[tuple[str, bytes], ...]
    numbers: Mapping[str, int]
    pairs: tuple[Pair, ...]

    def of(self, photos: Iterable[Named]) -> tuple[Photo, ...]:
        """Return those of some photos that have a picture."""
        found = ((path, self.number(sha256)) for path, sha256 in photos)
        return tuple(Photo(visible(path), at) for path, at in found if at is not None)

    def number(self, sha256: str) -> int | None:
        """Return the number of a photo's picture."""
        return self.numbers.get(sha256)

    def pair(self, paths: Iterable[str], photos: Iterable[Named]) -> int | None:
        """Return the number of the pair of two paths, one of which is among `photos`.

        None where there is no picture of it, or where masked paths leave several.
        """
        wanted, hashes = {*map(visible, paths)}, {sha256 for _, sha256 in photos}
        found = [
            at
            for at, pair in enumerate(self.pairs)
            if {side.path for side in pair.sides} == wanted and hashes & {*pair.sha256}
        ]
        return found[0] if len(found) == 1 else None


def album(report: Report, language: str) -> Album:
    """Return the pictures of a report's photos, none where it carries none."""
    facts = {found.sha256: found for _, found in report.photos}
    drawn = report.pictures.photos if report.pictures else {}
    known = [sha256 for sha256 in drawn if sha256 in facts]
    return Album(
        tuple((caption(facts[sha256], language), drawn[sha256]) for sha256 in known),
        {sha256: at for at, sha256 in enumerate(known)},
        tuple(pair for pair in pairs(report, language) if pair.shown),
    )


def named(record: RecordVerdict) -> tuple[Named, ...]:
    """Return a record's photos."""
    return tuple(zip(record.photos, record.sha256, strict=False))


def said_to_be_one(said: Message | None) -> tuple[str, ...]:
    """Return the two photos (paths) that a reason says are, or may be, one; else nothing."""
    values = dict(said.values) if said else {}
    return (values["photo"], values["other"]) if {"photo", "other"} <= values.keys() else ()


def caption(facts: PhotoFacts, language: str) -> str:
    """Return what a photo says of itself: its stamp's lines, or that it has none."""
    verdict = word(f"report.photo.{facts.verdict}", language)
    stamp = " / ".join(facts.watermark.text) if facts.watermark else ""
    return visible(" · ".join(filter(None, (verdict, stamp))))


def pairs(report: Report, language: str) -> tuple[Pair, ...]:
    """Return the pairs of a report, those that are one capture for certain first."""
    used: dict[Named, list[str]] = {}
    for record in report.records:
        said = message(
            "html.used_for",
            record=record.label or record.record,
            counts=word(f"counts.{record.counts}", language),
        )
        for photo in named(record):
            used.setdefault(photo, []).append(say(said, language))
    facts = {found.sha256: found for _, found in report.photos}
    ruled = {
        one.id: one for one in report.judgements if (one.target, one.state) == ("pair", "in_force")
    }
    return tuple(
        _pair(pair, report, facts, used, ruled, language)
        for pair in sorted(report.reuse, key=lambda pair: pair.lead)
    )


def _pair(
    pair: ReusePair,
    report: Report,
    facts: Mapping[str, PhotoFacts],
    used: Mapping[Named, list[str]],
    ruled: Mapping[str, Judgement],
    language: str,
) -> Pair:
    drawn = report.pictures.pairs if report.pictures else {}
    pictures = drawn.get(pair.sha256, (None, None))
    first, second = (
        Side(
            visible(path),
            caption(facts[sha256], language) if sha256 in facts else "",
            tuple(used.get((path, sha256), ())),
            picture,
        )
        for path, sha256, picture in zip((pair.a, pair.b), pair.sha256, pictures, strict=True)
    )
    status, ruling = Status.LEAD if pair.lead else Status.FAIL, ""
    if decided := ruled.get("+".join(sorted(pair.sha256))):
        status = Status.FAIL if decided.verdict == "同一张" else Status.PASS
        values = {"verdict": decided.verdict, "by": decided.by, "on": decided.on}
        ruling = say(message("html.pair_ruled", why=decided.why, **values), language)
    said = say(pair.explain, language)
    return Pair(pair.sha256, said, status, ruling, (first, second))


def notices(report: Report, language: str) -> Iterator[str]:
    """Yield that a report carries photos, how many, and how many are left out; else nothing."""
    if report.pictures is not None:
        carried = {"photos": len(report.pictures.photos), "pairs": len(report.pictures.pairs)}
        yield tell(message("photos.carried", **carried), language)
        yield from left_out(report, language)


def left_out(report: Report, language: str) -> Iterator[str]:
    """Yield how many photos and pairs are not carried, and why; nothing where all are."""
    pictures = report.pictures
    if pictures and any(pictures.no_room):
        photos, both = pictures.no_room
        limits = {"most_photos": MOST_PHOTOS, "most_pairs": MOST_PAIRS}
        yield tell(message("photos.no_room", photos=photos, pairs=both, **limits), language)
    if pictures and any(pictures.unopened):
        photos, both = pictures.unopened
        yield tell(message("photos.unopened", photos=photos, pairs=both), language)
