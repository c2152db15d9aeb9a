"""Bytes of an untrusted file → an upright RGB picture, or the reason why there is none.

Runs in child processes only: the decoders below Pillow may crash on a hostile file.
"""

from __future__ import annotations

import io
import warnings

import numpy as np
from PIL import Image, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
MAX_PIXELS = 200_000_000
WHOLE_PIXELS = 64_000_000
"""A JPEG with more is decoded at half or a quarter of its size, as its kind allows: a picture of
200 million pixels then costs 150 MB, not 600."""

_ORIENTATION = 0x0112
_ON_ITS_SIDE = 5
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureError(Exception):
    """There is no picture to be had; `code` is the message code of the reason.

    photo.empty, photo.heic, photo.not_an_image, photo.too_many_pixels, photo.truncated or
    photo.damaged.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_picture(content: bytes) -> Image.Image:
    """Return the picture with its header read and its pixels not yet decoded. Raises PictureError.

    The kind is told by the content, never by a file name. HEIC needs the extra `heic`.
    """
    if not content:
        raise PictureError("photo.empty")
    # Pillow refuses what has more than twice this many pixels, in later frames too.
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(content), formats=KINDS)
    except Image.DecompressionBombError as error:
        raise PictureError("photo.too_many_pixels") from error
    except UnidentifiedImageError as error:
        if _is_heic(content):
            return _open_heic(content)
        raise PictureError("photo.not_an_image") from error
    except Exception as error:
        raise PictureError("photo.damaged") from error


def upright(picture: Image.Image) -> Image.Image:
    """Decode a picture in full and return it as RGB, turned as its EXIF orientation says.

    Of an animation it is the first frame; transparency shows white. A JPEG beyond WHOLE_PIXELS
    comes reduced. Raises PictureError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if picture.width * picture.height > WHOLE_PIXELS:
                picture.draft("RGB", (picture.width // 2, picture.height // 2))
            # Pixels first: reading EXIF may load them, and a failed load is silent when repeated.
            rgb = _to_rgb(picture)
            turn = _TURNS.get(orientation(picture))
            return rgb if turn is None else rgb.transpose(turn)
    except Image.DecompressionBombError as error:
        raise PictureError("photo.too_many_pixels") from error
    except Exception as error:
        code = "photo.truncated" if "truncated" in str(error) else "photo.damaged"
        raise PictureError(code) from error


def shown_size(picture: Image.Image, stored: tuple[int, int]) -> tuple[int, int]:
    """Return width and height of a decoded picture as it is shown; `stored` before decoding."""
    return stored[::-1] if orientation(picture) >= _ON_ITS_SIDE else stored


def orientation(picture: Image.Image) -> int:
    """Return the EXIF orientation, 1 (upright) where it is absent or cannot be read."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to lose the picture
        return 1


def shrink(picture: Image.Image, side: int) -> Image.Image:
    """Return the picture with its long side at most `side` pixels; a smaller one as it is."""
    longest = max(picture.size)
    if longest <= side:
        return picture
    width, height = (max(1, round(edge * side / longest)) for edge in picture.size)
    # reducing_gap: shrink by a whole number first, several times faster on phone-sized pictures
    return picture.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=1.0)


def _to_rgb(picture: Image.Image) -> Image.Image:
    picture.load()
    if picture.mode.startswith("I") or picture.mode == "F":
        return _from_deep_grey(picture)
    if picture.has_transparency_data:
        layers = picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(layers, mask=layers.getchannel("A"))
        return white
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _from_deep_grey(picture: Image.Image) -> Image.Image:
    # Pillow clips 16-bit grey at 255 when converting, which leaves a white sheet.
    grey = np.nan_to_num(np.asarray(picture).astype(np.float32))
    top = max(float(grey.max()), 1.0)
    scale = 255 / (top if picture.mode == "F" else 65535 if top > 255 else 255)
    return Image.fromarray((grey * scale).clip(0, 255).astype(np.uint8)).convert("RGB")


def _open_heic(content: bytes) -> Image.Image:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise PictureError("photo.heic") from error
    register_heif_opener()
    try:
        return Image.open(io.BytesIO(content), formats=("HEIF",))
    except Image.DecompressionBombError as error:
        raise PictureError("photo.too_many_pixels") from error
    except UnidentifiedImageError as error:  # AVIF stands in the same box
        raise PictureError("photo.heic") from error
    except Exception as error:
        raise PictureError("photo.damaged") from error


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in {
        *(b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"),
    }
