"""A proposed mapping as the file a person reads, mends and confirms: YAML with a reason a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from swaudit.evidence.mapping import NOT_READ
from swaudit.evidence.propose import HeaderGuess, Proposal, SheetGuess, WordGuess
from swaudit.model.message import Message, message, word
from swaudit.model.tables import TableSpec
from swaudit.report.words import say, visible

UNDECIDED = "?"

_PLAIN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（）/、·A-Za-z0-9_]*")
_WORDS_SHOWN = 40


def mapping_text(proposal: Proposal, specs: Mapping[str, TableSpec], language: str) -> str:
    """Return the text of 对应.yaml, its comments in `language`. It is not confirmed."""
    return "".join(f"{line}\n" for line in _lines(proposal, specs, language))


def _lines(proposal: Proposal, specs: Mapping[str, TableSpec], language: str) -> Iterator[str]:
    def note(code: str, **values: object) -> str:
        return "# " + say(message(f"mapping.file.{code}", **values), language)

    yield note("what")
    yield note("how")
    yield note("then")
    yield "confirmed: no"
    yield ""
    comma = word("show.comma", language)
    if proposal.as_is:
        names = comma.join(f"《{sheet}》" for sheet, _ in proposal.as_is)
        yield note("as_is", sheets=names)
    yield "sheets:" if proposal.sheets else "sheets: []"
    for guess in proposal.sheets:
        yield from _sheet(guess, specs[guess.table], language)
    for path, sheet, headers in proposal.unknown:
        yield ""
        yield note("unknown", file=path, sheet=sheet)
        yield f"# - sheets: [{_text(sheet)}]"
        yield "#   table: "
        yield "#   columns:"
        yield from (f"#     {_text(header)}: " for header in headers)
    if proposal.folders:
        yield ""
        yield note("folders")
        yield "folders:"
        for folder, field, count in proposal.folders:
            yield f"  {_text(folder)}: {_text(field)}  {note('files', count=count)}"


def _sheet(guess: SheetGuess, spec: TableSpec, language: str) -> Iterator[str]:
    def note(code: str, **values: object) -> str:
        return "# " + say(message(f"mapping.file.{code}", **values), language)

    comma = word("show.comma", language)
    yield note("sheet", sheets=comma.join(guess.places), rows=guess.rows, table=guess.table)
    yield f"- sheets: [{', '.join(map(_text, guess.sheets))}]"
    yield f"  table: {_text(guess.table)}"
    yield "  columns:"
    for one in guess.columns:
        yield f"    {_text(one.header)}: {_column(one)}  # {_why(one, language)}"
    left = [name for name in spec.columns if name not in {one.column for one in guess.columns}]
    fixed = dict(guess.fixed)
    free = [name for name in left if name not in fixed and name not in guess.missing]
    if free:
        yield "    " + note("free", columns=comma.join(free))
    if fixed or guess.missing:
        yield ("  " if fixed else "  # ") + "fixed:"
    for name, value in guess.fixed:
        yield f"    {_text(name)}: {_text(value)}  {note('fixed')}"
    for name in guess.missing:
        allowed = comma.join(spec.columns[name].values)
        code = "missing_choice" if allowed else "missing"
        yield f"  #   {_text(name)}:   {note(code, column=name, allowed=allowed)}"
    yield from _words(guess.words, language)


def _words(words: Sequence[WordGuess], language: str) -> Iterator[str]:
    if not words:
        return
    known = any(one.meant for one in words)
    yield ("  " if known else "  # ") + "values:"
    for column in dict.fromkeys(one.column for one in words):
        of_column = [one for one in words if one.column == column]
        meant = any(one.meant for one in of_column)
        yield ("    " if meant else "  #   ") + f"{_text(column)}:"
        for one in of_column[:_WORDS_SHOWN]:
            count = say(message("mapping.file.times", count=one.count), language)
            if one.meant:
                yield f"      {_text(one.word)}: {_text(one.meant)}  # {count}"
            else:
                none = say(message("mapping.file.no_word", count=one.count), language)
                yield f"  #     {_text(one.word)}:   # {none}"


def _column(one: HeaderGuess) -> str:
    if one.sure == "unsure":
        return json.dumps(UNDECIDED)
    return _text(one.column or NOT_READ)


def _why(one: HeaderGuess, language: str) -> str:
    sure = word(f"mapping.sure.{one.sure}", language)
    reasons: list[Message] = [one.why]
    if one.sure == "unsure":
        reasons.insert(0, message("mapping.why.perhaps", column=one.column))
    if one.samples:
        samples = word("show.comma", language).join(map(visible, one.samples))
        reasons.append(message("mapping.why.samples", samples=samples))
    return word("mapping.why.stop", language).join(
        [sure, *(say(each, language) for each in reasons)]
    )


def _text(text: str) -> str:
    """Return a text as a YAML scalar that is read as text."""
    if _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08X}" for one in quoted)
