"""The JSON Schema of rule files, for editors: they complete keys, tell what one means, flag others.

Draft 2020-12, composed from the parts of the language (`keys`). Every part of a rule stands there
twice: whole, and as a *piece* without anything required, which is what an overlay or one option of
a reading writes. A `{slot}` of a template, and a `by_reading`, may stand for any value of a rule.
What only loading can know (whether a table or an id exists) is not in it; `rules lint` says that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from swaudit.model.tables import base_tables
from swaudit.ruleset.keys import RULE, Part, Schema, check_keys, key_told, part_told, parts

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_REF = "#/$defs/"
_PIECE = ".piece"
_BY_READING = "by_reading"
_SLOT = {"type": "string", "pattern": r"\{[a-z_]+(\.[a-z_-]+)?\}"}
_READING = {"$ref": _REF + _BY_READING}
_SCALAR = {"type": ["string", "number", "boolean"]}
_WORDS = {"type": "array", "items": {"type": "string"}}
_TABLE_KEYS = ("count", "rows")
_RULESET, _FORMS, _CASES = "RulesetHead", "FormsFile", "CaseFileHead"
_CASE, _CONDITION = "WrittenCase", "Condition"


def ruleset_schema(language: str) -> dict[str, Any]:
    """Return the JSON Schema of `ruleset.yaml`, its descriptions in `language`."""
    return _document(_RULESET, parts(), language)


def cases_schema(language: str) -> dict[str, Any]:
    """Return the JSON Schema of the files in `tests/`, its descriptions in `language`."""
    return _document(_CASES, parts(), language)


def forms_schema(language: str) -> dict[str, Any]:
    """Return the JSON Schema of the files in `forms/`, its descriptions in `language`."""
    return _document(_FORMS, parts(), language)


def file_parts(found: Mapping[str, Part]) -> dict[str, Part]:
    """Return the two files as parts, the keys that are worked in before validation among them."""
    rule, piece = {"$ref": _REF + RULE}, {"$ref": _REF + RULE + _PIECE}
    template = {
        "type": "object",
        "properties": {"with": _WORDS, "rules": {"type": "array", "items": rule}},
        "required": ["rules"],
        "additionalProperties": False,
    }
    instance = {
        "type": "object",
        "properties": {"template": {"type": "string"}, "overlay": piece},
        "required": ["template"],
    }
    expanded: dict[str, Schema] = {
        "rules": {"type": "array", "items": rule},
        "templates": {"type": "object", "additionalProperties": template},
        "instances": {"type": "array", "items": instance},
        "overlay": {"type": "object", "additionalProperties": piece},
    }
    cases = {"cases": {"type": "array", "items": {"$ref": _REF + _CASE}}}
    ruleset, file = found[_RULESET], found[_CASES]
    return {
        _RULESET: Part({**ruleset.keys, **expanded}, ruleset.required),
        _CASES: Part({**file.keys, **cases}, (*file.required, "cases")),
    }


def _document(name: str, found: Mapping[str, Part], language: str) -> dict[str, Any]:
    found = {**found, **file_parts(found)}
    in_rules, in_cases = _reached(found, RULE), _reached(found, _CASE)
    definitions: dict[str, Any] = {_BY_READING: _by_reading({}, language)}
    for part_name, part in found.items():
        free: tuple[Schema, ...] = ()
        if part_name in in_rules:
            free = _SLOT, _READING
            piece = _definition(
                part_name, Part(part.keys, (), part.rest, part.short), free, language
            )
            definitions[part_name + _PIECE] = _as_pieces(piece, in_rules)
        elif part_name in in_cases:
            free = (_SLOT,)
        asked = _asked(part)
        definitions[part_name] = _definition(part_name, part, free, language, asked)
    top = {key: value for key, value in definitions[name].items() if key != "description"}
    used = _used(top, definitions)
    kept = {key: value for key, value in definitions.items() if key in used}
    return {"$schema": DIALECT, "title": part_told(name, language), **top, "$defs": kept}


def _definition(
    name: str, part: Part, free: tuple[Schema, ...], language: str, asked: Sequence[Schema] = ()
) -> dict[str, Any]:
    """Return one part; `free` is what may stand for its values, `asked` what else must hold."""
    forms: list[Schema] = list(part.short)
    if part.keys:
        forms.append(_mapping(name, part, free, language, asked))
    if _SLOT in free:
        forms.append(_SLOT)
    told = part_told(name, language)
    shown = {"description": told} if told else {}
    return {**shown, **(forms[0] if len(forms) == 1 else {"anyOf": forms})}


def _mapping(
    name: str, part: Part, free: tuple[Schema, ...], language: str, asked: Sequence[Schema]
) -> dict[str, Any]:
    keys = dict(part.keys)
    if name == _CONDITION:
        keys = {**{column: part.rest or {} for column in _columns()}, **keys}
    if name == _CASE:
        keys["given"] = {**keys["given"], "properties": _given()}
    properties = {
        key: {**_open(value, free), **_hints(name, key, language)} for key, value in keys.items()
    }
    if _READING in free:
        own = _by_reading({"$ref": _REF + name + _PIECE}, language)
        properties |= own["properties"]
        if asked:
            asked = [{"anyOf": [{"required": [_BY_READING]}, {"allOf": list(asked)}]}]
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": part.rest or False,
        **({"allOf": list(asked)} if asked else {}),
    }


def _asked(part: Part) -> list[Schema]:
    """Return what a whole part cannot be without: its required keys, and one check if it is one."""
    asked: list[Schema] = [{"required": list(part.required)}] if part.required else []
    if not part.asks_check:
        return asked
    kinds = check_keys()
    owners = {
        key: [kind for kind, keys in kinds.items() if key in keys]
        for key in dict.fromkeys(key for keys in kinds.values() for key in keys)
    }
    asked.append({"oneOf": [{"required": [kind]} for kind in kinds]})
    asked.append({"anyOf": [{"required": list(keys)} for keys in kinds.values()]})
    for key, of in owners.items():
        if key not in kinds:
            needed = {"anyOf": [{"required": [kind]} for kind in of]}
            asked.append({"if": {"required": [key]}, "then": needed})
    return asked


def _open(schema: Schema, free: tuple[Schema, ...]) -> Schema:
    """Return the schema of a key with what may stand for its value beside what it is."""
    if "$ref" in schema or not free:
        return schema
    kept = {key: value for key, value in schema.items() if key in ("default", "examples")}
    bare = {key: value for key, value in schema.items() if key not in kept}
    options = [*bare["anyOf"], *free] if "anyOf" in bare else [bare, *free]
    return {"anyOf": options, **kept}


def _hints(part: str, key: str, language: str) -> dict[str, Any]:
    """Return what an editor shows for a key: what it means, and words to choose from."""
    hints: dict[str, Any] = {}
    if part == _CONDITION and key in _columns():
        hints["description"] = "、".join(_columns()[key])
    elif told := key_told(part, key, language):
        hints["description"] = told
    if key in _TABLE_KEYS:
        hints["examples"] = list(base_tables())
    return hints


def _by_reading(option: Schema, language: str) -> dict[str, Any]:
    """Return a mapping that holds `by_reading` alone: one reading, and what each option says."""
    options = {"type": "object", "additionalProperties": option}
    readings = {
        "type": "object",
        "additionalProperties": options,
        "minProperties": 1,
        "maxProperties": 1,
        "description": key_told("", _BY_READING, language),
    }
    return {
        "type": "object",
        "properties": {_BY_READING: readings},
        "required": [_BY_READING],
        "additionalProperties": False,
    }


def _columns() -> dict[str, list[str]]:
    """Return the columns of the base tables, each with the tables that have it."""
    found: dict[str, list[str]] = {}
    for name, spec in base_tables().items():
        for column in spec.columns:
            found.setdefault(column, []).append(name)
    return found


def _given() -> dict[str, Schema]:
    """Return the base tables as a test case writes them: rows of cells."""
    return {
        name: {
            "type": "array",
            "items": {
                "type": "object",
                "properties": dict.fromkeys(spec.columns, _SCALAR),
                "additionalProperties": _SCALAR,
            },
        }
        for name, spec in base_tables().items()
    }


def _as_pieces(schema: Any, names: set[str]) -> Any:
    """Return a schema that refers to the pieces of parts, not to the whole parts."""
    if isinstance(schema, list):
        return [_as_pieces(one, names) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _as_pieces(value, names) for key, value in schema.items()}
    target = str(made.get("$ref", "")).removeprefix(_REF)
    return {**made, "$ref": _REF + target + _PIECE} if target in names else made


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix(_REF)
        schema = schema.values()
    if not isinstance(schema, str) and isinstance(schema, Iterable):
        for one in schema:
            yield from _references(one)


def _reached(found: Mapping[str, Part], start: str) -> set[str]:
    """Return the names of all parts that one part is made of, its own among them."""
    reached: set[str] = set()
    left = [start]
    while left:
        name = left.pop()
        if name in found and name not in reached:
            reached.add(name)
            part = found[name]
            left += _references([*part.keys.values(), part.rest, *part.short])
    return reached


def _used(top: Any, definitions: Mapping[str, Any]) -> set[str]:
    used: set[str] = set()
    left = [*_references(top)]
    while left:
        name = left.pop()
        if name not in used:
            used.add(name)
            left += _references(definitions[name])
    return used
