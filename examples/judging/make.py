"""Make a county of two small stations, and their checklist, to try the commands of judgement on.

    python examples/judging/make.py

Everybody in it is invented. The photos were damaged on their way, so nothing can be said of the
services by machine: they are pending.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

RULES = """\
swaudit: 1
id: shili-2026
version: "1"
title: 示例县考核清单
sources: {paper: 示例县考核办法}
chapters: [服务, 站点, 考核]
validity:
  source: {document: paper, at: 总则}
  photos: {needs: [watermark]}
  reuse: refuse
rules:
- id: visits
  title: 至少走访老人三次
  chapter: 服务
  source: {document: paper, at: 第一条, figure: 三次}
  due: now
  measure: {count: 服务记录, where: {领域: 养老服务}, counted_if: [valid]}
  expect: {min: 3}
- id: office
  title: 有办公场所
  chapter: 站点
  source: {document: paper, at: 第二条}
  manual: 现场看办公场所。
- id: helpers
  title: 至少三名社工
  chapter: 站点
  source: {document: paper, at: 第三条, figure: 三名}
  due: now
  measure: {count: 人员}
  expect: {min: 3}
- id: sheet
  title: 百分考核
  chapter: 考核
  source: {document: paper, at: 第四条}
  expect: {min: 60}
  score:
    total: 100
    items:
    - {id: archive, title: 档案, max: 40, manual: 档案是否真实齐全, deduct: 5}
    - {id: staff, title: 人员, max: 60, per: {count: 人员}, deduct: 0}
"""
ANSWERS = ("1", "原图在社工手机里，看过", "2", "原图是另一天的", "35", "缺一本访视记录", "q")
"""What an evaluator answers in the dialogue that the page shows, line by line."""
STATIONS = {"东街社工站": ("贾示范", 3), "西街社工站": ("甄样例", 2)}


def make(folder: Path) -> None:
    """Write the checklist, the stations of a county and some answers below a folder."""
    rules = folder / "示例清单" / "ruleset.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text(RULES, encoding="utf-8")
    (folder / "回答.txt").write_text("".join(f"{line}\n" for line in ANSWERS), encoding="utf-8")
    for at, (name, (person, services)) in enumerate(STATIONS.items(), start=1):
        station = folder / "示例县" / name
        station.mkdir(parents=True)
        (station / "station.yaml").write_text(
            "ruleset: ../../示例清单\nas_of: 2026-07-05\n", encoding="utf-8"
        )
        _ledger(station, name, person, services, f"1380000000{at}")


def _ledger(station: Path, name: str, person: str, services: int, phone: str) -> None:
    sheets: dict[str, list[tuple[str, ...]]] = {
        "基本信息": [
            ("项", "内容"),
            ("站点名称", name),
            ("合同起", "2026-01-01"),
            ("合同止", "2026-12-31"),
        ],
        "人员": [("姓名", "岗位"), ("易社工", "站长"), ("尔社工", "驻站社工")],
        "名单": [
            ("对象编号", "姓名", "领域", "联系电话"),
            ("D1", person, "养老服务", phone),
        ],
        "工作流水": [
            ("日期", "领域", "形式", "内容", "对象或人数", "地点", "社工", "照片夹"),
            *(
                (
                    *(f"2026-0{3 + at}-05", "养老服务", "走访", "政策宣传", person),
                    *("示例镇", "尔社工", f"照片/第{at + 1}次"),
                )
                for at in range(services)
            ),
        ],
    }
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(station / "台账.xlsx")
    for at in range(services):
        photos = station / "照片" / f"第{at + 1}次"
        photos.mkdir(parents=True)
        (photos / "走访.jpg").write_bytes(b"\xff\xd8\xff damaged " + f"{name} {at}".encode())


if __name__ == "__main__":
    make(Path())
