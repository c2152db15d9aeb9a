"""What a new station needs for a ruleset: the sheets to fill, the folders, station.yaml.

Only what the ruleset's rules read is asked for: a station fills six sheets, not twenty-four.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from swaudit.evidence.origins import ROSTER, needed, origin
from swaudit.evidence.station import STATION_TABLE
from swaudit.evidence.worklog import Contents
from swaudit.model.tables import Column, TableSpec
from swaudit.ruleset.schema import Ruleset
from swaudit.ruleset.shipped import FILE_NAME, rulesets_folder
from swaudit.ruleset.source import Entries, Items, Tree

WORKLOG = "工作流水"
_FEWEST = 2
_OF_FILES = ("文件", "报送", "照片")
"""Tables that are made of files: nobody fills them."""

# The folders of evidence, each for the tables that the rules read; * stands for every 领域.
_FOLDERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("00_项目文件", frozenset({"文件"})),
    ("01_阵地制度", frozenset({"文件"})),
    ("02_人员", frozenset({"人员"})),
    ("03_名单档案", frozenset({ROSTER})),
    ("04_服务记录/*", frozenset({"服务记录"})),
    ("05_个案/*", frozenset({"个案", "个案节次"})),
    ("06_小组/*", frozenset({"小组", "小组节次"})),
    ("07_活动", frozenset({"活动"})),
    ("08_组织志愿", frozenset({"组织队伍", "组织成员"})),
    ("09_慈善", frozenset({"慈善", "发放"})),
    ("10_财务", frozenset({"支出"})),
    ("11_培训督导会议", frozenset({"培训督导会议"})),
    ("12_报送", frozenset({"报送"})),
    ("15_四库", frozenset({"四库"})),
)


@dataclass(frozen=True)
class FormColumn:
    """A column to fill; `choices` are all that may stand there, empty where anything may."""

    name: str
    spec: Column
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormSheet:
    """A sheet to fill. `single`: it has one row, and is filled from top to bottom."""

    name: str
    about: str
    columns: tuple[FormColumn, ...]
    single: bool = False


@dataclass(frozen=True)
class Scaffold:
    """What `init` makes: `contents` are the words of 内容 by 领域, `documents` the kinds asked for.

    `folders` are relative, with forward slashes; `reference` is how station.yaml names the ruleset.
    """

    title: str
    reference: str
    sheets: tuple[FormSheet, ...]
    contents: Mapping[str, tuple[str, ...]]
    documents: tuple[str, ...]
    folders: tuple[str, ...]


def scaffold(ruleset: Ruleset) -> Scaffold:
    """Return what a station that is audited by a ruleset has to fill and to keep."""
    read = columns_read(ruleset)
    return Scaffold(
        title=ruleset.title,
        reference=reference_of(ruleset),
        sheets=tuple(_sheets(ruleset.specs, read)),
        contents=_words(ruleset.worklog.contents),
        documents=tuple(dict.fromkeys(_documents(ruleset))),
        folders=tuple(_folders(ruleset, read)),
    )


def columns_read(ruleset: Ruleset) -> dict[str, set[str]]:
    """Return the columns that the rules read, by table: those that a rule names beside the table.

    What photos are compared with (day, time, place, folder) is read of every record table, where
    the ruleset judges photos.
    """
    read: dict[str, set[str]] = {}
    for rule in ruleset.rules:
        named = set(_named(rule.tree))
        if "files" in named:
            named.add("文件")
        for name, spec in ruleset.specs.items():
            if name in named:
                read.setdefault(name, set()).update(named & spec.columns.keys())
        guards = set(_guards(rule.tree)) & ruleset.specs[STATION_TABLE].columns.keys()
        read.setdefault(STATION_TABLE, set()).update(guards)
    for name in read:
        event = ruleset.specs[name].event
        if event and ruleset.validity:
            told = (event.date, event.time, event.place, event.folder)
            read[name].update(column for column in told if column)
    return read


def _sheets(specs: Mapping[str, TableSpec], read: Mapping[str, set[str]]) -> Iterator[FormSheet]:
    filled: dict[str, set[str]] = {STATION_TABLE: set()}
    for name, columns in read.items():
        sheet = specs[name].sheet or name
        if name not in _OF_FILES:
            required = {one for one, spec in specs[name].columns.items() if spec.required}
            made_from = (origin(sheet, column) for column in columns | required)
            filled.setdefault(sheet, set()).update(made_from)
    if WORKLOG in filled:
        # Who a row of the worklog is about is looked up on the roster.
        filled.setdefault(ROSTER, set())
    for name, spec in specs.items():
        if name not in filled:
            continue
        wanted = filled[name].union(needed(name))
        wanted |= {column for column, declared in spec.columns.items() if declared.required}
        # A row must hold something, and a header of one column is none: then all are shown.
        shown = tuple(
            FormColumn(column, declared, _choices(declared))
            for column, declared in spec.columns.items()
            if len(wanted) < _FEWEST or column in wanted
        )
        yield FormSheet(name, spec.about, shown, single=name == STATION_TABLE)


def _choices(column: Column) -> tuple[str, ...]:
    if column.type == "bool":
        return ("是", "否")
    return column.values if column.type in ("enum", "ordered") else ()


def _words(contents: Contents) -> dict[str, tuple[str, ...]]:
    return {
        domain: tuple(dict.fromkeys(word for words in categories.values() for word in words))
        for domain, categories in contents.items()
    }


def _folders(ruleset: Ruleset, read: Mapping[str, set[str]]) -> Iterator[str]:
    domains = ruleset.specs["文件"].columns["领域"].values
    for path, tables in _FOLDERS:
        if tables & read.keys():
            folder, _, each = path.partition("/")
            yield folder
            yield from (f"{folder}/{domain}" for domain in domains if each)


def _documents(ruleset: Ruleset) -> Iterator[str]:
    for rule in ruleset.rules:
        yield from (name for name in _named(rule.tree) if name in ruleset.documents)


def reference_of(ruleset: Ruleset) -> str:
    """Return what station.yaml calls a ruleset: its id, or the whole path of its file."""
    file = ruleset.files[-1]
    own = rulesets_folder() / file.parent.name / FILE_NAME
    return ruleset.id if own.is_file() and own.samefile(file) else str(file.resolve())


def _named(tree: Tree) -> Iterator[str]:
    """Yield every word of a rule, keys as well; of 人.姓名 both parts."""
    if isinstance(tree, Entries):
        for key, (_, inner) in tree.entries.items():
            yield from key.split(".")
            yield from _named(inner)
    elif isinstance(tree, Items):
        for inner in tree.items:
            yield from _named(inner)
    else:
        yield from str(tree.value).split(".")


def _guards(tree: Tree) -> Iterator[str]:
    """Yield the words of the conditions on the station (`when`)."""
    if isinstance(tree, Entries):
        for key, (_, inner) in tree.entries.items():
            yield from _named(inner) if key == "when" else _guards(inner)
    elif isinstance(tree, Items):
        for inner in tree.items:
            yield from _guards(inner)
