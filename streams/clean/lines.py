"""From a body to its lines: where they break, which of them were only wrapped, and where each came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from streams.clean.mending import Piece, Span, cut, mend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\u2028\u2029]")
_WIDEST_WRAP = 110
# The first line of a wire is often shorter, as its place and date were cut off.
_FITTING = 0.25
_GOING_ON = 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body, mended; `follows_blank` where an empty line (or the start) stands before it."""

    text: str
    pieces: tuple[Piece, ...]
    follows_blank: bool = True

    @property
    def span(self) -> Span:
        """The run of the body from the first kept character to the last."""
        return self.pieces[0].start, self.pieces[-1].end


def split_lines(body: str) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """Return the lines that hold text, in order, and the spans of dropped markup.

    Text wrapped at a fixed width, as agencies' wires send it, is joined to paragraphs again.
    """
    lines, markup, blank = list[Line](), list[Span](), True
    for start, end in _raw_lines(body):
        mended = mend(body[start:end], start)
        markup.extend(mended.markup)
        line = _trimmed(mended.pieces, follows_blank=blank)
        blank = line is None
        if line is not None:
            lines.append(line)
    return (tuple(_unwrapped(lines)) if _is_wrapped(lines) else tuple(lines)), tuple(markup)


def part(line: Line, start: int, end: int) -> Line | None:
    """Return `[start, end)` of a line as a line of its own, or None where nothing but spaces is left."""
    return _trimmed(cut(line.pieces, start, end), follows_blank=line.follows_blank or start > 0)


def _raw_lines(body: str) -> Iterator[Span]:
    at = 0
    for found in _BREAK.finditer(body):
        yield at, found.start()
        at = found.end()
    yield at, len(body)


def _trimmed(pieces: Sequence[Piece], *, follows_blank: bool) -> Line | None:
    text = "".join(piece.text for piece in pieces)
    core = text.strip(" ")
    if not core:
        return None
    start = len(text) - len(text.lstrip(" "))
    return Line(core, cut(pieces, start, start + len(core)), follows_blank)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell wrapped text: no first word of a next line would have fitted on the line before it."""
    breaks = [(a, b) for a, b in pairwise(lines) if not b.follows_blank]
    width = max((len(a.text) for a, _ in breaks), default=0)
    if len(breaks) < 2 or not 20 <= width <= _WIDEST_WRAP:  # noqa: PLR2004 - a list of two, a column of a table
        return False
    fitting = sum(len(a.text) + 1 + len(b.text.partition(" ")[0]) <= width for a, b in breaks)
    goes_on = sum(b.text[0].islower() or (b.text.isupper() and a.text[-1] not in ".!?:") for a, b in breaks)
    return fitting <= _FITTING * len(breaks) and goes_on >= _GOING_ON * len(breaks)


def _unwrapped(lines: Iterable[Line]) -> Iterator[Line]:
    block = list[Line]()
    for line in lines:
        if line.follows_blank and block:
            yield _joined(block)
            block = []
        block.append(line)
    if block:
        yield _joined(block)


def _joined(block: Sequence[Line]) -> Line:
    pieces = list(block[0].pieces)
    for line in block[1:]:
        pieces += (Piece(" ", pieces[-1].end, line.span[0]), *line.pieces)
    return Line("".join(piece.text for piece in pieces), tuple(pieces), block[0].follows_blank)
