"""The files of a drafted ruleset: what is proposed, with every doubt marked TODO.

The words of the source stand only behind a TODO, for the author to put in their own; lint refuses
a ruleset while one is left.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from swaudit.model.message import Message, message, tell
from swaudit.ruleset.coverage import COLUMNS
from swaudit.ruleset.draft.clauses import Clause, clauses
from swaudit.ruleset.draft.guess import Case
from swaudit.ruleset.draft.propose import Proposal, propose
from swaudit.ruleset.draft.reading import Checklist, ChecklistTable, DraftError, Region
from swaudit.ruleset.schema import RULE_ID

DOCUMENT = "checklist"
_DEFAULT_ID = "my-city"
_YEAR = re.compile(r"20[2-9][0-9](?=年)")
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z_][\u4e00-\u9fffA-Za-z0-9_.%-]*|[0-9][0-9.-]*")
_NOT_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def draft(
    checklist: Checklist, name: str, document: str, year: int, language: str
) -> dict[str, str]:
    """Return the files of a drafted ruleset, text by path, all doubts told in `language`.

    `name` is its folder's, `document` what the source is called; `year` is where its period lies,
    unless the source names a year. Raises DraftError where the tables hold no clause.
    """
    named = _YEAR.search(" ".join((document, *checklist.outside)))
    year = int(named[0]) if named else year
    proposals = [propose(one, year) for one in clauses(checklist)]
    if not proposals:
        raise DraftError(message("draft.no_clause", file=document))
    ruleset_id = name if re.fullmatch(RULE_ID, name) else _DEFAULT_ID
    files = {
        "ruleset.yaml": _ruleset(proposals, ruleset_id, document, year, language),
        "requirements.csv": _requirements(proposals, language),
        "README.md": _readme(proposals, checklist, document, language),
    }
    for table in dict.fromkeys(one.clause.table for one in proposals):
        mine = [one for one in proposals if one.clause.table == table]
        files[f"tests/table-{table}.yaml"] = "\n".join(_tests(mine, language)) + "\n"
    return files


def example() -> Checklist:
    """Return a checklist of a few invented rows: what a ruleset that starts from nothing holds."""
    rows = (
        ("任务", "要求"),
        ("养老服务", "每月至少2次政策宣传"),
        ("养老服务", "全年不少于3个个案，每个5节"),
        ("经费使用", "管理费不超过10%"),
        ("站点建设", "服务场所布局合理"),
    )
    cells = (
        Region(at, across, 1, 1, text)
        for at, row in enumerate(rows, start=1)
        for across, text in enumerate(row, start=1)
    )
    return Checklist((ChecklistTable("1", tuple(cells)),))


def _ruleset(
    proposals: Sequence[Proposal], ruleset_id: str, document: str, year: int, language: str
) -> str:
    def todo(code: str, **values: object) -> str:
        return _todo(message(f"draft.todo.{code}", **values), language)

    chapters = dict.fromkeys(one.clause.chapter for one in proposals)
    kinds = dict.fromkeys(kind for one in proposals for kind in one.documents)
    domains = sorted({one.domain for one in proposals if one.domain})
    lines = [
        "# yaml-language-server: $schema=schema/ruleset.json",
        "swaudit: 1",
        f"id: {ruleset_id}",
        f"version: draft  # {todo('version')}",
        f"title: {_flow(todo('title'))}",
        "sources:",
        f"  {DOCUMENT}: {_flow(todo('source', document=document))}",
        f"chapters: {_flow(list(chapters))}",
        f"# {todo('dates')}",
        f'start: "{year}-01-01"',
        f'end: "{year}-12-31"',
        "",
        f"# {todo('validity')}",
        "# validity:",
        f"#   source: {{document: {DOCUMENT}, at: …}}",
        "#   photos: {needs: [watermark, time, place]}",
        "#   reuse: refuse",
    ]
    if domains:
        lines += ["", f"# {todo('domains')}", "domains:", *(f"  {name}: []" for name in domains)]
    if kinds:
        lines += ["", f"# {todo('kinds')}", "documents:"]
        lines += [f"  {kind}: {{names: [{kind}]}}" for kind in kinds]
    lines += ["", "rules:"]
    for at, one in enumerate(proposals, start=1):
        lines += _rule(one, at, language)
    return "\n".join(lines) + "\n"


def _rule(proposal: Proposal, number: int, language: str) -> Iterator[str]:
    clause, figure = proposal.clause, proposal.figure
    source = {"document": DOCUMENT, "at": clause.place}
    source |= {"figure": figure} if figure else {}
    yield f"- id: {clause.id}"
    yield f"  title: {_flow(_todo(message('draft.todo.own_words', text=_told(clause)), language))}"
    yield f"  chapter: {_flow(clause.chapter)}"
    yield f"  source: {_flow(source)}"
    yield f"  covers: [{_requirement(number)}]"
    if proposal.level != "must":
        yield f"  level: {proposal.level}"
    for doubt in (*proposal.doubts, *_beside(clause)):
        yield f"  # {_todo(doubt, language)}"
    if proposal.check is None:
        asked = _todo(message("draft.todo.question", text=clause.text), language)
        yield f"  manual: {_flow(asked)}"
        return
    if proposal.every:
        yield f"  every: {proposal.every}"
    if proposal.due:
        yield f"  due: {_flow(proposal.due)}"
    for key, value in proposal.check.items():
        yield f"  {key}: {_flow(value)}"


def _beside(clause: Clause) -> Iterator[Message]:
    if clause.evidence:
        yield message("draft.todo.evidence", text=clause.evidence)
    if clause.score:
        yield message("draft.todo.score", text=clause.score)


def _told(clause: Clause) -> str:
    subject = clause.subject.rstrip("。；;：: ")
    return f"{subject}：{clause.text}" if subject else clause.text


def _requirements(proposals: Sequence[Proposal], language: str) -> str:
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow(COLUMNS)
    for at, one in enumerate(proposals, start=1):
        wording = _todo(message("draft.todo.own_words", text=_told(one.clause)), language)
        why = "" if one.check else _todo(message("draft.todo.why"), language)
        disposition = "rule" if one.check else "manual"
        row = (_requirement(at), DOCUMENT, one.clause.place, wording, disposition, why)
        lines.writerow(row)
    return stream.getvalue()


def _tests(proposals: Sequence[Proposal], language: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/tests.json"
    yield f"# {_todo(message('draft.todo.cases'), language)}"
    yield "swaudit-test: 1"
    yield "cases:"
    for one in proposals:
        if one.check is None:
            yield f"- {{rule: {one.clause.id}, expect: manual}}"
        for case in one.cases:
            yield from _case(one, case, language)


def _case(proposal: Proposal, case: Case, language: str) -> Iterator[str]:
    unmet = "advisory" if proposal.level == "should" else "fail"
    name = tell(message("draft.case.met" if case.met else "draft.case.unmet"), language)
    yield f"- rule: {proposal.clause.id}"
    yield f"  name: {name}"
    for key, value in case.extra.items():
        yield f"  {key}: {_flow(value)}"
    yield "  given:"
    for table, rows in case.given.items():
        yield f"    {table}:" + ("" if rows else " []")
        yield from (f"    - {_flow(row)}" for row in rows)
    yield f"  expect: {'pass' if case.met else unmet}"


def _readme(
    proposals: Sequence[Proposal], checklist: Checklist, document: str, language: str
) -> str:
    checked = sum(one.check is not None for one in proposals)
    said = message(
        "draft.readme",
        document=document,
        total=len(proposals),
        checked=checked,
        manual=len(proposals) - checked,
    )
    lines = [tell(said, language)]
    if checklist.outside:
        lines += ["", tell(message("draft.outside"), language), ""]
        lines += [f"- [ ] {text}" for text in checklist.outside]
    return "\n".join(lines) + "\n"


def _requirement(number: int) -> str:
    return f"R-{number:03}"


def _todo(said: Message, language: str) -> str:
    return "TODO " + " ".join(tell(said, language).split())


def _flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, Mapping):
        # Of its keys, none is a word of YAML but `on`, which is one only in YAML 1.1.
        return "{" + ", ".join(f"{_key(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, (bool, int)):
        return str(value).lower()
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def tally(files: Mapping[str, str]) -> dict[str, int]:
    """Return how many requirements were drafted, how many have a check, and how many TODOs."""
    rows = list(csv.DictReader(io.StringIO(files["requirements.csv"])))
    checked = sum(row["disposition"] == "rule" for row in rows)
    todos = sum(
        "TODO" in line
        for path, text in files.items()
        if not path.startswith("schema/") and path != "README.md"
        for line in text.splitlines()
    )
    return {"total": len(rows), "checked": checked, "manual": len(rows) - checked, "todos": todos}


def check_free(folder: Path) -> None:
    """Raise DraftError unless a folder is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DraftError(message("draft.folder_taken", folder=folder))


def _key(name: str) -> str:
    return name if name == "on" else _flow(name)


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write the files into a new or empty folder. Raises DraftError; nothing is overwritten."""
    try:
        check_free(folder)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise DraftError(message("cli.output_failed", file=folder, why=why)) from error
