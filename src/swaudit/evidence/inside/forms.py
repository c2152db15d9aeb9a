"""Which forms stand in a document, and which of their places are filled in and signed.

A form begins at its title: a paragraph, or a row of one cell, that ends with one of its names. One
file may hold several forms, or one form several times; a title repeated at the head of the next
page begins no new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from swaudit.evidence.inside import answers, places
from swaudit.evidence.inside.facts import Facts, Holds
from swaudit.evidence.inside.layout import Block, Cell, Written, headings
from swaudit.evidence.text import bare
from swaudit.evidence.words import session_number

_LONGER, _LONGEST = 18, 80
"""By how many characters a title may be longer than the form's name (the station's stands before
it), and how long a text is looked at for it at all."""
_SENTENCE = re.compile("[:;。,]")
_SPEAKS = re.compile("请|见|填|附上|根据|按照|完成|一份|以下|提交")
_ANNEX = re.compile("^附[件表录]? ?[0-9一二三四五六七八九十-]* ?[:、.]")
_TAIL = re.compile(r"(?:\([^()]*\)|第 ?[0-9一二三四五六七八九十]* ?[次节份期]|[0-9. \-年月日])*$")
_WORD = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]|[A-Za-z0-9]+(?:[.'’%-][A-Za-z0-9]+)*"
)
_SIGN = re.compile(r"[^\w\s\ufffc\ufffd]")


@dataclass(frozen=True)
class Place:
    """One place to fill in: its labels, what it is for, whether 无 answers it, printed hints."""

    labels: tuple[str, ...]
    holds: Holds = "text"
    none: bool = False
    hints: tuple[str, ...] = ()

    def answered(self, text: str) -> answers.Answer:
        """Return whether the place is filled in by a text."""
        return answers.answered(text, self.holds, none=self.none, hints=self.hints)


@dataclass(frozen=True)
class Form:
    """A form as a reader looks for it: its names, its fields and the places to sign, by name."""

    kind: str
    names: tuple[str, ...]
    fields: Mapping[str, Place] = field(default_factory=dict)
    signed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    printed: tuple[str, ...] = ()


def count(text: str) -> tuple[int, int]:
    """Return the words of a text without and with punctuation.

    A Chinese character is one, and so is a Latin word or a number.
    """
    said = answers.plain(text)
    signs, words = _WORD.subn("", said)
    return words, words + len(_SIGN.findall(signs))


class Reader:
    """Looks for the forms of a ruleset in one document after the other."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = tuple(one for one in forms if one.fields or one.signed)
        printed = (word for one in self.forms for word in _labels(one))
        self._words = places.Vocabulary((*places.ALWAYS, *printed))
        self._labels = {
            one.kind: places.Labels(
                {bare(label): key for key, label in _keyed(one)},
                frozenset(f"s:{name}" for name in one.signed),
                self._words,
            )
            for one in self.forms
        }
        self._names = [(bare(name), at) for at, one in enumerate(self.forms) for name in one.names]

    def titled(self, written: Written) -> list[Facts]:
        """Return the forms whose titles stand in a document, in order, as often as they do."""
        found: list[_Part] = []
        for part in self._parts(written.blocks):
            last = next((one for one in reversed(found) if one.form is part.form), None)
            if last is not None and found[-1].form is part.form and not (part.keys & last.keys):
                found[-1] = last.joined(part)  # the next page, with the title at its head again
            else:
                found.append(part)
        return [one.facts(written.loose) for one in found if one.keys]

    def whole(self, written: Written) -> list[Facts]:
        """Return what each form finds in a document taken as this form alone, title or not."""
        found = (self._part(one, written.blocks, None) for one in self.forms)
        return [one.facts(written.loose) for one in found if one.keys]

    def _parts(self, blocks: Sequence[Block]) -> Iterable[_Part]:
        cuts: list[tuple[int, tuple[int, ...], str]] = []
        for at, block in enumerate(blocks):
            for cell in headings(block):
                if forms := self._title(cell):
                    cuts.append((at, forms, cell.text))
                    break
        for (at, forms, title), (end, _, _) in pairwise([*cuts, (len(blocks), (), "")]):
            number = session_number(answers.plain(title))
            parts = [self._part(self.forms[one], blocks[at:end], number) for one in forms]
            yield max(parts, key=lambda part: len(part.keys))

    def _title(self, cell: Cell) -> tuple[int, ...]:
        """Return the forms that a text may be the title of: those of its longest name."""
        if len(cell.text) > _LONGEST:
            return ()
        said = _TAIL.sub("", _ANNEX.sub("", answers.plain(cell.text)))
        title = "" if _SENTENCE.search(said) else bare(said)
        fits = [
            (len(name), at)
            for name, at in self._names
            if title.endswith(name)
            and len(title) <= len(name) + _LONGER
            and not _SPEAKS.search(title.removesuffix(name))
        ]
        longest = max((size for size, _ in fits), default=0)
        return tuple(dict.fromkeys(at for size, at in fits if size == longest))

    def _part(self, form: Form, blocks: Sequence[Block], number: int | None) -> _Part:
        every = list(places.places(blocks, self._labels[form.kind]))
        # 联系电话 of the person, and the column 联系电话 of the family's list: the first is meant.
        own_place = {one.key for one in every if not one.column}
        found: dict[str, list[str | None]] = {}
        for one in every:
            if not (one.column and one.key in own_place):
                found.setdefault(one.key, []).append(one.text)
        text = "\n".join(block.text for block in blocks if not block.depth)
        return _Part(form, found, text, self._words, number)


@dataclass(frozen=True, eq=False)
class _Part:
    """The stretch of a document that is one form: what stands in each of its places."""

    form: Form
    found: Mapping[str, Sequence[str | None]]
    text: str
    words: places.Vocabulary
    session: int | None

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(self.found)

    def joined(self, other: _Part) -> _Part:
        return replace(self, found={**self.found, **other.found}, text=f"{self.text}\n{other.text}")

    def facts(self, loose: bool) -> Facts:
        form = self.form
        fields = {name: self._field(name, loose) for name in form.fields}
        signs = {name: self._sign(name, loose) for name in form.signed}
        return Facts(
            form.kind,
            _those(fields, "filled"),
            _those(fields, "doubt"),
            _those(signs, "filled"),
            _those(signs, "doubt"),
            count(self._own_words()),
            {name: self._length(name) for name in form.fields if f"f:{name}" in self.found},
            self.session,
        )

    def _field(self, name: str, loose: bool) -> answers.Answer:
        place = self.form.fields[name]
        return _state(
            [
                None if text is None else place.answered(text)
                for text in self.found.get(f"f:{name}", ())
            ],
            loose,
        )

    def _sign(self, name: str, loose: bool) -> answers.Answer:
        found = self.found.get(f"s:{name}", ())
        return _state([None if text is None else answers.signed(text) for text in found], loose)

    def _length(self, name: str) -> tuple[int, int]:
        hints = self.form.fields[name].hints
        texts = [text or "" for text in self.found[f"f:{name}"]]
        return count(answers.without_guidance(answers.plain("\n".join(texts)), hints))

    def _own_words(self) -> str:
        """Return what is written on the form beyond its printed labels and guidance."""
        hints = [hint for place in self.form.fields.values() for hint in place.hints]
        said = answers.without_guidance(answers.plain(self.text), hints)
        return "\n".join(map(self.words.without, said.splitlines()))


def _those(states: Mapping[str, answers.Answer], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, state in states.items() if state == wanted)


def _state(found: Sequence[answers.Answer | None], loose: bool) -> answers.Answer:
    """Return the state of a place that may be there more than once: all alike, or in doubt."""
    if not found or len(set(found)) > 1 or found[0] is None:
        return "doubt"
    return "doubt" if found[0] == "blank" and loose else found[0]


def _labels(form: Form) -> Iterable[str]:
    yield from form.printed
    yield from (label for _, label in _keyed(form))


def _keyed(form: Form) -> Iterable[tuple[str, str]]:
    for name, place in form.fields.items():
        yield from ((f"f:{name}", label) for label in (name, *place.labels))
    fields = {bare(label) for name, place in form.fields.items() for label in (name, *place.labels)}
    for name, labels in form.signed.items():
        usual = [f"{name}（{end}）" for end in ("签名", "签字", "签章", "盖章", "盖章/签字")]
        alone = [] if labels or bare(name) in fields else [name]
        yield from ((f"s:{name}", label) for label in (*labels, *usual, *alone))


def form_of(given: Mapping[str, Any]) -> Form:
    """Return a form from plain values, as `plain_of` makes them."""
    fields = {
        name: Place(tuple(one["labels"]), one["holds"], one["none"], tuple(one["hints"]))
        for name, one in given["fields"].items()
    }
    signed = {name: tuple(labels) for name, labels in given["signed"].items()}
    return Form(given["kind"], tuple(given["names"]), fields, signed, tuple(given["printed"]))
