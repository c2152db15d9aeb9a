"""Draws the photos of a plan, keeps them unlike each other, and writes them as phones do."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import imagehash
from PIL import Image, TiffImagePlugin

from .scenes import draw
from .shots import Shot
from .stamps import Facts, stamp

QUALITY = 68
# Bits of 64 by which any two photos must differ at least, whole and in the middle.
_APART_WHOLE, _APART_CENTRE = 13, 11
_CENTRES = (0.64, 0.8)
Hashes = tuple[imagehash.ImageHash, ...]


class TooAlikeError(RuntimeError):
    """A photo stayed too near another one however often it was drawn."""


@dataclass(frozen=True)
class Region:
    """Where the photos are taken: a corner in degrees, and by month (word, lowest, highest ℃)."""

    lat: float
    lon: float
    skies: Mapping[int, tuple[str, int, int]]


def facts(shot: Shot, region: Region) -> Facts:
    """Return what the stamp of a shot says beside its time and place."""
    rng = random.Random(f"stamp {shot.path}")
    word, low, high = region.skies[shot.when.month]
    letters = "ABCDEFGHJKLMNPQRTUVWXY346789"
    return Facts(
        when=shot.when,
        place=shot.place,
        weather=f"{word} {rng.randint(low, high)}℃",
        worker=shot.worker,
        lat=region.lat + rng.uniform(0.03, 0.08),
        lon=region.lon + rng.uniform(0.06, 0.14),
        code="".join(rng.choice(letters) for _ in range(14)),
    )


def draw_all(shots: Iterable[Shot], root: Path, region: Region) -> None:
    """Draw every shot under root; shots of one seed show one scene, a copy repeats the bytes.

    Raises TooAlikeError when two scenes cannot be told apart.
    """
    taken: list[Hashes] = []
    scenes: dict[str, Image.Image] = {}
    shots = tuple(shots)
    again = {shot.seed for shot in shots if sum(other.seed == shot.seed for other in shots) > 1}
    for shot in shots:
        path = root / shot.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if shot.copy_of:
            shutil.copyfile(root / shot.copy_of, path)
            continue
        told = facts(shot, region)
        if shot.seed in scenes:
            picture = _stamped(scenes[shot.seed], shot, told)
        else:
            clean, picture = _unlike(shot, told, taken)
            if shot.seed in again:
                scenes[shot.seed] = clean
        _save(picture, path, shot, told)


def _unlike(shot: Shot, told: Facts, taken: list[Hashes]) -> tuple[Image.Image, Image.Image]:
    """Return scene and photo of the first attempt that is unlike all photos taken before."""
    for attempt in range(40):
        clean = draw(shot.scene, shot.size, f"{shot.seed} {attempt}")
        picture = _stamped(clean, shot, told)
        hashes = _hashes(picture)
        if all(_apart(hashes, other) for other in taken):
            taken.append(hashes)
            return clean, picture
    raise TooAlikeError(shot.path)


def _stamped(clean: Image.Image, shot: Shot, told: Facts) -> Image.Image:
    return stamp(clean, shot.layout, told) if shot.layout else clean


def _hashes(picture: Image.Image) -> Hashes:
    """Return the perceptual hashes of the whole photo and of its middle."""
    found = [imagehash.phash(picture)]
    for share in _CENTRES:
        x, y = picture.width * (1 - share) / 2, picture.height * (1 - share) / 2
        found.append(
            imagehash.phash(
                picture.crop(
                    (round(x), round(y), round(picture.width - x), round(picture.height - y))
                )
            )
        )
    return tuple(found)


def _apart(one: Hashes, other: Hashes) -> bool:
    limits = (_APART_WHOLE, *[_APART_CENTRE] * len(_CENTRES))
    return all(a - b >= limit for a, b, limit in zip(one, other, limits, strict=True))


def _save(picture: Image.Image, path: Path, shot: Shot, told: Facts) -> None:
    if path.suffix == ".png":
        picture.save(path, optimize=True)
    elif shot.exif:
        picture.save(path, quality=QUALITY, optimize=True, exif=_exif(told))
    else:
        picture.save(path, quality=QUALITY, optimize=True)


def _exif(told: Facts) -> Image.Exif:
    """Return the camera's data: maker, time, position."""
    data, when = Image.Exif(), told.when.strftime("%Y:%m:%d %H:%M:%S")
    data[0x010F], data[0x0110], data[0x0132] = "Example", "Example Phone", when
    data.get_ifd(0x8769).update({0x9003: when, 0x9004: when})
    data.get_ifd(0x8825).update({1: "N", 2: _degrees(told.lat), 3: "E", 4: _degrees(told.lon)})
    return data


def _degrees(value: float) -> tuple[TiffImagePlugin.IFDRational, ...]:
    """Return degrees, minutes and seconds as EXIF keeps them."""
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = round(((value - whole) * 60 - minutes) * 6000)
    parts = ((whole, 1), (minutes, 1), (seconds, 100))
    return tuple(TiffImagePlugin.IFDRational(top, under) for top, under in parts)
