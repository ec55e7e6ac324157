"""What cleaning answers: the text, what was taken out of it and why, and the way back to the sent body."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that cleaning took out.

    `start` and `end` are half-open code point offsets into the body as sent; both are None where the body was
    HTML, whose markup has no counterpart in the extracted text.
    """

    text: str
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the clean text and the run of the sent body that it came from (half-open code points)."""

    start: int
    end: int
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text: paragraphs parted by one empty line (two newlines), in the order of the article."""

    text: str
    removed: tuple[Removed, ...] = ()
    segments: tuple[Segment, ...] = ()
