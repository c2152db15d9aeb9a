"""Fill in a check form as whoever phoned would: the first record is denied, the others confirmed.

python examples/judging/fill.py 抽查.xlsx
"""

from __future__ import annotations

import sys

from openpyxl import load_workbook

DENIED = {"核实结果": "不属实", "Result": "denied"}
CONFIRMED = {"核实结果": "属实", "Result": "confirmed"}


def fill(path: str) -> None:
    """Write a result and who asked into each row of the form."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value in ("序号", "No."))
    columns = {cell.value: cell.column for cell in head}
    for at, row in enumerate(range(head[0].row + 1, sheet.max_row + 1)):
        for title, column in columns.items():
            if title in DENIED:
                sheet.cell(row, column, (CONFIRMED if at else DENIED)[title])
            if title in ("核实人", "Checked by"):
                sheet.cell(row, column, "核查员甲")
    book.save(path)


if __name__ == "__main__":
    fill(sys.argv[1])
