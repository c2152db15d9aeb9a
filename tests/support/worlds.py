"""Small worlds for rules: judged tables in a scope, and findings of rules written as YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from swaudit.audit.evaluate import finding
from swaudit.model.message import message
from swaudit.model.report import Finding
from swaudit.model.status import Counts
from swaudit.model.tables import Table, base_tables
from swaudit.query.scope import Scope
from swaudit.ruleset.load import load_ruleset
from tests.support.tables import table

HEAD = """\
swaudit: 1
id: trial
version: "1"
title: 试验
sources: {paper: 试验文件}
chapters: [一]
documents:
  财务管理制度: {names: [财务管理制度]}
parameters:
  门槛: {title: 门槛}
  已定: {title: 已定, value: 2}
readings:
  wide: {question: 怎么算, options: {narrow: 窄, broad: 宽}}
"""

RULE = "title: 试验, chapter: 一, source: {document: paper, at: 一}"


def judged(name: str, rows: Sequence[Mapping[str, Any]], counts: str = "") -> Table:
    """Return a record table with a verdict per row: c counted, r refused, p pending."""
    made = table(name, rows)
    words = {"c": Counts.COUNTED, "r": Counts.REFUSED, "p": Counts.PENDING}
    given = [words[letter] for letter in (counts or "c" * len(rows))]
    reasons = [None if c is Counts.COUNTED else message("record.no_photo") for c in given]
    import pandas as pd

    rows_frame = made.rows.assign(
        counts=pd.Series(given, dtype=object), reason=pd.Series(reasons, dtype=object)
    )
    return replace(made, rows=rows_frame)


def world(
    *tables: Table,
    as_of: date = date(2026, 7, 5),
    start: date = date(2026, 1, 1),
    end: date = date(2026, 12, 31),
    parameters: Mapping[str, str | None] | None = None,
) -> Scope:
    """Return a scope over the tables; the contract is the year 2026."""
    by_name = {one.spec.name: one for one in tables}
    return Scope(
        base_tables(), by_name, parameters or {"门槛": None, "已定": "2"}, start, end, as_of
    )


def rule_file(folder: Path, rules: str, head: str = HEAD) -> Path:
    """Write a ruleset with the given rules and return its path."""
    path = folder / "ruleset.yaml"
    path.write_text(f"{head}rules:\n{rules}", encoding="utf-8")
    return path


def found(folder: Path, body: str, scope: Scope) -> Finding:
    """Return the finding of one rule; `body` are its keys beside the head, in YAML."""
    lines = "".join(f"  {line}\n" for line in body.strip("\n").splitlines())
    head = "\n".join(f"  {part}" for part in ("title: 试验", "chapter: 一"))
    source = "  source: {document: paper, at: 一}"
    path = rule_file(folder, f"- id: trial\n{head}\n{source}\n{lines}")
    (rule,) = load_ruleset(path).rules
    return finding(rule, scope)
