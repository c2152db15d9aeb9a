"""Photos of a station → what each of them says, from memory or read in child processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from swaudit.ground.store import Extractor, Facts, Progress, Store, quiet
from swaudit.model.photo import PhotoFacts, Watermark

SECONDS_PER_PHOTO = 30


def parse_photo(content: bytes, name: str) -> dict[str, Any]:
    """Return the fields of PhotoFacts but `sha256`, as plain JSON values. Runs in a child.

    A picture that cannot be decoded gives its verdict and `problem` alone.
    """
    from swaudit.photos.decode import PictureError, open_picture, shown_size, upright
    from swaudit.photos.exif import read_exif
    from swaudit.photos.fingerprint import fingerprint
    from swaudit.photos.hashes import pixel_hash, thinned
    from swaudit.photos.watermark.look import read_picture
    from swaudit.photos.watermark.read import verdict

    try:
        opened = open_picture(content)
        stored = opened.size
        picture = upright(opened)
    except PictureError as reason:
        return {"verdict": "unreadable", "problem": reason.code}
    width, height = shown_size(opened, stored)
    taken = read_exif(opened, content)
    watermark, scene_text = read_picture(picture)
    thin = thinned(picture)
    return {
        "verdict": verdict(watermark),
        "width": width,
        "height": height,
        "taken_at": taken.at,
        "lat": taken.lat,
        "lon": taken.lon,
        "watermark": watermark and asdict(watermark),
        "scene_text": scene_text,
        "pixels": pixel_hash(picture, thin),
        "fingerprint": fingerprint(thin, watermark.boxes if watermark else ()),
    }


# Odd with the extra `heic`, even without: what was unreadable then is read again.
_VERSION = 2 * 9 + bool(find_spec("pillow_heif"))
EXTRACTOR = Extractor("photo", _VERSION, parse_photo, seconds=SECONDS_PER_PHOTO)


def examine(
    store: Store,
    paths: Iterable[Path],
    *,
    progress: Progress = quiet,
) -> dict[Path, PhotoFacts]:
    """Return the facts of each photo, in the order of `paths`.

    A photo that crashed its reader, took too long or vanished is unreadable, with the problem
    named. Raises sqlite3.Error when the store fails.
    """
    asked = list(paths)
    found = store.extract(asked, EXTRACTOR, progress=progress)
    return {path: _photo_facts(found[path]) for path in asked}


def _photo_facts(facts: Facts) -> PhotoFacts:
    sha256 = facts.sha256 or ""
    if facts.problem is not None:
        return PhotoFacts(sha256, "unreadable", problem=facts.problem)
    value: Mapping[str, Any] = facts.value
    return PhotoFacts(
        sha256=sha256,
        **{
            **value,
            "watermark": _watermark(value.get("watermark")),
            "scene_text": tuple(value.get("scene_text", ())),
        },
    )


def _watermark(value: Mapping[str, Any] | None) -> Watermark | None:
    if value is None:
        return None
    boxes = tuple((left, top, right, bottom) for left, top, right, bottom in value["boxes"])
    return Watermark(**{**value, "text": tuple(value["text"]), "boxes": boxes})
