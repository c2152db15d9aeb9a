"""What changed between two rulesets, as lines of text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from swaudit.model.message import message, word
from swaudit.report.words import say, visible
from swaudit.ruleset.diff import Change, Changes, Difference
from swaudit.ruleset.schema import Ruleset

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_PARTS = ("rules", "parameters", "readings", "tables", "documents")
_BOUNDS = {"min": "≥", "max": "≤", "above": ">", "below": "<"}
_WORDS = (
    *("title", "chapter", "source", "figure", "level", "covers", "note", "unit", "when"),
    *("for_each", "every", "partial", "due", "expect", "where", "counted_if", "on", "value"),
    *("question", "options", "settle", "columns", "by_reading", "document", "at", "sources"),
    *("validity", "photos", "needs", "domains", "contents", "start", "end", "names"),
    *("who", "date", "option", "agreed"),
)
"""Keys that have a word of their own; the others are shown as they are written."""


def diff_lines(changes: Changes, language: str) -> Iterator[str]:
    """Yield every difference: what was added, removed and changed, and from what to what."""
    yield visible(f"{_named(changes.old)} → {_named(changes.new)}")
    if not changes.any:
        yield word("diff.none", language)
    if changes.general:
        yield ""
        yield word("diff.general", language)
        for change in changes.general:
            yield "  " + _told(change, language)
    for part in _PARTS:
        differences: Sequence[Difference] = getattr(changes, part)
        if differences:
            yield ""
            counts = {
                kind: sum(one.kind == kind for one in differences)
                for kind in ("added", "removed", "changed")
            }
            yield say(message(f"diff.{part}", **counts), language)
        for one in differences:
            yield visible(f"{_SIGNS[one.kind]} {one.name}  {one.title}".rstrip())
            for change in one.changes:
                yield "    " + _told(change, language)


def diff_json(changes: Changes) -> dict[str, Any]:
    """Return every difference for programs; `schemas/rules-diff-1.json` describes it."""
    return {
        "schema": "swaudit/rules-diff/1",
        "old": {"id": changes.old.id, "version": changes.old.version},
        "new": {"id": changes.new.id, "version": changes.new.version},
        "general": [_field(change) for change in changes.general],
        **{
            part: [
                {
                    "id": one.name,
                    "title": one.title,
                    "kind": one.kind,
                    "changes": [_field(change) for change in one.changes],
                }
                for one in getattr(changes, part)
            ]
            for part in _PARTS
        },
    }


def _field(change: Change) -> dict[str, Any]:
    return {"path": list(change.path), "old": change.old, "new": change.new}


def _named(ruleset: Ruleset) -> str:
    return f"{ruleset.id} {ruleset.version}"


def _told(change: Change, language: str) -> str:
    path = " ".join(_key(key, language) for key in change.path)
    old, new = (_written(value, language) for value in (change.old, change.new))
    parts = {"field": path, "old": old, "new": new}
    if change.old is None:
        return say(message("diff.field_added", field=path, new=parts["new"]), language)
    if change.new is None:
        return say(message("diff.field_removed", field=path, old=parts["old"]), language)
    return say(message("diff.field", **parts), language)


def _key(key: str, language: str) -> str:
    if key in _BOUNDS:
        return _BOUNDS[key]
    return word(f"diff.key.{key}", language) if key in _WORDS else key


def _written(value: Any, language: str) -> str:
    """Return a value in one line; what is deeper than a mapping or list, as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and set(value) == {"param"}:
        return f"〔{value['param']}〕"
    if isinstance(value, Mapping) and all(isinstance(one, (str, int)) for one in value.values()):
        return "；".join(f"{_key(key, language)} {one}" for key, one in value.items())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    return json.dumps(value, ensure_ascii=False)
