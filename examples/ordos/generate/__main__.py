"""Write the example station: `python -m examples.ordos.generate` (see the package)."""

from __future__ import annotations

import sys
from pathlib import Path

from examples.studio.papers import write_all
from examples.studio.pictures import draw_all
from examples.studio.start import may_begin

from .cast import AS_OF
from .documents import papers
from .photos import HERE, shots
from .workbook import write_workbook

HOME = Path(__file__).resolve().parents[1]


def main() -> int:
    """Write `station/`; return 0, or 2 when it is there already or no Chinese font is."""
    root = HOME / "station"
    if not may_begin(root):
        return 2
    root.mkdir()
    write_workbook(root)
    write_all(papers(), root)
    draw_all(shots(), root, HERE)
    settings = f"ruleset: ordos-2024\nas_of: {AS_OF}\n"
    (root / "station.yaml").write_text(settings, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
