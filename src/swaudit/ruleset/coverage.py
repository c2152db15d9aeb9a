"""Whether every requirement of a ruleset's documents is accounted for.

`requirements.csv` beside the ruleset's file lists them: id, document, at, requirement,
disposition (rule | manual | not_station), why. Which rules cover one is said by their `covers`.
A requirement is *missing* when its disposition is not borne out: no rule covers it, no reason is
given why it is left to people or is not the station's; or a rule covers what nobody listed.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from swaudit.checks.manual import ManualBody
from swaudit.model.message import Message, message
from swaudit.ruleset.errors import Mark, Problem, RulesetError
from swaudit.ruleset.schema import Rule, Ruleset
from swaudit.ruleset.source import Entries, Items, Tree, locate, refused

FILE_NAME = "requirements.csv"
COLUMNS = ("id", "document", "at", "requirement", "disposition", "why")
DISPOSITIONS = ("rule", "manual", "not_station")


@dataclass(frozen=True)
class Requirement:
    """One line of requirements.csv."""

    id: str
    document: str
    disposition: str
    why: str
    mark: Mark


@dataclass(frozen=True)
class Account:
    """What becomes of one requirement: the rules that cover it, and why it is missing, if it is.

    `disposition` is empty for one that rules cover and requirements.csv does not list.
    """

    id: str
    document: str
    disposition: str
    rules: tuple[str, ...]
    missing: Message | None
    mark: Mark


@dataclass(frozen=True)
class Tally:
    """The requirements of one document by what becomes of them; `missing` are ids."""

    document: str
    total: int
    rule: int
    manual: int
    not_station: int
    missing: tuple[str, ...]


def read_requirements(ruleset: Ruleset) -> Mapping[str, Requirement]:
    """Return the requirements by id: those of what is extended first, a later line replacing one.

    A ruleset without the file lists none. Raises RulesetError.
    """
    found: dict[str, Requirement] = {}
    for file in ruleset.files:
        path = file.parent / FILE_NAME
        if path.is_file():
            found |= {one.id: one for one in _read(path)}
    return found


def coverage(ruleset: Ruleset) -> tuple[Account, ...]:
    """Return the account of every requirement listed or covered. Raises RulesetError."""
    listed = read_requirements(ruleset)
    covering: dict[str, list[Rule]] = defaultdict(list)
    for rule in ruleset.rules:
        for name in rule.head.covers:
            covering[name].append(rule)
    known = [_account(one, covering.get(one.id, [])) for one in listed.values()]
    return (*known, *_strangers(covering, listed))


def merged(accounts: Iterable[Sequence[Account]]) -> tuple[Account, ...]:
    """Return the accounts of several rulesets as one: rules joined, missing if missing in any."""
    found: dict[tuple[str, str], Account] = {}
    for account in (one for ruleset in accounts for one in ruleset):
        before = found.setdefault((account.document, account.id), account)
        rules = tuple(dict.fromkeys((*before.rules, *account.rules)))
        worse = before if before.missing else account
        found[account.document, account.id] = replace(worse, rules=rules)
    return tuple(found.values())


def tallies(accounts: Sequence[Account]) -> tuple[Tally, ...]:
    """Return the numbers per document; `total` are the listed ones, missing ones among them."""
    return tuple(
        _tally(document, [one for one in accounts if one.document == document])
        for document in dict.fromkeys(account.document for account in accounts)
    )


def _tally(document: str, accounts: Sequence[Account]) -> Tally:
    numbers = {
        name: sum(one.disposition == name and one.missing is None for one in accounts)
        for name in DISPOSITIONS
    }
    return Tally(
        document,
        total=sum(bool(one.disposition) for one in accounts),
        missing=tuple(one.id for one in accounts if one.missing),
        **numbers,
    )


def _account(requirement: Requirement, rules: Sequence[Rule]) -> Account:
    missing = None
    if requirement.disposition == "rule":
        if not rules:
            missing = message("coverage.no_rule")
        elif all(isinstance(rule.variants[0].body, ManualBody) for rule in rules):
            missing = message("coverage.only_manual")
    elif not requirement.why:
        asked = requirement.disposition == "manual" and any(
            _asks_a_person(rule.tree) for rule in rules
        )
        missing = None if asked else message("coverage.no_reason")
    return Account(
        requirement.id,
        requirement.document,
        requirement.disposition,
        tuple(rule.head.id for rule in rules),
        missing,
        requirement.mark,
    )


def _asks_a_person(tree: Tree) -> bool:
    if isinstance(tree, Items):
        return any(map(_asks_a_person, tree.items))
    if isinstance(tree, Entries):
        inner = (found for _, found in tree.entries.values())
        return "manual" in tree.entries or any(map(_asks_a_person, inner))
    return False


def _strangers(
    covering: Mapping[str, Sequence[Rule]], listed: Mapping[str, Requirement]
) -> Iterator[Account]:
    for name, rules in covering.items():
        if name not in listed:
            head = rules[0].head
            at = locate(rules[0].tree, ("covers", head.covers.index(name)))
            ids = tuple(rule.head.id for rule in rules)
            said = message("coverage.not_listed", file=FILE_NAME)
            yield Account(name, head.source.document, "", ids, said, at)


def _read(path: Path) -> Iterable[Requirement]:
    """Read one file. Raises RulesetError with everything that is wrong in it."""
    top = Mark(str(path), 1, 1)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            header = next(lines, [])
            rows = [(lines.line_num, row) for row in lines if any(row)]
    except UnicodeDecodeError:
        raise refused(top, "rule.not_utf8") from None
    except OSError:
        raise refused(top, "rule.file_unreadable") from None
    except csv.Error as error:
        raise refused(top, "coverage.not_csv", problem=error) from None
    if tuple(header) != COLUMNS:
        raise refused(top, "coverage.header", columns=",".join(COLUMNS))
    found: dict[str, Requirement] = {}
    problems: list[Problem] = []
    for line, row in rows:
        mark = Mark(str(path), line, 1, ",".join(row).replace("\n", " "))
        said = _wrong(row, found)
        if said:
            problems.append(Problem(mark, said))
            continue
        told = dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))
        found[told["id"]] = Requirement(
            told["id"], told["document"], told["disposition"], told["why"], mark
        )
    if problems:
        raise RulesetError(problems)
    return found.values()


def _wrong(row: Sequence[str], found: Mapping[str, Requirement]) -> Message | None:
    if len(row) != len(COLUMNS):
        return message("coverage.width", found=len(row), wanted=len(COLUMNS))
    told = dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))
    for name in ("id", "document"):
        if not told[name]:
            return message("rule.missing_key", key=name)
    if told["id"] in found:
        line = found[told["id"]].mark.line
        return message("coverage.repeated", requirement=told["id"], line=line)
    if told["disposition"] not in DISPOSITIONS:
        return message("rule.one_of", key="disposition", expected="、".join(DISPOSITIONS))
    return None
