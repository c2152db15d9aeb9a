"""A proposal of what the sheets and folders of a station's own workbook are.

For each sheet that is not read as it stands: the table it may be, each header's column, what holds
for all its rows, and its own words for the ruleset's. Every guess says how sure it is and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from swaudit.evidence.headers import (
    GUIDE,
    SERIAL,
    is_nameless,
    table_named,
    undated,
)
from swaudit.evidence.heads import Head, cell_at
from swaudit.evidence.layouts import SIGN_IN, find_layout, table_meant, table_within
from swaudit.evidence.likeness import KNOWN, TYPED, Below, Likeness, meant_word, words_meant
from swaudit.evidence.mapping import SheetMapping, StationMapping
from swaudit.evidence.matrix import session_in
from swaudit.evidence.moments import Span
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.shown import is_blank, show
from swaudit.evidence.text import bare
from swaudit.evidence.trial import Trial, headers_of, trials
from swaudit.evidence.words import last_part, masked, upwards
from swaudit.model.message import Message, message
from swaudit.model.tables import Column, TableSpec

Sure = Literal["high", "likely", "unsure", "none"]
_ORDER: Sequence[Sure] = ("none", "unsure", "likely", "high")

_LIKELY, _MOST = 0.6, 0.9
_LEAST = 1.2
_LATER = ("结束", "终止", "止", "至", "到")
_DATE_PARTS = ("年", "月", "日")
_SAMPLES = 2
_SHOWN = frozenset(("date", "month", "times", "int", "number", "money", "bool", "enum", "ordered"))
"""The types of cells that say nothing of anybody; words that anyone wrote may."""
_MANY_DIGITS = re.compile(r"\d{11}")


@dataclass(frozen=True)
class HeaderGuess:
    """One header: the column it may be (None: of none), how sure, why, cells shown masked."""

    header: str
    column: str | None
    sure: Sure
    why: Message
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordGuess:
    """An own word of a column, what it may mean (None: nobody knows) and how often it stands."""

    column: str
    word: str
    meant: str | None
    count: int


@dataclass(frozen=True)
class SheetGuess:
    """Sheets of one kind: `sheets` by name without the month, `places` with their files.

    `missing`: the required columns that no header and no name tells.
    """

    sheets: tuple[str, ...]
    table: str
    columns: tuple[HeaderGuess, ...]
    fixed: tuple[tuple[str, str], ...]
    words: tuple[WordGuess, ...]
    missing: tuple[str, ...]
    rows: int
    places: tuple[str, ...]

    @property
    def mapping(self) -> SheetMapping:
        """The guess as what a person would say, were they to agree."""
        columns = {one.header: one.column for one in self.columns}
        return SheetMapping(self.sheets, self.table, columns, dict(self.fixed))


@dataclass(frozen=True)
class Proposal:
    """All guesses. `as_is`: (sheet, table) that need none; `unknown`: (file, sheet, headers)."""

    sheets: tuple[SheetGuess, ...]
    as_is: tuple[tuple[str, str], ...]
    unknown: tuple[tuple[str, str, tuple[str, ...]], ...]
    folders: tuple[tuple[str, str, int], ...] = ()
    """(folder, what it may stand for, how many files lie below it)."""


def propose(
    books: Mapping[str, Sequence[Sheet]],
    specs: Mapping[str, TableSpec],
    contents: Sequence[str] = (),
    span: Span = None,
) -> Proposal:
    """Return what the sheets of workbooks, by path, may be; `contents` are the words of 内容."""
    guesses: list[SheetGuess] = []
    as_is: list[tuple[str, str]] = []
    unknown: list[tuple[str, str, tuple[str, ...]]] = []
    for path in sorted(books):
        for sheet in books[path]:
            if not sheet.rows or sheet.name == GUIDE:
                continue
            if (table := _read_as_it_is(path, sheet, specs)) is not None:
                as_is.append((sheet.name, table))
            elif (guess := _guess(path, sheet, specs, contents, span)) is not None:
                guesses.append(guess)
            else:
                unknown.append((path, sheet.name, headers_of(sheet)))
    return Proposal(tuple(_merged(guesses)), tuple(as_is), tuple(unknown))


def carried(proposal: Proposal, before: StationMapping) -> Proposal:
    """Return a proposal with what a person said before in the place of guesses."""
    said = message("mapping.why.before")
    sheets = []
    for guess in proposal.sheets:
        earlier = [one for one in before.sheets if one.table == guess.table]
        known = {bare(h): c for one in earlier for h, c in one.columns.items()}
        named = [one for one in earlier if one.names & guess.mapping.names]
        columns = tuple(
            replace(one, column=known[bare(one.header)], sure="high", why=said)
            if bare(one.header) in known
            else one
            for one in guess.columns
        )
        held = {one.column for one in columns}
        fixed = dict(guess.fixed) | {k: v for one in named for k, v in one.fixed.items()}
        words = {
            (c, o): m for one in earlier for c, of in one.values.items() for o, m in of.items()
        }
        sheets.append(
            replace(
                guess,
                columns=columns,
                fixed=tuple((name, word) for name, word in fixed.items() if name not in held),
                words=tuple(
                    replace(one, meant=words.get((one.column, one.word), one.meant))
                    for one in guess.words
                ),
                missing=tuple(c for c in guess.missing if c not in held and c not in fixed),
            )
        )
    folders = {folder: (word, count) for folder, word, count in proposal.folders}
    folders |= {f: (word, folders.get(f, ("", 0))[1]) for f, word in before.folders.items()}
    return replace(
        proposal,
        sheets=tuple(sheets),
        folders=tuple((folder, *told) for folder, told in sorted(folders.items())),
    )


def propose_folders(paths: Iterable[str], words: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """Return the folders that may stand for one of some words: the highest that one tells.

    A file whose path holds a word already needs none.
    """
    found: Counter[tuple[str, str]] = Counter()
    for path in paths:
        folders = [part for part in upwards(path) if part != path]
        if any(word in path for word in words):
            continue
        told = [(part, word) for part in folders if (word := meant_word(words, last_part(part)))]
        if told:
            found[told[-1]] += 1
    return tuple((folder, word, count) for (folder, word), count in sorted(found.items()))


def _read_as_it_is(path: str, sheet: Sheet, specs: Mapping[str, TableSpec]) -> str | None:
    stem = PurePosixPath(path).stem
    spec = (
        table_named(sheet.name, stem, specs)
        or table_within(sheet, stem, specs)
        or table_meant(sheet, specs)
    )
    if spec is None:
        return None
    layout, problems = find_layout(path, sheet, spec)
    return spec.name if layout is not None and not problems else None


def _guess(
    path: str,
    sheet: Sheet,
    specs: Mapping[str, TableSpec],
    contents: Sequence[str],
    span: Span,
) -> SheetGuess | None:
    """Return the best guess whose headers the reader then finds, or None."""
    ranked = sorted(trials(path, sheet, specs, span), key=lambda one: one.score, reverse=True)
    for found in ranked[:3]:
        if found.score < _LEAST:
            return None
        guess = _described(found, contents)
        layout, _ = find_layout(path, sheet, found.spec, guess.mapping.told)
        if layout is not None and (layout.header == found.row or layout.keyed):
            return guess
    return None


def _described(found: Trial, contents: Sequence[str]) -> SheetGuess:
    """Return the guess with every header accounted for."""
    joined = dict(_joins(found.heads, found.pairs, found.spec))
    by_word: dict[str, HeaderGuess] = {}
    for at, head in enumerate(found.heads):
        serial = SERIAL in head.words and SERIAL not in found.spec.columns
        session = found.spec.name == SIGN_IN and session_in(head.shown)
        # A header of signs alone has no name; one that is there twice is written once.
        if head.words[0] and not serial and not session:
            guess = _header(head, found.pairs.get(at), joined.get(at), found.below[at], found.spec)
            if by_word.setdefault(head.words[0], guess).column is None:
                by_word[head.words[0]] = guess
    columns = tuple(by_word.values())
    held = {one.column for one in columns if one.column}
    fixed = {name: word for name, word in found.fixed.items() if name not in held}
    needed = (name for name, column in found.spec.columns.items() if column.required)
    name = PurePosixPath(found.path).stem if is_nameless(found.sheet.name) else found.sheet.name
    return SheetGuess(
        (undated(bare(name)) if undated(bare(name)) != bare(name) else name,),
        found.spec.name,
        columns,
        tuple(fixed.items()),
        tuple(_words(found, contents)),
        tuple(one for one in needed if one not in held and one not in fixed),
        found.filled,
        (f"{found.path}《{found.sheet.name}》",),
    )


def _words(found: Trial, contents: Sequence[str]) -> Iterator[WordGuess]:
    for at, (name, _) in found.pairs.items():
        column = found.spec.columns[name]
        usual = contents if (found.spec.name, name) == ("工作流水", "内容") else ()
        words = column.values or usual
        if not words or column.type not in ("enum", "ordered", "text"):
            continue
        place = found.heads[at].place[1]
        cells = (
            cell_at(found.sheet, row, place) for row in range(found.body, len(found.sheet.rows))
        )
        counted = Counter(cell for cell in cells if cell and not is_blank(cell))
        for word, meant, count in words_meant(words, counted, column):
            yield WordGuess(name, word, meant, count)


def _joins(
    heads: Sequence[Head], pairs: Mapping[int, tuple[str, Likeness]], spec: TableSpec
) -> Iterator[tuple[int, str]]:
    """Yield the headers without a column of their own that belong to another's: from and to."""
    before: str | None = None
    for at, head in enumerate(heads):
        if at in pairs:
            before = pairs[at][0]
            continue
        kind = spec.columns[before].type if before else None
        later = kind == "times" and any(word in head.words[-1] for word in _LATER)
        if before and (later or (kind == "date" and head.words[-1] in _DATE_PARTS)):
            yield at, before
        else:
            before = None


def _header(
    head: Head,
    pair: tuple[str, Likeness] | None,
    joined: str | None,
    below: Below,
    spec: TableSpec,
) -> HeaderGuess:
    if joined is not None:
        why = message("mapping.why.joined", column=joined)
        return HeaderGuess(head.shown, joined, "likely", why, _samples(below, spec.columns[joined]))
    if pair is None:
        return HeaderGuess(
            head.shown, None, "none", message("mapping.why.none"), _samples(below, None)
        )
    name, found = pair
    column = spec.columns[name]
    typed = column.type in TYPED and found.cells is not None
    fits = found.cells or 0
    sure: Sure = "unsure"
    if found.words >= KNOWN and (fits >= _MOST if typed else found.words == 1):
        sure = "high"
    elif found.total >= _LIKELY or found.words == 1 or (not found.words and fits >= _MOST):
        sure = "likely"
    code = (
        "name"
        if found.words == 1
        else "word"
        if found.words >= KNOWN
        else "near"
        if found.words
        else "cells"
    )
    share = f"{round(100 * (found.cells or 0))}%"
    why = message(f"mapping.why.{code}{'_cells' if typed and found.words else ''}", share=share)
    return HeaderGuess(head.shown, name, sure, why, _samples(below, column))


def _samples(below: Below, column: Column | None) -> tuple[str, ...]:
    """Return a look at the cells; what may be of a person shows its first character alone."""
    shown = [show(cell) for cell in below.cells[:_SAMPLES]]
    free = column is None or column.personal or column.type not in _SHOWN
    return tuple(masked(one) if free or _MANY_DIGITS.search(one) else one for one in shown)


def _merged(guesses: Sequence[SheetGuess]) -> Iterator[SheetGuess]:
    """Put sheets of one kind together: a month each, with the same headers."""
    kinds: dict[object, list[SheetGuess]] = {}
    for one in guesses:
        headers = tuple(guess.header for guess in one.columns)
        kinds.setdefault((one.table, headers, one.fixed), []).append(one)
    for alike in kinds.values():
        words: dict[tuple[str, str], WordGuess] = {}
        for word in (word for one in alike for word in one.words):
            known = words.get((word.column, word.word))
            count = word.count + (known.count if known else 0)
            words[word.column, word.word] = replace(word, count=count)
        # A month in which a column is blank says less of it than one in which it is filled.
        surest = max(alike, key=lambda one: sum(_ORDER.index(each.sure) for each in one.columns))
        yield replace(
            surest,
            sheets=tuple(dict.fromkeys(name for one in alike for name in one.sheets)),
            places=tuple(place for one in alike for place in one.places),
            words=tuple(words.values()),
            rows=sum(one.rows for one in alike),
        )
