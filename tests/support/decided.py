"""A small station with something of everything that a person decides on, and its ruleset."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import Workbook

RULES = """\
swaudit: 1
id: trial
version: "1"
title: 试验
sources: {paper: 试验文件}
chapters: [一]
validity:
  source: {document: paper, at: 一}
  photos: {needs: [watermark]}
  reuse: refuse
rules:
- id: visits
  title: 养老服务每月两次
  chapter: 一
  source: {document: paper, at: 二}
  measure: {count: 服务记录, where: {领域: 养老服务}, counted_if: [valid]}
  expect: {min: 2}
- id: office
  title: 有办公场所
  chapter: 一
  source: {document: paper, at: 三}
  manual: 现场看办公场所。
- id: helpers
  title: 至少三名社工
  chapter: 一
  source: {document: paper, at: 四}
  measure: {count: 人员}
  expect: {min: 3}
  due: now
- id: sheet
  title: 考核
  chapter: 一
  source: {document: paper, at: 五}
  expect: {min: 60}
  score:
    total: 100
    items:
    - {id: truth, max: 40, manual: 档案是否真实}
    - {id: rest, max: 60, per: {count: 人员}, deduct: 0}
"""
UNREAD = b"\xff\xd8\xff no picture "


def station(folder: Path, rows: int = 3, name: str = "样例站") -> Path:
    """Make a station with services whose photos nobody can read; return its folder."""
    root = folder / name
    root.mkdir(parents=True)
    (root / "station.yaml").write_text(f"ruleset: {ruleset(folder)}\nas_of: 2026-07-05\n", "utf-8")
    book(root, rows)
    return root


def ruleset(folder: Path) -> Path:
    """Write the ruleset and return its path."""
    path = folder / "ruleset.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def book(root: Path, rows: int, place: str = "样例镇") -> None:
    """Write the ledger: visits to one person of the roster on days of March and April."""
    made = Workbook()
    basics = made.active
    basics.title = "基本信息"
    for row in (
        ("项", "内容"),
        ("站点名称", "样例站"),
        ("合同起", "2026-01-01"),
        ("合同止", "2026-12-31"),
    ):
        basics.append(row)
    people = made.create_sheet("人员")
    people.append(("姓名", "岗位"))
    people.append(("甄样例", "驻站社工"))
    roster = made.create_sheet("名单")
    roster.append(("对象编号", "姓名", "领域", "联系电话"))
    roster.append(("D1", "贾示范", "养老服务", "13800000001"))
    work = made.create_sheet("工作流水")
    work.append(("日期", "领域", "形式", "内容", "对象或人数", "地点", "社工", "照片夹"))
    for at in range(rows):
        shots = root / f"照片/第{at}次"
        shots.mkdir(parents=True, exist_ok=True)
        (shots / "贾示范.jpg").write_bytes(UNREAD + str(at).encode())
        domain = ("养老服务", "儿童关爱")[at % 2]
        day = f"2026-{3 + at % 3:02}-{1 + at % 28:02}"
        work.append((day, domain, "走访", "政策宣传", "贾示范", place, "甄样例", f"照片/第{at}次"))
    made.save(root / "台账.xlsx")


def decisions(root: Path) -> str:
    """Return the text of the station's 认定.yaml."""
    return (root.with_name(f"{root.name}.swaudit") / "认定.yaml").read_text("utf-8")


def record_ids(text: str) -> list[str]:
    """Return the identities of records in a text."""
    return re.findall(r"服务记录/#[0-9a-f]{12}", text)
