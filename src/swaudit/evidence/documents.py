"""Documents recognised by their names and by what is in them, and the account of all files.

01_阵地制度/财务管理制度.docx            财务管理制度
03_名单档案/养老服务/工作台账.xlsx       工作台账 of 养老服务
12_报送/月报_2026-03.docx                报送: 月报 for 2026-03-01
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from swaudit.evidence.filed import Filed, columns_of, filed
from swaudit.evidence.folders import Folders
from swaudit.evidence.frames import Cells, assemble, cells, columns, found_in, sure
from swaudit.evidence.papers import Inside
from swaudit.evidence.text import comparable
from swaudit.evidence.words import period_in, upwards
from swaudit.evidence.worklog import DocumentKind
from swaudit.model.dossier import File, Problem
from swaudit.model.message import Message, message
from swaudit.model.tables import Table, TableSpec, base_tables

# What follows 报 in words that speak of no report: 3月报销单, 年报名表, 月报价.
_REPORT = re.compile(r"(半年报|年报|季报|月报)(?![销名价账道到纸警送])")
_OF_FILES = ("文件", "报送", "照片")
"""Tables made of files: their paths are the files'."""
# A file may be named for the document it stands in for: 财务管理制度（暂缺）.docx.
_LACKING = re.compile("没有|缺少|缺失|暂缺|暂无|未完成|尚未|待补|作废")


@dataclass(frozen=True, eq=False)
class Documents:
    """The tables 文件 (one row per document) and 报送 (one per report), and what became of them.

    `used` gives, for every file that is a document or a report, the word why; `problems` the
    reports whose period is not in their name, and the files whose names say that they are none.
    """

    files: Table
    reports: Table
    used: Mapping[str, Message]
    problems: tuple[Problem, ...]


def classify(
    files: Iterable[File],
    kinds: Mapping[str, DocumentKind],
    domains: Sequence[str],
    specs: Mapping[str, TableSpec] | None = None,
    inside: Mapping[str, Inside] | None = None,
) -> Documents:
    """Return the documents among the files, by their names and by the forms inside them.

    A file is of the kind with the longest name that its own contains (of equals, the first
    declared), and of each form that stands in it (`filed`). Ignored and unreadable files are none.
    A 领域 stands in the file's name or in the nearest folder that names one; where two are named at
    once it is unreadable. A file whose name says that the document is lacking is none.
    """
    declared = specs or base_tables()
    shut = ("ignored", "unreadable")
    candidates = [file for file in files if file.state not in shut and file.kind != "other"]
    names = [
        (comparable(word), comparable(spec.folder or ""), spec.photo, kind)
        for kind, spec in kinds.items()
        for word in spec.names
    ]
    places = {file.path: file.place for file in candidates}
    documents: list[Filed] = []
    reports: list[tuple[str, str, date | None]] = []
    used: dict[str, Message] = {}
    lacking: list[Problem] = []
    for file in sorted(candidates, key=lambda file: file.path):
        kind, report = _kind(file, names), _report(file.path)
        if word := _lacking(file.path, names):
            if kind or report:
                said = message("note.document_not", kind=kind or report, word=word)
                lacking.append(Problem(file.path, said))
            continue
        if made := filed(file, kind, (inside or {}).get(file.path), kinds):
            documents += made
            named = "、".join(dict.fromkeys(one.kind for one in made))
            used[file.path] = message("document.used", kind=named)
        if report is not None:
            reports.append((file.path, report, period_in(file.path, report)))
            used[file.path] = message("document.report", kind=report)
    periodless = (
        Problem(path, message("document.period_unknown", kind=report))
        for path, report, period in reports
        if period is None
    )
    return Documents(
        _files_table(
            declared["文件"],
            documents,
            [_domain(places[one.path], domains) for one in documents],
            told=inside is not None,
        ),
        _reports_table(declared["报送"], reports),
        used,
        (*lacking, *periodless),
    )


def named_in_cells(tables: Mapping[str, Table], files: Iterable[File]) -> dict[str, Message]:
    """Return the files that path cells (凭证, 领取单, 照片夹 …) name, or whose folder they name.

    A cell that names nothing, or several files or folders, refers to none.
    """
    paths = [file.path for file in files if file.state != "ignored"]
    folders = Folders(paths)
    named: dict[str, str] = {}
    for table in tables.values():
        for name, spec in table.spec.columns.items():
            if spec.type != "path" or table.spec.name in _OF_FILES:
                continue
            for told in {told for told, _ in cells(table, name) if told}:
                found = folders.find(told)
                if len(found) == 1:
                    named.setdefault(found[0], name)
    within = ((path, next((p for p in upwards(path) if p in named), None)) for path in paths)
    return {path: message("file.named", column=named[part]) for path, part in within if part}


def resolve_paths(
    tables: Mapping[str, Table], files: Iterable[File]
) -> tuple[dict[str, Table], tuple[Problem, ...]]:
    """Return the tables with every path cell that names nothing unreadable, each told once.

    What a record's own folder column names is for `linking` to find, and is left as it is.
    """
    folders = Folders(file.path for file in files if file.state != "ignored")
    told = set(_event_folders(tables))
    found = dict(tables)
    problems: list[Problem] = []
    for name, table in tables.items():
        held: dict[str, Cells] = {}
        for column in _path_columns(table):
            values = cells(table, column)
            lost = {at for at, (one, _) in enumerate(values) if one and not folders.find(one)}
            if not lost:
                continue
            held[column] = Cells(
                [None if at in lost else one for at, (one, _) in enumerate(values)],
                [bad or at in lost for at, (_, bad) in enumerate(values)],
            )
            for at in sorted(lost):
                place = (*_origin(table, at), values[at][0])
                if place not in told:
                    told.add(place)
                    said = message("cell.path_missing", column=column, value=values[at][0])
                    problems.append(found_in(table, at, said))
        if held:
            found[name] = assemble(table.spec, {**columns(table), **held}, table.rows)
    return found, tuple(problems)


def _path_columns(table: Table) -> list[str]:
    if table.spec.name in _OF_FILES:
        return []
    folder = table.spec.event.folder if table.spec.event else None
    return [
        name
        for name, spec in table.spec.columns.items()
        if spec.type == "path" and name != folder and name in table.frame
    ]


def _event_folders(tables: Mapping[str, Table]) -> Iterator[tuple[str, str, int, str]]:
    for table in tables.values():
        if table.spec.event and table.spec.event.folder:
            for at, (value, _) in enumerate(cells(table, table.spec.event.folder)):
                if value:
                    yield (*_origin(table, at), value)


def _origin(table: Table, at: int) -> tuple[str, str, int]:
    row = table.rows.iloc[at]
    return str(row["file"]), str(row["sheet"]), int(row["row"])


def account(files: Iterable[File], used: Mapping[str, Message]) -> tuple[File, ...]:
    """Return every file once, with its state: what is not used is unreferenced.

    `used` says why a file is used. Files that are ignored or unreadable, or already used, stay so;
    the four states therefore always add up to the files found. Raises ValueError when `used` names
    a file that was not found.
    """
    found = {file.path: file for file in files}
    if unknown := used.keys() - found.keys():
        raise ValueError(f"not among the files found: {sorted(unknown)}")
    return tuple(_accounted(file, used.get(file.path)) for file in found.values())


def _accounted(file: File, why: Message | None) -> File:
    if file.state in ("ignored", "unreadable"):
        return file
    if why is not None:
        return replace(file, state="used", reason=why)
    if file.state == "used":
        return file
    return replace(file, state="unreferenced", reason=message("file.unreferenced"))


def _kind(file: File, names: Sequence[tuple[str, str, bool, str]]) -> str | None:
    """Return the kind of the longest name; `names` are (name, folder, photo only, kind)."""
    folder, _, name = file.place.rpartition("/")
    stem, place = comparable(name.rpartition(".")[0] or name), comparable(folder)
    fits = [
        (len(word), kind)
        for word, folder, photo, kind in names
        if word in stem and folder in place and (file.kind == "photo" or not photo)
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _lacking(path: str, names: Sequence[tuple[str, str, bool, str]]) -> str | None:
    """Return the word by which a name says that the document is not there; not one of its own."""
    stem = comparable(path.rpartition("/")[2].rpartition(".")[0])
    for word, *_ in names:
        stem = stem.replace(word, "")
    found = _LACKING.search(stem)
    return found[0] if found else None


def _report(path: str) -> str | None:
    name = comparable(path.rpartition("/")[2].rpartition(".")[0])
    found = _REPORT.search(name)
    return found[1] if found else None


def _domain(path: str, domains: Sequence[str]) -> tuple[str | None, bool]:
    for part in upwards(path):
        name = comparable(part.rpartition("/")[2])
        named = [domain for domain in domains if comparable(domain) in name]
        if named:
            return (named[0], False) if len(named) == 1 else (None, True)
    return None, False


def _files_table(
    spec: TableSpec,
    documents: list[Filed],
    named: Sequence[tuple[str | None, bool]],
    *,
    told: bool,
) -> Table:
    paths = [one.path for one in documents]
    held = {
        "类别": sure([one.kind for one in documents]),
        "领域": Cells([domain for domain, _ in named], [bad for _, bad in named]),
        "路径": sure(paths),
        "期别": sure([period_in(path) for path in paths]),
        **(columns_of(documents) if told else {}),
    }
    names = [(one.record, one.label) for one in documents]
    return _table(spec, held, paths, names)


def _reports_table(spec: TableSpec, reports: Sequence[tuple[str, str, date | None]]) -> Table:
    periods = [period for _, _, period in reports]
    held = {
        "报告类型": sure([report for _, report, _ in reports]),
        "期别": Cells(periods, [period is None for period in periods]),
        "路径": sure([path for path, _, _ in reports]),
    }
    paths = [path for path, _, _ in reports]
    return _table(spec, held, paths, [(path, path) for path in paths])


def _table(
    spec: TableSpec,
    held: Mapping[str, Cells],
    paths: Sequence[str],
    names: Sequence[tuple[str, str]],
) -> Table:
    """Return a table of files: `names` are each row's identity and label, its line is 0."""
    import pandas as pd

    rows = pd.DataFrame(
        {
            "record": pd.Series([f"{spec.name}/{record}" for record, _ in names], dtype=object),
            "label": pd.Series([label for _, label in names], dtype=object),
            "file": pd.Series(paths, dtype=object),
            "sheet": pd.Series([""] * len(paths), dtype=object),
            "row": pd.Series([0] * len(paths), dtype="int64"),
        }
    )
    return assemble(spec, held, rows)
