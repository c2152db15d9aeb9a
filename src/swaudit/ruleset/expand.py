"""From what an author writes to plain rules: templates, overlays and readings worked in.

Works on located trees, so that every later complaint still points at the author's own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from swaudit.ruleset.errors import RulesetError, did_you_mean
from swaudit.ruleset.source import Entries, Items, Tree, Value, refused

MAX_ASSIGNMENTS = 8

_TEMPLATE = ("with", "rules")
_RESERVED = ("template", "overlay")
_SLOT = re.compile(r"\{([a-z_]+(?:\.[a-z_-]+)?)\}")

Assignment = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Made:
    """A rule as written, or as a template made it for one instance.

    `origin` is then `template/rule`, and `slots` what the instance gave.
    """

    rule: Entries
    origin: str = ""
    slots: Mapping[str, Tree] = field(default_factory=dict)


def entries(tree: Tree | None) -> Entries:
    """Return a tree as a mapping. Raises RulesetError when it is something else."""
    if tree is None:
        raise ValueError("nothing to read")
    if not isinstance(tree, Entries):
        raise refused(tree.mark, "rule.mapping_expected")
    return tree


def items(tree: Tree | None) -> tuple[Tree, ...]:
    """Return a tree as a sequence, none when absent. Raises RulesetError."""
    if tree is None:
        return ()
    if not isinstance(tree, Items):
        raise refused(tree.mark, "rule.list_expected")
    return tree.items


def text(tree: Tree | None, within: Tree, key: str) -> str:
    """Return a scalar as text. Raises RulesetError when it is absent or no scalar."""
    if tree is None:
        raise refused(within.mark, "rule.missing_key", key=key)
    if not isinstance(tree, Value):
        raise refused(tree.mark, "rule.text_expected")
    return str(tree.value)


def instantiate(templates: Tree | None, instances: Tree | None) -> Iterator[Made]:
    """Yield every rule that a template makes for each of its instances.

    An instance's own `overlay` is laid over each of its rules.
    """
    known = {} if templates is None else dict(entries(templates).entries)
    for instance in items(instances):
        given = entries(instance)
        name = text(given.get("template"), given, "template")
        if name not in known:
            error = refused(given.mark, "rule.template_unknown", template=name)
            raise _hinted(error, name, tuple(known))
        template = entries(known[name][1])
        for key in template.entries.keys() - set(_TEMPLATE):
            error = refused(template.entries[key][0], "rule.unknown_key", key=key)
            raise _hinted(error, key, _TEMPLATE)
        wanted = {text(slot, template, "with") for slot in items(template.get("with"))}
        slots = {key: tree for key, (_, tree) in given.entries.items() if key not in _RESERVED}
        laid = given.get("overlay")
        for key in sorted(set(slots) - wanted):
            error = refused(given.entries[key][0], "rule.slot_unknown", slot=key, template=name)
            raise _hinted(error, key, tuple(sorted(wanted)))
        for key in sorted(wanted - set(slots)):
            raise refused(given.mark, "rule.slot_missing", slot=key, template=name)
        for rule in items(template.get("rules")):
            pattern = text(entries(rule).get("id"), rule, "id")
            local = pattern.replace("{key}", "").strip("-.")
            filled = fill(rule, slots)
            made = entries(overlay(filled, laid) if laid else filled)
            yield Made(made, f"{name}/{local}", slots)


def fill(tree: Tree, slots: Mapping[str, Tree]) -> Tree:
    """Return a tree with every `{slot}` in its values filled. Raises RulesetError."""
    if isinstance(tree, Items):
        return Items(tuple(fill(item, slots) for item in tree.items), tree.mark)
    if isinstance(tree, Entries):
        filled = {key: (mark, fill(inner, slots)) for key, (mark, inner) in tree.entries.items()}
        return Entries(filled, tree.mark)
    if not isinstance(tree.value, str):
        return tree
    whole = _SLOT.fullmatch(tree.value)
    if whole:
        return _slot(whole[1], slots, tree)
    filled_text = _SLOT.sub(lambda found: text(_slot(found[1], slots, tree), tree, ""), tree.value)
    return Value(filled_text, tree.mark)


def _slot(name: str, slots: Mapping[str, Tree], at: Value) -> Tree:
    first, _, second = name.partition(".")
    found = slots.get(first)
    if found is not None and second:
        found = entries(found).get(second)
    if found is None:
        error = refused(at.mark, "rule.slot_undefined", slot=name)
        raise _hinted(error, name, tuple(slots))
    return found


def _hinted(error: RulesetError, name: str, known: tuple[str, ...]) -> RulesetError:
    """Return the error of a single problem with what may have been meant by a name."""
    (problem,) = error.problems
    return RulesetError([replace(problem, hint=did_you_mean(name, known))])


def overlay(below: Tree, above: Tree) -> Tree:
    """Return `above` laid over `below`: mappings merge, everything else is replaced."""
    if not (isinstance(below, Entries) and isinstance(above, Entries)):
        return above
    merged = dict(below.entries)
    for key, (mark, tree) in above.entries.items():
        merged[key] = (mark, overlay(merged[key][1], tree) if key in merged else tree)
    return Entries(merged, below.mark)


def readings_of(tree: Tree) -> dict[str, Entries]:
    """Return the readings a rule refers to, with the first options given for each."""
    found: dict[str, Entries] = {}
    if isinstance(tree, Items):
        for item in tree.items:
            found = {**readings_of(item), **found}
    elif isinstance(tree, Entries):
        for key, (_, inner) in tree.entries.items():
            if key == "by_reading":
                for name, (_, options) in entries(inner).entries.items():
                    found.setdefault(name, entries(options))
                    for _, option in entries(options).entries.values():
                        found = {**readings_of(option), **found}
            else:
                found = {**readings_of(inner), **found}
    return found


def variants(
    rule: Entries, declared: Mapping[str, tuple[str, ...]], settled: Mapping[str, str]
) -> Iterator[tuple[Assignment, Entries]]:
    """Yield the rule once per assignment of the readings it refers to (once if none).

    Raises RulesetError for a reading or option that is not declared, and for more than
    MAX_ASSIGNMENTS assignments.
    """
    used = readings_of(rule)
    for name, options in used.items():
        if name not in declared:
            raise refused(options.mark, "rule.reading_unknown", reading=name)
        if set(options.entries) != set(declared[name]):
            wanted = "、".join(declared[name])
            raise refused(options.mark, "rule.reading_options", reading=name, options=wanted)
    choices = [[settled[name]] if name in settled else list(declared[name]) for name in used]
    assignments = list(product(*choices))
    if len(assignments) > MAX_ASSIGNMENTS:
        raise refused(rule.mark, "rule.too_many_readings", most=MAX_ASSIGNMENTS)
    for chosen in assignments:
        assignment = dict(zip(used, chosen, strict=True))
        yield tuple(sorted(assignment.items())), entries(_choose(rule, assignment))


def _choose(tree: Tree, assignment: Mapping[str, str]) -> Tree:
    if isinstance(tree, Items):
        return Items(tuple(_choose(item, assignment) for item in tree.items), tree.mark)
    if isinstance(tree, Value):
        return tree
    rest = {
        key: (mark, _choose(inner, assignment))
        for key, (mark, inner) in tree.entries.items()
        if key != "by_reading"
    }
    choice = tree.get("by_reading")
    if choice is None:
        return Entries(rest, tree.mark)
    if len(entries(choice).entries) != 1:
        raise refused(choice.mark, "rule.one_reading")
    ((name, (_, options)),) = entries(choice).entries.items()
    body = entries(options).get(assignment[name])
    if body is None:
        raise refused(choice.mark, "rule.reading_options", reading=name, options=assignment[name])
    chosen = _choose(body, assignment)
    if not rest:
        return chosen
    return overlay(Entries(rest, tree.mark), entries(chosen))
