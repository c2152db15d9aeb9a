"""A letter of open questions that came back answered, as a ruleset that settles them.

The letter is a Word file whose tables carry fixed ids in their first column:

    口径:makeup      …   ☑ A 计入“补哪月”所写的月份      an option is ticked (or its letter typed)
    参数:月报截止日   …   5                               a value is filled in
    答复人 / 依据文件 / 答复日期                            who answered, in what document, when

What is left blank stays open. An answer without who, document and day is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from swaudit.evidence.inside import word
from swaudit.evidence.moments import read_days
from swaudit.evidence.text import comparable
from swaudit.evidence.unclear import UnclearError
from swaudit.ground.sandbox import parse_all
from swaudit.model.message import Message, message
from swaudit.ruleset.errors import did_you_mean
from swaudit.ruleset.questions import LETTERS, Question, questions
from swaudit.ruleset.schema import Ruleset

RULESET, WHO, DOCUMENT, DAY = "清单", "答复人", "依据文件", "答复日期"
"""The labels of the rows that say what was answered, by whom, on what ground and when."""

SECONDS = 30.0
MAX_ROWS, MAX_TEXT = 5_000, 2_000_000

_ID = re.compile(r"(口径|参数):.+")
_TICKS = "☑√✓✔■"
_BOXES = "☐□"
_NUMBER = re.compile(r"(\d{1,15}(?:,\d{3})*(?:\.\d{1,6})?)(?:天|日|次|元|人|个|份|名|项|条|%)?")

Cells = tuple[tuple[str, ...], ...]
"""A row of a table: its cells, each as paragraphs."""


class LetterError(Exception):
    """A letter that cannot be taken over; `said` tells everything that is wrong with it."""

    def __init__(self, said: Sequence[Message]) -> None:
        super().__init__(*(one.code for one in said))
        self.said = tuple(said)


@dataclass(frozen=True)
class Answers:
    """What was answered: option keys by reading, values by parameter; `open` are the rest."""

    who: str
    document: str
    day: date
    settled: Mapping[str, str]
    values: Mapping[str, str | int]
    open: tuple[Question, ...]


def identity(name: str, version: str) -> str:
    """Return how a letter says which ruleset it asks about."""
    return f"{name} {version}"


def read_letter(path: Path) -> tuple[Cells, ...]:
    """Return the rows of all tables of a .docx file, parsed in a child. Raises LetterError."""
    (found,) = parse_all([path], parse_letter, seconds=SECONDS, workers=1)
    if found.problem:
        raise LetterError([message("letter.unreadable", file=path.name)])
    return tuple(tuple(tuple(cell) for cell in row) for row in found.value)


def parse_letter(content: bytes, name: str) -> list[list[list[str]]]:
    """Return rows of cells of paragraphs. Runs in a child: a hostile file may abort it."""
    blocks = word.read(content).blocks
    if sum(len(block.text) for block in blocks) > MAX_TEXT:
        raise ValueError("too large for a letter")
    rows: list[list[list[str]]] = []
    for table in (block for block in blocks if block.table):
        for _, cells in groupby(table.cells, key=lambda cell: cell.top):
            rows.append([cell.text.split("\n") for cell in cells])
    if len(rows) > MAX_ROWS:
        raise ValueError("too large for a letter")
    return rows


def answers_of(rows: Sequence[Cells], ruleset: Ruleset) -> Answers:
    """Return what the rows of a letter answer. Raises LetterError with all that is wrong."""
    wrong: list[Message] = []
    fields = _fields(rows)
    asked = {question.id: question for question in questions(ruleset)}
    given = list(_given(rows))
    if not given or RULESET not in fields:
        raise LetterError([message("letter.no_tables")])
    wanted = identity(ruleset.id, ruleset.version)
    if comparable(fields[RULESET]) != comparable(wanted):
        raise LetterError([message("letter.other", found=fields[RULESET], wanted=wanted)])
    settled: dict[str, str] = {}
    values: dict[str, str | int] = {}
    read: set[str] = set()
    for name, cell in given:
        if name in read:
            wrong.append(message("letter.repeated", id=name))
        elif name not in asked:
            wrong += _unknown(name, tuple(asked))
        else:
            try:
                _take(asked[name], cell, settled, values)
            except _UnclearError as unclear:
                wrong.append(unclear.said)
        read.add(name)
    day = None
    if settled or values or wrong:
        day = _day(fields.get(DAY, ""))
        wrong += [message("letter.unsigned", row=r) for r in (WHO, DOCUMENT) if not fields.get(r)]
        if day is None:
            code = "letter.day_unclear" if fields.get(DAY) else "letter.unsigned"
            wrong.append(message(code, row=DAY, found=fields.get(DAY, "")))
    if wrong:
        raise LetterError(wrong)
    if day is None:
        raise LetterError([message("letter.nothing_answered")])
    left = (q for q in asked.values() if q.name not in (settled if q.options else values))
    return Answers(fields[WHO], fields[DOCUMENT], day, settled, values, tuple(left))


def overlay_yaml(answers: Answers, ruleset: Ruleset, reference: str) -> str:
    """Return the ruleset that extends another by the answers, as its file is written.

    `reference` is how the file names the ruleset it extends.
    """
    import yaml

    where = {"who": answers.who, "document": answers.document, "date": str(answers.day)}
    tree: dict[str, object] = {
        "swaudit": 1,
        "id": f"{ruleset.id}-answers",
        "version": str(answers.day),
        "title": ruleset.title,
        "extends": {"id": reference, "version": ruleset.version},
    }
    if answers.values:
        tree["parameters"] = {
            name: {"title": ruleset.parameters[name].title, "value": value, "agreed": dict(where)}
            for name, value in answers.values.items()
        }
    if answers.settled:
        tree["settle"] = {
            name: {"option": option, **where} for name, option in answers.settled.items()
        }
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=100))


class _UnclearError(Exception):
    """An answer that may mean several things."""

    def __init__(self, code: str, question: Question, found: str, **values: str) -> None:
        super().__init__(code)
        self.said = message(code, id=question.id, found=found, **values)


def _fields(rows: Sequence[Cells]) -> dict[str, str]:
    """Return what stands beside the fixed labels."""
    found: dict[str, str] = {}
    for row in rows:
        label = row[0][0].strip() if row and row[0] else ""
        if label in (RULESET, WHO, DOCUMENT, DAY) and len(row) > 1:
            found[label] = " ".join(filter(None, (text.strip() for text in row[1])))
    return found


def _given(rows: Sequence[Cells]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each id with the paragraphs of its answer."""
    for row in rows:
        name = unicodedata.normalize("NFKC", "".join(row[0])).strip() if row else ""
        if _ID.fullmatch(name) and len(row) > 1:
            yield name, tuple(filter(None, (text.strip() for text in row[-1])))


def _take(
    question: Question,
    cell: Sequence[str],
    settled: dict[str, str],
    values: dict[str, str | int],
) -> None:
    if question.options:
        option = _option(question, cell)
        if option is not None:
            settled[question.name] = option
    else:
        value = _value(question, cell)
        if value is not None:
            values[question.name] = value


def _unknown(name: str, known: tuple[str, ...]) -> Iterator[Message]:
    yield message("letter.not_asked", id=name)
    hint = did_you_mean(name, known)
    if hint:
        yield hint


def _option(question: Question, cell: Sequence[str]) -> str | None:
    """Return the option that is ticked, or typed alone; None where nothing is."""
    lines = [unicodedata.normalize("NFKC", line) for line in cell]
    ticked = [line for line in lines if any(tick in line for tick in _TICKS)]
    typed = [line for line in lines if not any(box in line for box in _BOXES)]
    chosen = ticked or typed
    if not chosen:
        return None
    if len(chosen) > 1:
        raise _UnclearError("letter.several", question, "；".join(chosen))
    return _named(question, chosen[0])


def _named(question: Question, line: str) -> str:
    bare = line.strip("".join((_TICKS, _BOXES, " .。、:：")))
    for letter, (key, words) in zip(LETTERS, question.options, strict=False):
        same = {comparable(text) for text in (letter, key, words, f"{letter} {words}")}
        if comparable(bare) in same:
            return key
    letters = "、".join(LETTERS[: len(question.options)])
    raise _UnclearError("letter.option_unclear", question, line, options=letters)


def _value(question: Question, cell: Sequence[str]) -> str | int | None:
    """Return the value filled in; None where none is."""
    found = unicodedata.normalize("NFKC", " ".join(cell)).strip()
    if not found:
        return None
    if question.stands == "text":
        return found
    if question.stands == "date":
        day = _day(found)
        if day is None:
            raise _UnclearError("letter.date_expected", question, found)
        return str(day)
    number = _NUMBER.fullmatch(found.replace(" ", ""))
    if number is None:
        raise _UnclearError("letter.number_expected", question, found)
    plain = number[1].replace(",", "")
    return plain if "." in plain else int(plain)


def _day(text: str) -> date | None:
    try:
        days = read_days(comparable(text))
    except UnclearError:
        return None
    return days[0] if days and days[0] == days[1] else None
