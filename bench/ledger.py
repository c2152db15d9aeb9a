"""How long a ledger of 100,000 rows takes from its file to typed tables, beside pandas.read_excel.

    OMP_NUM_THREADS=1 python bench/ledger.py [--rows 100000] [--profile]

The ledger is made up and seeded: 工作流水 of 13 columns with days, times, choices, names, places
and folders, one day in five written as text, one in 300 wrong. swaudit's time is that of a first
audit (the workbook parsed in a child, the facts kept, every cell typed, every row and every
wrong cell named) and of a second one (the facts remembered). pandas.read_excel gives columns of
objects: nothing is typed beyond what the spreadsheet says, nothing named. Printed are seconds of
the CPU, children's included, and of the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from swaudit.evidence.ledger import Ledgers
# What else is needed is imported where it is used: the child reads this module once more.

SEED = 20260305
HEADER = (
    *("日期", "时间", "领域", "形式", "内容", "名称", "对象或人数"),
    *("地点", "室内外", "社工", "补哪月", "照片夹", "备注"),
)
FIELDS = ("社会救助", "养老服务", "儿童关爱保护", "扶残助残")
FORMS = ("走访", "电话", "面谈", "线上", "宣传")
CONTENTS = ("政策宣传", "健康管理", "资源链接", "情绪辅导", "能力提升", "心理咨询")
PEOPLE = [f"示例{number}" for number in range(3000)]


def main() -> None:
    """Print one line per way of reading."""
    from swaudit.evidence.book import read_book
    from swaudit.evidence.sheets import sheets_of
    from swaudit.ground.sandbox import collect_rarely
    from swaudit.ground.store import Facts

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true", help="where the typing spends its time")
    given = parser.parse_args()
    collect_rarely()  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "台账.xlsx"
        write(book, given.rows)
        size = book.stat().st_size / 1e6
        print(f"{given.rows} rows of {len(HEADER)} columns, {size:.1f} MB, {os.cpu_count()} cores")
        tables(())  # what is imported on first use is no part of the reading
        first = told("swaudit, first time", lambda: read(book, Path(folder) / "work"))
        told("swaudit, remembered", lambda: read(book, Path(folder) / "work"))
        content = book.read_bytes()
        facts = Facts("", told("  of it: the file parsed", lambda: read_book(content, book.name)))
        sheets = told("  of it: facts to sheets", lambda: sheets_of(book.name, facts)[0])
        typed = told("  of it: typed tables", lambda: tables(sheets))
        for engine in ("calamine", "openpyxl"):
            told(f"pandas.read_excel, {engine}", lambda engine=engine: frame(book, engine))
        if given.profile:
            profile(lambda: tables(sheets))
    rows = len(first.tables["工作流水"])
    if not rows == len(typed.tables["工作流水"]) == given.rows:
        raise SystemExit(f"{rows} rows read")
    print(f"{rows} rows read, {len(first.problems)} wrong cells named")


def write(book: Path, rows: int) -> None:
    """Write the ledger."""
    import xlsxwriter

    draw = random.Random(SEED)
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet("工作流水")
        day_form = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADER)
        for at in range(1, rows + 1):
            day = date(2026, 1, 1) + timedelta(days=draw.randrange(365))
            written: Any = f"{day.year}.{day.month}.{day.day}" if draw.random() < 0.2 else day
            hour = draw.randrange(8, 18)
            cells = [
                "3月32日" if draw.random() < 1 / 300 else written,
                f"{hour}:{draw.choice(('00', '15', '30'))}-{hour + 1}:30",
                draw.choice(FIELDS),
                draw.choice(FORMS),
                draw.choice(CONTENTS),
                None,
                "、".join(draw.sample(PEOPLE, draw.randrange(1, 4))),
                f"示例村{draw.randrange(40)}",
                draw.choice(("室内", "室外")),
                draw.choice(("示例甲", "示例乙", "示例甲、示例乙")),
                None,
                f"04_服务记录/{at % 4}/{day.isoformat()}-{at}",
                f"第{at}次" if at % 3 == 0 else None,
            ]
            for across, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(at, across, cell, day_form)  # type: ignore[arg-type]
                elif cell is not None:
                    sheet.write_string(at, across, cell)


def read(book: Path, work: Path) -> Ledgers:
    """Read the ledger as an audit does."""
    from swaudit.evidence.sheets import SHEETS, sheets_of
    from swaudit.ground.store import Store

    with Store(work / "facts.sqlite") as store:
        sheets, _ = sheets_of(book.name, store.extract([book], SHEETS)[book])
    return tables(sheets)


def tables(sheets: Any) -> Ledgers:
    """Type every cell of the sheets."""
    from swaudit.evidence.ledger import read_ledgers
    from swaudit.model.tables import base_tables

    return read_ledgers(
        {"台账.xlsx": sheets}, base_tables(), (date(2026, 1, 1), date(2026, 12, 31))
    )


def frame(book: Path, engine: str) -> Any:
    """Read the ledger as a practitioner would."""
    import pandas as pd

    return pd.read_excel(book, engine=engine)


def told(what: str, do: Callable[[], Any]) -> Any:
    """Do something and print how long it took."""
    cpu, clock = _cpu(), time.perf_counter()
    found = do()
    print(f"{what:<32}{_cpu() - cpu:7.2f} CPU-s {time.perf_counter() - clock:7.2f} s")
    return found


def profile(do: Callable[[], Any]) -> None:
    """Print what takes most of the time."""
    import cProfile
    import pstats

    with cProfile.Profile() as seen:
        do()
    pstats.Stats(seen).sort_stats("tottime").print_stats(18)


def _cpu() -> float:
    parts = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, parts))


if __name__ == "__main__":
    main()
