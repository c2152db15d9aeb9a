import pytest
from PIL import Image
from tests.photos.drawing import encoded, scene

from swaudit.photos.decode import open_picture
from swaudit.photos.exif import Taken, read_exif

PICTURE = scene(1, (60, 80))


def jpeg_with(moment=None, gps=None):
    exif = Image.Exif()
    if moment is not None:
        exif.get_ifd(0x8769)[0x9003] = moment
    if gps is not None:
        north, lat, east, lon = gps
        exif.get_ifd(0x8825).update({1: north, 2: lat, 3: east, 4: lon})
    return encoded(PICTURE, "JPEG", exif=exif)


def taken(content):
    return read_exif(open_picture(content), content)


def test_time_and_place_are_read():
    content = jpeg_with("2026:03:05 14:30:22", ("N", (49.0, 27.0, 18.0), "E", (117.0, 42.0, 0.0)))
    assert taken(content) == Taken("2026-03-05T14:30:22", 49.455, 117.7)


def test_south_and_west_are_negative():
    content = jpeg_with(gps=("S", (33.0, 30.0, 0.0), "W", (70.0, 0.0, 36.0)))
    assert taken(content) == Taken(None, -33.5, -70.01)


@pytest.mark.parametrize(
    "moment", ["0000:00:00 00:00:00", "2026:13:01 10:00:00", "    ", "yesterday"]
)
def test_no_time_is_made_of_what_is_none(moment):
    assert taken(jpeg_with(moment)).at is None


@pytest.mark.parametrize(
    "gps",
    [("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)), ("N", (91.0, 0.0, 0.0), "E", (1.0, 0.0, 0.0))],
    ids=["null island", "beyond the pole"],
)
def test_no_place_is_made_of_what_is_none(gps):
    found = taken(jpeg_with(gps=gps))
    assert (found.lat, found.lon) == (None, None)


def test_second_reader_finds_what_the_first_overlooks():
    # Some cameras end the marker with FF instead of 00; Pillow passes such a block over.
    odd = jpeg_with("2026:03:05 14:30:22").replace(b"Exif\x00\x00", b"Exif\x00\xff", 1)
    assert not open_picture(odd).getexif()
    assert taken(odd).at == "2026-03-05T14:30:22"


def test_broken_exif_is_as_none():
    content = bytearray(jpeg_with("2026:03:05 14:30:22"))
    start = content.index(b"Exif\x00\x00") + 6
    for place in range(start, start + 40):
        content[place] = 0xFF
    assert taken(bytes(content)) == Taken()


def test_a_picture_without_exif():
    assert taken(encoded(PICTURE, "PNG")) == Taken()
