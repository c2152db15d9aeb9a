"""How long all rules of a ruleset take over a ledger of 100,000 rows, beside a pandas script.

    OMP_NUM_THREADS=1 python bench/rules.py [--rows 100000] [--slowest 5] [RULESET ...]

Takes every ruleset that comes with swaudit unless some are named. The evidence is made up, seeded
and alike for all of them: services over twelve months and all domains, a roster with people to
follow, cases and groups with their sessions, sign-ins, grants and spending, one cell in 300
unreadable, one record in 30 pending and one in 20 refused. The script beside it is what a
practitioner would write: the same monthly counts by `groupby`, without pending records, unreadable
cells, reasons or any other rule.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from swaudit.audit.evaluate import finding
from swaudit.evidence.frames import Cells, assemble
from swaudit.model.message import message
from swaudit.model.report import Finding
from swaudit.model.status import Counts
from swaudit.model.tables import Column, Table, TableSpec
from swaudit.query.scope import Scope
from swaudit.ruleset.load import load_ruleset, rulesets_folder
from swaudit.ruleset.schema import Ruleset

SEED = 20260705
SHARES = {
    "服务记录": 0.66,
    "签到": 0.2,
    "服务对象名单": 0.05,
    "照片": 0.04,
    "个案节次": 0.01,
    "小组节次": 0.01,
    "支出": 0.01,
    "活动": 0.005,
}
"""The share of all rows that a table has; every other table has REST rows."""
REST = 150
SPLIT = 0.2
"""How many of those on the roster are followed, or key persons."""


def main() -> None:
    """Print one block per ruleset."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rulesets", nargs="*")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--slowest", type=int, default=5)
    given = parser.parse_args()
    shipped = sorted(path.parent.name for path in rulesets_folder().glob("*/ruleset.yaml"))
    for name in given.rulesets or shipped:
        told(load_ruleset(name), given.rows, given.slowest)


def told(ruleset: Ruleset, rows: int, slowest: int) -> None:
    """Evaluate a ruleset over made-up evidence and print what it took."""
    start, end = ruleset.start or date(2026, 1, 1), ruleset.end or date(2026, 12, 31)
    tables = Evidence(ruleset, start, end, rows).tables()
    scope = Scope(ruleset.specs, tables, ruleset.values(), start, end, end)
    whole, (findings, each) = timed(lambda: evaluated(ruleset, scope))
    script, _ = timed(lambda: practitioner(tables["服务记录"], tables["服务对象名单"], scope))
    cells = sum(len(one.breakdown) for one in findings)
    print(
        f"{ruleset.id}: {sum(map(len, tables.values()))} rows, {len(findings)} rules, "
        f"{cells} cells: {whole[0]:.2f} s, {whole[1]:.2f} CPU-s "
        f"(pandas script: {script[0]:.2f} s, {script[1]:.2f} CPU-s)"
    )
    for name, seconds, count in sorted(each, key=lambda one: -one[1])[:slowest]:
        print(f"  {seconds:6.2f} CPU-s  {name} ({count} cells)")


def evaluated(ruleset: Ruleset, scope: Scope) -> tuple[list[Finding], list[tuple[str, float, int]]]:
    """Return all findings, and (rule, CPU-seconds, cells) of each."""
    findings, each = [], []
    for rule in ruleset.rules:
        took, found = timed(lambda rule=rule: finding(rule, scope))
        findings.append(found)
        each.append((rule.head.id, took[1], len(found.breakdown)))
    return findings, each


def timed(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Return (seconds, CPU-seconds) and the result."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - wall, time.process_time() - cpu), result


def practitioner(services: Table, roster: Table, scope: Scope) -> list[pd.DataFrame]:
    """Return the months in which a kind of service fell short, and the people not visited."""
    frame = services.frame[services.rows["counts"] == Counts.COUNTED]
    frame = frame.assign(月=frame["日期"].dt.to_period("M"))
    months = pd.period_range(scope.start, scope.end, freq="M")
    kinds = frame.groupby(["领域", "类别", "月"], observed=True).size()
    monthly = kinds.unstack("月", fill_value=0).reindex(columns=months, fill_value=0)
    short = monthly[(monthly < 2).any(axis=1)]
    people = roster.frame.loc[roster.frame["重点"].fillna(False), "对象编号"]
    visits = frame.explode("对象编号").groupby(["对象编号", "月"], observed=True).size()
    each = visits.unstack("月", fill_value=0).reindex(index=people, columns=months, fill_value=0)
    return [short, each[(each < 2).any(axis=1)]]


class Evidence:
    """Made-up tables for a ruleset, the same in every run."""

    def __init__(self, ruleset: Ruleset, start: date, end: date, rows: int) -> None:
        self._random = random.Random(SEED)
        self._ruleset = ruleset
        self._start, self._days = start, (end - start).days + 1
        self._sizes = {n: int(SHARES.get(n, 0) * rows) or REST for n in ruleset.specs}
        self._sizes["站点信息"] = 1
        self._sizes["签到"] += rows - sum(self._sizes.values())
        self._ids: dict[str, list[str]] = {
            name: [f"{name}{at}" for at in range(size)] for name, size in self._sizes.items()
        }

    def tables(self) -> dict[str, Table]:
        """Return every table that the ruleset declares."""
        return {name: self._table(spec) for name, spec in self._ruleset.specs.items()}

    def _table(self, spec: TableSpec) -> Table:
        size = self._sizes[spec.name]
        ids = self._ids[spec.name]
        kinds = list(self._kinds(size)) if {"领域", "类别"} <= spec.columns.keys() else []
        held = {}
        for name, column in spec.columns.items():
            values: list[Any]
            if name == spec.key:
                held[name] = Cells(ids, [False] * size)
                continue
            if kinds and name in ("领域", "服务类型", "类别"):
                values = [kind[("领域", "类别", "服务类型").index(name)] for kind in kinds]
            else:
                values = [self._cell(name, column) for _ in range(size)]
            bad = [self._random.random() < 1 / 300 for _ in range(size)]
            held[name] = Cells([None if b else v for v, b in zip(values, bad, strict=True)], bad)
        origin = {"record": [f"{spec.name}/{one}" for one in ids], "label": ids}
        place = {"file": "台账.xlsx", "sheet": spec.name, "row": range(2, size + 2)}
        made = assemble(spec, held, pd.DataFrame(origin | place, index=range(size)))
        if spec.event is None:
            return made
        odds = (0.05, 0.0333, 0.9167)
        counts = self._random.choices(
            (Counts.REFUSED, Counts.PENDING, Counts.COUNTED), odds, k=size
        )
        why = {Counts.COUNTED: None}
        reasons = [why.get(one, message("record.no_photo")) for one in counts]
        judged = {
            "counts": pd.Series(counts, dtype=object),
            "reason": pd.Series(reasons, dtype=object),
        }
        return replace(made, rows=made.rows.assign(**judged))

    def _kinds(self, size: int) -> Iterator[tuple[str, str, str]]:
        """Yield domain, category and content of services, as the ruleset's worklog knows them."""
        contents: Mapping[str, Any] = self._ruleset.worklog.contents
        known = [
            (domain, category, content)
            for domain, categories in contents.items()
            for category, words in categories.items()
            for content in words
        ] or [("养老服务", "A", "政策宣传")]
        yield from self._random.choices(known, k=size)

    def _cell(self, name: str, column: Column) -> Any:
        pick = self._random
        if name in ("重点", "需跟踪"):
            return pick.random() < SPLIT
        if name == "对象编号":
            one = self._id("服务对象名单")
            return (
                (one, *([self._id("服务对象名单")] if pick.random() < 0.2 else []))
                if column.type == "list"
                else one
            )
        if name in ("个案编号", "小组编号", "节次编号", "活动编号"):
            return self._id({"个案编号": "个案", "小组编号": "小组"}.get(name, "小组节次"))
        if name == "关联编号":
            return self._id("小组节次" if pick.random() < 0.8 else "活动")
        if name == "在册起":
            return pd.Timestamp(self._start) if pick.random() < 0.8 else self._day()
        if name in ("在册止", "离岗日"):
            return None if pick.random() < 0.9 else self._day()
        if name == "记录":
            return (f"服务记录/{self._id('服务记录')}",)
        if name in ("判定", "角色"):
            return column.values[0] if pick.random() < 0.95 else pick.choice(column.values)
        if column.values:
            return pick.choice(column.values)
        if name == "重复":
            return pick.random() < 0.02
        return self._plain(column)

    def _plain(self, column: Column) -> Any:
        pick = self._random
        if column.type == "date":
            return self._day()
        if column.type == "month":
            return self._day().replace(day=1)
        if column.type == "bool":
            return pick.random() < 0.5
        if column.type in ("int", "money"):
            return pick.randrange(1, 2000) * (100 if column.type == "money" else 1)
        if column.type == "list":
            return (f"某{pick.randrange(20)}",)
        return None if column.type in ("number", "times") else f"某{pick.randrange(400)}"

    def _id(self, table: str) -> str:
        return self._random.choice(self._ids[table])

    def _day(self) -> pd.Timestamp:
        return pd.Timestamp(self._start + timedelta(days=self._random.randrange(self._days)))


if __name__ == "__main__":
    main()
