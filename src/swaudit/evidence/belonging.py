"""To which case, group or activity a document belongs: the one that its path names.

05_个案/GA-01/第01节/过程记录表.docx      GA-01, by the folder
HD-20260512-01_总结.docx                HD-20260512-01, by its own name
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from swaudit.evidence.folders import NameIndex
from swaudit.evidence.frames import Cells, assemble, cells, columns
from swaudit.evidence.text import comparable
from swaudit.evidence.words import last_part, upwards
from swaudit.model.tables import Table

COLUMN = "关联编号"
_OWNERS = ("个案", "小组", "活动", "培训督导会议", "组织队伍")


@dataclass(frozen=True)
class _Owner:
    """A row that documents may belong to: its identity and its id."""

    record: str
    id: str


def with_owners(papers: Table, tables: Mapping[str, Table]) -> Table:
    """Return the table 文件 with the ids of what each document belongs to.

    The nearest part of a path that names one decides; a name that several carry is unreadable,
    since the document may belong to any of them.
    """
    index = NameIndex((name, owner) for owner, name in _named(tables))
    owners = [_owners(str(path), index) for path in papers.rows["file"]]
    held = Cells(
        [(found[0].id,) if len(found) == 1 else None for found in owners],
        [len(found) > 1 for found in owners],
    )
    return assemble(papers.spec, {**columns(papers), COLUMN: held}, papers.rows)


def _owners(path: str, index: NameIndex[_Owner]) -> list[_Owner]:
    for part in upwards(path):
        if found := index.find(comparable(last_part(part))):
            return list(dict.fromkeys(found))
    return []


def _named(tables: Mapping[str, Table]) -> Iterator[tuple[_Owner, str]]:
    for name in _OWNERS:
        table = tables.get(name)
        if table is None or table.spec.key is None:
            continue
        ids, names = cells(table, table.spec.key), cells(table, "名称")
        for record, (key, _), (called, _) in zip(table.rows["record"], ids, names, strict=True):
            if key:
                owner = _Owner(str(record), key)
                yield from ((owner, comparable(one)) for one in (key, called) if one)
