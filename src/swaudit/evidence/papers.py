"""Documents are what their names say, and hold what stands in them: looked into in a child.

财务管理制度.docx      a zip of Word's parts       as it should be
财务管理制度.docx      a renamed picture           not what it says
志愿者管理制度.txt      nothing but spaces          blank
接案记录表.pdf         pictures of pages           a scan: for a person to look at
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from swaudit.evidence.inside.facts import Facts
from swaudit.evidence.inside.read import documents
from swaudit.evidence.worklog import DocumentKind
from swaudit.ground.store import Progress, Store
from swaudit.model.dossier import File
from swaudit.model.message import Message, message

READ, SCAN, OLD, CLOSED = "已读", "扫描件", "旧格式", "读不了"
"""What became of the inside of a document, as the table 文件 says it."""

_WANTED: Mapping[str, frozenset[str]] = {
    suffix: frozenset(kinds)
    for suffixes, kinds in (
        ("docx docm pptx", ("word", "office")),
        ("doc ppt", ("ole",)),
        ("wps dps", ("ole", "word", "office")),
        ("odt", ("odf",)),
        ("ofd", ("ofd",)),
        ("pdf", ("pdf",)),
        ("rtf", ("rtf",)),
        ("txt md", ("text", "rtf")),
    )
    for suffix in suffixes.split()
}


@dataclass(frozen=True)
class Inside:
    """What is known of the inside of one document; `state` is READ, SCAN, OLD or CLOSED.

    `words` are those of the whole, without and with punctuation. `forms` are those whose titles
    stand in it; where none does, `whole` is what each form finds in all of it.
    """

    state: str
    words: tuple[int, int] | None = None
    forms: tuple[Facts, ...] = ()
    whole: tuple[Facts, ...] = ()


@dataclass(frozen=True)
class Papers:
    """The inside of documents by path, and why those that are no documents cannot be read."""

    inside: Mapping[str, Inside]
    unreadable: Mapping[str, Message]


def read_papers(
    store: Store,
    root: Path,
    files: Iterable[File],
    kinds: Mapping[str, DocumentKind],
    progress: Progress,
) -> Papers:
    """Return what stands in the documents among `files`, looked at for the forms of `kinds`.

    Unreadable are those that cannot be opened, that are blank, and that are not what their suffix
    says. Files that are ignored or unreadable already are not opened.
    """
    shut = ("ignored", "unreadable")
    paths = {
        root / file.path: file.path
        for file in files
        if file.kind == "document" and file.state not in shut
    }
    looked = store.extract(
        paths,
        documents(forms_of(kinds)),
        progress=lambda _, done, total: progress("documents", done, total),
    )
    inside: dict[str, Inside] = {}
    unreadable: dict[str, Message] = {}
    for path, facts in looked.items():
        at = paths[path]
        suffix = PurePosixPath(at).suffix.lstrip(".").casefold()
        why = message(facts.problem) if facts.problem else _wrong(facts.value, suffix)
        if why is not None:
            unreadable[at] = why
        else:
            inside[at] = _inside(facts.value)
    return Papers(inside, unreadable)


def _wrong(found: Mapping[str, Any], suffix: str) -> Message | None:
    """Return why a file is no document, or cannot be read; None for one that is sound."""
    if found["kind"] == "locked":
        return message("document.locked")
    if "blank" in (found["kind"], found["state"]):
        return message("document.blank")
    if found["kind"] not in _WANTED[suffix]:
        return message("document.not_what_it_says", suffix=suffix)
    return message(found["problem"]) if found["problem"] else None


def _inside(found: Mapping[str, Any]) -> Inside:
    if found["state"] == "closed":
        return Inside(OLD if found["kind"] == "ole" else CLOSED)
    if found["state"] == "scan":
        return Inside(SCAN)
    first, second = found["words"]
    return Inside(READ, (first, second), _facts(found["forms"]), _facts(found["whole"]))


def _facts(found: Sequence[Mapping[str, Any]]) -> tuple[Facts, ...]:
    return tuple(
        Facts(
            one["kind"],
            tuple(one["filled"]),
            tuple(one["unclear"]),
            tuple(one["signed"]),
            tuple(one["unclear_signed"]),
            (one["words"][0], one["words"][1]),
            {name: (low, high) for name, (low, high) in one["lengths"].items()},
            one["session"],
        )
        for one in found
    )


def forms_of(kinds: Mapping[str, DocumentKind]) -> list[dict[str, Any]]:
    """Return the kinds that have places to fill in, as plain values a child can be handed."""
    return [
        {
            "kind": kind,
            "names": list(dict.fromkeys((kind, *spec.names))),
            "fields": {name: one.model_dump(mode="json") for name, one in spec.fields.items()},
            "signed": {name: list(labels) for name, labels in spec.signed.items()},
            "printed": list(spec.labels),
        }
        for kind, spec in kinds.items()
        if (spec.fields or spec.signed) and not spec.photo
    ]
