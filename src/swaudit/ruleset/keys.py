"""Every key a rule file may hold, from the models and the check registry: one `Part` per model.

What editors complete with (`published`) and the reference of the language are made from these, so
that neither can differ from what is read. A key's sentence is `schema.<Model>.<key>` in the
catalogues, or `schema.<key>` where it means the same everywhere; a model's is `schema.<Model>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from swaudit.checks.registry import CHECKS
from swaudit.model.message import word
from swaudit.model.written import BESIDE, SHORT
from swaudit.query.grammar import Node
from swaudit.ruleset.cases import CaseFileHead, WrittenCase
from swaudit.ruleset.forms import FormsFile
from swaudit.ruleset.schema import RuleHead, RulesetHead

BODY = "Body"
"""The part that is any one check: the keys of every kind."""
RULE = "Rule"

Schema = Mapping[str, Any]

_BODY = {"$ref": f"#/$defs/{BODY}"}
_NODE = {"$ref": f"#/$defs/{Node.__name__}"}
_UNTOLD = ("title", "default", "minLength", SHORT, BESIDE)
_LIMITS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}
"""Limits pydantic leaves in its own words where a validator stands before the type."""
_DIGITS = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


@dataclass(frozen=True)
class Part:
    """One model: its keys as JSON Schema, which must be there, and what else may stand for it.

    `rest` describes keys beyond those named (the columns of a condition); None refuses them. A part
    that is no mapping (a status, a level) has no keys and one `short` form. `flat` says that the
    keys of a check stand beside its own, `asks_check` that one of them must.
    """

    keys: Mapping[str, Schema]
    required: tuple[str, ...] = ()
    rest: Schema | None = None
    short: tuple[Schema, ...] = ()
    flat: bool = False
    asks_check: bool = False


def parts() -> dict[str, Part]:
    """Return every part of the language by the name of its model, `Rule` and `Body` among them."""
    models: list[type[BaseModel]] = [RuleHead, RulesetHead, FormsFile, CaseFileHead, WrittenCase]
    models += [kind.body for kind in CHECKS.values()]
    _, made = models_json_schema([(model, "validation") for model in models], by_alias=True)
    found = {name: _part(schema) for name, schema in made["$defs"].items() if name != Node.__name__}
    bodies = [found.pop(kind.body.__name__) for kind in CHECKS.values()]
    body: dict[str, Schema] = {}
    for one in bodies:
        for key, schema in one.keys.items():
            body[key] = _either(body[key], schema) if key in body else schema
    head = found.pop(RuleHead.__name__)
    found[BODY] = Part(body, asks_check=True)
    found[RULE] = Part({**head.keys, **body}, head.required, asks_check=True)
    for name, part in found.items():
        if part.flat:
            keys = {key: schema for key, schema in part.keys.items() if key != "body"}
            required = tuple(key for key in part.required if key != "body")
            found[name] = replace(
                part,
                keys={**keys, **body},
                required=required,
                asks_check=required != part.required,
            )
    return found


def check_keys() -> dict[str, tuple[str, ...]]:
    """Return, for each kind of check by the key that names it, every key it cannot be without."""
    return {
        kind.key: tuple(
            spec.alias or name
            for name, spec in kind.body.model_fields.items()
            if spec.is_required()
        )
        for kind in CHECKS.values()
    }


def key_told(part: str, key: str, language: str) -> str:
    """Return what a key means; empty where the catalogue has no sentence for it."""
    for code in (f"schema.{part}.{key}", f"schema.{key}"):
        told = word(code, language)
        if told != code:
            return told
    return ""


def part_told(part: str, language: str) -> str:
    """Return what a part is; empty where the catalogue has no sentence for it."""
    told = word(f"schema.{part}", language)
    return "" if told == f"schema.{part}" else told


def _part(schema: Schema) -> Part:
    short = tuple(schema.get(SHORT, ()))
    if "properties" not in schema:
        kept = {key: value for key, value in schema.items() if key in ("type", "enum", "const")}
        return Part({}, short=(kept,))
    rest = schema.get("additionalProperties")
    return Part(
        {
            key: _cleaned(value)
            for key, value in {**schema["properties"], **schema.get(BESIDE, {})}.items()
        },
        tuple(schema.get("required", ())),
        _cleaned(rest) if isinstance(rest, Mapping) else None,
        short,
        flat=_cleaned(schema["properties"].get("body")) == _BODY,
    )


def _either(one: Schema, other: Schema) -> Schema:
    """Return a schema that takes what either of two does."""
    options = [*one.get("anyOf", [one]), *other.get("anyOf", [other])]
    kept = [option for at, option in enumerate(options) if option not in options[:at]]
    return kept[0] if len(kept) == 1 else {"anyOf": kept}


def _cleaned(schema: Any) -> Any:
    """Return a schema as an author sees it: no titles, no null (YAML's is refused)."""
    if isinstance(schema, list):
        return [_cleaned(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    if schema == _NODE:
        return _BODY
    kept = {
        _LIMITS.get(key, key): _cleaned(value)
        for key, value in schema.items()
        if key not in _UNTOLD
    }
    default = schema.get("default")
    if isinstance(default, Mapping):
        default = {key: value for key, value in default.items() if value is not None}
    if default not in (None, [], {}):
        kept["default"] = default
    if "anyOf" not in kept:
        return kept
    options = [one for one in kept.pop("anyOf") if one != {"type": "null"}]
    if {"type": "number"} in options:
        options = [_DIGITS if one == {"type": "string"} else one for one in options]
    elif {"type": "integer"} in options and {"type": "string"} in options:
        plain = [one for one in options if set(one) == {"type"}]
        # An editor takes 1.5 for a number, where swaudit keeps what was written.
        names = ["number" if one["type"] == "integer" else one["type"] for one in plain]
        options = [{"type": names}, *(one for one in options if one not in plain)]
    return {**(options[0] if len(options) == 1 else {"anyOf": options}), **kept}
