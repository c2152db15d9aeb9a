"""Files of forms: kinds of document with their places, for all rulesets that name the file.

    swaudit-forms: 1
    source: 昆明市社工站工作指引，第五部分
    documents:
      探访记录表: {names: [探访记录表], fields: {探访日期: date}, signed: {负责社工: []}}

`forms: [kunming]` in a ruleset means `forms/kunming.yaml` in its folder, else the one that comes
with swaudit. What the ruleset itself writes under `documents` goes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from swaudit.checks.files import Files
from swaudit.evidence.worklog import DocumentKind, FormField
from swaudit.model.message import message
from swaudit.query.grammar import Node
from swaudit.ruleset.errors import Problem, RulesetError, did_you_mean
from swaudit.ruleset.expand import entries
from swaudit.ruleset.source import Entries, locate, read_yaml
from swaudit.ruleset.validate import validated

FOLDER = "forms"


class FormsFile(Node):
    """A file of forms: the document they are taken from, and the kinds of document."""

    swaudit_forms: Literal[1] = Field(alias="swaudit-forms")
    source: str
    documents: Mapping[str, DocumentKind] = Field(min_length=1)


def read_forms(tree: Entries, names: Iterable[str], folders: Iterable[Path]) -> list[FormsFile]:
    """Return the files of forms that a ruleset's tree names, from the first folder that has each.

    Raises RulesetError.
    """
    known: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).glob("*.yaml")):
            known.setdefault(path.stem, path)
    found = []
    for at, name in enumerate(names):
        if name not in known:
            said = message("rule.forms_unknown", forms=name)
            hint = did_you_mean(name, tuple(known))
            raise RulesetError([Problem(locate(tree, ("forms", at)), said, hint)])
        found.append(validated(FormsFile, entries(read_yaml(known[name]))))
    return found


def with_asked(
    documents: Mapping[str, DocumentKind], bodies: Iterable[Node]
) -> dict[str, DocumentKind]:
    """Return the kinds with the places that rules ask of those which declare none of their own.

    The word that a rule uses is then the label that is looked for.
    """
    found = dict(documents)
    for files in (one for body in bodies for one in _files(body)):
        for kind in files.kinds:
            own = documents[kind]
            fields = {} if own.fields else {n: FormField() for n in (*files.fields, *files.lengths)}
            signed = {} if own.signed else dict.fromkeys(files.signed, ())
            known = found[kind]
            update = {"fields": {**fields, **known.fields}, "signed": {**signed, **known.signed}}
            found[kind] = known.model_copy(update=update)
    return found


def _files(part: Any) -> Iterator[Files]:
    """Yield every `files` check in a rule's body, however deep."""
    if isinstance(part, Files):
        yield part
    elif isinstance(part, BaseModel):
        yield from _files([getattr(part, name) for name in type(part).model_fields])
    elif isinstance(part, Mapping):
        yield from _files(list(part.values()))
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from _files(one)
