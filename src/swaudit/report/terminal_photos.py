"""What a folder's photos say, told on a terminal: counts, those that fall short, and the copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from swaudit.model.dossier import File, Problem
from swaudit.model.message import message, tell, word
from swaudit.model.photo import PhotoFacts
from swaudit.model.report import ReusePair
from swaudit.report.terminal_flow import Flow
from swaudit.report.terminal_parts import cut, heading, listed
from swaudit.report.words import say, visible

if TYPE_CHECKING:
    from rich.console import Group, RenderableType


def render_photos(
    photos: Sequence[tuple[str, PhotoFacts]],
    reuse: Sequence[ReusePair],
    files: Sequence[File],
    problems: Sequence[Problem],
    language: str,
) -> Group:
    """Return the photos of a folder by verdict, each that is not valid, and pairs of copies.

    `problems` tell what about the folder as a whole was left aside.
    """
    from rich.console import Group

    return Group(
        *_counts(photos, files, language),
        *_short(photos, files, language),
        *_reuse(reuse, language),
        *_problems(problems, language),
    )


def _counts(
    photos: Sequence[tuple[str, PhotoFacts]], files: Sequence[File], language: str
) -> Iterator[RenderableType]:
    said = message("report.photos.total", photos=len(photos), files=len(files))
    yield Flow(tell(said, language), "bold")
    for verdict, count in Counter(facts.verdict for _, facts in photos).most_common():
        yield Flow(f"  {word(f'report.photo.{verdict}', language)} {count}")


def _short(
    photos: Sequence[tuple[str, PhotoFacts]], files: Sequence[File], language: str
) -> Iterator[RenderableType]:
    named = {path for path, _ in photos}
    lines = [
        Flow(f"{visible(path)}  {word(f'report.photo.{facts.verdict}', language)}")
        for path, facts in photos
        if facts.verdict != "valid"
    ]
    lines += [
        Flow(f"{visible(file.path)}  {say(file.reason, language) if file.reason else ''}")
        for file in files
        if file.state == "unreadable" and file.path not in named
    ]
    if lines:
        yield heading(word("report.photos.short", language))
        yield listed(cut(lines, language))


def _reuse(reuse: Sequence[ReusePair], language: str) -> Iterator[RenderableType]:
    from rich.console import Group

    lines = [
        Group(
            Flow(visible(pair.a)),
            Flow(visible(pair.b)),
            listed([Flow(say(pair.explain, language), "dim")]),
        )
        for pair in reuse
    ]
    if lines:
        yield heading(word("report.photos.reuse", language))
        yield listed(cut(lines, language))


def _problems(problems: Sequence[Problem], language: str) -> Iterator[RenderableType]:
    lines = [Flow(f"{visible(one.file)}  {say(one.said, language)}") for one in problems]
    if lines:
        yield heading(word("report.notes", language))
        yield listed(cut(lines, language))
