import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from tests.photos.drawing import encoded, scene

from swaudit.photos import decode
from swaudit.photos.decode import PictureError, open_picture, shown_size, shrink, upright

PICTURE = scene(1, (90, 120))


def decoded(content):
    return upright(open_picture(content))


NO_PIXELS = zlib.compress(b"\0")


def png_of(width, height, body=NO_PIXELS):
    """A few bytes that claim to be a picture of any size."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_each_kind_is_decoded_to_what_it_shows(kind):
    picture = decoded(encoded(PICTURE, kind))
    assert (picture.mode, picture.size) == ("RGB", PICTURE.size)
    difference = np.asarray(picture).astype(int) - np.asarray(PICTURE)
    assert np.abs(difference).mean() < 12


@pytest.mark.parametrize(
    ("orientation", "stored"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_exif_orientation_is_undone(orientation, stored):
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = PICTURE if stored is None else PICTURE.transpose(stored)
    picture = decoded(encoded(turned, "PNG", exif=exif))
    assert np.array_equal(np.asarray(picture), np.asarray(PICTURE))


def test_cmyk_becomes_rgb():
    picture = decoded(encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0))))
    red, green, blue = picture.getpixel((4, 4))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bit_grey_keeps_its_shades(kind):
    ramp = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    picture = decoded(encoded(Image.fromarray(ramp), kind))
    shades = np.asarray(picture)[:, :, 0]
    assert shades[0, 0] < 5
    assert 120 < shades[32, 0] < 135
    assert shades[-1, -1] > 250


def test_transparency_shows_white():
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert decoded(encoded(clear, "PNG")).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bit_colours_are_narrowed(kind):
    import cv2

    deep = np.full((16, 16, 3), (2_000, 30_000, 60_000), np.uint16)  # blue, green, red
    content = cv2.imencode(f".{kind.lower()}", deep)[1].tobytes()
    red, green, blue = decoded(content).getpixel((5, 5))
    assert (red > 200, 90 < green < 150, blue < 30) == (True, True, True)


def test_a_huge_jpeg_comes_reduced_and_keeps_its_size(monkeypatch):
    monkeypatch.setattr(decode, "WHOLE_PIXELS", 50 * 50)
    exif = Image.Exif()
    exif[0x0112] = 6
    opened = open_picture(encoded(PICTURE, exif=exif))
    stored = opened.size
    assert upright(opened).size == (60, 45)
    assert shown_size(opened, stored) == (120, 90)


def test_heic_is_read_with_its_extra():
    heif = pytest.importorskip("pillow_heif", reason="the extra heic is not installed")
    stream = io.BytesIO()
    heif.from_pillow(PICTURE).save(stream, quality=90)
    picture = decoded(stream.getvalue())
    assert picture.size == PICTURE.size
    assert np.abs(np.asarray(picture).astype(int) - np.asarray(PICTURE)).mean() < 8


def test_palette_picture_keeps_its_colours():
    red = Image.new("RGB", (4, 4), (200, 10, 10)).quantize(4)
    assert decoded(encoded(red, "PNG")).getpixel((1, 1)) == (200, 10, 10)


def test_animation_shows_its_first_frame():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert decoded(content).getpixel((4, 4)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo.empty"),
        (b"hello, I am no picture", "photo.not_an_image"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "photo.heic"),
        (encoded(scene(2))[:-4000], "photo.truncated"),
        (encoded(scene(2), "PNG")[:9000], "photo.truncated"),
        (encoded(scene(2), "WEBP")[:3000], "photo.damaged"),
        (encoded(scene(2), "TIFF")[:9000], "photo.truncated"),
        (png_of(20_000, 10_001), "photo.too_many_pixels"),
        (png_of(60, 60), "photo.truncated"),
        (png_of(60, 60, b"this is not deflated"), "photo.damaged"),
    ],
    ids=[
        "empty",
        "text",
        "heic",
        "cut jpeg",
        "cut png",
        "cut webp",
        "cut tiff",
        "bomb",
        "no pixels",
        "garbled",
    ],
)
def test_what_is_no_picture_is_named(content, code):
    with pytest.raises(PictureError) as caught:
        decoded(content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (736, 552)), ((500, 300), (500, 300)), ((5000, 2), (736, 1))],
)
def test_shrinking_keeps_the_shape_and_never_enlarges(size, expected):
    assert shrink(Image.new("RGB", size), 736).size == expected
