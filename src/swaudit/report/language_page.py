"""The reference of the rule language as Markdown, made from the parts that are read and published.

Every key with its type, default and meaning; every kind of check with the example of its module.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from swaudit.checks.registry import CHECKS
from swaudit.model.message import message, tell, word
from swaudit.ruleset.keys import BODY, RULE, Part, Schema, key_told, part_told, parts
from swaudit.ruleset.published import file_parts

_FILES = {
    "RulesetHead": "ruleset.yaml",
    "FormsFile": "forms/*.yaml",
    "CaseFileHead": "tests/*.yaml",
}
_EXAMPLE = re.compile(r"\n\n((?: {4}.*\n?|\n(?= {4}))+)")


def language_page(language: str) -> str:
    """Return the page in `language`."""
    found = parts()
    found |= file_parts(found)
    checks = {key: example(key) for key in CHECKS}
    body = found.pop(BODY)
    rule = found.pop(RULE)
    head = Part({k: v for k, v in rule.keys.items() if k not in body.keys}, rule.required)
    files = {name: found.pop(name) for name in _FILES}
    lines = [*_opening(language)]
    lines += _section("RulesetHead", files["RulesetHead"], language, _FILES["RulesetHead"])
    lines += _section(RULE, head, language)
    lines += ["", f"## {word('language.checks', language)}", ""]
    lines += [word("language.checks_told", language)]
    for key, shown in checks.items():
        lines += ["", f"### `{key}`", "", key_told(RULE, key, language), ""]
        lines += ["```yaml", *shown.splitlines(), "```", ""]
        kind = {k: v for k, v in body.keys.items() if k in _keys_of(key)}
        lines += _table(BODY, Part(kind, tuple(kind)), language)
    for name in ("FormsFile", "CaseFileHead"):
        lines += _section(name, files[name], language, _FILES[name])
    lines += ["", f"## {word('language.parts', language)}"]
    for name, part in sorted(found.items()):
        if part.flat:
            own = {key: schema for key, schema in part.keys.items() if key not in body.keys}
            part = replace(part, keys=own)
        lines += _section(name, part, language, deeper=True)
    return "\n".join(lines) + "\n"


def example(key: str) -> str:
    """Return the example of a kind of check, as its docstring (or its module's) shows it."""
    body = CHECKS[key].body
    for told in (inspect.getdoc(body), inspect.getdoc(inspect.getmodule(body))):
        block = _EXAMPLE.search(told or "")
        if block:
            return textwrap.dedent(block[1]).strip("\n")
    raise LookupError(f"no example of the check {key}")


def _keys_of(check: str) -> set[str]:
    return {spec.alias or name for name, spec in CHECKS[check].body.model_fields.items()}


def _opening(language: str) -> Iterator[str]:
    yield f"# {word('language.title', language)}"
    yield ""
    yield word("language.made_by", language)


def _section(
    name: str, part: Part, language: str, title: str = "", *, deeper: bool = False
) -> Iterator[str]:
    yield ""
    yield f"{'###' if deeper else '##'} {f'`{title}`' if title else name}"
    yield ""
    if told := part_told(name, language):
        yield told
        yield ""
    if part.short and not part.keys:
        yield _type(part.short[0], language)
    elif part.short:
        forms = word("language.or", language).join(_type(one, language) for one in part.short)
        yield tell(message("language.short", forms=forms), language)
        yield ""
    if part.keys:
        yield from _table(name, part, language)
    if part.flat:
        yield ""
        yield tell(message("language.flat", type=_type({"$ref": BODY}, language)), language)
    if part.rest is not None:
        yield ""
        yield tell(message("language.rest", type=_type(part.rest, language)), language)


def _table(name: str, part: Part, language: str) -> Iterator[str]:
    heads = [word(f"language.{one}", language) for one in ("key", "type", "default", "meaning")]
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|"
    for key, schema in part.keys.items():
        default = _default(schema)
        if key in part.required:
            default = word("language.needed", language)
        cells = (f"`{key}`", _type(schema, language), default, key_told(name, key, language))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(schema: Schema) -> str:
    if schema.get("default", "") == "":
        return ""
    value = schema["default"]
    if isinstance(value, Mapping):
        return "`{" + ", ".join(f"{key}: {one}" for key, one in value.items()) + "}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _type(schema: Any, language: str) -> str:
    """Return what may be written, in words, with links to the parts it is made of."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2].partition(".")[0]
        if name in (BODY, RULE):
            return f"[{word(f'language.{name}', language)}](#{_anchor(name, language)})"
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        options = dict.fromkeys(_type(one, language) for one in schema["anyOf"])
        return word("language.or", language).join(options)
    if "const" in schema:
        return f"`{str(schema['const']).lower()}`"
    if "enum" in schema:
        return " ".join(f"`{one}`" for one in schema["enum"])
    return _plain(schema, language)


def _plain(schema: Any, language: str) -> str:
    kind = schema.get("type", "")
    if isinstance(kind, list):
        return word("language.or", language).join(_kind(one, language) for one in kind)
    if kind == "array":
        inner = schema.get("prefixItems", [schema.get("items", {"type": "string"})])
        said = message("language.list", of=_type(inner[0], language), count=_count(schema))
        return tell(said, language).strip()
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        of = _type(schema["additionalProperties"], language)
        return tell(message("language.mapping", of=of), language)
    if kind == "object":
        keys = (f"`{key}`" for key in schema.get("properties", {}))
        return tell(message("language.keys", keys=" ".join(keys)), language)
    if schema.get("format") == "date":
        kind = "date"
    limits = f" ≥ {schema['minimum']}" if "minimum" in schema else ""
    return _kind(kind, language) + limits


def _kind(kind: str, language: str) -> str:
    return word(f"language.type.{kind}", language)


def _count(schema: Any) -> str:
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least is not None and least == most:
        return f"({least})"
    return f"(≥ {least})" if least else ""


def _anchor(name: str, language: str) -> str:
    """Return the anchor of a heading as forges make it: lower case, hyphens for spaces."""
    heading = word("language.checks", language) if name == BODY else name
    return heading.lower().replace(" ", "-")
