"""How long a large report takes in every form, and how big it gets, beside a plain pandas dump.

    OMP_NUM_THREADS=1 python bench/reports.py [--records 1000]

The report is made up and the same in every run: a year of months for 120 rules, each with rows
behind its number, records of which a third each is counted, refused and pending, and photos for
all. The dump beside it is `to_excel` of the rules' and the records' tables, without looks. Last,
the HTML with as many photos and pairs as a report carries, each as large as it may be.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path, PurePath

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.reports import FULL, POLICY

from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts
from swaudit.model.pictures import MOST_PAIRS, MOST_PHOTOS, Pictures
from swaudit.model.report import Cell, Note, RecordVerdict, Report, ReusePair, Row
from swaudit.model.status import Counts, Status
from swaudit.photos.pictures import PAIR_BYTES, PHOTO_BYTES
from swaudit.report.outputs import SUFFIXES, renderer

RULES = 120
PAPERS = ("自检表.xlsx", "自检表.docx", "整改通知.docx", "现场核查表.docx", "确认单.docx")


def main() -> None:
    """Print one line per form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    report = large(parser.parse_args().records)
    for name in (*(f"报告{suffix}" for suffix in SUFFIXES), *PAPERS):
        told(name, lambda name=name: renderer(PurePath(name))(report, "zh"))
    told("pandas", lambda: dumped(report))
    full = with_photos(report)
    told("报告.html --with-photos", lambda: renderer(PurePath("报告.html"))(full, "zh"))


def told(name: str, render: Callable[[], bytes]) -> None:
    """Render twice, so that what is loaded once does not count, and print the second."""
    render()
    begun = time.process_time()
    made = render()
    seconds = time.process_time() - begun
    print(f"{seconds:6.2f} CPU-s  {len(made) / 1000:8.0f} kB  {name}")


def large(records: int) -> Report:
    """Return a report of RULES rules and so many records."""
    verdicts = (Counts.COUNTED, Counts.REFUSED, Counts.PENDING)
    reasons = (None, message("record.no_watermark", photo="照片1.jpg"), message("record.no_date"))
    made = tuple(
        RecordVerdict(
            f"服务记录/{at}",
            "服务记录",
            f"工作流水!{at + 2} 2026-03-{at % 28 + 1:02} 养老服务 政策宣传",
            verdicts[at % 3],
            reasons[at % 3],
            (f"04_服务记录/2026-03/{at}_养老服务_政策宣传/照片1.jpg",),
            f"2026-{at % 12 + 1:02}-05",
            "养老服务",
            ("王*",),
        )
        for at in range(records)
    )
    rows = tuple(
        Row(one.record, one.table, one.label, "台账.xlsx", "工作流水", at + 2)
        for at, one in enumerate(made)
    )
    findings = tuple(
        replace(
            POLICY,
            rule=f"r{at}",
            chapter=f"附件{at // 12}",
            status=(Status.FAIL, Status.PASS, Status.MANUAL)[at % 3],
            source=replace(POLICY.source, at=f"附件{at // 12}行{at // 3}"),
            breakdown=tuple(_month(at, month, made) for month in range(12)),
            refused=tuple(Note(one.record, one.label, one.reason) for one in made[1::30]),
        )
        for at in range(RULES)
    )
    return replace(FULL, findings=findings, records=made, rows=rows)


def _month(rule: int, month: int, records: tuple[RecordVerdict, ...]) -> Cell:
    behind = tuple(one.record for one in records[month * 3 :: 36])
    status = Status.FAIL if (rule + month) % 6 == 0 else Status.PASS
    missing = Decimal(status is Status.FAIL)
    period = f"2026-{month + 1:02}"
    return Cell(
        "", period, status, Decimal(2), "≥2", Decimal(len(behind)), missing=missing, evidence=behind
    )


def with_photos(report: Report) -> Report:
    """Return the report with the most, and the largest, pictures that one carries."""
    names = [f"{at:064x}" for at in range(MOST_PHOTOS)]
    paths = [path for record in report.records for path in record.photos]
    both = list(pairwise(names))[:MOST_PAIRS]
    explain = message("photo.reuse.exact")
    return replace(
        report,
        photos=tuple(
            (path, PhotoFacts(name, "valid")) for path, name in zip(paths, names, strict=False)
        ),
        reuse=tuple(
            ReusePair(a, b, "exact", 1.0, False, explain, hashes)
            for (a, b), hashes in zip(pairwise(paths), both, strict=False)
        ),
        pictures=Pictures(
            dict.fromkeys(names, bytes(PHOTO_BYTES)),
            dict.fromkeys(both, (bytes(PAIR_BYTES), bytes(PAIR_BYTES))),
        ),
    )


def dumped(report: Report) -> bytes:
    """Return the same rules and records as pandas writes them."""
    made = io.BytesIO()
    rules = [(f.rule, f.title, str(f.status), f.counted, f.missing) for f in report.findings]
    records = [(r.day, r.label, str(r.counts), "、".join(r.photos)) for r in report.records]
    with pd.ExcelWriter(made, engine="xlsxwriter") as book:
        pd.DataFrame(rules).to_excel(book, sheet_name="rules")
        pd.DataFrame(records).to_excel(book, sheet_name="records")
    return made.getvalue()


if __name__ == "__main__":
    main()
