"""What several readings of a rule ask alike, told once, and what each asks besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from swaudit.report.rules_phrases import Block, Line

Lines = tuple[Line, ...]


def parted(told: Sequence[Lines]) -> tuple[Lines, tuple[Lines, ...]]:
    """Return the lines that all have in common, and those of each that the others do not share.

    A line goes with all that is set in below it, unless what stands there holds by itself: then
    only its parts that differ are told apart, each time below the line that says of what.
    """
    split = [tuple(_blocks(lines)) for lines in told]
    common, own = _parted(split)
    return _joined(common), tuple(map(_joined, own))


def _parted(told: Sequence[tuple[Block, ...]]) -> tuple[list[Block], list[list[Block]]]:
    shared = [block for block in told[0] if all(block in other for other in told)]
    left = [[block for block in blocks if block not in shared] for blocks in told]
    apart = {block[0] for block in left[0] if block[0].apart}
    apart = {line for line in apart if all(_of(line, blocks) for blocks in left)}
    common: list[Block] = []
    own: list[list[Block]] = [[] for _ in told]
    for block in told[0]:
        line = block[0]
        if block in shared:
            common.append(block)
        elif line in apart:
            below, each = _parted([tuple(_blocks(_of(line, blocks)[1:])) for blocks in left])
            common.append((line, *_joined(below)))
            for mine, rest in zip(own, each, strict=True):
                if rest:
                    mine.append((line, *_joined(rest)))
    for mine, blocks in zip(own, left, strict=True):
        mine += [block for block in blocks if block[0] not in apart]
    return common, own


def _of(line: Line, blocks: Iterable[Block]) -> Block:
    """Return the block that begins with a line, empty where none does."""
    return next((block for block in blocks if block[0] == line), ())


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Yield each line together with what stands below it."""
    block: list[Line] = []
    for line in lines:
        if block and line.level <= block[0].level:
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def _joined(blocks: Iterable[Block]) -> Lines:
    return tuple(line for block in blocks for line in block)
