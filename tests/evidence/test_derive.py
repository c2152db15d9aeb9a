"""The canonical tables from the sheets a station fills; nothing unknown becomes known."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.support.tables import UNREADABLE, table, values

from swaudit.evidence.derive import derive
from swaudit.evidence.frames import doubts, in_doubt
from swaudit.evidence.worklog import Worklog
from swaudit.model.message import LANGUAGES, message, tell
from swaudit.model.tables import Table, TableSpec, base_tables, extend_tables

SPECS = base_tables()
ELDERS, CHILDREN = "养老服务", "儿童关爱保护"
WORKLOG = Worklog(
    contents={
        ELDERS: {"A": ("政策宣传", "摸底调查"), "B": ("健康管理",)},
        CHILDREN: {"A": ("入学协助",)},
    }
)
DAY = date(2026, 3, 5)
FROM_WORKLOG = {"服务记录", "个案", "个案节次", "小组", "小组节次", "活动", "培训督导会议"}
ROSTER = table(
    "服务对象名单",
    [
        {"对象编号": "YL-1", "姓名": "王芳", "领域": ELDERS},
        {"对象编号": "ET-1", "姓名": "王芳", "领域": CHILDREN},
        {"对象编号": "ET-2", "姓名": "李雷", "领域": CHILDREN},
        {"对象编号": "ET-3", "姓名": "赵敏", "领域": CHILDREN},
        {"对象编号": "JZ-3", "姓名": "赵敏", "领域": "社会救助"},
    ],
)


def row(**cells):
    return {"日期": DAY, "领域": ELDERS, "形式": "走访", "内容": "政策宣传", **cells}


def derived(*rows, worklog=WORKLOG, **tables: Table):
    return derive({"工作流水": table("工作流水", rows), **tables}, SPECS, worklog)


def codes(problems):
    return [problem.said.code for problem in problems]


def why(made):
    return [doubt and doubt.code for doubt in doubts(made)]


def test_each_form_leads_to_its_table():
    made, problems = derived(
        *(row(形式=form, 名称="甲") for form in WORKLOG.forms), 服务对象名单=ROSTER
    )
    assert problems == ()
    sizes = {name: len(made[name]) for name in FROM_WORKLOG}
    assert sizes == {
        "服务记录": 7,
        "个案": 1,
        "个案节次": 1,
        "小组": 1,
        "小组节次": 1,
        "活动": 1,
        "培训督导会议": 4,
    }
    assert values(made["培训督导会议"], "类型") == ["培训", "督导", "参访", "会议"]
    assert values(made["活动"], "类型") == ["政策宣传"]


def test_a_service_keeps_its_cells_its_origin_and_its_identity():
    made, _ = derived(
        row(
            时间=(time(9), time(10)),
            地点="星光社区",
            室内外="室内",
            社工=["甲某", "乙某"],
            补哪月=date(2026, 2, 1),
            照片夹="04/0305",
        )
    )
    service = made["服务记录"]
    expected = {
        "记录编号": "r1",
        "日期": DAY,
        "计入日": date(2026, 2, 1),
        "起止时间": (time(9), time(10)),
        "领域": ELDERS,
        "形式": "走访",
        "服务类型": "政策宣传",
        "类别": "A",
        "对象编号": None,
        "人数": None,
        "地点": "星光社区",
        "室内外": "室内",
        "社工": ("甲某", "乙某"),
        "补月": date(2026, 2, 1),
        "证据目录": "04/0305",
    }
    assert {name: values(service, name)[0] for name in service.frame} == expected
    assert service.rows.iloc[0].to_dict() == {
        "record": "服务记录/r1",
        "label": "工作流水/r1",
        "file": "台账.xlsx",
        "sheet": "工作流水",
        "row": 2,
    }


@pytest.mark.parametrize(
    ("own", "mends", "expected"),
    [
        (DAY, None, DAY),
        (DAY, date(2026, 1, 1), date(2026, 1, 1)),
        (UNREADABLE, None, UNREADABLE),
        (DAY, UNREADABLE, UNREADABLE),
        (UNREADABLE, date(2026, 1, 1), date(2026, 1, 1)),
        (None, None, None),
    ],
)
def test_the_day_a_service_counts_for(own, mends, expected):
    made, _ = derived(row(日期=own, 补哪月=mends))
    assert values(made["服务记录"], "计入日") == [expected]


@pytest.mark.parametrize("month", [date(2026, 4, 1), date(2027, 1, 1)])
def test_a_month_yet_to_come_cannot_be_made_up_for(month):
    made, (problem,) = derived(row(), row(补哪月=month))
    assert values(made["服务记录"], "计入日") == [DAY, UNREADABLE]
    assert (problem.said.code, problem.cell) == ("derive.makeup_ahead", "3")
    assert all(month.isoformat()[:7] in tell(problem.said, language) for language in LANGUAGES)


def test_services_handed_in_without_the_day_they_count_for_are_given_it():
    rows = [{"日期": DAY}, {"日期": DAY, "补月": date(2026, 2, 1)}, {"日期": UNREADABLE}]
    rows += [{"日期": DAY, "补月": date(2026, 5, 1)}]
    made, problems = derive({"服务记录": table("服务记录", rows)}, SPECS, WORKLOG)
    counted = [DAY, date(2026, 2, 1), UNREADABLE, UNREADABLE]
    assert values(made["服务记录"], "计入日") == counted
    assert codes(problems) == ["derive.makeup_ahead"]
    given = table("服务记录", [{"日期": DAY, "计入日": None}])
    made, _ = derive({"服务记录": given}, SPECS, WORKLOG)
    assert values(made["服务记录"], "计入日") == [None]


@pytest.mark.parametrize(
    ("domain", "content", "category", "told"),
    [
        (ELDERS, "政策宣传", "A", []),
        (ELDERS, " 健康 管理", "B", []),
        (ELDERS, "入学协助", UNREADABLE, ["derive.content_unlisted"]),
        (ELDERS, UNREADABLE, UNREADABLE, []),
        (ELDERS, None, None, []),
        (UNREADABLE, "政策宣传", UNREADABLE, []),
        ("慈善", "募捐", None, []),
    ],
)
def test_the_category_comes_from_the_list_of_the_domain(domain, content, category, told):
    made, problems = derived(row(领域=domain, 内容=content))
    assert values(made["服务记录"], "类别") == [category]
    assert codes(problems) == told


def test_an_unlisted_content_names_the_row_and_the_allowed_words():
    _, (problem,) = derived(row(), row(内容="打牌"))
    assert (problem.file, problem.sheet, problem.cell) == ("台账.xlsx", "工作流水", "3")
    assert "政策宣传、摸底调查、健康管理" in tell(problem.said, "zh")


@pytest.mark.parametrize("form", [None, UNREADABLE, "跳舞"])
def test_a_row_without_a_known_form_is_in_doubt_of_every_table(form):
    made, problems = derived(row(形式=form, 内容="打牌", 名称="甲"), row(形式="活动"))
    assert codes(problems) == ["derive.no_form"]
    assert {name: why(made[name]) for name in FROM_WORKLOG} == {
        **{name: ["record.form_unknown"] for name in FROM_WORKLOG},
        "活动": ["record.form_unknown", None],
    }


def test_a_case_is_known_by_the_sessions_that_surely_are_its_own():
    first, last = date(2026, 3, 4), date(2026, 3, 9)
    made, _ = derived(
        row(形式="小组", 名称="手工", 日期=first, 社工=["甲"]),
        row(形式=None, 名称="手工", 日期=DAY, 社工=["甲"]),
        row(形式="小组", 名称="手工", 日期=last, 社工=["甲"]),
        row(形式="小组", 名称="合唱", 日期=first, 社工=["甲"]),
        row(形式=None, 名称="合唱", 日期=last, 社工=["乙"]),
        row(形式=None, 名称="棋社", 日期=first, 社工=["乙"]),
    )
    groups = made["小组"]
    ends = zip(values(groups, "开始日"), values(groups, "结束日"), strict=True)
    told = zip(values(groups, "社工"), ends, why(groups), strict=True)
    assert dict(zip(values(groups, "名称"), told, strict=True)) == {
        "手工": (("甲",), (first, last), None),
        "合唱": (UNREADABLE, (first, UNREADABLE), None),
        "棋社": (("乙",), (first, first), "record.form_unknown"),
    }
    crafts = values(made["小组节次"], "第几节")[:3]
    assert crafts == [UNREADABLE, UNREADABLE, UNREADABLE]


def test_a_ruleset_may_name_other_forms():
    made, problems = derived(row(形式="讲座"), worklog=Worklog(forms={"讲座": "活动"}))
    assert len(made["活动"]) == 1
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "ids", "people", "told"),
    [
        ("王芳", ("YL-1",), 1, []),
        ("李雷", ("ET-2",), 1, []),
        ("王 芳、李雷；王芳", ("YL-1", "ET-2"), 2, []),
        ("王芳 李雷", ("YL-1", "ET-2"), 2, []),
        ("王 芳和李雷", ("YL-1", "ET-2"), 2, []),
        ("王芳 韩梅梅", UNREADABLE, None, ["derive.stranger"]),
        ("6", None, 6, []),
        ("６人", None, 6, []),
        ("共6人次", None, 6, []),
        ("约30人", None, None, []),
        ("30多人", None, None, []),
        (None, None, None, []),
        (UNREADABLE, UNREADABLE, UNREADABLE, []),
        ("韩梅梅", UNREADABLE, None, ["derive.stranger"]),
        ("王芳,韩梅梅", UNREADABLE, None, ["derive.stranger"]),
        ("赵敏", UNREADABLE, None, ["derive.namesakes"]),
    ],
)
def test_people_are_found_on_the_roster(text, ids, people, told):
    made, problems = derived(row(对象或人数=text), 服务对象名单=ROSTER)
    assert values(made["服务记录"], "对象编号") == [ids]
    assert values(made["服务记录"], "人数") == [people]
    assert codes(problems) == told
    assert not any("韩梅梅" in tell(problem.said, "zh") for problem in problems)


def test_without_a_roster_names_stay_unknown_and_are_one_problem():
    made, problems = derived(row(对象或人数="王芳"), row(对象或人数="李雷"), row(对象或人数="6"))
    assert values(made["服务记录"], "对象编号") == [UNREADABLE, UNREADABLE, None]
    assert codes(problems) == ["derive.no_roster"]


def test_people_on_a_roster_without_ids_get_their_rows_identity():
    roster = table("服务对象名单", [{"姓名": "王芳", "领域": ELDERS}])
    made, _ = derived(row(对象或人数="王芳"), 服务对象名单=roster)
    assert values(made["服务对象名单"], "对象编号") == ["r1"]
    assert values(made["服务记录"], "对象编号") == [("r1",)]


def test_sessions_of_one_name_and_domain_are_one_group():
    days = [date(2026, 3, 19), date(2026, 3, 5), date(2026, 3, 12)]
    made, problems = derived(
        *(row(形式="小组", 名称="手工小组", 内容="剪纸", 日期=day) for day in days),
        row(形式="小组", 名称="手工小组", 内容="剪纸", 领域=CHILDREN),
    )
    assert problems == ()
    first, _, _, other = values(made["小组节次"], "小组编号")
    assert values(made["小组节次"], "小组编号") == [first, first, first, other]
    assert first.startswith(f"{ELDERS}-")
    assert "手工" not in first
    assert values(made["小组节次"], "第几节") == [3, 1, 2, 1]
    groups = made["小组"]
    assert values(groups, "小组编号") == [first, other]
    assert values(groups, "名称") == ["手工小组", "手工小组"]
    assert values(groups, "开始日") == [days[1], DAY]
    assert values(groups, "结束日") == [days[0], DAY]
    assert list(groups.rows["record"]) == [f"小组/{first}", f"小组/{other}"]


@pytest.mark.parametrize("content", ["第3节：剪纸", "剪纸第三节"])
def test_a_written_session_number_wins(content):
    made, _ = derived(row(形式="小组", 名称="甲", 内容=content))
    assert values(made["小组节次"], "第几节") == [3]


def test_a_session_number_in_the_name_is_not_part_of_it():
    made, _ = derived(
        row(形式="小组", 名称="手工小组（第2节）", 内容="剪纸"),
        row(形式="小组", 名称="手工小组第十一节", 内容="剪纸"),
    )
    assert values(made["小组"], "名称") == ["手工小组"]
    assert values(made["小组节次"], "第几节") == [2, 11]


def test_with_an_unknown_date_the_order_of_sessions_is_unknown():
    made, _ = derived(
        row(形式="个案", 名称="甲", 内容="面谈"),
        row(形式="个案", 名称="甲", 内容="面谈", 日期=UNREADABLE),
        row(形式="个案", 名称="甲", 内容="第5节"),
    )
    assert values(made["个案节次"], "第几节") == [UNREADABLE, UNREADABLE, 5]
    assert values(made["个案节次"], "日期") == [DAY, UNREADABLE, DAY]
    assert values(made["个案"], "接案日") == [UNREADABLE]


@pytest.mark.parametrize(
    ("domain", "name", "told"),
    [
        (ELDERS, None, ["derive.nameless"]),
        (ELDERS, "第2节", ["derive.nameless"]),
        (ELDERS, UNREADABLE, []),
        (UNREADABLE, "甲", []),
    ],
)
def test_a_session_of_an_unknown_case_may_be_a_case_of_its_own(domain, name, told):
    made, problems = derived(row(形式="个案", 领域=domain, 名称=name, 内容="面谈"))
    assert values(made["个案节次"], "个案编号") == [UNREADABLE]
    assert values(made["个案"], "个案编号") == [UNREADABLE]
    assert codes(problems) == told


def test_a_case_joins_the_people_of_its_sessions_and_hides_its_name():
    made, _ = derived(
        row(形式="个案", 名称="王芳", 内容="面谈", 对象或人数="王芳", 社工=["甲某"]),
        row(形式="个案", 名称="王芳", 内容="面谈", 对象或人数="王芳、李雷", 社工=["乙某"]),
        服务对象名单=ROSTER,
    )
    case = made["个案"]
    assert values(case, "对象编号") == [("YL-1", "ET-2")]
    assert values(case, "社工") == [("甲某", "乙某")]
    assert list(case.rows["label"]) == [f"{ELDERS} 王＊"]
    assert "芳" not in case.rows["record"].iloc[0]


def test_one_unknown_person_makes_the_people_of_the_case_unknown():
    made, _ = derived(
        row(形式="个案", 名称="甲", 内容="面谈", 对象或人数="王芳"),
        row(形式="个案", 名称="甲", 内容="面谈", 对象或人数="韩梅梅"),
        服务对象名单=ROSTER,
    )
    assert values(made["个案"], "对象编号") == [UNREADABLE]


def test_a_missing_sheet_gives_no_table_and_an_empty_one_empty_tables():
    made, _ = derive({}, SPECS, WORKLOG)
    assert made == {}
    made, _ = derived()
    assert set(made) == FROM_WORKLOG | {"工作流水"}
    assert all(len(one) == 0 for one in made.values())
    made, _ = derive({"收支与慈善": table("收支与慈善", [])}, SPECS, WORKLOG)
    assert set(made) == {"收支与慈善", "支出", "慈善", "发放"}


@pytest.mark.parametrize(("sheet", "column"), [("工作流水", "形式"), ("收支与慈善", "类别")])
def test_a_sheet_without_its_leading_column_gives_no_table(sheet, column):
    made, problems = derive({sheet: table(sheet, [{"日期": DAY}])}, SPECS, WORKLOG)
    assert set(made) == {sheet}
    assert codes(problems) == ["derive.no_column"]
    assert column in tell(problems[0].said, "zh")


def test_a_column_no_sheet_carried_is_absent_from_what_is_derived():
    made, _ = derived(row())
    assert "地点" not in made["服务记录"].frame
    assert "室内外" not in made["服务记录"].frame


def test_a_rulesets_own_column_is_carried_over():
    extra = {"columns": {"满意度": "int"}}
    specs = extend_tables(SPECS, {"工作流水": TableSpec(**extra), "服务记录": TableSpec(**extra)})
    log = table(specs["工作流水"], [row(满意度=5)])
    made, _ = derive({"工作流水": log}, specs, WORKLOG)
    assert values(made["服务记录"], "满意度") == [5]


def test_what_is_derived_is_appended_to_a_table_handed_in_whole():
    whole = table("活动", [{"活动编号": "HD-1", "名称": "端午", "日期": DAY, "人数": 30}])
    made, _ = derived(row(形式="活动", 名称="中秋", 地点="广场"), 活动=whole)
    assert values(made["活动"], "活动编号") == ["HD-1", "r1"]
    assert values(made["活动"], "人数") == [30, None]
    assert values(made["活动"], "地点") == [None, "广场"]
    assert list(made["活动"].rows["record"]) == ["活动/HD-1", "活动/r1"]
    assert list(made["活动"].rows["sheet"]) == ["活动", "工作流水"]


def test_money_goes_where_its_category_says():
    ledger = table(
        "收支与慈善",
        [
            {
                "日期": DAY,
                "类别": "支出",
                "科目": "燃油",
                "金额": 20000,
                "对方": "加油站",
                "起点": "甲",
            },
            {"日期": DAY, "类别": "共募", "金额": 1000000, "对方": "慈善会"},
            {"日期": DAY, "类别": "慈善项目", "金额": 1, "对方": "慈善会"},
            {"日期": DAY, "类别": "慈善救助", "金额": 90000, "受助对象": "赵敏", "照片夹": "09/a"},
            {"日期": DAY, "类别": "慈善救助", "金额": UNREADABLE, "受助对象": "李雷"},
            {
                "日期": DAY,
                "类别": "发放",
                "事由": "毛巾",
                "数量": 3,
                "受助对象": "王芳",
                "凭证": "a.pdf",
            },
            {"日期": DAY, "类别": None, "受助对象": "某某"},
        ],
    )
    made, problems = derive({"收支与慈善": ledger, "服务对象名单": ROSTER}, SPECS, WORKLOG)
    assert codes(problems) == ["derive.no_category", "derive.namesakes"]
    assert values(made["支出"], "凭证号") == ["r1", "r7"]
    assert values(made["支出"], "收款人") == ["加油站", None]
    assert values(made["支出"], "金额") == [20000, None]
    charity = made["慈善"]
    assert values(charity, "类型") == ["共募", "项目", "救助", "救助", UNREADABLE]
    assert values(charity, "合作慈善组织") == ["慈善会", "慈善会", None, None, None]
    assert values(charity, "金额") == [1000000, 1, 90000, UNREADABLE, None]
    assert values(charity, "受助对象编号") == [None, None, UNREADABLE, ("ET-2",), UNREADABLE]
    assert values(charity, "证据目录") == [None, None, "09/a", None, None]
    assert list(charity.rows["record"]) == [f"慈善/r{at}" for at in (2, 3, 4, 5, 7)]
    assert values(made["发放"], "物品") == ["毛巾", None]
    assert values(made["发放"], "领取人") == ["王芳", "某某"]
    assert values(made["发放"], "领取单") == ["a.pdf", None]
    for name in ("支出", "慈善", "发放"):
        assert why(made[name])[-1] == "record.form_unknown"
        assert not any(why(made[name])[:-1])


def test_members_and_organisations_come_from_the_staff():
    staff = table(
        "人员",
        [
            {"姓名": "甲", "岗位": "驻站社工", "所属组织": "某机构"},
            {"姓名": "乙", "岗位": "社会组织骨干", "所属组织": "红枫志愿队", "联系电话": "1"},
            {"姓名": "丙", "岗位": "社会组织成员", "所属组织": "红枫 志愿队"},
            {"姓名": "丁", "岗位": "社会组织成员", "所属组织": None},
            {"姓名": "戊", "岗位": UNREADABLE, "所属组织": "红枫志愿队"},
            {"姓名": "己", "岗位": None, "所属组织": "夕阳红"},
            {"姓名": "庚", "岗位": None},
            {"姓名": "辛", "岗位": "志愿者", "所属组织": "送餐队"},
        ],
    )
    made, problems = derive({"人员": staff}, SPECS, WORKLOG)
    assert codes(problems) == ["derive.no_organisation"]
    assert values(made["组织队伍"], "名称") == ["红枫志愿队", "夕阳红", "送餐队"]
    assert values(made["组织队伍"], "类型") == ["社区社会组织", UNREADABLE, "志愿队"]
    one, other, team = values(made["组织队伍"], "编号")
    members = made["组织成员"]
    assert values(members, "组织编号") == [one, one, UNREADABLE, one, other, UNREADABLE, team]
    assert values(members, "姓名") == ["乙", "丙", "丁", "戊", "己", "庚", "辛"]
    assert values(members, "骨干") == [True, False, False, *[UNREADABLE] * 3, False]
    unknown = "record.form_unknown"
    assert why(members) == [None, None, None, *[unknown] * 3, None]
    assert why(made["组织队伍"]) == [None, unknown, None]


def test_what_members_of_two_kinds_make_is_not_known():
    staff = [
        {"姓名": "甲", "岗位": "社会组织成员", "所属组织": "红枫"},
        {"姓名": "乙", "岗位": "志愿者", "所属组织": "红枫"},
    ]
    made, _ = derive({"人员": table("人员", staff)}, SPECS, WORKLOG)
    assert values(made["组织队伍"], "类型") == [UNREADABLE]


def test_an_organisation_of_one_sure_member_is_one():
    staff = [
        {"姓名": "戊", "岗位": None, "所属组织": "红枫"},
        {"姓名": "乙", "岗位": "社会组织骨干", "所属组织": "红枫"},
    ]
    made, _ = derive({"人员": table("人员", staff)}, SPECS, WORKLOG)
    assert why(made["组织队伍"]) == [None]


def test_places_are_the_listed_ones_the_town_and_the_station():
    station = table(
        "站点信息", [{"站点名称": "甲镇社工站", "乡镇街道": "甲镇", "地点": ["星光社区", "甲镇"]}]
    )
    made, _ = derive({"站点信息": station}, SPECS, WORKLOG)
    assert values(made["地点"], "名称") == ["星光社区", "甲镇", "甲镇社工站"]


def signed(*rows, **tables):
    made, problems = derived(
        row(形式="小组", 名称="手工小组", 内容="剪纸"),
        row(形式="小组", 名称="手工小组", 内容="剪纸", 日期=date(2026, 3, 12)),
        row(形式="活动", 名称="端午", 内容="包粽子"),
        row(形式="会议", 名称="端午", 内容="筹备", 日期=date(2026, 3, 6)),
        签到=table("签到", rows),
        **tables,
    )
    return values(made["签到"], "关联编号"), problems


def test_a_sign_in_finds_the_meeting_of_its_day_and_name():
    found, problems = signed(
        {"日期": DAY, "名称": "手工小组第1节", "姓名": "甲"},
        {"日期": date(2026, 3, 12), "名称": "手工 小组", "姓名": "甲"},
        {"日期": DAY, "名称": "端午", "姓名": "甲"},
        {"日期": date(2026, 3, 6), "名称": "端午", "姓名": "甲"},
        {"关联编号": "r2", "日期": DAY, "名称": "剪纸", "姓名": "甲"},
    )
    assert found == ["r1", "r2", "r3", "r4", "r2"]
    assert problems == ()


def test_a_sign_in_with_the_key_of_no_meeting_is_unknown():
    found, problems = signed({"关联编号": "X-9", "日期": DAY, "名称": "端午", "姓名": "甲"})
    assert found == [UNREADABLE]
    assert codes(problems) == ["derive.meeting_unknown"]


def test_a_meeting_that_is_listed_twice_word_for_word_is_found():
    again = in_doubt(
        table("活动", [{"活动编号": key, "名称": "茶话", "日期": DAY} for key in "甲乙"]),
        {1: message("record.repeated")},
    )
    found, problems = signed({"日期": DAY, "名称": "茶话", "姓名": "甲"}, 活动=again)
    assert (found, problems) == (["甲"], ())


def test_sign_ins_of_an_unknown_meeting_are_one_problem_naming_their_rows():
    found, (problem,) = signed(
        {"日期": DAY, "名称": "合唱", "姓名": "甲"},
        {"日期": DAY, "名称": "端午", "姓名": "甲"},
        {"日期": DAY, "名称": "合唱", "姓名": "乙"},
    )
    assert found == [UNREADABLE, "r3", UNREADABLE]
    assert (problem.said.code, problem.cell) == ("derive.meeting_unknown", "2")
    assert dict(problem.said.values)["rows"] == "2、4"


def test_a_sign_in_that_fits_two_meetings_is_unknown():
    twice = table("活动", [{"活动编号": "HD-1", "名称": "端午", "日期": DAY}])
    found, problems = signed({"日期": DAY, "名称": "端午", "姓名": "甲"}, 活动=twice)
    assert found == [UNREADABLE]
    assert codes(problems) == ["derive.meetings_several"]


def test_a_sign_in_with_an_unreadable_day_was_reported_by_its_cell():
    found, problems = signed({"日期": UNREADABLE, "名称": "端午", "姓名": "甲"})
    assert found == [UNREADABLE]
    assert problems == ()


def test_without_any_meetings_sign_ins_are_unknown_and_one_problem():
    rows = [{"姓名": "甲"}, {"姓名": "乙", "关联编号": "X-9"}]
    made, problems = derive({"签到": table("签到", rows)}, SPECS, WORKLOG)
    assert values(made["签到"], "关联编号") == [UNREADABLE, UNREADABLE]
    assert codes(problems) == ["derive.no_meetings"]


def test_sorting_the_sheet_changes_no_record():
    rows = [
        row(日期=date(2026, 3, 1 + at % 9), 形式=form, 名称=f"名称{at % 4}", 对象或人数="王芳")
        for at, form in enumerate([*WORKLOG.forms] * 3)
    ]
    log = table("工作流水", rows)
    order = [at * 5 % len(log) for at in range(len(log))]
    shuffled = Table(
        log.spec,
        log.frame.iloc[order].reset_index(drop=True),
        log.unreadable.iloc[order].reset_index(drop=True),
        log.rows.iloc[order].reset_index(drop=True),
    )
    told = []
    for one in (log, shuffled):
        made, _ = derive({"工作流水": one, "服务对象名单": ROSTER}, SPECS, WORKLOG)
        told.append(
            {
                (name, record): tuple(map(str, made[name].frame.iloc[at]))
                for name in FROM_WORKLOG
                for at, record in enumerate(made[name].rows["record"])
            }
        )
    assert told[0] == told[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_can_be_told(language):
    _, problems = derived(
        row(形式=None),
        row(内容="打牌", 对象或人数="韩梅梅、赵敏"),
        row(形式="个案"),
        服务对象名单=ROSTER,
        签到=table("签到", [{"姓名": "甲"}]),
    )
    assert len(problems) == 6
    assert not any("derive." in tell(problem.said, language) for problem in problems)
