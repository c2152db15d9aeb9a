"""A person's decisions, read from 认定.yaml in the work folder.

- record: 服务记录/#0123456789ab   # or photo: <sha256>, pair: [<sha256>, …], rule: <id>
  verdict: 认定        # or 不认定; of a rule 达标 | 不达标, of a pair 同一张 | 非同一张
  by: 评审一
  date: 2026-07-01
  why: 现场核对原图
  until: 2026-12-31   # optional, inclusive
- item: kunming-score/truthfulness   # points a person gives an item of a score
  points: 2.5
  by: 评审一
  date: 2026-07-01
  why: 查阅原始档案
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from swaudit.model.report import Judgement
from swaudit.query.grammar import Node
from swaudit.query.intervals import Number
from swaudit.query.intervals import plain as shortest
from swaudit.query.refusal import refusal
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.source import plain, read_yaml
from swaudit.ruleset.validate import problems_of

FILE_NAME = "认定.yaml"

_VERDICTS = {
    "record": ("认定", "不认定"),
    "photo": ("认定", "不认定"),
    "rule": ("达标", "不达标"),
    "pair": ("同一张", "非同一张"),
    "item": (),
}


class Entry(Node):
    """One decision as it is written."""

    record: str | None = None
    photo: str | None = None
    rule: str | None = None
    pair: tuple[str, str] | None = None
    item: str | None = Field(None, pattern=r"^[^/]+/[^/]+$")
    verdict: Literal["认定", "不认定", "达标", "不达标", "同一张", "非同一张"] | None = None
    points: Number | None = None
    by: str = Field(pattern=r"\S")
    date: dt.date
    why: str = Field(pattern=r"\S")
    until: dt.date | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse a decision without one target, or with a verdict its target cannot have."""
        if len(self.targets) != 1:
            raise refusal("judgement.one_target")
        allowed = _VERDICTS[self.targets[0]]
        if (self.item is None) != (self.points is None):
            raise refusal("judgement.points")
        if self.item is None and self.verdict not in allowed:
            raise refusal("judgement.verdict", allowed="、".join(allowed))

    @property
    def targets(self) -> list[str]:
        """The kinds of target that are filled in."""
        return [name for name in _VERDICTS if getattr(self, name) is not None]


@dataclass(frozen=True)
class Judgements:
    """The decisions in force, by target; the others keep their state for the report."""

    all: tuple[Judgement, ...] = ()

    def on(self, target: str, name: str) -> Judgement | None:
        """Return the latest decision in force on a target, or None."""
        found = [
            decided
            for decided in reversed(self.all)
            if (decided.target, decided.id, decided.state) == (target, name, "in_force")
        ]
        # max keeps the first of equals: of one day's decisions the one written last.
        return max(found, key=lambda decided: decided.on, default=None)

    def points(self, rule: str) -> dict[str, Decimal]:
        """Return the points in force for the items of a score, by item."""
        ids = {one.id for one in self.all if one.target == "item"}
        found = {name: self.on("item", name) for name in sorted(ids)}
        return {
            name.removeprefix(f"{rule}/"): Decimal(decided.verdict)
            for name, decided in found.items()
            if decided is not None and name.startswith(f"{rule}/")
        }

    def known(self, targets: Mapping[str, Collection[str]]) -> Judgements:
        """Return the decisions with those whose target is no longer there marked stale."""
        return Judgements(
            tuple(
                decided
                if decided.id in targets[decided.target]
                else replace(decided, state="stale")
                for decided in self.all
            )
        )


def pair_id(a: str, b: str) -> str:
    """Return the identity of a pair of photos: their sorted hashes."""
    return "+".join(sorted((a, b)))


def read_judgements(work: Path, as_of: dt.date) -> Judgements:
    """Return the decisions of a work folder, none without the file. Raises RulesetError."""
    path = work / FILE_NAME
    if not path.exists():
        return Judgements()
    tree = read_yaml(path)
    try:
        found = TypeAdapter(tuple[Entry, ...]).validate_python(plain(tree))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree))) from None
    return Judgements(tuple(_judgement(entry, as_of) for entry in found))


def _judgement(entry: Entry, as_of: dt.date) -> Judgement:
    kind = entry.targets[0]
    target = getattr(entry, kind)
    return Judgement(
        target=kind,
        id=pair_id(*target) if isinstance(target, tuple) else target,
        verdict=entry.verdict or shortest(entry.points or Decimal(0)),
        by=entry.by,
        on=entry.date.isoformat(),
        why=entry.why,
        until=entry.until.isoformat() if entry.until else "",
        state=_state(entry, as_of),
    )


def _state(entry: Entry, as_of: dt.date) -> str:
    if entry.date > as_of:
        return "later"
    return "expired" if entry.until and entry.until < as_of else "in_force"
