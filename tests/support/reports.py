"""A report with something of everything, and an empty one: what the renderers are tested with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image

from swaudit.model.dossier import File, Problem, Station
from swaudit.model.message import message
from swaudit.model.photo import PhotoFacts, Watermark
from swaudit.model.pictures import Pictures
from swaudit.model.report import (
    Cell,
    Finding,
    Health,
    Judgement,
    Lead,
    Note,
    ReadingResult,
    RecordVerdict,
    Report,
    ReusePair,
    Row,
    Score,
    ScoreLine,
    SettledReading,
    Since,
    Source,
)
from swaudit.model.status import Counts, Level, Status

ELDERS = "二、养老服务"


def jpeg(colour: str) -> bytes:
    """Return a small picture of one colour."""
    made = BytesIO()
    Image.new("RGB", (64, 48), colour).save(made, "JPEG")
    return made.getvalue()


NASTY = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "[/red][bold]",
    "\x1b[31mred\x1b[0m",
    "\u202egpj.exe",
    "a | b | c",
    "**x** `y` [z](http://example.com) ![i](j)",
    "1. one\n2. two",
    "\ud800\ufffe\x00",
    "]]>&amp;<!--",
)
"""Names that a file format, a terminal or a reader might obey."""


def finding(rule: str, status: Status, **rest: object) -> Finding:
    """Return a finding of the chapter 养老服务; `rest` replaces its other values."""
    made = Finding(
        rule=rule,
        title=f"要求 {rule}",
        level=Level.MUST,
        status=status,
        chapter=ELDERS,
        source=Source("checklist", "附件 2–5 行5", "每月2次"),
        covers=("H-051",),
    )
    return replace(made, **rest)  # type: ignore[arg-type]


POLICY = finding(
    "elderly-policy",
    Status.FAIL,
    title="养老服务：政策宣传",
    required=Decimal(12),
    expect="≥2",
    unit="次",
    counted=Decimal(10),
    maybe=Decimal(1),
    missing=Decimal(1),
    breakdown=(
        Cell(
            "",
            "2026-03",
            Status.PASS,
            Decimal(2),
            "≥2",
            Decimal(2),
            evidence=("服务记录/0", "服务记录/3"),
        ),
        Cell("", "2026-04", Status.FAIL, Decimal(2), "≥2", Decimal(1), missing=Decimal(1)),
        Cell("", "2026-05", Status.REVIEW, Decimal(2), "≥2", Decimal(1), Decimal(1)),
        Cell(
            "",
            "2026-06",
            Status.OPEN,
            Decimal(2),
            "≥2",
            Decimal(1),
            missing=Decimal(1),
            pace=Decimal("1.5"),
        ),
    ),
    refused=(Note("服务记录/1", "4月9日 政策宣传", message("report.photo.no_watermark")),),
    pending=(Note("服务记录/2", "5月3日 政策宣传", message("report.photo.unreadable")),),
)

PLAIN = Report(
    ruleset="hulunbuir-2026",
    ruleset_version="1.0.0",
    ruleset_title="呼伦贝尔市 2026 服务清单",
    sources=(("checklist", "服务清单（附件）"),),
    parameters=(("month-part", "ask"),),
    station=Station("s1", "样例镇社工站", date(2026, 1, 1), date(2026, 12, 31), "样例区", "样例镇"),
    as_of="2026-07-05",
    generated_at="2026-07-05T09:00:00+08:00",
    quick=False,
    health=Health(
        rows_read=3,
        rows_problem=0,
        files=(("used", 1), ("unreferenced", 0), ("ignored", 0), ("unreadable", 0)),
        photos=(("valid", 0),),
        records=(("counted", 1), ("refused", 0), ("pending", 0)),
    ),
    findings=(finding("only", Status.PASS),),
    records=(RecordVerdict("服务记录/0", "服务记录", "3月1日 走访", Counts.COUNTED, None),),
    files=(File("台账.xlsx", "sheet", 10, "ab", "used"),),
    photos=(),
    reuse=(),
    leads=(),
    problems=(),
    judgements=(),
    next_steps=(),
)

SCORE = Score(
    rule="sheet",
    title="百分考核",
    total=Decimal(100),
    low=Decimal(72),
    high=Decimal("81.5"),
    status=Status.MANUAL,
    lines=(
        ScoreLine(
            "receipts",
            "票据",
            Decimal(7),
            Decimal(2),
            Decimal(4),
            Status.MANUAL,
            why=(message("score.measured", number="9.5%"),),
            possible=((Decimal(2), Decimal(2)), (Decimal(3), Decimal(4))),
            digest="5c0e",
        ),
        ScoreLine(
            "satisfaction",
            "满意度",
            Decimal(10),
            Decimal(8),
            Decimal(10),
            Status.RULING_NEEDED,
            parts=(
                ("服务对象", Decimal(10), Decimal(10)),
                ("购买方", Decimal(8), Decimal(8)),
            ),
        ),
        ScoreLine(
            "truth",
            "真实性",
            Decimal(3),
            Decimal("2.5"),
            Decimal("2.5"),
            given=Decimal("2.5"),
            why=(message("score.ask", question="档案是否真实"),),
        ),
        ScoreLine("complaints", "投诉", None, Decimal(-5), Decimal(-5)),
    ),
    grades=("良好",),
    gaps=("69–70",),
    veto="possible",
    vetoes=("no-fraud",),
)

FULL = replace(
    PLAIN,
    scores=(SCORE,),
    settled=(
        SettledReading(
            "makeup",
            "补做的算哪个月",
            "allowed",
            "算被补的月",
            "区民政局",
            "函〔2026〕3号",
            "2026-02-01",
        ),
    ),
    health=Health(
        rows_read=186,
        rows_problem=1,
        files=(("used", 2), ("unreferenced", 1), ("ignored", 1), ("unreadable", 1)),
        photos=(("valid", 1), ("no_place", 1)),
        records=(("counted", 1), ("refused", 1), ("pending", 1)),
    ),
    findings=(
        POLICY,
        *(finding(f"all-{status}", status) for status in Status),
        finding(
            "screenshot",
            Status.RULING_NEEDED,
            maybe=None,
            readings=(
                ReadingResult(
                    (("phone", "counts"),),
                    "电话算一次",
                    Status.PASS,
                    Decimal(1),
                    Decimal(1),
                    Decimal(0),
                    Decimal(0),
                ),
                ReadingResult(
                    (("phone", "not"),),
                    "电话不算",
                    Status.FAIL,
                    Decimal(1),
                    Decimal(0),
                    None,
                    Decimal(1),
                ),
            ),
            notes=(message("report.health.photos_not_read"),),
        ),
    ),
    records=(
        RecordVerdict(
            "服务记录/0",
            "服务记录",
            "3月1日 走访",
            Counts.COUNTED,
            None,
            ("a.jpg",),
            sha256=("cd",),
        ),
        RecordVerdict(
            "服务记录/1",
            "服务记录",
            "4月9日 政策宣传",
            Counts.REFUSED,
            message("report.photo.no_watermark"),
        ),
        RecordVerdict(
            "服务记录/2",
            "服务记录",
            "5月3日 政策宣传",
            Counts.PENDING,
            message("report.photo.unreadable"),
            digest="0011223344556677",
        ),
    ),
    files=(
        File("台账.xlsx", "sheet", 10, "ab", "used"),
        File("a.jpg", "photo", 10, "cd", "used"),
        File("b.jpg", "photo", 10, "ef", "unreferenced"),
        File("Thumbs.db", "other", 10, None, "ignored"),
        File("坏.xlsx", "sheet", 10, None, "unreadable", message("report.photo.unreadable")),
    ),
    photos=(
        (
            "a.jpg",
            PhotoFacts(
                "cd",
                "valid",
                width=1600,
                height=1200,
                taken_at="2026-03-01T09:00",
                watermark=Watermark(
                    "2026-03-01T09:00",
                    "样例镇",
                    49.5,
                    117.7,
                    "ABC",
                    ("2026-03-01 09:00", "样例镇"),
                    ((0.1, 0.8, 0.4, 0.85), (0.1, 0.86, 0.4, 0.9)),
                    0.98,
                ),
            ),
        ),
        ("b.jpg", PhotoFacts("ef", "no_place", width=800, height=600)),
    ),
    reuse=(
        ReusePair(
            *("a.jpg", "b.jpg", "same_scene", 0.71, True, message("report.photos.reuse")),
            ("cd", "ef"),
        ),
    ),
    leads=(Lead("scene", message("report.photos.reuse"), ("a.jpg", "b.jpg"), ("cd", "ef")),),
    problems=(Problem("台账.xlsx", message("report.photo.no_time"), "工作流水", "A17"),),
    judgements=(
        Judgement(
            "record", "服务记录/2", "counted", "评估员甲", "2026-07-01", "看过原件", "2026-12-31"
        ),
    ),
    next_steps=(message("report.photo.no_watermark"), message("report.photo.no_place")),
    rows=(
        Row("服务记录/0", "服务记录", "工作流水!2 2026-03-01", "台账.xlsx", "工作流水", 2),
        Row("服务记录/3", "服务记录", "工作流水!3 2026-03-09", "台账.xlsx", "工作流水", 3),
    ),
    root="9f" * 32,
    since=Since("2026-06-30", "8e" * 32, ("a.jpg",), ("台账.xlsx",), ("旧.jpg",)),
)

WITH_PHOTOS = replace(
    FULL,
    records=(
        FULL.records[0],
        replace(
            FULL.records[1],
            photos=("b.jpg",),
            sha256=("ef",),
            reason=message("record.reused", photo="b.jpg", other="a.jpg", record="3月1日 走访"),
        ),
        replace(FULL.records[2], photos=("b.jpg",), sha256=("ef",)),
    ),
    rows=(
        *FULL.rows,
        Row("服务记录/1", "服务记录", "4月9日 政策宣传", "台账.xlsx", "工作流水", 9),
    ),
    pictures=Pictures(
        {"cd": jpeg("red"), "ef": jpeg("blue")},
        {("cd", "ef"): (jpeg("red"), jpeg("blue"))},
        no_room=(7, 0),
        unopened=(0, 1),
    ),
)
"""The same with pictures of both photos, side by side too."""
