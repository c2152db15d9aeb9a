"""Checklists as people make them: tables in Word and Excel, with merged cells."""

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl

ROWS = (
    ("序号", "重点任务", "服务内容", "服务标准", "佐证材料"),
    ("1", "养老服务", "政策宣传", "每月不少于2次", "照片、签到表"),
    ("^", "^", "个案服务", "全年5个个案，每个5节", "档案"),
    ("^", "^", "^", "①接案后15个工作日内完成预估；②原则上由2名社工承担", ""),
    ("2", "经费使用", "", "管理费不超过10%。2000元以上的采购应有票据", "账册"),
    ("3", "站点建设", "规章制度", "建立财务管理制度、人员管理制度", "制度文本"),
    ("^", "^", "场地", "布局合理", "^"),
    ("4", "信息报送", "", "每月5日前报送月报", ""),
)
"""`^` is merged with the cell above."""


def write_docx(path: Path, rows: Sequence[Sequence[str]] = ROWS, above: Sequence[str] = ()) -> Path:
    """Write the rows as a table of a Word document, paragraphs above it."""
    document = docx.Document()
    for text in above:
        document.add_paragraph(text)
    table = document.add_table(len(rows), len(rows[0]))
    for across in range(len(rows[0])):
        top = table.cell(0, across)
        for at, row in enumerate(rows):
            cell = table.cell(at, across)
            if row[across] == "^":
                top = top.merge(cell)
            else:
                top = cell
                top.text = row[across]
    document.save(str(path))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[str]] = ROWS) -> Path:
    """Write the rows as the first sheet of a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "清单"
    for across in range(len(rows[0])):
        top = 1
        for at, row in enumerate((*rows, ("",) * len(rows[0])), start=1):
            if row[across] == "^":
                continue
            if at - 1 > top:
                sheet.merge_cells(None, top, across + 1, at - 1, across + 1)
            top = at
            if row[across]:
                sheet.cell(at, across + 1, row[across])
    book.save(path)
    return path
