"""A Chinese font of this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import ImageFont

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "C:/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
# File name and the face inside it; in Noto's collections face 2 has the simplified forms.
_WANTED = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
    ("msyh.ttc", 0),
    ("simhei.ttf", 0),
    ("PingFang.ttc", 0),
    ("Hiragino Sans GB.ttc", 0),
)


class FontMissingError(RuntimeError):
    """This machine has no Chinese font the generator knows."""


Face = Callable[[int], ImageFont.FreeTypeFont]
"""A font at any size in pixels."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the Chinese font at `size` pixels; raise FontMissingError when there is none."""
    for name, index in _WANTED:
        path = find(name)
        if path is not None:
            return ImageFont.truetype(path, size, index=index)
    names = ", ".join(name for name, _ in _WANTED)
    raise FontMissingError(
        f"没有找到中文字体 / no Chinese font found. Install one of: {names} "
        "(Debian: apt install fonts-noto-cjk). The committed station needs no fonts."
    )


@cache
def find(name: str) -> str | None:
    """Return where a font file of this name stands on the machine, None where it does not."""
    for folder in _FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob(name)):
            return str(path)
    return None
