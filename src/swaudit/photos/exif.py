"""When and where a camera says a photo was taken, from its EXIF.

Pillow reads first; what it cannot find or stumbles over, exifread looks for in the raw bytes.
Either may be wrong or faked: these are facts to compare with, not proof.
"""

from __future__ import annotations

import io
import logging
import math
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_ORIGINAL, _DIGITIZED = 0x9003, 0x9004
_MOMENT = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)")


@dataclass(frozen=True)
class Taken:
    """`at` ISO local time to the second; `lat` and `lon` decimal degrees; None where not said."""

    at: str | None = None
    lat: float | None = None
    lon: float | None = None


def read_exif(picture: Image.Image, content: bytes) -> Taken:
    """Return what the EXIF of an opened picture says; `content` is the file it came from.

    Never raises on broken EXIF. exifread can run forever on a crafted file: call it in a child.
    """
    first = _by_pillow(picture)
    if first.at is not None:
        return first
    second = _by_exifread(content)
    if first.lat is None:
        return second
    return Taken(second.at, first.lat, first.lon)


def _by_pillow(picture: Image.Image) -> Taken:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif = picture.getexif()
            camera, place = exif.get_ifd(_EXIF_IFD), exif.get_ifd(_GPS_IFD)
    except Exception:  # any kind of error, from any depth of a broken EXIF block
        return Taken()
    at = _moment(camera.get(_ORIGINAL)) or _moment(camera.get(_DIGITIZED))
    return Taken(at, *_point(place, (1, 2, 3, 4)))


def _by_exifread(content: bytes) -> Taken:
    import exifread

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    try:
        tags = exifread.process_file(io.BytesIO(content), details=False)
    except Exception:
        return Taken()
    at = _moment(tags.get("EXIF DateTimeOriginal")) or _moment(tags.get("EXIF DateTimeDigitized"))
    names = ("GPS GPSLatitudeRef", "GPS GPSLatitude", "GPS GPSLongitudeRef", "GPS GPSLongitude")
    values = {name: getattr(tags.get(name), "values", None) for name in names}
    return Taken(at, *_point(values, names))


def _moment(value: Any) -> str | None:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    found = _MOMENT.match(text.strip())
    if found is None:
        return None
    try:
        return datetime(*map(int, found.groups())).isoformat()  # type: ignore[arg-type]
    except ValueError:  # 0000:00:00, 2026:13:01
        return None


def _point(
    values: Mapping[Any, Any], keys: tuple[Any, Any, Any, Any]
) -> tuple[float | None, float | None]:
    lat_ref, lat, lon_ref, lon = (values.get(key) for key in keys)
    try:
        north, east = _degrees(lat), _degrees(lon)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None, None
    if str(lat_ref).strip().upper().startswith("S"):
        north = -north
    if str(lon_ref).strip().upper().startswith("W"):
        east = -east
    real = math.isfinite(north) and math.isfinite(east) and (north, east) != (0.0, 0.0)
    if not real or abs(north) > 90 or abs(east) > 180:
        return None, None
    return round(north, 6), round(east, 6)


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
