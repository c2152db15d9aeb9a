"""What a person confirmed of a station's own workbook, read from 对应.yaml in the work folder.

confirmed: yes             # no: it waits, and nothing of it is used
sheets:
- sheets: [走访登记]        # the names of the sheets, without the month beside them
  table: 工作流水
  columns:
    服务日子: 日期
    天气: 不用              # of no column; "?" is still to be decided
  fixed: {形式: 走访}       # what holds for every row
  values:
    领域: {老人: 养老服务}   # own word: the ruleset's
folders: {照片/老人: 养老服务, 资料: 名单档案}   # a 领域, or the folder of a kind of documents

`swaudit init --from` proposes it (`report.mapping_text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from swaudit.evidence.cells import Unreadable, parse
from swaudit.evidence.layouts import JOINED
from swaudit.evidence.mapping import FILE_NAME, NO_MAPPING, NOT_READ, SheetMapping, StationMapping
from swaudit.evidence.text import bare
from swaudit.evidence.worklog import DocumentKind
from swaudit.model.dossier import Problem as Remark
from swaudit.model.message import Message, message
from swaudit.model.tables import TableSpec
from swaudit.query.grammar import Node
from swaudit.ruleset.errors import Problem, RulesetError
from swaudit.ruleset.source import Entries, Items, Tree, Value, locate, plain, read_yaml, refused
from swaudit.ruleset.validate import problems_of

UNDECIDED = "?"
"""What stands where a person has still to say what is meant."""
_YES = (True, "yes", "是")
_NO = (False, "no", "否")


class MappedSheets(Node):
    """One kind of sheets as it is written."""

    sheets: tuple[str, ...]
    table: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}


class MappingFile(Node):
    """The whole file as it is written."""

    confirmed: Literal["yes", "是", "no", "否"] | bool
    sheets: tuple[MappedSheets, ...] = ()
    folders: Mapping[str, str] = {}


@dataclass(frozen=True)
class Read:
    """The mapping in force, and a remark that tells of it, or of one that waits to be confirmed."""

    mapping: StationMapping = NO_MAPPING
    remarks: tuple[Remark, ...] = ()


def read_mapping(
    work: Path, specs: Mapping[str, TableSpec], kinds: Mapping[str, DocumentKind]
) -> Read:
    """Return the mapping of a work folder; nothing without the file. Raises RulesetError.

    One that nobody confirmed is not looked at further, and is said to wait.
    """
    path = work / FILE_NAME
    if not path.exists():
        return Read()
    tree = read_yaml(path)
    if confirmed(tree, str(path)):
        written = _written(tree)
        wrong = [
            Problem(locate(tree, place), said) for place, said in _wrong(written, specs, kinds)
        ]
        if wrong:
            raise RulesetError(wrong)
        said = message(
            "note.mapping_in_force", path=f"{work.name}/{FILE_NAME}", what=_told(written)
        )
        return Read(_mapping(tree, written), (Remark(FILE_NAME, said),))
    return Read(
        remarks=(
            Remark(FILE_NAME, message("mapping.unconfirmed", path=f"{work.name}/{FILE_NAME}")),
        )
    )


def folder_words(
    specs: Mapping[str, TableSpec], kinds: Mapping[str, DocumentKind]
) -> tuple[str, ...]:
    """Return what a folder may stand for: a 领域, or where a kind of documents is looked for."""
    asked = (kind.folder for kind in kinds.values() if kind.folder)
    return tuple(dict.fromkeys((*specs["文件"].columns["领域"].values, *asked)))


def read_written(path: Path) -> StationMapping:
    """Return what stands in a mapping file, confirmed or not, without what is undecided.

    Nothing is held against a ruleset. Raises RulesetError where it is no YAML of this form.
    """
    if not path.exists():
        return NO_MAPPING
    tree = read_yaml(path)
    found = _mapping(tree, _written(tree))
    return StationMapping(
        tuple(
            replace(
                one,
                columns={h: c for h, c in one.columns.items() if c != UNDECIDED},
                fixed={c: value for c, value in one.fixed.items() if value != UNDECIDED},
            )
            for one in found.sheets
        ),
        {folder: word for folder, word in found.folders.items() if word != UNDECIDED},
    )


def confirmed(tree: Tree, name: str) -> bool:
    """Tell whether a person confirmed a mapping. Raises RulesetError where it does not say."""
    said = tree.get("confirmed") if isinstance(tree, Entries) else None
    answer = said.value if isinstance(said, Value) else None
    if answer in _YES or answer in _NO:
        return answer in _YES
    raise refused(said.mark if said else tree.mark, "mapping.confirmed", file=name)


def _written(tree: Tree) -> MappingFile:
    try:
        return TypeAdapter(MappingFile).validate_python(_as_text(plain(tree)))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree))) from None


def _mapping(tree: Tree, written: MappingFile) -> StationMapping:
    kinds = tree.get("sheets") if isinstance(tree, Entries) else None
    lines = [one.mark.line for one in kinds.items] if isinstance(kinds, Items) else []
    return StationMapping(
        tuple(
            SheetMapping(
                one.sheets,
                one.table,
                {header: None if c == NOT_READ else c for header, c in one.columns.items()},
                one.fixed,
                one.values,
                line,
            )
            for one, line in zip(written.sheets, lines, strict=True)
        ),
        written.folders,
    )


def _told(written: MappingFile) -> str:
    """Return which sheets are read as what, and what is taken to hold for every row of them."""
    told = []
    for one in written.sheets:
        fixed = "、".join(f"{column}={value}" for column, value in one.fixed.items())
        told.append(f"{'、'.join(one.sheets)} → {one.table}" + (f"（{fixed}）" if fixed else ""))
    told += [f"{folder}/ → {word}" for folder, word in written.folders.items()]
    return "；".join(told)


def _as_text(given: object) -> object:
    """Return a tree with every number in it as the text it was written as: a header may be 1."""
    if isinstance(given, dict):
        return {key: _as_text(value) for key, value in given.items()}
    if isinstance(given, list):
        return [_as_text(value) for value in given]
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


_Wrong = tuple[Sequence[str | int], Message]


def _wrong(
    written: MappingFile, specs: Mapping[str, TableSpec], kinds: Mapping[str, DocumentKind]
) -> Iterator[_Wrong]:
    for at, one in enumerate(written.sheets):
        spec = specs.get(one.table)
        if spec is None:
            known = "、".join(specs)
            said = message("mapping.table", table=one.table, known=known)
            yield ("sheets", at, "table"), said
            continue
        yield from ((("sheets", at, *place), said) for place, said in _wrong_sheet(one, spec))
    meanings = folder_words(specs, kinds)
    for folder, word in written.folders.items():
        if word == UNDECIDED:
            yield ("folders", folder), message("mapping.undecided", what=folder)
        elif meanings and word not in meanings:
            known = "、".join(meanings)
            yield ("folders", folder), message("mapping.folder", word=word, known=known)


def _wrong_sheet(one: MappedSheets, spec: TableSpec) -> Iterator[_Wrong]:
    known = "、".join(spec.columns)
    held: dict[str, str] = {}
    words: dict[str, str] = {}
    for header, column in one.columns.items():
        place = ("columns", header)
        if column == UNDECIDED:
            yield place, message("mapping.undecided", what=header)
        elif column != NOT_READ and column not in spec.columns:
            yield place, message("mapping.column", column=column, table=spec.name, known=known)
        elif column in held and spec.columns[column].type not in JOINED:
            yield place, message("mapping.twice", column=column, header=held[column])
        if bare(header) in words:
            yield place, message("mapping.header_twice", header=header, other=words[bare(header)])
        words[bare(header)] = header
        if column != NOT_READ:
            held.setdefault(column, header)
    for column, value in one.fixed.items():
        yield from _wrong_value(("fixed", column), spec, column, value, known)
    for column, meanings in one.values.items():
        for own, value in meanings.items():
            yield from _wrong_value(("values", column, own), spec, column, value, known)


def _wrong_value(
    place: Sequence[str], spec: TableSpec, column: str, value: str, known: str
) -> Iterator[_Wrong]:
    if column not in spec.columns:
        yield place[:2], message("mapping.column", column=column, table=spec.name, known=known)
    elif value == UNDECIDED:
        yield place, message("mapping.undecided", what=place[-1])
    elif isinstance(found := parse(spec.columns[column], f"s{value}"), Unreadable):
        yield place, found.said
