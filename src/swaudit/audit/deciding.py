"""A decision of a person on its way into 认定.yaml: what it is about, and the text added there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from swaudit.audit.judgements import Entry, entries_of, pair_id, read_entries, tree_or_none
from swaudit.audit.pipeline import Audited
from swaudit.audit.usage import UsageError
from swaudit.checks.spans import holds, union
from swaudit.checks.spans import told as spans_told
from swaudit.model.message import message
from swaudit.query.intervals import plain as shortest
from swaudit.ruleset.errors import RulesetError, did_you_mean
from swaudit.ruleset.source import Items, parse_bytes


@dataclass(frozen=True)
class Target:
    """What a decision is about: its kind, its identity, and the digest of what it is made on."""

    kind: str
    id: str
    digest: str = ""


def target_of(audited: Audited, kind: str, given: Sequence[str], digest: str = "") -> Target:
    """Return what a person means by a name of a record, photo, rule, pair (two names) or item.

    A record is known by its identity and by the place the report shows (工作流水!62), a photo by
    its path or hash; names masked in the report are understood as well, where only one thing is
    masked so, or only one has the `digest`. Raises UsageError with names near to it.
    """
    if kind in ("photo", "pair"):
        found = [_one(name, _photos(audited), "photo") for name in given]
        every = [facts.sha256 for _, facts in audited.plain.photos]
        if len(found) > 1 and found[0] == found[1] and every.count(found[0]) == 1:
            raise UsageError(message("judgement.one_photo"))
        if kind == "pair":
            return Target(kind, pair_id(*found))
        return Target(kind, found[0], audited.targets[kind][found[0]])
    (name,) = given
    digests = audited.targets[kind]
    if kind == "record":
        name = _one(name, _records(audited, digest), kind)
    elif name not in digests:
        if any(found.rule == name for found in audited.plain.findings):
            raise UsageError(message(f"judgement.{kind}_not_asked", name=name))
        _one(name, _Names({}, dict(zip(digests, digests, strict=True))), kind)
    return Target(kind, name, digests[name])


def check_points(audited: Audited, item: str, entry: Entry) -> None:
    """Raise UsageError for points that the evidence does not leave open, whatever was given."""
    lines = [
        line
        for score in audited.plain.scores
        for line in score.lines
        if f"{score.rule}/{line.id}" == item
    ]
    if entry.points is None or any(holds(line.possible, entry.points) for line in lines):
        return
    span = spans_told(union(span for line in lines for span in line.possible))
    raise UsageError(message("judgement.points_outside", item=item, span=span))


def addition(path: Path, entries: Sequence[Entry]) -> bytes:
    """Return what is to be added at the end of a file of decisions; what it holds stays as it is.

    Raises RulesetError where the file is wrong, UsageError where nothing can be added to it: it is
    not a list written line by line.
    """
    # Read once: somebody else may add a decision at any moment.
    held = path.read_bytes() if path.exists() else b""
    tree = tree_or_none(lambda: parse_bytes(held, str(path)))
    before = () if tree is None else read_entries(tree)
    inset = 0
    if tree is not None and before:
        inset = tree.mark.column - 1
        if not isinstance(tree, Items) or tree.mark.text[inset : inset + 1] != "-":
            raise UsageError(message("judgement.no_list", path=path))
    end = b"\r\n" if b"\r\n" in held else b"\n"
    lines = [" " * inset + line for entry in entries for line in _lines(entry)]
    added = b"".join(line.encode() + end for line in lines)
    if held and not held.endswith(b"\n"):
        added = end + added
    try:
        after = read_entries(parse_bytes(held + added, str(path)))
    except RulesetError:
        after = ()
    if after != (*before, *entries):
        raise UsageError(message("judgement.no_list", path=path))
    return added


def not_there(path: Path, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the decisions that a file does not hold yet, each once. Raises RulesetError."""
    there = entries_of(path) if path.exists() else ()
    return tuple(entry for entry in _once(entries) if entry not in there)


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: list[Entry] = []
    for entry in entries:
        if entry not in seen:
            seen.append(entry)
            yield entry


def _lines(entry: Entry) -> Iterator[str]:
    (kind,) = entry.targets
    target = getattr(entry, kind)
    named = [_text(part) for part in target] if isinstance(target, tuple) else [_text(target)]
    yield f"- {kind}: " + (f"[{', '.join(named)}]" if kind == "pair" else named[0])
    if entry.verdict:
        yield f"  verdict: {entry.verdict}"
    if entry.points is not None:
        yield f"  points: {shortest(entry.points)}"
    yield f"  by: {_text(entry.by)}"
    yield f"  date: {entry.date.isoformat()}"
    yield f"  why: {_text(entry.why)}"
    if entry.until:
        yield f"  until: {entry.until.isoformat()}"
    if entry.digest:
        yield f"  digest: {_text(entry.digest)}"


def _text(value: str) -> str:
    """Return a text as YAML in quotes, on one line; what cannot be seen is written out."""
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


@dataclass(frozen=True)
class _Names:
    """Identities by a name people use (several where it does not tell them apart).

    `shown` are the names that may be told to anybody.
    """

    ids: Mapping[str, Sequence[str]]
    shown: Mapping[str, str]


def _one(name: str, names: _Names, kind: str) -> str:
    found = list(dict.fromkeys(names.ids.get(name, ())))
    if len(found) == 1:
        return found[0]
    if found:
        told = "、".join(names.shown[one] for one in found)
        raise UsageError(message("judgement.ambiguous", name=name, names=told))
    near = did_you_mean(name, tuple(dict.fromkeys(names.shown.values())))
    if near is None:
        raise UsageError(message(f"judgement.unknown_{kind}", name=name))
    listed = dict(near.values)["names"]
    raise UsageError(message(f"judgement.unknown_{kind}_near", name=name, names=listed))


def _records(audited: Audited, digest: str) -> _Names:
    ids: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for plain, shown in zip(audited.plain.records, audited.report.records, strict=True):
        known[plain.record] = shown.record
        if digest in ("", plain.digest):
            place = plain.label.partition(" ")[0]
            for name in dict.fromkeys((shown.record, place, shown.label)):
                ids.setdefault(name, []).append(plain.record)
    # Its own identity names a record, whatever else is called so.
    return _Names(ids | {one.record: [one.record] for one in audited.plain.records}, known)


def _photos(audited: Audited) -> _Names:
    ids: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for (path, facts), (shown, _) in zip(audited.plain.photos, audited.report.photos, strict=True):
        known[facts.sha256] = shown
        for name in dict.fromkeys((shown, facts.sha256)):
            ids.setdefault(name, []).append(facts.sha256)
        ids[path] = [facts.sha256]
    return _Names(ids, known)
