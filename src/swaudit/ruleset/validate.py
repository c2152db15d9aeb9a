"""Located trees turned into models, every complaint at the author's own line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from swaudit.checks.registry import CHECKS
from swaudit.model.message import message
from swaudit.query.grammar import Condition, Node, Test
from swaudit.ruleset.errors import Problem, RulesetError, did_you_mean
from swaudit.ruleset.schema import RuleHead, RulesetHead
from swaudit.ruleset.source import Entries, Tree, locate, plain

EXPANDED = ("rules", "templates", "instances", "overlay")
"""The keys of a ruleset file that are worked in before anything is validated."""

_QUOTED = re.compile(r"'[^']*'|[0-9]+")
_TOLD = {
    "string_pattern_mismatch": "rule.pattern",
    "string_type": "rule.key_text",
    "int_type": "rule.key_whole",
    "int_parsing": "rule.key_whole",
    "bool_type": "rule.key_bool",
    "bool_parsing": "rule.key_bool",
    "tuple_type": "rule.key_list",
    "dict_type": "rule.key_mapping",
    "mapping_type": "rule.key_mapping",
    "model_type": "rule.key_mapping",
    "date_from_datetime_parsing": "rule.key_date",
    "date_from_datetime_inexact": "rule.key_date",
    "date_parsing": "rule.key_date",
    "date_type": "rule.key_date",
    "too_short": "rule.key_few",
    "too_long": "rule.key_many",
    "greater_than_equal": "rule.key_least",
    "greater_than": "rule.key_above",
}
"""pydantic's errors, and the sentences that tell them."""
_SOMETHING = r"\S"
_KEPT = ("pattern", "min_length", "max_length", "ge", "gt")

_Model = TypeVar("_Model", bound=BaseModel)


def validated(model: type[_Model], tree: Entries) -> _Model:
    """Return a tree as a model. Raises RulesetError with every complaint at its place."""
    try:
        return model.model_validate(plain(tree))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree, model))) from None


def problems_of(
    error: ValidationError, tree: Tree, model: type[BaseModel] | None = None
) -> Iterator[Problem]:
    """Yield a validation error's complaints, each at the place in the file it is about.

    Keys are looked for within `model`, else in the whole language.
    """
    seen: set[tuple[int, int]] = set()
    # A key that is not known comes before one that is missing: it is often the same, misspelled.
    errors = error.errors(include_url=False)
    for found in sorted(errors, key=lambda one: one["type"] != "extra_forbidden"):
        mark = locate(tree, found["loc"])
        if (mark.line, mark.column) in seen:
            continue  # the members of a union each complain at the same place
        seen.add((mark.line, mark.column))
        key = next((str(step) for step in reversed(found["loc"]) if isinstance(step, str)), "")
        context: dict[str, Any] = found.get("ctx", {})
        code, hint = str(found["type"]), None
        if code == "extra_forbidden":
            said = message("rule.unknown_key", key=key)
            known = _keys_at(model, found["loc"][:-1]) if model else ()
            hint = did_you_mean(key, known or _all_keys())
        elif code == "missing":
            said = message("rule.missing_key", key=key)
        elif code in ("literal_error", "enum"):
            words = _QUOTED.findall(str(context.get("expected", "")))
            expected = "、".join(one.strip("'") for one in words)
            said = message("rule.one_of", key=key, expected=expected)
        elif context.get("pattern") == _SOMETHING:
            said = message("rule.key_blank", key=key)
        elif code in _TOLD:
            said = message(_TOLD[code], key=key, **{k: v for k, v in context.items() if k in _KEPT})
        elif "." in code:  # ours: pydantic's own have no dot
            said = message(code, **context)
        else:
            said = message("rule.wrong_value", key=key, problem=found["msg"])
        yield Problem(mark, said, hint)


def keys_of(model: type[BaseModel]) -> set[str]:
    """Return the keys a model takes, as rule files write them."""
    return {spec.alias or name for name, spec in model.model_fields.items()}


def _models(within: Any, found: set[type[BaseModel]]) -> None:
    """Gather the models that a type is made of, however deep."""
    if isinstance(within, type) and issubclass(within, BaseModel):
        if within not in found:
            found.add(within)
            for spec in within.model_fields.values():
                _models(spec.annotation, found)
    else:
        for part in get_args(within):
            _models(part, found)


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that may stand at a place within a model; some more where it is a union."""
    here: set[type[BaseModel]] = {model}
    for step in path:
        below: set[type[BaseModel]] = set()
        for one in here:
            for name, spec in one.model_fields.items():
                if step in (name, spec.alias):
                    below |= _direct(spec.annotation)
            if one is Condition and not below and isinstance(step, str):
                below.add(Test)  # a column
        here = below or here  # an index or a union's member leads no deeper
    expanded = EXPANDED if here == {RulesetHead} else ()
    return tuple(sorted({*expanded, *(key for one in here for key in keys_of(one))}))


def _direct(within: Any) -> set[type[BaseModel]]:
    """Return the models a type is made of, without what those are made of."""
    if within is Node:  # a check inside another
        return {kind.body for kind in CHECKS.values()}
    if isinstance(within, type) and issubclass(within, BaseModel):
        return {within}
    return {model for part in get_args(within) for model in _direct(part)}


@cache
def _all_keys() -> tuple[str, ...]:
    """Return every key that a rule file may hold anywhere."""
    found: set[type[BaseModel]] = set()
    for model in (RuleHead, RulesetHead, Test, *(kind.body for kind in CHECKS.values())):
        _models(model, found)
    return tuple(sorted({*EXPANDED, *(key for model in found for key in keys_of(model))}))
