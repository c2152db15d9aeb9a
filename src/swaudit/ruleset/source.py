"""YAML made strict, with the place of every key and value.

Stricter than YAML on purpose: no duplicate keys, nulls, anchors, tags or several documents; only
`true` and `false` are booleans, only plain integers are numbers, everything else is text (so that
12:30, 8.10, 010 and 2026-03-05 stay what was written). Source: anchors.md, library table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    if len(content) > MAX_BYTES:
        raise refused(Mark(name, 1, 1), "rule.file_too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(Mark(name, 1, 1), "rule.not_utf8") from None
    return parse(text, name)


def parse(text: str, name: str) -> Tree:
    """Return the tree of a YAML text. Raises RulesetError."""
    lines = text.splitlines()

    def mark(at: Any) -> Mark:
        line = lines[at.line] if at.line < len(lines) else ""
        return Mark(name, at.line + 1, at.column + 1, line)

    try:
        node = yaml.compose(text, Loader=_PlainLoader)
    except _AnchorError as found:
        raise refused(mark(found.mark), "rule.no_anchors") from None
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        where = mark(at) if at else Mark(name, 1, 1)
        raise refused(where, "rule.not_yaml", problem=error.problem or "") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise refused(Mark(name, 1, 1), "rule.not_yaml", problem=type(error).__name__) from None
    if node is None:
        raise refused(Mark(name, 1, 1), "rule.file_empty")
    return _tree(node, mark, 0)


class _AnchorError(Exception):
    """An anchor or alias, and where it stands."""

    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.mark = mark


class _PlainLoader(yaml.SafeLoader):
    """PyYAML's own loader, stopping at the first anchor: a bomb of aliases never unfolds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _AnchorError(event.start_mark)
        return super().compose_node(parent, index)


def _tree(node: yaml.Node, mark: Any, depth: int) -> Tree:
    where = mark(node.start_mark)
    if depth > MAX_DEPTH:
        raise refused(where, "rule.too_deep")
    if isinstance(node, yaml.ScalarNode):
        return Value(_scalar(node, where), where)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_tree(item, mark, depth + 1) for item in node.value), where)
    if not isinstance(node, yaml.MappingNode):
        raise refused(where, "rule.not_yaml", problem=node.tag)
    entries: dict[str, tuple[Mark, Tree]] = {}
    for key_node, value_node in node.value:
        key_mark = mark(key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            raise refused(key_mark, "rule.key_not_text")
        key = str(key_node.value)
        if key in entries:
            first = entries[key][0]
            raise refused(key_mark, "rule.duplicate_key", key=key, line=first.line)
        entries[key] = (key_mark, _tree(value_node, mark, depth + 1))
    return Entries(entries, where)


def _scalar(node: yaml.ScalarNode, where: Mark) -> str | int | bool:
    text = str(node.value)
    if node.style is not None:
        return text
    if node.tag not in _PLAIN_TAGS:
        raise refused(where, "rule.no_tags", tag=node.tag)
    if text in ("", "~") or text.lower() == "null":
        raise refused(where, "rule.null")
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _INTEGER.fullmatch(text) else text


_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
}


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
