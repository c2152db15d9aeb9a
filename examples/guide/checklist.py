"""Writes the checklist the guide begins with: the Word table of a city that does not exist.

python examples/guide/checklist.py 清单.docx
"""

import sys
from pathlib import Path

import docx

ABOVE = ("云溪市2026年社工站服务清单", "各项服务须有水印照片，照片不得重复使用。")
ROWS = (
    ("序号", "重点任务", "服务内容", "服务标准", "佐证材料"),
    ("1", "养老服务", "政策宣传", "每月不少于2次", "照片"),
    ("^", "^", "个案服务", "全年3个个案，每个5节", "个案档案"),
    ("2", "儿童关爱保护", "政策宣传", "每月不少于1次", "照片"),
    ("3", "制度建设", "", "建立财务管理制度、人员管理制度", "制度文本"),
    ("4", "经费使用", "", "管理费不超过10%", "账册"),
    ("5", "场地建设", "", "场所布局合理", ""),
    ("6", "信息报送", "", "每月5日前报送月报", ""),
)
"""`^` is merged with the cell above."""


def write(path: Path) -> None:
    """Write the document."""
    document = docx.Document()
    for text in ABOVE:
        document.add_paragraph(text)
    table = document.add_table(len(ROWS), len(ROWS[0]), style="Table Grid")
    for across in range(len(ROWS[0])):
        top = table.cell(0, across)
        for at, row in enumerate(ROWS):
            if row[across] == "^":
                top = top.merge(table.cell(at, across))
            else:
                top = table.cell(at, across)
                top.text = row[across]
    document.save(str(path))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
