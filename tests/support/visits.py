"""A station of a few rows and one photo without a watermark, for tests of commands."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from PIL import Image

BASICS = (
    ("项", "内容"),
    ("站点名称", "样例站"),
    ("合同起", "2026-01-01"),
    ("合同止", "2026-12-31"),
)
WORK = ("日期", "领域", "形式", "内容", "对象或人数", "地点", "照片夹")


def visited(parent: Path, days: dict[str, str], **sheets: tuple[tuple[str, ...], ...]) -> Path:
    """Make the station `样例站`: a visit on each of `days` (day: its folder of photos); return it.

    `sheets` are further sheets of the ledger, by name, with their header.
    """
    folder = parent / "样例站"
    photos = folder / "照片" / "3月走访"
    photos.mkdir(parents=True)
    Image.new("RGB", (320, 240), "skyblue").save(photos / "a.jpg")
    work = tuple(
        (day, "养老服务", "走访", "政策宣传", "12", "样例镇", kept) for day, kept in days.items()
    )
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"基本信息": BASICS, "工作流水": (WORK, *work), **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "台账.xlsx")
    return folder
