"""Write the example station: `python -m examples.hulunbuir.generate` (see the package)."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from examples.studio.pictures import draw_all
from examples.studio.start import may_begin

from .cast import AS_OF
from .check import check
from .documents import write_papers
from .model import Defect, Plan
from .plan import SEED, clean_plan
from .planted import plant
from .region import HERE
from .workbook import NAME, sheet_row, write_workbook

HOME = Path(__file__).resolve().parents[1]
_CACHE = "04_服务记录/2026-05/Thumbs.db"
_MADE_UP = "h2-policy 2026-02：第二次在三月补做（补哪月 2026-02），按口径 makeup 计不计入二月"
_NOTE = "待办：六月照片还要整理一次。\n"


def main() -> int:
    """Write `station/` and tell what was planted, for `expected.yaml`; return 0, or 2."""
    root = HOME / "station"
    if not may_begin(root):
        return 2
    clean = clean_plan()
    check(clean)
    plan, defects = plant(clean, SEED)
    root.mkdir()
    write_workbook(plan, root)
    write_papers(plan, root)
    draw_all(plan.shots(), root, HERE)
    _write_untidiness(plan, root)
    (root / "station.yaml").write_text(
        f"ruleset: zhalainuoer-2026\nas_of: {AS_OF}\n", encoding="utf-8"
    )
    sys.stdout.write(_planted(plan, defects))
    return 0


def _write_untidiness(plan: Plan, root: Path) -> None:
    """Add what lies about in every real folder: a thumbnail cache and a note."""
    (root / _CACHE).write_bytes(bytes(512))
    (root / "待办.txt").write_text(_NOTE, encoding="utf-8")


def _planted(plan: Plan, defects: tuple[Defect, ...]) -> str:
    told = [{"id": d.id, "what": d.what, **_where(plan, d), "expect": d.expect} for d in defects]
    untidy = {
        "ignored": [_CACHE],
        "unreferenced": [*(shot.path for shot in plan.strays), "待办.txt"],
    }
    return yaml.safe_dump(
        {"planted": told, "untidy": untidy, "readings": [_MADE_UP]},
        allow_unicode=True,
        sort_keys=False,
        width=200,
    )


def _where(plan: Plan, defect: Defect) -> dict[str, object]:
    """Return the place of a defect: sheet and row with a few words of it, and its photos."""
    found: dict[str, object] = {}
    if defect.deed:
        deed = defect.deed
        row = sheet_row(plan.deeds, deed)
        found["at"] = {
            "file": NAME,
            "sheet": "工作流水",
            "row": row,
            "date": deed.day_cell or str(deed.day),
            "domain": deed.domain,
            "category": deed.category,
            "form": deed.form,
            "content": deed.content,
            "folder": deed.folder,
        }
    if defect.payment:
        pay = defect.payment
        row = sheet_row(plan.payments, pay)
        found["at"] = {
            "file": NAME,
            "sheet": "收支与慈善",
            "row": row,
            "date": str(pay.day),
            "kind": pay.kind,
            "yuan": pay.yuan,
        }
    if defect.where:
        found["where"] = defect.where
    if defect.photos:
        found["photos"] = list(defect.photos)
    if defect.rules:
        found["rules"] = list(defect.rules)
    return found


if __name__ == "__main__":
    sys.exit(main())
