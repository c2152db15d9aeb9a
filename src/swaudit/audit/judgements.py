"""A person's decisions, read from 认定.yaml in the work folder.

- record: 服务记录/#0123456789ab   # or photo: <sha256>, pair: [<sha256>, …], rule: <id>
  verdict: 认定        # or 不认定; of a rule 达标 | 不达标, of a pair 同一张 | 非同一张
  by: 评审一
  date: 2026-07-01
  why: 现场核对原图
  until: 2026-12-31   # optional, inclusive
  digest: 0123456789abcdef   # optional: of what it was made on; where that changes, it is stale
- item: kunming-score/truthfulness   # points a person gives an item of a score
  points: 2.5
  by: 评审一
  date: 2026-07-01
  why: 查阅原始档案
- waiver: h5-policy   # 豁免: the unmet rule stays unmet, and is excused until then
  by: 评审一
  date: 2026-07-01
  why: 村里封路，局里同意
  until: 2026-12-31
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from swaudit.model.report import Judgement
from swaudit.query.civil import Day
from swaudit.query.grammar import Node
from swaudit.query.intervals import Number
from swaudit.query.intervals import plain as shortest
from swaudit.query.refusal import refusal
from swaudit.ruleset.errors import RulesetError
from swaudit.ruleset.source import Tree, plain, read_yaml
from swaudit.ruleset.validate import problems_of

FILE_NAME = "认定.yaml"

_VERDICTS = {
    "record": ("认定", "不认定"),
    "photo": ("认定", "不认定"),
    "rule": ("达标", "不达标"),
    "pair": ("同一张", "非同一张"),
    "item": (),
    "waiver": (),
}
WAIVED = "豁免"
"""What stands in the place of a verdict for a waiver."""


class Entry(Node):
    """One decision as it is written."""

    record: str | None = None
    photo: str | None = None
    rule: str | None = None
    pair: tuple[str, str] | None = None
    item: str | None = Field(None, pattern=r"^[^/]+/[^/]+$")
    waiver: str | None = None
    verdict: Literal["认定", "不认定", "达标", "不达标", "同一张", "非同一张"] | None = None
    points: Number | None = None
    by: str = Field(pattern=r"\S")
    date: Day
    why: str = Field(pattern=r"\S")
    until: Day | None = None
    digest: str = ""

    def model_post_init(self, context: object) -> None:
        """Refuse a decision without one target, or with a verdict its target cannot have."""
        if len(self.targets) != 1:
            raise refusal("judgement.one_target")
        allowed = _VERDICTS[self.targets[0]]
        if (self.item is None) != (self.points is None):
            raise refusal("judgement.points")
        if self.waiver is not None and (self.until is None or self.verdict is not None):
            raise refusal("judgement.waiver")
        if allowed and self.verdict not in allowed:
            raise refusal("judgement.verdict", allowed="、".join(allowed))

    @property
    def targets(self) -> list[str]:
        """The kinds of target that are filled in."""
        return [name for name in _VERDICTS if getattr(self, name) is not None]

    @property
    def by_content(self) -> bool:
        """Whether the target is known by what it holds, so that no other station has it."""
        return self.record is not None or self.photo is not None

    @property
    def id(self) -> str:
        """The identity of the target."""
        target = getattr(self, self.targets[0])
        return pair_id(*target) if isinstance(target, tuple) else str(target)


@dataclass(frozen=True)
class Judgements:
    """The decisions in force, by target; the others keep their state for the report."""

    all: tuple[Judgement, ...] = ()

    def on(self, target: str, name: str, digest: str = "") -> Judgement | None:
        """Return the latest decision in force on a target, or None.

        `digest` is that of the target as it is now: a decision made on another is passed over.
        """
        found = [
            decided
            for decided in reversed(self.all)
            if (decided.target, decided.id, decided.state) == (target, name, "in_force")
            and decided.digest in ("", digest)
        ]
        # max keeps the first of equals: of one day's decisions the one written last.
        return max(found, key=lambda decided: decided.on, default=None)

    def points(self, rule: str, digests: Mapping[str, str]) -> dict[str, Decimal]:
        """Return the points in force for the items of a score, by item; `digests` by rule/item."""
        ids = {one.id for one in self.all if one.target == "item"}
        found = {name: self.on("item", name, digests.get(name, "")) for name in sorted(ids)}
        return {
            name.removeprefix(f"{rule}/"): Decimal(decided.verdict)
            for name, decided in found.items()
            if decided is not None and name.startswith(f"{rule}/")
        }

    def undigested(self) -> Judgements:
        """Return the decisions as if none said what it was made on: nobody has looked yet."""
        return Judgements(tuple(replace(decided, digest="") for decided in self.all))

    def known(self, targets: Mapping[str, Mapping[str, str]]) -> Judgements:
        """Return the decisions with those marked stale whose target is gone or has changed.

        Of several that stand on one target the latest holds, the others are superseded.
        `targets` holds digests by target and id; a kind of target that is not in it is not known.
        """
        standing = Judgements(
            tuple(
                decided if _stands(decided, targets) else replace(decided, state="stale")
                for decided in self.all
            )
        )
        return Judgements(
            tuple(
                replace(decided, state="superseded")
                if decided.state == "in_force"
                and standing.on(decided.target, decided.id, _digest_of(decided, targets)) != decided
                else decided
                for decided in standing.all
            )
        )


def _digest_of(decided: Judgement, targets: Mapping[str, Mapping[str, str]]) -> str:
    return targets.get(decided.target, {}).get(decided.id, decided.digest)


def _stands(decided: Judgement, targets: Mapping[str, Mapping[str, str]]) -> bool:
    # A person may say of any two photos whether they are one.
    there = targets.get("photo" if decided.target == "pair" else decided.target)
    if there is None or decided.state != "in_force":
        return True
    if decided.target == "pair":
        return all(photo in there for photo in decided.id.split("+"))
    return decided.id in there and decided.digest in ("", there[decided.id])


def pair_id(a: str, b: str) -> str:
    """Return the identity of a pair of photos: their sorted hashes."""
    return "+".join(sorted((a, b)))


def read_judgements(work: Path, as_of: dt.date, today: dt.date | None = None) -> Judgements:
    """Return the decisions of a work folder, none without the file. Raises RulesetError.

    They run out by `as_of`; one made after it, up to `today`, is about what happened before it.
    """
    path = work / FILE_NAME
    if not path.exists():
        return Judgements()
    latest = max(as_of, today or as_of)
    return Judgements(tuple(_judgement(entry, as_of, latest) for entry in entries_of(path)))


def left_behind(work: Path, targets: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[Path, int]]:
    """Yield the files of decisions beside a work folder that are about this station's evidence.

    Their station is gone: it was renamed, and its work folder was not. With each, how many of its
    decisions are on records or photos that are here.
    """
    for folder in sorted(work.parent.glob(f"*{work.suffix}")):
        path = folder / FILE_NAME
        if folder == work or not path.is_file() or folder.with_suffix("").exists():
            continue
        try:
            entries = entries_of(path)
        except RulesetError:
            continue  # whose it is cannot be said
        here = sum(one.id in targets.get(one.targets[0], {}) for one in entries if one.by_content)
        if here:
            yield path, here


def entries_of(path: Path) -> tuple[Entry, ...]:
    """Return the decisions of a file as they are written. Raises RulesetError."""
    tree = tree_or_none(lambda: read_yaml(path))
    return () if tree is None else read_entries(tree)


def tree_or_none(read: Callable[[], Tree]) -> Tree | None:
    """Return what is read; None where nothing is written there. Raises RulesetError."""
    try:
        return read()
    except RulesetError as error:
        if [problem.said.code for problem in error.problems] == ["rule.file_empty"]:
            return None
        raise


def read_entries(tree: Tree) -> tuple[Entry, ...]:
    """Return the decisions of a tree. Raises RulesetError."""
    try:
        return TypeAdapter(tuple[Entry, ...]).validate_python(plain(tree))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree))) from None


def _judgement(entry: Entry, as_of: dt.date, latest: dt.date) -> Judgement:
    kind = entry.targets[0]
    points = None if entry.points is None else shortest(entry.points)
    return Judgement(
        target=kind,
        id=entry.id,
        verdict=entry.verdict or points or WAIVED,
        by=entry.by,
        on=entry.date.isoformat(),
        why=entry.why,
        until=entry.until.isoformat() if entry.until else "",
        state=_state(entry, as_of, latest),
        digest=entry.digest,
    )


def _state(entry: Entry, as_of: dt.date, latest: dt.date) -> str:
    if entry.date > latest:
        return "later"
    return "expired" if entry.until and entry.until < as_of else "in_force"
