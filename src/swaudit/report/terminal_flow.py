"""Text that wraps as Chinese does: anywhere, but a mark stays with what it closes or opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.measure import Measurement
    from rich.segment import Segment

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_OPENING, _CLOSING = "（「『【《", "，。：；、！？）」』】》”"
_LETTER = rf"(?![{_OPENING}])[{_WIDE}]"
# A word or figure keeps the character after it: 7月, 12条.
_PIECE = re.compile(rf"[{_OPENING}]*(?:{_LETTER}|[^\s{_WIDE}]+(?:{_LETTER})?)[{_CLOSING}]*|\s+|.")


@dataclass(frozen=True)
class Flow:
    """A text in one style, wrapped to whatever width it is given.

    `style` is one of rich's; `indent` is how many columns each line is set in.
    """

    text: str
    style: str = ""
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Yield the lines, for rich."""
        from rich.segment import Segment

        style = console.get_style(self.style)
        for line in wrapped(self.text, options.max_width - self.indent):
            yield Segment(" " * self.indent)
            yield Segment(line, style)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Tell rich the widths this can take."""
        from rich.cells import cell_len
        from rich.measure import Measurement

        least, most = self.indent + 4, self.indent + cell_len(self.text)
        return Measurement(least, max(least, most)).with_maximum(options.max_width)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` columns (a wide character takes two)."""
    from rich.cells import cell_len, chop_cells

    lines, taken = [""], 0
    for piece in _PIECE.findall(text):
        if taken + cell_len(piece.rstrip()) <= width:
            lines[-1] += piece
            taken += cell_len(piece)
            continue
        if cell_len(piece) <= width:
            lines.append(piece.lstrip())
        else:
            lines[-1:] = chop_cells(lines[-1] + piece, width)
        taken = cell_len(lines[-1])
    return [line.rstrip() for line in lines]
