"""收支与慈善, one sheet for all money and goods, becomes 支出, 慈善 and 发放."""

from __future__ import annotations

from collections.abc import Mapping

from swaudit.evidence.frames import (
    Cells,
    about,
    become,
    cells,
    elsewhere,
    found_in,
    in_doubt,
    pick,
)
from swaudit.evidence.roster import Roster, doubted, id_cells, mentions
from swaudit.model.dossier import Problem
from swaudit.model.message import message
from swaudit.model.tables import Table, TableSpec

_CHARITY = {"共募": "共募", "慈善项目": "项目", "慈善救助": "救助"}
_TABLE_OF = {"支出": "支出", "发放": "发放", **dict.fromkeys(_CHARITY, "慈善")}
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "支出": {"收款人": "对方"},
    "慈善": {"合作慈善组织": "对方", "证据目录": "照片夹"},
    "发放": {"物品": "事由", "领取人": "受助对象", "领取单": "凭证", "领取照片": "照片夹"},
}


def from_money(
    ledger: Table, specs: Mapping[str, TableSpec], roster: Roster | None
) -> tuple[list[Table], list[Problem]]:
    """Return 支出, 慈善 and 发放, all of them though some be empty, and problems.

    A row whose 类别 leads to no table is a problem, and a row in doubt of each of them. A sheet
    without the column 类别 gives no table.
    """
    if "类别" not in ledger.frame:
        said = message("derive.no_column", table=ledger.spec.name, column="类别")
        return [], [about(ledger, said)]
    kinds = [kind for kind, _ in cells(ledger, "类别")]
    unclear = [position for position, kind in enumerate(kinds) if kind not in _TABLE_OF]
    kindless = [found_in(ledger, position, message("derive.no_category")) for position in unclear]
    ledger = in_doubt(ledger, dict.fromkeys(unclear, message("record.form_unknown", column="类别")))
    problems: list[Problem] = []
    tables = []
    for name, renamed in _RENAMED.items():
        chosen = [at for at, kind in enumerate(kinds) if _TABLE_OF.get(kind, name) == name]
        rows = pick(ledger, chosen)
        made: dict[str, Cells] = {}
        if name == "慈善":
            found = mentions(rows, "受助对象", roster)
            problems += doubted(rows, "受助对象", found)
            made["受助对象编号"] = id_cells(found)
            types = [_CHARITY.get(kinds[at]) for at in chosen]
            made["类型"] = Cells(types, [one is None for one in types])
        tables.append(become(rows, specs[name], renamed, made))
    return tables, [*kindless, *elsewhere(problems, kindless)]
