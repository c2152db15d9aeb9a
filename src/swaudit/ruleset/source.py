"""YAML made strict, with the place of every key and value.

Stricter than YAML on purpose: no duplicate keys, nulls, anchors, tags or several documents; only
`true` and `false` are booleans, only plain integers are numbers, everything else is text (so that
12:30, 8.10, 010 and 2026-03-05 stay what was written). Source: anchors.md, library table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from swaudit.model.message import message
from swaudit.ruleset.errors import Mark, Problem, RulesetError

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")


@dataclass(frozen=True)
class Value:
    """A scalar and where it stands."""

    value: str | int | bool
    mark: Mark


@dataclass(frozen=True)
class Items:
    """A sequence and where it begins."""

    items: tuple[Tree, ...]
    mark: Mark


@dataclass(frozen=True)
class Entries:
    """A mapping: key → (where the key stands, its tree)."""

    entries: Mapping[str, tuple[Mark, Tree]]
    mark: Mark

    def get(self, key: str) -> Tree | None:
        """Return the tree under a key, or None."""
        found = self.entries.get(key)
        return found[1] if found else None


Tree = Value | Items | Entries


def read_yaml(path: Path, shown: str | None = None) -> Tree:
    """Return a file's tree. Raises RulesetError naming the file as `shown` (else its path)."""
    name = shown or str(path)
    try:
        content = path.read_bytes()
    except OSError:
        raise refused(Mark(name, 1, 1), "rule.file_unreadable") from None
    return parse_bytes(content, name)


def parse_bytes(content: bytes, name: str) -> Tree:
    """Return the tree of a YAML file's content. Raises RulesetError."""
    if len(content) > MAX_BYTES:
        raise refused(Mark(name, 1, 1), "rule.file_too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(Mark(name, 1, 1), "rule.not_utf8") from None
    return parse(text, name)


def parse(text: str, name: str) -> Tree:
    """Return the tree of a YAML text. Raises RulesetError.

    Built from parser events, which come one by one from libyaml where PyYAML has it: neither deep
    nesting nor a bomb of aliases ever unfolds.
    """
    reader = _Reader(text, name)
    try:
        return reader.document()
    except yaml.MarkedYAMLError as error:
        where = reader.mark(error.problem_mark or error.context_mark)
        raise refused(where, "rule.not_yaml", problem=error.problem or "") from None
    except (yaml.YAMLError, ValueError) as error:
        raise refused(reader.mark(None), "rule.not_yaml", problem=type(error).__name__) from None


class _Reader:
    """Turns the events of one document into a tree."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._lines = text.splitlines()
        self._events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def mark(self, at: Any) -> Mark:
        """Return a place in the file; its beginning for None."""
        if at is None:
            return Mark(self._name, 1, 1)
        line = self._lines[at.line] if at.line < len(self._lines) else ""
        return Mark(self._name, at.line + 1, at.column + 1, line)

    def document(self) -> Tree:
        """Return the tree of the only document."""
        opening = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
        first = next(event for event in self._events if not isinstance(event, opening))
        if isinstance(first, yaml.StreamEndEvent):
            raise refused(self.mark(None), "rule.file_empty")
        tree = self._tree(first, 0)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise refused(self.mark(event.start_mark), "rule.one_document")
        return tree

    def _tree(self, event: yaml.Event, depth: int) -> Tree:
        where = self.mark(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refused(where, "rule.no_anchors")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise refused(where, "rule.no_tags", tag=tag)
        if depth > MAX_DEPTH:
            raise refused(where, "rule.too_deep")
        if isinstance(event, yaml.ScalarEvent):
            return Value(_scalar(event, where), where)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(depth)), where)
        return Entries(self._entries(depth), where)

    def _items(self, depth: int) -> Iterator[Tree]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._tree(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, tuple[Mark, Tree]]:
        entries: dict[str, tuple[Mark, Tree]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            where = self.mark(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                raise refused(where, "rule.key_not_text")
            if event.value in entries:
                first = entries[event.value][0]
                raise refused(where, "rule.duplicate_key", key=event.value, line=first.line)
            entries[event.value] = (where, self._tree(next(self._events), depth + 1))
        return entries


def _scalar(event: yaml.ScalarEvent, where: Mark) -> str | int | bool:
    text = str(event.value)
    if event.style:
        return text
    if text in ("", "~") or text.lower() == "null":
        raise refused(where, "rule.null")
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _INTEGER.fullmatch(text) else text


def refused(mark: Mark, code: str, **values: object) -> RulesetError:
    """Return the error of a single problem at a place."""
    return RulesetError([Problem(mark, message(code, **values))])


def plain(tree: Tree) -> Any:
    """Return the tree as plain dicts, lists and scalars."""
    if isinstance(tree, Value):
        return tree.value
    if isinstance(tree, Items):
        return [plain(item) for item in tree.items]
    return {key: plain(value) for key, (_, value) in tree.entries.items()}


def scalars(tree: Tree, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield (the key it stands under, the scalar as text) of a whole tree."""
    if isinstance(tree, Value):
        yield key, str(tree.value)
    elif isinstance(tree, Items):
        for item in tree.items:
            yield from scalars(item, key)
    else:
        for inner, (_, found) in tree.entries.items():
            yield from scalars(found, inner)


def locate(tree: Tree, path: Sequence[str | int]) -> Mark:
    """Return the place of what a path names: a key's own place, else the nearest thing above."""
    mark = tree.mark
    for step in path:
        if isinstance(tree, Entries) and step in tree.entries:
            mark, tree = tree.entries[str(step)]
        elif isinstance(tree, Items) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
            mark = tree.mark
        elif not isinstance(step, int):
            # Names of union members stand between real keys in a validation error's path.
            continue
    return mark
