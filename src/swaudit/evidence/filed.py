"""Which rows of the table 文件 a file makes: one by its name, or one for each form inside it.

接案记录表.docx   its title inside         one row, with what is filled in and signed
个案全套.docx     six forms inside         six rows, one for each
结案表.docx       titled 个案工作计划表      the plan, and a 结案表 that its inside denies
结案表.pdf        a scan                  one row, for a person to look into
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from swaudit.evidence.frames import Cells, sure
from swaudit.evidence.inside.facts import Facts
from swaudit.evidence.papers import CLOSED, READ, SCAN, Inside
from swaudit.evidence.text import comparable
from swaudit.evidence.words import last_part, session_number, upwards
from swaudit.evidence.worklog import DocumentKind
from swaudit.model.dossier import File

OTHER = "不符"
"""The state of a document whose inside is another form than its name says."""


@dataclass(frozen=True)
class Filed:
    """One document: a file, or a form within one, its name beside the path in `part`."""

    path: str
    kind: str
    state: str
    facts: Facts | None = None
    words: tuple[int, int] | None = None
    part: str = ""

    @property
    def record(self) -> str:
        """What tells the document from all others."""
        return f"{self.path}#{self.part}" if self.part else self.path

    @property
    def label(self) -> str:
        """What the document is called in reports."""
        return f"{self.path}（{self.part}）" if self.part else self.path


def filed(
    file: File, named: str | None, inside: Inside | None, kinds: Mapping[str, DocumentKind]
) -> list[Filed]:
    """Return the documents that a file is: `named` is the kind that its name says, if any."""
    if inside is None or inside.state != READ:
        state = inside.state if inside else SCAN if file.kind == "photo" else CLOSED
        return [Filed(file.path, named, state)] if named else []
    folder = comparable(file.place.rpartition("/")[0])
    forms = [
        one
        for one in inside.forms
        if one.kind in kinds and comparable(kinds[one.kind].folder or "") in folder
    ]
    if named is None or named in (one.kind for one in forms):
        return _each(file.path, forms)
    if forms:
        return [Filed(file.path, named, OTHER), *_each(file.path, forms, parted=True)]
    whole = next((one for one in inside.whole if one.kind == named), None)
    words = whole.words if whole else inside.words
    return [Filed(file.path, named, READ, whole, words)]


def _each(path: str, forms: list[Facts], *, parted: bool = False) -> list[Filed]:
    alike = Counter(one.kind for one in forms)
    seen: Counter[str] = Counter()
    made = []
    for one in forms:
        seen[one.kind] += 1
        part = f"{one.kind}{seen[one.kind]}" if alike[one.kind] > 1 else one.kind
        named = part if parted or len(forms) > 1 else ""
        made.append(Filed(path, one.kind, READ, one, one.words, named))
    return made


def columns_of(documents: list[Filed]) -> dict[str, Cells]:
    """Return what is known of the inside of documents as columns of the table 文件."""
    facts = [one.facts for one in documents]
    words = [one.words for one in documents]
    return {
        "内文": sure([one.state for one in documents]),
        "已填": sure([one and one.filled for one in facts]),
        "填写不明": sure([one and one.unclear for one in facts]),
        "已签": sure([one and one.signed for one in facts]),
        "签名不明": sure([one and one.unclear_signed for one in facts]),
        "字数": sure([one and one[0] for one in words]),
        "含标点字数": sure([one and one[1] for one in words]),
        "栏目字数": sure([one and _lengths(one) for one in facts]),
        "第几节": sure([_session(one) for one in documents]),
    }


def _session(document: Filed) -> int | None:
    """Return the session a form is about: the number in its title, else in its path."""
    if document.facts and document.facts.session:
        return document.facts.session
    named = (session_number(last_part(part)) for part in upwards(document.path))
    return next((number for number in named if number), None)


def _lengths(facts: Facts) -> tuple[str, ...]:
    return tuple(f"{name}={low}~{high}" for name, (low, high) in facts.lengths.items())
