"""Reads a ruleset: its file, what it extends, its templates and overlays, every rule checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from swaudit.checks.measure import MeasureBody
from swaudit.checks.registry import CHECKS, kind_of, parse_body
from swaudit.evidence.worklog import BASE_FORMS, Worklog
from swaudit.model.message import message
from swaudit.model.tables import TableSpec, base_tables, extend_tables
from swaudit.query.grammar import Condition, Measure, Related, Test
from swaudit.query.names import Misnamed, Names
from swaudit.ruleset.errors import Mark, Problem, RulesetError, did_you_mean
from swaudit.ruleset.expand import entries, instantiate, items, overlay, text, variants
from swaudit.ruleset.schema import DueAfter, Rule, RuleHead, Ruleset, RulesetHead, Variant
from swaudit.ruleset.source import Entries, Tree, locate, plain, read_yaml, refused

FILE_NAME = "ruleset.yaml"
_Model = TypeVar("_Model", bound=BaseModel)

STATION_TABLE = "站点信息"
_EXPANDED = ("rules", "templates", "instances", "overlay")


@dataclass
class _Draft:
    """A ruleset while it is put together: the parents' heads first, rules by id in order."""

    heads: list[RulesetHead] = field(default_factory=list)
    rules: dict[str, Entries] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def rulesets_folder() -> Path:
    """Return the folder of the rulesets that come with swaudit."""
    package = Path(__file__).parents[1]
    shipped = package / "rulesets"
    return shipped if shipped.is_dir() else package.parents[1] / "rulesets"


def load_ruleset(reference: str | Path) -> Ruleset:
    """Return the ruleset of an id, or of a path to its folder or file. Raises RulesetError."""
    draft = _Draft()
    _read(_find(str(reference), Mark(str(reference), 1, 1)), draft, ())
    return _build(draft)


def _find(reference: str, asked_at: Mark) -> Path:
    known = sorted(p.parent.name for p in rulesets_folder().glob(f"*/{FILE_NAME}"))
    if reference in known:
        return rulesets_folder() / reference / FILE_NAME
    path = Path(reference)
    if path.is_dir():
        path = path / FILE_NAME
    if path.is_file():
        return path
    said = message("rule.ruleset_unknown", ruleset=reference)
    raise RulesetError([Problem(asked_at, said, did_you_mean(reference, tuple(known)))])


def _read(path: Path, draft: _Draft, above: tuple[Path, ...]) -> None:
    tree = entries(read_yaml(path))
    rest = {key: found for key, found in tree.entries.items() if key not in _EXPANDED}
    head = _validated(RulesetHead, Entries(rest, tree.mark))
    if head.extends:
        at = locate(tree, ("extends", "id"))
        parent = _find(head.extends.id, at)
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
    _add_rules(tree, draft)
    _overlay(tree, draft)


def _add_rules(tree: Entries, draft: _Draft) -> None:
    made = [("", entries(rule)) for rule in items(tree.get("rules"))]
    made += instantiate(tree.get("templates"), tree.get("instances"))
    for origin, rule in made:
        name = text(rule.get("id"), rule, "id")
        if name in draft.rules:
            at = locate(rule, ("id",))
            raise refused(at, "rule.duplicate_id", rule=name, line=draft.rules[name].mark.line)
        draft.rules[name] = rule
        draft.origins[name] = origin


def _overlay(tree: Entries, draft: _Draft) -> None:
    laid = tree.get("overlay")
    if laid is None:
        return
    for name, (mark, patch) in entries(laid).entries.items():
        targets = [rule for rule, origin in draft.origins.items() if name in (rule, origin)]
        targets = [rule for rule in targets if rule in draft.rules]
        if not targets:
            known = (*draft.rules, *dict.fromkeys(filter(None, draft.origins.values())))
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
    documents = {n: kind for head in draft.heads for n, kind in head.documents.items()}
    sources = {n: title for head in draft.heads for n, title in head.sources.items()}
    contents = {n: words for head in draft.heads for n, words in head.contents.items()}
    chapters = tuple(dict.fromkeys(c for head in draft.heads for c in head.chapters))
    names = Names(specs, frozenset(parameters), frozenset(documents), {})
    options = {name: tuple(reading.options) for name, reading in readings.items()}
    choices = {name: choice.option for name, choice in settled.items()}
    rules: list[Rule] = []
    problems: list[Problem] = []
    for tree in draft.rules.values():
        try:
            made = tuple(
                _variant(assignment, chosen, names, sources, chapters)
                for assignment, chosen in variants(tree, options, choices)
            )
            rules.append(Rule(made))
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
        documents=documents,
        validity=validity[-1] if validity else None,
        rules=tuple(sorted(rules, key=lambda rule: chapters.index(rule.head.chapter))),
        settled=settled,
    )


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


def _variant(
    assignment: tuple[tuple[str, str], ...],
    tree: Entries,
    names: Names,
    sources: Mapping[str, str],
    chapters: tuple[str, ...],
) -> Variant:
    head_keys = _keys_of(RuleHead)
    head_part = {k: found for k, found in tree.entries.items() if k in head_keys}
    body_keys = {key for kind in CHECKS.values() for key in _keys_of(kind.body)}
    for key, (mark, _) in tree.entries.items():
        if key not in head_keys | body_keys:
            hint = did_you_mean(key, tuple(sorted(head_keys | body_keys)))
            raise RulesetError([Problem(mark, message("rule.unknown_key", key=key), hint)])
    head = _validated(RuleHead, Entries(head_part, tree.mark))
    body_part = {k: found for k, found in tree.entries.items() if k not in head_keys}
    try:
        body = parse_body(plain(Entries(body_part, tree.mark)))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree))) from None
    except ValueError as error:
        raise refused(tree.mark, str(error), **getattr(error, "context", None) or {}) from None
    variant = Variant(assignment, head, body)
    complaints = list(_complaints(variant, names, sources, chapters))
    if complaints:
        raise RulesetError(
            [
                Problem(locate(tree, c.path), c.said, did_you_mean(_named(c), c.known))
                for c in complaints
            ]
        )
    return variant


def _named(complaint: Misnamed) -> str:
    """Return the word a complaint is about: its last value, which is the name that is unknown."""
    return complaint.said.values[-1][1] if complaint.said.values else ""


def _complaints(
    variant: Variant, names: Names, sources: Mapping[str, str], chapters: tuple[str, ...]
) -> Iterator[Misnamed]:
    head = variant.head
    units = head.for_each
    if head.source.document not in sources:
        said = message("rule.source_unknown", document=head.source.document)
        yield Misnamed(("source", "document"), said, tuple(sources))
    if head.chapter not in chapters:
        said = message("rule.chapter_unknown", chapter=head.chapter)
        yield Misnamed(("chapter",), said, chapters)
    if head.when:
        yield from names.condition(head.when, STATION_TABLE, ("when",))
    if units and units.rows:
        here = ("for_each",)
        yield from names.table(units.rows, (*here, "rows"))
        if units.where:
            yield from names.condition(units.where, units.rows, (*here, "where"))
        if units.active:
            yield from names.column(units.rows, units.active.since, (*here, "active", "from"))
            yield from names.column(units.rows, units.active.until, (*here, "active", "to"))
    if isinstance(head.due, DueAfter) and not isinstance(head.due.after_period, int):
        yield from names.parameter(head.due.after_period.param, ("due", "after_period"))
    bound = {units.as_: units.rows or ""} if units else {}
    known = Names(names.specs, names.parameters, names.documents, bound)
    yield from kind_of(variant.body).names(variant.body, known, ())
    if head.every != "period" and isinstance(variant.body, MeasureBody):
        measure = variant.body.measure
        spec = names.specs.get(measure.table)
        if spec and spec.event is None and measure.on is None and measure.ratio is None:
            yield Misnamed(("measure",), message("rule.on_needed", table=measure.table))


def _validated(model: type[_Model], tree: Entries) -> _Model:
    try:
        return model.model_validate(plain(tree))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree))) from None


def problems_of(error: ValidationError, tree: Tree) -> Iterator[Problem]:
    """Yield a validation error's complaints, each at the place in the file it is about."""
    seen: set[tuple[int, int]] = set()
    for found in error.errors(include_url=False):
        mark = locate(tree, found["loc"])
        if (mark.line, mark.column) in seen:
            continue  # the members of a union each complain at the same place
        seen.add((mark.line, mark.column))
        key = next((str(step) for step in reversed(found["loc"]) if isinstance(step, str)), "")
        context: dict[str, Any] = found.get("ctx", {})
        code, hint = str(found["type"]), None
        if code == "extra_forbidden":
            said = message("rule.unknown_key", key=key)
            hint = did_you_mean(key, _ALL_KEYS)
        elif code == "missing":
            said = message("rule.missing_key", key=key)
        elif code in ("literal_error", "enum"):
            said = message("rule.one_of", key=key, expected=context.get("expected", ""))
        elif "." in code:  # ours: pydantic's own have no dot
            said = message(code, **context)
        else:
            said = message("rule.wrong_value", key=key, problem=found["msg"])
        yield Problem(mark, said, hint)


def _keys_of(model: type[BaseModel]) -> set[str]:
    return {spec.alias or name for name, spec in model.model_fields.items()}


_MODELS: tuple[type[BaseModel], ...] = (
    RuleHead,
    RulesetHead,
    Test,
    Condition,
    Related,
    Measure,
)
_ALL_KEYS = tuple(
    sorted(
        {
            *_EXPANDED,
            *(key for kind in CHECKS.values() for key in _keys_of(kind.body)),
            *(key for model in _MODELS for key in _keys_of(model)),
        }
    )
)
