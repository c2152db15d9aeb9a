"""The test cases of a ruleset: small tables in, the expected verdict out.

    swaudit-test: 1
    contract: [2026-01-01, 2026-12-31]   # of every case that names none; default: the ruleset's
    cases:
    - rule: domain/policy            # a rule's id, or template/rule: one case for every instance
      name: 四月只有一次
      as_of: 2026-04-30              # default: the contract's end
      contract: [2026-04-01, 2026-04-30]
      parameters: {月报截止日: 10}
      attested: {look: 达标, receipts: 4}  # what a person ruled: on a rule, points of an item
      given:                         # cells as a station writes them; `_`: the record's verdict
        服务记录:
        - {日期: 2026-04-03, 领域: "{domain}", 类别: A}
        - {日期: 2026-04-09, 领域: "{domain}", 类别: A, _: refused}
      expect: {status: fail, counted: 1, cells: {2026-04: fail}}

They stand in `tests/*.yaml` beside the ruleset's file. A table that is not named is missing, one
without rows is present and empty; a column that no row names is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from swaudit.evidence.headers import table_named
from swaudit.model.message import Message, message
from swaudit.model.status import Counts, Status
from swaudit.model.tables import TableSpec
from swaudit.model.written import SHORT
from swaudit.query.grammar import Node, Words
from swaudit.query.intervals import Number
from swaudit.query.refusal import refusal
from swaudit.ruleset.errors import Mark, Problem, RulesetError, did_you_mean
from swaudit.ruleset.expand import entries, fill, items, text
from swaudit.ruleset.schema import Rule, Ruleset
from swaudit.ruleset.source import Entries, locate, read_yaml
from swaudit.ruleset.validate import validated

FOLDER = "tests"
SUFFIXES = (".yaml", ".yml")
VERDICT = "_"
"""The key of a row that says whether its record counts."""

Scalar = str | int | bool
Row = Mapping[str, Scalar]
Contract = tuple[date, date]
"""The first and the last day, both included."""


class Expectation(Node):
    """What a case states of the finding; nothing else is compared.

    `cells` by period (2026-04), unit, or unit/period, a unit being known by its row's first cell;
    `readings` by option. `refused` and `pending` count the records named. Of a score: the `points`
    of its items and its `total` (one number or the two ends), the reachable `grades` and `gaps`
    between them, and the state of its `veto`.
    """

    model_config = ConfigDict(json_schema_extra={SHORT: [{"$ref": "#/$defs/Status"}]})

    status: Status | None = None
    required: Number | None = None
    counted: Number | None = None
    maybe: Number | None = None
    missing: Number | None = None
    refused: int | None = None
    pending: int | None = None
    cells: Mapping[str, Status] = {}
    readings: Mapping[str, Status] = {}
    points: Mapping[str, Number | tuple[Number, Number]] = {}
    total: Number | tuple[Number, Number] | None = None
    grades: Words | None = None
    gaps: Words | None = None
    veto: Literal["none", "possible", "vetoed"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        if given == {}:
            raise refusal("test.expect_empty")
        return {"status": given} if isinstance(given, str) else given


class CaseFileHead(Node):
    """A file of cases without the cases, which are read one by one."""

    swaudit_test: Literal[1] = Field(alias="swaudit-test")
    contract: Contract | None = None


class WrittenCase(Node):
    """One case as its author writes it."""

    rule: str
    name: str = ""
    as_of: date | None = None
    contract: Contract | None = None
    parameters: Mapping[str, str | int] = {}
    attested: Mapping[str, Number | Literal["达标", "不达标"]] = {}
    given: Mapping[str, tuple[Row, ...]] = {}
    expect: Expectation


@dataclass(frozen=True)
class Given:
    """A table handed in: its (declared column, cells), and what became of each record.

    Cells, `counts` and `labels` have one entry per row; a cell has the form of `evidence.sheets`.
    """

    columns: tuple[tuple[str, tuple[str | None, ...]], ...]
    counts: tuple[Counts, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One case for one rule; `written` is the rule as the file names it."""

    mark: Mark
    rule: str
    written: str
    name: str
    start: date
    end: date
    as_of: date
    parameters: Mapping[str, str | None]
    attested: Mapping[str, Decimal | str]
    given: Mapping[str, Given]
    expect: Expectation


def read_cases(ruleset: Ruleset) -> tuple[Case, ...]:
    """Return every case that stands beside a ruleset. Raises RulesetError with all that is wrong.

    The cases of what it extends are not its own.
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    for path in case_files(ruleset.files[-1].parent):
        try:
            tree = entries(read_yaml(path))
            rest = {key: found for key, found in tree.entries.items() if key != "cases"}
            head = validated(CaseFileHead, Entries(rest, tree.mark))
            written = items(tree.get("cases"))
        except RulesetError as error:
            problems += error.problems
            continue
        for one in written:
            try:
                cases += _cases(entries(one), ruleset, head.contract)
            except RulesetError as error:
                problems += error.problems
    if problems:
        raise RulesetError(list(dict.fromkeys(problems)))
    return tuple(cases)


def case_files(folder: Path) -> list[Path]:
    """Return the files of cases that stand beside a ruleset's file in `folder`."""
    return sorted(path for path in (folder / FOLDER).glob("*") if path.suffix in SUFFIXES)


def _cases(tree: Entries, ruleset: Ruleset, usual: Contract | None) -> Iterator[Case]:
    """Yield the case for the rule it names, or for each instance of the template's rule."""
    name = text(tree.get("rule"), tree, "rule")
    rules = [rule for rule in ruleset.rules if name in (rule.head.id, rule.origin)]
    if not rules:
        known = [one for rule in ruleset.rules for one in (rule.head.id, rule.origin) if one]
        said = message("rule.rule_unknown", rule=name)
        raise _wrong(tree, ("rule",), said, tuple(dict.fromkeys(known)))
    for rule in rules:
        filled = entries(fill(tree, rule.slots)) if rule.slots else tree
        yield _case(validated(WrittenCase, filled), filled, rule, ruleset, usual)


def _case(
    case: WrittenCase, tree: Entries, rule: Rule, ruleset: Ruleset, usual: Contract | None
) -> Case:
    start, end = case.contract or usual or (ruleset.start, ruleset.end)
    if start is None or end is None or start > end:
        raise _wrong(tree, ("contract",), message("test.no_contract"))
    for name in sorted(case.parameters.keys() - ruleset.parameters.keys()):
        said = message("rule.parameter_unknown", parameter=name)
        raise _wrong(tree, ("parameters", name), said, tuple(ruleset.parameters))
    given: dict[str, Given] = {}
    for name, rows in case.given.items():
        spec = table_named(name, "", ruleset.specs)
        if spec is None:
            said = message("rule.table_unknown", table=name)
            raise _wrong(tree, ("given", name), said, tuple(ruleset.specs))
        if spec.name in given:
            raise _wrong(tree, ("given", name), message("test.table_twice", table=spec.name))
        given[spec.name] = _given(spec, rows, tree, name)
    return Case(
        mark=tree.mark,
        rule=rule.head.id,
        written=case.rule,
        name=case.name,
        start=start,
        end=end,
        as_of=case.as_of or end,
        parameters=ruleset.values() | {name: str(v) for name, v in case.parameters.items()},
        attested=case.attested,
        given=given,
        expect=case.expect,
    )


def _given(spec: TableSpec, rows: Sequence[Row], tree: Entries, written: str) -> Given:
    meant = {alias: name for name, column in spec.columns.items() for alias in column.aliases}
    meant |= {name: name for name in spec.columns}
    counts: list[Counts] = []
    for at, row in enumerate(rows):
        for key in row:
            place = ("given", written, at, key)
            if key == VERDICT:
                if spec.event is None:
                    raise _wrong(tree, place, message("rule.not_records", table=spec.name))
                if row[key] not in tuple(Counts):
                    expected = "、".join(Counts)
                    raise _wrong(tree, place, message("rule.one_of", key=key, expected=expected))
            elif key not in meant:
                said = message("rule.column_unknown", table=spec.name, column=key)
                raise _wrong(tree, place, said, tuple(spec.columns))
        counts.append(Counts(str(row.get(VERDICT, Counts.COUNTED))))
    cells = [{meant[k]: _cell(v) for k, v in row.items() if k != VERDICT} for row in rows]
    present = {name for row in cells for name in row} or set(spec.columns)
    columns = [(name, tuple(row.get(name) for row in cells)) for name in spec.columns]
    labels = (next((str(v) for k, v in row.items() if k != VERDICT), "") for row in rows)
    held = tuple((name, column) for name, column in columns if name in present)
    return Given(held, tuple(counts), tuple(labels))


def _cell(value: Scalar) -> str:
    """Return a cell as a spreadsheet would hold it."""
    if isinstance(value, bool):
        return f"b{int(value)}"
    return f"n{value}" if isinstance(value, int) else f"s{value}"


def _wrong(
    tree: Entries, path: tuple[str | int, ...], said: Message, known: tuple[str, ...] = ()
) -> RulesetError:
    word = said.values[-1][1] if said.values else ""
    hint = did_you_mean(word, known) if known else None
    return RulesetError([Problem(locate(tree, path), said, hint)])
