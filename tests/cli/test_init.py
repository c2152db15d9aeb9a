"""A folder that `init` makes: what it asks for, and that it audits once it is filled in."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.support.books import Page, xlsx

from swaudit.ruleset.load import load_ruleset

RULESETS = ("hulunbuir-2026", "zhalainuoer-2026", "ordos-2024")
HARD = Path(__file__).parents[1] / "support" / "hard-rules"
MOST_SHEETS = 6

STATION = {
    "站点名称": "示例镇社工站",
    "市": "示例市",
    "旗县区": "示例区",
    "乡镇街道": "示例镇",
    "合同起": date(2026, 1, 1),
    "合同止": date(2026, 12, 31),
    "地点": "示例村、示例社区",
}
ROWS = {
    "人员": [
        {"姓名": "示例甲", "岗位": "驻站社工", "到岗日": date(2026, 1, 1)},
        {"姓名": "示例乙", "岗位": "志愿者", "所属组织": "示例队", "联系电话": "13800000000"},
    ],
    "服务对象名单": [
        {"对象编号": "D-010", "姓名": "示例丙", "领域": "养老服务", "需跟踪": "是"},
        {"对象编号": "D-011", "姓名": "示例丁", "领域": "社会救助", "在册起": date(2026, 1, 1)},
    ],
    "工作流水": [
        {
            "日期": date(2026, 1, 8),
            "时间": "14:00-15:30",
            "领域": "养老服务",
            "形式": "走访",
            "内容": "政策宣传",
            "对象或人数": "示例丙",
            "地点": "示例村",
            "社工": "示例甲",
            "照片夹": "04_服务记录/养老服务",
        },
        {
            "日期": date(2026, 2, 9),
            "领域": "养老服务",
            "形式": "小组",
            "内容": "文化娱乐",
            "名称": "示例小组 第1节",
            "对象或人数": "6人",
            "地点": "示例社区",
            "社工": "示例甲",
        },
    ],
    "收支与慈善": [
        {"日期": date(2026, 1, 9), "类别": "支出", "事由": "走访交通", "金额": 35.5},
        {"日期": date(2026, 2, 9), "类别": "慈善救助", "受助对象": "示例丁", "金额": 1000},
    ],
    "签到": [
        {"日期": date(2026, 2, 9), "名称": "示例小组", "姓名": "示例丙"},
        {"日期": date(2026, 2, 9), "名称": "示例小组", "姓名": "示例戊", "角色": "志愿者"},
    ],
    "四库": [
        {"库": "需求库", "更新日": date(2026, 1, 31)},
        {"库": "项目库", "更新日": date(2026, 2, 28)},
    ],
}


def _fill(ledger):
    book = load_workbook(ledger)
    service = _first_word(book.worksheets[0], "养老服务") or "政策宣传"
    filled = set()
    for page in book.worksheets[1:]:
        if page.title == "站点信息":
            for row in page.iter_rows(min_row=2):
                row[1].value = STATION.get(row[0].value)
            continue
        heads = [cell.value for cell in page[1]]
        for down, row in enumerate(ROWS[page.title], start=2):
            for name in heads:
                value = service if row.get(name) == "政策宣传" else row.get(name)
                page.cell(down, heads.index(name) + 1).value = value
        filled.add(page.title)
    book.save(ledger)
    return filled


def _first_word(guide, domain):
    """Return the first of the words for 内容 that the guidance lists under a 领域."""
    for row in guide.iter_rows():
        for cell in row:
            if cell.value == domain:
                return guide.cell(cell.row + 1, cell.column).value
    return None


@pytest.mark.parametrize("ruleset", RULESETS)
def test_a_folder_filled_with_two_rows_a_sheet_is_read_without_a_remark(ruleset, tmp_path, swaudit):
    folder = tmp_path / "示例站"
    code, told, _ = swaudit("init", ruleset, folder)
    assert (code, "台账.xlsx" in told) == (0, True)
    filled = _fill(folder / "台账.xlsx")
    (folder / "04_服务记录" / "养老服务" / "说明.txt").write_text("放照片", encoding="utf-8")

    _, out, _ = swaudit("audit", folder, "--quick", "--format", "json", "--as-of", "2026-03-01")
    found = json.loads(out)
    assert found["problems"] == []
    assert found["station"]["name"] == "示例镇社工站"
    assert found["health"]["rows_read"] == 1 + 2 * len(filled)
    listed = {file["path"] for file in found["files"]["unreadable"]}
    assert not listed


def test_the_rules_read_what_was_filled_in(tmp_path, swaudit):
    folder = tmp_path / "示例站"
    swaudit("init", "zhalainuoer-2026", folder)
    _fill(folder / "台账.xlsx")
    _, out, _ = swaudit("audit", folder, "--quick", "--format", "json", "--as-of", "2026-03-01")
    rules = json.loads(out)["rules"]
    undetermined = {rule["id"] for rule in rules if rule["status"] == "undetermined"}
    asked = {one for one in undetermined if one.endswith(("-policy", "-groups", "-visits"))}
    assert asked <= {"h8-policy", "h8-groups", "h8-visits"}  # these wait for 自选项目


@pytest.mark.parametrize("ruleset", RULESETS)
def test_the_workbook_has_lists_notes_and_frozen_headers(ruleset, tmp_path, swaudit):
    swaudit("init", ruleset, tmp_path / "站")
    guide, *pages = load_workbook(tmp_path / "站" / "台账.xlsx").worksheets
    assert guide.title == "填报说明"
    assert guide.sheet_properties.pageSetUpPr.fitToPage  # 1 × 1, as the format has it by default
    assert len(pages) <= MOST_SHEETS
    for page in pages:
        assert page.freeze_panes == "A2"
        down = page.title == "站点信息"
        heads = [row[0] for row in page.iter_rows(min_row=2)] if down else list(page[1])
        assert heads
        assert all(head.comment and head.comment.text.strip() for head in heads)
    worklog = next(page for page in pages if page.title == "工作流水")
    checks = worklog.data_validations.dataValidation
    lists = {next(iter(one.sqref.ranges)).min_col: one for one in checks}
    heads = {cell.value: cell.column for cell in worklog[1]}
    assert "养老服务" in lists[heads["领域"]].formula1
    assert "走访" in lists[heads["形式"]].formula1
    assert "填报说明" in lists[heads["内容"]].formula1
    assert lists[heads["内容"]].errorStyle == "warning"


def test_the_same_ruleset_gives_the_same_bytes(tmp_path, swaudit):
    for name in ("甲", "乙"):
        swaudit("init", "ordos-2024", tmp_path / name)
    one, other = ((tmp_path / name / "台账.xlsx").read_bytes() for name in ("甲", "乙"))
    assert one == other


@pytest.mark.parametrize("there", ["台账.xlsx", "station.yaml"])
def test_nothing_is_overwritten(there, tmp_path, swaudit):
    folder = tmp_path / "站"
    folder.mkdir()
    (folder / there).write_text("我的", encoding="utf-8")
    code, out, err = swaudit("init", "ordos-2024", folder)
    assert (code, out) == (2, "")
    assert there in err
    assert [path.name for path in folder.iterdir()] == [there]
    assert (folder / there).read_text(encoding="utf-8") == "我的"


def test_a_file_is_no_folder(tmp_path, swaudit):
    taken = tmp_path / "站"
    taken.write_text("", encoding="utf-8")
    code, _, err = swaudit("init", "ordos-2024", taken)
    assert code == 2
    assert "不是文件夹" in err


def test_a_folder_of_photos_that_is_there_already_keeps_them(tmp_path, swaudit):
    folder = tmp_path / "站"
    (folder / "照片").mkdir(parents=True)
    (folder / "照片" / "1.jpg").write_bytes(b"x")
    assert swaudit("init", "ordos-2024", folder)[0] == 0
    assert (folder / "照片" / "1.jpg").read_bytes() == b"x"


def test_a_ruleset_of_ones_own_is_found_again(tmp_path, swaudit):
    from tests.support.rulesets import RULESET, write_ruleset

    own = write_ruleset(tmp_path / "city", RULESET, None, None)
    assert swaudit("init", own, tmp_path / "站")[0] == 0
    _fill(tmp_path / "站" / "台账.xlsx")
    code, out, _ = swaudit("audit", tmp_path / "站", "--quick", "--format", "json")
    assert json.loads(out)["ruleset"]["id"] == "small"
    assert code != 2


def test_a_ruleset_with_tables_of_its_own_gets_a_sheet_that_is_read_for_each(tmp_path, swaudit):
    assert swaudit("init", HARD, tmp_path / "站")[0] == 0
    _, out, _ = swaudit("audit", tmp_path / "站", "--quick", "--format", "json")
    assert json.loads(out)["problems"] == []


def test_a_worklog_and_photos_alone_answer_every_monthly_quota(tmp_path, swaudit):
    fields = ("社会救助", "养老服务", "儿童关爱保护", "扶残助残")
    contents = load_ruleset("zhalainuoer-2026").worklog.contents
    rows = [["日期", "领域", "形式", "内容", "对象或人数", "地点", "社工", "照片夹"]]
    for month in (1, 2):
        for at, field in enumerate(fields):
            words = [word for words in contents[field].values() for word in words[:3]]
            for n, word in enumerate((*words, "定期巡访", "回访")):
                day = date(2026, month, 1 + 2 * n)
                folder = f"照片/{day}_{field}"
                form = ("走访", "电话")[n % 2]
                rows.append([day, field, form, word, "示例乙", "示例村", "示例甲", folder])
                (tmp_path / "站" / folder).mkdir(parents=True)
                (tmp_path / "站" / folder / f"{at}.jpg").write_bytes(b"looked at later")
    (tmp_path / "站" / "台账.xlsx").write_bytes(xlsx(Page("工作流水", rows)))
    _, told, _ = swaudit(
        "audit", tmp_path / "站", "--ruleset", "zhalainuoer-2026", "--quick", "--format", "json",
        "--as-of", "2026-03-01",
    )  # fmt: skip
    asked = [f"h{n}-{what}" for n in (2, 3, 4, 5) for what in ("policy", "care", "visits")]
    found = {rule["id"]: rule["breakdown"] for rule in json.loads(told)["rules"]}
    for name in asked:
        told_of = {one["period"]: one["status"] for one in found[name]}
        assert {told_of["2026-01"], told_of["2026-02"]} <= {"pass", "review", "fail"}, name
