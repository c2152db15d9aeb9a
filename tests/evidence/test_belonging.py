"""To which case, group or activity a document belongs, by its path."""

import pytest
from tests.support.tables import UNREADABLE, table, values

from swaudit.evidence.belonging import with_owners
from swaudit.evidence.documents import classify
from swaudit.evidence.worklog import DocumentKind
from swaudit.model.dossier import File

TABLES = {
    "个案": table(
        "个案",
        [
            {"个案编号": "GA-1", "名称": "示例甲的个案"},
            {"个案编号": "GA-12", "名称": "示例乙的个案"},
            {"个案编号": "GA-3", "名称": "示例乙的个案"},
        ],
    ),
    "小组": table("小组", [{"小组编号": "XZ-1", "名称": "手工小组"}]),
    "活动": table("活动", [{"活动编号": "HD-20260512-01", "名称": "防诈宣传"}]),
}


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("05_个案/GA-1/结案表.docx", ("GA-1",)),
        ("05_个案/ga-12/第1节/结案表.docx", ("GA-12",)),
        ("05_个案/GA-12_结案表.docx", ("GA-12",)),
        ("05_个案/示例甲的个案/结案表.docx", ("GA-1",)),
        ("GA-1/XZ-1/结案表.docx", ("XZ-1",)),
        ("07_活动/HD-20260512-01/结案表.docx", ("HD-20260512-01",)),
        ("05_个案/结案表.docx", None),
        ("05_个案/GA-2/结案表.docx", None),
        # Two cases bear the name: it may be anybody's.
        ("05_个案/示例乙的个案/结案表.docx", UNREADABLE),
    ],
)
def test_the_nearest_part_of_the_path_that_names_one_decides(path, owner):
    kinds = {"结案表": DocumentKind(names=("结案表",))}
    made = classify([File(path, "document", 10)], kinds, ())
    assert values(with_owners(made.files, TABLES), "关联编号") == [owner]
