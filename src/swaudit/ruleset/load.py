"""Reads a ruleset: its file, what it extends, its templates and overlays, every rule checked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from swaudit.evidence.worklog import BASE_FORMS, DocumentKind, Worklog
from swaudit.model.message import message
from swaudit.model.tables import TableSpec, base_tables, extend_tables
from swaudit.query.names import Names, Places
from swaudit.ruleset.errors import NOWHERE, Mark, Problem, RulesetError, did_you_mean
from swaudit.ruleset.expand import Made, entries, instantiate, items, overlay, text, variants
from swaudit.ruleset.forms import read_forms, with_asked
from swaudit.ruleset.rule import variant_of
from swaudit.ruleset.schema import Reading, Rule, Ruleset, RulesetHead, Settlement
from swaudit.ruleset.shipped import FILE_NAME, is_shipped, rulesets_folder
from swaudit.ruleset.source import Entries, locate, plain, read_yaml, refused
from swaudit.ruleset.validate import EXPANDED, validated

_DIGITS = 12


@dataclass
class _Draft:
    """A ruleset while it is put together: the parents' heads first, rules by id in order.

    `rules` are as overlaid so far, `made` as they were written or made from a template; `told` is
    what each file says, comments and the order of keys aside.
    """

    heads: list[RulesetHead] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    rules: dict[str, Entries] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    documents: dict[str, DocumentKind] = field(default_factory=dict)


def load_ruleset(reference: str | Path, folder: Path = Path()) -> Ruleset:
    """Return the ruleset of an id, or of a path to its folder or file. Raises RulesetError.

    A path is taken from `folder`: where the file stands that names it.
    """
    draft = _Draft()
    _read(find_ruleset(reference, folder), draft, ())
    return _build(draft)


def ruleset_of(reference: str) -> str:
    """Return the folder of the ruleset a file belongs to (its tests and requirements do).

    What is no such file is returned as it is. A hook names the files that changed.
    """
    path = Path(reference)
    if path.is_file() and path.name != FILE_NAME:
        for folder in (path.parent, path.parent.parent):
            if (folder / FILE_NAME).is_file():
                return str(folder)
    return str(path.parent) if path.is_file() and path.name == FILE_NAME else reference


def find_ruleset(reference: str | Path, folder: Path = Path()) -> Path:
    """Return the file of a ruleset, asked for like one to load. Raises RulesetError."""
    return _find(str(reference), NOWHERE, rulesets_folder(), folder)


def reference_from(file: Path, folder: Path) -> str:
    """Return how a ruleset file in a folder names another one that it extends: by id or path."""
    name = file.parent.name
    known = (rulesets_folder() / name / FILE_NAME, folder.resolve().parent / name / FILE_NAME)
    if any(one.is_file() and one.samefile(file) for one in known):
        return name
    try:
        return PurePath(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return str(file.resolve())


def _find(reference: str, asked_at: Mark, beside: Path, folder: Path) -> Path:
    """Return the file of a ruleset: one that comes with swaudit, one `beside`, or a path.

    A path is taken from `folder`: where the file stands that names it.
    """
    folders = (rulesets_folder(), beside)
    known = {p.parent.name: p for folder in folders for p in folder.glob(f"*/{FILE_NAME}")}
    if reference in known:
        return known[reference]
    path = folder / reference
    if path.is_dir():
        path = path / FILE_NAME
    if path.is_file():
        return path
    said = message("rule.ruleset_unknown", ruleset=reference)
    raise RulesetError([Problem(asked_at, said, did_you_mean(reference, tuple(sorted(known))))])


def _read(path: Path, draft: _Draft, above: tuple[Path, ...]) -> None:
    tree = entries(read_yaml(path))
    rest = {key: found for key, found in tree.entries.items() if key not in EXPANDED}
    head = validated(RulesetHead, Entries(rest, tree.mark))
    if head.extends:
        at = locate(tree, ("extends", "id"))
        parent = _find(head.extends.id, at, path.parent.parent, path.parent)
        if parent.resolve() in (seen.resolve() for seen in (*above, path)):
            raise refused(at, "rule.extends_itself", ruleset=head.extends.id)
        _read(parent, draft, (*above, path))
        if draft.heads[-1].version != head.extends.version:
            found = draft.heads[-1].version
            at = locate(tree, ("extends", "version"))
            raise refused(at, "rule.version_differs", found=found, pinned=head.extends.version)
    for index, removal in enumerate(head.remove):
        if draft.rules.pop(removal.rule, None) is None:
            at = locate(tree, ("remove", index, "rule"))
            said = message("rule.rule_unknown", rule=removal.rule)
            raise RulesetError([Problem(at, said, did_you_mean(removal.rule, tuple(draft.rules)))])
    draft.heads.append(head)
    draft.files.append(path)
    draft.told.append(json.dumps(plain(tree), ensure_ascii=False, sort_keys=True))
    for one in read_forms(tree, head.forms, (path.parent, rulesets_folder())):
        draft.told.append(one.canonical)
        draft.documents |= one.documents
    draft.documents |= head.documents
    _check_settled(tree, draft)
    _add_rules(tree, draft)
    _overlay(tree, draft)


def _add_rules(tree: Entries, draft: _Draft) -> None:
    every = [Made(entries(rule)) for rule in items(tree.get("rules"))]
    every += instantiate(tree.get("templates"), tree.get("instances"))
    for made in every:
        rule = made.rule
        name = text(rule.get("id"), rule, "id")
        if name in draft.rules:
            at = locate(rule, ("id",))
            raise refused(at, "rule.duplicate_id", rule=name, line=draft.rules[name].mark.line)
        draft.rules[name] = rule
        draft.made[name] = made


def _overlay(tree: Entries, draft: _Draft) -> None:
    laid = tree.get("overlay")
    if laid is None:
        return
    for name, (mark, patch) in entries(laid).entries.items():
        targets = [rule for rule, made in draft.made.items() if name in (rule, made.origin)]
        targets = [rule for rule in targets if rule in draft.rules]
        if not targets:
            origins = filter(None, (made.origin for made in draft.made.values()))
            known = (*draft.rules, *dict.fromkeys(origins))
            said = message("rule.rule_unknown", rule=name)
            raise RulesetError([Problem(mark, said, did_you_mean(name, known))])
        for target in targets:
            draft.rules[target] = entries(overlay(draft.rules[target], entries(patch)))


def _build(draft: _Draft) -> Ruleset:
    own = draft.heads[-1]
    specs: Mapping[str, TableSpec] = base_tables()
    for head in draft.heads:
        specs = extend_tables(specs, head.tables)
    domains = {n: words for head in draft.heads for n, words in head.domains.items()}
    specs = {name: _with_lists(spec, domains) for name, spec in specs.items()}
    parameters = {n: spec for head in draft.heads for n, spec in head.parameters.items()}
    readings = {n: reading for head in draft.heads for n, reading in head.readings.items()}
    settled = {n: choice for head in draft.heads for n, choice in head.settle.items()}
    sources = {n: title for head in draft.heads for n, title in head.sources.items()}
    contents = _merged_contents(draft.heads)
    chapters = tuple(dict.fromkeys(c for head in draft.heads for c in head.chapters))
    others = frozenset(name for name, tree in draft.rules.items() if tree.get("score") is None)
    names = Names(specs, frozenset(parameters), _places(draft.documents), {}, others)
    declared = _Declared(names, sources, chapters, readings, settled)
    rules: list[Rule] = []
    problems: list[Problem] = []
    sheets = [tree for tree in draft.rules.values() if tree.get("score") is not None]
    for tree in sheets[1:]:
        said = message("rule.one_score", rule=text(sheets[0].get("id"), tree, "id"))
        problems.append(Problem(locate(tree, ("id",)), said))
    for name, tree in draft.rules.items():
        try:
            rules.append(_rule(tree, draft.made[name], declared))
        except RulesetError as error:
            problems += error.problems
    if problems:
        raise RulesetError(list(dict.fromkeys(problems)))
    if not rules:
        raise refused(Mark(own.id, 1, 1), "rule.no_rules")
    validity = [head.validity for head in draft.heads if head.validity]
    return Ruleset(
        id=own.id,
        version=own.version,
        title=own.title,
        sources=sources,
        start=next((h.start for h in reversed(draft.heads) if h.start), None),
        end=next((h.end for h in reversed(draft.heads) if h.end), None),
        parameters=parameters,
        readings=readings,
        specs=specs,
        worklog=Worklog(contents=contents),
        documents=with_asked(draft.documents, (v.body for rule in rules for v in rule.variants)),
        validity=validity[-1] if validity else None,
        rules=tuple(sorted(rules, key=lambda rule: chapters.index(rule.head.chapter))),
        settled=settled,
        files=tuple(draft.files),
        digest=_digest(draft.told),
        shipped=all(is_shipped(file) for file in draft.files),
    )


@dataclass(frozen=True)
class _Declared:
    """What a rule may name and cite, and the readings it may refer to."""

    names: Names
    sources: Mapping[str, str]
    chapters: tuple[str, ...]
    readings: Mapping[str, Reading]
    settled: Mapping[str, Settlement]


def _rule(tree: Entries, made: Made, declared: _Declared) -> Rule:
    options = {name: tuple(reading.options) for name, reading in declared.readings.items()}
    choices = {name: choice.option for name, choice in declared.settled.items()}
    cited = (declared.names, declared.sources, declared.chapters, declared.readings)
    read = tuple(
        variant_of(assignment, chosen, *cited)
        for assignment, chosen in variants(tree, options, choices)
    )
    return Rule(read, made.origin, made.slots, tree)


def rewritten(ruleset: Ruleset, rule: Rule, tree: Entries) -> Rule:
    """Return a rule of a ruleset as it would be if it were written as `tree`. Raises RulesetError.

    For tools that ask what a change would do without reading the ruleset again.
    """
    others = frozenset(one.head.id for one in ruleset.rules if one.tree.get("score") is None)
    words = (frozenset(ruleset.parameters), _places(ruleset.documents))
    declared = _Declared(
        Names(ruleset.specs, *words, {}, others),
        ruleset.sources,
        tuple({one.head.chapter: None for one in ruleset.rules}),
        ruleset.readings,
        ruleset.settled,
    )
    return _rule(tree, Made(tree, rule.origin, rule.slots), declared)


def _places(documents: Mapping[str, DocumentKind]) -> dict[str, Places]:
    return {name: Places(tuple(one.fields), tuple(one.signed)) for name, one in documents.items()}


def _merged_contents(heads: Iterable[RulesetHead]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the words of 内容 by 领域 and 类别: categories merge, a later list replaces one."""
    merged: dict[str, dict[str, tuple[str, ...]]] = {}
    for head in heads:
        for domain, categories in head.contents.items():
            merged.setdefault(domain, {}).update(categories)
    return merged


def _check_settled(tree: Entries, draft: _Draft) -> None:
    """Refuse a settlement of a reading or with an option that nothing declares."""
    readings = {n: reading for head in draft.heads for n, reading in head.readings.items()}
    for name, settled in draft.heads[-1].settle.items():
        if name not in readings:
            at, known = locate(tree, ("settle", name)), tuple(readings)
            said = message("rule.reading_unknown", reading=name)
            raise RulesetError([Problem(at, said, did_you_mean(name, known))])
        if settled.option not in readings[name].options:
            at = locate(tree, ("settle", name, "option"))
            options = "、".join(readings[name].options)
            raise refused(at, "rule.option_unknown", reading=name, options=options)


def _digest(told: Iterable[str]) -> str:
    every = "\n".join(told).encode("utf-8", "surrogatepass")
    return hashlib.sha256(every).hexdigest()[:_DIGITS]


def _with_lists(spec: TableSpec, domains: Mapping[str, tuple[str, ...]]) -> TableSpec:
    """Return a table whose 领域 and 形式 hold only what the ruleset knows.

    A word it does not know would otherwise be selected by no rule, and nobody would be told.
    """
    columns = dict(spec.columns)
    if domains and "领域" in columns:
        synonyms = {other: name for name, words in domains.items() for other in words}
        lists = {"values": tuple(domains), "synonyms": synonyms}
        columns["领域"] = columns["领域"].model_copy(update=lists)
    if spec.name == "工作流水":
        columns["形式"] = columns["形式"].model_copy(update={"values": tuple(BASE_FORMS)})
    return spec.model_copy(update={"columns": columns})
