"""A proposal of how a station's own workbooks are to be read, kept in its work folder."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from swaudit.audit.mapping import folder_words, read_written
from swaudit.evidence.inventory import take_inventory
from swaudit.evidence.mapping import FILE_NAME
from swaudit.evidence.propose import Proposal, carried, propose, propose_folders
from swaudit.evidence.sheets import SHEETS, sheets_of
from swaudit.ground.store import Progress, Store
from swaudit.model.dossier import Problem
from swaudit.ruleset.schema import Ruleset


class UnreadableBookError(Exception):
    """A workbook that cannot be read; `problem` says which and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.said.code)
        self.problem = problem


def proposal_for(
    station: Path, books: Sequence[Path], ruleset: Ruleset, work: Path, progress: Progress
) -> Proposal:
    """Return what the sheets of `books` and the folders of a station may be.

    What a person wrote into a mapping that is there already is kept, and comes first. Raises
    UnreadableBookError, RulesetError (a mapping that is no YAML) and OSError.
    """
    with Store(work / "facts.sqlite") as store:
        facts = store.extract(books, SHEETS, progress=progress)
    sheets = {}
    for book in books:
        sheets[book.name], wrong = sheets_of(book.name, facts[book])
        for problem in wrong:
            raise UnreadableBookError(problem)
    contents = chain.from_iterable(
        words for by_category in ruleset.worklog.contents.values() for words in by_category.values()
    )
    span = (ruleset.start, ruleset.end) if ruleset.start and ruleset.end else None
    found = propose(sheets, ruleset.specs, tuple(dict.fromkeys(contents)), span)
    kinds = ("photo", "document")
    files = [file.path for file in take_inventory(station) if file.kind in kinds]
    domains = ruleset.specs["文件"].columns["领域"].values
    meanings = folder_words(ruleset.specs, ruleset.documents)
    asked = [word for word in meanings if word not in domains]
    folders = (*propose_folders(files, domains), *propose_folders(files, asked))
    before = read_written(work / FILE_NAME)
    return carried(
        Proposal(found.sheets, found.as_is, found.unknown, folders),
        before,
    )
