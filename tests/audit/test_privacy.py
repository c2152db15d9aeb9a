from tests.support.tables import table

from swaudit.audit.privacy import redacted
from swaudit.model.dossier import File
from swaudit.model.message import message
from swaudit.model.report import Note

TABLES = {
    "人员": table("人员", [{"姓名": "欧阳示例", "联系电话": "13800001234"}]),
    "服务对象名单": table(
        "服务对象名单",
        [{"姓名": "王样本", "住址": "示例镇幸福路3号楼"}, {"姓名": "李样本", "住址": "示例镇"}],
    ),
    "工作流水": table("工作流水", [{"对象或人数": "王样本、赵路人", "社工": ["欧阳示例"]}]),
}


def test_known_people_are_masked_wherever_they_occur():
    note = Note(
        "服务记录/#aa", "王样本的探访", message("record.ruled", by="欧阳示例", why="问过赵路人")
    )
    masked = redacted(note, TABLES)
    assert masked == Note(
        "服务记录/#aa", "王**的探访", message("record.ruled", by="欧***", why="问过赵**")
    )


def test_numbers_of_people_are_masked_and_hashes_are_not():
    sha = "13800001234" + "a" * 53
    file = File("02_人员/王样本_13800001234_110101199001011234.jpg", "photo", 1, sha256=sha)
    masked = redacted(file, TABLES)
    assert masked.path == "02_人员/王**_138****1234_1101**********1234.jpg"
    assert masked.sha256 == sha


def test_names_with_a_space_in_latin_letters_and_landlines():
    tables = {"服务对象名单": table("服务对象名单", [{"姓名": "王 芳"}, {"姓名": "Bolormaa"}])}
    told = redacted(("王芳家", "王 芳", "Bolormaa 0470-6221234", "0470 年"), tables)
    assert told == ("王*家", "王**", "B******* 0470-****", "0470 年")


def test_words_of_the_trade_are_no_names():
    tables = {"工作流水": table("工作流水", [{"对象或人数": "居民", "社工": ["驻站社工", "社工"]}])}
    tables["人员"] = table("人员", [{"姓名": "甲一", "岗位": "驻站社工"}])
    assert redacted("驻站社工2名 居民 甲一", tables) == "驻站社工2名 居民 甲*"


def test_a_home_is_masked_and_a_place_is_not():
    masked = redacted(("示例镇幸福路3号楼", "示例镇示例社区"), TABLES)
    assert masked == ("示" + "*" * 8, "示例镇示例社区")
