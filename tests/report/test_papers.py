"""The papers that are handed over, opened with a real reader: their numbers are the report's."""

import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import PurePath

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from tests.support.reports import FULL, NASTY, PLAIN, POLICY, WITH_PHOTOS, finding

from swaudit.model.message import message
from swaudit.model.report import Cell, Note, Row
from swaudit.model.status import Level, Status
from swaudit.report.outputs import renderer, suffixes
from swaudit.report.words import visible

PAPERS = (
    "报告.docx",
    "自检表.docx",
    "自检表.xlsx",
    "整改通知.docx",
    "现场核查表.docx",
    "确认单.docx",
)
WORD = tuple(name for name in PAPERS if name.endswith(".docx"))


def written(name, report=FULL, language="zh"):
    return renderer(PurePath(name))(report, language)


def opened(name, report=FULL, language="zh"):
    return docx.Document(BytesIO(written(name, report, language)))


def rows(document, *header):
    """Return the rows of every table with these headings, a list of texts each."""
    found = []
    for table in document.tables:
        first, *rest = ([cell.text for cell in row.cells] for row in table.rows)
        if first == list(header):
            found += rest
    return found


def told(document):
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def boxes(document):
    return len(document.element.body.findall(f".//{qn('w:sdt')}"))


NAMES = [
    ("随便.docx", "验收自查报告"),
    ("2026上半年自检表.docx", "自检表"),
    ("self check.docx", "自检表"),
    ("整改通知（样例站）.docx", "整改通知"),
    ("Notice_2026.DOCX", "整改通知"),
    ("现场核查表-1.docx", "现场核查表"),
    ("site_check.docx", "现场核查表"),
    ("确认单.docx", "认定结果确认单"),
    ("Confirmation.docx", "认定结果确认单"),
]


@pytest.mark.parametrize(("name", "title"), NAMES)
def test_the_name_says_which_paper_is_meant(name, title):
    assert opened(name).paragraphs[0].text == title


def test_a_paper_has_its_own_forms():
    assert suffixes(PurePath("自检表.html")) == (".docx", ".xlsx")
    assert suffixes(PurePath("整改通知.xlsx")) == (".docx",)
    assert ".html" in suffixes(PurePath("总表.html"))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(("report", "language"), [(PLAIN, "zh"), (FULL, "en")])
def test_the_same_report_gives_the_same_bytes(name, report, language):
    assert written(name, report, language) == written(name, report, language)


def test_the_report_tells_each_rule_with_its_numbers():
    told_rules = rows(opened("报告.docx"), "结论", "要求", "标准", "认定", "还差")
    assert len(told_rules) == len(FULL.findings)
    status, title, *numbers = told_rules[0]
    assert (status, numbers) == ("× 不达标", ["每月≥2次", "10…11", "1"])
    assert title.startswith(f"{POLICY.title}\n")
    assert "4月 1/2" in title
    verdicts = {
        row[0].split()[-1]: int(row[1]) for row in rows(opened("报告.docx"), "结论", "条数", "意思")
    }
    assert sum(verdicts.values()) == len(FULL.findings)
    assert verdicts["不达标"] == 2


def test_the_report_says_what_it_rests_on():
    text = told(opened("报告.docx"))
    for fact in (
        *(FULL.station.name, FULL.root, "第 1.0.0 版", "month-part  ask", "2026-12-31"),
        *("《服务清单（附件）》", "函〔2026〕3号", "评估员甲", "看过原件", "72…81.5 分"),
        *(FULL.records[1].label, FULL.records[2].label, "b.jpg", "工作流水!A17", "旧.jpg"),
    ):
        assert fact in text


SELF_CHECK = ("条款", "要求", "应完成", "已认定", "待核", "差额", "结论", "佐证位置")


def sheet(report=FULL):
    (page,) = load_workbook(BytesIO(written("自检表.xlsx", report))).worksheets
    head = int(page.freeze_panes[1:]) - 1
    names = [cell.value for cell in page[head]]
    return [
        dict(zip(names, line, strict=True))
        for line in page.iter_rows(head + 1, head + len(report.findings), values_only=True)
    ]


def test_the_self_check_has_the_numbers_of_each_rule():
    lines = sheet()
    assert len(lines) == len(FULL.findings)
    for line, one in zip(lines, FULL.findings, strict=True):
        assert line["要求"].split("\n")[0] == one.title
        assert line["应完成"] == (None if one.required is None else one.required)
    policy = lines[0]
    assert [policy[name] for name in ("条款", *SELF_CHECK[2:7])] == [
        *("附件 2–5 行5", 12, 10, 1, 1, "× 不达标")
    ]
    assert policy["佐证位置"] == "工作流水 第2–3行\n照片：a.jpg"
    in_word = rows(opened("自检表.docx"), *SELF_CHECK)
    assert [row[:2] + row[2:6] for row in in_word] == [
        [
            line["条款"],
            line["要求"],
            *(str(line[n] if line[n] is not None else "") for n in SELF_CHECK[2:6]),
        ]
        for line in lines
    ]


def test_the_self_check_follows_the_document():
    places = ("行1", "行2", "行1", "行3")
    findings = [
        finding(f"r{at}", Status.PASS, source=replace(POLICY.source, at=place))
        for at, place in enumerate(places)
    ]
    lines = sheet(replace(FULL, findings=tuple(findings)))
    assert [line["条款"] for line in lines] == ["行1", "行1", "行2", "行3"]


def test_the_self_check_has_a_line_for_each_item_of_a_score():
    report = replace(FULL, findings=(finding("sheet", Status.MANUAL, title="百分考核"),))
    (page,) = load_workbook(BytesIO(written("自检表.xlsx", report))).worksheets
    head = int(page.freeze_panes[1:]) - 1
    lines = page.iter_rows(head + 2, head + 5, min_col=2, max_col=8, values_only=True)
    assert list(lines) == [
        ("票据\n得分", 7, 2, 2, 3, "□ 人工", "实测 9.5%"),
        ("满意度\n得分", 10, 8, 2, 0, "◇ 需裁定", None),
        ("真实性\n得分", 3, 2.5, 0, 0.5, None, "由人定分：档案是否真实"),
        ("投诉\n得分", None, -5, 0, None, None, None),
    ]


def test_where_evidence_stands_is_told_briefly():
    numbers = (*range(2, 9), 11, 13, 15, 17, 19, 21, 23, 25)
    ledger = [Row(f"服务记录/{n}", "服务记录", "", "台账.xlsx", "工作流水", n) for n in numbers]
    papers = [Row(f"文件/{n}.docx", "文件", "", f"制度/{n}.docx", "", 0) for n in range(4)]
    photos = [Row(f"照片/牌/{n}.jpg", "照片", "", f"牌/{n}.jpg", "", 0) for n in range(4)]
    behind = (*ledger, *papers, *photos)
    cell = Cell("", "", Status.PASS, evidence=tuple(row.record for row in behind))
    report = replace(PLAIN, findings=(finding("r", Status.PASS, breakdown=(cell,)),), rows=behind)
    assert sheet(report)[0]["佐证位置"].split("\n") == [
        "工作流水 第2–8、11、13、15、17、19、21、23行等，共15行",
        "照片：牌",
        "文件：制度/0.docx、制度/1.docx、制度/2.docx 等4份",
    ]


NOTICE = ("序号", "要求和出处", "差在哪里", "整改期限", "整改情况")


def test_the_notice_asks_only_for_what_binds_and_is_not_met():
    document = opened("整改通知.docx")
    failed = [one for one in FULL.findings if one.status is Status.FAIL]
    asked = rows(document, *NOTICE)
    assert [row[1].split("\n")[0] for row in asked] == [one.title for one in failed]
    assert "《服务清单（附件）》附件 2–5 行5" in asked[0][1]
    assert asked[0][2].split("\n") == [
        "2026年4月：要求≥2，认定1次，差1次",
        "不认定：4月9日 政策宣传（无水印）",
    ]
    assert [row[3:] for row in asked] == [["", ""]] * len(failed)
    undecided = [
        one
        for one in FULL.findings
        if one.status not in (Status.FAIL, Status.PASS, Status.ADVISORY, Status.NOT_APPLICABLE)
    ]
    assert f"另有 {len(undecided)} 条" in told(document)


def test_the_notice_accuses_nobody_of_what_is_only_recommended():
    report = replace(FULL, findings=(finding("wish", Status.ADVISORY, level=Level.SHOULD),))
    document = opened("整改通知.docx", report)
    assert rows(document, *NOTICE) == []
    assert "无须整改" in told(document)


def test_the_notice_names_the_papers_and_the_limit_that_was_broken():
    absent = Note("文件/保密制度", "保密制度", message("files.missing", kind="保密制度"))
    over = Cell("", "", Status.FAIL, expect="≤10", counted=Decimal(12))
    report = replace(
        FULL,
        findings=(
            finding("paper", Status.FAIL, refused=(absent,)),
            finding("limit", Status.FAIL, breakdown=(over,), unit="%"),
        ),
    )
    assert [row[2] for row in rows(opened("整改通知.docx", report), *NOTICE)] == [
        "没有交：保密制度",
        "全期：要求≤10，认定12%",
    ]


def test_the_form_for_the_site_has_a_box_for_each_answer():
    asked = finding("look", Status.MANUAL, notes=(message("manual.ask", question="看门牌"),))
    document = opened("现场核查表.docx", replace(FULL, findings=(asked,)))
    (manual,) = rows(document, "序号", "看什么", "核查结果", "备注")
    assert manual[1].split("\n")[:2] == [asked.title, "请人工判断：看门牌"]
    (points,) = rows(document, "序号", "评分项目", "可能得分", "评分", "备注")
    assert points[1:] == ["票据\n实测 9.5%", "2…4", "", ""]
    (pending,) = rows(document, "序号", "记录", "原因", "核查结果", "备注")
    assert pending[1:3] == [FULL.records[2].label, "读不出"]
    (lead,) = rows(document, "序号", "线索", "核查结果", "备注")
    assert lead[1].split("\n")[1:] == ["a.jpg", "b.jpg"]
    assert boxes(document) == 2 * 3


def test_what_was_not_counted_can_be_answered():
    grant = Note("慈善/9", "6月 救助", message("report.photo.no_time"))
    report = replace(FULL, findings=(replace(POLICY, refused=(*POLICY.refused, grant)),))
    document = opened("确认单.docx", report)
    assert rows(document, "序号", "记录", "原因", "申辩") == [
        ["1", "4月9日 政策宣传", "无水印", ""],
        ["1", "5月3日 政策宣传", "读不出", ""],
    ]
    assert rows(document, "序号", "记录", "要求", "原因", "申辩") == [
        ["1", "6月 救助", POLICY.title, "水印无时间", ""]
    ]


@pytest.mark.parametrize("name", ["现场核查表.docx", "确认单.docx"])
def test_before_the_photos_are_read_nothing_is_asked_about_records(name):
    text = told(opened(name, replace(FULL, quick=True)))
    assert "没有读照片" in text
    assert FULL.records[2].label not in text


def hostile(name):
    note = Note("服务记录/x", name, message("report.reading", reading=name, status="", missing=""))
    return replace(
        FULL,
        ruleset_title=name,
        station=replace(FULL.station, name=name, town=name),
        sources=(("checklist", name),),
        parameters=((name, name),),
        settled=(replace(FULL.settled[0], question=name, answer=name),),
        findings=tuple(
            replace(
                one,
                title=name,
                chapter=name,
                unit=name,
                source=replace(one.source, at=name, figure=name),
                refused=(note,) * len(one.refused),
                pending=(note,) * len(one.pending),
            )
            for one in FULL.findings
        ),
        records=tuple(replace(one, label=name, photos=(name,)) for one in FULL.records),
        leads=tuple(replace(one, where=(name,)) for one in FULL.leads),
        files=tuple(replace(one, path=name) for one in FULL.files),
        rows=tuple(replace(one, file=name, sheet=name) for one in FULL.rows),
        judgements=tuple(replace(one, id=name, why=name) for one in FULL.judgements),
    )


@pytest.mark.parametrize("name", WORD)
def test_hostile_text_stays_text_in_word(name):
    document, harmless = (opened(name, hostile(text)) for text in (" ".join(NASTY), "甲"))
    everything = "".join(document.element.body.itertext())
    assert visible(everything.replace("\n", "")) == everything.replace("\n", "")
    assert all(part in everything for part in ("<script>", "=cmd|", "[/red]", "\\x1b", "\\u202e"))
    # Whatever the text is, nothing but text differs.
    tags = ([element.tag for element in one.element.body.iter()] for one in (document, harmless))
    assert next(tags) == next(tags)


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_no_formula_in_the_self_check(text):
    (page,) = load_workbook(BytesIO(written("自检表.xlsx", hostile(text)))).worksheets
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("name", WORD)
def test_paper_is_a4_and_no_table_is_wider(name):
    document = opened(name)
    section = document.sections[0]
    assert {round(section.page_width.cm, 1), round(section.page_height.cm, 1)} == {21.0, 29.7}
    across = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) < across + 10_000


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice (Debian: libreoffice-writer, -calc)")
def test_an_office_opens_and_prints_them(tmp_path):
    from pypdf import PdfReader

    for name in ("report.docx", "self-check.xlsx"):
        (tmp_path / name).write_bytes(written(name))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(tmp_path / name) for name in ("report.docx", "self-check.xlsx")]
    subprocess.run([*convert, *files], check=True, capture_output=True, timeout=300)
    for name in ("report.pdf", "self-check.pdf"):
        text = "".join(page.extract_text() for page in PdfReader(tmp_path / name).pages)
        assert FULL.root in text.replace("\n", "")


def pictures(document):
    """Return the words for who cannot see it of each picture."""
    return [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]


SHOWN = [
    # the records refused and pending, the lead's two, then the pair
    ("报告.docx", [*["b.jpg"] * 2, "a.jpg", "b.jpg", "a.jpg", "b.jpg"]),
    ("整改通知.docx", ["a.jpg", "b.jpg"]),
    ("确认单.docx", ["b.jpg", "b.jpg", "a.jpg", "b.jpg"]),
    ("自检表.docx", []),
    ("现场核查表.docx", []),
]


@pytest.mark.parametrize(("name", "paths"), SHOWN)
def test_the_photos_a_paper_speaks_of_are_in_it_only_when_asked(name, paths):
    made = opened(name, WITH_PHOTOS)
    assert [said.split()[0] for said in pictures(made)] == paths
    assert ("个人信息" in told(made)) is bool(paths)
    plain = opened(name, replace(WITH_PHOTOS, pictures=None))
    assert pictures(plain) == []
    assert "个人信息" not in told(plain)
    assert written(name, WITH_PHOTOS) == written(name, WITH_PHOTOS)


def test_a_notice_shows_no_pair_that_refuses_nothing():
    only_suspected = replace(WITH_PHOTOS, records=FULL.records)
    made = opened("整改通知.docx", only_suspected)
    assert pictures(made) == []
    assert "个人信息" not in told(made)


RULINGS = [
    ("同一张", "in_force", False),
    ("非同一张", "in_force", False),
    ("同一张", "expired", True),
]


@pytest.mark.parametrize(("verdict", "state", "suspected"), RULINGS)
def test_a_suspected_pair_says_who_has_decided_on_it(verdict, state, suspected):
    ruling = replace(
        FULL.judgements[0], target="pair", id="cd+ef", verdict=verdict, state=state, until=""
    )
    text = told(opened("报告.docx", replace(WITH_PHOTOS, judgements=(ruling,))))
    assert ("只是线索" in text) is suspected
    assert (f"人的认定：{verdict}（评估员甲" in text) is not suspected


@pytest.mark.parametrize("name", NASTY)
def test_hostile_names_of_photos_stay_text(name):
    report = replace(
        WITH_PHOTOS,
        photos=tuple((f"{name}/{path}", facts) for path, facts in WITH_PHOTOS.photos),
        records=tuple(
            replace(one, photos=tuple(f"{name}/{path}" for path in one.photos))
            for one in WITH_PHOTOS.records
        ),
        reuse=(replace(FULL.reuse[0], a=f"{name}/a.jpg", b=f"{name}/b.jpg"),),
        leads=(),
    )
    made = opened("报告.docx", report)
    first = visible(f"{name}/b.jpg")
    assert pictures(made)[0].startswith(first)
    assert first in told(made)
