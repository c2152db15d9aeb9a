"""What changed from one ruleset to another: rule by rule, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from swaudit.model.tables import TableSpec
from swaudit.ruleset.schema import Rule, Ruleset
from swaudit.ruleset.source import plain

DOMAIN = "领域"

Path = tuple[str, ...]
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Change:
    """One field: the keys that lead to it, what stood there and what does; None for nothing."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True)
class Difference:
    """What became of one named thing: a rule, a parameter, a table and so on."""

    name: str
    title: str
    kind: Literal["added", "removed", "changed"]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All differences between two rulesets, by what they are of, in the order of the files."""

    old: Ruleset
    new: Ruleset
    general: tuple[Change, ...]
    rules: tuple[Difference, ...]
    parameters: tuple[Difference, ...]
    readings: tuple[Difference, ...]
    tables: tuple[Difference, ...]
    documents: tuple[Difference, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs but the version."""
        parts = (self.rules, self.parameters, self.readings, self.tables, self.documents)
        return bool(self.general) or any(parts)


def compare_rulesets(old: Ruleset, new: Ruleset) -> Changes:
    """Return what changed from `old` to `new`, rules as they are after templates and overlays."""
    return Changes(
        old,
        new,
        general=tuple(changes(_general(old), _general(new))),
        rules=_compared(
            {rule.head.id: rule for rule in old.rules},
            {rule.head.id: rule for rule in new.rules},
            lambda rule: rule.head.title,
            _asked,
        ),
        parameters=_compared(old.parameters, new.parameters, lambda one: one.title, _dumped),
        readings=_compared(
            _readings(old), _readings(new), lambda one: str(one["question"]), lambda one: one
        ),
        tables=_compared(old.specs, new.specs, lambda _: "", _columns),
        documents=_compared(old.documents, new.documents, lambda _: "", _dumped),
    )


def changes(old: Any, new: Any, path: Path = ()) -> Iterator[Change]:
    """Yield the nearest differing fields of two plain trees; lists are compared as a whole.

    Lists of mappings that are equally long are compared item by item.
    """
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from changes(old.get(key), new.get(key), (*path, str(key)))
    elif _alike(old, new):
        for at, (one, other) in enumerate(zip(old, new, strict=True), 1):
            yield from changes(one, other, (*path, str(at)))
    else:
        yield Change(path, old, new)


def _alike(old: Any, new: Any) -> bool:
    both = isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
    return both and all(isinstance(one, Mapping) for one in (*old, *new))


def _compared(
    old: Mapping[str, _Value],
    new: Mapping[str, _Value],
    title: Callable[[_Value], str],
    fields: Callable[[_Value], Any],
) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for name, value in old.items():
        if name not in new:
            found.append(Difference(name, title(value), "removed"))
            continue
        differing = tuple(changes(fields(value), fields(new[name])))
        if differing:
            found.append(Difference(name, title(new[name]), "changed", differing))
    added = (name for name in new if name not in old)
    found += (Difference(name, title(new[name]), "added") for name in added)
    return tuple(found)


def _asked(rule: Rule) -> Any:
    """Return what a rule asks, with what it asks by default written out."""
    head = {"level": "must", "every": "period", "scope": "station", "partial": "show"}
    return {**head, **plain(rule.tree)}


def _general(ruleset: Ruleset) -> Any:
    days = {name: str(day) for name, day in (("start", ruleset.start), ("end", ruleset.end)) if day}
    validity = {"validity": _dumped(ruleset.validity)} if ruleset.validity else {}
    return {
        "title": ruleset.title,
        **days,
        "sources": dict(ruleset.sources),
        **validity,
        "domains": _domains(ruleset),
        "contents": {
            domain: {category: list(words) for category, words in categories.items()}
            for domain, categories in ruleset.worklog.contents.items()
        },
    }


def _readings(ruleset: Ruleset) -> dict[str, dict[str, Any]]:
    return {
        name: {
            **_dumped(reading),
            **({"settle": _dumped(ruleset.settled[name])} if name in ruleset.settled else {}),
        }
        for name, reading in ruleset.readings.items()
    }


def _domains(ruleset: Ruleset) -> dict[str, list[str]]:
    """Return each 领域 with its other words, as every table with that column has them."""
    found: dict[str, list[str]] = {}
    for spec in ruleset.specs.values():
        column = spec.columns.get(DOMAIN)
        if column and not found:
            found = {value: [] for value in column.values}
            for other, value in column.synonyms.items():
                found[value].append(other)
    return found


def _columns(spec: TableSpec) -> Any:
    """Return a table without the words of 领域, which are the ruleset's and the same in all."""
    told = _dumped(spec)
    for key in ("values", "synonyms"):
        told["columns"].get(DOMAIN, {}).pop(key, None)
    return told


def _dumped(model: Any) -> Any:
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
