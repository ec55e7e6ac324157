"""What the theme stage answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme of an article: `score` in 0..1, and the words that earned it.

    `spans` are half-open code point offsets into the clean text, `title_spans` into the title: the first
    place of each cue, in order. `medtop` is the IPTC Media Topic that comes nearest.
    """

    theme: str
    score: float
    spans: tuple[tuple[int, int], ...]
    title_spans: tuple[tuple[int, int], ...] = ()
    medtop: str | None = None
