"""Whether a generator may begin."""

from __future__ import annotations

import sys
from pathlib import Path

from .fonts import FontMissingError, font


def may_begin(root: Path) -> bool:
    """Say whether `root` is free and a Chinese font there; tell on stderr what is in the way."""
    if root.exists():
        sys.stderr.write(f"{root} 已存在，请先删除 / exists already, remove it first\n")
        return False
    try:
        font(20)
    except FontMissingError as error:
        sys.stderr.write(f"{error}\n")
        return False
    return True
